import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { freePort, type RunningServer, startTidelock } from '../support/servers.ts';
import { logged } from './logged.ts';

/** How the built program ends: asked to by signals, or because it cannot begin. */
let server: RunningServer;
let client: RawClient;
let ended: Promise<number | null>;

describe('a running server', () => {
  beforeEach(async () => {
    server = await startTidelock(['--busy-reply-threshold', '50']);
    client = await RawClient.connect(server.port);
    ended = new Promise((done) => server.process.once('close', (code) => done(code)));
  });
  afterEach(() => server.stop());

  /** Starts a script that does not end. */
  async function runForever(script: string): Promise<RawClient> {
    const runner = await RawClient.connect(server.port);
    runner.send('EVAL', script, '0');
    while ((await client.call('PING')) === '+PONG\r\n');
    return runner;
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends it in good order, its clients with it', async (signal) => {
    const blocked = await RawClient.connect(server.port);
    blocked.send('BLPOP', 'list', '0');
    await client.call('SET', 'k', '1');
    server.process.kill(signal);
    expect(await ended).toBe(0);
    expect(await client.receive()).toBe('<closed>');
    expect(await blocked.receive()).toBe('<closed>');
    expect(server.log()).toContain(`Received ${signal} scheduling shutdown...`);
    expect(server.log()).toContain('User requested shutdown...');
    expect(server.log()).toContain('Redis is now ready to exit, bye bye...');
  });

  it('SIGTERM waits for the end of a script', async () => {
    const runner = await runForever('while true do end');
    server.process.kill('SIGTERM');
    await logged(server, 'Received SIGTERM scheduling shutdown...');
    expect(await client.call('PING')).toContain('-BUSY');
    expect(await client.call('SCRIPT', 'KILL')).toBe('+OK\r\n');
    expect(await runner.receive()).toContain('-ERR Script killed by user with SCRIPT KILL...');
    expect(await ended).toBe(0);
  });

  it('a second SIGINT does not wait', async () => {
    await runForever("redis.call('set', 'k', 1) while true do end");
    server.process.kill('SIGINT');
    await logged(server, 'Received SIGINT scheduling shutdown...');
    server.process.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(server.log()).toContain('You insist... exiting now.');
  });

  it('SIGHUP and SIGPIPE mean nothing to it', async () => {
    server.process.kill('SIGHUP');
    server.process.kill('SIGPIPE');
    for (let count = 0; count < 20; count++) expect(await client.call('PING')).toBe('+PONG\r\n');
  });
});

const main = resolve(process.env.TIDELOCK_MAIN ?? 'dist/cli/main.js');

describe('a signal during the start', () => {
  interface Outcome {
    code: number | null;
    signal: NodeJS.Signals | null;
    output: string;
  }

  /** Starts a server, sends it a signal once `when` says so of what it has printed, and answers how it ended. */
  async function signalled(
    signal: NodeJS.Signals,
    when: (output: string) => boolean | Promise<void>,
  ): Promise<Outcome> {
    const child = spawn(process.execPath, [
      main,
      'server',
      '--port',
      String(await freePort()),
      '--bind',
      '127.0.0.1',
    ]);
    let output = '';
    let isSent = false;
    const send = () => {
      if (!isSent) child.kill(signal);
      isSent = true;
    };
    child.stdout.on('data', (bytes) => {
      output += bytes;
      if (when(output) === true) send();
    });
    const waits = when(output);
    if (typeof waits === 'object') void waits.then(send);
    return new Promise((done) => {
      child.once('close', (code, endedBy) => done({ code, signal: endedBy, output }));
    });
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s at once after the server is ready ends it in good order',
    async (signal) => {
      for (let count = 0; count < 3; count++) {
        const { code, output } = await signalled(signal, (text) =>
          text.includes('Ready to accept connections'),
        );
        expect(code).toBe(0);
        expect(output).toContain('Redis is now ready to exit, bye bye...');
      }
    },
  );

  it.each(['SIGTERM', 'SIGINT'] as const)('%s after the first line ends it in good order', async (signal) => {
    for (let count = 0; count < 3; count++) {
      const { code, output } = await signalled(signal, (text) => text.includes('Redis is starting'));
      expect(code).toBe(0);
      expect(output).toContain('Redis is now ready to exit, bye bye...');
    }
  });

  it('at any moment ends it: in good order once it has said anything', async () => {
    for (let milliseconds = 0; milliseconds < 600; milliseconds += 40) {
      const moment = new Promise<void>((done) => setTimeout(done, milliseconds));
      const { code, signal, output } = await signalled('SIGTERM', () => moment);
      expect([code, signal]).toEqual(output === '' ? [null, 'SIGTERM'] : [0, null]);
    }
  });
});

describe('a server that cannot begin says why', () => {
  function outcome(...words: string[]): Promise<{ code: number | string; output: string }> {
    return new Promise((done) => {
      execFile(process.execPath, [main, 'server', ...words], (error, stdout, stderr) => {
        done({ code: error?.code ?? 0, output: stdout + stderr });
      });
    });
  }

  const bad: [words: string[], problem: string][] = [
    [['--nosuch', '1'], '>>> \'nosuch "1"\'\nBad directive or wrong number of arguments\n'],
    [['--maxclients', 'many'], ">>> 'maxclients \"many\"'\nargument couldn't be parsed into an integer\n"],
    [['--appendfsync', 'never'], 'argument(s) must be one of the following: everysec, always, no\n'],
    [['--lua-memory-limit', 'much'], 'argument must be a memory value\n'],
  ];
  it.each(bad)('%j', async (words, problem) => {
    const { code, output } = await outcome(...words);
    expect(code).toBe(1);
    expect(output).toContain('*** FATAL CONFIG FILE ERROR (Redis 7.2.6) ***');
    expect(output.endsWith(problem)).toBe(true);
  });

  it('a port that is taken', async () => {
    server = await startTidelock();
    const { code, output } = await outcome('--port', String(server.port), '--bind', '127.0.0.1');
    await server.stop();
    expect(code).toBe(1);
    expect(output).toContain(
      `Warning: Could not create server TCP listening socket 127.0.0.1:${server.port}: bind: Address already in use`,
    );
    expect(output).toContain(`Failed listening on port ${server.port} (tcp), aborting.`);
  });
});
