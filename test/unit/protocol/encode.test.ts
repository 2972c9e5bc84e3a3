import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReplies } from '../../../src/protocol/decode-reply.ts';
import {
  encode,
  encodeBeginning,
  PART_LENGTH,
  type Rest,
  UnfinishedReply,
} from '../../../src/protocol/encode.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  GeneratedReply,
  MapReply,
  NULL_ARRAY,
  OK,
  PushReply,
  type Reply,
  SetReply,
  StatusReply,
  VerbatimReply,
} from '../../../src/protocol/reply.ts';

// As a real 7.2 answers DEBUG PROTOCOL in both versions.
const CASES: [what: string, reply: Reply, resp2: string, resp3: string][] = [
  ['status', OK, '+OK\r\n', '+OK\r\n'],
  ['error', new ErrorReply('ERR no'), '-ERR no\r\n', '-ERR no\r\n'],
  ['error with line ends', new ErrorReply('\r\nERR a\r\nb\nc\r\n'), '-ERR a  b c\r\n', '-ERR a  b c\r\n'],
  ['small integer', 7, ':7\r\n', ':7\r\n'],
  ['negative integer', -1, ':-1\r\n', ':-1\r\n'],
  ['large integer', 123456789, ':123456789\r\n', ':123456789\r\n'],
  ['64-bit integer', -9223372036854775808n, ':-9223372036854775808\r\n', ':-9223372036854775808\r\n'],
  ['bulk string', 'a\r\n\0\xff', '$5\r\na\r\n\0\xff\r\n', '$5\r\na\r\n\0\xff\r\n'],
  ['empty bulk string', '', '$0\r\n\r\n', '$0\r\n\r\n'],
  [
    'long bulk string',
    'x'.repeat(2000),
    `$2000\r\n${'x'.repeat(2000)}\r\n`,
    `$2000\r\n${'x'.repeat(2000)}\r\n`,
  ],
  ['nil', null, '$-1\r\n', '_\r\n'],
  ['nil array', NULL_ARRAY, '*-1\r\n', '_\r\n'],
  [
    'array',
    [1, [null, 'a'], []],
    '*3\r\n:1\r\n*2\r\n$-1\r\n$1\r\na\r\n*0\r\n',
    '*3\r\n:1\r\n*2\r\n_\r\n$1\r\na\r\n*0\r\n',
  ],
  ['true', new BooleanReply(true), ':1\r\n', '#t\r\n'],
  ['false', new BooleanReply(false), ':0\r\n', '#f\r\n'],
  ['double', new DoubleReply(2.75), '$4\r\n2.75\r\n', ',2.75\r\n'],
  ['infinity', new DoubleReply(-Infinity), '$4\r\n-inf\r\n', ',-inf\r\n'],
  ['big number', new BigNumberReply('1234567999'), '$10\r\n1234567999\r\n', '(1234567999\r\n'],
  ['verbatim', new VerbatimReply('txt', 'a\nb'), '$3\r\na\nb\r\n', '=7\r\ntxt:a\nb\r\n'],
  ['map', new MapReply(['a', 1]), '*2\r\n$1\r\na\r\n:1\r\n', '%1\r\n$1\r\na\r\n:1\r\n'],
  ['set', new SetReply([1, 2]), '*2\r\n:1\r\n:2\r\n', '~2\r\n:1\r\n:2\r\n'],
  ['push', new PushReply(['m', 1]), '*2\r\n$1\r\nm\r\n:1\r\n', '>2\r\n$1\r\nm\r\n:1\r\n'],
  ['attribute', new AttributeReply(['k', 1], 'v'), '$1\r\nv\r\n', '|1\r\n$1\r\nk\r\n:1\r\n$1\r\nv\r\n'],
];

describe('encode', () => {
  it.each(CASES)('%s', (_what, reply, resp2, resp3) => {
    expect(encode(reply, 2)).toBe(resp2);
    expect(encode(reply, 3)).toBe(resp3);
  });

  it('is read back by the client side', () => {
    const replies = CASES.filter(([what]) => !what.includes('line ends')).map(([, reply]) => reply);
    const wire = replies.map((reply) => encode(reply, 3)).join('');
    // RESP3 has one null.
    const expected = replies.map((reply) => (reply === NULL_ARRAY ? null : reply));
    expect(decodeReplies(wire)).toEqual(expected);
  });
});

/** The reply in parts, as a peer gets them that is sent one after the other. */
function partsOf(reply: Reply, resp: 2 | 3, before = ''): string[] {
  const rest: Rest = [];
  const parts = [encodeBeginning(reply, resp, before, rest)];
  const unfinished = new UnfinishedReply(rest, resp);
  for (let part = unfinished.nextPart(); part !== ''; part = unfinished.nextPart()) parts.push(part);
  return parts;
}

/** Replies of every kind, nested, some with texts and arrays of more than one part. */
const replies = fc.letrec<{ reply: Reply; items: Reply[] }>((tie) => {
  const short = fc.string({ unit: 'binary-ascii', maxLength: 20 });
  const long = fc
    .tuple(fc.constantFrom('x', '\r\n'), fc.integer({ min: 0, max: 1.5 * PART_LENGTH }))
    .map(([piece, count]) => piece.repeat(count));
  const text = fc.oneof({ weight: 4, arbitrary: short }, long);
  const plain = fc.oneof<fc.Arbitrary<Reply>[]>(
    short,
    fc.integer(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.constantFrom<Reply>(null, OK, NULL_ARRAY, new BooleanReply(true)),
    fc.double().map((value) => new DoubleReply(value)),
    fc.bigInt().map((value) => new BigNumberReply(String(value))),
  );
  const leaf = fc.oneof<fc.Arbitrary<Reply>[]>(
    plain,
    text,
    text.map((characters) => new StatusReply(characters.replaceAll(/[\r\n]/g, '.'))),
    text.map((characters) => new ErrorReply(characters)),
    text.map((characters) => new VerbatimReply('txt', characters)),
  );
  const wide = fc
    .tuple(plain, fc.integer({ min: 0, max: 9000 }))
    .map(([item, count]) => Array<Reply>(count).fill(item));
  const items = fc.oneof<fc.Arbitrary<Reply[]>[]>(fc.array(tie('reply'), { maxLength: 4 }), wide);
  return {
    reply: fc.oneof<fc.Arbitrary<Reply>[]>(
      { maxDepth: 3 } as never,
      leaf,
      tie('items'),
      tie('items').map((entries) => new MapReply([...entries, ...entries])),
      tie('items').map((members) => new SetReply(members)),
      tie('items').map((message) => new PushReply(message)),
      fc
        .tuple(tie('items'), tie('reply'))
        .map(([entries, reply]) => new AttributeReply([...entries, ...entries], reply)),
    ),
    items,
  };
}).reply;

/** Says which run failed, without the replies, which are long. */
function briefly<T>({ failed, seed, counterexamplePath, errorInstance }: fc.RunDetails<T>): void {
  if (failed) throw new Error(`seed ${seed}, path ${counterexamplePath}`, { cause: errorInstance });
}

describe('a reply in parts', () => {
  it('has the same bytes as the whole, in pieces of bounded length', () => {
    fc.assert(
      fc.property(
        replies,
        fc.constantFrom<2 | 3>(2, 3),
        fc.constantFrom('', '+OK\r\n'),
        (reply, resp, before) => {
          const parts = partsOf(reply, resp, before);
          expect(parts.join('') === before + encode(reply, resp)).toBe(true);
          expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(2.1 * PART_LENGTH);
          // All but the last are long, so that a reply has few.
          expect(parts.slice(0, -1).every((part) => part.length > PART_LENGTH)).toBe(true);
        },
      ),
      { numRuns: 100, reporter: briefly },
    );
  });

  it('is one part if it is short', () => {
    expect(partsOf(['a', 1], 2)).toEqual(['*2\r\n$1\r\na\r\n:1\r\n']);
  });

  it('tells at any time how much is missing', () => {
    const long = 'y'.repeat(100_000);
    const reply = [
      long,
      Array.from({ length: 20_000 }, (_, i) => `item ${i}`),
      new MapReply([long, 1]),
      'end',
    ];
    const whole = encode(reply, 3).length;
    const rest: Rest = [];
    let sent = encodeBeginning(reply, 3, '', rest).length;
    const unfinished = new UnfinishedReply(rest, 3);
    for (let part = unfinished.nextPart(); part !== ''; part = unfinished.nextPart()) {
      sent += part.length;
      expect(sent + unfinished.encodedLength()).toBe(whole);
    }
    expect(sent).toBe(whole);
  });

  it('of a generated array is made as it is asked for', () => {
    let made = 0;
    function* items(): Generator<Reply> {
      for (; made < 1_000_000; made++) yield 'x'.repeat(100);
    }
    const rest: Rest = [];
    const first = encodeBeginning(new GeneratedReply(1_000_000, items(), 108), 2, '', rest);
    expect(first.startsWith('*1000000\r\n$100\r\nxxx')).toBe(true);
    const unfinished = new UnfinishedReply(rest, 2);
    expect(first.length + unfinished.encodedLength()).toBe('*1000000\r\n'.length + 108_000_000);
    for (let part = 0; part < 3; part++) expect(unfinished.nextPart().length).toBeGreaterThan(PART_LENGTH);
    expect(made).toBeLessThan(2000);
    expect(encode(new GeneratedReply(2, ['a', 1], 5), 2)).toBe('*2\r\n$1\r\na\r\n:1\r\n');
  });
});

it('an error of many line ends is one line soon', () => {
  const text = `ERR ${'\r\n'.repeat(2_000_000)}x${'\n'.repeat(2_000_000)}`;
  expect(encode(new ErrorReply(text), 2) === `-ERR ${' '.repeat(4_000_000)}x\r\n`).toBe(true);
});
