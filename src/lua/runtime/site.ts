/**
 * Sites: the places in a chunk where an operation can fail, each with its line and the names of its operands. From
 * these an error message is made, such as `script:3: attempt to index local 'x' (a nil value)`.
 *
 * Generated code passes its `Code` and the number of the site to the slow form of an operator. Library code that uses
 * an operator (`table.concat`, a comparison in `table.sort`) has no site: its errors show no place, as in C functions
 * of Lua 5.1.
 */

import { libraryError, typeName } from './error.ts';
import { LuaError } from './lua-error.ts';
import type { LuaValue } from './value.ts';

export interface Site {
  readonly line: number;
  /** What messages call the left or only operand: `local 'x'`, `field '?'`. */
  readonly left?: string;
  readonly right?: string;
}

/** The part of a compiled chunk that its operators need for error messages. */
export interface Code {
  /** The name of the chunk as error messages show it. */
  readonly displayName: string;
  readonly sites: readonly Site[];
}

/** Raises a message that begins with the place of a site; without a site it has no place. */
export function raiseAt(message: string, code: Code | undefined, site: number): never {
  throw errorAtSite(message, code, site);
}

/** Raises `attempt to <action> <name> (a <type> value)`. */
export function raiseOperand(
  action: string,
  value: LuaValue,
  operand: 'left' | 'right',
  code: Code | undefined,
  site: number,
): never {
  throw operandError(action, value, operand, code, site);
}

// V8 decides to compile a function when it has returned often enough. A function that always throws never returns,
// and is interpreted for ever; so the work is done in functions that return the error.

function errorAtSite(message: string, code: Code | undefined, site: number): LuaError {
  // Without a site it is a library function that runs the operator, and no place is shown, as in Lua's C functions.
  if (code === undefined) return libraryError(message, 0);
  const { line } = code.sites[site];
  return new LuaError(`${code.displayName}:${line}: ${message}`, code.displayName, line);
}

/** The error that `raiseOperand` throws. */
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
  // A metamethod that cannot be called is the fault of the Lua code whose operator called it, so that place is shown.
  if (code === undefined && action === 'call') return libraryError(`attempt to call ${what}`, 1);
  return errorAtSite(`attempt to ${action} ${what}`, code, site);
}
