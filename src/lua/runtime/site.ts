/**
 * Places in compiled code that operators know when they fail: a line and the names of the operands.
 *
 * Generated code passes its `Code` and the number of the site to the slow form of an operator; library code
 * passes neither, and the place is then read off the stack.
 */

import { libraryError, typeName } from './error.ts';
import { LuaError } from './lua-error.ts';
import type { LuaValue } from './value.ts';

export interface Site {
  readonly line: number;
  /** What the (left) operand is called in the text: `local 'x'`, `field '?'`. */
  readonly left?: string;
  readonly right?: string;
}

/** What the operators need of a compiled chunk. */
export interface Code {
  /** Chunk name as error messages show it. */
  readonly displayName: string;
  readonly sites: readonly Site[];
}

/** Raises a message after the place of a site, or of the running Lua code without one. */
export function raiseAt(message: string, code: Code | undefined, site: number): never {
  throw errorAtSite(message, code, site);
}

/** `attempt to <action> <name> (a <type> value)`. */
export function raiseOperand(
  action: string,
  value: LuaValue,
  operand: 'left' | 'right',
  code: Code | undefined,
  site: number,
): never {
  throw operandError(action, value, operand, code, site);
}

// V8 compiles a function after so many returns: one that always throws is interpreted for ever, so the work is
// done in functions that return.

function errorAtSite(message: string, code: Code | undefined, site: number): LuaError {
  // Without a site a library function runs the operator, and no place is shown, as in C functions of Lua 5.1.
  if (code === undefined) return libraryError(message, 0);
  const { line } = code.sites[site];
  return new LuaError(`${code.displayName}:${line}: ${message}`, code.displayName, line);
}

/** What `raiseOperand` throws. */
export function operandError(
  action: string,
  value: LuaValue,
  operand: 'left' | 'right',
  code: Code | undefined,
  site: number,
): LuaError {
  const name = code?.sites[site][operand];
  const type = typeName(value);
  const what = name === undefined ? `a ${type} value` : `${name} (a ${type} value)`;
  // A metamethod that cannot be called fails where the operator stands.
  if (code === undefined && action === 'call') return libraryError(`attempt to call ${what}`, 1);
  return errorAtSite(`attempt to ${action} ${what}`, code, site);
}
