import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

describe('the coroutine library', () => {
  it.each([
    [
      'local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) local d, e = coroutine.yield(c * 2) return d + e end) local _, x = coroutine.resume(co, 1, 2) local _, y = coroutine.resume(co, 10) local ok, z = coroutine.resume(co, 3, 4) return x, y, ok, z, coroutine.status(co), coroutine.resume(co)',
      'true 3 20 true 7 "dead" false "cannot resume dead coroutine"',
    ],
    [
      'local co = coroutine.wrap(function(...) local x = ... while true do x = coroutine.yield(x + 1) end end) return co(1), co(2), co(3)',
      'true 2 3 4',
    ],
    [
      'local co = coroutine.create(function() error("in") end) local ok, e = coroutine.resume(co) return ok, e, coroutine.status(co)',
      'true false "c:1: in" "dead"',
    ],
    ['local co = coroutine.wrap(function() error("in") end)\nco()', 'false "c:2: c:1: in"'],
    [
      'local co = coroutine.wrap(function() error({}) end) local ok, e = pcall(co) return type(e)',
      'true "table"',
    ],
    ['local co = coroutine.wrap(function() end) co() co()', 'false "c:1: cannot resume dead coroutine"'],
    ['return coroutine.running()', 'true nil'],
    [
      'local function deep(n) if n == 0 then return coroutine.yield("deep") end return deep(n - 1) end local co = coroutine.create(deep) local _, y = coroutine.resume(co, 99) local ok, z = coroutine.resume(co, "back") return y, ok, z, coroutine.status(co)',
      'true "deep" true "back" "dead"',
    ],
    [
      'local function deep(n) if n == 0 then return coroutine.yield("deep") end return deep(n - 1) end for n = 95, 205 do local co = coroutine.wrap(deep) assert(co(n) == "deep" and co(n) == n) end return 1',
      'true 1',
    ],
    [
      'local x = 1 local function set() x = 5 return 2 end local t = { [1] = "one", [5] = "five" } return x + set(), x == 5, t[x]',
      'true 7 true "five"',
    ],
    [
      'local co co = coroutine.create(function() return coroutine.status(co), coroutine.running() == co, coroutine.resume(co) end) return coroutine.resume(co)',
      'true true "running" true false "cannot resume running coroutine"',
    ],
    [
      'local a, b a = coroutine.create(function() return coroutine.resume(b) end) b = coroutine.create(function() return coroutine.status(a), coroutine.resume(a) end) return coroutine.resume(a)',
      'true true true "normal" false "cannot resume normal coroutine"',
    ],
    ['coroutine.yield(1)', 'false "attempt to yield across metamethod/C-call boundary"'],
    [
      'local co = coroutine.create(function() return pcall(coroutine.yield, 1) end) return coroutine.resume(co)',
      'true true false "attempt to yield across metamethod/C-call boundary"',
    ],
    [
      'local co = coroutine.create(function() table.sort({1, 2, 3}, function(a, b) coroutine.yield() end) end) return coroutine.resume(co)',
      'true false "attempt to yield across metamethod/C-call boundary"',
    ],
    [
      'local co = coroutine.create(function() return setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end}).x end) return coroutine.resume(co)',
      'true false "attempt to yield across metamethod/C-call boundary"',
    ],
    [
      'local s = 0 for i in coroutine.wrap(function() for i = 1, 10 do coroutine.yield(i) end end) do s = s + i end return s',
      'true 55',
    ],
    ['coroutine.create(type)', 'false "c:1: bad argument #1 to \'create\' (Lua function expected)"'],
    ['coroutine.create()', 'false "c:1: bad argument #1 to \'create\' (Lua function expected)"'],
    ['coroutine.wrap(1)', 'false "c:1: bad argument #1 to \'wrap\' (Lua function expected)"'],
    ['coroutine.resume(1)', 'false "c:1: bad argument #1 to \'resume\' (coroutine expected)"'],
    ['coroutine.status()', 'false "c:1: bad argument #1 to \'status\' (coroutine expected)"'],
    [
      'return coroutine.resume(coroutine.create(function(...) return select("#", ...) end), nil, nil)',
      'true true 2',
    ],
  ])('%s', (source, answer) => {
    expect(evaluate(source)).toBe(answer);
  });
});
