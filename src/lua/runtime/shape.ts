/**
 * A shape is the list of the keys in a table's hash part, without their values. It makes reading `t.name` fast: once a
 * place in the code has found `name` in a table, it finds it at the same index in every other table of that shape.
 *
 * Invariant: the value of `keys[i]` is `slots[i]` of the table, and i is called the slot of the key. A key keeps its
 * slot: a table that loses a key keeps the slot, which holds nil. So a call site that remembers a shape may rely on the
 * slot of its key for ever.
 *
 * Tables that got the same few string keys in the same order share one shape, which never changes. Any other table owns
 * an `exclusive` shape, which grows in place. When such a table is rid of a key for good, the slot becomes free for
 * another key; if call sites remember the shape, the table first replaces it by a copy.
 *
 * `keys` is in order of insertion until a free slot is used again. A shape also tells how many nodes (entries of the
 * hash part) Lua 5.1 would have for these keys if none of them has ever been nil: `size` now, and `firstSize` when the
 * table was created. A table of which that is true needs no `NodeLayout` of its own.
 */
import { accountMemory, spend } from './budget.ts';
import { isLong, LongKeys } from './long-keys.ts';
import { NodeLayout, nodesFor } from './node-layout.ts';
import type { LuaValue } from './value.ts';

/** Up to this many keys, searching them one by one is faster than a map. */
const LINEAR_KEYS = 8;
/** An integer key is small if it is below `SMALL_INTEGERS`, or below `PLACES_PER_KEY` times the number of keys. */
const SMALL_INTEGERS = 1024;
const PLACES_PER_KEY = 16;
/** How many steps adding a key to the index costs. */
const STEPS_PER_ENTRY = 16;
/** Shared shapes are for records. A table with more keys than this is taken for a dictionary and owns its shape. */
const SHARED_KEYS = 24;
/** A shape has at most this many successors. A table that adds yet another key to it gets a shape of its own. */
const SHARED_TRANSITIONS = 64;
/** How many shared shapes are known at a time, of all states and engines in the process together. */
const SHARED_SHAPES = 20_000;
/** For how many sets of fields that are nil a shape remembers the layout of a new record. */
const REMEMBERED_BIRTHS = 64;

/**
 * The shapes that know successors (the shapes with one more key), and how many successors there are in all. A script
 * with random keys would make ever more of them, so all are forgotten when there are `SHARED_SHAPES`. Tables keep the
 * shapes that they have, new tables make new ones, and shapes that no table uses are garbage. All states and engines
 * share these shapes, which is safe because a shape contains nothing but the names of keys.
 */
let growing: Shape[] = [];
let sharedShapes = 0;

function forgetSuccessors(): void {
  for (const shape of growing) shape.forgetSuccessors();
  growing = [];
  sharedShapes = 0;
}

/**
 * What a call site remembers of an inherited field is valid for one generation. A new generation begins when an
 * ancestor (a metatable, or a table that `__index` leads to) gets or loses a key, or gets another `__index` or another
 * metatable. There is one count for all states: a change in one of them makes the call sites of the others search once
 * more, and has no other effect on them.
 */
export const ancestry = { generation: 0 };

export class Shape {
  /** The key of each slot; `undefined` for a free slot. */
  readonly keys: LuaValue[];
  readonly exclusive: boolean;
  /** The number of nodes in Lua's hash part. It doubles when a key is added and every node has a key. */
  size: number;
  /** Whether a key of this exclusive shape has ever been nil. */
  hasDead = false;
  /** Whether call sites remember this exclusive shape. */
  isKnown = false;
  /** Whether call sites remember fields that other tables inherit through the owner of this exclusive shape. */
  isAncestral = false;
  private readonly firstSize: number;
  /** The layout of the table that owns this exclusive shape. With number keys it has one, by which they are found. */
  nodes: NodeLayout | undefined = undefined;
  /**
   * The slot of each key that is neither a number nor a long string. It is built at the first search among more than
   * `LINEAR_KEYS` keys.
   */
  private index: Map<LuaValue, number> | undefined = undefined;
  /** The slots of the long strings; built in the same way. */
  private longKeys: LongKeys | undefined = undefined;
  /**
   * The slot of each small integer, or -1, so that it is found without a search through Lua's nodes. It is built when
   * there have been more searches for numbers than there are keys, because any change of the number keys discards it.
   */
  private places: Int32Array | undefined = undefined;
  private searches = 0;
  private transitions: Map<string, Shape> | undefined = undefined;
  private free: number[] | undefined = undefined;
  private layout: NodeLayout | undefined = undefined;
  /**
   * The layouts of records that a constructor made with some fields nil. The key is the set of these fields, one bit
   * for each slot. The value is `undefined` if such a record has the same nodes as one without nil fields.
   */
  private births: Map<number, NodeLayout | undefined> | undefined = undefined;

  constructor(keys: LuaValue[], exclusive: boolean, firstSize: number, size: number) {
    this.keys = keys;
    this.exclusive = exclusive;
    this.firstSize = firstSize;
    this.size = size;
  }

  /** The slot of a key, or -1 if the shape lacks it. The number -0 must be passed as 0. */
  find(key: LuaValue): number {
    const keys = this.keys;
    if (keys.length <= LINEAR_KEYS) {
      for (let slot = 0; slot < keys.length; slot++) {
        if (keys[slot] === key) return slot;
      }
      return -1;
    }
    if (typeof key === 'number') return this.findNumber(key);
    if (isLong(key)) return this.findLong(key);
    const slot = (this.index ?? this.buildIndex()).get(key);
    return slot === undefined ? -1 : slot;
  }

  /** The shape of a table once `key`, which this shape lacks, is added; undefined if the table must own its shape. */
  with(key: LuaValue): Shape | undefined {
    if (this.exclusive) {
      this.note(key, this.keys.length);
      this.keys.push(key);
      if (this.keys.length > this.size) this.size = nodesFor(this.keys.length);
      return this;
    }
    if (typeof key !== 'string') return undefined;
    const known = this.transitions?.get(key);
    if (known !== undefined) return known;
    if (this.keys.length >= SHARED_KEYS) return undefined;
    if (this.transitions !== undefined && this.transitions.size >= SHARED_TRANSITIONS) return undefined;
    if (sharedShapes >= SHARED_SHAPES) forgetSuccessors();
    if (this.transitions === undefined) {
      this.transitions = new Map();
      growing.push(this);
    }
    const next = this.followedBy(key);
    this.transitions.set(key, next);
    sharedShapes++;
    return next;
  }

  forgetSuccessors(): void {
    this.transitions = undefined;
  }

  /** The successor of this shared shape by `key`, if a table has ever added that key. */
  after(key: string): Shape | undefined {
    return this.transitions?.get(key);
  }

  /** A new shared shape with one more key, which this shape does not remember as its successor. */
  followedBy(key: string): Shape {
    const keys = [...this.keys, key];
    return new Shape(keys, false, this.firstSize, Math.max(this.size, nodesFor(keys.length)));
  }

  /** An exclusive copy, for one table to own. */
  own(): Shape {
    spend(this.keys.length);
    const copy = new Shape(this.keys.slice(), true, this.firstSize, this.size);
    copy.hasDead = this.hasDead;
    copy.isAncestral = this.isAncestral;
    copy.free = this.free?.slice();
    copy.nodes = this.nodes;
    return copy;
  }

  /** Frees the slot of a dead key (one whose value is nil) of an exclusive shape for another key. */
  release(slot: number): void {
    const key = this.keys[slot];
    if (typeof key === 'number') this.forgetPlaces();
    else if (isLong(key)) this.longKeys?.remove(key, slot);
    else this.index?.delete(key);
    this.keys[slot] = undefined;
    this.free ??= [];
    this.free.push(slot);
  }

  /** Gives a free slot of an exclusive shape to a key, and returns it; -1 if none is free. */
  reuse(key: LuaValue): number {
    const slot = this.free?.at(-1);
    if (slot === undefined) return -1;
    this.note(key, slot);
    this.free?.pop();
    this.keys[slot] = key;
    return slot;
  }

  /** Whether `reuse` would find a slot. */
  get hasFree(): boolean {
    return this.free !== undefined && this.free.length > 0;
  }

  /** The layout of all tables of this shape that need none of their own. It must not be changed, only cloned. */
  sharedLayout(): NodeLayout {
    if (this.layout === undefined) {
      this.layout = this.makeLayout();
      this.layout.isShared = true;
    }
    return this.layout;
  }

  makeLayout(): NodeLayout {
    return NodeLayout.replay(this.keys, this.firstSize);
  }

  /**
   * The layout of a new record whose constructor set some fields to nil. A key whose value is nil does not hold its
   * node: a later field of the same constructor may have taken it. Returns undefined if that has happened to none.
   */
  layoutAtBirth(slots: readonly LuaValue[]): NodeLayout | undefined {
    let nils = 0;
    for (let slot = 0; slot < slots.length; slot++) if (slots[slot] === undefined) nils |= 1 << slot;
    this.births ??= new Map();
    const known = this.births.get(nils);
    if (known !== undefined || this.births.has(nils)) return known;
    const replayed = NodeLayout.replay(this.keys, this.firstSize, { array: [], slots });
    replayed.isShared = true;
    const layout = replayed.equals(this.sharedLayout()) ? undefined : replayed;
    if (this.births.size < REMEMBERED_BIRTHS) this.births.set(nils, layout);
    return layout;
  }

  /** Notes that a key is about to be put into a slot. */
  private note(key: LuaValue, slot: number): void {
    if (typeof key === 'number') this.forgetPlaces();
    else if (isLong(key)) this.longKeys?.add(key, slot);
    else this.index?.set(key, slot);
  }

  private findLong(key: string): number {
    this.longKeys ??= LongKeys.of(this.keys);
    return this.longKeys.find(key, this.keys);
  }

  private findNumber(key: number): number {
    const { places } = this;
    if (places !== undefined && key >>> 0 === key && key < places.length) return places[key];
    if (this.nodes === undefined) return -1;
    if (places === undefined && ++this.searches > this.keys.length) this.buildPlaces();
    return this.nodes.slotOf(this.keys, key);
  }

  private forgetPlaces(): void {
    this.places = undefined;
    this.searches = 0;
  }

  private buildPlaces(): void {
    const { keys } = this;
    const end = Math.max(SMALL_INTEGERS, PLACES_PER_KEY * keys.length);
    const isSmall = (key: LuaValue): key is number =>
      typeof key === 'number' && key >>> 0 === key && key < end;
    let largest = 0;
    for (const key of keys) if (isSmall(key)) largest = Math.max(largest, key);
    accountMemory((largest + 1) * Int32Array.BYTES_PER_ELEMENT);
    spend(keys.length);
    const places = new Int32Array(largest + 1).fill(-1);
    for (let slot = 0; slot < keys.length; slot++) {
      const key = keys[slot];
      if (isSmall(key)) places[key] = slot;
    }
    this.places = places;
  }

  private buildIndex(): Map<LuaValue, number> {
    spend(this.keys.length * STEPS_PER_ENTRY);
    const index = new Map<LuaValue, number>();
    for (let slot = 0; slot < this.keys.length; slot++) {
      const key = this.keys[slot];
      if (key !== undefined && typeof key !== 'number' && !isLong(key)) index.set(key, slot);
    }
    this.index = index;
    return index;
  }
}

/** The shape without keys and nodes, with which every table begins that is created without a hash part. */
export const ROOT_SHAPE = new Shape([], false, 0, 0);

/** The shapes without keys, by their number of nodes. They are few, since that number is a power of two. */
const roots = new Map<number, Shape>([[0, ROOT_SHAPE]]);

/** The shape without keys of a table that is created with room for this many keys. */
export function rootShape(keyCount: number): Shape {
  const size = nodesFor(keyCount);
  let root = roots.get(size);
  if (root === undefined) {
    root = new Shape([], false, size, size);
    roots.set(size, root);
  }
  return root;
}

/** The shape of a table that a constructor builds with these keys in this order. They must be different strings. */
export function shapeOf(keys: readonly string[]): Shape {
  // With one or two keys the nodes are the same whether they are created at once or one by one, so the shape is, too.
  let shape = keys.length <= 2 ? ROOT_SHAPE : rootShape(keys.length);
  for (const key of keys) {
    // Beyond the bounds on shared shapes, the new shape is shared only by the tables of this constructor.
    shape = shape.with(key) ?? shape.followedBy(key);
  }
  return shape;
}
