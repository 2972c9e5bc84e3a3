/**
 * Converts numbers with few digits, such as counters, prices, averages and times, to texts and back, with arithmetic on
 * integers, which is faster than V8's own conversions (`node bench/micro/v8.js decimal`). Where a function cannot tell
 * the exact answer it says so, by undefined or NaN, and its caller takes the general way.
 */
import { characterSet, trimEnd } from './character-set.ts';

const ZEROS = characterSet('0');
const POWERS = [1, 10, 100, 1000];
/** Integers below this have fast arithmetic in V8, which also remembers their texts. */
const LIMIT = 2 ** 31;
/**
 * Scaling a number rounds it, by no more than an eighth of this. A scaled number that is closer than this to a half
 * might therefore lie on its other side.
 */
const NEAR_HALF = 1e-6;

/** By count of digits, the texts of all numbers with so many, zeros in front: `07`. Constants, computed once. */
const PADDED = POWERS.map((power, digits) =>
  Array.from({ length: power }, (_, number) => `${number}`.padStart(digits, '0')),
);
/** Numbers of thousandths as they stand after the point, without zeros at the end: 125 is `125`, and 500 is `5`. */
const THOUSANDTHS = PADDED[3].map((digits) => trimEnd(digits, ZEROS));

/**
 * The shortest text of a number with up to three decimals: `-0.125`. Undefined for an integer, and for a number that is
 * not the nearest double to a whole number of thousandths.
 */
export function thousandthsText(value: number): string | undefined {
  const thousandths = Math.round(value * 1000);
  const magnitude = Math.abs(thousandths);
  if (!(magnitude < LIMIT) || thousandths / 1000 !== value) return undefined;
  const whole = Math.floor(magnitude / 1000);
  const rest = magnitude - whole * 1000;
  return rest === 0 ? undefined : `${value < 0 ? '-' : ''}${whole}.${THOUSANDTHS[rest]}`;
}

/** The same as `magnitude.toFixed(decimals)`, for up to three decimals; undefined where that is not certain. */
export function fixedText(magnitude: number, decimals: number): string | undefined {
  if (decimals >= POWERS.length) return undefined;
  const power = POWERS[decimals];
  const scaled = magnitude * power;
  if (!(scaled < LIMIT)) return undefined;
  const below = Math.floor(scaled);
  const rest = scaled - below;
  if (Math.abs(rest - 0.5) < NEAR_HALF) return undefined;
  const rounded = rest < 0.5 ? below : below + 1;
  if (decimals === 0) return `${rounded}`;
  const whole = Math.floor(rounded / power);
  return `${whole}.${PADDED[decimals][rounded - whole * power]}`;
}

/** A double holds every integer of so many digits exactly. */
const EXACT_DIGITS = 15;
const ZERO = 48;
const MINUS = 45;
const POINT = 46;
/**
 * A double holds these powers exactly. Dividing an exact integer by one of them therefore rounds just once, and gives the
 * double that is nearest to the decimal.
 */
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * The number that a text such as `12`, `-0.25` or `7.` stands for; NaN for a text that has another form or too many
 * digits.
 */
export function plainNumber(text: string): number {
  const { length } = text;
  const negative = length > 1 && text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  if (length === 0 || length > EXACT_DIGITS) return Number.NaN;
  let mantissa = 0;
  let point = length;
  for (let position = start; position < length; position++) {
    const code = text.charCodeAt(position);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (code === POINT && point === length && position > start) point = position;
    else return Number.NaN;
  }
  const magnitude = point >= length - 1 ? mantissa : mantissa / POWERS_OF_TEN[length - 1 - point];
  return negative ? -magnitude : magnitude;
}
