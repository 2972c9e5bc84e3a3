/**
 * The operators of Lua on arbitrary values, in one import. Each raises Lua 5.1's error for operands that do
 * not fit; the optional `code` and `site` say where (without them no place is shown, as in C functions of Lua).
 */
export { index, setIndex } from './access.ts';
export { add, divide, multiply, negate, raiseToPower, remainder, subtract } from './arithmetic.ts';
export { equals, greaterEqual, greaterThan, lessEqual, lessThan } from './compare.ts';
export { concat, concatMany, lengthOf } from './concat.ts';
export { FieldSite } from './field-site.ts';
