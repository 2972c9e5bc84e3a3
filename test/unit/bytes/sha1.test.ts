import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha1Hex } from '../../../src/bytes/sha1.ts';

const byteString = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('sha1Hex', () => {
  it('agrees with a known implementation for any bytes', () => {
    fc.assert(
      fc.property(byteString, (text) => {
        expect(sha1Hex(text)).toBe(createHash('sha1').update(text, 'latin1').digest('hex'));
      }),
    );
  });
});
