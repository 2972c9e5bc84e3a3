/**
 * The keys of a table's hash part, apart from its values.
 *
 * `keys` is in order of insertion; the value of `keys[i]` is `slots[i]` of the table. A key never leaves
 * its shape (a table that loses a key keeps the slot, holding nil), so a call site that has seen a shape
 * knows the slot of its key for ever. Tables that grew alike share their shape, as long as their keys are
 * few and strings; any other table owns an `exclusive` shape, which grows in place.
 */
import type { LuaValue } from './value.ts';

/** Up to here a linear search beats a map. */
const LINEAR_KEYS = 8;
/** Shared shapes are for records; a table with more keys is a dictionary. */
const SHARED_KEYS = 24;
/** Bounds what scripts with random keys can leave behind: a table past them owns its shape. */
const SHARED_TRANSITIONS = 64;
const SHARED_SHAPES = 20_000;

let sharedShapes = 0;

export class Shape {
  readonly keys: LuaValue[];
  readonly exclusive: boolean;
  /** Where each key is, once there are more than a few. */
  private index: Map<LuaValue, number> | undefined = undefined;
  private transitions: Map<string, Shape> | undefined = undefined;

  constructor(keys: LuaValue[], exclusive: boolean) {
    this.keys = keys;
    this.exclusive = exclusive;
  }

  /** The slot of a key (numbers normalised: no -0), or -1. */
  find(key: LuaValue): number {
    const keys = this.keys;
    if (keys.length <= LINEAR_KEYS) {
      for (let slot = 0; slot < keys.length; slot++) {
        if (keys[slot] === key) return slot;
      }
      return -1;
    }
    const slot = (this.index ?? this.buildIndex()).get(key);
    return slot === undefined ? -1 : slot;
  }

  /** The shape of a table of this shape after it got `key`, which it lacks; undefined: it must own one. */
  with(key: LuaValue): Shape | undefined {
    if (this.exclusive) {
      this.index?.set(key, this.keys.length);
      this.keys.push(key);
      return this;
    }
    if (typeof key !== 'string') return undefined;
    const known = this.transitions?.get(key);
    if (known !== undefined) return known;
    if (this.keys.length >= SHARED_KEYS || sharedShapes >= SHARED_SHAPES) return undefined;
    this.transitions ??= new Map();
    if (this.transitions.size >= SHARED_TRANSITIONS) return undefined;
    const next = new Shape([...this.keys, key], false);
    this.transitions.set(key, next);
    sharedShapes++;
    return next;
  }

  /** A copy that one table owns. */
  own(): Shape {
    return new Shape(this.keys.slice(), true);
  }

  private buildIndex(): Map<LuaValue, number> {
    const index = new Map<LuaValue, number>();
    for (let slot = 0; slot < this.keys.length; slot++) index.set(this.keys[slot], slot);
    this.index = index;
    return index;
  }
}

/** No keys: where every table begins. */
export const ROOT_SHAPE = new Shape([], false);

/** The shape of a table built with these keys in order; all are strings and differ. */
export function shapeOf(keys: readonly string[]): Shape {
  let shape: Shape = ROOT_SHAPE;
  for (const key of keys) {
    const next: Shape = shape.with(key) ?? shape.own();
    if (next.exclusive && !shape.exclusive) next.with(key);
    shape = next;
  }
  return shape;
}
