import { describe, expect, it } from 'vitest';
import { sampleDistinct } from '../../../../src/commands/set/sample.ts';
import { type ErrorReply, GeneratedReply } from '../../../../src/protocol/reply.ts';
import { engineBench } from '../../../support/engine.ts';

/** A small linear congruential generator: the same sequence in every run. */
function chance(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const elements = Array.from({ length: 20 }, (_, number) => `e${number}`);

function sample(count: number, random: () => number): string[] {
  const draw = () => elements[Math.floor(random() * elements.length)];
  return sampleDistinct(
    count,
    elements.length,
    draw,
    () => [...elements],
    (element) => element,
    random,
  );
}

describe('a random sample', () => {
  it.each([1, 5, 7, 15, 19])('of %d different elements has no repeats and is fair', (count) => {
    const random = chance();
    const hits = new Map<string, number>();
    const rounds = 4000;
    for (let round = 0; round < rounds; round++) {
      const drawn = sample(count, random);
      expect(new Set(drawn).size).toBe(count);
      for (const element of drawn) hits.set(element, (hits.get(element) ?? 0) + 1);
    }
    const expected = (rounds * count) / elements.length;
    for (const element of elements) {
      expect(Math.abs((hits.get(element) ?? 0) - expected)).toBeLessThan(6 * Math.sqrt(expected));
    }
  });

  it('of all elements keeps their order', () => {
    expect(sample(20, chance())).toEqual(elements);
    expect(sample(99, chance())).toEqual(elements);
  });

  it('with repeats is made while it is sent when it is long, and refused where it would have to be held', () => {
    const { connect } = engineBench();
    const client = connect();
    client.call('SADD', 's', 'a', 'b');
    expect(client.call('SRANDMEMBER', 's', '-3')).toHaveLength(3);
    const long = client.call('SRANDMEMBER', 's', '-999999999') as GeneratedReply;
    expect(long).toBeInstanceOf(GeneratedReply);
    expect(long.length).toBe(999_999_999);
    client.call('MULTI');
    client.call('SRANDMEMBER', 's', '-999999999');
    const [refused] = client.call('EXEC') as ErrorReply[];
    expect(refused.text).toBe('ERR value is out of range');
  });
});
