/**
 * Reading and writing fields with metamethods, and the call sites that remember where a field was.
 */
import { callHandler } from './call.ts';
import { metamethod, metatableOf } from './metatable.ts';
import type { Shape } from './shape.ts';
import { type Code, raiseAt, raiseOperand } from './site.ts';
import { currentState } from './state.ts';
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
  let current = object;
  for (let step = 0; step < CHAIN_LIMIT; step++) {
    let handler: LuaValue;
    if (current instanceof LuaTable) {
      if (current.readonly) raiseAt(READONLY, code, site);
      const { metatable } = current;
      handler =
        metatable === undefined || current.get(key) !== undefined
          ? undefined
          : metatable.getString('__newindex');
      if (handler === undefined) {
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

/**
 * A place in the text that reads or writes a field with a constant name. `shape` and `slot` are where it was
 * last found in a table itself; the rest where it was found through a metatable whose `__index` is a table.
 * Generated code compares `shape` itself and comes here when it differs.
 */
export class FieldSite {
  /** Nothing that generated code may ask has `null` for a shape; values that are no tables have `undefined`. */
  shape: Shape | null = null;
  slot = 0;
  readonly key: string;
  readonly code: Code;
  readonly site: number;
  private object: Shape | undefined = undefined;
  private metatable: LuaTable | undefined = undefined;
  private metatableShape: Shape | undefined = undefined;
  private handlerSlot = 0;
  private owner: LuaTable | undefined = undefined;
  private ownerShape: Shape | undefined = undefined;
  private ownerSlot = 0;

  constructor(key: string, code: Code, site: number) {
    this.key = key;
    this.code = code;
    this.site = site;
  }

  /** `object.key`, all of it. */
  get(object: LuaTable): LuaValue {
    if (object.shape === this.shape) {
      const value = object.slots[this.slot];
      if (value !== undefined) return value;
    }
    return this.read(object);
  }

  /** `object.key` where the remembered shape did not answer. */
  read(object: LuaValue): LuaValue {
    if (typeof object === 'string') return this.readMethod(object, currentState().stringMetatable);
    if (!(object instanceof LuaTable)) return this.readMethod(object, metatableOf(object));
    const { shape, metatable } = object;
    if (metatable !== undefined && shape === this.object && metatable === this.metatable) {
      const owner = this.owner as LuaTable;
      if (
        metatable.shape === this.metatableShape &&
        metatable.slots[this.handlerSlot] === owner &&
        owner.shape === this.ownerShape
      ) {
        const inherited = owner.slots[this.ownerSlot];
        if (inherited !== undefined) return inherited;
      }
    }
    const slot = shape.find(this.key);
    if (slot >= 0) {
      const value = object.slots[slot];
      if (value !== undefined) {
        this.remember(shape, slot);
        return value;
      }
    }
    if (metatable === undefined) return undefined;
    if (slot < 0 && !shape.exclusive) this.rememberInherited(shape, metatable);
    return index(object, this.key, this.code, this.site);
  }

  /** `object.key = value` where the remembered shape did not answer. */
  write(object: LuaValue, value: LuaValue): void {
    if (!(object instanceof LuaTable) || object.readonly) {
      setIndex(object, this.key, value, this.code, this.site);
      return;
    }
    const slot = object.shape.find(this.key);
    if (slot >= 0 && value !== undefined && object.slots[slot] !== undefined) {
      this.remember(object.shape, slot);
      object.slots[slot] = value;
    } else if (object.metatable === undefined) object.setString(this.key, value);
    else setIndex(object, this.key, value, this.code, this.site);
  }

  private remember(shape: Shape, slot: number): void {
    shape.isKnown = true;
    this.shape = shape;
    this.slot = slot;
  }

  /** `object.key` of a value that has no fields of its own, through its metatable. */
  private readMethod(object: LuaValue, metatable: LuaTable | undefined): LuaValue {
    if (metatable === undefined) return index(object, this.key, this.code, this.site);
    if (metatable.shape === this.metatableShape) {
      const methods = metatable.slots[this.handlerSlot];
      if (methods instanceof LuaTable && methods.shape === this.ownerShape) {
        const remembered = methods.slots[this.ownerSlot];
        if (remembered !== undefined) return remembered;
      }
    }
    const handlerSlot = metatable.shape.find('__index');
    const methods = handlerSlot < 0 ? undefined : metatable.slots[handlerSlot];
    if (methods instanceof LuaTable) {
      const slot = methods.shape.find(this.key);
      if (slot >= 0) {
        this.object = undefined;
        methods.shape.isKnown = true;
        this.metatableShape = metatable.shape;
        this.handlerSlot = handlerSlot;
        this.ownerShape = methods.shape;
        this.ownerSlot = slot;
      }
    }
    return index(object, this.key, this.code, this.site);
  }

  private rememberInherited(shape: Shape, metatable: LuaTable): void {
    const handlerSlot = metatable.shape.find('__index');
    const owner = handlerSlot < 0 ? undefined : metatable.slots[handlerSlot];
    if (!(owner instanceof LuaTable)) return;
    const ownerSlot = owner.shape.find(this.key);
    if (ownerSlot < 0) return;
    metatable.shape.isKnown = true;
    owner.shape.isKnown = true;
    this.object = shape;
    this.metatable = metatable;
    this.metatableShape = metatable.shape;
    this.handlerSlot = handlerSlot;
    this.owner = owner;
    this.ownerShape = owner.shape;
    this.ownerSlot = ownerSlot;
  }
}
