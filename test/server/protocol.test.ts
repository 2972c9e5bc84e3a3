import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';
import { printCommand } from '../support/wire.ts';
import { ByteClient } from './byte-client.ts';
import { logged } from './logged.ts';

/** Whatever a client sends, it gets Redis's words for it, and nobody else notices. */
let server: RunningServer;
let witness: RawClient;

beforeAll(async () => {
  server = await startTidelock();
  witness = await RawClient.connect(server.port);
});
afterAll(() => server.stop());

/** All that is answered to these bytes, when the client sends no more after them. */
async function answer(bytes: string): Promise<string> {
  const client = await ByteClient.connect(server.port);
  await client.write(bytes);
  client.end();
  return client.closed();
}

const CRLF = '\r\n';
const error = (message: string) => `-ERR Protocol error: ${message}${CRLF}`;

describe('bytes that break the protocol', () => {
  const cases: [what: string, bytes: string, answer: string][] = [
    ['a count that is no number', '*abc\r\n', error('invalid multibulk length')],
    ['more arguments than an int holds', '*2147483648\r\n', error('invalid multibulk length')],
    ['a negative bulk', '*1\r\n$-1\r\n', error('invalid bulk length')],
    ['a bulk beyond proto-max-bulk-len', '*1\r\n$536870913\r\n', error('invalid bulk length')],
    ['a bulk whose length is no number', '*1\r\n$abc\r\n', error('invalid bulk length')],
    ['no bulk', '*1\r\nPING\r\n', error("expected '$', got 'P'")],
    ['a count without end', `*${'1'.repeat(70_000)}`, error('too big mbulk count string')],
    ['a length without end', `*1\r\n$${'1'.repeat(70_000)}`, error('too big bulk count string')],
    ['an inline command without end', 'x'.repeat(70_000), error('too big inline request')],
    ['a very long inline command', `PING ${'x'.repeat(70_000)}\r\n`, error('too big inline request')],
    ['double quotes left open', 'SET "a\r\n', error('unbalanced quotes in request')],
    ['single quotes left open', "SET 'a\r\n", error('unbalanced quotes in request')],
    ['text behind quotes', 'SET "a"b\r\n', error('unbalanced quotes in request')],
  ];
  it.each(cases)('%s', async (_what, bytes, expected) => {
    expect(await answer(`PING\r\n${bytes}`)).toBe(`+PONG\r\n${expected}`);
  });

  it('a web browser is cut off before its request is obeyed', async () => {
    expect(await answer('POST / HTTP/1.1\r\nSET from browser\r\n')).toBe('');
    expect(await answer('GET / HTTP/1.1\r\nHost: localhost\r\nSET from browser\r\n')).toBe('');
    await logged(server, '# Possible SECURITY ATTACK detected.');
    expect(await witness.call('EXISTS', 'from')).toBe(':0\r\n');
  });

  it('at random', async () => {
    const pieces = fc.constantFrom(
      '*1\r\n',
      '$4\r\n',
      'PING',
      '\r\n',
      '*',
      '$',
      '-1',
      '"',
      "'",
      '\0',
      '+',
      ' ',
      '\n',
    );
    const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => String.fromCharCode(...bytes));
    const garbage = fc.array(fc.oneof(pieces, noise), { maxLength: 30 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(garbage, async (bytes) => {
        await answer(bytes);
        expect(await witness.call('ECHO', 'still here')).toBe('$10\r\nstill here\r\n');
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is odd but right', () => {
  const cases: [what: string, bytes: string, answer: string][] = [
    ['empty lines', '\r\n\r\nPING\r\n', '+PONG\r\n'],
    ['empty and negative arrays', '*0\r\n*-1\r\nPING\r\n', '+PONG\r\n'],
    ['lines that end with LF only', 'PING\nPING\n', '+PONG\r\n+PONG\r\n'],
    ['quotes with escapes', 'ECHO "a\\x41\\n"\r\n', '$3\r\naA\n\r\n'],
    ['an empty argument', '*2\r\n$4\r\nECHO\r\n$0\r\n\r\n', '$0\r\n\r\n'],
    [
      'a name with line ends and NUL',
      '*1\r\n$7\r\nno\nsu\0h\r\n',
      "-ERR unknown command 'no su', with args beginning with: \r\n",
    ],
    ['nothing after QUIT', 'QUIT\r\nPING\r\n', '+OK\r\n'],
  ];
  it.each(cases)('%s', async (_what, bytes, expected) => {
    expect(await answer(bytes)).toBe(expected);
  });
});

describe('pieces', () => {
  const bytes = `${printCommand(['SET', 'k\0\r\n', '\xff\xfe$3\r\n'])}PING\r\n${printCommand(['GET', 'k\0\r\n'])}`;
  const expected = '+OK\r\n+PONG\r\n$6\r\n\xff\xfe$3\r\n\r\n';

  it('a cut at any byte makes no difference', async () => {
    for (let cut = 1; cut < bytes.length; cut++) {
      const client = await ByteClient.connect(server.port);
      await client.write(bytes.slice(0, cut));
      await witness.call('PING');
      await client.write(bytes.slice(cut));
      client.end();
      expect(await client.closed()).toBe(expected);
    }
  });

  it('neither does one byte at a time', async () => {
    const client = await ByteClient.connect(server.port);
    for (const byte of bytes) {
      await client.write(byte);
      await witness.call('PING');
    }
    expect(await client.endsWith(expected)).toBe(expected);
    client.destroy();
  });

  it('half a command is forgotten with its client', async () => {
    for (const half of [
      '*3\r\n$3\r\nSET\r\n$4\r\nhalf\r\n$5\r\nab',
      '*2\r\n',
      '*',
      'SET half',
      '*3\r\n$3\r\nSET\r\n$4\r\nha',
    ]) {
      const client = await ByteClient.connect(server.port);
      await client.write(half);
      client.destroy();
    }
    expect(await witness.call('EXISTS', 'half')).toBe(':0\r\n');
  });

  it('10,000 commands in one piece are answered in order', async () => {
    const client = await ByteClient.connect(server.port);
    const commands = Array.from({ length: 10_000 }, (_, number) => printCommand(['ECHO', `n${number}`]));
    const answers = Array.from(
      { length: 10_000 },
      (_, number) => `$${`n${number}`.length}\r\nn${number}\r\n`,
    ).join('');
    client.write(commands.join(''));
    await client.until(() => client.receivedBytes >= answers.length);
    expect(client.receivedBytes).toBe(answers.length);
    expect(answers.endsWith(client.tail)).toBe(true);
    client.destroy();
  });

  it('an error in a pipeline ends it there; what came before is answered', async () => {
    const got = await answer('SET p 1\r\n*1\r\n!\r\nSET p 2\r\n');
    expect(got).toBe(`+OK\r\n${error("expected '$', got '!'")}`);
    expect(await witness.call('GET', 'p')).toBe('$1\r\n1\r\n');
  });
});
