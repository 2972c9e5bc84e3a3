import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Server, ServerOptions, StartError } from '../../../src/server/server.ts';
import { bundle, RawConnection, removeBundle, startServer } from './server-process.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'start-server-')));
const servers: Server[] = [];

async function serve(options: ServerOptions = {}): Promise<Server> {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

/** The error with which a server does not start. */
async function problem(options: unknown): Promise<StartError> {
  try {
    await serve(options as ServerOptions);
  } catch (error) {
    return error as StartError;
  }
  throw new Error('the server has started');
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const request = (...words: string[]) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word, 'latin1')}\r\n${word}\r\n`).join('')}`;

async function ask(where: number | string, expected: string, ...words: string[]): Promise<string> {
  const client = await RawConnection.open(where);
  const answer = await client.ask(request(...words), expected);
  client.destroy();
  return answer;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => {
  removeBundle();
  rmSync(folder, { recursive: true });
});

describe('a server', () => {
  it('tells where it listens', async () => {
    const server = await serve();
    expect(server.host).toBe('127.0.0.1');
    expect(server.port).toBeGreaterThan(0);
    expect(server.url).toBe(`redis://127.0.0.1:${server.port}`);
    expect(await ask(server.port, '+PONG\r\n', 'PING')).toBe('+PONG\r\n');
  });

  it('that listens everywhere is reached on the loopback address', async () => {
    const server = await serve({ host: '*' });
    expect([server.host, server.url]).toEqual(['*', `redis://127.0.0.1:${server.port}`]);
  });

  it('on an IPv6 address has it in brackets in its URL', async () => {
    const server = await serve({ host: '::1' });
    expect([server.host, server.url]).toEqual(['::1', `redis://[::1]:${server.port}`]);
  });

  it('closes once, however often it is asked to', async () => {
    const server = await startServer();
    const first = server.close();
    expect(server.close()).toBe(first);
    await first;
    await server.close();
    await expect(RawConnection.open(server.port)).rejects.toThrow('ECONNREFUSED');
  });

  it('that a client has shut down can still be closed', async () => {
    const server = await startServer();
    const client = await RawConnection.open(server.port);
    client.write(request('SHUTDOWN', 'NOSAVE'));
    expect(await client.readToEnd()).toBe('');
    await server.close();
  });

  it('is closed at the end of an await using block', async () => {
    const server = await startServer();
    await server[Symbol.asyncDispose]();
    await expect(RawConnection.open(server.port)).rejects.toThrow('ECONNREFUSED');
  });

  it('gives its port back when it is closed', async () => {
    const { port, close } = await startServer();
    await close();
    expect((await serve({ port })).port).toBe(port);
  });

  it('takes texts, numbers and booleans as settings, under names and older names', async () => {
    const settings = { maxmemory: 104857600, 'protected-mode': false, timeout: '7', 'slave-priority': 5 };
    const { port } = await serve({ settings });
    const expected: [name: string, value: string][] = [
      ['maxmemory', '104857600'],
      ['protected-mode', 'no'],
      ['timeout', '7'],
      ['replica-priority', '5'],
    ];
    for (const [name, value] of expected) {
      const reply = request(name, value);
      expect(await ask(port, reply, 'CONFIG', 'GET', name)).toBe(reply);
    }
  });

  it('takes texts as UTF-8, paths too', async () => {
    const path = join(folder, 'söcket');
    const { port } = await serve({ settings: { unixsocket: path, requirepass: 'größe' } });
    const password = Buffer.from('größe').toString('latin1');
    expect(await ask(port, '+OK\r\n', 'AUTH', password)).toBe('+OK\r\n');
    expect(await ask(path, '+OK\r\n', 'AUTH', password)).toBe('+OK\r\n');
  });
});

describe('relative paths', () => {
  it('lie in the folder that dir names', async () => {
    const dir = join(folder, 'data');
    mkdirSync(dir);
    const settings = { dir, unixsocket: 's', logfile: 'log', pidfile: 'pid', loglevel: 'notice' };
    const server = await serve({ settings });
    for (const name of ['s', 'log', 'pid']) expect(existsSync(join(dir, name))).toBe(true);
    const reply = request('dir', dir);
    expect(await ask(server.port, reply, 'CONFIG', 'GET', 'dir')).toBe(reply);
    await servers.pop()?.close();
    for (const name of ['s', 'pid']) expect(existsSync(join(dir, name))).toBe(false);
  });
});

describe('an address that cannot be had', () => {
  it('is told with code, address, port and reason', async () => {
    const { port } = await serve();
    const error = await problem({ port });
    expect(error.message).toBe(`cannot listen on 127.0.0.1:${port}: Address already in use (EADDRINUSE)`);
    expect(error).toMatchObject({ code: 'EADDRINUSE', address: '127.0.0.1', port });
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('belongs to another machine', async () => {
    const error = await problem({ host: '192.0.2.1' });
    expect(error.message).toBe(
      'cannot listen on 192.0.2.1:0: Cannot assign requested address (EADDRNOTAVAIL)',
    );
    expect(error).toMatchObject({ code: 'EADDRNOTAVAIL', address: '192.0.2.1', port: 0 });
  });

  it('has a name that nobody knows', async () => {
    const error = await problem({ host: 'nowhere.invalid' });
    expect(error.message).toMatch(/^cannot listen on nowhere\.invalid:0: .* \(E(NOTFOUND|AI_AGAIN)\)$/);
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(error.code);
  });

  it('is a unix socket in a folder that does not exist', async () => {
    const path = join(folder, 'nowhere', 's');
    const error = await problem({ settings: { unixsocket: path } });
    expect(error.message).toMatch(/^cannot listen on the unix socket .* \(E[A-Z]+\)$/);
    expect(error.message).toContain(path);
    expect(error).toMatchObject({ path, code: expect.stringMatching(/^(ENOENT|EACCES)$/) });
  });

  it('is a unix socket where a folder is', async () => {
    const error = await problem({ settings: { unixsocket: folder } });
    expect(error).toMatchObject({ path: folder, code: 'EADDRINUSE' });
    expect(existsSync(folder)).toBe(true);
  });

  it('leaves nothing behind', async () => {
    const { port } = await serve();
    const pidfile = join(folder, 'left.pid');
    await problem({ port, settings: { pidfile } });
    expect(existsSync(pidfile)).toBe(false);
  });
});

describe('options that are wrong', () => {
  const cases: [what: string, options: unknown, message: string][] = [
    ['no object', 6379, 'startServer takes an object of options, not 6379'],
    [
      'unknown',
      { prot: 1 },
      "startServer: unknown option 'prot'; it takes 'port', 'host', 'settings' and 'engineThread'",
    ],
    [
      'a port too large',
      { port: 70_000 },
      "startServer: option 'port' must be an integer from 0 to 65535, not 70000",
    ],
    [
      'a port as text',
      { port: '6379' },
      "startServer: option 'port' must be an integer from 0 to 65535, not '6379'",
    ],
    ['half a port', { port: 0.5 }, "startServer: option 'port' must be an integer from 0 to 65535, not 0.5"],
    [
      'a host that is no text',
      { host: 5 },
      "startServer: option 'host' must be an address such as '127.0.0.1', not 5",
    ],
    ['no host', { host: '' }, "startServer: option 'host' must be an address such as '127.0.0.1', not ''"],
    [
      'settings that are none',
      { settings: ['a'] },
      "startServer: option 'settings' takes an object of settings, not an array",
    ],
    [
      'a setting that does not exist',
      { settings: { maxmemroy: 1 } },
      "startServer: setting 'maxmemroy' does not exist: settings have the names of redis.conf",
    ],
    [
      'a setting of an object',
      { settings: { constructor: 1 } },
      "startServer: setting 'constructor' does not exist: settings have the names of redis.conf",
    ],
    [
      'a setting that is no text',
      { settings: { maxmemory: null } },
      "startServer: setting 'maxmemory' must be a text, an integer, true or false, not null",
    ],
    [
      'a setting that is not finite',
      { settings: { maxmemory: Number.NaN } },
      "startServer: setting 'maxmemory' must be a text, an integer, true or false, not NaN",
    ],
    [
      'a setting with a bad value',
      { settings: { maxmemory: 'much' } },
      "startServer: setting 'maxmemory': argument must be a memory value",
    ],
    [
      'a folder that does not exist',
      { settings: { dir: '/nowhere' } },
      "startServer: setting 'dir': No such file or directory",
    ],
    [
      'a port among the settings',
      { settings: { port: 1 } },
      "startServer: setting 'port' is given as the option 'port'",
    ],
    [
      'what only a program can do',
      { settings: { daemonize: true } },
      "startServer: setting 'daemonize' is for the program 'tidelock server' alone: a server inside a program cannot detach itself",
    ],
    [
      'a relative file',
      { engineThread: 'engine-thread.js' },
      "startServer: option 'engineThread' must be a URL of the scheme file: or an absolute path, not 'engine-thread.js'",
    ],
    [
      'a URL of another scheme',
      { engineThread: new URL('http://localhost/x.js') },
      "startServer: option 'engineThread' must be a URL of the scheme file: or an absolute path, not 'http://localhost/x.js'",
    ],
  ];
  it.each(cases)('%s', async (_what, options, message) => {
    const { startServer: start } = (await import(
      pathToFileURL(join(await bundle(), 'server.js')).href
    )) as typeof import('../../../src/server/server.ts');
    const error: unknown = await start(options as ServerOptions).catch((raised: unknown) => raised);
    expect((error as Error).message).toBe(message);
    expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
  });
});

describe("an engine's thread that cannot start", () => {
  it('has no file', async () => {
    const path = join(folder, 'missing.js');
    const error = await problem({ engineThread: path });
    expect(error.message).toContain("the engine's thread failed: Cannot find module");
    expect(error.message).toContain(path);
    expect(error.message).toContain(
      "A bundle needs the module 'tidelock/engine-thread' as a file of its own",
    );
    expect(error.code).toMatch(/^(ERR_)?MODULE_NOT_FOUND$/);
  });

  const files: [what: string, text: string, message: string][] = [
    ['that does not parse', 'let', "the engine's thread failed: "],
    ['that raises', "throw new Error('no luck')", "the engine's thread failed: no luck"],
    ['that ends', '', "the engine's thread ended by itself with the exit code 0"],
    ['that exits', 'process.exit(3)', "the engine's thread ended by itself with the exit code 3"],
  ];
  it.each(files)('has a file %s', async (what, text, message) => {
    const engineThread = pathToFileURL(file(`${what.replaceAll(' ', '-')}.mjs`, text));
    expect((await problem({ engineThread })).message).toContain(message);
    expect((await problem({ engineThread: engineThread.href })).message).toContain(message);
  });

  it('gives the port back', async () => {
    const { port } = await startServer().then(async (server) => {
      await server.close();
      return server;
    });
    await problem({ port, engineThread: file('nothing.mjs', '') });
    expect((await serve({ port })).port).toBe(port);
  });
});

describe('the process around a server', () => {
  it('stays as it is, and ends by itself once the server is closed', async () => {
    const dir = join(folder, 'elsewhere');
    mkdirSync(dir);
    const program = `
      import { syncBuiltinESMExports } from 'node:module';
      import { connect } from 'node:net';
      import v8 from 'node:v8';
      import { runInNewContext } from 'node:vm';
      const flags = [];
      v8.setFlagsFromString = (flag) => flags.push(flag);
      syncBuiltinESMExports();
      const facts = () => ({
        folder: process.cwd(), title: process.title, umask: process.umask(), code: process.exitCode,
        arguments: process.argv, environment: { ...process.env }, frames: Error.stackTraceLimit,
        listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
        globals: Object.getOwnPropertyNames(globalThis), collector: runInNewContext('typeof gc'),
      });
      const before = JSON.stringify(facts());
      const { startServer } = await import(${JSON.stringify(pathToFileURL(join(await bundle(), 'server.js')).href)});
      const server = await startServer({ port: 0, settings: { dir: ${JSON.stringify(dir)}, 'lua-memory-limit': '1mb' } });
      const greedy = "local t = {} for i = 1, 1e7 do t[i] = { i } end";
      const answer = await new Promise((resolve) => {
        const socket = connect(server.port, server.host, () => socket.write('EVAL "' + greedy + '" 0\\r\\n'));
        socket.once('data', (bytes) => { resolve(String(bytes)); socket.destroy(); });
      });
      const during = JSON.stringify(facts());
      await server.close();
      const after = JSON.stringify(facts());
      console.log(JSON.stringify({ answer, flags, during: during === before, after: after === before }));`;
    const path = file('program.mjs', program);
    const outcome = await new Promise<{ failed: unknown; output: string; errors: string }>((resolve) => {
      execFile(process.execPath, [path], (failed, output, errors) => resolve({ failed, output, errors }));
    });
    expect(outcome.failed).toBeNull();
    expect(outcome.errors).toBe('');
    expect(JSON.parse(outcome.output)).toEqual({
      answer: expect.stringContaining('not enough memory'),
      flags: [],
      during: true,
      after: true,
    });
  });
});
