/**
 * Reading and writing fields with metamethods.
 */
import { callHandler } from './call.ts';
import { metamethod } from './metatable.ts';
import { type Code, raiseAt, raiseOperand } from './site.ts';
import { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

/** Lua's bound on chains of `__index` and `__newindex`. */
const CHAIN_LIMIT = 100;

const READONLY = 'Attempt to modify a readonly table';

/** `object[key]`. */
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

/** `object[key] = value`. */
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
      // Lua looks for the key's node before it looks for a handler, and makes one.
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

function store(table: LuaTable, key: LuaValue, value: LuaValue, code: Code | undefined, site: number): void {
  if (typeof key === 'number') {
    if (Number.isNaN(key)) raiseAt('table index is NaN', code, site);
    table.setIndex(key, value);
  } else if (key === undefined) raiseAt('table index is nil', code, site);
  else table.set(key, value);
}

/** The same line without the operand's name: the value in the middle of a chain has none. */
function bare(code: Code | undefined, site: number): Code | undefined {
  return code && { displayName: code.displayName, sites: [{ line: code.sites[site].line }] };
}
