import { describe, expect, it } from 'vitest';
import { decodeReplies, ReplyDecodeError, ReplyDecoder } from '../../../src/protocol/decode-reply.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  MapReply,
  NULL_ARRAY,
  PushReply,
  type Reply,
  SetReply,
  StatusReply,
  VerbatimReply,
} from '../../../src/protocol/reply.ts';

const CASES: [wire: string, reply: Reply][] = [
  ['+OK\r\n', new StatusReply('OK')],
  ['-ERR no\r\n', new ErrorReply('ERR no')],
  [':42\r\n', 42],
  [':-9223372036854775808\r\n', -9223372036854775808n],
  ['$5\r\na\r\n\0b\r\n', 'a\r\n\0b'],
  ['$0\r\n\r\n', ''],
  ['$-1\r\n', null],
  ['*-1\r\n', NULL_ARRAY],
  ['*0\r\n', []],
  ['*3\r\n:1\r\n*1\r\n$1\r\na\r\n*0\r\n', [1, ['a'], []]],
  ['_\r\n', null],
  ['#t\r\n', new BooleanReply(true)],
  ['#f\r\n', new BooleanReply(false)],
  [',1.5\r\n', new DoubleReply(1.5)],
  [',inf\r\n', new DoubleReply(Infinity)],
  [',-inf\r\n', new DoubleReply(-Infinity)],
  [',nan\r\n', new DoubleReply(NaN)],
  ['(123456789012345678901234567890\r\n', new BigNumberReply('123456789012345678901234567890')],
  ['=8\r\ntxt:text\r\n', new VerbatimReply('txt', 'text')],
  ['!7\r\nERR bad\r\n', new ErrorReply('ERR bad')],
  [
    '%2\r\n+a\r\n:1\r\n+b\r\n~1\r\n:2\r\n',
    new MapReply([new StatusReply('a'), 1, new StatusReply('b'), new SetReply([2])]),
  ],
  ['~2\r\n:1\r\n:2\r\n', new SetReply([1, 2])],
  ['>2\r\n$1\r\nm\r\n:1\r\n', new PushReply(['m', 1])],
  ['|1\r\n+ttl\r\n:9\r\n*1\r\n:1\r\n', new AttributeReply([new StatusReply('ttl'), 9], [1])],
  ['*2\r\n|1\r\n+a\r\n*0\r\n:1\r\n:2\r\n', [new AttributeReply([new StatusReply('a'), []], 1), 2]],
];

describe('reply decoder', () => {
  it.each(CASES)('decodes %j', (wire, reply) => {
    expect(decodeReplies(wire)).toStrictEqual([reply]);
  });

  it('decodes replies that follow each other, cut at every byte', () => {
    const decoder = new ReplyDecoder();
    const replies: Reply[] = [];
    for (const byte of CASES.map(([wire]) => wire).join('')) {
      decoder.push(byte);
      replies.push(...decoder.drain());
    }
    expect(replies).toStrictEqual(CASES.map(([, reply]) => reply));
    expect(decoder.isIdle()).toBe(true);
  });

  it('waits for the missing bytes', () => {
    for (const [wire] of CASES) {
      const decoder = new ReplyDecoder();
      decoder.push(wire.slice(0, -1));
      expect(decoder.next()).toBeUndefined();
      expect(decoder.isIdle()).toBe(false);
    }
  });

  it('takes any depth of nesting', () => {
    let reply = decodeReplies(`${'*1\r\n'.repeat(100_000)}:7\r\n`)[0];
    while (Array.isArray(reply)) reply = reply[0];
    expect(reply).toBe(7);
  });

  it('lets the caller keep the digits of a double', () => {
    const seen: string[] = [];
    const decoder = new ReplyDecoder((text) => {
      seen.push(text);
      return new DoubleReply(Number(text));
    });
    decoder.push(',1.10\r\n');
    expect(decoder.next()).toStrictEqual(new DoubleReply(1.1));
    expect(seen).toEqual(['1.10']);
  });

  it.each(['HTTP/1.1 200 OK\r\n', ':abc\r\n', '$-2\r\n', '*x\r\n', '#x\r\n', ',abc\r\n', ',constructor\r\n'])(
    'refuses %j',
    (wire) => {
      expect(() => decodeReplies(wire)).toThrow(ReplyDecodeError);
    },
  );

  it('refuses cut input when all of it was promised', () => {
    expect(() => decodeReplies('*2\r\n:1\r\n')).toThrow(ReplyDecodeError);
  });
});
