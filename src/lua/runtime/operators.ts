/**
 * The operators of Lua on arbitrary values, gathered for one import. Each raises Lua 5.1's error for operands of the
 * wrong type. The optional parameters `code` and `site` say where the operator stands in the script; without them the
 * error shows no place, as in C functions of Lua.
 */
export { index, setIndex } from './access.ts';
export { add, divide, multiply, negate, raiseToPower, remainder, subtract } from './arithmetic.ts';
export { equals, greaterEqual, greaterThan, lessEqual, lessThan } from './compare.ts';
export { concat, concatMany, lengthOf } from './concat.ts';
export { FieldSite } from './field-site.ts';
