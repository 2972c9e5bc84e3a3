import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../src/protocol/encode.ts';
import { encodedLength } from '../../../src/protocol/encoded-length.ts';
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

const check = (reply: Reply) => {
  for (const resp of [2, 3] as const) expect(encodedLength(reply, resp)).toBe(encode(reply, resp).length);
};

describe('encodedLength', () => {
  it('is that of the encoded reply, for every kind', () => {
    const items: Reply[] = [
      '',
      'a',
      'x'.repeat(5000),
      0,
      9,
      10,
      -1,
      -10,
      123_456_789,
      2 ** 53,
      -(2n ** 63n),
      null,
    ];
    const kinds: Reply[] = [
      OK,
      NULL_ARRAY,
      new ErrorReply('\nERR a\r\nb'),
      new BooleanReply(false),
      ...items,
    ];
    kinds.push(new BigNumberReply('-12345678901234567890'), new VerbatimReply('txt', 'some text'));
    kinds.push(
      new MapReply(items),
      new SetReply(items),
      new PushReply(items),
      new AttributeReply(items, 'v'),
    );
    for (const kind of kinds) check(kind);
    check(kinds);
  });

  it('is that of any number', () => {
    fc.assert(fc.property(fc.integer(), check));
    fc.assert(fc.property(fc.maxSafeInteger(), check));
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), check));
  });

  it('is that of doubles with up to six decimals', () => {
    const special = [0, -0, 1e17, 1e300, -1e22, 1e21, Infinity, -Infinity, NaN, 0.5, -0.125, 1.1, 1e-4];
    for (const value of special) check(new DoubleReply(value));
    const decimals = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(fc.property(decimals, ([digits, places]) => check(new DoubleReply(digits / 10 ** places))));
  });

  it('is nearly that of doubles with more', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const reply = new DoubleReply(value);
        expect(Math.abs(encodedLength(reply, 3) - encode(reply, 3).length)).toBeLessThanOrEqual(12);
      }),
    );
  });

  it('of a generated array follows from what its items take on average', () => {
    expect(encodedLength(new GeneratedReply(1_000_000, [], 7.5), 2)).toBe('*1000000\r\n'.length + 7_500_000);
  });
});
