import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { BUSY, BUSY_FUNCTION, KILLED, UNKILLABLE } from './busy-texts.ts';
import { logged } from './logged.ts';

/** A script that runs past busy-reply-threshold: what others are answered, and how it ends. */
let server: RunningServer;
let runner: RawClient;
let other: RawClient;

const FOREVER = 'while true do end';
/** A table of nearly as many values as fit on Lua's stack. */
const MANY = '(function() local t = {} for i = 1, 7900 do t[i] = i end return t end)()';

beforeEach(async () => {
  server = await startTidelock(['--busy-reply-threshold', '50']);
  [runner, other] = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
});
afterEach(() => server.stop());

/** Resolves once the server is busy. */
async function busy(client = other): Promise<string> {
  for (;;) {
    const reply = await client.call('PING');
    if (reply !== '+PONG\r\n') return reply;
  }
}

/** Starts a script that does not end; resolves once the server is busy. */
async function run(script = FOREVER): Promise<string> {
  runner.send('EVAL', script, '0');
  return busy();
}

describe('while a script runs for long', () => {
  it('everybody is told so, and new connections too', async () => {
    expect(await run()).toBe(BUSY);
    expect(await other.call('GET', 'k')).toBe(BUSY);
    const newcomer = await RawClient.connect(server.port);
    for (const words of [
      ['PING'],
      ['SET', 'k', '1'],
      ['EVAL', 'return 1', '0'],
      ['INFO'],
      ['SUBSCRIBE', 'c'],
    ]) {
      expect(await newcomer.call(...words)).toBe(BUSY);
    }
    expect(await newcomer.call('NOSUCH')).toContain('-ERR unknown command');
    expect(await newcomer.call('GET')).toContain('-ERR wrong number of arguments');
  });

  it('what says who one is may be called', async () => {
    await run();
    expect(await other.call('HELLO', '3')).toMatch(/^%7\r\n/);
    expect(await other.call('AUTH', 'x')).toContain('-ERR AUTH <password> called without any password');
    expect(await other.call('RESET')).toBe('+RESET\r\n');
    expect(await other.call('UNWATCH')).toBe('+OK\r\n');
    expect(await other.call('QUIT')).toBe('+OK\r\n');
  });

  it('a transaction is aborted, whenever it began', async () => {
    const early = await RawClient.connect(server.port);
    await early.call('MULTI');
    await early.call('SET', 'early', '1');
    await run();
    expect(await other.call('MULTI')).toBe('+OK\r\n');
    expect(await other.call('SET', 'k', '1')).toBe(BUSY);
    expect(await other.call('EXEC')).toBe(
      '-EXECABORT Transaction discarded because of: BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n',
    );
    expect(await early.call('EXEC')).toBe(
      '-EXECABORT Transaction discarded because of: BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n',
    );
    expect(await other.call('SCRIPT', 'KILL')).toBe('+OK\r\n');
    expect(await runner.receive()).toMatch(KILLED);
    expect(await other.call('GET', 'early')).toBe('$-1\r\n');
  });

  it('what its own client sends behind it waits its turn', async () => {
    await run();
    runner.send('SET', 'behind', '1');
    runner.send('GET', 'behind');
    expect(await other.call('PING')).toBe(BUSY);
    await other.call('SCRIPT', 'KILL');
    expect(await runner.receive()).toMatch(KILLED);
    expect(await runner.receive()).toBe('+OK\r\n');
    expect(await runner.receive()).toBe('$1\r\n1\r\n');
  });

  it('blocked clients stay blocked, and are served afterwards', async () => {
    const blocked = await RawClient.connect(server.port);
    const hasty = await RawClient.connect(server.port);
    blocked.send('BLPOP', 'list', '0');
    hasty.send('BLPOP', 'nothing', '0.1');
    while (!(await other.call('INFO', 'clients')).includes('blocked_clients:2'));
    await run("redis.call('exists', 'list') while true do end");
    await other.call('SCRIPT', 'KILL');
    expect(await runner.receive()).toMatch(KILLED);
    expect(await hasty.receive()).toBe('*-1\r\n');
    await other.call('RPUSH', 'list', 'x');
    expect(await blocked.receive()).toBe('*2\r\n$4\r\nlist\r\n$1\r\nx\r\n');
  });

  it('its client may go: it runs on, and can be killed', async () => {
    await run();
    runner.close();
    expect(await other.call('PING')).toBe(BUSY);
    expect(await other.call('SCRIPT', 'KILL')).toBe('+OK\r\n');
    while ((await other.call('PING')) !== '+PONG\r\n');
    expect(await other.call('DBSIZE')).toBe(':0\r\n');
  });

  it('others may come and go', async () => {
    await run();
    for (let round = 0; round < 100; round++) {
      const passer = await RawClient.connect(server.port);
      passer.send('GET', 'k');
      if (round % 2 === 0) expect(await passer.receive()).toBe(BUSY);
      passer.close();
    }
    expect(await other.call('SCRIPT', 'KILL')).toBe('+OK\r\n');
    expect(await runner.receive()).toMatch(KILLED);
  });

  it('garbage is told what it is', async () => {
    await run();
    const rude = await RawClient.connect(server.port);
    rude.write('*1\r\n!\r\n');
    expect(await rude.receive()).toBe("-ERR Protocol error: expected '$', got '!'\r\n");
    expect(await rude.receive()).toBe('<closed>');
  });

  it('the log says so, once', async () => {
    await run();
    const text = 'Slow script detected: still in execution after ';
    await logged(server, text);
    await other.call('SCRIPT', 'KILL');
    await runner.receive();
    await logged(server, 'Lua script killed by user with SCRIPT KILL.');
    const lines = server
      .log()
      .split('\n')
      .filter((line) => line.includes(text));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /# Slow script detected: still in execution after \d+ milliseconds\. You can try killing the script using the SCRIPT KILL command\. Script name is: [0-9a-f]{40}\.$/,
    );
  });
});

describe('one that has written', () => {
  it('cannot be killed', async () => {
    await run(
      "redis.call('set', 'k', 1) while redis.call('get', 'stop') do end local n = 0 while n < 5e8 do n = n + 1 end return n",
    );
    expect(await other.call('SCRIPT', 'KILL')).toBe(UNKILLABLE);
    expect(await runner.receive(60_000)).toBe(':500000000\r\n');
    expect(await other.call('GET', 'k')).toBe('$1\r\n1\r\n');
  });

  it('ends with SHUTDOWN NOSAVE', async () => {
    await run("redis.call('set', 'k', 1) while true do pcall(function() while true do end end) end");
    expect(await other.call('SCRIPT', 'KILL')).toBe(UNKILLABLE);
    expect(await other.call('SHUTDOWN')).toBe(BUSY);
    expect(await other.call('SHUTDOWN', 'SAVE')).toBe(BUSY);
    const ended = new Promise((resolve) => server.process.once('exit', resolve));
    other.send('SHUTDOWN', 'NOSAVE');
    expect(await ended).toBe(0);
  });
});

describe('functions', () => {
  it('are killed by FUNCTION KILL, scripts by SCRIPT KILL', async () => {
    const library = "#!lua name=lib\nredis.register_function('forever', function() while true do end end)";
    await other.call('FUNCTION', 'LOAD', library);
    expect(await other.call('SCRIPT', 'KILL')).toBe('-NOTBUSY No scripts in execution right now.\r\n');
    runner.send('FCALL', 'forever', '0');
    expect(await busy()).toBe(BUSY_FUNCTION);
    expect(await other.call('SCRIPT', 'KILL')).toBe(BUSY_FUNCTION);
    expect(await other.call('FUNCTION', 'KILL')).toBe('+OK\r\n');
    expect(await runner.receive()).toMatch(KILLED);
    expect(await run()).toBe(BUSY);
    expect(await other.call('FUNCTION', 'KILL')).toBe(BUSY);
    expect(await other.call('SCRIPT', 'KILL')).toBe('+OK\r\n');
    expect(await runner.receive()).toMatch(KILLED);
  });

  it('that load for ever are stopped', async () => {
    other.send('FUNCTION', 'LOAD', '#!lua name=slow\nwhile true do end');
    expect(await other.receive(60_000)).toBe(
      '-ERR Error registering functions: ERR FUNCTION LOAD timeout\r\n',
    );
  });
});

describe('SCRIPT KILL stops whatever a script does', () => {
  const loops: string[] = [
    'while true do pcall(function() while true do end end) end',
    'local function f() while true do pcall(f) end end f()',
    'repeat until false',
    'local function f() return f() end return f()',
    'local function f() f() end while true do pcall(f) end',
    'while true do pcall(error, "x") end',
    'while true do __redis__err__handler() end',
    'local function f(...) return f(..., ...) end return f(1)',
    'local function f(...) while true do local t = {...} end end f(unpack(many))',
    'local function g() end local function f(...) while true do g(...) end end f(unpack(many))',
    'local function g(...) return ... end local function f(...) while true do g(pcall(g, ...)) end end f(unpack(many))',
    'local function f(...) while true do pcall(redis.call, ...) end end f(unpack(many))',
    'local function f(...) local co = coroutine.wrap(function(...) while true do coroutine.yield(...) end end) while true do co(...) end end f(unpack(many))',
    'local function f(n, ...) if n > 0 then f(n - 1, ...) end end while true do pcall(f, 5000, unpack(many)) end',
    'xpcall(function() error("x") end, function() while true do end end)',
    'while true do pcall(string.rep) end',
    'while true do local co = coroutine.create(function() error("x") end) coroutine.resume(co) end',
    'local co = coroutine.wrap(function() while true do coroutine.yield(1) end end) while true do co() end',
    'local co = coroutine.wrap(function() while true do pcall(function() while true do end end) end end) co()',
    "return (('a'):rep(300000)):find('.-b')",
    "return (('a'):rep(30) .. 'b'):rep(1000):find(('a*'):rep(15) .. 'c')",
    "local p = ('%a'):rep(1000) while true do ('a'):rep(999):find(p) end",
    "while true do ('a'):rep(1e5):gsub('a', function(c) return c end) end",
    "while true do for w in ('abc'):gmatch('.') do end end",
    'table.sort({1, 2, 3, 4, 5, 6, 7}, function(a, b) while true do end end)',
    'while true do table.sort({3, 2, 1}) end',
    'local t = setmetatable({}, {__index = function() while true do end end}) return t.x',
    'local t = setmetatable({}, {__add = function() while true do end end}) return t + 1',
    'local t = setmetatable({}, {__tostring = function() while true do end end}) tostring(t)',
    "while true do local s = ('x'):rep(1e6) end",
    "local s = ('x'):rep(1e7) while true do s:reverse() end",
    "local s = ('x'):rep(1e7) while true do s:find('y', 1, true) end",
    "local s = ('x'):rep(1e6) while true do local a = s < s .. 'y' end",
    "local s, same = ('x'):rep(1e7), ('x'):rep(1e7) while true do local a = s == same end",
    "local s = ('x'):rep(1e6) while true do local a = s .. 'y' == s .. 'z' end",
    "local s, same = ('x'):rep(1e7), ('x'):rep(1e7) while true do local a = rawequal(s, same) end",
    "local s = ('x'):rep(1e6) while true do string.format('%q', s) end",
    "local s = ('x'):rep(1e7) .. 'y' while true do tonumber(s) end",
    'while true do local s = 1e308 .. 1e300 * 1.1 end',
    "while true do string.format('%.99f%.99e%.99g', 1e308, 1e-308, 1e-308) end",
    "local s = ('x'):rep(1e6) while true do redis.sha1hex(s) end",
    "local s = ('x'):rep(1e5) while true do s:byte(1, 7000) end",
    "local t = {} for i = 1, 1e5 do t[i] = 'x' end while true do table.concat(t) end",
    'local t = {} for i = 1, 1e5 do t[i] = 1 end while true do table.insert(t, 1, 1) table.remove(t, 1) end',
    'local t = {} for i = 1, 1e4 do t[i] = i end while true do unpack(t, 1, 7000) end',
    'local t = {} for i = 1, 1e5 do t[i] = {i} end while true do cjson.encode(t) end',
    "local s = '[' .. ('[],'):rep(1e5) .. '1]' while true do cjson.decode(s) end",
    'local t = {} for i = 1, 1e5 do t[i] = i end local s = cmsgpack.pack(t) while true do cmsgpack.unpack(s) end',
    "while true do loadstring('return 1') end",
    'while true do for k in pairs({1, 2, 3}) do end end',
    "while true do redis.call('ping') end",
    "while true do redis.pcall('nosuch') end",
    "while true do redis.call('lrange', 'big', 0, -1) end",
    "while true do redis.call('keys', 'x*') end",
  ];

  it('one after the other', async () => {
    const fill = "for i = 1, 1e5 do redis.call('rpush', 'big', i) redis.call('set', i, i) end";
    await runner.call('CONFIG', 'SET', 'busy-reply-threshold', '60000');
    await runner.call('EVAL', fill, '0');
    await runner.call('CONFIG', 'SET', 'busy-reply-threshold', '50');
    for (const script of loops) {
      expect([script, await run(script.replace('many', MANY))]).toEqual([script, BUSY]);
      expect([script, await other.call('SCRIPT', 'KILL')]).toEqual([script, '+OK\r\n']);
      expect([script, await runner.receive(10_000)]).toEqual([script, expect.stringMatching(KILLED)]);
    }
  });
});
