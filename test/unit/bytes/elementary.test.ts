import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  acos,
  asin,
  atan,
  atan2,
  cos,
  cosh,
  exp,
  log,
  power,
  sin,
  tan,
} from '../../../src/bytes/elementary.ts';
import { Random } from '../../lua/generator/random.ts';

const hasLua = spawnSync('lua5.1', ['-v']).status === 0;

/** What stock Lua answers for an operation on pairs of numbers. */
function stock(operation: string, pairs: readonly (readonly [number, number])[]): number[] {
  const list = pairs.map(([x, y]) => `${x},${y}`).join();
  const program = `local list = {${list}} for at = 1, #list, 2 do local x, y = list[at], list[at + 1] print(string.format('%.17g', ${operation})) end`;
  const { stdout } = spawnSync('lua5.1', ['-'], { input: program, encoding: 'latin1' });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => Number(line.replace('inf', 'Infinity').replace('-nan', 'NaN')));
}

const wide = (random: Random) => (random.next() - 0.5) * 2 ** (random.below(60) - 10);
const small = (random: Random) => (random.next() - 0.5) * 30;
const positive = (random: Random) => 2 ** ((random.next() - 0.5) * 200);
const nearOne = (random: Random) => 1 + (random.next() - 0.5) * 2 ** -random.below(40);
const unit = (random: Random) => random.next() * 2 - 1;

type Make = (random: Random) => number;
const operations: readonly [
  text: string,
  own: (x: number, y: number) => number,
  makeX: Make,
  makeY?: Make,
][] = [
  ['math.exp(x)', exp, small],
  ['math.log(x)', log, positive],
  ['math.log(x)', log, nearOne],
  ['math.sin(x)', sin, wide],
  ['math.cos(x)', cos, wide],
  ['math.tan(x)', tan, wide],
  ['math.asin(x)', asin, unit],
  ['math.acos(x)', acos, unit],
  ['math.atan(x)', atan, wide],
  ['math.atan2(x, y)', atan2, wide, wide],
  ['math.cosh(x)', cosh, small],
  ['x ^ y', power, positive, small],
  ['x ^ y', power, nearOne, (random) => wide(random) * 1e3],
];

describe('elementary functions', () => {
  it('are exact where the result is a whole number or a power of two', () => {
    for (let base = -20; base <= 20; base++) {
      for (
        let exponent = 0, exact = 1n;
        exact < 2n ** 53n && exponent < 60;
        exponent++, exact *= BigInt(base)
      ) {
        if (exact > -(2n ** 53n)) expect(power(base, exponent)).toBe(Number(exact));
      }
    }
    for (let exponent = -1074; exponent < 1024; exponent++)
      expect(power(2, exponent) / 2 ** (exponent / 2)).toBe(2 ** exponent / 2 ** (exponent / 2));
    expect(power(10, 42)).toBe(1e42);
    expect(power(10, -5)).toBe(1e-5);
    expect([power(9, 0.5), power(2, 0.5), power(-3, 3), power(-3, 0.5)]).toEqual([
      3,
      Math.SQRT2,
      -27,
      Number.NaN,
    ]);
  });

  it('have the values of C at the ends of their ranges', () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect([power(0, -1), power(-0, -1), power(0, 0), power(1, Number.NaN), power(-1, infinity)]).toEqual([
      infinity,
      -infinity,
      1,
      1,
      1,
    ]);
    expect([power(10, 400), power(10, -400), power(-10, 401), power(1.5, 1e300)]).toEqual([
      infinity,
      0,
      -infinity,
      infinity,
    ]);
    expect([power(10, -320), power(2, -1074), exp(-745), exp(710)]).toEqual([
      1e-320,
      5e-324,
      5e-324,
      infinity,
    ]);
    expect([log(0), log(-1), log(infinity), log(1)]).toEqual([-infinity, Number.NaN, infinity, 0]);
    expect([sin(-0), atan(infinity), asin(1), acos(-1)]).toEqual([-0, Math.PI / 2, Math.PI / 2, Math.PI]);
    expect([cos(1e300), sin(infinity), atan2(-0, -1)]).toEqual([Math.cos(1e300), Number.NaN, -Math.PI]);
  });

  it('round where V8 does not', () => {
    expect([log(3), exp(2.5), sin(2.5)]).toEqual([
      1.0986122886681098, 12.182493960703473, 0.5984721441039565,
    ]);
    expect([power(46, -4), power(36, -3), power(0.5, 0.3)]).toEqual([
      2.2334111155977858e-7, 0.00002143347050754458, 0.8122523963562356,
    ]);
  });

  it.runIf(hasLua).each(operations)(
    'have nearly always the last digit of stock Lua: %s',
    (text, own, makeX, makeY = makeX) => {
      const random = new Random(7);
      const pairs = Array.from({ length: 3000 }, () => [makeX(random), makeY(random)] as const);
      const expected = stock(text, pairs);
      const others = pairs.filter(([x, y], at) => !Object.is(own(x, y), expected[at]));
      expect(others.length, String(others[0])).toBeLessThan(pairs.length / 100);
    },
  );
});
