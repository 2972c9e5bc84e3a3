/**
 * Prints a double with the digits that the algorithm Grisu2 finds (Florian Loitsch, "Printing Floating-Point Numbers
 * Quickly and Accurately with Integers", 2010), in Redis's layout.
 *
 * Grisu2's digits always read back as the same double, but now and then there is one more of them than the shortest text
 * needs, which is what `String(value)` gives. Redis prints Grisu2's digits, so they have to be computed here.
 *
 * A 64-bit integer is a pair of doubles that hold integers: `high` * 2^32 + `low`. The variables of this module are a
 * constant table and scratch space that is written and read within one synchronous call of `formatShortest`.
 */

const TWO32 = 2 ** 32;
const FIRST_POWER = -348;
const POWER_STEP = 8;
const POWER_COUNT = 87;
/**
 * The number is multiplied by a power of ten that brings its binary exponent between these two, so that its integer part
 * has no more than 32 bits.
 */
const LOWEST_EXPONENT = -60;
const HIGHEST_EXPONENT = -32;

const powerHigh = new Float64Array(POWER_COUNT);
const powerLow = new Float64Array(POWER_COUNT);
const powerExponent = new Int32Array(POWER_COUNT);

/** Fills the table of 10^k for k = -348, -340, ...: significands of 64 bits, rounded to nearest, and their exponents. */
function computePowers(): void {
  for (let index = 0; index < POWER_COUNT; index++) {
    const power = FIRST_POWER + index * POWER_STEP;
    const magnitude = 10n ** BigInt(Math.abs(power));
    const length = magnitude.toString(2).length;
    let significand: bigint;
    let exponent: number;
    if (power < 0) {
      exponent = -(length + 63);
      significand = ((1n << BigInt(length + 64)) / magnitude + 1n) >> 1n;
    } else {
      exponent = length - 64;
      significand =
        exponent <= 0 ? magnitude << BigInt(-exponent) : ((magnitude >> BigInt(exponent - 1)) + 1n) >> 1n;
    }
    powerHigh[index] = Number(significand >> 32n);
    powerLow[index] = Number(significand & 0xffffffffn);
    powerExponent[index] = exponent;
  }
}
// The table is a constant, which takes code to write down.
computePowers();

const bits = new DataView(new ArrayBuffer(8));
/** The digits of the number that is printed, as character codes. */
const digits = new Uint8Array(20);

let resultHigh = 0;
let resultLow = 0;

/** The upper 64 bits of the product of two 64-bit integers, rounded: in `resultHigh` and `resultLow`. */
function multiplyUpper(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  // A product of two 32-bit words, as a double, is off by less than 2^12. Its low word comes exactly from `imul`. The rest,
  // divided by 2^32, is therefore so close to the high word that rounding gives it exactly.
  const lowLowLow = Math.imul(aLow, bLow) >>> 0;
  const lowLowHigh = Math.round((aLow * bLow - lowLowLow) / TWO32);
  const highLowLow = Math.imul(aHigh, bLow) >>> 0;
  const highLowHigh = Math.round((aHigh * bLow - highLowLow) / TWO32);
  const lowHighLow = Math.imul(aLow, bHigh) >>> 0;
  const lowHighHigh = Math.round((aLow * bHigh - lowHighLow) / TWO32);
  const highHighLow = Math.imul(aHigh, bHigh) >>> 0;
  const highHighHigh = Math.round((aHigh * bHigh - highHighLow) / TWO32);
  const middle = highLowLow + lowHighLow + lowLowHigh + 2 ** 31;
  const low = highHighLow + highLowHigh + lowHighHigh + Math.floor(middle / TWO32);
  const carry = Math.floor(low / TWO32);
  resultHigh = highHighHigh + carry;
  resultLow = low - carry * TWO32;
}

/** The index of the power of ten that brings a number with this binary exponent between the two bounds. */
function choosePower(exponent: number): number {
  const estimate = Math.trunc(-(exponent + POWER_COUNT) * 0.30102999566398114);
  let index = Math.trunc((estimate - FIRST_POWER) / POWER_STEP);
  for (;;) {
    const reached = exponent + powerExponent[index] + 64;
    if (reached < LOWEST_EXPONENT) index++;
    else if (reached > HIGHEST_EXPONENT) index--;
    else return index;
  }
}

/** Negative, zero or positive as the first pair is below, equal to or above the second. Only the sign is exact. */
function comparePairs(aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  return (aHigh - bHigh) * TWO32 + (aLow - bLow);
}

/** Lowers the last digit as long as the digits come closer to the number and still read back as it. */
function roundLastDigit(
  count: number,
  deltaHigh: number,
  deltaLow: number,
  restHigh: number,
  restLow: number,
  stepHigh: number,
  stepLow: number,
  distanceHigh: number,
  distanceLow: number,
): void {
  let high = restHigh;
  let low = restLow;
  while (
    comparePairs(high, low, distanceHigh, distanceLow) < 0 &&
    comparePairs(deltaHigh, deltaLow, high + stepHigh, low + stepLow) >= 0 &&
    (comparePairs(high + stepHigh, low + stepLow, distanceHigh, distanceLow) < 0 ||
      comparePairs(2 * distanceHigh, 2 * distanceLow, 2 * high + stepHigh, 2 * low + stepLow) > 0)
  ) {
    digits[count - 1]--;
    high += stepHigh;
    low += stepLow;
  }
}

/** The exponent of ten that belongs to `digits`, taken as an integer. */
let decimalExponent = 0;

/** Fills `digits` for a positive finite number; returns their count and sets `decimalExponent`. */
function generate(value: number): number {
  bits.setFloat64(0, value);
  const upperWord = bits.getUint32(0);
  const lowWord = bits.getUint32(4);
  const biased = upperWord >>> 20;
  const highWord = (upperWord & 0xfffff) + (biased === 0 ? 0 : 0x100000);
  const exponent = (biased === 0 ? 1 : biased) - 1075;

  // Shift the number up so that it has 64 bits, and with it the bounds: the middles between it and its two neighbours.
  const magnitude = highWord === 0 ? Math.clz32(lowWord) + 32 : Math.clz32(highWord);
  const scale = 2 ** magnitude;
  let normalHigh = highWord * scale;
  let normalLow = lowWord * scale;
  const carry = Math.floor(normalLow / TWO32);
  normalHigh += carry;
  normalLow -= carry * TWO32;
  const normalExponent = exponent - magnitude;
  const half = 2 ** (magnitude - 1);
  // The neighbour below a power of two is nearer than the one above.
  const isPowerOfTwo = highWord === 0x100000 && lowWord === 0;
  const below = isPowerOfTwo ? half / 2 : half;
  const upperSum = normalLow + half;
  const upperCarry = Math.floor(upperSum / TWO32);
  const upperHigh = normalHigh + upperCarry;
  const upperLow = upperSum - upperCarry * TWO32;
  const lowerDifference = normalLow - below;
  const lowerBorrow = Math.floor(lowerDifference / TWO32);
  const lowerHigh = normalHigh + lowerBorrow;
  const lowerLow = lowerDifference - lowerBorrow * TWO32;

  const index = choosePower(normalExponent);
  const tenHigh = powerHigh[index];
  const tenLow = powerLow[index];
  decimalExponent = -(FIRST_POWER + index * POWER_STEP);

  multiplyUpper(normalHigh, normalLow, tenHigh, tenLow);
  const wHigh = resultHigh;
  const wLow = resultLow;
  multiplyUpper(lowerHigh, lowerLow, tenHigh, tenLow);
  // Both bounds move inwards by one unit, because the products are rounded.
  const bottomHigh = resultHigh;
  const bottomLow = resultLow + 1;
  multiplyUpper(upperHigh, upperLow, tenHigh, tenLow);
  let topLow = resultLow - 1;
  let topHigh = resultHigh;
  if (topLow < 0) {
    topLow += TWO32;
    topHigh--;
  }
  let borrow = Math.floor((topLow - wLow) / TWO32);
  let distanceHigh = topHigh - wHigh + borrow;
  let distanceLow = topLow - wLow - borrow * TWO32;
  borrow = Math.floor((topLow - bottomLow) / TWO32);
  let deltaHigh = topHigh - bottomHigh + borrow;
  let deltaLow = topLow - bottomLow - borrow * TWO32;

  // The binary point lies above the lower `shift` bits; `unit` stands for 1 in the high word.
  const shift = -(normalExponent + powerExponent[index] + 64);
  const unit = 2 ** (shift - 32);
  let whole = Math.floor(topHigh / unit);
  let partHigh = topHigh - whole * unit;
  let partLow = topLow;

  let count = 0;
  let place = 10;
  for (let divisor = 1e9; place > 0; divisor /= 10) {
    const digit = Math.floor(whole / divisor);
    if (digit !== 0 || count !== 0) digits[count++] = 48 + digit;
    whole -= digit * divisor;
    place--;
    const restHigh = whole * unit + partHigh;
    if (comparePairs(restHigh, partLow, deltaHigh, deltaLow) <= 0) {
      decimalExponent += place;
      roundLastDigit(
        count,
        deltaHigh,
        deltaLow,
        restHigh,
        partLow,
        divisor * unit,
        0,
        distanceHigh,
        distanceLow,
      );
      return count;
    }
  }
  for (;;) {
    let overflow = Math.floor((partLow * 10) / TWO32);
    partHigh = partHigh * 10 + overflow;
    partLow = partLow * 10 - overflow * TWO32;
    overflow = Math.floor((deltaLow * 10) / TWO32);
    deltaHigh = deltaHigh * 10 + overflow;
    deltaLow = deltaLow * 10 - overflow * TWO32;
    overflow = Math.floor((distanceLow * 10) / TWO32);
    distanceHigh = distanceHigh * 10 + overflow;
    distanceLow = distanceLow * 10 - overflow * TWO32;
    place--;
    const digit = Math.floor(partHigh / unit);
    if (digit !== 0 || count !== 0) digits[count++] = 48 + digit;
    partHigh -= digit * unit;
    if (comparePairs(partHigh, partLow, deltaHigh, deltaLow) < 0) {
      decimalExponent += place;
      roundLastDigit(count, deltaHigh, deltaLow, partHigh, partLow, unit, 0, distanceHigh, distanceLow);
      return count;
    }
  }
}

/**
 * Prints a finite double that is not zero: with plain digits while these stay short (`123.25`, `0.000001`), else with an
 * exponent that has a sign and no zeros in front (`1e+25`, `1.5e-7`).
 */
export function formatShortest(value: number): string {
  const sign = value < 0 ? '-' : '';
  const count = generate(Math.abs(value));
  let text = '';
  for (let position = 0; position < count; position++) text += String.fromCharCode(digits[position]);
  const exponent = decimalExponent;
  const scientific = exponent + count - 1;
  const size = Math.abs(scientific);
  if (exponent >= 0 && size < count + 7) return `${sign}${text}${'0'.repeat(exponent)}`;
  if (exponent < 0 && (exponent > -7 || size < 4)) {
    const point = count + exponent;
    if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${text}`;
    return `${sign}${text.slice(0, point)}.${text.slice(point)}`;
  }
  // Redis has room for no more than 18 characters of digits and sign.
  const kept = text.slice(0, 18 - sign.length);
  const fraction = kept.length > 1 ? `.${kept.slice(1)}` : '';
  return `${sign}${kept[0]}${fraction}e${scientific < 0 ? '-' : '+'}${size}`;
}
