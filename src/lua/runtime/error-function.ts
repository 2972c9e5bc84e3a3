/**
 * The builtin `error`, here because generated code recognises it: a call in the text knows its line, which
 * makes raising ten times cheaper than reading the stack, and as a statement it need not even throw.
 */
import { PAID_LEVELS, STEPS_PER_LEVEL, spend } from './budget.ts';
import { callable, Raised } from './call.ts';
import { LuaError, raiseValue, typeError } from './error.ts';
import { numberToString, toNumber } from './number.ts';
import type { Code } from './site.ts';
import type { LuaFunction, LuaValue } from './value.ts';

/** `error(value, level)`. */
export const errorFunction: LuaFunction = (value, level) => {
  const number = level === undefined ? 1 : toNumber(level);
  if (number === undefined) typeError(2, 'number', level);
  // The level is a C int.
  const wanted = Math.max(Math.abs(number) < 2 ** 63 ? number | 0 : 0, 0);
  spend(Math.min(wanted, PAID_LEVELS) * STEPS_PER_LEVEL);
  raiseValue(value, wanted);
};
errorFunction.luaName = 'error';

/**
 * What to call where the text calls the global `error`: whatever is there or, for the builtin, a function that knows its
 * place and answers with the error instead of raising it.
 */
export function errorAt(callee: LuaValue, code: Code, site: number): LuaFunction {
  if (callee !== errorFunction) return callable(callee, code, site);
  return (value, level) => {
    if (level !== undefined && level !== 1) return errorFunction(value, level);
    const { line } = code.sites[site];
    const text = typeof value === 'number' ? numberToString(value) : value;
    const placed = typeof text === 'string' ? `${code.displayName}:${line}: ${text}` : text;
    return new Raised(new LuaError(placed, code.displayName, line));
  };
}
