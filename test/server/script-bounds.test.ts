import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { ByteClient } from './byte-client.ts';

/** Scripts that want too much get an error of their own, and the server goes on as if nothing had been. */
let server: RunningServer;
let client: RawClient;

beforeAll(async () => {
  server = await startTidelock(['--lua-memory-limit', '64mb', '--busy-reply-threshold', '60000']);
  client = await RawClient.connect(server.port);
});
afterAll(() => server.stop());

const MINUTE = 60_000;

async function evaluate(script: string, ...words: string[]): Promise<string> {
  client.send('EVAL', script, '0', ...words);
  return client.receive(MINUTE);
}

const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;

describe('memory without end', () => {
  const runsOutOfMemory = /^-ERR Error running script [0-9a-f]{40}, not enough memory\r\n$/;
  const growths: [what: string, script: string][] = [
    ['strings in a table', "local t = {} while true do t[#t+1] = ('x'):rep(1000) end"],
    ['numbers in a table', 'local t = {} for i = 1, 1e9 do t[i] = i end'],
    ['keys of a table', "local t = {} for i = 1, 1e9 do t['k' .. i] = i end"],
    ['closures', 'local t = {} while true do t[#t+1] = function() return t end end'],
    ['tables in tables', 'local t = {} while true do t = {t} end'],
    ['concatenation', "local s = '' while true do s = s .. 'xxxxxxxxxx' end"],
    ['doubling', "local s = 'x' while true do s = s .. s end"],
    ['gsub', "local s = ('x'):rep(5e5) return #s:gsub('x', ('y'):rep(1000))"],
    ['cjson.encode', 'local t = {} while true do t[#t+1] = cjson.encode({1, 2, #t}) end'],
    ['cjson.decode', "local t = {} while true do t[#t+1] = cjson.decode('[1,{},3]') end"],
    ['many tables in one JSON text', "return #cjson.decode('[' .. ('[],'):rep(5e6) .. '1]')"],
    ['cmsgpack.pack', 'local t = {} while true do t[#t+1] = cmsgpack.pack({1, 2, #t}) end'],
    [
      'many tables in one cmsgpack text',
      "return #cmsgpack.unpack('\\221\\1\\0\\0\\0' .. ('\\144'):rep(16777216))",
    ],
    ['coroutines', 'local t = {} while true do t[#t+1] = coroutine.create(function() end) end'],
    ['replies', "local t = {} while true do t[#t+1] = {redis.call('echo', #t)} end"],
    ['one string of gigabytes', "return #('x'):rep(2e9)"],
    ['one string beyond all measure', "return #('xxxxxxxx'):rep(2e9)"],
  ];
  it.each(growths)(
    'ends in an error: %s',
    async (_what, script) => {
      expect(await evaluate(script)).toMatch(runsOutOfMemory);
      expect(await client.call('PING')).toBe('+PONG\r\n');
    },
    MINUTE,
  );

  it('is an error that pcall catches', async () => {
    const script = "return {pcall(function() local t = {} while true do t[#t+1] = ('x'):rep(1000) end end)}";
    expect(await evaluate(script)).toBe(`*2\r\n$-1\r\n${bulk('not enough memory')}`);
    expect(await evaluate("return {pcall(string.rep, 'x', 2e9)}")).toBe(
      `*2\r\n$-1\r\n${bulk('not enough memory')}`,
    );
  });

  it('is not what a script has that only makes garbage', async () => {
    expect(await evaluate("for i = 1, 100 do local s = ('x'):rep(1e7) end return 'done'")).toBe(bulk('done'));
    expect(await evaluate("for i = 1, 3e6 do local t = {i, i} end return 'done'")).toBe(bulk('done'));
  });

  it('ends FUNCTION LOAD, too', async () => {
    const library = "#!lua name=hungry\nlocal t = {} while true do t[#t+1] = ('x'):rep(100000) end";
    client.send('FUNCTION', 'LOAD', library);
    expect(await client.receive(MINUTE)).toMatch(
      /^-ERR Error registering functions: .*(not enough memory|timeout)/,
    );
  });

  it('leaves what was written before it', async () => {
    await evaluate("redis.call('set', 'kept', 1) local s = 'x' while true do s = s .. s end");
    expect(await client.call('GET', 'kept')).toBe(bulk('1'));
  });
});

describe('recursion without end', () => {
  it('in tail calls is a loop', async () => {
    const script = "local function f(n) if n == 0 then return 'done' end return f(n - 1) end return f(5e6)";
    expect(await evaluate(script)).toBe(bulk('done'));
  });

  const nested: [what: string, script: string, depth: number, message: string][] = [
    ['pcall', 'local ok, e = pcall(f) if not ok then error(e, 0) end', 198, 'C stack overflow'],
    ['gsub', "('a'):gsub('a', f)", 198, 'C stack overflow'],
    ['sort', 'table.sort({2, 1}, f)', 198, 'C stack overflow'],
    ['a metamethod', 'return t + 1', 197, 'user_script:1: C stack overflow'],
    [
      'coroutines',
      'local ok, e = coroutine.resume(coroutine.create(f)) if not ok then error(e, 0) end',
      199,
      'C stack overflow',
    ],
  ];
  it.each(nested)('through %s ends where Lua’s C stack does', async (_what, body, depth, message) => {
    const script = `local n, f = 0 local t = setmetatable({}, {__add = function() n = n + 1 return f() end})
      f = function() n = n + 1 ${body} end local ok, e = pcall(f) return {n, e}`.replace(/\n */g, ' ');
    const direct = body === 'return t + 1';
    const shown = await evaluate(
      direct ? script.replace('f = function() n = n + 1', 'f = function()') : script,
    );
    expect(shown).toBe(`*2\r\n:${depth}\r\n${bulk(message)}`);
  });

  it('through a reader of load counts no errors', async () => {
    const script =
      "for i = 1, 1000 do load(function() error('x') end) end return {pcall(function() return 1 end)}";
    expect(await evaluate(script)).toBe('*2\r\n:1\r\n:1\r\n');
  });

  it('in text is a syntax error', async () => {
    for (const text of ["('('):rep(300)", "('{'):rep(300)", "('a..'):rep(300)"]) {
      expect(await evaluate(`return select(2, loadstring('return ' .. ${text}))`)).toMatch(
        /chunk has too many (C levels|syntax levels)/,
      );
    }
  });
});

describe('replies', () => {
  it('that contain themselves end where the stack does', async () => {
    for (const script of [
      'local t = {} t[1] = t return t',
      'local a, b = {}, {} a[1] = b b[1] = a return a',
    ]) {
      const reply = await evaluate(script);
      expect(reply).toMatch(/^(\*1\r\n)+-ERR reached lua stack limit\r\n$/);
    }
  });

  it('of 10 million elements arrive whole', async () => {
    const reader = await ByteClient.connect(server.port);
    await admin('lua-memory-limit', '1gb');
    const script = 'local t = {} for i = 1, 1e7 do t[i] = 1 end return t';
    reader.write(`*3\r\n$4\r\nEVAL\r\n${bulk(script)}$1\r\n0\r\n`);
    const expected = '*10000000\r\n'.length + 1e7 * ':1\r\n'.length;
    await reader.until(() => reader.receivedBytes >= expected || reader.isClosed);
    expect(reader.receivedBytes).toBe(expected);
    await admin('lua-memory-limit', '64mb');
    reader.destroy();
  });

  it('carry any byte, in keys as well', async () => {
    const everything = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
    client.send(
      'EVAL',
      "redis.call('set', KEYS[1], ARGV[1]) return {KEYS[1], redis.call('get', KEYS[1])}",
      '1',
      everything,
      everything,
    );
    expect(await client.receive()).toBe(`*2\r\n${bulk(everything)}${bulk(everything)}`);
    expect(await client.call('GET', everything)).toBe(bulk(everything));
    expect(await client.call('STRLEN', everything)).toBe(':256\r\n');
  });

  async function admin(setting: string, value: string): Promise<void> {
    expect(await client.call('CONFIG', 'SET', setting, value)).toBe('+OK\r\n');
  }
});

describe('errors', () => {
  const uncaught: [script: string, message: string][] = [
    ['error()', 'ERR nil'],
    ['error(nil)', 'ERR nil'],
    ['error(5)', 'ERR user_script:1: 5'],
    ["error('x')", 'ERR user_script:1: x'],
    ["error('x', 0)", 'ERR x'],
    ['error(true)', 'ERR true'],
    // The real 7.2 crashes over tables without `err`.
    ['error({})', ''],
    ["error({err = 'MY own'})", 'MY own'],
    ["error(redis.error_reply('MY own'))", 'MY own'],
    ["redis.call('nosuch')", 'ERR Unknown Redis command called from script'],
  ];
  it.each(uncaught)('%s', async (script, message) => {
    const reply = await evaluate(script);
    expect(reply.replace(/[0-9a-f]{40}/, 'SHA')).toBe(`-${message} script: SHA, on @user_script:1.\r\n`);
  });

  const caught: [script: string, reply: string][] = [
    ['return {pcall(error)}', '*1\r\n$-1\r\n'],
    ["return {pcall(error, 'a', 0)}", `*2\r\n$-1\r\n${bulk('a')}`],
    ['return select(2, pcall(error, {1, 2}))', '*2\r\n:1\r\n:2\r\n'],
    [
      "return {pcall(redis.call, 'nosuch')}",
      `*2\r\n$-1\r\n${bulk('ERR Unknown Redis command called from script')}`,
    ],
    ["return redis.pcall('nosuch')", '-ERR Unknown Redis command called from script\r\n'],
    [
      'local n = 0 local function f(e) n = n + 1 error(e) end return {xpcall(f, f)}',
      `*2\r\n$-1\r\n${bulk('error in error handling')}`,
    ],
  ];
  it.each(caught)('%s', async (script, reply) => {
    expect(await evaluate(script)).toBe(reply);
  });

  const syntax: [script: string, message: string][] = [
    ['if true then', "user_script:1: 'end' expected near '<eof>'"],
    ['x = = 1', "user_script:1: unexpected symbol near '='"],
    ['local a = 1\n\nlocal b = 2 +\nreturn a', "user_script:4: unexpected symbol near 'return'"],
    ["return 'abc", "user_script:1: unfinished string near '<eof>'"],
    ['for i = 1 do\nend', "user_script:1: ',' expected near 'do'"],
    ['return 1\nreturn 2', "user_script:2: '<eof>' expected near 'return'"],
  ];
  it.each(syntax)('in the text: %j', async (script, message) => {
    const reply = `-ERR Error compiling script (new function): ${message}\r\n`;
    expect(await evaluate(script)).toBe(reply);
    expect(await client.call('SCRIPT', 'LOAD', script)).toBe(reply);
  });
});

describe('a script of a megabyte', () => {
  it('runs', async () => {
    const line = 'sum = sum + 1\n';
    const count = Math.ceil(1_048_576 / line.length);
    expect(await evaluate(`local sum = 0\n${line.repeat(count)}return sum`)).toBe(`:${count}\r\n`);
  });

  it('that is mostly data runs', async () => {
    const count = 200_000;
    expect(await evaluate(`local t = {${'1,\n"x",'.repeat(count)}} return #t`)).toBe(`:${count * 2}\r\n`);
  });

  it('tells the line of its error', async () => {
    const lines = 100_000;
    expect(await evaluate(`local a\n${'a = 1 + 2 * 3\n'.repeat(lines)}a = nil + 1`)).toContain(
      `user_script:${lines + 2}: attempt to perform arithmetic on a nil value`,
    );
    expect(await evaluate(`local a\n${'a = 1 + 2 * 3\n'.repeat(lines)}a = = 1`)).toContain(
      `user_script:${lines + 2}: unexpected symbol near '='`,
    );
  });
});
