/**
 * exp, log, pow and the trigonometric functions, rounded as C's are on the servers that scripts come from.
 *
 * glibc's results are the nearest doubles but for about one in a thousand; V8's are one unit in the last place off
 * for up to one in ten, and that shows: in `10 ^ 42 == 1e42`, and in every number that a script stores. Here values are
 * computed to some 68 bits, as sums of two doubles: functions return the greater part and leave the smaller one
 * in `low`. The tables are computed when they are first needed.
 */

let low = 0;

const SPLITTER = 2 ** 27 + 1;

/** a * b, exactly. */
function product(a: number, b: number): number {
  const result = a * b;
  const a1 = a * SPLITTER;
  const aHigh = a1 - (a1 - a);
  const aLow = a - aHigh;
  const b1 = b * SPLITTER;
  const bHigh = b1 - (b1 - b);
  const bLow = b - bHigh;
  low = aLow * bLow - (result - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  return result;
}

/** a + b, exactly. */
function sum(a: number, b: number): number {
  const result = a + b;
  const part = result - a;
  low = a - (result - part) + (b - part);
  return result;
}

/** Binary digits of the fixed-point numbers that tables and constants are computed with. */
const DIGITS = 240;
const ONE = 1n << BigInt(DIGITS);

/** A fixed-point number as a sum of doubles of so many bits each. */
function parts(fixed: bigint, count: number, bits = 53): number[] {
  const results: number[] = [];
  let rest = fixed;
  for (let position = 0; position < count; position++) {
    const magnitude = rest < 0n ? -rest : rest;
    const drop = BigInt(Math.max(0, magnitude.toString(2).length - bits));
    const head = (rest < 0n ? -1n : 1n) * ((magnitude >> drop) << drop);
    results.push(Number(head) * 2 ** -DIGITS);
    rest -= head;
  }
  return results;
}

/** atanh(1 / n), or atan(1 / n), as a fixed-point number. */
function inverseTangent(n: number, hyperbolic: boolean): bigint {
  const square = BigInt(n * n);
  let power = ONE / BigInt(n);
  let result = 0n;
  for (let divisor = 1n, sign = 1n; power !== 0n; divisor += 2n, power /= square) {
    result += (sign * power) / divisor;
    if (!hyperbolic) sign = -sign;
  }
  return result;
}

const LN2_FIXED = 2n * inverseTangent(3, true);
const PI_FIXED = 16n * inverseTangent(5, false) - 4n * inverseTangent(239, false);

// --- exp and pow ---

/** The exponent is split into multiples of ln 2 / 64 and a rest. */
const EXP_STEPS = 64;
const [EXP_STEP_1, EXP_STEP_2, EXP_STEP_3] = parts(LN2_FIXED / BigInt(EXP_STEPS), 3, 33);
const EXP_SCALE = EXP_STEPS / Math.LN2;
const EXP_MAXIMUM = 709.7;
const EXP_MINIMUM = -708.3;

/** Fixed-point square root. */
function rootOf(fixed: bigint): bigint {
  const target = fixed << BigInt(DIGITS);
  let root = 2n * ONE;
  for (;;) {
    const next = (root + target / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** 2 ^ (i / 64) for all i, greater and smaller part in turn. */
function exponentialTable(): Float64Array {
  let step = 2n * ONE;
  for (let size = 1; size < EXP_STEPS; size *= 2) step = rootOf(step);
  const table = new Float64Array(2 * EXP_STEPS);
  for (let position = 0, value = ONE; position < EXP_STEPS; position++) {
    table.set(parts(value, 2), 2 * position);
    value = (value * step) >> BigInt(DIGITS);
  }
  return table;
}

let exponentials: Float64Array | undefined;

/** e ^ (x + rest), for results that are neither infinite nor smaller than the smallest normal number. */
function exponential(x: number, rest: number): number {
  exponentials ??= exponentialTable();
  const count = Math.round(x * EXP_SCALE);
  const place = count & (EXP_STEPS - 1);
  // The first difference is exact, and so are the two products.
  const nearly = sum(x - count * EXP_STEP_1, -count * EXP_STEP_2);
  const r = sum(nearly, low - count * EXP_STEP_3 + rest);
  const rLow = low;
  const series = r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  const head = exponentials[2 * place];
  const tail = exponentials[2 * place + 1];
  const linear = product(head, r);
  const fraction = low + head * (series + rLow) + tail * (1 + r);
  const result = sum(head, linear);
  return (result + (low + fraction)) * 2 ** ((count - place) / EXP_STEPS);
}

/** C's `exp`. */
export function exp(x: number): number {
  return x > EXP_MINIMUM && x < EXP_MAXIMUM ? exponential(x, 0) : Math.exp(x);
}

/** C's `cosh`, which is computed from `exp`. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  if (!(size > Math.LN2 / 2 && size < 22)) return Math.cosh(x);
  const half = exp(size);
  return 0.5 * half + 0.5 / half;
}

// --- log ---

/** A number is split into a power of two, a multiple of 1/128 that its inverse is near, and a rest. */
const LOG_STEPS = 128;
const LOG_FIRST = 90;
const LOG_LAST = 182;
const [LN2_HEAD, LN2_TAIL] = parts(LN2_FIXED, 2, 42);

/** -log(i / 128) for all i from the first one on, greater and smaller part in turn. */
function logarithmTable(): Float64Array {
  const table = new Float64Array(2 * (LOG_LAST - LOG_FIRST + 1));
  const step = (n: number): bigint => 2n * inverseTangent(2 * n - 1, true);
  for (let n = LOG_STEPS + 1, value = 0n; n <= LOG_LAST; n++) {
    value -= step(n);
    table.set(parts(value, 2), 2 * (n - LOG_FIRST));
  }
  for (let n = LOG_STEPS, value = 0n; n > LOG_FIRST; n--) {
    value += step(n);
    table.set(parts(value, 2), 2 * (n - 1 - LOG_FIRST));
  }
  return table;
}

let logarithms: Float64Array | undefined;
const asDouble = new Float64Array(1);
const asWords = new Int32Array(asDouble.buffer);

/** The logarithm of a positive, finite number: the greater part, the smaller one in `low`. */
function logarithm(x: number): number {
  logarithms ??= logarithmTable();
  const isSubnormal = x < 2 ** -1022;
  asDouble[0] = isSubnormal ? x * 2 ** 54 : x;
  // From the square root of a half up to that of two.
  const offset = asWords[1] - 0x3fe6a09e;
  const exponent = (offset >> 20) - (isSubnormal ? 54 : 0);
  asWords[1] -= offset & ~0xfffff;
  const mantissa = asDouble[0];
  asWords[0] = 0;
  const upper = asDouble[0];
  const steps = Math.round(LOG_STEPS / mantissa);
  const inverse = steps / LOG_STEPS;
  const r = sum(upper * inverse - 1, (mantissa - upper) * inverse);
  const rLow = low;
  const square = product(r, r);
  const squareLow = low;
  const tail = r * square * series(r);
  const first = sum(exponent * LN2_HEAD, logarithms[2 * (steps - LOG_FIRST)]);
  let rest = low + exponent * LN2_TAIL + logarithms[2 * (steps - LOG_FIRST) + 1];
  const second = sum(first, r);
  rest += low;
  const third = sum(second, -0.5 * square);
  rest += low + (rLow - r * rLow - 0.5 * squareLow) + tail;
  return sum(third, rest);
}

/** The logarithm's series of 1 + r beyond its first two terms, divided by r^3. */
function series(r: number): number {
  return (
    1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r * (1 / 10)))))))
  );
}

/** C's `log`. */
export function log(x: number): number {
  return x > 0 && x < Number.POSITIVE_INFINITY ? logarithm(x) : Math.log(x);
}

/** `a ^ b`: C's `pow`, which unlike JavaScript's is 1 for 1 ^ nan and for (-1) ^ inf. */
export function power(base: number, exponent: number): number {
  if (exponent === 2) return base * base;
  if (base === 1) return 1;
  if (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY) return 1;
  const size = Math.abs(base);
  const isOrdinary = size > 0 && size < Number.POSITIVE_INFINITY && Math.abs(exponent) < 2 ** 64;
  const nearly = base ** exponent;
  if (!isOrdinary || exponent === 0) return nearly;
  if (base < 0 && !Number.isInteger(exponent)) return Number.NaN;
  if (exponent === 0.5) return Math.sqrt(base);
  // V8 is off by less than one unit in the last place, less than a quarter here: rounding gives the exact result.
  const isWhole = exponent > 0 && Number.isInteger(base) && Number.isInteger(exponent);
  if (isWhole && Math.abs(nearly) < 2 ** 51) return Math.round(nearly);
  const head = logarithm(size);
  const tail = low * exponent;
  const scaled = product(head, exponent);
  if (!(scaled > EXP_MINIMUM && scaled < EXP_MAXIMUM)) return nearly;
  const result = exponential(scaled, low + tail);
  return base < 0 && exponent % 2 !== 0 ? -result : result;
}

// --- sin, cos and what follows from them ---

/** Angles are split into multiples of pi / 2, multiples of 1/64 and a rest. */
const ANGLE_STEPS = 64;
const ANGLE_LAST = 52;
const QUARTERS = parts(PI_FIXED / 2n, 3);
const LARGEST_ANGLE = 2 ** 45;

/** Sine and cosine of i / 64 for all i, each as greater and smaller part in turn. */
function angleTable(): Float64Array {
  const table = new Float64Array(4 * (ANGLE_LAST + 1));
  const angle = ONE / BigInt(ANGLE_STEPS);
  let [stepSine, stepCosine] = [0n, 0n];
  for (let term = ONE, n = 0n; term !== 0n; n++, term = (term * angle) / (n * ONE)) {
    const signed = n % 4n < 2n ? term : -term;
    if (n % 2n === 0n) stepCosine += signed;
    else stepSine += signed;
  }
  for (let position = 0, sine = 0n, cosine = ONE; position <= ANGLE_LAST; position++) {
    table.set([...parts(sine, 2), ...parts(cosine, 2)], 4 * position);
    [sine, cosine] = [
      (sine * stepCosine + cosine * stepSine) / ONE,
      (cosine * stepCosine - sine * stepSine) / ONE,
    ];
  }
  return table;
}

let angles: Float64Array | undefined;
/** What `turn` found: sine and cosine, each as a sum of two. */
let sine = 0;
let sineLow = 0;
let cosine = 0;
let cosineLow = 0;

/** Finds sine and cosine of an angle that is not too large. */
function turn(x: number): void {
  angles ??= angleTable();
  const quarters = Math.round(x / QUARTERS[0]);
  let r = x;
  let rest = 0;
  for (let part = 0; quarters !== 0 && part < QUARTERS.length; part++) {
    const multiple = product(quarters, QUARTERS[part]);
    rest -= low;
    r = sum(r, -multiple);
    rest += low;
    r = sum(r, rest);
    rest = low;
  }
  const size = Math.abs(r);
  const place = 4 * Math.round(size * ANGLE_STEPS);
  const d = size - place / (4 * ANGLE_STEPS);
  const dLow = r < 0 ? -rest : rest;
  const square = d * d;
  const sineTail = d * square * (-1 / 6 + square * (1 / 120 - square * (1 / 5040))) + dLow;
  const cosineTail = square * (-1 / 2 + square * (1 / 24 - square * (1 / 720))) - d * dLow;
  const s = angles[place];
  const sLow = angles[place + 1];
  const c = angles[place + 2];
  const cLow = angles[place + 3];
  const along = product(c, d);
  const alongLow = low;
  const aside = product(s, d);
  const asideLow = low;
  let head = sum(s, along);
  head = sum(head, low + alongLow + c * sineTail + s * cosineTail + sLow + cLow * d);
  const ownSine = r < 0 ? -head : head;
  const ownSineLow = r < 0 ? -low : low;
  head = sum(c, -aside);
  head = sum(head, low - asideLow + c * cosineTail - s * sineTail + cLow - sLow * d);
  const quadrant = ((quarters % 4) + 4) % 4;
  const swapped = quadrant % 2 === 1;
  const sineSign = quadrant < 2 ? 1 : -1;
  const cosineSign = quadrant === 1 || quadrant === 2 ? -1 : 1;
  sine = sineSign * (swapped ? head : ownSine);
  sineLow = sineSign * (swapped ? low : ownSineLow);
  cosine = cosineSign * (swapped ? ownSine : head);
  cosineLow = cosineSign * (swapped ? ownSineLow : low);
}

/** Angles that need no care, or more of it than is taken here. */
function isPlain(x: number): boolean {
  const size = Math.abs(x);
  return !(size > 2 ** -26 && size < LARGEST_ANGLE);
}

/** C's `sin`. */
export function sin(x: number): number {
  if (isPlain(x)) return Math.sin(x);
  turn(x);
  return sine;
}

/** C's `cos`. */
export function cos(x: number): number {
  if (isPlain(x)) return Math.cos(x);
  turn(x);
  return cosine;
}

/** C's `tan`. */
export function tan(x: number): number {
  if (isPlain(x)) return Math.tan(x);
  turn(x);
  const quotient = sine / cosine;
  const rest = sine - product(quotient, cosine) - low + sineLow - quotient * cosineLow;
  return quotient + rest / cosine;
}

// The inverse functions correct V8's result by one step of Newton's method.

/** C's `asin`. */
export function asin(x: number): number {
  const nearly = Math.asin(x);
  if (isPlain(x) || Math.abs(x) >= 1) return nearly;
  turn(nearly);
  return nearly + (x - sine - sineLow) / cosine;
}

/** C's `acos`. */
export function acos(x: number): number {
  const nearly = Math.acos(x);
  if (isPlain(x) || Math.abs(x) >= 1) return nearly;
  turn(nearly);
  return nearly + (cosine - x + cosineLow) / sine;
}

/** C's `atan2`. */
export function atan2(y: number, x: number): number {
  const nearly = Math.atan2(y, x);
  const ySize = Math.abs(y);
  const xSize = Math.abs(x);
  const isOrdinary = ySize > 2 ** -400 && xSize > 2 ** -400 && ySize < 2 ** 400 && xSize < 2 ** 400;
  if (!isOrdinary || isPlain(nearly)) return nearly;
  turn(nearly);
  const left = product(y, cosine);
  const leftLow = low + y * cosineLow;
  const right = product(x, sine);
  const rest = left - right + (leftLow - low - x * sineLow);
  return nearly + rest / (x * cosine + y * sine);
}

/** C's `atan`. */
export function atan(x: number): number {
  return atan2(x, 1);
}
