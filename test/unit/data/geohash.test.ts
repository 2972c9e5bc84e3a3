import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bordersOf,
  cellAt,
  geohashText,
  hashOf,
  LATITUDE_LIMIT,
  LONGITUDE_LIMIT,
  MAXIMUM_STEP,
  positionOf,
} from '../../../src/data/geohash.ts';

/** The same by bigints, bit after bit. */
function interleaved(x: number, y: number): bigint {
  let bits = 0n;
  for (let at = 31; at >= 0; at--) {
    bits = bits * 4n + (((BigInt(x) >> BigInt(at)) & 1n) * 2n + ((BigInt(y) >> BigInt(at)) & 1n));
  }
  return bits;
}

const steps = fc.integer({ min: 1, max: MAXIMUM_STEP });
const longitudes = fc.double({ min: -LONGITUDE_LIMIT, max: LONGITUDE_LIMIT, noNaN: true });
const latitudes = fc.double({ min: -LATITUDE_LIMIT, max: LATITUDE_LIMIT, noNaN: true });

describe('the hash of a cell', () => {
  it('has the bits of both indices in turn, also at the edges', () => {
    fc.assert(
      fc.property(
        steps.chain((step) => fc.tuple(fc.constant(step), fc.nat(2 ** step), fc.nat(2 ** step))),
        ([step, x, y]) => {
          const shift = BigInt(52 - 2 * step);
          expect(hashOf({ x, y, step })).toBe(Number(interleaved(x, y) << shift));
          expect(hashOf({ x, y, step }, 1)).toBe(Number((interleaved(x, y) + 1n) << shift));
        },
      ),
    );
  });

  it('is the score of a city, digit for digit', () => {
    const palermo = { longitude: 13.361389, latitude: 38.115556 };
    expect(hashOf(cellAt(palermo, MAXIMUM_STEP))).toBe(3479099956230698);
    expect(geohashText(positionOf(3479099956230698))).toBe('sqc8b49rny0');
  });
});

describe('the position of a hash', () => {
  it('is in the cell that the hash was made of', () => {
    fc.assert(
      fc.property(longitudes, latitudes, (longitude, latitude) => {
        const cell = cellAt({ longitude, latitude }, MAXIMUM_STEP);
        const position = positionOf(hashOf(cell));
        const { west, east, south, north } = bordersOf(cell);
        if (cell.x === 2 ** MAXIMUM_STEP || cell.y === 2 ** MAXIMUM_STEP) return;
        expect(position.longitude).toBeGreaterThanOrEqual(west);
        expect(position.longitude).toBeLessThanOrEqual(east);
        expect(position.latitude).toBeGreaterThanOrEqual(south);
        expect(position.latitude).toBeLessThanOrEqual(north);
        expect(cellAt(position, MAXIMUM_STEP)).toEqual(cell);
      }),
    );
  });

  it('is on the map for every score', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (score) => {
        const { longitude, latitude } = positionOf(score);
        expect(Math.abs(longitude)).toBeLessThanOrEqual(LONGITUDE_LIMIT);
        expect(Math.abs(latitude)).toBeLessThanOrEqual(LATITUDE_LIMIT);
      }),
    );
  });
});
