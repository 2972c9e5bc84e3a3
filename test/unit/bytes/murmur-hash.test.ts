import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { murmurHash64 } from '../../../src/bytes/murmur-hash.ts';

const MULTIPLIER = 0xc6a4a7935bd1e995n;
const product = (number: bigint) => BigInt.asUintN(64, number * MULTIPLIER);
const folded = (number: bigint) => number ^ (number >> 47n);

/** The definition, in numbers of 64 bits. */
function defined(bytes: Uint8Array, seed: number): bigint {
  let hash = BigInt(seed) ^ product(BigInt(bytes.length));
  const little = (from: number, to: number) =>
    bytes.slice(from, to).reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const blocks = bytes.length - (bytes.length % 8);
  for (let at = 0; at < blocks; at += 8) {
    hash = product(hash ^ product(folded(product(little(at, at + 8)))));
  }
  if (blocks < bytes.length) hash = product(hash ^ little(blocks, bytes.length));
  return folded(product(folded(hash)));
}

function hashed(bytes: Uint8Array, seed: number): bigint {
  const halves = new Int32Array(2);
  murmurHash64(String.fromCharCode(...bytes), seed, halves);
  return (BigInt(halves[1] >>> 0) << 32n) | BigInt(halves[0] >>> 0);
}

describe('murmurHash64', () => {
  it('is the hash that is defined in numbers of 64 bits', () => {
    const seeds = fc.constantFrom(0, 1, 0xadc83b19, 0xffffffff);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), seeds, (bytes, seed) => {
        expect(hashed(bytes, seed)).toBe(defined(bytes, seed));
      }),
      { numRuns: 2000 },
    );
  });

  it('carries through bytes that are all set', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = new Uint8Array(length).fill(255);
      expect(hashed(bytes, 0xffffffff)).toBe(defined(bytes, 0xffffffff));
    }
  });
});
