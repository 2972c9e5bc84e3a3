import { describe, expect, it } from 'vitest';
import { createRig } from '../scripting/support.ts';

/** Scripts of a single function: the first run of each is interpreted, later ones are compiled. */
const SCRIPTS = [
  'return { KEYS[1], ARGV[1], #ARGV, select("#", ...), ... }',
  'local t = {}\nreturn t.x.y',
  'return\n ARGV[1]\n .. nil',
  'local n = 5\nreturn n()',
  "local s = 'text'\nreturn s:nothing()",
  "return ('x'):rep(1, 2, nil\n):sub({})",
  'return string.rep()',
  'string.rep({}, 1)',
  'return tostring(KEYS) == tostring(KEYS), undefined_name',
  'undefined_name = 1',
  'KEYS.x = 1 redis.x = 1',
  "error('plain')",
  "error('far', 2)",
  "error({ err = 'MINE of a table' })",
  'error()',
  "return error('in a return')",
  "return pcall(error, 'caught')",
  "return { pcall(redis.call, 'no-such') }",
  "return redis.call('incr', KEYS[1], 'x')",
  "redis.call('set', KEYS[1], 'text')\nredis.call('incr', KEYS[1])",
  "return redis.pcall('incr', KEYS[1])",
  "for i = 1, 'x' do end",
  'for i = 1, 3, {} do end',
  'for i = 3, 1, -0.5 do if i < 2 then return tostring(i) end end',
  'for k, v in 5 do end',
  'for k, v in pairs(nil) do end',
  'local t = {} for word in ("a b c"):gmatch("%a") do t[#t + 1] = word end return t',
  'local n = 0 repeat local done = n > 2 n = n + 1 until done return n',
  'local n = 0 while true do n = n + 1 if n == 7 then break end end return n',
  'local a, b = 1, 2 a, b = b, a local t = { 1, 2 } t[a], t[b], a = a, b, 9 return { a, b, t[1], t[2] }',
  'local x <const> = 1',
  'return setmetatable({}, { __index = string }):rep()',
  'local t = setmetatable({}, { __newindex = error }) t.x = 5',
  'return -{}',
  'return #5',
  'return {} < {}',
  'return 1 < "x"',
  "return { 1 == 1.0, 'a' < 'b', 2 ^ 10, 7 % -3, -7 % 3, 1 / 4 * 8, not nil, '10' + 5 }",
  "return cjson.encode({ 1, 'two', { three = 3 } })",
  'return xpcall(tostring, 5)',
  // Loops that go on compiled.
  'local n = 0 for i = 1, 1000 do n = n + i end return n',
  'local n = 0 for i = 1, 300 do\nif i == 290 then n = n .. {} end\nend',
  "for i = 1, 300 do\nredis.call('incr', KEYS[1])\nif i == 250 then return redis.call('get', KEYS[1]) end\nend",
  "for i = 1, 300 do\nif i > 200 then redis.call('lpush', KEYS[1]) end\nend",
  'local t, n = {}, 0 for i = 1, 500 do t[i] = i end for k, v in pairs(t) do n = n + k * v end return { n, #t }',
  'local n = 0 for i = 1, 30 do for j = 1, 30 do for k = 1, 3 do n = n + i * j - k end end end return n',
  'local n, last = 0 while n < 500 do n = n + 1 local square = n * n last = square end return { n, last }',
  'local n = 0 repeat n = n + 1 local half = n / 2 until half > 200 return n',
  'local s = {} for i = 0.1, 30, 0.1 do s[#s + 1] = tostring(i) end return table.concat(s, " ")',
  'for i = 1, 400 do for word in ("a"):gmatch("a") do if i == 300 then return { i, word, ... } end end end',
  "for i = 1, 300 do if i == 299 then error('at the end') end end",
  'for i = 1, 300 do if i == 299 then return error() end end',
  'local n = 0 for k, v in next, { 1, 2, 3 } do n = n + v end for i = 1, 200 do n = n + (select(1, ...) or 1) end return n',
];

describe('the first run of a script', () => {
  const run = (source: string, command: 'EVAL' | 'EVALSHA', times: number) => {
    const { send } = createRig();
    const sha = command === 'EVALSHA' ? (send('a', 'SCRIPT', 'LOAD', source) as string) : source;
    let reply: unknown;
    for (let time = 0; time < times; time++) {
      send('a', 'FLUSHALL');
      reply = send('a', command, sha, '1', 'k', 'argument', '2');
    }
    return JSON.stringify(reply, (_, value) => (typeof value === 'bigint' ? Number(value) : value));
  };

  it.each(SCRIPTS)('answers as later ones do: %s', (source) => {
    const first = run(source, 'EVAL', 1);
    expect(first).toBe(run(source, 'EVAL', 2));
    expect(first).toBe(run(source, 'EVAL', 4));
    if (!first.includes('compiling')) expect(first).toBe(run(source, 'EVALSHA', 1));
  });

  it('is the first also after SCRIPT FLUSH', () => {
    const { send } = createRig();
    for (let time = 0; time < 3; time++) {
      expect(send('a', 'EVAL', 'return #ARGV', '0', 'x', 'y')).toBe(2);
      send('a', 'SCRIPT', 'FLUSH');
    }
  });

  it('leaves a script that EVALSHA finds', () => {
    const { send } = createRig();
    const sha = send('a', 'EVAL', 'return redis.sha1hex("return 1 + 1")', '0') as string;
    expect(send('a', 'EVAL', 'return 1 + 1', '0')).toBe(2);
    expect(send('a', 'EVALSHA', sha, '0')).toBe(2);
    expect(send('a', 'SCRIPT', 'LOAD', 'return 1 + 1')).toBe(sha);
    expect(send('a', 'EVALSHA', sha, '0')).toBe(2);
  });

  it('takes chains as long as the text may be', () => {
    const { send } = createRig();
    const sum = `return ${'1+'.repeat(1990)}ARGV[1]`;
    expect(send('a', 'EVAL', sum, '0', '5')).toBe(1995);
    const nested = `return ${'('.repeat(150)}${'ARGV[1]+'.repeat(400)}1${')'.repeat(150)}`;
    expect(send('a', 'EVAL', nested, '0', '2')).toBe(801);
    const concatenation = `return #(${"'a'..".repeat(190)}ARGV[1])`;
    expect(send('a', 'EVAL', concatenation, '0', 'b')).toBe(191);
  });
});
