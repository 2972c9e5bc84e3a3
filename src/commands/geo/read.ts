/** What the commands on positions read and print: units, coordinates and distances. */
import { characterSet, trimEnd } from '../../bytes/character-set.ts';
import { formatFixed } from '../../bytes/printf.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { LATITUDE_LIMIT, LONGITUDE_LIMIT, type Position } from '../../data/geohash.ts';
import { double } from '../../engine/arguments.ts';
import * as argument from '../../engine/command-arguments.ts';
import { failure } from '../../engine/errors.ts';
import { DoubleReply, type Reply, type RespVersion } from '../../protocol/reply.ts';

const badUnit = failure('unsupported unit provided. please use M, KM, FT, MI');

/** The units of length, in metres. */
const UNITS = new Map([
  ['m', 1],
  ['km', 1000],
  ['ft', 0.3048],
  ['mi', 1609.34],
]);

/** The argument as COMMAND DOCS describes it, which is not optional everywhere. */
export const unitArgument = (options?: argument.ArgumentOptions) =>
  argument.oneof(
    'unit',
    [...UNITS.keys()].map((unit) => argument.pureToken(unit.toUpperCase())),
    options,
  );

/** How many metres a unit has. As for C, its name ends at the first NUL. */
export function metres(unit: string): number {
  const length = UNITS.get(untilNul(unit).toLowerCase());
  if (length === undefined) throw badUnit;
  return length;
}

export function position(longitudeText: string, latitudeText: string): Position {
  const longitude = double(longitudeText);
  const latitude = double(latitudeText);
  if (Math.abs(longitude) > LONGITUDE_LIMIT || Math.abs(latitude) > LATITUDE_LIMIT) {
    throw failure(`invalid longitude,latitude pair ${formatFixed(longitude, 6)},${formatFixed(latitude, 6)}`);
  }
  return { longitude, latitude };
}

const ZEROS = characterSet('0');
const POINT = characterSet('.');
const COORDINATE_DECIMALS = 17;

function coordinateReply(degrees: number, resp: RespVersion): Reply {
  const text = trimEnd(trimEnd(formatFixed(degrees, COORDINATE_DECIMALS), ZEROS), POINT);
  const shown = text === '-0' ? '0' : text;
  return resp === 2 ? shown : new DoubleReply(degrees, shown);
}

export function positionReply({ longitude, latitude }: Position, resp: RespVersion): Reply {
  return [coordinateReply(longitude, resp), coordinateReply(latitude, resp)];
}

/** Distances are printed with four decimals, as a count of ten-thousandths that is rounded half to even. */
const TEN_THOUSAND = 10_000;
/** What C makes of a distance that is not a number: rounding errors can make one of two opposite points of the earth. */
const NO_DISTANCE = '-922337203685477.5808';

export function distanceText(distance: number): string {
  const exact = distance * TEN_THOUSAND;
  if (Number.isNaN(exact)) return NO_DISTANCE;
  let rounded = Math.floor(exact);
  const rest = exact - rounded;
  if (rest > 0.5 || (rest === 0.5 && rounded % 2 === 1)) rounded++;
  const whole = Math.floor(rounded / TEN_THOUSAND);
  return `${whole}.${String(rounded - whole * TEN_THOUSAND).padStart(4, '0')}`;
}
