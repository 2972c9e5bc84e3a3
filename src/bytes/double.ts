/**
 * Doubles: how C's `strtod` reads them, and how Redis prints them in replies and scores.
 *
 * Reading is strict where Redis is: the whole byte string must be the number, and `nan` is refused, as are numbers that
 * are too large or too small for a double. Integers are printed with plain digits, and all other numbers by `shortest.ts`.
 */
import {
  BLANKS,
  type CharacterSet,
  characterSet,
  charactersFrom,
  DIGITS,
  endOfRun,
  HEX_DIGITS,
} from './character-set.ts';
import { plainNumber } from './decimal.ts';
import { formatShortest } from './shortest.ts';

/** A number read from the start of a text. */
export interface ScannedDouble {
  readonly value: number;
  /** Position after the last character that belongs to the number. */
  readonly end: number;
  /** The number was too large or too small for a double: C's ERANGE, together with infinity or zero. */
  readonly outOfRange: boolean;
}

/** Is told how many more characters have been read, every now and then while a long text is. It may raise an exception. */
export type Pause = (characters: number) => void;

/** The parts of C's hexadecimal floating-point text after its `0x`. */
export interface HexadecimalParts {
  readonly mantissa: bigint;
  /** The value is mantissa * 2^exponent. */
  readonly exponent: number;
}

const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const LETTER_E = 101;
const LETTER_P = 112;
const LETTER_X = 120;
const ZEROS = characterSet('0');
const NAN_CHARACTERS = characterSet(
  `_${charactersFrom('0', '9')}${charactersFrom('a', 'z')}${charactersFrom('A', 'Z')}`,
);
/** How many characters are read between two pauses. */
const WINDOW = 65_536;
/** Of more significant digits than these only whether all others are zeros decides which way a double is rounded. */
const DECIMAL_DIGITS = 800;
const HEXADECIMAL_DIGITS = 32;
/** Beyond this the exponent of a text that fits into the memory makes infinity or zero. */
const LARGEST_EXPONENT = 1e12;

/** Splits `1.8p3` (the text after `0x`) into an exact mantissa and a power of two. */
export function splitHexadecimal(text: string): HexadecimalParts {
  const power = text.toLowerCase().indexOf('p');
  const digits = power < 0 ? text : text.slice(0, power);
  const point = digits.indexOf('.');
  const whole = point < 0 ? digits : digits.slice(0, point);
  const fraction = point < 0 ? '' : digits.slice(point + 1);
  const exponent = power < 0 ? 0 : Number(text.slice(power + 1));
  return { mantissa: BigInt(`0x0${whole}${fraction}`), exponent: exponent - 4 * fraction.length };
}

/** Where a run of characters of a set ends, as `endOfRun` finds it. */
function endOfLongRun(text: string, start: number, set: CharacterSet, pause: Pause | undefined): number {
  for (let position = start; ; position += WINDOW) {
    const end = Math.min(position + WINDOW, text.length);
    const reached = endOfRun(text, position, set, end);
    if (reached < end || end === text.length) return reached;
    pause?.(WINDOW);
  }
}

/** Reads one number out of a text. */
class NumberScanner {
  private readonly text: string;
  private readonly pause: Pause | undefined;
  /** The digits that have been found: they begin at `start`, have their point at `point`, and end at `end`. */
  private start = 0;
  private point = 0;
  private end = 0;

  constructor(text: string, pause: Pause | undefined) {
    this.text = text;
    this.pause = pause;
  }

  scan(from: number): ScannedDouble | undefined {
    const { text } = this;
    let position = endOfLongRun(text, from, BLANKS, this.pause);
    const first = text.charCodeAt(position);
    const sign = first === MINUS ? -1 : 1;
    if (first === MINUS || first === PLUS) position++;
    const isHexadecimal = text[position] === '0' && (text.charCodeAt(position + 1) | 32) === LETTER_X;
    if (isHexadecimal && this.findDigits(position + 2, HEX_DIGITS)) {
      const end = this.endOfExponent(LETTER_P);
      return this.result(sign, this.hexadecimalValue(end), end);
    }
    if (!this.findDigits(position, DIGITS)) return scanWord(text, position, sign);
    const end = this.endOfExponent(LETTER_E);
    const isShort = end - position <= DECIMAL_DIGITS;
    return this.result(sign, isShort ? Number(text.slice(position, end)) : this.decimalValue(end), end);
  }

  private result(sign: number, value: number, end: number): ScannedDouble {
    const isTooSmall = value === 0 && this.significant(1).digits !== '0';
    return { value: sign * value, end, outOfRange: value === Infinity || isTooSmall };
  }

  /** Finds the digits at a position, with at most one point among them; false where there is no digit. */
  private findDigits(start: number, set: CharacterSet): boolean {
    const { text, pause } = this;
    const point = endOfLongRun(text, start, set, pause);
    const hasPoint = text.charCodeAt(point) === POINT;
    this.start = start;
    this.point = point;
    this.end = hasPoint ? endOfLongRun(text, point + 1, set, pause) : point;
    return this.end > (hasPoint ? start + 1 : start);
  }

  /** Where the exponent behind the digits ends, which begins with a letter in either case. */
  private endOfExponent(letter: number): number {
    const { text, end } = this;
    if ((text.charCodeAt(end) | 32) !== letter) return end;
    const sign = text.charCodeAt(end + 1);
    const digits = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
    const last = endOfLongRun(text, digits, DIGITS, this.pause);
    return last === digits ? end : last;
  }

  /** The exponent behind the digits, which ends at `end`; 0 if there is none. */
  private exponent(end: number): number {
    const { text } = this;
    if (end === this.end) return 0;
    const sign = text.charCodeAt(this.end + 1);
    const digits = sign === PLUS || sign === MINUS ? this.end + 2 : this.end + 1;
    const first = endOfLongRun(text, digits, ZEROS, this.pause);
    const magnitude = Math.min(Number(text.slice(first, Math.min(end, first + 20))), LARGEST_EXPONENT);
    return sign === MINUS ? -magnitude : magnitude;
  }

  /**
   * The first significant digits and a scale: the digits times the base to the power of the scale are the number, or
   * nearly so. If there are further digits, other than zeros, a 1 stands for them.
   */
  private significant(count: number): { digits: string; scale: number } {
    const { text, point, end } = this;
    const first = this.skipZeros(this.start);
    if (first >= end) return { digits: '0', scale: 0 };
    let digits = '';
    let at = first;
    for (; at < end && digits.length < count; at++) if (at !== point) digits += text[at];
    const last = at - 1;
    const scale = last < point ? point - last - 1 : point - last;
    return this.skipZeros(at) < end ? { digits: `${digits}1`, scale: scale - 1 } : { digits, scale };
  }

  /** The first position from `start` on that has neither a zero nor the point. */
  private skipZeros(start: number): number {
    const position = endOfLongRun(this.text, start, ZEROS, this.pause);
    return position === this.point ? endOfLongRun(this.text, position + 1, ZEROS, this.pause) : position;
  }

  private decimalValue(end: number): number {
    const { digits, scale } = this.significant(DECIMAL_DIGITS);
    return Number(`${digits}e${scale + this.exponent(end)}`);
  }

  private hexadecimalValue(end: number): number {
    const { digits, scale } = this.significant(HEXADECIMAL_DIGITS);
    return scaledByTwo(BigInt(`0x${digits}`), 4 * scale + this.exponent(end));
  }
}

/** mantissa * 2^exponent, rounded once. */
function scaledByTwo(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  const top = bits + exponent;
  if (top > 1024) return Infinity;
  if (top < -1075) return 0;
  // Keep as many bits as the result has, which are fewer for a subnormal result, and round once, half to even.
  const kept = Math.min(53, top + 1074);
  const drop = bits - kept;
  let scaled = mantissa;
  if (drop > 0) {
    const shift = BigInt(drop);
    const half = 1n << (shift - 1n);
    const rest = mantissa & ((1n << shift) - 1n);
    scaled = mantissa >> shift;
    if (rest > half || (rest === half && (scaled & 1n) === 1n)) scaled += 1n;
  }
  const scale = exponent + Math.max(drop, 0);
  // In two steps, because 2^scale alone may be too large or too small for a double while the product is not.
  const step = Math.trunc(scale / 2);
  return Number(scaled) * 2 ** step * 2 ** (scale - step);
}

function beginsWith(text: string, position: number, word: string): boolean {
  return text.slice(position, position + word.length).toLowerCase() === word;
}

/** `inf`, `infinity`, `nan` or `nan(characters)`. */
function scanWord(text: string, start: number, sign: number): ScannedDouble | undefined {
  if (beginsWith(text, start, 'inf')) {
    const end = start + (beginsWith(text, start, 'infinity') ? 8 : 3);
    return { value: sign * Infinity, end, outOfRange: false };
  }
  if (!beginsWith(text, start, 'nan')) return undefined;
  let end = start + 3;
  if (text[end] === '(') {
    const close = endOfRun(text, end + 1, NAN_CHARACTERS);
    if (text[close] === ')') end = close + 1;
  }
  return { value: Number.NaN, end, outOfRange: false };
}

/** Reads the longest number at `start` as C's strtod does, with blanks before it allowed; undefined if there is none. */
export function scanDouble(text: string, start = 0, pause?: Pause): ScannedDouble | undefined {
  return new NumberScanner(text, pause).scan(start);
}

/**
 * Parses a whole byte string as a double under Redis's rules: decimal, hexadecimal, or `inf` and `infinity` in any case,
 * each with an optional sign. Undefined for all other texts, among them `nan` and those with blanks, and for numbers that
 * are too large or too small for a double.
 */
export function parseDouble(text: string): number | undefined {
  const plain = plainNumber(text);
  if (!Number.isNaN(plain)) return plain;
  if (BLANKS[text.charCodeAt(0)] === 1) return undefined;
  const scanned = scanDouble(text);
  if (scanned === undefined || scanned.end !== text.length) return undefined;
  if (scanned.outOfRange || Number.isNaN(scanned.value)) return undefined;
  return scanned.value;
}

/** Beyond this size Redis prints even integers as `formatShortest` does. */
const INTEGER_LIMIT = 2 ** 62;

/** Prints a double as Redis does in RESP3 doubles and in scores: `3`, `0.1`, `1e+25`, `inf`, `-inf`, `nan`. */
export function formatDouble(value: number): string {
  if (Number.isSafeInteger(value)) return value === 0 && 1 / value < 0 ? '-0' : `${value}`;
  if (Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (value >= -INTEGER_LIMIT && value <= INTEGER_LIMIT && Number.isInteger(value)) return `${BigInt(value)}`;
  return formatShortest(value);
}
