import { describe, expect, it } from 'vitest';
import { decodeReplies } from '../../../src/protocol/decode-reply.ts';
import { encode, encodeInParts } from '../../../src/protocol/encode.ts';
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

describe('encodeInParts', () => {
  it('gives the same bytes as encode, cut where they grow long', () => {
    const long = 'y'.repeat(100_000);
    const reply: Reply = [
      long,
      Array.from({ length: 20_000 }, (_, i) => `item ${i}`),
      new MapReply([long, 1]),
      'end',
    ];
    const parts: string[] = [];
    const last = encodeInParts(reply, 3, (part) => parts.push(part) > 0);
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.join('') + last === encode(reply, 3)).toBe(true);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(100_000);
  });

  it('hands a short reply back whole', () => {
    const parts: string[] = [];
    expect(encodeInParts(['a', 1], 2, (part) => parts.push(part) > 0)).toBe('*2\r\n$1\r\na\r\n:1\r\n');
    expect(parts).toEqual([]);
  });

  it('makes a generated array as it goes, and stops when nobody wants the rest', () => {
    let made = 0;
    function* items(): Generator<Reply> {
      for (; made < 1_000_000; made++) yield 'x'.repeat(100);
    }
    const parts: string[] = [];
    const sink = (part: string) => parts.push(part) < 3;
    expect(encodeInParts(new GeneratedReply(1_000_000, items()), 2, sink)).toBe('');
    expect(parts[0].startsWith('*1000000\r\n$100\r\nxxx')).toBe(true);
    expect(made).toBeLessThan(10_000);
    expect(encode(new GeneratedReply(2, ['a', 1]), 2)).toBe('*2\r\n$1\r\na\r\n:1\r\n');
  });
});
