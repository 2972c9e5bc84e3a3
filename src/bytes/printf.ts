/**
 * C's `%f`, `%e` and `%g`, with glibc's digits for every double: the exact decimal expansion, rounded half to even.
 *
 * JavaScript's toFixed and toExponential are fast, and differ from that in three points only. They round up where the
 * number lies exactly between two decimals, toFixed writes numbers from 1e21 on in another form, and neither gives more
 * than 100 decimals. These cases are computed here with bigints, and everything else is left to them.
 *
 * `alternate` is C's flag `#`: there is always a decimal point, and `%g` keeps its zeros at the end.
 */
import { fixedText } from './decimal.ts';

const MAXIMUM_NATIVE_DIGITS = 100;

/** The powers of ten that a double holds exactly. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** 2^(n + 1) by n: a constant, because raising to a power takes as long as the rest of a short conversion. */
const TWICE_POWERS = Array.from({ length: 32 }, (_, power) => 2 ** (power + 1));

/** The NaNs that x86 makes, of 0/0 and inf - inf, are negative. JavaScript hides the sign, so every NaN prints so. */
function nonFinite(value: number): string {
  return Number.isNaN(value) ? '-nan' : value < 0 ? '-inf' : 'inf';
}

/** Scratch space: written and read within one synchronous call. */
const view = new DataView(new ArrayBuffer(8));

/** The sign of any number but NaN. */
function sign(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}

/**
 * Whether `magnitude` lies exactly between two decimals with `fraction` digits after the point. A negative `fraction`
 * means whole tens, hundreds and so on. The answer is also true where that cannot be told.
 */
function isTie(magnitude: number, fraction: number): boolean {
  if (fraction < 0) {
    if (fraction <= -EXACT_POWERS.length) return true;
    return magnitude % EXACT_POWERS[-fraction] === EXACT_POWERS[-fraction] / 2;
  }
  // The doubles that do are the odd multiples of 2^-(fraction + 1): they have just one decimal more, a 5.
  const scaled = magnitude * (fraction < TWICE_POWERS.length ? TWICE_POWERS[fraction] : 2 ** (fraction + 1));
  return scaled % 2 === 1;
}

/** A positive double as an exact fraction: numerator / 2^shift. */
function toFraction(magnitude: number): { numerator: bigint; shift: bigint } {
  view.setFloat64(0, magnitude);
  const raw = view.getBigUint64(0);
  const biased = Number(raw >> 52n);
  const mantissa = (raw & 0xfffffffffffffn) | (biased === 0 ? 0n : 1n << 52n);
  const exponent = (biased === 0 ? 1 : biased) - 1075;
  return exponent >= 0
    ? { numerator: mantissa << BigInt(exponent), shift: 0n }
    : { numerator: mantissa, shift: BigInt(-exponent) };
}

/** numerator / denominator, both positive, rounded to the nearest integer, and half to even. */
function divideToEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator - quotient * denominator);
  return twice > denominator || (twice === denominator && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The text of `numerator / 2^shift` with `fraction` digits after the point. */
export function fixedDigits(numerator: bigint, shift: bigint, fraction: number): string {
  const scaled = divideToEven(numerator * 10n ** BigInt(fraction), 1n << shift).toString();
  if (fraction === 0) return scaled;
  const padded = scaled.padStart(fraction + 1, '0');
  return `${padded.slice(0, -fraction)}.${padded.slice(-fraction)}`;
}

/** C's `%.<precision>f`. */
export function formatFixed(value: number, precision: number, alternate = false): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const magnitude = Math.abs(value);
  const quick = alternate ? undefined : fixedText(magnitude, precision);
  if (quick !== undefined) return sign(value) + quick;
  const native = magnitude < 1e21 && precision <= MAXIMUM_NATIVE_DIGITS && !isTie(magnitude, precision);
  let text: string;
  if (native) text = magnitude.toFixed(precision);
  else {
    const { numerator, shift } = toFraction(magnitude);
    text = fixedDigits(numerator, shift, precision);
  }
  return sign(value) + text + (alternate && precision === 0 ? '.' : '');
}

interface Scientific {
  /** `fraction + 1` digits without a point. */
  readonly digits: string;
  readonly exponent: number;
}

/** The first `fraction + 1` digits of a magnitude, rounded half to even, and the exponent of the first of them. */
function toScientific(magnitude: number, fraction: number): Scientific {
  if (magnitude === 0) return { digits: '0'.repeat(fraction + 1), exponent: 0 };
  if (fraction <= MAXIMUM_NATIVE_DIGITS) {
    const [digits, exponentText] = magnitude.toExponential(fraction).split('e');
    const exponent = Number(exponentText);
    // Where rounding up a tie gave one digit more, the last digit was a 9. That is odd, so half to even rounds up as well,
    // and it does not matter that the new exponent makes `isTie` look at another place.
    if (!isTie(magnitude, fraction - exponent)) return { digits: digits.replace('.', ''), exponent };
  }
  return exactScientific(magnitude, fraction);
}

function exactScientific(magnitude: number, fraction: number): Scientific {
  const { numerator, shift } = toFraction(magnitude);
  // The logarithm is an estimate of the exponent that may be one too high, so the search begins one below it. The first
  // exponent with which the digits are not too many is the right one, also where 9.99 is rounded up to 10.0.
  for (let exponent = Math.floor(Math.log10(magnitude)) - 1; ; exponent++) {
    const power = fraction - exponent;
    const rounded =
      power >= 0
        ? divideToEven(numerator * 10n ** BigInt(power), 1n << shift)
        : divideToEven(numerator, (1n << shift) * 10n ** BigInt(-power));
    const digits = rounded.toString();
    if (digits.length === fraction + 1) return { digits, exponent };
  }
}

function exponentText(exponent: number): string {
  const size = Math.abs(exponent);
  return `e${exponent < 0 ? '-' : '+'}${size < 10 ? '0' : ''}${size}`;
}

/** C's `%.<precision>e`. */
export function formatExponent(value: number, precision: number, alternate = false): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const { digits, exponent } = toScientific(Math.abs(value), precision);
  const fraction = precision > 0 || alternate ? `.${digits.slice(1)}` : '';
  return sign(value) + digits[0] + fraction + exponentText(exponent);
}

/** C's `%.<precision>g`: `precision` significant digits, without zeros at the end. */
export function formatGeneral(value: number, precision: number, alternate = false): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const significant = precision === 0 ? 1 : precision;
  // An integer with no more digits than asked for, as counters are, needs no rounding.
  if (!alternate && Number.isSafeInteger(value) && value !== 0) {
    if (significant >= 16 || Math.abs(value) < EXACT_POWERS[significant]) return `${value}`;
  }
  const { digits, exponent } = toScientific(Math.abs(value), significant - 1);
  const plain = exponent >= -4 && exponent < significant;
  let whole: string;
  let fraction: string;
  if (!plain) {
    whole = digits[0];
    fraction = digits.slice(1);
  } else if (exponent < 0) {
    whole = '0';
    fraction = '0'.repeat(-exponent - 1) + digits;
  } else {
    whole = digits.slice(0, exponent + 1);
    fraction = digits.slice(exponent + 1);
  }
  if (!alternate) {
    let end = fraction.length;
    while (end > 0 && fraction.charCodeAt(end - 1) === 48) end--;
    fraction = fraction.slice(0, end);
  }
  const point = fraction !== '' || alternate ? '.' : '';
  return sign(value) + whole + point + fraction + (plain ? '' : exponentText(exponent));
}
