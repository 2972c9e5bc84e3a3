/**
 * The call sites that remember where a field was.
 */
import { index, setIndex } from './access.ts';
import { Raised } from './call.ts';
import type { LuaError } from './lua-error.ts';
import { metatableOf } from './metatable.ts';
import { ancestry, type Shape } from './shape.ts';
import { type Code, operandError } from './site.ts';
import { currentState } from './state.ts';
import { LuaTable } from './table.ts';
import type { LuaResult, LuaValue } from './value.ts';

/** Kinds of objects whose inherited field one place remembers. */
const INHERITED_PLACES = 4;
const CHAIN_LIMIT = 100;
const MANY_MISSES = 16;

function lacksNewIndex(metatable: LuaTable | undefined): boolean {
  return metatable === undefined || metatable.getString('__newindex') === undefined;
}

/** Where tables of one shape with one metatable inherit a field from, as long as no ancestor changes. */
interface Inherited {
  readonly shape: Shape;
  readonly metatable: LuaTable;
  readonly owner: LuaTable;
  readonly slot: number;
  readonly generation: number;
}

/**
 * A place in the text that reads or writes a field with a constant name. `shape` and `slot` are where it was
 * found in a table itself; `otherShape` and `otherSlot` where it was in tables of another kind.
 * Generated code compares `shape` itself and comes here when it differs.
 */
export class FieldSite {
  /** Nothing that generated code may ask has `null` for a shape; values that are no tables have `undefined`. */
  shape: Shape | null = null;
  slot = 0;
  readonly key: string;
  readonly code: Code;
  readonly site: number;
  private otherShape: Shape | null = null;
  private otherSlot = 0;
  private readonly inherited: Inherited[] = [];
  private misses = 0;
  /** The table that has the method of this name that all strings have, as long as no ancestor changes. */
  private library: LuaTable | undefined = undefined;
  private librarySlot = 0;
  private libraryGeneration = 0;
  /** The shape of the last table that got this field, before and after. */
  private grownFrom: Shape | undefined = undefined;
  private grownTo: Shape | undefined = undefined;

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
    if (typeof object === 'string') return this.text(object);
    if (!(object instanceof LuaTable)) {
      // Here rather than in `index`: each function that an exception leaves costs time.
      if (metatableOf(object) === undefined) throw this.failure(object);
      return index(object, this.key, this.code, this.site);
    }
    const { shape, metatable } = object;
    if (shape === this.otherShape) {
      const value = object.slots[this.otherSlot];
      if (value !== undefined) return value;
    }
    if (metatable !== undefined) {
      const { inherited } = this;
      for (let at = 0; at < inherited.length; at++) {
        const place = inherited[at];
        if (place.metatable === metatable && place.shape === shape) {
          if (place.generation !== ancestry.generation) break;
          const value = place.owner.slots[place.slot];
          if (value !== undefined) return value;
        }
      }
    }
    return this.find(object);
  }

  /** `object.key` of a string. */
  text(object: string): LuaValue {
    const { library } = this;
    if (library !== undefined && this.libraryGeneration === ancestry.generation) {
      const value = library.slots[this.librarySlot];
      if (value !== undefined) return value;
    }
    return this.findText(object);
  }

  /**
   * `read` where the running function returns the value: the error of an object without fields is the result. In
   * `return a.b.c` the object is such an error where `a.b` failed, and stays the result.
   */
  pass(object: LuaResult): LuaResult {
    if (object instanceof Raised) return object;
    const value = object as LuaValue;
    const hasFields = value instanceof LuaTable || metatableOf(value) !== undefined;
    return hasFields ? this.read(value) : new Raised(this.failure(value));
  }

  /** `object.key = value` where the remembered shape did not answer. */
  write(object: LuaValue, value: LuaValue): void {
    if (!(object instanceof LuaTable) || object.readonly) {
      setIndex(object, this.key, value, this.code, this.site);
      return;
    }
    const { shape, slots } = object;
    if (shape === this.otherShape && value !== undefined && slots[this.otherSlot] !== undefined) {
      slots[this.otherSlot] = value;
      return;
    }
    if (shape === this.grownFrom && value !== undefined && this.grow(object, value)) return;
    const slot = shape.find(this.key);
    if (slot >= 0 && value !== undefined && slots[slot] !== undefined) {
      // A changed `__index` has to be noticed.
      if (this.key === '__index') object.setKey(this.key, value, slot);
      else {
        this.remember(shape, slot);
        slots[slot] = value;
      }
    } else if (lacksNewIndex(object.metatable)) {
      object.setKey(this.key, value, slot);
      if (slot < 0 && object.shape === shape.after(this.key)) {
        this.grownFrom = shape;
        this.grownTo = object.shape;
      }
    } else setIndex(object, this.key, value, this.code, this.site);
  }

  /** Adds the field to a table as it was added to the last one; false where it cannot. */
  private grow(object: LuaTable, value: LuaValue): boolean {
    return lacksNewIndex(object.metatable) && object.addField(this.grownTo as Shape, value);
  }

  private find(object: LuaTable): LuaValue {
    const { shape, metatable } = object;
    const slot = shape.find(this.key);
    if (slot >= 0) {
      const value = object.slots[slot];
      if (value !== undefined) {
        this.remember(shape, slot);
        return value;
      }
    }
    if (metatable === undefined) return undefined;
    if (slot < 0 && (!shape.exclusive || shape.isAncestral)) {
      // Where what was remembered seldom holds, remembering is not worth its while.
      if (++this.misses < MANY_MISSES || this.misses % MANY_MISSES === 0)
        this.rememberInherited(shape, metatable);
    }
    return index(object, this.key, this.code, this.site);
  }

  private remember(shape: Shape, slot: number): void {
    shape.isKnown = true;
    this.otherShape = this.shape;
    this.otherSlot = this.slot;
    this.shape = shape;
    this.slot = slot;
  }

  /** What `object.key` raises if `object` has neither fields nor a metatable. */
  private failure(object: LuaValue): LuaError {
    return operandError('index', object, 'left', this.code, this.site);
  }

  /** Finds the method of a string, and remembers where it was. */
  private findText(object: string): LuaValue {
    const metatable = currentState().stringMetatable;
    const library = metatable?.getString('__index');
    if (metatable !== undefined && library instanceof LuaTable) {
      const slot = library.shape.find(this.key);
      if (slot >= 0 && library.slots[slot] !== undefined) {
        metatable.becomeAncestor();
        library.becomeAncestor();
        this.library = library;
        this.librarySlot = slot;
        this.libraryGeneration = ancestry.generation;
      }
    }
    return index(object, this.key, this.code, this.site);
  }

  /** Follows `__index` as long as it is a table to one that has the field, and remembers that one. */
  private rememberInherited(shape: Shape, metatable: LuaTable): void {
    const ancestors: LuaTable[] = [];
    let parent: LuaTable | undefined = metatable;
    while (parent !== undefined && ancestors.length < CHAIN_LIMIT) {
      const owner = parent.getString('__index');
      if (!(owner instanceof LuaTable)) return;
      ancestors.push(parent, owner);
      const slot = owner.shape.find(this.key);
      if (slot >= 0 && owner.slots[slot] !== undefined) {
        for (const ancestor of ancestors) ancestor.becomeAncestor();
        const { inherited } = this;
        const { generation } = ancestry;
        const fresh = inherited.filter((place) => place.generation === generation);
        inherited.length = 0;
        inherited.push(...fresh.slice(-INHERITED_PLACES + 1), { shape, metatable, owner, slot, generation });
        return;
      }
      parent = owner.metatable;
    }
  }
}
