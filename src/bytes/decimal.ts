/**
 * Numbers with few digits, such as counters, prices, averages and times, to texts and back by way of integers.
 * They are many times as fast as V8's own conversions (`node bench/micro/v8.js decimal`). Each function says when
 * it cannot tell the exact answer.
 */

const POWERS = [1, 10, 100, 1000];
/** Integers below have fast arithmetic, and texts that V8 keeps. */
const LIMIT = 2 ** 31;
/** Products below the limit are off by an eighth of this at most. */
const NEAR_HALF = 1e-6;

/** For each count of digits the texts of all numbers that have so many: `07`. */
const PADDED = POWERS.map((power, digits) =>
  Array.from({ length: power }, (_, number) => `${number}`.padStart(digits, '0')),
);
/** Thousandths as they stand after the point: `125`, `5` for 500. */
const THOUSANDTHS = PADDED[3].map((digits) => digits.replace(/0+$/, ''));

/** The shortest text of a number that is the nearest one to some thousandths, and no integer: `-0.125`. */
export function thousandthsText(value: number): string | undefined {
  const thousandths = Math.round(value * 1000);
  const magnitude = Math.abs(thousandths);
  if (!(magnitude < LIMIT) || thousandths / 1000 !== value) return undefined;
  const whole = Math.floor(magnitude / 1000);
  const rest = magnitude - whole * 1000;
  return rest === 0 ? undefined : `${value < 0 ? '-' : ''}${whole}.${THOUSANDTHS[rest]}`;
}

/** `magnitude.toFixed(decimals)`, for up to three decimals. */
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

/** As many digits always make an integer that a double holds exactly. */
const EXACT_DIGITS = 15;
const ZERO = 48;
const MINUS = 45;
const POINT = 46;
/** Exact themselves, so that dividing an exact integer by one rounds once, as it should be. */
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/** The number that a text such as `12`, `-0.25` or `7.` is; NaN for any other text and for too many digits. */
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
