/**
 * exp, log, pow and the trigonometric functions, with the results that C's functions have on a Redis server.
 *
 * glibc's results are nearly always the doubles that are nearest to the exact values. V8's are off by one unit in the last
 * place much more often, which a script can see: `10 ^ 42 == 1e42` would be false, and numbers that it stores would
 * differ. So values are computed here to more bits than a double has, about 68, as sums of two doubles. A function that
 * computes such a sum returns the greater part, the head, and leaves the smaller part, the tail, in `low`.
 *
 * What this module holds is safe to share: constants, of which the tables are computed when they are first needed; scratch
 * space; and second results, which a caller reads before it calls anything else. No value of an engine is used after the
 * call.
 */

/** The tail of the sum that was computed last. */
let low = 0;

/** Multiplying a double by this separates the upper 26 bits of its mantissa from the lower ones (Veltkamp, Dekker). */
const SPLITTER = 2 ** 27 + 1;

/** a * b, exactly: the rounded product, and its error in `low`. */
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

/** a + b, exactly: the rounded sum, and its error in `low`. */
function sum(a: number, b: number): number {
  const result = a + b;
  const part = result - a;
  low = a - (result - part) + (b - part);
  return result;
}

/**
 * Tables and constants are computed with fixed-point numbers: bigints that stand for themselves divided by `ONE`. This is
 * how many binary digits they have after the point.
 */
const DIGITS = 240;
const ONE = 1n << BigInt(DIGITS);

/** A fixed-point number as a sum of `count` doubles, the greatest first, each of no more than `bits` bits. */
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

/** atanh(1 / n) if `hyperbolic`, else atan(1 / n), as a fixed-point number. */
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

/** For e ^ x, x is split into a multiple of ln 2 / 64 and a rest: a power of 2 from the table, times a short series. */
const EXP_STEPS = 64;
const [EXP_STEP_1, EXP_STEP_2, EXP_STEP_3] = parts(LN2_FIXED / BigInt(EXP_STEPS), 3, 33);
const EXP_SCALE = EXP_STEPS / Math.LN2;
/** Between these bounds results are neither infinite nor subnormal. */
const EXP_MAXIMUM = 709.7;
const EXP_MINIMUM = -708.3;

/** The square root of a fixed-point number, by Newton's method. */
function rootOf(fixed: bigint): bigint {
  const target = fixed << BigInt(DIGITS);
  let root = 2n * ONE;
  for (;;) {
    const next = (root + target / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** 2 ^ (i / 64) for i from 0 to 63: head and tail in turn. */
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

/** e ^ (x + rest), for x between `EXP_MINIMUM` and `EXP_MAXIMUM`, and a rest that is tiny beside it. */
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

/**
 * For log x, x is split into a power of two and a mantissa, and the mantissa is multiplied by a multiple of 1/128 that
 * is near its inverse. The product is 1 + r with a small r: its logarithm is a short series, and those of the other two
 * factors come from constants.
 */
const LOG_STEPS = 128;
const LOG_FIRST = 90;
const LOG_LAST = 182;
const [LN2_HEAD, LN2_TAIL] = parts(LN2_FIXED, 2, 42);

/** -log(i / 128) for i from `LOG_FIRST` to `LOG_LAST`: head and tail in turn. */
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

/** The logarithm of a positive, finite number: its head, with the tail in `low`. */
function logarithm(x: number): number {
  logarithms ??= logarithmTable();
  const isSubnormal = x < 2 ** -1022;
  asDouble[0] = isSubnormal ? x * 2 ** 54 : x;
  // The exponent is chosen so that the mantissa lies between the square roots of 1/2 and of 2.
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

/** The series of log(1 + r) without its first two terms, r and -r^2 / 2, divided by r^3. */
function series(r: number): number {
  return (
    1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r * (1 / 10)))))))
  );
}

/** C's `log`. */
export function log(x: number): number {
  return x > 0 && x < Number.POSITIVE_INFINITY ? logarithm(x) : Math.log(x);
}

/** C's `pow`, which unlike JavaScript's `**` answers 1 for 1 ^ nan and for (-1) ^ inf. */
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
  // V8 is off by less than a unit in the last place, which is at most 1/4 here: rounding gives the exact integer.
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

/**
 * An angle is split into a multiple of pi / 2, a multiple of 1/64 and a rest d: sine and cosine of the second come from
 * the table, those of d are short series, and the addition formulas put them together.
 */
const ANGLE_STEPS = 64;
const ANGLE_LAST = 52;
const QUARTERS = parts(PI_FIXED / 2n, 3);
const LARGEST_ANGLE = 2 ** 45;

/** Sine and cosine of i / 64 for i from 0 to `ANGLE_LAST`: head and tail of the sine, then those of the cosine. */
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
/** What `turn` found: sine and cosine, each as head and tail. */
let sine = 0;
let sineLow = 0;
let cosine = 0;
let cosineLow = 0;

/** Computes `sine` and `cosine` of an angle whose size is below `LARGEST_ANGLE`. */
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

/** Whether V8's result is taken: the angle is NaN, or so small that the result is right, or too large for this module. */
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

// Each inverse function takes V8's result and corrects it by one step of Newton's method.

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
