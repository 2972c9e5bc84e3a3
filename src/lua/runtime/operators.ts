/**
 * All operators of Lua on arbitrary values, in one import. Each raises Lua 5.1's error for operands that do
 * not fit; the optional `code` and `site` say where (without them the place is read off the stack).
 */
export { FieldSite, index, rawSet, setIndex } from './access.ts';
export {
  add,
  divide,
  modulo,
  multiply,
  negate,
  power,
  raiseToPower,
  remainder,
  subtract,
} from './arithmetic.ts';
export { equals, greaterEqual, greaterThan, lessEqual, lessThan } from './compare.ts';
export { concat, concatMany, lengthOf } from './concat.ts';
export { metamethod, metatableOf } from './metatable.ts';
export { numberToString, parseNumber, toNumber } from './number.ts';
export { toStringBasic, toStringMeta } from './text.ts';
