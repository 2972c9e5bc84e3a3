import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

describe('the math library', () => {
  it.each([
    [
      'return math.floor(-1.5), math.ceil(-1.5), math.abs(-2), math.floor("3.7"), math.sqrt(16), math.pow(2, 10)',
      'true -2 -1 2 3 4 1024',
    ],
    ['return math.fmod(-5, 3), math.fmod(5, -3), math.mod(5, 3), math.fmod(1, 0)', 'true -2 2 2 nan'],
    ['return math.modf(3.7)', 'true 3 0.7'],
    ['return math.modf(-3.7)', 'true -3 -0.7'],
    ['return math.modf(1/0)', 'true inf 0'],
    ['return math.modf(-1/0)', 'true -inf -0'],
    ['local a, b = math.modf(-3) return a, 1 / b', 'true -3 -inf'],
    ['return math.frexp(8), math.frexp(-0.3)', 'true 0.5 -0.6 -1'],
    ['local m, e = math.frexp(2^-1060) return m, e', 'true 0.5 -1059'],
    ['return math.frexp(0)', 'true 0 0'],
    [
      'return math.ldexp(0.5, 4), math.ldexp(1, -1074), math.ldexp(1, 2000), math.ldexp(3, -1075), math.ldexp(2^-1000, 1500), math.ldexp(1, "3")',
      'true 8 4.9406564584125e-324 inf 9.8813129168249e-324 3.2733906078961e+150 8',
    ],
    [
      'return math.max(1, 3, 2), math.min(3, 1, 2), math.max(0/0, 1), math.max(1, 0/0), math.max("10", 9)',
      'true 3 1 nan 1 10',
    ],
    ['return math.deg(math.pi), math.rad(180), math.huge, -math.huge', 'true 180 3.1415926535898 inf -inf'],
    [
      'return math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(1), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.exp(1), math.log(10), math.log10(1000)',
      'true 0.8414709848079 0.54030230586814 1.5574077246549 1.5707963267949 0 0.78539816339745 2.3561944901923 1.1752011936438 1.5430806348152 0.76159415595576 2.718281828459 2.302585092994 3',
    ],
    ['math.max()', 'false "c:1: bad argument #1 to \'max\' (number expected, got no value)"'],
    ['math.floor()', 'false "c:1: bad argument #1 to \'floor\' (number expected, got no value)"'],
    ['math.floor("x")', 'false "c:1: bad argument #1 to \'floor\' (number expected, got string)"'],
    ['math.floor({})', 'false "c:1: bad argument #1 to \'floor\' (number expected, got table)"'],
    ['math.pow(1)', 'false "c:1: bad argument #2 to \'pow\' (number expected, got no value)"'],
    ['math.atan2({}, {})', 'false "c:1: bad argument #2 to \'atan2\' (number expected, got table)"'],
    ['math.random(0)', 'false "c:1: bad argument #1 to \'random\' (interval is empty)"'],
    ['math.random(2, 1)', 'false "c:1: bad argument #2 to \'random\' (interval is empty)"'],
    ['math.random(1, 2, 3)', 'false "c:1: wrong number of arguments"'],
    ['math.randomseed()', 'false "c:1: bad argument #1 to \'randomseed\' (number expected, got no value)"'],
    ['return select("#", math.randomseed(1))', 'true 0'],
  ])('%s', (source, answer) => {
    expect(evaluate(source)).toBe(answer);
  });
});
