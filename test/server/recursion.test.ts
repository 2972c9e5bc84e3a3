import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { BUSY } from './busy-texts.ts';

/**
 * Recursion ends where it ends in Redis 7.2.6, whose answers these are, and long before the stack of the engine's thread
 * does: whatever its functions look like, a script at the deepest place can be killed, and its commands are whole.
 */
let server: RunningServer;
let client: RawClient;
let other: RawClient;

beforeAll(async () => {
  server = await startTidelock(['--busy-reply-threshold', '100']);
  [client, other] = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
});
afterAll(() => server.stop());

const MINUTE = 60_000;

const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;

async function evaluate(script: string, ...words: string[]): Promise<string> {
  client.send('EVAL', script, '0', ...words);
  return client.receive(MINUTE);
}

async function ask(...words: string[]): Promise<string> {
  other.send(...words);
  return other.receive(MINUTE);
}

/** Runs a script that does not end: others are answered BUSY, and it is killed. */
async function kill(script: string): Promise<void> {
  client.send('EVAL', script, '0');
  for (let reply = ''; reply !== BUSY; ) reply = await ask('PING');
  expect(await ask('SCRIPT', 'KILL')).toBe('+OK\r\n');
  expect(await client.receive(MINUTE)).toMatch(/^-ERR Script killed by user with SCRIPT KILL/);
  expect(await ask('PING')).toBe('+PONG\r\n');
}

const COUNT = 'local d = 0 local function f() d = d + 1 return 1 + f() end';

describe('the deepest call', () => {
  it('is the 16,383rd at first, and the 19,999th once that has been overstepped', async () => {
    const count = `${COUNT} return {select(2, pcall(f)), d}`;
    const message = bulk('user_script:1: stack overflow');
    expect(await evaluate(count)).toBe(`*2\r\n${message}:16381\r\n`);
    expect(await evaluate(count)).toBe(`*2\r\n${message}:19997\r\n`);
    expect(await evaluate(count)).toBe(`*2\r\n${message}:19997\r\n`);
  });

  it('is counted apart for functions of libraries', async () => {
    const library = `#!lua name=deep\nredis.register_function('deep', function() ${COUNT} pcall(f) return d end)`;
    await client.call('FUNCTION', 'LOAD', library);
    expect(await client.call('FCALL', 'deep', '0')).toBe(':16381\r\n');
    expect(await client.call('FCALL', 'deep', '0')).toBe(':19997\r\n');
  });

  it('is counted apart in each coroutine', async () => {
    const inside = `local wrapped = coroutine.wrap(function() ${COUNT} pcall(f) return d end)`;
    expect(await evaluate(`${inside} return wrapped()`)).toBe(':16381\r\n');
    const twice =
      'local function g(n) if n == 0 then return wrapped() end return (g(n - 1)) end return g(15000)';
    expect(await evaluate(`${inside} ${twice}`)).toBe(':16381\r\n');
  });

  it('raises the error in the function that would make one more', async () => {
    expect(
      await evaluate('\nlocal function f()\n  local x = 1\n  return x +\n    f()\nend\nreturn f()'),
    ).toMatch(/^-ERR user_script:5: stack overflow script: [0-9a-f]{40}, on @user_script:5\.\r\n$/);
  });

  it('is reached soon also if each call runs a command, the last of which is whole', async () => {
    const script = "local function f(n) redis.call('set', 'k', n) return 1 + f(n + 1) end return f(1)";
    const start = performance.now();
    expect(await evaluate(script)).toMatch(/^-ERR user_script:1: stack overflow script: [0-9a-f]{40}/);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(await client.call('GET', 'k')).toBe(bulk('19998'));
  });

  it('runs handlers of xpcall once; one that recurses without end, too, ends by Lua’s own words', async () => {
    const handled = `${COUNT} local h = 0 local _, e = xpcall(f, function(e) h = h + 1 return e .. '!' end) return {h, e}`;
    expect(await evaluate(handled)).toBe(`*2\r\n:1\r\n${bulk('user_script:1: stack overflow!')}`);
    const recursing = `${COUNT} local h = 0 local _, e = xpcall(f, function(e) h = h + 1 return f() end) return {h, e}`;
    expect(await evaluate(recursing)).toBe(`*2\r\n:1\r\n${bulk('error in error handling')}`);
    const failing =
      "local h = 0 local _, e = xpcall(error, function() h = h + 1 error('x') end) return {h, e}";
    expect(await evaluate(failing)).toBe(`*2\r\n:221\r\n${bulk('error in error handling')}`);
  });
});

describe('calls through C nest 200 times at most', () => {
  const through: [what: string, script: string, reply: string][] = [
    [
      'iterator of a for loop',
      'f = function() d = d + 1 for _ in f do end end',
      'user_script:1: C stack overflow',
    ],
    [
      'xpcall',
      'f = function() d = d + 1 local ok, e = xpcall(f, tostring) if not ok then error(e, 0) end end',
      'C stack overflow',
    ],
    [
      'reader of load',
      'f = function() d = d + 1 local ok, e = load(f) if not ok then error(e, 0) end end',
      'C stack overflow',
    ],
    ['table.foreach', 'f = function() d = d + 1 table.foreach({1}, f) end', 'C stack overflow'],
  ];
  it.each(through)('%s', async (_what, script, message) => {
    expect(await evaluate(`local d, f = 0 ${script} return {d + 0, select(2, pcall(f)), d}`)).toBe(
      `*3\r\n:0\r\n${bulk(message)}:198\r\n`,
    );
  });

  it('levels of syntax are among them', async () => {
    const script = `local d = 0 local function f()
      d = d + 1
      if d % 2 == 1 then return ('('):rep(50) end
      local ok, e = load(f) if not ok then error(e, 0) end
    end
    local ok, e = load(f) return {d, e}`;
    expect(await evaluate(script)).toMatch(
      /^\*2\r\n:[5-9]\r\n\$\d+\r\n.*(C stack overflow|too many syntax levels)/s,
    );
  });
});

/**
 * Functions whose frames are as large as can be made; each is called with the depth that is left, and calls `last` at its
 * end.
 */
const list = (count: number, text: (number: number) => string, from = 1) =>
  Array.from({ length: count }, (_, number) => text(number + from)).join(',');
const LOCALS = `local ${list(180, (n) => `a${n}`)} = ${list(180, () => 'n')}`;
const SUM = Array.from({ length: 100 }, (_, n) => `(a${n + 1} - 1)`).join(' + ');
const fat: [what: string, definition: string][] = [
  ['a small one', 'f = function(n) if n == 0 then return last() end return 1 + f(n - 1) end'],
  [
    'many locals and temporaries',
    `f = function(n) if n == 0 then return last() end ${LOCALS} return ${SUM} + f(n - 1) + ${SUM} end`,
  ],
  [
    'many arguments',
    `f = function(n, ${list(110, (n) => `p${n}`)}) if n == 0 then return last() end return 1 + f(n - 1, ${list(110, (n) => `p${n}`)}) end`,
  ],
  [
    'thousands of locals in blocks',
    `f = function(n) if n == 0 then return last() end ${'do local a, b, c, d, e = n, n, n, n, n end '.repeat(200)} return 1 + f(n - 1) end`,
  ],
  [
    'values that are spread',
    'local t = {} for i = 1, 200 do t[i] = i end f = function(n) if n == 0 then return last() end t[1] = n - 1 return 1 + f(unpack(t)) end',
  ],
  [
    'varargs',
    'local t = {} for i = 1, 200 do t[i] = i end f = function(n, ...) if n == 0 then return last() end return 1 + f(n - 1, ...) end local g = f f = function(n) return g(n, unpack(t)) end',
  ],
  [
    'tail calls',
    'local h h = function(n, k) if k > 0 then return h(n, k - 1) end if n == 0 then return last() end return 1 + f(n - 1) end f = function(n) return h(n, 30) end',
  ],
  [
    'tail calls of many values',
    'local t = {} for i = 1, 130 do t[i] = i end local h h = function(n, k, ...) if k > 0 then return h(n, k - 1, ...) end if n == 0 then return last() end return 1 + f(n - 1) end f = function(n) return h(n, 5, unpack(t)) end',
  ],
  [
    'an environment of its own',
    `f = setfenv(function(n, ${list(110, (n) => `p${n}`)}) if n == 0 then return last() end return 1 + f(n - 1, ${list(110, (n) => `p${n}`)}) end, getfenv())`,
  ],
  [
    'loaded text',
    "f = loadstring('local n, f, last = ... if n == 0 then return last() end return 1 + f(n - 1, f, last)') local g = f f = function(n) return g(n, g, last) end",
  ],
  [
    'methods of several classes',
    'local c = setmetatable({}, {__call = function(self, n) if n == 0 then return last() end return 1 + self(n - 1) end}) f = function(n) return 1 + c(n) end',
  ],
];

describe('at the end of the stack there is room for a command, and for others to be answered', () => {
  it.each(fat)('%s', async (_what, definition) => {
    const define = `local last = function() return 0 end local f ${definition}`;
    // The deepest call that does not overflow is found by halving.
    const script = `${define}
      local low, high = 0, 20000
      while high - low > 1 do
        local middle = math.floor((low + high) / 2)
        if pcall(f, middle) then low = middle else high = middle end
      end
      last = function() redis.call('rpush', 'pushed', 'x', 'y') return 0 end
      pcall(f, low - 1)
      return low`;
    const deepest = Number((await evaluate(script)).slice(1));
    expect(deepest).toBeGreaterThan(1000);
    expect(await client.call('LRANGE', 'pushed', '0', '-1')).toBe('*2\r\n$1\r\nx\r\n$1\r\ny\r\n');
    await client.call('DEL', 'pushed');
    await kill(`${define} last = function() while true do end end f(${deepest - 1})`);
    await kill(`${define} last = function() while true do end end
      local n = ${deepest - 1}
      while true do coroutine.resume(coroutine.create(function() return (f(n)) end)) n = math.floor(n * 0.9) end`);
  });
});

it('coroutines in coroutines share the stack', async () => {
  const script = `local function f(n) if n == 0 then while true do end end return 1 + f(n - 1) end
    local function nest(k, n)
      if k == 0 then return f(n) end
      local function deep(m) if m == 0 then return coroutine.wrap(nest)(k - 1, n) end return 1 + deep(m - 1) end
      return deep(n)
    end
    local n = 16000
    while true do pcall(nest, 150, n) n = math.floor(n / 2) end`;
  await kill(script);
});

it('a script that looks for the deepest place by halving, and stays there, can be killed', async () => {
  const script = `local function f(n) if n == 0 then while true do end end return 1 + f(n - 1) end
    local n = 2000000 while true do pcall(f, n) n = math.floor(n / 2) end`;
  await kill(script);
});
