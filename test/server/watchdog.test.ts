import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { BUSY, BUSY_FUNCTION, KILLED, UNKILLABLE } from './busy-texts.ts';
import { logged } from './logged.ts';

/** The engine is deaf inside of a script: it comes to no place where it could let others in. The front answers for it. */
let server: RunningServer;
let runner: RawClient;
let other: RawClient;
const clients: RawClient[] = [];

/** Does not return before `hear` (deaf.js). */
const DEAF = 'math.sinh(1000)';
/** The limit ends what hangs, and measures nothing. */
const LONG = 30_000;
const PING = '*1\r\n$4\r\nPING\r\n';

async function start(...options: string[]): Promise<void> {
  const deaf = new URL('./deaf.js', import.meta.url).href;
  server = await startTidelock(['--busy-reply-threshold', '50', ...options], ['--import', deaf]);
  await connectBoth();
}

async function connect(): Promise<RawClient> {
  const client = await RawClient.connect(server.port);
  clients.push(client);
  return client;
}

async function connectBoth(): Promise<void> {
  [runner, other] = [await connect(), await connect()];
}

/** For tests that share a server. */
async function disconnect(): Promise<void> {
  await call(other, 'FLUSHALL');
  for (const client of clients.splice(0)) if (client !== other) client.close();
  await alone(other);
  other.close();
}

async function call(client: RawClient, ...words: string[]): Promise<string> {
  client.send(...words);
  return client.receive(LONG);
}

/** Resolves once the engine has heard that all other clients are gone. */
async function alone(client: RawClient): Promise<void> {
  while (!(await call(client, 'INFO', 'clients')).includes('connected_clients:1\r\n'));
}

/** Resolves once the server is busy. */
async function busy(client = other): Promise<string> {
  for (;;) {
    const reply = await call(client, 'PING');
    if (reply !== '+PONG\r\n') return reply;
  }
}

async function run(script = DEAF): Promise<string> {
  runner.send('EVAL', script, '0');
  return busy();
}

/** The engine comes back. */
function hear(): void {
  writeFileSync(join(tmpdir(), `tidelock-hears-${server.process.pid}`), '');
}

async function received(client: RawClient, count: number): Promise<string[]> {
  const replies: string[] = [];
  for (let index = 0; index < count; index++) replies.push(await client.receive(LONG));
  return replies;
}

describe('while the engine is deaf', () => {
  beforeAll(() => start());
  afterAll(() => server.stop());
  beforeEach(connectBoth);
  afterEach(disconnect);

  it('everybody is told that it is busy, new connections too', async () => {
    expect(await run()).toBe(BUSY);
    const newcomer = await connect();
    for (const client of [other, newcomer]) {
      for (const words of [
        ['get', 'k'],
        ['SET', 'k', '1'],
        ['EVAL', 'return 1', '0'],
        ['INFO'],
        ['SUBSCRIBE', 'c'],
      ]) {
        expect(await call(client, ...words)).toBe(BUSY);
      }
      expect(await call(client, 'CONFIG', 'GET', 'port')).toBe(BUSY);
      expect(await call(client, 'NOSUCH', 'a')).toBe(
        "-ERR unknown command 'NOSUCH', with args beginning with: 'a' \r\n",
      );
      expect(await call(client, 'CONFIG', 'NOSUCH')).toBe(
        "-ERR unknown subcommand 'NOSUCH'. Try CONFIG HELP.\r\n",
      );
      expect(await call(client, 'GET')).toBe("-ERR wrong number of arguments for 'get' command\r\n");
      expect(await call(client, 'SHUTDOWN')).toBe(BUSY);
      client.write('PING\r\n');
      expect(await client.receive(LONG)).toBe(BUSY);
    }
    await logged(server, 'A script cannot be interrupted now: others are answered without it.');
    hear();
    expect(await runner.receive(LONG)).toBe('$-1\r\n');
    expect(await call(other, 'PING')).toBe('+PONG\r\n');
    expect(await call(newcomer, 'PING')).toBe('+PONG\r\n');
    expect(await call(newcomer, 'CLIENT', 'ID')).toMatch(/^:\d+\r\n$/);
  });

  it('also clients that speak RESP3', async () => {
    await call(other, 'HELLO', '3');
    expect(await run()).toBe(BUSY);
    hear();
    await runner.receive(LONG);
    expect(await call(other, 'HGETALL', 'k')).toBe('%0\r\n');
  });

  it('pipelines are answered to the end, and commands that arrive in pieces', async () => {
    await run();
    const count = 2000;
    other.write(PING.repeat(count));
    other.write(PING.slice(0, 9));
    expect(new Set(await received(other, count))).toEqual(new Set([BUSY]));
    other.write(PING.slice(9));
    expect(await other.receive(LONG)).toBe(BUSY);
    other.write(PING.slice(0, 9));
    const third = await connect();
    expect(await call(third, 'PING')).toBe(BUSY);
    hear();
    await runner.receive(LONG);
    other.write(PING.slice(9));
    expect(await other.receive(LONG)).toBe('+PONG\r\n');
  });

  it('what only the engine can answer waits for it, and what was sent behind that', async () => {
    await run();
    other.write(`${PING}*2\r\n$4\r\nAUTH\r\n$1\r\nx\r\n${PING}`);
    expect(await other.receive(LONG)).toBe(BUSY);
    const third = await connect();
    expect(await call(third, 'PING')).toBe(BUSY);
    other.send('ECHO', 'last');
    hear();
    await runner.receive(LONG);
    expect(await other.receive(LONG)).toContain('-ERR AUTH <password> called without any password');
    expect(await received(other, 2)).toEqual(['+PONG\r\n', '$4\r\nlast\r\n']);
  });

  it('what its own client sends behind it waits, however much that is', async () => {
    await run();
    const value = 'x'.repeat(3_000_000);
    runner.send('SET', 'behind', value);
    runner.send('STRLEN', 'behind');
    expect(await call(other, 'PING')).toBe(BUSY);
    const third = await connect();
    expect(await call(third, 'PING')).toBe(BUSY);
    expect(await call(other, 'PING')).toBe(BUSY);
    hear();
    expect(await received(runner, 3)).toEqual(['$-1\r\n', '+OK\r\n', ':3000000\r\n']);
  });

  it('transactions, subscribers and clients that want no replies wait', async () => {
    const [transaction, subscriber, silent] = [await connect(), await connect(), await connect()];
    await call(transaction, 'MULTI');
    await call(subscriber, 'SUBSCRIBE', 'news');
    silent.send('CLIENT', 'REPLY', 'OFF');
    await run();
    transaction.send('SET', 'k', '1');
    transaction.send('EXEC');
    subscriber.send('PING');
    silent.send('PING');
    silent.send('CLIENT', 'REPLY', 'ON');
    expect(await call(other, 'PING')).toBe(BUSY);
    expect(await call(other, 'PING')).toBe(BUSY);
    hear();
    await runner.receive(LONG);
    expect(await received(transaction, 2)).toEqual(['+QUEUED\r\n', '*1\r\n+OK\r\n']);
    expect(await subscriber.receive(LONG)).toBe('*2\r\n$4\r\npong\r\n$0\r\n\r\n');
    expect(await silent.receive(LONG)).toBe('+OK\r\n');
    await call(other, 'PUBLISH', 'news', 'hello');
    expect(await subscriber.receive(LONG)).toBe('*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$5\r\nhello\r\n');
  });

  it('a client that waits for a list is served afterwards', async () => {
    const blocked = await connect();
    blocked.send('BLPOP', 'list', '0');
    while (!(await call(other, 'INFO', 'clients')).includes('blocked_clients:1'));
    await run(`${DEAF} redis.call('rpush', 'list', 'x')`);
    blocked.send('PING');
    expect(await call(other, 'PING')).toBe(BUSY);
    hear();
    expect(await received(blocked, 2)).toEqual(['*2\r\n$4\r\nlist\r\n$1\r\nx\r\n', '+PONG\r\n']);
  });

  it('clients may come and go, the one that runs the script too', async () => {
    await run();
    for (let round = 0; round < 50; round++) {
      const passer = await connect();
      passer.send('GET', 'k');
      if (round % 10 === 0) expect(await passer.receive(LONG)).toBe(BUSY);
      passer.close();
    }
    runner.close();
    expect(await call(other, 'PING')).toBe(BUSY);
    hear();
    while ((await call(other, 'PING')) !== '+PONG\r\n');
    await alone(other);
  });

  it('everything is counted as if the engine had answered', async () => {
    await call(other, 'CONFIG', 'RESETSTAT');
    await run();
    await call(other, 'PING');
    await call(other, 'NOSUCH');
    await call(other, 'GET');
    await call(other, 'FUNCTION', 'KILL');
    await call(other, 'SCRIPT', 'KILL');
    await call(other, 'CONFIG', 'GET', 'port');
    hear();
    expect(await runner.receive(LONG)).toBe('$-1\r\n');
    const stats = await call(other, 'INFO', 'everything');
    expect(stats).toMatch(/cmdstat_ping:calls=\d+,.*rejected_calls=2,failed_calls=0/);
    expect(stats).toMatch(/cmdstat_get:calls=0,.*rejected_calls=1,failed_calls=0/);
    expect(stats).toMatch(/cmdstat_function\|kill:calls=1,.*rejected_calls=0,failed_calls=1/);
    expect(stats).toMatch(/cmdstat_script\|kill:calls=1,.*rejected_calls=0,failed_calls=0/);
    expect(stats).toMatch(/cmdstat_config\|get:calls=0,.*rejected_calls=1,failed_calls=0/);
    expect(stats).toContain('errorstat_BUSY:count=4\r\n');
    expect(stats).toContain('errorstat_ERR:count=2\r\n');
    expect(stats).toContain('total_error_replies:6\r\n');
  });

  it('it answers itself from the place on where it hears again', async () => {
    await run(`${DEAF} while true do end`);
    hear();
    expect(await call(other, 'HELLO', '3')).toMatch(/^%7\r\n/);
    expect(await call(other, 'PING')).toBe(BUSY);
    expect(await call(other, 'SCRIPT', 'KILL')).toBe('+OK\r\n');
    expect(await runner.receive(LONG)).toMatch(KILLED);
  });

  it('nobody is told so where busy-reply-threshold is off', async () => {
    await call(other, 'CONFIG', 'SET', 'busy-reply-threshold', '0');
    runner.send('EVAL', DEAF, '0');
    do other.send('PING');
    while ((await other.receive(300)) !== '<silence>');
    hear();
    expect(await runner.receive(LONG)).toBe('$-1\r\n');
    expect(await other.receive(LONG)).toBe('+PONG\r\n');
    await call(other, 'CONFIG', 'SET', 'busy-reply-threshold', '50');
  });
});

describe('a script in which the engine is deaf', () => {
  beforeAll(() => start());
  afterAll(() => server.stop());
  beforeEach(connectBoth);
  afterEach(disconnect);

  it('is killed', async () => {
    await run(`${DEAF} while true do end`);
    expect(await call(other, 'FUNCTION', 'KILL')).toBe(BUSY);
    expect(await call(other, 'SCRIPT', 'KILL')).toBe('+OK\r\n');
    expect(await call(other, 'SCRIPT', 'KILL')).toBe('+OK\r\n');
    hear();
    expect(await runner.receive(LONG)).toMatch(KILLED);
    await logged(server, 'Lua script killed by user with SCRIPT KILL.');
    expect(await call(other, 'SCRIPT', 'KILL')).toBe('-NOTBUSY No scripts in execution right now.\r\n');
  });

  it('does not write any more once a kill was granted', async () => {
    await run(`${DEAF} pcall(redis.call, 'set', 'k', 1) redis.call('set', 'k', 2)`);
    expect(await call(other, 'SCRIPT', 'KILL')).toBe('+OK\r\n');
    hear();
    expect(await runner.receive(LONG)).toMatch(KILLED);
    expect(await call(other, 'EXISTS', 'k')).toBe(':0\r\n');
  });

  it('is not killed once it has written', async () => {
    await run(`redis.call('set', 'k', 1) ${DEAF} redis.call('incr', 'k')`);
    expect(await call(other, 'SCRIPT', 'KILL')).toBe(UNKILLABLE);
    hear();
    expect(await runner.receive(LONG)).toBe('$-1\r\n');
    expect(await call(other, 'GET', 'k')).toBe('$1\r\n2\r\n');
  });

  it('leaves nothing of a kill to the next one', async () => {
    await run();
    expect(await call(other, 'SCRIPT', 'KILL')).toBe('+OK\r\n');
    hear();
    expect(await runner.receive(LONG)).toBe('$-1\r\n');
    expect(await call(runner, 'EVAL', 'for i = 1, 1e6 do end return redis.call("incr", "n")', '0')).toBe(
      ':1\r\n',
    );
  });

  it('may be a function', async () => {
    const library = `#!lua name=lib\nredis.register_function('deaf', function() ${DEAF} while true do end end)`;
    await call(other, 'FUNCTION', 'LOAD', library);
    runner.send('FCALL', 'deaf', '0');
    expect(await busy()).toBe(BUSY_FUNCTION);
    expect(await call(other, 'SCRIPT', 'KILL')).toBe(BUSY_FUNCTION);
    expect(await call(other, 'FUNCTION', 'KILL')).toBe('+OK\r\n');
    hear();
    expect(await runner.receive(LONG)).toMatch(KILLED);
  });
});

describe('the front knows', () => {
  afterEach(() => server.stop());

  it('who has not said the password', async () => {
    await start('--requirepass', 'secret');
    await Promise.all([call(runner, 'AUTH', 'secret'), call(other, 'AUTH', 'secret')]);
    const early = await connect();
    await run();
    const late = await connect();
    for (const client of [early, late]) {
      client.send('SCRIPT', 'KILL');
      client.send('AUTH', 'secret');
      client.send('PING');
    }
    expect(await call(other, 'PING')).toBe(BUSY);
    expect(await call(other, 'PING')).toBe(BUSY);
    hear();
    await runner.receive(LONG);
    for (const client of [early, late]) {
      expect(await received(client, 3)).toEqual([
        '-NOAUTH Authentication required.\r\n',
        '+OK\r\n',
        '+PONG\r\n',
      ]);
    }
  });

  it('which commands have other names', async () => {
    await start('--rename-command', 'GET', 'FETCH', '--rename-command', 'SET', '""');
    await run();
    expect(await call(other, 'GET', 'k')).toContain("-ERR unknown command 'GET'");
    expect(await call(other, 'SET', 'k', '1')).toContain("-ERR unknown command 'SET'");
    expect(await call(other, 'FETCH', 'k')).toBe(BUSY);
    hear();
    await runner.receive(LONG);
  });
});

describe('the last resort', () => {
  afterEach(() => server.stop());
  const ended = () => new Promise((resolve) => server.process.once('close', resolve));

  it('SHUTDOWN NOSAVE ends the server in good order as soon as the engine hears', async () => {
    await start();
    await run(`redis.call('set', 'k', 1) ${DEAF} while true do end`);
    const end = ended();
    other.send('SHUTDOWN', 'NOSAVE');
    const third = await connect();
    expect(await call(third, 'PING')).toBe(BUSY);
    hear();
    expect(await end).toBe(0);
  });

  it('a second SIGTERM ends a script that runs for ever, and the server in good order', async () => {
    await start();
    await run("redis.call('set', 'k', 1) while true do end");
    const end = ended();
    server.process.kill('SIGTERM');
    await logged(server, 'Received SIGTERM scheduling shutdown...');
    expect(await call(other, 'PING')).toBe(BUSY);
    server.process.kill('SIGTERM');
    expect(await end).toBe(0);
    expect(server.log()).toContain('User requested shutdown...');
  });

  it('a second SIGTERM that the engine does not hear ends the server after a while', async () => {
    await start();
    await run();
    const end = ended();
    server.process.kill('SIGTERM');
    await logged(server, 'Received SIGTERM scheduling shutdown...');
    server.process.kill('SIGTERM');
    expect(await end).toBe(1);
    expect(server.log()).toContain(
      'A second SIGTERM was not heeded for 5000 milliseconds: exiting without the engine.',
    );
  });

  it('SHUTDOWN NOSAVE that the engine does not hear as well', async () => {
    await start();
    await run("redis.call('set', 'k', 1) math.sinh(1000)");
    const end = ended();
    other.send('SHUTDOWN', 'NOSAVE');
    expect(await end).toBe(1);
    expect(server.log()).toContain(
      'SHUTDOWN NOSAVE was not heeded for 5000 milliseconds: exiting without the engine.',
    );
  });
});
