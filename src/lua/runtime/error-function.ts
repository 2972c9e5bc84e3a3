/**
 * The builtin `error`. It is part of the runtime because generated code recognises it: where the text calls `error`,
 * the line is known and need not be read off the stack, which is expensive. A call that is a statement of its own
 * does not even throw, but returns the error (`Raised` in call.ts).
 */
import { PAID_LEVELS, STEPS_PER_LEVEL, spend } from './budget.ts';
import { callable, Raised } from './call.ts';
import { LuaError, raiseValue, typeError } from './error.ts';
import { numberToString, toNumber } from './number.ts';
import type { Code } from './site.ts';
import type { LuaFunction, LuaValue } from './value.ts';

/** The builtin itself, `error(value, level)`. */
export const errorFunction: LuaFunction = (value, level) => {
  const number = level === undefined ? 1 : toNumber(level);
  if (number === undefined) typeError(2, 'number', level);
  // Lua 5.1 converts the level to a C int.
  const wanted = Math.max(Math.abs(number) < 2 ** 63 ? number | 0 : 0, 0);
  spend(Math.min(wanted, PAID_LEVELS) * STEPS_PER_LEVEL);
  raiseValue(value, wanted);
};
errorFunction.luaName = 'error';

/**
 * What to call where the text calls the global `error`. If the global is still the builtin, it is a function that knows
 * its place in the script and returns the error instead of throwing it; otherwise it is whatever the global holds.
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
