/**
 * Inline caches: the places in a script that access a field by a constant name, `object.name`. Each remembers where it
 * found the field the last times, so that it need not search for it again.
 *
 * What it remembers is a shape (the list of keys that tables have in common, shape.ts) and the field's slot, its index
 * in that list. Invariants: a slot that was found for a shape is right for every table of that shape, for ever. But
 * the value in it may be nil, and then the field may be inherited. What was found through a metatable is right only
 * until some ancestor changes, which is to say while `ancestry.generation` is still the same.
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

/** For how many pairs of shape and metatable one site remembers where the field is inherited from. */
const INHERITED_PLACES = 4;
/** How many tables are searched along a chain of `__index`. */
const CHAIN_LIMIT = 100;
/** After this many failed attempts a site tries to remember what is inherited only at every sixteenth. */
const MANY_MISSES = 16;

function lacksNewIndex(metatable: LuaTable | undefined): boolean {
  return metatable === undefined || metatable.getString('__newindex') === undefined;
}

/** Where tables of one shape with one metatable inherit a field from. It is valid in one generation only. */
interface Inherited {
  readonly shape: Shape;
  readonly metatable: LuaTable;
  readonly owner: LuaTable;
  readonly slot: number;
  readonly generation: number;
}

/**
 * One place in a script that reads or writes a field with a constant name. `shape` and `slot` say where the field was
 * found last in the table itself; `otherShape` and `otherSlot` say where it was before that, in a table of another
 * shape. Generated code compares `shape` itself, and calls `read` or `write` only if that did not find the field.
 */
export class FieldSite {
  /**
   * `null` before the first use. That equals no `value.shape`: it is a `Shape` for tables, and otherwise `undefined`.
   */
  shape: Shape | null = null;
  slot = 0;
  readonly key: string;
  readonly code: Code;
  readonly site: number;
  private otherShape: Shape | null = null;
  private otherSlot = 0;
  private readonly inherited: Inherited[] = [];
  private misses = 0;
  /** The table in which strings find the method of this name. It is valid in one generation only, too. */
  private library: LuaTable | undefined = undefined;
  private librarySlot = 0;
  private libraryGeneration = 0;
  /** The shapes, before and after, of the last table to which this site added the field. */
  private grownFrom: Shape | undefined = undefined;
  private grownTo: Shape | undefined = undefined;

  constructor(key: string, code: Code, site: number) {
    this.key = key;
    this.code = code;
    this.site = site;
  }

  /** The value of `object.key`, for callers that have not compared `shape` themselves. */
  get(object: LuaTable): LuaValue {
    if (object.shape === this.shape) {
      const value = object.slots[this.slot];
      if (value !== undefined) return value;
    }
    return this.read(object);
  }

  /** The value of `object.key` if `shape` and `slot` did not give it. */
  read(object: LuaValue): LuaValue {
    if (typeof object === 'string') return this.text(object);
    if (!(object instanceof LuaTable)) {
      // `index` would raise the same error, but an exception takes more time with each function that it leaves.
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

  /** The value of `object.key` for a string, which is a method such as `s:sub`. */
  text(object: string): LuaValue {
    const { library } = this;
    if (library !== undefined && this.libraryGeneration === ancestry.generation) {
      const value = library.slots[this.librarySlot];
      if (value !== undefined) return value;
    }
    return this.findText(object);
  }

  /**
   * Like `read`, for a value that the running function returns: the error of an object without fields becomes the
   * result (`Raised`), which costs less than throwing it. In `return a.b.c`, `object` is such an error already if
   * `a.b` failed, and is passed on as the result.
   */
  pass(object: LuaResult): LuaResult {
    if (object instanceof Raised) return object;
    const value = object as LuaValue;
    const hasFields = value instanceof LuaTable || metatableOf(value) !== undefined;
    return hasFields ? this.read(value) : new Raised(this.failure(value));
  }

  /** Does `object.key = value` if `shape` did not match or the field had no value. */
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
      // `setKey` starts a new generation if other tables inherit by this `__index`. A site that remembered the slot
      // would store past it.
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

  /** Adds the field to a table in the way in which it was added to the last one; false if that is not possible. */
  private grow(object: LuaTable, value: LuaValue): boolean {
    return lacksNewIndex(object.metatable) && object.addField(this.grownTo as Shape, value);
  }

  /** Searches for the field in a table and in what it inherits from, and remembers where it was. */
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
      // A site that seldom profits from what it remembered had better spend less time on remembering.
      if (++this.misses < MANY_MISSES || this.misses % MANY_MISSES === 0)
        this.rememberInherited(shape, metatable);
    }
    return index(object, this.key, this.code, this.site);
  }

  /** Makes the last findings the other ones, and notes the new ones. */
  private remember(shape: Shape, slot: number): void {
    shape.isKnown = true;
    this.otherShape = this.shape;
    this.otherSlot = this.slot;
    this.shape = shape;
    this.slot = slot;
  }

  /** The error that `object.key` raises if `object` has neither fields nor a metatable. */
  private failure(object: LuaValue): LuaError {
    return operandError('index', object, 'left', this.code, this.site);
  }

  /** Searches for the method of a string, and remembers where it was. */
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

  /** Follows `__index` from table to table until one has the field, and remembers that one. */
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
