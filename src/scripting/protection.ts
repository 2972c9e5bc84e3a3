/**
 * Whether a `pcall` is under way that will catch what a command raises. Nobody asks then where that was, and reading
 * the place off the stack is what makes raising expensive (35 µs; 1 µs without).
 */
import { LuaError, raiseValue } from '../lua/runtime/error.ts';
import type { LuaTable } from '../lua/runtime/table.ts';

let depth = 0;

/** Runs what a `pcall` protects. */
export function protectedly<T>(action: () => T): T {
  depth++;
  try {
    return action();
  } finally {
    depth--;
  }
}

/** Raises an error table. */
export function raiseTable(table: LuaTable): never {
  if (depth > 0) throw new LuaError(table);
  raiseValue(table, 0);
}
