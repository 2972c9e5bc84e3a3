import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestDecoder } from '../../../src/protocol/decode.ts';

const latin1 = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');

const newDecoder = (maxBulkLength = 512 * 1024 * 1024) => new RequestDecoder(latin1, { maxBulkLength });

/** Feeds pieces as the server does: each in a buffer that is overwritten afterwards. */
function decodePieces(pieces: string[], decoder = newDecoder()): { commands: string[][]; error?: string } {
  const commands: string[][] = [];
  for (const piece of pieces) {
    const bytes = new Uint8Array(Buffer.from(`##${piece}##`, 'latin1'));
    decoder.feed(bytes, 2, 2 + piece.length);
    while (decoder.next()) commands.push([decoder.name, ...decoder.args]);
    bytes.fill(33);
  }
  return decoder.error === undefined ? { commands } : { commands, error: decoder.error };
}

const decode = (text: string) => decodePieces([text]);
const array = (words: string[]) =>
  `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;

function cut(text: string, places: number[]): string[] {
  const sorted = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...sorted, text.length].map((end, i) => text.slice(i === 0 ? 0 : sorted[i - 1], end));
}

const byteString = fc.oneof(
  fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 40,
  }),
  fc.integer({ min: 0, max: 9000 }).map((length) => 'z'.repeat(length)),
);

describe('arrays of bulk strings', () => {
  it('gives the name apart from the arguments', () => {
    const decoder = newDecoder();
    const bytes = Buffer.from(array(['SET', 'key', 'a\r\n\0\xff']), 'latin1');
    decoder.feed(bytes, 0, bytes.length);
    expect(decoder.next()).toBe(true);
    expect(decoder.name).toBe('SET');
    expect(decoder.args).toEqual(['key', 'a\r\n\0\xff']);
    expect(decoder.next()).toBe(false);
    expect(decoder.bufferedBytes).toBe(0);
  });

  it('reads pipelined commands however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(byteString, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
        fc.array(fc.nat()),
        (commands, places) => {
          const wire = commands.map(array).join('');
          expect(decodePieces(cut(wire, places))).toEqual({ commands });
        },
      ),
    );
  });

  it('reads one byte at a time', () => {
    const words = ['mset', 'k', 'v'.repeat(300), '', 'x'];
    expect(decodePieces([...array(words), ...array(['ping'])])).toEqual({ commands: [words, ['ping']] });
  });

  it('assembles a large bulk string from many pieces', () => {
    const value = 'abcdefgh'.repeat(1 << 18);
    const wire = array(['set', 'k', value]) + array(['ping']);
    const pieces = Array.from({ length: Math.ceil(wire.length / 16_000) }, (_, i) =>
      wire.slice(i * 16_000, (i + 1) * 16_000),
    );
    const { commands } = decodePieces(pieces);
    expect(commands.map((words) => words.length)).toEqual([3, 1]);
    expect(commands[0][2] === value).toBe(true);
  });

  it('skips empty and negative counts', () => {
    expect(decode(`*0\r\n*-10\r\n${array(['ping'])}`)).toEqual({ commands: [['ping']] });
  });

  it('tells the bytes that wait', () => {
    const decoder = newDecoder();
    expect(decodePieces([array(['ping']), '*2\r\n$4\r\necho\r\n$5\r\nab'], decoder).commands).toEqual([
      ['ping'],
    ]);
    expect(decoder.bufferedBytes).toBe(2);
  });

  it('keeps fed bytes on retain', () => {
    const decoder = newDecoder();
    const bytes = Buffer.from(array(['a', 'b']) + array(['c', 'd'.repeat(50)]));
    decoder.feed(bytes, 0, bytes.length);
    decoder.next();
    decoder.retain();
    bytes.fill(0);
    expect(decoder.next()).toBe(true);
    expect([decoder.name, ...decoder.args]).toEqual(['c', 'd'.repeat(50)]);
  });
});

describe('inline commands', () => {
  it('are cut as arguments in quotes are', () => {
    expect(decode("SET k \"a b\\x41\\n\"  'it\\'s'\r\nPING\n\r\n  \n")).toEqual({
      commands: [['SET', 'k', 'a bA\n', "it's"], ['PING']],
    });
  });

  it('refuse quotes that do not close', () => {
    expect(decode('SET k "a\r\n').error).toBe('ERR Protocol error: unbalanced quotes in request');
    expect(decode('SET k "a"b\r\n').error).toBe('ERR Protocol error: unbalanced quotes in request');
  });

  it('are at most 64 KB long', () => {
    expect(decode('a'.repeat(64 * 1024)).error).toBeUndefined();
    expect(decode('a'.repeat(64 * 1024 + 1)).error).toBe('ERR Protocol error: too big inline request');
  });

  it('do not end behind a NUL byte', () => {
    expect(decode('\0\r\n')).toEqual({ commands: [] });
    expect(decode(`\0${'A'.repeat(70_000)}\r\n`).error).toBe('ERR Protocol error: too big inline request');
  });
});

describe('protocol errors', () => {
  const cases: [wire: string, message: string][] = [
    ['*3000000000\r\n', 'invalid multibulk length'],
    ['*blabla\r\n', 'invalid multibulk length'],
    ['*\r\n', 'invalid multibulk length'],
    ['*01\r\n', 'invalid multibulk length'],
    ['*+1\r\n', 'invalid multibulk length'],
    ['*99999999999999999999999\r\n', 'invalid multibulk length'],
    [`*${'1'.repeat(65_536)}`, 'too big mbulk count string'],
    [`*1\r\n$${'1'.repeat(65_536)}`, 'too big bulk count string'],
    ['*3\r\n$3\r\nSET\r\n$1\r\nx\r\nfooz\r\n', "expected '$', got 'f'"],
    ['*1\r\n\r\n', "expected '$', got ' '"],
    ['*1\r\n$-10\r\n', 'invalid bulk length'],
    ['*1\r\n$2000000000\r\n', 'invalid bulk length'],
    ['*1\r\n$x\r\n', 'invalid bulk length'],
    ['*1\r\n$\r\n', 'invalid bulk length'],
  ];
  it.each(cases)('%#: %j', (wire, message) => {
    expect(decode(array(['ping']) + wire)).toEqual({
      commands: [['ping']],
      error: `ERR Protocol error: ${message}`,
    });
  });

  it('end decoding', () => {
    const decoder = newDecoder();
    expect(decodePieces(['*x\r\n', array(['ping'])], decoder).commands).toEqual([]);
  });

  it('bound the bulk length as configured', () => {
    expect(decodePieces(['*1\r\n$1001\r\n'], newDecoder(1000)).error).toBe(
      'ERR Protocol error: invalid bulk length',
    );
    expect(decodePieces(['*1\r\n$1000\r\n'], newDecoder(1000)).error).toBeUndefined();
  });

  it('bound what a client may send before it is authenticated', () => {
    const decoder = newDecoder();
    decoder.unauthenticated = true;
    expect(decodePieces([array(['auth', 'x']), '*11\r\n'], decoder)).toEqual({
      commands: [['auth', 'x']],
      error: 'ERR Protocol error: unauthenticated multibulk length',
    });
    const other = newDecoder();
    other.unauthenticated = true;
    expect(decodePieces(['*1\r\n$16385\r\n'], other).error).toBe(
      'ERR Protocol error: unauthenticated bulk length',
    );
  });

  it('never throw, whatever arrives', () => {
    const garbage = fc.array(
      fc.constantFrom('*', '$', '1', '3', '-', '\r\n', '\n', '\0', 'a', '"', "'", ' ', '\xff'),
    );
    fc.assert(
      fc.property(garbage, fc.array(fc.nat()), (parts, places) => {
        const wire = parts.join('');
        const whole = decode(wire);
        expect(decodePieces(cut(wire, places))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});

describe('many arguments', () => {
  const emptyArguments = (count: number) => '$0\r\n\r\n'.repeat(count);

  it('are counted with what they take in memory until their command is complete', () => {
    const decoder = newDecoder();
    decodePieces([`*1001\r\n$3\r\nDEL\r\n${emptyArguments(500)}`], decoder);
    expect(decoder.bufferedBytes).toBe(0);
    expect(decoder.argumentBytes).toBeGreaterThan(500 * 16);
    const half = decoder.argumentBytes;
    decodePieces([emptyArguments(499)], decoder);
    expect(decoder.argumentBytes).toBeGreaterThan(1.9 * half);
    expect(decodePieces([emptyArguments(1)], decoder).commands[0]).toHaveLength(1001);
    expect(decoder.argumentBytes).toBe(0);
  });

  it('are refused as soon as more are announced than any command may have', () => {
    const decoder = new RequestDecoder(latin1, { maxBulkLength: 100, maxArguments: 10 });
    expect(decodePieces([array(new Array(10).fill('x'))], decoder).commands).toHaveLength(1);
    expect(decodePieces(['*11\r\n'], decoder).error).toBe('ERR Protocol error: invalid multibulk length');
    expect(decode('*116000000\r\n').error).toBe('ERR Protocol error: invalid multibulk length');
  });

  it('take no memory because they are announced', () => {
    const decoder = newDecoder();
    decodePieces(['*60000000\r\n$3\r\nDEL\r\n'], decoder);
    expect(decoder.argumentBytes).toBeLessThan(100);
  });
});
