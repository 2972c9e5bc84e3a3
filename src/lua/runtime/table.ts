/**
 * The Lua table: an array part for 1..n and an insertion-ordered hash part (a `Shape` of keys plus `slots`).
 *
 * Invariants: `array[i - 1]` holds key i; its last element is never nil, and key `array.length + 1` is never
 * in the hash part. `array` has no JavaScript holes: a nil inside is a stored `undefined`, and then `holes` is
 * true. A nil in `slots` is a key that was removed. `capacity` is the size that Lua 5.1's own array part
 * would have: it decides which border `length()` finds in a table with holes, as scripts see it on Lua 5.1.
 *
 * `get`, `set` and their kin are raw: no metamethods, no read-only check.
 */
import { accountMemory } from './budget.ts';
import { errorHere } from './lua-error.ts';
import { ROOT_SHAPE, Shape } from './shape.ts';
import type { LuaValue } from './value.ts';

/** Shared by all tables without an array (or hash) part; never written to. */
export const EMPTY: LuaValue[] = [];

/** Bytes that one slot is reckoned to take, for the memory limit. */
const SLOT_BYTES = 16;
/** Growth below this many slots is not worth accounting. */
const ACCOUNTED_SLOTS = 64;

export class LuaTable {
  array: LuaValue[];
  shape: Shape;
  slots: LuaValue[];
  metatable: LuaTable | undefined = undefined;
  /** Number of keys in the hash part at which it is cleaned up before it grows (a power of two). */
  private limit = 4;
  private capacity: number;
  private holes = false;
  private integerKeys = false;
  /** What `readonly` says; generated code looks at it before it stores into the array part. */
  frozen = false;

  /** Takes ownership of both arrays; the last element of `array` must not be nil. */
  constructor(array: LuaValue[] = EMPTY, shape: Shape = ROOT_SHAPE, slots: LuaValue[] = EMPTY) {
    this.array = array;
    this.shape = shape;
    this.slots = slots;
    this.capacity = array.length;
  }

  /** A table of values at 1..n; takes ownership of the array, which may contain nil anywhere. */
  static fromArray(values: LuaValue[]): LuaTable {
    const size = values.length;
    if (size >= ACCOUNTED_SLOTS) accountMemory(size * SLOT_BYTES);
    let holes = false;
    for (let position = 0; position < size; position++) {
      if (values[position] === undefined) {
        holes = true;
        break;
      }
    }
    if (holes) while (values.length > 0 && values[values.length - 1] === undefined) values.pop();
    const table = new LuaTable(values);
    table.capacity = size;
    table.holes = holes && values.length > 0;
    return table;
  }

  /** Redis's read-only tables: writes by Lua code raise an error. The host may still use the raw methods. */
  get readonly(): boolean {
    return this.frozen;
  }

  set readonly(readonly: boolean) {
    this.frozen = readonly;
    // Call sites that store into a remembered slot do not look at the flag: make them forget.
    this.shape = this.shape.own();
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

  /** The value at any number. */
  getIndex(index: number): LuaValue {
    const position = index - 1;
    if (position >>> 0 === position && position < this.array.length) return this.array[position];
    if (this.slots.length === 0) return undefined;
    const slot = this.shape.find(index + 0);
    return slot < 0 ? undefined : this.slots[slot];
  }

  /** Throws Lua's errors for nil and NaN as keys, without a position (callers that have one check first). */
  set(key: LuaValue, value: LuaValue): void {
    if (typeof key === 'number') this.setIndex(key, value);
    else if (key === undefined) throw errorHere('table index is nil');
    else this.setSlot(key, value);
  }

  setString(key: string, value: LuaValue): void {
    this.setSlot(key, value);
  }

  /** Stores at any number but NaN. */
  setIndex(index: number, value: LuaValue): void {
    const array = this.array;
    const position = index - 1;
    if (position >>> 0 === position && position <= array.length) {
      if (position < array.length) {
        if (value !== undefined) array[position] = value;
        else this.removeIndex(position);
      } else if (value !== undefined) this.append(value);
      return;
    }
    if (Number.isNaN(index)) throw errorHere('table index is NaN');
    if (position < this.capacity && position > 0 && position >>> 0 === position && value !== undefined) {
      // Inside what Lua 5.1 would have allocated: stays in the array part, with holes before it.
      this.holes = true;
      this.padTo(position);
      if (this.integerKeys) this.takeSlot(index);
      this.array.push(value);
      if (this.integerKeys) this.absorb();
      return;
    }
    this.setSlot(index + 0, value);
  }

  /** A border: `t[n]` is not nil and `t[n + 1]` is, or 0. O(1), with holes O(log n). */
  length(): number {
    const array = this.array;
    if (!this.holes) return array.length;
    const capacity = Math.max(this.capacity, array.length);
    if (capacity === array.length) return capacity;
    // Lua 5.1 searches its array part by halves when the last place is empty.
    let low = 0;
    let high = capacity;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (array[middle - 1] === undefined) high = middle;
      else low = middle;
    }
    return low;
  }

  /** The key and value after a key (nil: the first ones), or undefined at the end. */
  next(key: LuaValue): [LuaValue, LuaValue] | undefined {
    const array = this.array;
    let slot = 0;
    if (key === undefined || typeof key === 'number') {
      let position = key === undefined ? 0 : key;
      if (position >>> 0 === position && position <= array.length && (key === undefined || position > 0)) {
        for (; position < array.length; position++) {
          const value = array[position];
          if (value !== undefined) return [position + 1, value];
        }
      } else {
        slot = this.shape.find((key as number) + 0) + 1;
        // An integer that is nowhere was at the end of an array part that has shrunk since.
        if (slot === 0 && !this.wasIndex(key as number)) throw errorHere("invalid key to 'next'");
      }
    } else {
      slot = this.shape.find(key) + 1;
      if (slot === 0) throw errorHere("invalid key to 'next'");
    }
    const slots = this.slots;
    for (; slot < slots.length; slot++) {
      const value = slots[slot];
      if (value !== undefined) return [this.shape.keys[slot], value];
    }
    return undefined;
  }

  /** Stores the list of a constructor: `values` at 1..n, over what may be there. Takes ownership of the array. */
  setList(values: LuaValue[]): void {
    if (this.array === EMPTY && !this.integerKeys) {
      const list = LuaTable.fromArray(values);
      this.array = list.array;
      this.capacity = list.capacity;
      this.holes = list.holes;
      return;
    }
    this.capacity = Math.max(this.capacity, values.length);
    for (let position = 0; position < values.length; position++) {
      this.setIndex(position + 1, values[position]);
    }
  }

  /** Inserts before position 1..n+1, shifting what follows up. `size` is the border to shift at. */
  insertAt(index: number, value: LuaValue, size: number): void {
    if (!this.holes && size === this.array.length && value !== undefined && index >= 1 && index <= size) {
      this.append(this.array[size - 1]);
      this.array.copyWithin(index, index - 1, size - 1);
      this.array[index - 1] = value;
      return;
    }
    for (let position = size; position >= index; position--) {
      this.setIndex(position + 1, this.getIndex(position));
    }
    this.setIndex(index, value);
  }

  /** Removes position `index` of 1..size, shifting what follows down. */
  removeAt(index: number, size: number): LuaValue {
    const removed = this.getIndex(index);
    if (!this.holes && size === this.array.length && index >= 1 && index <= size) {
      if (index < size) this.array.copyWithin(index - 1, index, size);
      this.removeIndex(size - 1);
      return removed;
    }
    for (let position = index; position < size; position++) {
      this.setIndex(position, this.getIndex(position + 1));
    }
    this.setIndex(size, undefined);
    return removed;
  }

  private append(value: LuaValue): void {
    if (this.array === EMPTY) this.array = [value];
    else this.array.push(value);
    const length = this.array.length;
    if (length > this.capacity) this.growCapacity(length);
    if (this.integerKeys) this.absorb();
  }

  private growCapacity(length: number): void {
    this.capacity = 2 ** Math.ceil(Math.log2(length));
    if (this.holes && length > 16) this.shedSparse();
    if (length >= ACCOUNTED_SLOTS) accountMemory(this.capacity * SLOT_BYTES);
  }

  private padTo(length: number): void {
    if (this.array === EMPTY) this.array = [];
    const array = this.array;
    while (array.length < length) {
      array.push(this.integerKeys ? this.takeSlot(array.length + 1) : undefined);
    }
  }

  private removeIndex(position: number): void {
    const array = this.array;
    if (position === array.length - 1) {
      array.pop();
      if (this.holes) {
        while (array.length > 0 && array[array.length - 1] === undefined) array.pop();
        if (array.length === 0) this.holes = false;
      }
    } else {
      array[position] = undefined;
      this.holes = true;
    }
  }

  /** Moves the integers that follow the array part out of the hash part. */
  private absorb(): void {
    for (;;) {
      const slot = this.shape.find(this.array.length + 1);
      if (slot < 0 || this.slots[slot] === undefined) return;
      this.array.push(this.slots[slot]);
      this.slots[slot] = undefined;
      if (this.array.length > this.capacity) this.growCapacity(this.array.length);
    }
  }

  private takeSlot(key: number): LuaValue {
    const slot = this.shape.find(key);
    if (slot < 0) return undefined;
    const value = this.slots[slot];
    this.slots[slot] = undefined;
    return value;
  }

  private wasIndex(key: number): boolean {
    return key >= 1 && key === Math.floor(key) && key <= Math.max(this.capacity, this.array.length);
  }

  private setSlot(key: LuaValue, value: LuaValue): void {
    const slot = this.shape.find(key);
    if (slot >= 0) this.slots[slot] = value;
    else if (value !== undefined) this.addSlot(key, value);
  }

  private addSlot(key: LuaValue, value: LuaValue): void {
    if (this.slots === EMPTY) this.slots = [];
    const used = this.slots.length;
    if (used >= this.limit || (used & (used - 1)) === 0) {
      if (used >= this.limit) this.cleanUp(key);
      else this.recount(key);
      if (typeof key === 'number' && key >= 1 && key === Math.floor(key) && key - 1 <= this.array.length) {
        this.setIndex(key, value);
        return;
      }
    }
    if (typeof key === 'number') this.integerKeys = true;
    const next = this.shape.with(key);
    if (next !== undefined) this.shape = next;
    else {
      this.shape = this.shape.own();
      this.shape.with(key);
    }
    this.slots.push(value);
  }

  /**
   * Lua 5.1's hash part would be full: it would count integer keys and size its array part anew. That decides which
   * border a table with holes has.
   */
  private recount(added: LuaValue): void {
    if (this.holes || this.integerKeys || typeof added === 'number') this.resizeArray(added);
    else if (this.array.length > 0) this.capacity = 2 ** (32 - Math.clz32(this.array.length - 1));
  }

  /**
   * The hash part is full: forgets removed keys, moves integers to the array part where it would be more than
   * half full (Lua 5.1's rule), and sets the next limit. `key` is the one about to be added.
   */
  private cleanUp(key: LuaValue): void {
    this.recount(key);
    const { keys } = this.shape;
    let live = 0;
    for (const value of this.slots) if (value !== undefined) live++;
    if (live < this.slots.length) {
      const liveKeys: LuaValue[] = [];
      const liveSlots: LuaValue[] = [];
      for (let slot = 0; slot < this.slots.length; slot++) {
        if (this.slots[slot] === undefined) continue;
        liveKeys.push(keys[slot]);
        liveSlots.push(this.slots[slot]);
      }
      this.shape = liveKeys.length === 0 ? ROOT_SHAPE : new Shape(liveKeys, true);
      this.slots = liveSlots;
      this.integerKeys = liveKeys.some((liveKey) => typeof liveKey === 'number');
    }
    // A quarter stays free, or a full table that loses and gains a key in turn would be cleaned up each time.
    let limit = 4;
    while (limit * 3 < (live + 1) * 4) limit *= 2;
    this.limit = limit;
    if (limit >= ACCOUNTED_SLOTS) accountMemory(limit * SLOT_BYTES * 3);
  }

  private resizeArray(added: LuaValue): void {
    // counts[b]: how many integers of the table are in (2^(b-1), 2^b].
    const counts = new Array<number>(32).fill(0);
    const array = this.array;
    let total = 0;
    const count = (key: LuaValue): void => {
      if (typeof key !== 'number' || key < 1 || key > 0x4000_0000 || key !== Math.floor(key)) return;
      counts[Math.ceil(Math.log2(key))]++;
      total++;
    };
    if (this.holes) {
      for (let position = 0; position < array.length; position++) {
        if (array[position] !== undefined) count(position + 1);
      }
    } else {
      total = array.length;
      for (let bit = 0, low = 0; low < array.length; bit++) {
        const high = Math.min(2 ** bit, array.length);
        counts[bit] += high - low;
        low = high;
      }
    }
    for (let slot = 0; slot < this.slots.length; slot++) {
      if (this.slots[slot] !== undefined) count(this.shape.keys[slot]);
    }
    count(added);
    let size = 0;
    for (let bit = 0, power = 1, seen = 0; bit < 31 && power / 2 < total; bit++, power *= 2) {
      seen += counts[bit];
      if (seen > power / 2) size = power;
    }
    this.rebuildArray(size, added);
  }

  /** Moves the integers up to `size` from the hash part to the array part, those beyond it the other way. */
  private rebuildArray(size: number, added: LuaValue): void {
    if (size < this.array.length) {
      this.shrinkTo(size);
      return;
    }
    this.capacity = size;
    if (size === this.array.length) return;
    if (size >= ACCOUNTED_SLOTS) accountMemory(size * SLOT_BYTES);
    let last = this.array.length;
    for (let slot = 0; slot < this.slots.length; slot++) {
      const key = this.shape.keys[slot];
      if (this.slots[slot] === undefined || typeof key !== 'number') continue;
      if (key > last && key <= size && key === Math.floor(key)) last = key;
    }
    const before = this.array.length;
    this.padTo(last);
    // The key about to be added may land beyond a gap that it does not close.
    if (typeof added === 'number' && added > last && added <= size) this.padTo(added - 1);
    for (let position = before; position < this.array.length && !this.holes; position++) {
      if (this.array[position] === undefined) this.holes = true;
    }
    this.absorb();
  }

  /**
   * An array part that has doubled and is mostly holes (a queue whose head moved on) keeps only the values before
   * the first hole; the others move to the hash part.
   */
  private shedSparse(): void {
    const { array } = this;
    let live = 0;
    for (let position = 0; position < array.length; position++) if (array[position] !== undefined) live++;
    if (live * 4 > array.length) return;
    this.shrinkTo(array.indexOf(undefined));
  }

  /** Leaves the array part the places 1..size; the values beyond move to the hash part. */
  private shrinkTo(size: number): void {
    const { array } = this;
    this.shape = this.shape.exclusive ? this.shape : this.shape.own();
    if (this.slots === EMPTY) this.slots = [];
    for (let position = size; position < array.length; position++) {
      const value = array[position];
      if (value === undefined) continue;
      const slot = this.shape.find(position + 1);
      if (slot >= 0) this.slots[slot] = value;
      else {
        this.shape.with(position + 1);
        this.slots.push(value);
      }
    }
    this.integerKeys = true;
    const kept = array.slice(0, size);
    while (kept.length > 0 && kept[kept.length - 1] === undefined) kept.pop();
    this.array = kept;
    this.capacity = size;
    this.holes = kept.includes(undefined);
    // A key right after the array part must not stay in the hash part.
    this.absorb();
  }
}
