import { describe, expect, test } from 'vitest';
import { ManualClock, SessionError, Tidelock, type Value } from '../../../src/tidelock.ts';

/** What a call raised. */
function raised(run: () => unknown): SessionError {
  try {
    run();
  } catch (error) {
    return error as SessionError;
  }
  throw new Error('nothing was raised');
}

const closedWhileWaiting = { name: 'SessionError', code: 'CLOSED', message: /closed while it waited/ };

/** Asserts that a wait was rejected because its session is gone. */
async function expectClosed(wait: Promise<Value>): Promise<void> {
  const error: SessionError = await wait.then(
    () => expect.unreachable('it was answered'),
    (reason: SessionError) => reason,
  );
  expect(error).toBeInstanceOf(SessionError);
  expect(error.code).toBe(closedWhileWaiting.code);
  expect(error.message).toMatch(closedWhileWaiting.message);
}

describe('a wait', () => {
  test('is rejected when its session is closed', async () => {
    const worker = new Tidelock().session();
    const job = worker.wait('BLPOP', 'jobs', 0);
    worker.close();
    await expectClosed(job);
  });

  test('is rejected when CLIENT KILL ends its session', async () => {
    const tidelock = new Tidelock();
    const worker = tidelock.session();
    const id = worker.call<number>('CLIENT', 'ID');
    const job = worker.wait('BLPOP', 'jobs', 0);
    expect(tidelock.call('CLIENT', 'KILL', 'ID', id)).toBe(1);
    await expectClosed(job);
    expect(raised(() => worker.call('PING')).code).toBe('CLOSED');
  });

  test('is rejected when the engine is closed, on all sessions', async () => {
    const tidelock = new Tidelock();
    const waits = [tidelock.session().wait('BLPOP', 'a', 0), tidelock.wait('BLPOP', 'b', 0)];
    tidelock.close();
    for (const wait of waits) await expectClosed(wait);
  });

  test('runs on the shared session, too, which then runs nothing else', async () => {
    const tidelock = new Tidelock();
    const job = tidelock.wait<string[]>('BLPOP', 'jobs', 0);
    expect(raised(() => tidelock.call('PING')).code).toBe('WAITING');
    await expect(tidelock.wait('BLPOP', 'jobs', 0)).rejects.toMatchObject({ code: 'WAITING' });
    tidelock.session().call('RPUSH', 'jobs', 'print');
    const [queue, text] = await job;
    expect([queue, text]).toEqual(['jobs', 'print']);
    expect(tidelock.call('PING')).toBe('PONG');
  });

  test('rejects for a wrong argument instead of raising', async () => {
    const tidelock = new Tidelock();
    await expect(tidelock.wait('BLPOP', null as never)).rejects.toThrow(TypeError);
    await expect(tidelock.session().wait('BLPOP', null as never)).rejects.toThrow(TypeError);
    await expect(tidelock.wait(undefined as never)).rejects.toThrow('name of a command must be a string');
  });

  test('ends by the clock of the host, without a tick', async () => {
    const tidelock = new Tidelock();
    await expect(tidelock.wait('BLPOP', 'jobs', '0.02')).resolves.toBe(null);
  });

  test('is answered though CLIENT REPLY OFF holds its reply back', async () => {
    const clock = new ManualClock();
    const tidelock = new Tidelock({ clock });
    const session = tidelock.session();
    session.call('CLIENT', 'REPLY', 'OFF');
    const waits = session.wait('BLPOP', 'jobs', 1);
    clock.advance(1000);
    tidelock.tick();
    await expect(waits).resolves.toBe(null);
  });

  test('is answered by CLIENT UNBLOCK, as a timeout or an error', async () => {
    const tidelock = new Tidelock();
    const worker = tidelock.session();
    const id = worker.call<number>('CLIENT', 'ID');
    const first = worker.wait('BLPOP', 'jobs', 0);
    tidelock.call('CLIENT', 'UNBLOCK', id);
    await expect(first).resolves.toBe(null);
    const second = worker.wait('BLPOP', 'jobs', 0);
    tidelock.call('CLIENT', 'UNBLOCK', id, 'ERROR');
    await expect(second).rejects.toMatchObject({ name: 'ReplyError', code: 'UNBLOCKED' });
  });

  test('waits for the end of CLIENT PAUSE, and call says that it cannot', async () => {
    const clock = new ManualClock();
    const tidelock = new Tidelock({ clock });
    const session = tidelock.session();
    tidelock.call('CLIENT', 'PAUSE', 100, 'WRITE');
    expect(raised(() => session.call('SET', 'k', 'called')).code).toBe('PAUSED');
    expect(session.call('GET', 'k')).toBe(null);
    const set = session.wait('SET', 'k', 'waited');
    clock.advance(100);
    tidelock.tick();
    await expect(set).resolves.toBe('OK');
    // What was refused did not run later either.
    expect(session.call('GET', 'k')).toBe('waited');
  });

  test('goes on waiting where a pause held back a blocking command', async () => {
    const tidelock = new Tidelock();
    const [worker, other] = [tidelock.session(), tidelock.session()];
    tidelock.call('CLIENT', 'PAUSE', 20, 'WRITE');
    const job = worker.wait('BLPOP', 'jobs', 0);
    await other.wait('RPUSH', 'elsewhere', 1);
    other.call('RPUSH', 'jobs', 'print');
    await expect(job).resolves.toEqual(['jobs', 'print']);
  });
});

describe('the shared session', () => {
  test.each([
    ['SUBSCRIBE', 'c'],
    ['psubscribe', 'c*'],
    ['SSubscribe', 'c'],
    ['UNSUBSCRIBE'],
    ['MONITOR'],
    ['quit'],
    ['CLIENT', 'reply', 'off'],
    ['client', 'REPLY', 'SKIP'],
  ])('refuses %s', (name, ...args) => {
    const tidelock = new Tidelock();
    const error = raised(() => tidelock.call(name, ...args));
    expect(error).toBeInstanceOf(SessionError);
    expect(error.code).toBe('SHARED');
    expect(error.message).toMatch(new RegExp(`^${name}.*session\\(\\)`, 'i'));
    expect(tidelock.call('PING')).toBe('PONG');
  });

  test('refuses them in a transaction, and spoils it for none of the rest', () => {
    const tidelock = new Tidelock();
    tidelock.call('MULTI');
    tidelock.call('SET', 'k', 'v');
    expect(raised(() => tidelock.call('SUBSCRIBE', 'c')).code).toBe('SHARED');
    expect(tidelock.call('EXEC')).toEqual(['OK']);
  });

  test('allows what can be seen and taken back', () => {
    const tidelock = new Tidelock();
    expect(tidelock.call('SELECT', 1)).toBe('OK');
    expect(tidelock.call('CLIENT', 'REPLY', 'ON')).toBe('OK');
    expect(tidelock.call('HELLO', 3)).toBeInstanceOf(Map);
    expect(tidelock.call('RESET')).toBe('RESET');
    tidelock.call('SET', 'k', 'in 0');
    expect(tidelock.session().call('GET', 'k')).toBe('in 0');
  });

  test('comes back after it was killed', () => {
    const tidelock = new Tidelock();
    tidelock.call('SET', 'k', 'v');
    expect(tidelock.session().call<number>('CLIENT', 'KILL', 'TYPE', 'normal')).toBe(1);
    expect(tidelock.call('GET', 'k')).toBe('v');
    const id = tidelock.call<number>('CLIENT', 'ID');
    expect(tidelock.call('CLIENT', 'KILL', 'ID', id, 'SKIPME', 'no')).toBe(1);
    expect(tidelock.call('GET', 'k')).toBe('v');
  });
});

describe('a session', () => {
  test('says that the command closed it', () => {
    const session = new Tidelock().session();
    expect(session.call('QUIT')).toBe('OK');
    expect(raised(() => session.call('PING')).message).toBe('the session is closed');
    const other = new Tidelock().session();
    expect(raised(() => other.call('POST', '/')).message).toBe('the command closed the session');
  });

  test('hands over messages once the command has run, to whom may call the engine', () => {
    const tidelock = new Tidelock();
    const seen: Value[] = [];
    const subscriber = tidelock.session({
      onPush: (message) => {
        seen.push(message);
        if ((message as Value[])[2] === 'first') tidelock.call('PUBLISH', 'news', 'second');
      },
    });
    subscriber.call('SUBSCRIBE', 'news');
    expect(tidelock.call('PUBLISH', 'news', 'first')).toBe(1);
    expect(seen).toEqual([
      ['subscribe', 'news', 1],
      ['message', 'news', 'first'],
      ['message', 'news', 'second'],
    ]);
  });

  test('tells a monitor the lines apart from its own replies', () => {
    const lines: Value[] = [];
    const clock = new ManualClock(1000);
    const tidelock = new Tidelock({ clock });
    const monitor = tidelock.session({ onPush: (line) => lines.push(line) });
    expect(monitor.call('MONITOR')).toBe('OK');
    tidelock.call('SET', 'k', 'v');
    expect(monitor.call('GET', 'k')).toBe('v');
    expect(lines).toEqual(['1.000000 [0 embedded:0] "SET" "k" "v"', '1.000000 [0 embedded:0] "GET" "k"']);
  });

  test('is not called by what the engine calls', () => {
    const errors: unknown[] = [];
    const tidelock = new Tidelock({
      log: () => errors.push(raised(() => tidelock.call('PING')).code),
    });
    expect(tidelock.eval("redis.log(redis.LOG_WARNING, 'look') return 1")).toBe(1);
    expect(errors).toEqual(['BUSY']);
    expect(tidelock.call('PING')).toBe('PONG');
  });

  test('is gone after its close, as often as that is called', () => {
    const tidelock = new Tidelock();
    const session = tidelock.session();
    session.close();
    session.close();
    expect(tidelock.call<string>('CLIENT', 'LIST').trim().split('\n')).toHaveLength(1);
  });
});

test('functions that throw do not harm the engine', async () => {
  const unhandled: unknown[] = [];
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => unhandled.push(reason));
  try {
    const tidelock = new Tidelock({
      log: () => {
        throw new Error('from log');
      },
    });
    const subscriber = tidelock.session({
      onPush: () => {
        throw new Error('from onPush');
      },
    });
    subscriber.call('SUBSCRIBE', 'news');
    expect(tidelock.call('PUBLISH', 'news', 'hello')).toBe(1);
    expect(tidelock.eval("redis.log(redis.LOG_WARNING, 'look') return 1")).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled.map(String)).toEqual(['Error: from onPush', 'Error: from onPush', 'Error: from log']);
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
});

describe('disposal', () => {
  test('using closes a session and an engine', () => {
    const tidelock = new Tidelock();
    {
      using session = tidelock.session();
      session.call('PING');
    }
    expect(tidelock.call<string>('CLIENT', 'LIST').trim().split('\n')).toHaveLength(1);
    let kept: Tidelock;
    {
      using engine = new Tidelock();
      kept = engine;
    }
    expect(raised(() => kept.call('PING')).message).toBe('the engine is closed');
    expect(raised(() => kept.session()).code).toBe('CLOSED');
  });

  test('await using closes them, too, and rejects what waits', async () => {
    let job: Promise<Value>;
    {
      await using tidelock = new Tidelock();
      await using session = tidelock.session();
      job = session.wait('BLPOP', 'jobs', 0);
      job.catch(() => {});
    }
    await expectClosed(job);
  });
});
