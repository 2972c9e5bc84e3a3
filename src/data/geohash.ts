/**
 * Geohashes: positions on the earth as numbers. Longitude and latitude are cut in halves again and again, and the bits that
 * tell which half it was are interleaved, the longitude's above the latitude's. Two positions whose hashes begin alike are
 * near each other, so that a part of the earth is a range of hashes.
 *
 * A sorted set keeps hashes of 52 bits as scores. They are put together here of two halves of 26 bits, since JavaScript's
 * bit operations end at 32. A position on the eastern or northern edge has an index of 2^26, one bit too many: its hash is
 * larger than 2^53, and is rounded as C rounds it.
 */

/** A position in degrees. */
export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

/** One of the 2^step times 2^step parts of the map, by its indices from the west and from the south. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly step: number;
}

/** A cell's borders in degrees. */
export interface Borders {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

export const MAXIMUM_STEP = 26;
export const LONGITUDE_LIMIT = 180;
/** The square map of the world (EPSG:3857) ends here. */
export const LATITUDE_LIMIT = 85.05112878;
/** Geohashes as texts are made of the whole globe. */
const POLE = 90;

/** How many cells there are in a row, by the step. */
export const ROW = Array.from({ length: MAXIMUM_STEP + 1 }, (_, step) => 2 ** step);

const HALF_BITS = 13;
const HALF_MASK = (1 << HALF_BITS) - 1;
const HALF_HASH = 2 ** (2 * HALF_BITS);
const TWO_32 = 2 ** 32;
const TWO_63 = 2 ** 63;
const TWO_64 = 2 ** 64;

/** Puts a zero above each bit of a number of 16 bits. */
function spread(bits: number): number {
  let spaced = (bits | (bits << 8)) & 0x00ff00ff;
  spaced = (spaced | (spaced << 4)) & 0x0f0f0f0f;
  spaced = (spaced | (spaced << 2)) & 0x33333333;
  return (spaced | (spaced << 1)) & 0x55555555;
}

/** The sixteen even bits of a number of 32 bits. */
function gather(bits: number): number {
  let close = bits & 0x55555555;
  close = (close | (close >>> 1)) & 0x33333333;
  close = (close | (close >>> 2)) & 0x0f0f0f0f;
  close = (close | (close >>> 4)) & 0x00ff00ff;
  return (close | (close >>> 8)) & 0xffff;
}

function indexOf(degrees: number, limit: number, step: number): number {
  return Math.floor(((degrees + limit) / (2 * limit)) * ROW[step]);
}

/** The cell that a position within the limits lies in. */
export function cellAt({ longitude, latitude }: Position, step: number): Cell {
  return {
    x: indexOf(longitude, LONGITUDE_LIMIT, step),
    y: indexOf(latitude, LATITUDE_LIMIT, step),
    step,
  };
}

/**
 * The hash of a cell's south-western corner, or with `following` that of the next cell in the order of hashes: the cell's
 * positions have the hashes from the one up to, not including, the other.
 */
export function hashOf({ x, y, step }: Cell, following: 0 | 1 = 0): number {
  const high = spread(y >>> HALF_BITS) + 2 * spread(x >>> HALF_BITS);
  // The last addition is the only one that may have to round.
  const low = spread(y & HALF_MASK) + 2 * spread(x & HALF_MASK) + following;
  const scale = ROW[MAXIMUM_STEP - step];
  return (high * HALF_HASH + low) * scale * scale;
}

function border(index: number, limit: number, step: number): number {
  return -limit + (index / ROW[step]) * (2 * limit);
}

export function bordersOf({ x, y, step }: Cell): Borders {
  return {
    west: border(x, LONGITUDE_LIMIT, step),
    east: border(x + 1, LONGITUDE_LIMIT, step),
    south: border(y, LATITUDE_LIMIT, step),
    north: border(y + 1, LATITUDE_LIMIT, step),
  };
}

/** The middle of a cell of the last step, whose index may be any number of 32 bits; it is never outside of the map. */
function middle(index: number, limit: number): number {
  // The index of the next cell is a number of 32 bits too, and begins again at 0.
  const low = border(index, limit, MAXIMUM_STEP);
  const high = border((index + 1) >>> 0, limit, MAXIMUM_STEP);
  return Math.max(-limit, Math.min(limit, (low + high) / 2));
}

/**
 * The position that a score stands for. A score can be any number, because it need not have been made of a position: it
 * counts as the integer of 64 bits that a cast in C makes of it on x86-64.
 */
export function positionOf(score: number): Position {
  let low = 0;
  let high = 0;
  if (score >= -TWO_63 && score < TWO_64) {
    low = score >>> 0;
    high = Math.floor(Math.trunc(score) / TWO_32) >>> 0;
  } else if (score < 0) high = 0x80000000;
  const y = (gather(low) | (gather(high) << 16)) >>> 0;
  const x = (gather(low >>> 1) | (gather(high >>> 1) << 16)) >>> 0;
  return { longitude: middle(x, LONGITUDE_LIMIT), latitude: middle(y, LATITUDE_LIMIT) };
}

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';
/** Letters of five bits each. */
const LETTER_VALUES = 32;

/** The geohash as other programs write it: eleven letters, of which the last is always 0, as it has no bits left. */
export function geohashText({ longitude, latitude }: Position): string {
  const step = MAXIMUM_STEP;
  // A position on the edge is written as if the map began again there.
  const x = indexOf(longitude, LONGITUDE_LIMIT, step) % ROW[step];
  const y = indexOf(latitude, POLE, step) % ROW[step];
  // The last two of the 52 bits are not shown.
  let rest = Math.floor(hashOf({ x, y, step }) / 4);
  let text = '0';
  for (let letter = 0; letter < 10; letter++) {
    text = ALPHABET[rest % LETTER_VALUES] + text;
    rest = Math.floor(rest / LETTER_VALUES);
  }
  return text;
}
