/**
 * Numbers as C's strtod reads them from a byte string: decimal, hexadecimal with a binary exponent,
 * `inf`, `infinity`, `nan`, each with a sign and after blanks. Correctly rounded.
 */

const BLANK = /[ \t-\r]*/y;
const DECIMAL = /[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const HEXADECIMAL = /([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)(?:[pP]([+-]?[0-9]+))?/y;
const SPECIAL = /([+-]?)(inf(?:inity)?|nan(?:\([0-9A-Za-z_]*\))?)/iy;

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** digits * 2^exponent, rounded once. */
function scaleHexadecimal(digits: string, exponent: number): number {
  if (digits.length <= 13 && exponent >= -1000 && exponent <= 900)
    return Number.parseInt(digits || '0', 16) * 2 ** exponent;
  let mantissa = BigInt(`0x${digits || '0'}`);
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  if (bits + exponent > 1024) return Infinity;
  if (bits + exponent < -1080) return 0;
  // Keep the bits that a double has at this magnitude (fewer when subnormal), and round half to even.
  const kept = Math.min(53, bits + exponent + 1074);
  const dropped = bits - kept;
  let scale = exponent;
  if (dropped > 0) {
    const shift = BigInt(dropped);
    const rest = mantissa & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    mantissa >>= shift;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    scale += dropped;
  }
  // Two steps, because 2 ** scale alone may be out of range although the product is not.
  const first = Math.trunc(scale / 2);
  return Number(mantissa) * 2 ** first * 2 ** (scale - first);
}

/**
 * Reads the longest number at the start of `text`. Returns its value and the position after it, or
 * `undefined` where there is none.
 */
export function readCNumber(text: string): { value: number; end: number } | undefined {
  const start = matchAt(BLANK, text, 0)?.[0].length ?? 0;
  const hexadecimal = matchAt(HEXADECIMAL, text, start);
  if (hexadecimal !== null) {
    const [all, sign, whole = '', fraction = '', exponent = '0'] = hexadecimal;
    if (whole !== '' || fraction !== '') {
      const power = Math.max(-1e9, Math.min(1e9, Number(exponent))) - 4 * fraction.length;
      const magnitude = scaleHexadecimal((whole + fraction).replace(/^0+/, ''), power);
      return { value: sign === '-' ? -magnitude : magnitude, end: start + all.length };
    }
  }
  const decimal = matchAt(DECIMAL, text, start);
  if (decimal !== null) return { value: Number(decimal[0]), end: start + decimal[0].length };
  const special = matchAt(SPECIAL, text, start);
  if (special === null) return undefined;
  const [all, sign, word = ''] = special;
  const magnitude = /^i/i.test(word) ? Infinity : NaN;
  return { value: sign === '-' ? -magnitude : magnitude, end: start + all.length };
}

const PLAIN_INTEGER = /^-?[0-9]{1,15}$/;
const TRAILING = /^[ \t-\r]*$/;

/**
 * The number that Lua 5.1 sees in a string: one number with blanks around it, up to a NUL if there is
 * one. `undefined` when it is not a number.
 */
export function parseLuaNumber(text: string): number | undefined {
  if (PLAIN_INTEGER.test(text)) return Number(text);
  const nul = text.indexOf('\0');
  const seen = nul < 0 ? text : text.slice(0, nul);
  const number = readCNumber(seen);
  if (number === undefined || !TRAILING.test(seen.slice(number.end))) return undefined;
  return number.value;
}
