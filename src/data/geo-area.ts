/**
 * Areas on the earth: circles and boxes around a position, which positions are in them, and where a sorted set of geohashes
 * has to be searched for these.
 *
 * The search looks through the cell that the centre lies in and the eight cells around it, of a size at which they cover
 * the area. What is answered, and in which order, follows from these cells. They are therefore those of Redis, also where
 * an area near a pole or beyond the edge of the map is not covered as a whole.
 */
import { asin, cos, sin } from '../bytes/elementary.ts';
import { bordersOf, type Cell, cellAt, hashOf, MAXIMUM_STEP, type Position, ROW } from './geohash.ts';

const EARTH_RADIUS = 6372797.560856;
/** Half the edge of the square map, in metres. */
const MAP_REACH = 20037726.37;
const DEGREE = Math.PI / 180;

/** An area around a position. Lengths are in metres. */
export interface Area {
  readonly centre: Position;
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** How far the farthest point of the area is away from the centre. */
  readonly reach: number;
  /** The distance of a position from the centre, undefined if the position is outside of the area. */
  distanceTo(position: Position): number | undefined;
}

/** The hashes of a cell: those from `min` up to, not including, `max`. */
export interface HashRange {
  readonly min: number;
  readonly max: number;
}

/** The distance in metres along a meridian. */
function latitudeDistance(a: number, b: number): number {
  return EARTH_RADIUS * Math.abs(a * DEGREE - b * DEGREE);
}

/** The distance in metres on the great circle, by the haversine formula. */
export function distanceBetween(from: Position, to: Position): number {
  const east = sin((to.longitude * DEGREE - from.longitude * DEGREE) / 2);
  if (east === 0) return latitudeDistance(from.latitude, to.latitude);
  const fromLatitude = from.latitude * DEGREE;
  const toLatitude = to.latitude * DEGREE;
  const north = sin((toLatitude - fromLatitude) / 2);
  const haversine = north * north + cos(fromLatitude) * cos(toLatitude) * east * east;
  return 2 * EARTH_RADIUS * asin(Math.sqrt(haversine));
}

/** How much a haversine may be off that is computed with V8's functions, and what it is compared with: far less than this. */
const ROUGHNESS = 1 + 1e-12;

/**
 * The haversine that no position within a distance has, not even a rough one. Most positions that a search looks at are
 * outside of the area, and need not be measured exactly to be left out.
 */
function haversineBeyond(distance: number): number {
  const half = Math.min(distance / (2 * EARTH_RADIUS), Math.PI / 2);
  return Math.sin(half) ** 2 * ROUGHNESS;
}

/** The square of the sine of half the difference of two angles in degrees. */
function halfSineSquared(a: number, b: number): number {
  const sine = Math.sin((a * DEGREE - b * DEGREE) / 2);
  return sine * sine;
}

/** @param unit the unit of the radius in metres */
export function circle(centre: Position, radius: number, unit: number): Area {
  const reach = radius * unit;
  const beyond = haversineBeyond(reach);
  const { longitude, latitude } = centre;
  const narrowing = Math.cos(latitude * DEGREE);
  return {
    centre,
    halfWidth: reach,
    halfHeight: reach,
    reach,
    distanceTo(position) {
      const north = halfSineSquared(position.latitude, latitude);
      if (north > beyond) return undefined;
      const east = halfSineSquared(position.longitude, longitude);
      if (north + narrowing * Math.cos(position.latitude * DEGREE) * east > beyond) return undefined;
      const distance = distanceBetween(centre, position);
      return distance > reach ? undefined : distance;
    },
  };
}

/** @param unit the unit of width and height in metres */
export function box(centre: Position, width: number, height: number, unit: number): Area {
  const halfWidth = (width * unit) / 2;
  const halfHeight = (height * unit) / 2;
  const beyond = haversineBeyond(halfWidth);
  return {
    centre,
    halfWidth,
    halfHeight,
    reach: Math.sqrt((width / 2) * (width / 2) + (height / 2) * (height / 2)) * unit,
    distanceTo(position) {
      if (latitudeDistance(position.latitude, centre.latitude) > halfHeight) return undefined;
      const { latitude } = position;
      const narrowing = Math.cos(latitude * DEGREE);
      const east = halfSineSquared(position.longitude, centre.longitude);
      if (narrowing * narrowing * east > beyond) return undefined;
      const beside = { longitude: centre.longitude, latitude };
      return distanceBetween(position, beside) > halfWidth ? undefined : distanceBetween(centre, position);
    },
  };
}

/** The step at which the cells are as large as an area that reaches so far, at a latitude. */
function stepFor(reach: number, latitude: number): number {
  if (reach === 0) return MAXIMUM_STEP;
  // Two steps less than the halvings, so that the cells cover the area nearly always.
  let step = -1;
  for (let size = reach; size < MAP_REACH && step <= MAXIMUM_STEP + 2; size *= 2) step++;
  // Towards the poles a degree of longitude becomes shorter.
  if (Math.abs(latitude) > 66) step--;
  if (Math.abs(latitude) > 80) step--;
  return Math.max(1, Math.min(MAXIMUM_STEP, step));
}

interface Neighbourhood {
  readonly here: Cell;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** The cell of a position, and the indices of the columns and rows around it. The map has no edge: it begins again there. */
function neighbourhood(centre: Position, step: number): Neighbourhood {
  const here = cellAt(centre, step);
  const last = ROW[step] - 1;
  return {
    here,
    west: (here.x - 1) & last,
    east: (here.x + 1) & last,
    south: (here.y - 1) & last,
    north: (here.y + 1) & last,
  };
}

/** The ranges of hashes in which all positions of an area are looked for, in the order in which that is done. */
export function hashRanges(area: Area): HashRange[] {
  const { longitude, latitude } = area.centre;
  const latitudeReach = area.halfHeight / EARTH_RADIUS / DEGREE;
  // The parallel of the area on which a degree of longitude is shortest.
  const parallel = latitude < 0 ? latitude - latitudeReach : latitude + latitudeReach;
  const longitudeReach = area.halfWidth / EARTH_RADIUS / cos(parallel * DEGREE) / DEGREE;
  const north = latitude + latitudeReach;
  const south = latitude - latitudeReach;
  const east = longitude + longitudeReach;
  const west = longitude - longitudeReach;

  let step = stepFor(area.reach, latitude);
  let around = neighbourhood(area.centre, step);
  const { here } = around;
  const isTooSmall =
    bordersOf({ ...here, y: around.north }).north < north ||
    bordersOf({ ...here, y: around.south }).south > south ||
    bordersOf({ ...here, x: around.east }).east < east ||
    bordersOf({ ...here, x: around.west }).west > west;
  if (isTooSmall && step > 1) {
    step--;
    around = neighbourhood(area.centre, step);
  }

  // A side to which the area does not leave the centre's cell need not be searched.
  const borders = bordersOf(around.here);
  const isCoarse = step < 2;
  const toNorth = isCoarse || !(borders.north > north);
  const toSouth = isCoarse || !(borders.south < south);
  const toEast = isCoarse || !(borders.east > east);
  const toWest = isCoarse || !(borders.west < west);
  return rangesOf(around, toNorth, toSouth, toEast, toWest);
}

function rangesOf(
  { here, north, south, east, west }: Neighbourhood,
  toNorth: boolean,
  toSouth: boolean,
  toEast: boolean,
  toWest: boolean,
): HashRange[] {
  const { x, y, step } = here;
  const ranges = [{ min: hashOf(here), max: hashOf(here, 1) }];
  let lastX = -1;
  let lastY = -1;
  const add = (isSearched: boolean, column: number, row: number) => {
    // Where there are only few cells, the same one may be found on both sides.
    if (!isSearched || (column === lastX && row === lastY)) return;
    lastX = column;
    lastY = row;
    const cell = { x: column, y: row, step };
    ranges.push({ min: hashOf(cell), max: hashOf(cell, 1) });
  };
  add(toNorth, x, north);
  add(toSouth, x, south);
  add(toEast, east, y);
  add(toWest, west, y);
  add(toNorth && toEast, east, north);
  add(toNorth && toWest, west, north);
  add(toSouth && toEast, east, south);
  add(toSouth && toWest, west, south);
  return ranges;
}
