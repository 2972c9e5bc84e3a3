import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, box, circle, distanceBetween, hashRanges } from '../../../src/data/geo-area.ts';
import { cellAt, hashOf, MAXIMUM_STEP, type Position, positionOf } from '../../../src/data/geohash.ts';

const between = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
const positions = (latitude: number): fc.Arbitrary<Position> =>
  fc.record({ longitude: between(170), latitude: between(latitude) });

function isSearched(area: Area, score: number): boolean {
  return hashRanges(area).some(({ min, max }) => score >= min && score < max);
}

describe('distances', () => {
  it('are those on the great circle', () => {
    const palermo = { longitude: 13.361389338970184, latitude: 38.1155563954963 };
    const catania = { longitude: 15.087267458438873, latitude: 37.50266842333162 };
    expect(distanceBetween(palermo, catania)).toBeCloseTo(166274.1516, 3);
    expect(distanceBetween(palermo, palermo)).toBe(0);
  });

  it('do not depend on the direction', () => {
    fc.assert(
      fc.property(positions(85), positions(85), (from, to) => {
        const distance = distanceBetween(from, to);
        expect(distanceBetween(to, from)).toBeCloseTo(distance, 3);
      }),
    );
  });
});

describe('the search', () => {
  it('misses nothing that is inside of a circle or a box, away from the poles and from the edge of the map', () => {
    const near = fc.record({ longitude: between(1), latitude: between(1) });
    const areas = fc
      .tuple(positions(60), fc.double({ min: 1, max: 200, noNaN: true }), fc.boolean())
      .map(([centre, size, isBox]) => (isBox ? box(centre, size, size, 1000) : circle(centre, size, 1000)));
    fc.assert(
      fc.property(areas, near, (area, offset) => {
        const score = hashOf(
          cellAt(
            {
              longitude: area.centre.longitude + offset.longitude,
              latitude: area.centre.latitude + offset.latitude,
            },
            MAXIMUM_STEP,
          ),
        );
        if (area.distanceTo(positionOf(score)) !== undefined) expect(isSearched(area, score)).toBe(true);
      }),
    );
  });

  it('looks through no more than nine cells, and through no cell twice', () => {
    const areas = fc
      .tuple(positions(85), fc.double({ min: 0, noNaN: true }))
      .map(([centre, radius]) => circle(centre, radius, 1));
    fc.assert(
      fc.property(areas, (area) => {
        const starts = hashRanges(area).map(({ min }) => min);
        expect(starts.length).toBeLessThanOrEqual(9);
        expect(new Set(starts).size).toBe(starts.length);
      }),
    );
  });
});
