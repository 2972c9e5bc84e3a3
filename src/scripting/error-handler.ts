/**
 * Redis's handler of errors that scripts raise: which text an error has, and the handler itself, which scripts can see.
 */
import { STEPS_PER_ERROR, spend } from '../lua/runtime/budget.ts';
import { LuaError, typeName } from '../lua/runtime/error.ts';
import { where } from '../lua/runtime/position.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import { toStringBasic, toStringMeta } from '../lua/runtime/text.ts';
import { LuaUserdata } from '../lua/runtime/userdata.ts';
import type { LuaFunction, LuaValue } from '../lua/runtime/value.ts';
import { textOf } from './convert.ts';

/** The text of an error that is not a table, as Redis's error handler finds it. If that raises an error, its text is taken. */
export function handlerText(value: LuaValue): string {
  const described = value instanceof LuaUserdata ? toStringMeta(value) : toStringBasic(value);
  const text = textOf(described);
  if (text !== undefined) return `ERR ${text}`;
  const message = `err_handler_def:9: attempt to concatenate a ${typeName(described)} value`;
  throw new LuaError(message, 'err_handler_def', 9);
}

/** An exception after the error handler has seen it: a value that was raised has been replaced by its text. */
export function withText(exception: unknown): unknown {
  if (!(exception instanceof LuaError && exception.value instanceof LuaUserdata)) return exception;
  const { value, source, line } = exception;
  try {
    return new LuaError(handlerText(value).slice('ERR '.length), source, line);
  } catch (raised) {
    return withText(raised);
  }
}

/** `__redis__err__handler`: scripts can see it, and call it. */
export const errorHandler: LuaFunction = (error) => {
  spend(STEPS_PER_ERROR);
  let table: LuaTable;
  if (error instanceof LuaTable) table = error;
  else {
    table = new LuaTable();
    table.setString('err', handlerText(error));
  }
  // In Redis this handler is written in Lua, so levels are counted as from a Lua function: a tail call leaves no trace of
  // its caller, and a builtin that calls it is skipped.
  const position = where(1) ?? where(2);
  const isLost = position?.isTail === true;
  table.setString('source', isLost ? '=(tail call)' : position && `@${position.source}`);
  table.setString('line', isLost ? -1 : position?.line);
  return table;
};
errorHandler.luaName = '__redis__err__handler';
