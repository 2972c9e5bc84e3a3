/**
 * The keys of a table's hash part, apart from its values.
 *
 * The value of `keys[i]` is `slots[i]` of the table. A key keeps its slot (a table that loses a key keeps the slot,
 * holding nil), so a call site that has seen a shape knows the slot of its key for ever. Tables that grew alike share
 * their shape, as long as their keys are few and strings; any other table owns an `exclusive` shape, which grows in
 * place. When such a table lets go of a key for good, the slot is free for another one; a shape that call sites know
 * is then replaced.
 *
 * `keys` is in order of insertion until a slot is used again. A shape also tells how many nodes the hash part of a
 * Lua 5.1 table would have if no key has ever been nil (`size`, and `firstSize` at its creation): such a table needs no
 * `NodeLayout` of its own.
 */
import { accountMemory } from './budget.ts';
import { NodeLayout, nodesFor } from './node-layout.ts';
import type { LuaValue } from './value.ts';

/** Up to here a linear search beats a map. */
const LINEAR_KEYS = 8;
/** Integers below this, or below so many times the number of keys, are small. */
const SMALL_INTEGERS = 1024;
const PLACES_PER_KEY = 16;
/** Shared shapes are for records; a table with more keys is a dictionary. */
const SHARED_KEYS = 24;
/** A shape that would have more successors than this has none for further keys: their tables own their shapes. */
const SHARED_TRANSITIONS = 64;
/** So many shared shapes are known at a time, whichever states and engines made them. */
const SHARED_SHAPES = 20_000;
/** For so many combinations of fields that are nil a shape remembers the layout of a record. */
const REMEMBERED_BIRTHS = 64;

/**
 * The shapes that know their successors, and how many those are. Scripts with random keys would make ever more of them,
 * so at the bound all successors are forgotten: tables that live keep their shapes, those to come make shapes anew, and
 * what nobody uses any more is garbage. States and engines share them: a shape says nothing but what keys are called.
 */
let growing: Shape[] = [];
let sharedShapes = 0;

function forgetSuccessors(): void {
  for (const shape of growing) shape.forgetSuccessors();
  growing = [];
  sharedShapes = 0;
}

/**
 * What call sites know of inherited fields holds for one generation: it ends when a metatable, or a table that
 * `__index` leads to, gets or loses a key, another `__index` or another metatable. All states count in the same
 * generations: what one of them changes makes the call sites of others look again, and nothing else.
 */
export const ancestry = { generation: 0 };

export class Shape {
  /** A free slot has `undefined`. */
  readonly keys: LuaValue[];
  readonly exclusive: boolean;
  /** Nodes of the hash part; when each has a key, the next one doubles it. */
  size: number;
  /** Whether a key of this exclusive shape has ever been nil. */
  hasDead = false;
  /** Whether call sites remember this exclusive shape. */
  isKnown = false;
  /** Whether call sites know that other tables inherit from the owner of this exclusive shape. */
  isAncestral = false;
  private readonly firstSize: number;
  /** The layout of the owner of this exclusive shape, if it has one: with number keys it does. They are found there. */
  nodes: NodeLayout | undefined = undefined;
  /** Where each key that is no number is, once there are more than a few. */
  private index: Map<LuaValue, number> | undefined = undefined;
  /**
   * The slots of small integers, or -1, once there were more searches for numbers than there are keys since the last
   * change: found by an index instead of a search of Lua's nodes.
   */
  private places: Int32Array | undefined = undefined;
  private searches = 0;
  private transitions: Map<string, Shape> | undefined = undefined;
  private free: number[] | undefined = undefined;
  private layout: NodeLayout | undefined = undefined;
  /**
   * Layouts of records that a constructor made with some fields nil, by the set of those fields as bits. A set for which
   * the layout is the shared one has undefined.
   */
  private births: Map<number, NodeLayout | undefined> | undefined = undefined;

  constructor(keys: LuaValue[], exclusive: boolean, firstSize: number, size: number) {
    this.keys = keys;
    this.exclusive = exclusive;
    this.firstSize = firstSize;
    this.size = size;
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
    if (typeof key === 'number') return this.findNumber(key);
    const slot = (this.index ?? this.buildIndex()).get(key);
    return slot === undefined ? -1 : slot;
  }

  /** The shape of a table of this shape after it got `key`, which it lacks; undefined: it must own one. */
  with(key: LuaValue): Shape | undefined {
    if (this.exclusive) {
      if (typeof key === 'number') this.forgetPlaces();
      else this.index?.set(key, this.keys.length);
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

  /** The shared shape that tables of this one have got by `key`, if any has. */
  after(key: string): Shape | undefined {
    return this.transitions?.get(key);
  }

  /** A shared shape with one more key. */
  followedBy(key: string): Shape {
    const keys = [...this.keys, key];
    return new Shape(keys, false, this.firstSize, Math.max(this.size, nodesFor(keys.length)));
  }

  /** A copy that one table owns. */
  own(): Shape {
    const copy = new Shape(this.keys.slice(), true, this.firstSize, this.size);
    copy.hasDead = this.hasDead;
    copy.isAncestral = this.isAncestral;
    copy.free = this.free?.slice();
    copy.nodes = this.nodes;
    return copy;
  }

  /** Makes the slot of a dead key of an exclusive shape free for another key. */
  release(slot: number): void {
    if (typeof this.keys[slot] === 'number') this.forgetPlaces();
    else this.index?.delete(this.keys[slot]);
    this.keys[slot] = undefined;
    this.free ??= [];
    this.free.push(slot);
  }

  /** Gives a free slot of an exclusive shape to a key, or -1. */
  reuse(key: LuaValue): number {
    const slot = this.free?.pop();
    if (slot === undefined) return -1;
    if (typeof key === 'number') this.forgetPlaces();
    else this.index?.set(key, slot);
    this.keys[slot] = key;
    return slot;
  }

  /** Whether `reuse` would find a slot. */
  get hasFree(): boolean {
    return this.free !== undefined && this.free.length > 0;
  }

  /** The layout of a table of this shape that has none of its own, to be shared or cloned. */
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
   * The layout of a table that a constructor made with these values, some of them nil: another key may have
   * taken such a key's node at once. undefined where none did.
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
    const places = new Int32Array(largest + 1).fill(-1);
    for (let slot = 0; slot < keys.length; slot++) {
      const key = keys[slot];
      if (isSmall(key)) places[key] = slot;
    }
    this.places = places;
  }

  private buildIndex(): Map<LuaValue, number> {
    const index = new Map<LuaValue, number>();
    for (let slot = 0; slot < this.keys.length; slot++) {
      const key = this.keys[slot];
      if (key !== undefined && typeof key !== 'number') index.set(key, slot);
    }
    this.index = index;
    return index;
  }
}

/** No keys and no nodes: where every table begins that is created without a hash part. */
export const ROOT_SHAPE = new Shape([], false, 0, 0);

/** The shapes without keys, by their nodes: as many as there are powers of two. */
const roots = new Map<number, Shape>([[0, ROOT_SHAPE]]);

/** The empty shape of a table created for so many keys. */
export function rootShape(keyCount: number): Shape {
  const size = nodesFor(keyCount);
  let root = roots.get(size);
  if (root === undefined) {
    root = new Shape([], false, size, size);
    roots.set(size, root);
  }
  return root;
}

/** The shape of a table that a constructor builds with these keys in order; all are strings and differ. */
export function shapeOf(keys: readonly string[]): Shape {
  // Up to two keys it makes no difference whether the nodes were there from the start.
  let shape = keys.length <= 2 ? ROOT_SHAPE : rootShape(keys.length);
  for (const key of keys) {
    // Past the bound it is one that only this constructor's tables share.
    shape = shape.with(key) ?? shape.followedBy(key);
  }
  return shape;
}
