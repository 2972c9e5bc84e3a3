/** Userdata: objects of the host that Lua code can hold, but not look into. */
import type { LuaTable } from './table.ts';
import type { LuaObject } from './value.ts';

/** A userdata value. Lua code can reach its metatable, but never its `payload`. */
export class LuaUserdata implements LuaObject {
  metatable: LuaTable | undefined;
  readonly payload: unknown;
  constructor(payload: unknown, metatable?: LuaTable) {
    this.payload = payload;
    this.metatable = metatable;
  }

  get typeName(): 'userdata' {
    return 'userdata';
  }
}
