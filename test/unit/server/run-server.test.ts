import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RawConnection, removeBundle, ServerProcess } from './server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-server-'));
let count = 0;

/** A socket's path that nobody else uses. */
const newSocket = () => join(folder, `s${count++}`);

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Arguments for a server that listens on a unix socket only. */
const onSocket = (path: string, ...more: string[]) => ['--port', '0', '--unixsocket', path, ...more];

const READY = 'Ready to accept connections';

async function outcome(argv: string[], input = ''): Promise<{ code: number | null; output: string }> {
  const server = await ServerProcess.start(argv, input);
  const code = await server.exitCode;
  return { code, output: server.output };
}

/** A port that is taken. */
function takePort(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });
}

afterAll(() => {
  removeBundle();
  rmSync(folder, { recursive: true });
});

describe('starting', () => {
  it('logs as Redis does', async () => {
    const server = await ServerProcess.start(onSocket(newSocket(), '--always-show-logo', 'yes'));
    await server.printed(READY);
    server.kill('SIGTERM');
    expect(await server.exitCode).toBe(0);
    const lines = server.output.split('\n');
    const time = String.raw`\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d{3}`;
    const line = (role: string, mark: string, text: string) =>
      expect.stringMatching(new RegExp(`^${server.pid}:${role} ${time} ${mark} ${text}$`));
    expect(lines).toEqual(
      expect.arrayContaining([
        line('C', '\\*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo'),
        line('C', '\\*', 'Configuration loaded'),
        line('M', '\\*', 'Server initialized'),
        line('M', '\\*', 'Ready to accept connections unix'),
        line('M', '\\*', 'User requested shutdown...'),
        line('M', '#', 'Redis is now ready to exit, bye bye...'),
      ]),
    );
    expect(server.output).toMatch(new RegExp(` PID: ${server.pid}[^]*Server initialized`));
  });

  it('takes a file, standard input and options, the last word winning', async () => {
    const path = newSocket();
    const conf = file(
      'redis.conf',
      `port 0\nunixsocket ${path}\nmaxclients 10\ntimeout 1\nloglevel verbose\n`,
    );
    const server = await ServerProcess.start(
      [conf, '--maxclients', '30', '-'],
      'timeout 20\nmaxclients 20\n',
    );
    await server.printed(READY);
    const client = await RawConnection.open(path);
    const shown = '*4\r\n$10\r\nmaxclients\r\n$2\r\n30\r\n$7\r\ntimeout\r\n$2\r\n20\r\n';
    const answer = await client.ask('CONFIG GET maxclients timeout\r\n', shown);
    expect(answer.match(/\d\d\r\n/g)?.sort()).toEqual(shown.match(/\d\d\r\n/g)?.sort());
    client.destroy();
    server.kill('SIGTERM');
    expect(await server.exitCode).toBe(0);
  });

  it('renames and removes commands', async () => {
    const path = newSocket();
    const conf = file(
      'rename.conf',
      `port 0\nunixsocket ${path}\nrename-command ECHO say\nrename-command PING ""\n`,
    );
    const server = await ServerProcess.start([conf]);
    await server.printed(READY);
    const client = await RawConnection.open(path);
    expect(await client.ask('SAY hi\r\n', '$2\r\nhi\r\n')).toBe('$2\r\nhi\r\n');
    expect(await client.until('ECHO hi\r\n', '')).toContain("unknown command 'ECHO'");
    expect(await client.until('PING\r\n', '')).toContain("unknown command 'PING'");
    client.destroy();
    server.kill('SIGTERM');
    await server.exitCode;
  });

  it('tells of the settings that have no effect, one line each, at the start and after CONFIG SET', async () => {
    const path = newSocket();
    const conf = file('no-effect.conf', `port 0\nunixsocket ${path}\nappendonly yes\nappendonly yes\n`);
    const server = await ServerProcess.start([
      conf,
      ...['--replicaof', '127.0.0.1', '6379', '--cluster-enabled', 'yes', '--masterauth', 'secret'],
      ...['--tls-port', '6380', '--aclfile', 'users.acl', '--save', '', '--rdbcompression', 'yes'],
    ]);
    await server.printed(READY);
    const client = await RawConnection.open(path);
    await client.ask('CONFIG SET maxmemory-policy allkeys-lru maxmemory 100mb\r\n', '+OK\r\n');
    client.destroy();
    server.kill('SIGTERM');
    expect(await server.exitCode).toBe(0);
    const warnings = server.output.split('\n').filter((line) => line.includes(' has no effect here: '));
    expect(warnings.map((line) => line.slice(line.indexOf('#')))).toEqual([
      '# The setting appendonly has no effect here: nothing is written to disk.',
      '# The setting replicaof has no effect here: there is no replication.',
      '# The setting cluster-enabled has no effect here: there is no cluster.',
      '# The setting masterauth has no effect here: there is no replication.',
      '# The setting tls-port has no effect here: there is no TLS.',
      '# The setting aclfile has no effect here: there are no users but the default one.',
      '# The setting maxmemory-policy has no effect here: no key is evicted: over maxmemory, commands that need memory are refused.',
    ]);
    expect(server.output).not.toContain('secret');
  });

  it('takes the words of the command line and of files as UTF-8, and paths as the system has them', async () => {
    const path = newSocket().replace(/s(\d+)$/, 'söcket$1');
    const conf = file('bytes-é.conf', `port 0\nunixsocket ${path}\n`);
    const server = await ServerProcess.start([conf, '--requirepass', 'größe']);
    await server.printed(READY);
    const client = await RawConnection.open(path);
    const password = Buffer.from('größe').toString('latin1');
    expect(await client.ask(`AUTH ${password}\r\n`, '+OK\r\n')).toBe('+OK\r\n');
    const shown = Buffer.from(`addr=${path}:0`).toString('latin1');
    expect(await client.until('CLIENT INFO\r\n', 'id=')).toContain(shown);
    client.destroy();
    server.kill('SIGTERM');
    expect(await server.exitCode).toBe(0);
    expect(existsSync(path)).toBe(false);
  });

  it('writes the log to a file, and the process id to another', async () => {
    const [logFile, pidFile] = [join(folder, 'log'), join(folder, 'pid')];
    const path = newSocket();
    const server = await ServerProcess.start(onSocket(path, '--logfile', logFile, '--pidfile', pidFile));
    while (!existsSync(logFile) || !readFileSync(logFile, 'latin1').includes(READY)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(readFileSync(pidFile, 'latin1')).toBe(`${server.pid}\n`);
    server.kill('SIGTERM');
    expect(await server.exitCode).toBe(0);
    expect(server.output).not.toContain(READY);
    expect(existsSync(pidFile)).toBe(false);
    expect(existsSync(path)).toBe(false);
  });
});

describe('what is wrong is said, and the exit code is 1', () => {
  const fatal = (line: number, text: string, problem: string) =>
    '\n*** FATAL CONFIG FILE ERROR (Redis 7.2.6) ***\n' +
    `Reading the configuration file, at line ${line}\n>>> '${text}'\n${problem}\n`;

  const cases: [argv: string[], input: string, output: string][] = [
    [['--foo', 'bar'], '', fatal(2, 'foo "bar"', 'Bad directive or wrong number of arguments')],
    [['--port'], '', fatal(2, 'port', 'wrong number of arguments')],
    [['--port', 'abc'], '', fatal(2, 'port "abc"', "argument couldn't be parsed into an integer")],
    [['--save', '1'], '', fatal(2, 'save "1"', 'Invalid save parameters')],
    [['--dir', '/nowhere'], '', fatal(2, 'dir "/nowhere"', 'No such file or directory')],
    [
      ['-'],
      'port 0\nmaxmemory-policy "noev',
      fatal(2, 'maxmemory-policy "noev', 'Unbalanced quotes in configuration line'),
    ],
  ];
  it.each(cases)('%j', async (argv, input, output) => {
    const result = await outcome(argv, input);
    expect(result.code).toBe(1);
    expect(result.output.endsWith(output)).toBe(true);
  });

  it('a command that is not there', async () => {
    const { code, output } = await outcome(onSocket(newSocket(), '--rename-command', 'foo', 'bar'));
    expect(code).toBe(1);
    expect(output).toContain(fatal(4, 'rename-command "foo" "bar"', 'No such command in rename-command'));
  });

  it('a missing file', async () => {
    const { code, output } = await outcome(['/nowhere/redis.conf']);
    expect(code).toBe(1);
    expect(output).toContain(
      "# Fatal error, can't open config file '/nowhere/redis.conf': No such file or directory",
    );
  });

  it('a port that is taken', async () => {
    const { server, port } = await takePort();
    const { code, output } = await outcome(['--port', String(port), '--bind', '127.0.0.1']);
    server.close();
    expect(code).toBe(1);
    expect(output).toContain(
      `# Warning: Could not create server TCP listening socket 127.0.0.1:${port}: bind: Address already in use\n`,
    );
    expect(output).toContain(`# Failed listening on port ${port} (tcp), aborting.\n`);
  });
});

describe('ending', () => {
  it.each([
    ['SHUTDOWN', [], true],
    ['SHUTDOWN', ['--save', ''], false],
    ['SHUTDOWN SAVE', ['--save', ''], true],
    ['SHUTDOWN NOSAVE', [], false],
    ['SHUTDOWN NOW FORCE', ['--save', ''], false],
  ])(
    'on %s, started with %j: whether Redis would have saved the data is told',
    async (words, options, isTold) => {
      const path = newSocket();
      const server = await ServerProcess.start(onSocket(path, ...options));
      await server.printed(READY);
      const client = await RawConnection.open(path);
      client.write(`${words}\r\n`);
      expect(await client.readToEnd()).toBe('');
      expect(await server.exitCode).toBe(0);
      const text = '# The data is not saved before exiting: there is no persistence.\n';
      expect(server.output.includes(text)).toBe(isTold);
    },
  );

  it('on SHUTDOWN, closing the connections', async () => {
    const path = newSocket();
    const server = await ServerProcess.start(onSocket(path));
    await server.printed(READY);
    const client = await RawConnection.open(path);
    client.write('SHUTDOWN NOSAVE\r\n');
    expect(await client.readToEnd()).toBe('');
    expect(await server.exitCode).toBe(0);
    expect(server.output).toContain('User requested shutdown...');
  });

  it('on SHUTDOWN NOSAVE while a script runs for ever', async () => {
    const path = newSocket();
    const server = await ServerProcess.start(onSocket(path, '--busy-reply-threshold', '10'));
    await server.printed(READY);
    const runner = await RawConnection.open(path);
    const client = await RawConnection.open(path);
    runner.write("EVAL \"redis.call('set', 'k', 1) while true do end\" 0\r\n");
    await client.until('GET k\r\n', '-BUSY');
    const unkillable = '-UNKILLABLE';
    expect(await client.ask('SCRIPT KILL\r\n', unkillable)).toBe(unkillable);
    client.write('SHUTDOWN NOSAVE\r\n');
    expect(await server.exitCode).toBe(0);
  });

  it('at once on a second SIGINT', async () => {
    const path = newSocket();
    const server = await ServerProcess.start(onSocket(path, '--busy-reply-threshold', '10'));
    await server.printed(READY);
    const runner = await RawConnection.open(path);
    const client = await RawConnection.open(path);
    runner.write('EVAL "while true do end" 0\r\n');
    await client.until('GET k\r\n', '-BUSY');
    server.kill('SIGINT');
    await server.printed('Received SIGINT scheduling shutdown...');
    server.kill('SIGINT');
    expect(await server.exitCode).toBe(1);
    expect(server.output).toContain('You insist... exiting now.');
  });
});

describe('asked for help', () => {
  it('prints the version or the usage', async () => {
    expect(await outcome(['--version'])).toEqual({
      code: 0,
      output: expect.stringContaining('Redis server v=7.2.6'),
    });
    const usage = await ServerProcess.start(['--help']);
    expect(await usage.exitCode).toBe(0);
    expect(usage.output).toContain('Usage: tidelock server');
    expect(usage.errors).toBe('');
  });
});
