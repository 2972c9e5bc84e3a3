/**
 * `object[key]` and `object[key] = value` in full, with the metamethods `__index` and `__newindex`. Generated code has
 * faster ways for the common cases, and comes here for all others. `code` and `site` say where the operation stands in
 * the script, for errors (see site.ts).
 */
import { callHandler } from './call.ts';
import { metamethod } from './metatable.ts';
import { type Code, raiseAt, raiseOperand } from './site.ts';
import { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

/** Lua's limit on the length of a chain of `__index` or `__newindex` (C's MAXTAGLOOP). */
const CHAIN_LIMIT = 100;

const READONLY = 'Attempt to modify a readonly table';

/** Reads `object[key]`. */
export function index(object: LuaValue, key: LuaValue, code?: Code, site = 0): LuaValue {
  let current = object;
  for (let step = 0; step < CHAIN_LIMIT; step++) {
    let handler: LuaValue;
    if (current instanceof LuaTable) {
      const value = current.get(key);
      if (value !== undefined || current.metatable === undefined) return value;
      handler = current.metatable.getString('__index');
      if (handler === undefined) return undefined;
    } else {
      handler = metamethod(current, '__index');
      if (handler === undefined)
        raiseOperand('index', current, 'left', step === 0 ? code : bare(code, site), step === 0 ? site : 0);
    }
    if (typeof handler === 'function') return callHandler(handler, current, key);
    current = handler;
  }
  raiseAt('loop in gettable', code, site);
}

/** Does `object[key] = value`. */
export function setIndex(object: LuaValue, key: LuaValue, value: LuaValue, code?: Code, site = 0): void {
  if (object instanceof LuaTable && object.metatable === undefined && !object.frozen) {
    store(object, key, value, code, site);
    return;
  }
  let current = object;
  for (let step = 0; step < CHAIN_LIMIT; step++) {
    let handler: LuaValue;
    if (current instanceof LuaTable) {
      if (current.readonly) raiseAt(READONLY, code, site);
      handler = current.metatable?.getString('__newindex');
      if (handler === undefined || current.get(key) !== undefined) {
        store(current, key, value, code, site);
        return;
      }
      // Lua gives the key a node in the hash part before it looks for a handler, which affects the order of `next`.
      store(current, key, undefined, code, site);
    } else {
      handler = metamethod(current, '__newindex');
      if (handler === undefined)
        raiseOperand('index', current, 'left', step === 0 ? code : bare(code, site), step === 0 ? site : 0);
    }
    if (typeof handler === 'function') {
      callHandler(handler, current, key, value);
      return;
    }
    current = handler;
  }
  raiseAt('loop in settable', code, site);
}

/** Stores without metamethods, after checking the key. */
function store(table: LuaTable, key: LuaValue, value: LuaValue, code: Code | undefined, site: number): void {
  if (typeof key === 'number') {
    if (Number.isNaN(key)) raiseAt('table index is NaN', code, site);
    table.setIndex(key, value);
  } else if (key === undefined) raiseAt('table index is nil', code, site);
  else table.set(key, value);
}

/** The same site without the operand's name, since a value in the middle of a chain has no name in the script. */
function bare(code: Code | undefined, site: number): Code | undefined {
  return code && { displayName: code.displayName, sites: [{ line: code.sites[site].line }] };
}
