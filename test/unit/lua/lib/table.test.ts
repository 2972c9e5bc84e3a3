import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

describe('the table library', () => {
  it.each([
    [
      'return table.concat({1, 2, 3}), table.concat({"a", 1.5, -0}, ", "), table.concat({}, "x"), table.concat({1, 2, 3}, "-", 2, 3), table.concat({1}, "", 2)',
      'true "123" "a, 1.5, -0" "" "2-3" ""',
    ],
    ['table.concat({1, {}, 3})', 'false "c:1: invalid value (table) at index 2 in table for \'concat\'"'],
    ['table.concat({1}, "", 1, 2)', 'false "c:1: invalid value (nil) at index 2 in table for \'concat\'"'],
    ['table.concat()', 'false "c:1: bad argument #1 to \'concat\' (table expected, got no value)"'],
    ['table.concat({}, {})', 'false "c:1: bad argument #2 to \'concat\' (string expected, got table)"'],
    [
      'local t = {1, 2} table.insert(t, 3) table.insert(t, 1, 0) table.insert(t, 9, 9) return t[1], t[2], t[3], t[4], t[9], #t',
      'true 0 1 2 3 9 4',
    ],
    [
      'local t = {1, 2, 3} table.insert(t, -1, "x") return t[-1], t[0], t[1], t[2], t[4]',
      'true "x" nil nil 1 3',
    ],
    ['table.insert({}, 1, 2, 3)', 'false "c:1: wrong number of arguments to \'insert\'"'],
    ['table.insert({})', 'false "c:1: wrong number of arguments to \'insert\'"'],
    ['table.insert(nil, 1)', 'false "c:1: bad argument #1 to \'insert\' (table expected, got nil)"'],
    ['table.insert({}, "x", 1)', 'false "c:1: bad argument #2 to \'insert\' (number expected, got string)"'],
    [
      'local t = {1, 2, 3} return table.remove(t), table.remove(t, 1), t[1], #t, table.remove({}), table.remove(t, 5)',
      'true 3 1 2 1 nil',
    ],
    ['return select("#", table.remove({}))', 'true 0'],
    ['table.remove()', 'false "c:1: bad argument #1 to \'remove\' (table expected, got no value)"'],
    [
      'return table.maxn({1, 2, [10] = 1, [5.5] = 2, x = 1}), table.maxn({}), table.getn({1, 2, 3})',
      'true 10 0 3',
    ],
    ['table.setn({}, 1)', 'false "c:1: \'setn\' is obsolete"'],
    ['return table.foreach({5, 6}, function(k, v) if v == 6 then return k end end)', 'true 2'],
    ['return table.foreachi({5, nil, 7}, function(k, v) return v == 7 and k or nil end)', 'true 3'],
    ['return select("#", table.foreach({}, type))', 'true 0'],
    ['table.foreach({}, 1)', 'false "c:1: bad argument #2 to \'foreach\' (function expected, got number)"'],
    ['local t = {5, 2, 8, 1, 9, 3} table.sort(t) return unpack(t)', 'true 1 2 3 5 8 9'],
    ['local t = {"b", "a", "B", "", "a\\0"} table.sort(t) return unpack(t)', 'true "" "B" "a" "a\u0000" "b"'],
    ['local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end) return unpack(t)', 'true 3 2 1'],
    [
      'local t = {} for i = 1, 60 do t[i] = {key = (i * 37) % 7, id = i} end table.sort(t, function(a, b) return a.key < b.key end) local s = "" for _, v in ipairs(t) do s = s .. v.id .. " " end return s',
      'true "42 7 49 14 21 35 28 56 39 18 32 60 11 46 53 4 25 57 50 29 43 36 1 8 15 22 12 47 33 5 40 26 19 54 9 44 23 2 58 51 30 16 37 34 6 41 48 13 27 20 55 3 59 17 52 10 31 38 45 24 "',
    ],
    [
      'local log = "" local t = {4, 2, 5, 1, 3} table.sort(t, function(a, b) log = log .. a .. b .. " " return a < b end) return log',
      'true "34 53 45 24 14 44 41 13 21 32 "',
    ],
    [
      'table.sort({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, function() return true end)',
      'false "c:1: invalid order function for sorting"',
    ],
    ['local t = {1, 0/0, 3, 2, 0/0, 5} table.sort(t) return unpack(t)', 'true 1 2 nan 3 nan 5'],
    ['table.sort({3, 1, "x"})', 'false "attempt to compare string with number"'],
    ['table.sort({{}, {}})', 'false "attempt to compare two table values"'],
    ['table.sort({1, 2}, 1)', 'false "c:1: bad argument #2 to \'sort\' (function expected, got number)"'],
    [
      'local m = {__lt = function(a, b) return a[1] < b[1] end} local t = {} for i = 1, 5 do t[i] = setmetatable({(i * 3) % 5}, m) end table.sort(t) return t[1][1], t[2][1], t[5][1]',
      'true 0 1 4',
    ],
    ['table.sort({1, 2, 3}, function() error("order") end)', 'false "c:1: order"'],
  ])('%s', (source, answer) => {
    expect(evaluate(source)).toBe(answer);
  });
});
