/**
 * The Lua table. The values of the keys 1..n are in a JavaScript array, `array`. All other keys are in the hash part:
 * its `Shape` lists the keys and gives each of them a number, the slot of the key, and `slots` holds the values.
 *
 * Invariants: `array[i - 1]` holds the value of the key i, and the last element of `array` is never nil. `array` has no
 * JavaScript holes: a nil inside it is a stored `undefined`. Every positive integer in the hash part is greater than
 * `array.length` and greater than `capacity`. A nil in `slots` belongs to a key that was removed and keeps its slot.
 *
 * Two things that a script can see depend on how Lua 5.1 itself stores a table: the order in which `next` meets the
 * keys, and which border `#` finds where there are several (n is a border if `t[n]` is not nil and `t[n + 1]` is nil).
 * Both follow from the size of Lua's array part, which is `capacity`, and from its nodes, the entries of Lua's hash
 * part; so the table keeps track of them. While no key has been nil and no integer has moved between the two parts, the
 * nodes follow from the shape; from then on the table has a `layout` (node-layout.ts), which says where its keys are.
 * `array` may be longer than `capacity`: Lua 5.1 has the values beyond `capacity` in nodes, we keep them in `array`.
 *
 * `get`, `set` and the other accessors are raw: they call no metamethod and do not check for read-only tables.
 */
import { MAXIMUM_ELEMENTS, MAXIMUM_KEYS } from '../../bytes/ceilings.ts';
import { isIndex } from './array-size.ts';
import { findBorder } from './border.ts';
import { accountMemory } from './budget.ts';
import { stepFor } from './layout-step.ts';
import { errorHere } from './lua-error.ts';
import { type NodeLayout, nodesFor } from './node-layout.ts';
import { rehash, resize } from './rehash.ts';
import { appendNils, firstPresent, lengthWithoutNils, SCANNED } from './scan.ts';
import { ancestry, ROOT_SHAPE, rootShape, type Shape } from './shape.ts';
import { ACCOUNTED_SLOTS, EMPTY, NODE_BYTES, SLOT_BYTES, type TableParts } from './table-parts.ts';
import type { LuaObject, LuaValue } from './value.ts';

export class LuaTable implements LuaObject, TableParts {
  array: LuaValue[];
  shape: Shape;
  slots: LuaValue[];
  metatable: LuaTable | undefined = undefined;
  /** The nodes, if they do not follow from the shape. This field and those that follow are public for rehash.ts. */
  layout: NodeLayout | undefined = undefined;
  /** The size of Lua 5.1's array part. */
  capacity: number;
  /** Every nil in the array is at this index or below it; 0 if there is none. */
  holes = 0;
  /** Whether there may be positive integers in the hash part. */
  integerKeys = false;
  /** The flag behind `readonly`. Generated code reads it before it stores into the array part. */
  frozen = false;

  /** Takes ownership of both arrays. The last element of `array` must not be nil, nor may any of `slots` be. */
  constructor(array: LuaValue[] = EMPTY, shape: Shape = ROOT_SHAPE, slots: LuaValue[] = EMPTY) {
    this.array = array;
    this.shape = shape;
    this.slots = slots;
    this.capacity = array.length;
  }

  /**
   * A table of values at 1..n, made at once as by a constructor or a C function that knows their number in advance.
   * Takes ownership of the array, which may contain nil anywhere. The array part is at least `capacity` long.
   */
  static fromArray(values: LuaValue[], capacity = 0): LuaTable {
    const size = values.length;
    if (size >= ACCOUNTED_SLOTS) accountMemory(size * SLOT_BYTES);
    const holes = values.includes(undefined);
    if (holes) while (values.length > 0 && values[values.length - 1] === undefined) values.pop();
    const table = new LuaTable(values);
    table.capacity = Math.max(capacity, size);
    table.holes = holes ? values.length : 0;
    return table;
  }

  /** A table to which these values were appended one after the other. Takes ownership of the array. */
  static fromList(values: LuaValue[]): LuaTable {
    if (values.length >= ACCOUNTED_SLOTS) accountMemory(values.length * SLOT_BYTES);
    if (values.includes(undefined)) {
      const sparse = new LuaTable();
      for (let position = 0; position < values.length; position++)
        sparse.setIndex(position + 1, values[position]);
      return sparse;
    }
    const table = new LuaTable(values);
    table.capacity = nodesFor(values.length);
    return table;
  }

  /** An empty table with room for this many indices and this many other keys, like C's `lua_createtable`. */
  static sized(indices: number, keys: number): LuaTable {
    const table = new LuaTable(EMPTY, rootShape(keys), EMPTY);
    table.capacity = indices;
    return table;
  }

  get typeName(): 'table' {
    return 'table';
  }

  /** Redis's read-only tables: writes by Lua code raise an error. The host may still use the raw methods. */
  get readonly(): boolean {
    return this.frozen;
  }

  set readonly(readonly: boolean) {
    this.frozen = readonly;
    // A call site that remembers this table's shape stores into its slot without looking at the flag. A new shape makes
    // such call sites look again.
    this.ownShape();
  }

  get(key: LuaValue): LuaValue {
    if (typeof key === 'number') return this.getIndex(key);
    const slot = this.shape.find(key);
    return slot < 0 ? undefined : this.slots[slot];
  }

  getString(key: string): LuaValue {
    const slot = this.shape.find(key);
    return slot < 0 ? undefined : this.slots[slot];
  }

  /** The value at a key that is any number. */
  getIndex(index: number): LuaValue {
    const position = index - 1;
    if (position >>> 0 === position && position < this.array.length) return this.array[position];
    if (this.slots.length === 0) return undefined;
    const slot = this.shape.find(index + 0);
    return slot < 0 ? undefined : this.slots[slot];
  }

  /** Throws Lua's errors for nil and NaN as keys. They carry no position: callers that know one check the key first. */
  set(key: LuaValue, value: LuaValue): void {
    if (typeof key === 'number') this.setIndex(key, value);
    else if (key === undefined) throw errorHere('table index is nil');
    else this.setKey(key, value, this.shape.find(key));
  }

  setString(key: string, value: LuaValue): void {
    this.setKey(key, value, this.shape.find(key));
  }

  /** Stores at a key that is a number. Throws Lua's error for NaN. */
  setIndex(index: number, value: LuaValue): void {
    const array = this.array;
    const position = index - 1;
    if (position >>> 0 === position) {
      if (position < array.length) {
        if (value === undefined) this.removeIndex(position);
        else if (array[position] !== undefined || position < this.capacity) array[position] = value;
        else this.addKey(index, value, -1);
        return;
      }
      if (position < this.capacity) {
        if (value === undefined) return;
        if (position - array.length >= SCANNED) this.stretch(position);
        this.extend(position, value);
        return;
      }
      if (position === array.length && !this.hasHashPart && this.holes === 0) {
        // There is no hash part that could take the key, so Lua makes the array part larger.
        this.growCapacity(nodesFor(index));
        if (value !== undefined) this.extend(position, value);
        return;
      }
    } else if (Number.isNaN(index)) throw errorHere('table index is NaN');
    // A key stays as it was first written: -0 is found by 0, and `next` shows it as -0.
    this.setKey(index, value, this.shape.find(index + 0));
  }

  /** The value of `#`: a border, or 0 if `t[1]` is nil. Of several borders it is the one that Lua 5.1 finds. */
  length(): number {
    const { array } = this;
    if (this.holes === 0 && !this.integerKeys) return array.length;
    return findBorder(this);
  }

  /** The key and value that follow a key in Lua 5.1's order; the first ones for nil; undefined at the end. */
  next(key: LuaValue): [LuaValue, LuaValue] | undefined {
    const { array } = this;
    let node = 0;
    if (key === undefined || this.isInArrayPart(key)) {
      const end = Math.min(array.length, this.capacity);
      const position = firstPresent(array, key === undefined ? 0 : key, end);
      if (position < end) return [position + 1, array[position]];
    } else {
      node = this.nodeOf(key) + 1;
      if (node === 0) throw errorHere("invalid key to 'next'");
    }
    const layout = this.nodes();
    node = layout.nextLive(node, this);
    if (node < 0) return undefined;
    const reference = layout.reference(node);
    return reference >= 0
      ? [this.shape.keys[reference], this.slots[reference]]
      : [~reference, array[~reference - 1]];
  }

  /** Whether a key belongs to Lua 5.1's array part, even if its value is nil. */
  isInArrayPart(key: LuaValue): key is number {
    return typeof key === 'number' && key >= 1 && key <= this.capacity && key === Math.floor(key);
  }

  /** From now on, changes of what other tables can inherit from this one start a new generation (see `ancestry`). */
  becomeAncestor(): void {
    if (this.shape.isAncestral) return;
    this.ownShape();
    this.shape.isAncestral = true;
  }

  /** Stores the metatable. Call sites that remember what is inherited through this table must look again. */
  setMetatable(metatable: LuaTable | undefined): void {
    this.metatable = metatable;
    if (this.shape.isAncestral) ancestry.generation++;
  }

  /** Whether Lua 5.1 would have allocated a hash part for this table, even if it has no keys. */
  get hasHashPart(): boolean {
    return this.shape.size > 0 || this.layout !== undefined;
  }

  /** The last index of the array part that can have a value. `next` walks the indices up to here first. */
  get arrayEnd(): number {
    return Math.min(this.array.length, this.capacity);
  }

  /** The nodes, in whose order `next` meets the keys that are not in the array part. Callers must not change them. */
  nodes(): NodeLayout {
    if (this.layout !== undefined) return this.layout;
    return this.shape.exclusive ? this.setLayout(this.shape.makeLayout()) : this.shape.sharedLayout();
  }

  setLayout(layout: NodeLayout): NodeLayout {
    this.layout = layout;
    if (this.shape.exclusive) this.shape.nodes = layout;
    return layout;
  }

  /** The nodes as a layout that belongs to this table alone, so that the caller may change them. */
  private ownLayout(): NodeLayout {
    const layout = this.nodes();
    return this.layout === undefined || layout.isShared ? this.setLayout(layout.clone()) : layout;
  }

  /** The node of a key, whether or not the key has a value; -1 if it has no node. */
  nodeOf(key: LuaValue): number {
    return this.nodes().find(this.shape.keys, typeof key === 'number' ? key + 0 : key);
  }

  /** Called for a record some of whose fields its constructor set to nil, because that may change its nodes. */
  bornWithNils(): void {
    this.layout = this.shape.layoutAtBirth(this.slots);
  }

  /**
   * Stores a constructor's list, or a piece of it, at `first`, `first + 1`, ... Takes ownership of the array. `isOpen`
   * means that the list ends with a call or `...`, so that Lua learns only now how long it is.
   */
  setList(values: LuaValue[], first: number, isOpen: boolean): void {
    const last = first + values.length - 1;
    if (isOpen && last > this.capacity) {
      // In `{n = ..., ...}` the one key would only be put back into the node where it is.
      const isSettled = this.layout === undefined && this.slots.length === 1 && !this.integerKeys;
      if (this.hasHashPart && !isSettled) resize(this, last, this.nodes().size);
      else this.growCapacity(last);
    }
    if (first === 1 && this.array === EMPTY && values.length > 0 && !values.includes(undefined)) {
      this.array = values;
      return;
    }
    for (let position = 0; position < values.length; position++) {
      this.setIndex(first + position, values[position]);
    }
  }

  growCapacity(capacity: number): void {
    if (capacity >= ACCOUNTED_SLOTS && capacity > this.capacity) {
      if (capacity > MAXIMUM_ELEMENTS) throw errorHere('not enough memory');
      accountMemory(capacity * SLOT_BYTES);
    }
    this.capacity = capacity;
  }

  /** Stores a value beyond the end of `array`; the elements between become nil. */
  extend(position: number, value: LuaValue): void {
    // V8 keeps one memory for all arrays that `[]` creates at this place: once one of them has held strings, all later
    // ones begin in the general form, in which doubles are objects. A copy of `EMPTY` has no part in that memory: it
    // begins as an array of integers, which V8 turns into one of doubles when it has to.
    if (this.array === EMPTY) this.array = typeof value === 'number' ? EMPTY.slice() : [];
    const { array } = this;
    if (position > array.length) {
      this.holes = position;
      while (array.length < position) array.push(undefined);
    }
    array.push(value);
  }

  /** Makes the array as long as `position` by nils, before a value is stored far beyond its end. */
  private stretch(position: number): void {
    accountMemory((position - this.array.length) * SLOT_BYTES);
    if (this.array === EMPTY) this.array = [];
    appendNils(this.array, position);
    this.holes = position;
  }

  private removeIndex(position: number): void {
    const array = this.array;
    if (position === array.length - 1) {
      const end = this.holes === 0 ? position : lengthWithoutNils(array, position);
      if (end === position) array.pop();
      else array.length = end;
      if (this.holes > end) this.holes = end;
    } else {
      array[position] = undefined;
      if (this.holes <= position) this.holes = position + 1;
    }
  }

  /** Stores at a key that does not belong into `array` and whose slot the caller has looked up (-1: it has none). */
  setKey(key: LuaValue, value: LuaValue, slot: number): void {
    if (slot < 0 || (this.slots[slot] === undefined && this.layout !== undefined)) {
      this.addKey(key, value, slot);
      return;
    }
    const { shape, slots } = this;
    if (shape.isAncestral && (value === undefined || slots[slot] === undefined || key === '__index')) {
      ancestry.generation++;
    }
    if (value === undefined && shape.exclusive) shape.hasDead = true;
    slots[slot] = value;
  }

  private ownShape(): void {
    const isDying = this.isDying();
    this.shape = this.shape.own();
    this.shape.hasDead = isDying;
    this.shape.nodes = this.layout;
  }

  /** Stores at a key that has no value. `known` is the slot that it may have from before, or -1. It may lack a node. */
  private addKey(key: LuaValue, value: LuaValue, known: number): void {
    if (this.layout === undefined && this.addPlainly(key, value, known)) return;
    if (!this.shape.exclusive && this.holes === 0 && this.takeStep(key, value)) return;
    const layout = this.ownLayout();
    const { shape } = this;
    let node = known >= 0 || layout.hasIndices ? layout.find(shape.keys, key) : -1;
    if (node < 0) {
      node = layout.claim(key, this);
      if (node < 0) {
        rehash(this, key);
        // Now there is room, in the hash part or in the array part.
        this.set(key, value);
        return;
      }
      const dead = layout.reference(node);
      if (dead >= 0 && shape.exclusive) shape.release(dead);
    }
    const isDeadIndex = value === undefined && known < 0 && isIndex(key);
    layout.refer(node, isDeadIndex ? ~key : this.place(key, value, known));
  }

  /** Adds a key to a table whose nodes follow from its shape, if they still do so afterwards; false if not. */
  private addPlainly(key: LuaValue, value: LuaValue, known: number): boolean {
    if (this.isDying()) return false;
    const { slots } = this;
    if (typeof key === 'number') {
      // Appending makes Lua size the table anew and put its keys into new nodes. With one key there is just one node.
      const isAppended = key === this.array.length + 1 && this.holes === 0 && value !== undefined;
      if (!isAppended || slots.length !== 1 || this.shape.size !== 1 || this.shape.exclusive) return false;
      this.growCapacity(nodesFor(key));
      this.extend(key - 1, value);
      return true;
    }
    if (!this.makeRoom()) return false;
    const slot = this.place(key, value, known);
    if (slot >= ACCOUNTED_SLOTS && slot === slots.length - 1 && (slot & (slot - 1)) === 0) {
      accountMemory(slot * 2 * NODE_BYTES);
    }
    return true;
  }

  /** Lua sizes both parts anew when a key is added and no node is free. False if the outcome needs a layout. */
  private makeRoom(): boolean {
    if (this.slots.length !== this.shape.size) return true;
    if (this.shape.size >= MAXIMUM_KEYS) throw errorHere('not enough memory');
    if (this.holes !== 0) return false;
    this.growCapacity(nodesFor(this.array.length));
    return true;
  }

  /** Adds to a record the one key that `next` has and the record's shape has not; false if its nodes need a layout. */
  addField(next: Shape, value: LuaValue): boolean {
    const { slots } = this;
    if (this.layout !== undefined || this.isDying() || !this.makeRoom()) return false;
    this.shape = next;
    // V8 grows an array that is pushed to by 16 elements or more. A literal of the right length saves memory and time.
    switch (slots.length) {
      case 0:
        this.slots = [value];
        break;
      case 1:
        this.slots = [slots[0], value];
        break;
      case 2:
        this.slots = [slots[0], slots[1], value];
        break;
      case 3:
        this.slots = [slots[0], slots[1], slots[2], value];
        break;
      default:
        slots.push(value);
    }
    return true;
  }

  /** Adds a key to a record in the way that layout-step.ts has learned from a table like it; false if there is none. */
  private takeStep(key: LuaValue, value: LuaValue): boolean {
    const { length } = this.array;
    const isAppended = isIndex(key) && key === length + 1 && value !== undefined;
    if (!isAppended && typeof key !== 'string') return false;
    const from = this.nodes();
    const step = from.isShared ? stepFor(this, from, key) : undefined;
    if (step === undefined) return false;
    if (step.isRehash) this.growCapacity(nodesFor(isAppended ? length + 1 : length));
    this.shape = step.shape;
    this.layout = step.layout;
    if (step.slot < 0) this.extend(length, value);
    else {
      if (this.slots === EMPTY) this.slots = [];
      if (step.slot === this.slots.length) this.slots.push(value);
      else this.slots[step.slot] = value;
    }
    return true;
  }

  /** Whether a key of the shape is dead (has the value nil), so that the next key may take its node. */
  private isDying(): boolean {
    const { shape, slots } = this;
    if (shape.exclusive) return shape.hasDead;
    for (let slot = 0; slot < slots.length; slot++) if (slots[slot] === undefined) return true;
    return false;
  }

  /** Stores the value of a new key in `array` or in `slots`. Returns the reference that its node must hold. */
  private place(key: LuaValue, value: LuaValue, known: number): number {
    const { array } = this;
    if (typeof key === 'number' && key >= 1 && key === Math.floor(key)) {
      const position = key - 1;
      if (position < array.length) {
        array[position] = value;
        return ~key;
      }
      if (position === array.length && this.holes === 0 && !this.shape.exclusive && value !== undefined) {
        this.extend(position, value);
        return ~key;
      }
      this.integerKeys = true;
    }
    const slot = known < 0 ? this.addSlot(key) : known;
    const { shape } = this;
    if (shape.isAncestral) ancestry.generation++;
    if (value === undefined && shape.exclusive) shape.hasDead = true;
    this.slots[slot] = value;
    return slot;
  }

  addSlot(key: LuaValue): number {
    if (this.slots === EMPTY) this.slots = [];
    const { shape } = this;
    if (shape.hasFree) {
      if (shape.isKnown) this.shape = shape.own();
      return this.shape.reuse(key);
    }
    const next = shape.with(key);
    if (next !== undefined) this.shape = next;
    else {
      this.shape = shape.own();
      this.shape.nodes = this.layout;
      this.shape.with(key);
    }
    return this.slots.push(undefined) - 1;
  }
}
