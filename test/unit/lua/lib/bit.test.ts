import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

describe('the bit library', () => {
  // Answers of a real server.
  it.each([
    ['bit.tobit(0xffffffff)', 'true -1'],
    ['bit.tobit(2^40 + 1.5)', 'true 2'],
    ['bit.tobit(2.5)', 'true 2'],
    ['bit.tobit(-0.5)', 'true 0'],
    ['bit.tobit(2^53)', 'true 0'],
    ['bit.tobit(1/0)', 'true 0'],
    ['bit.tobit("0x80000000")', 'true -2147483648'],
    ['bit.bnot(0)', 'true -1'],
    ['bit.band(0xff, 0x0f, -1)', 'true 15'],
    ['bit.bor(1, 2, 2^31)', 'true -2147483645'],
    ['bit.bxor(5, 3, 1)', 'true 7'],
    ['bit.lshift(1, 31)', 'true -2147483648'],
    ['bit.lshift(1, 32)', 'true 1'],
    ['bit.rshift(-1, 1)', 'true 2147483647'],
    ['bit.rshift(-1, 0)', 'true -1'],
    ['bit.arshift(-8, 2)', 'true -2'],
    ['bit.rol(0x12345678, 8)', 'true 878082066'],
    ['bit.ror(0x12345678, 8)', 'true 2014458966'],
    ['bit.rol(1, 0)', 'true 1'],
    ['bit.bswap(0x12345678)', 'true 2018915346'],
    ['bit.tohex(255)', 'true "000000ff"'],
    ['bit.tohex(-1, 4)', 'true "ffff"'],
    ['bit.tohex(0xabc, -8)', 'true "00000ABC"'],
    ['bit.tohex(1, 0)', 'true ""'],
    ['bit.tohex(1, 100)', 'true "00000001"'],
    ['bit.tohex(1, -2^31)', 'true "00000001"'],
    ['bit.band()', 'false "c:1: bad argument #1 to \'band\' (number expected, got no value)"'],
    ['bit.band(1, {}, "x")', 'false "c:1: bad argument #3 to \'band\' (number expected, got string)"'],
    ['bit.lshift(1)', 'false "c:1: bad argument #2 to \'lshift\' (number expected, got no value)"'],
    ['bit.tohex(1, nil)', 'false "c:1: bad argument #2 to \'tohex\' (number expected, got nil)"'],
    ['bit.bxor("a")', 'false "c:1: bad argument #1 to \'bxor\' (number expected, got string)"'],
  ])('%s', (expression, answer) => {
    expect(evaluate(`return ${expression}`)).toBe(answer);
  });
});
