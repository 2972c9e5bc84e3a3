import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliExit } from '../../../../src/cli/client/cli-exit.ts';
import { defaultOptions } from '../../../../src/cli/client/options.ts';
import { TerminalSession } from '../../../../src/cli/client/terminal-session.ts';

/** Answers each command by a script: the command's words, joined, to the bytes to send; `null` hangs up. */
function startServer(answers: ReadonlyMap<string, string | null>): Promise<net.Server> {
  const server = net.createServer((socket) => {
    let received = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      for (;;) {
        const head = /^\*(\d+)\r\n/.exec(received);
        if (head === null) return;
        const words = received.slice(head[0].length).split('\r\n');
        const count = Number(head[1]);
        if (words.length <= count * 2) return;
        received = words.slice(count * 2).join('\r\n');
        const sent = words.slice(0, count * 2).filter((_, i) => i % 2 === 1);
        const answer = answers.get(sent.join(' '));
        if (answer === null) socket.destroy();
        else socket.write(answer ?? '-ERR unknown\r\n', 'latin1');
      }
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('session', () => {
  const answers = new Map<string, string | null>(
    Object.entries({
      PING: '+PONG\r\n',
      'SELECT 2': '+OK\r\n',
      MULTI: '+OK\r\n',
      EXEC: '*-1\r\n',
      'SELECT 5': '+QUEUED\r\n',
      QUIT: null,
      'AUTH secret': '-WRONGPASS no\r\n',
      'SUBSCRIBE a b': '*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n',
      RESET: '+RESET\r\n',
    }),
  );
  let server: net.Server;
  let session: TerminalSession;
  let out = '';
  let error = '';

  beforeEach(async () => {
    server = await startServer(answers);
    out = error = '';
    const output = { out: (text: string) => (out += text), error: (text: string) => (error += text) };
    const { port } = server.address() as net.AddressInfo;
    session = new TerminalSession({ ...defaultOptions(true), port }, output);
    session.isInteractive = true;
  });

  afterEach(() => {
    session.close();
    server.close();
  });

  it('repeats a command', async () => {
    expect(await session.issue(['PING'], 3)).toBe(true);
    expect(out).toBe('PONG\nPONG\nPONG\n');
  });

  it.each(['constructor', '__proto__'])('takes `%s` for a command like any other', async (name) => {
    expect(await session.issue([name], 1)).toBe(true);
    expect(out).toBe('(error) ERR unknown\n');
    expect(session.prompt).toBe(`127.0.0.1:${session.options.port}> `);
  });

  it('shows database, transaction and subscription in the prompt', async () => {
    const address = `127.0.0.1:${session.options.port}`;
    expect(session.prompt).toBe('not connected> ');
    await session.issue(['SELECT', '2'], 1);
    expect(session.prompt).toBe(`${address}[2]> `);
    await session.issue(['MULTI'], 1);
    expect(session.prompt).toBe(`${address}[2](TX)> `);
    await session.issue(['SELECT', '5'], 1);
    await session.issue(['EXEC'], 1);
    expect(session.prompt).toBe(`${address}[2]> `);
    await session.issue(['SUBSCRIBE', 'a', 'b'], 1);
    expect(session.prompt).toBe(`${address}[2](subscribed mode)> `);
    await session.issue(['RESET'], 1);
    expect(session.prompt).toBe(`${address}> `);
  });

  it('comes back after the server hung up, to the same database', async () => {
    await session.issue(['SELECT', '2'], 1);
    expect(await session.issue(['QUIT'], 1)).toBe(false);
    expect(error).toBe('Error: Server closed the connection\n');
    expect(session.prompt).toBe('not connected> ');
    await session.issue(['PING'], 1);
    expect(session.prompt).toContain('[2]> ');
  });

  it('tells who refused the password, and goes on', async () => {
    session.options.password = 'secret';
    expect(await session.connect()).toBe(false);
    expect(error).toBe('AUTH failed: WRONGPASS no\n');
    expect(await session.issue(['PING'], 1)).toBe(true);
  });

  it('says where it could not connect to', async () => {
    session.options.port = 1;
    expect(await session.issue(['PING'], 1)).toBe(false);
    expect(error).toBe('Could not connect to Redis at 127.0.0.1:1: Connection refused\n');
  });

  it('ends the program when a lone command fails', async () => {
    session.isInteractive = false;
    await expect(session.issue(['QUIT'], 1)).rejects.toThrow(
      new CliExit(1, 'Error: Server closed the connection'),
    );
    session.options.failOnError = true;
    await session.connect();
    await expect(session.issue(['BOGUS'], 1)).rejects.toThrow(new CliExit(1, 'ERR unknown'));
  });
});
