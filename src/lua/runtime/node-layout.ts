/**
 * The nodes (the entries of the hash part) that Lua 5.1 would have for a table, and which key is in each. They hold
 * no values. They tell in which order `next` meets the keys and when the hash part is full, and keys that are numbers
 * are found by them.
 *
 * The hash of a key determines its main position, the node where it should be. Invariant, as in Lua's ltable.c: if a
 * key is not in its main position, then the key that is there is in its own main position, and the chain of nodes that
 * begins there leads to the first key. (This is a chained scatter table with Brent's variation.)
 *
 * So a new key whose main position is taken goes to a free node, which is searched for from the end downwards. But if
 * the key that has taken it is not in its own main position, that key moves to the free node instead. A key whose value
 * became nil is dead. It stays in its node until a new key with that main position takes the node over, or until Lua
 * sizes the table anew and puts all living keys into new nodes (a rehash).
 *
 * A node holds a reference to its key. A number >= 0 is a slot of the table. A number <= -2 is the bitwise complement
 * of an index whose value the table keeps in its JavaScript array, although Lua 5.1 has it in the hash part.
 */
import { addressOf } from './address.ts';
import { spend } from './budget.ts';
import { LONG_TEXT, lookInto } from './long-text.ts';
import { SCANNED } from './scan.ts';
import type { LuaValue } from './value.ts';

/** The reference in a node without a key, and the link at the end of a chain. */
const FREE = -1;

/** A node is four numbers: its reference, the next node of its chain, the hash of its key, and `MODULAR`. */
const STRIDE = 4;
const NEXT = 1;
const HASH = 2;
/** 1 if the main position is the hash modulo the largest odd number up to the size, 0 if it is the lowest bits. */
const MODULAR = 3;

/** The parts of a table in which the values are that references lead to. */
export interface NodeOwner {
  readonly array: readonly LuaValue[];
  readonly slots: readonly LuaValue[];
}

/** Scratch space: written and read within one synchronous call. */
const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

/** The hash of a byte string. Stock Lua 5.1 skips bytes of a long string; Redis's Lua, and so this, uses every one. */
function stringHash(text: string): number {
  if (text.length >= LONG_TEXT) lookInto(text);
  let hash = text.length;
  for (let position = text.length - 1; position >= 0; position--) {
    if (position % SCANNED === SCANNED - 1) spend(SCANNED);
    hash ^= (hash << 5) + (hash >>> 2) + text.charCodeAt(position);
  }
  return hash | 0;
}

/** The 32 bits of a key that determine its main position. */
function hashOf(key: LuaValue): number {
  switch (typeof key) {
    case 'string':
      return stringHash(key);
    case 'number':
      if (key === 0) return 0;
      double[0] = key;
      return (halves[0] + halves[1]) | 0;
    case 'boolean':
      return key ? 1 : 0;
    default:
      return addressOf(key as object) | 0;
  }
}

function isModular(key: LuaValue): number {
  return typeof key === 'string' || typeof key === 'boolean' ? 0 : 1;
}

/** The number of nodes that Lua creates for `count` keys: the least power of two that is not below it, or 0 for 0. */
export function nodesFor(count: number): number {
  return count <= 1 ? count : 1 << (32 - Math.clz32(count - 1));
}

export class NodeLayout {
  /** The number of nodes: a power of two, or 0. */
  readonly size: number;
  /** Whether several tables use this layout, so that nobody may change it any more. */
  isShared = false;
  private readonly nodes: Int32Array;
  /** The memory of the layout before the last rehash. A table that keeps its size is rehashed often, and reuses it. */
  private readonly spare: Int32Array | undefined;
  /** Every node from this one on has had a key, so the search for a free node goes on below it. */
  private lastFree: number;
  /** The node that `next` met last, where the search for the following key begins. */
  private cursor = 0;
  /** Whether some node refers, or has referred, to an index in the array. */
  hasIndices = false;
  /** No node before this one has a living key, as far as `next` has seen. */
  private start = 0;
  /** What layout-step.ts has learned about adding keys to this layout. */
  learned: object | undefined = undefined;

  /** `before` is the layout of the same table that this one replaces. */
  constructor(size: number, before?: NodeLayout) {
    this.size = size;
    const reusable = before !== undefined && before.size === size && !before.isShared;
    this.nodes = ((reusable ? before.spare : undefined) ?? new Int32Array(size * STRIDE)).fill(FREE);
    this.spare = reusable ? before.nodes : undefined;
    this.lastFree = size;
  }

  /**
   * The layout of keys that were added one after the other to a hash part that had `size` nodes at first, and that have
   * never been nil since. `born` holds the values that they got; it is needed only if some were nil from the start.
   */
  static replay(keys: readonly LuaValue[], size: number, born?: NodeOwner): NodeLayout {
    let layout = new NodeLayout(size);
    for (let slot = 0; slot < keys.length; slot++) {
      if (slot >= layout.size) layout = layout.grown();
      if (slot % SCANNED === SCANNED - 1) spend(SCANNED);
      const node = layout.claim(keys[slot], born);
      layout.refer(node, slot);
    }
    return layout;
  }

  /** Whether both layouts have the same keys in the same nodes, and will put further keys into the same nodes. */
  equals(other: NodeLayout): boolean {
    if (this.size !== other.size || this.lastFree !== other.lastFree) return false;
    return this.nodes.every((number, at) => number === other.nodes[at]);
  }

  /** A copy that its owner may change. */
  clone(): NodeLayout {
    const copy = new NodeLayout(this.size);
    copy.nodes.set(this.nodes);
    copy.lastFree = this.lastFree;
    copy.hasIndices = this.hasIndices;
    return copy;
  }

  /** The reference in a node: a slot, the complement of an index, or `FREE`. */
  reference(node: number): number {
    return this.nodes[node * STRIDE];
  }

  /** Stores the reference to a key in the node that was claimed for it. */
  refer(node: number, reference: number): void {
    if (node < this.start) this.start = node;
    if (reference < FREE) this.hasIndices = true;
    this.nodes[node * STRIDE] = reference;
  }

  /** The node of a key, dead or alive; -1 if it has none. `keys` are the keys of the table's shape. */
  find(keys: readonly LuaValue[], key: LuaValue): number {
    if (this.size === 0) return -1;
    const { nodes } = this;
    const hint = nodes[this.cursor * STRIDE];
    if (hint >= 0 ? keys[hint] === key : hint < FREE && ~hint === key) return this.cursor;
    let node = this.mainPosition(hashOf(key), isModular(key));
    do {
      const reference = nodes[node * STRIDE];
      if (reference >= 0 ? keys[reference] === key : reference < FREE && ~reference === key) return node;
      node = nodes[node * STRIDE + NEXT];
    } while (node >= 0);
    return -1;
  }

  /** The first node from `node` on whose key has a value; -1 if there is none. */
  nextLive(node: number, owner: NodeOwner): number {
    for (let at = Math.max(node, this.start); at < this.size; at++) {
      if (at % SCANNED === SCANNED - 1) spend(SCANNED);
      if (this.isLive(at, owner)) {
        this.cursor = at;
        // A loop that removes the first key again and again would otherwise walk over all dead keys at each turn.
        if (node <= this.start && !this.isShared) this.start = at;
        return at;
      }
    }
    return -1;
  }

  /** The nodes whose keys have a value, as a set of bits. There must be at most 32 nodes. */
  livingNodes(owner: NodeOwner): number {
    let alive = 0;
    for (let node = 0; node < this.size; node++) if (this.isLive(node, owner)) alive |= 1 << node;
    return alive;
  }

  /** The slot of a key that is a number; -1 if it has none. */
  slotOf(keys: readonly LuaValue[], key: number): number {
    const node = this.find(keys, key);
    if (node < 0) return -1;
    const reference = this.nodes[node * STRIDE];
    return reference >= 0 ? reference : -1;
  }

  /**
   * Takes over the living keys of another layout, from the last node to the first. All of them are in slots, and keep
   * their slots. The work is charged, so the caller must not have changed the table yet.
   */
  adoptSlots(from: NodeLayout, slots: readonly LuaValue[]): void {
    const { nodes } = this;
    const source = from.nodes;
    const mask = this.size - 1;
    for (let at = source.length - STRIDE; at >= 0; at -= STRIDE) {
      if (at % SCANNED === SCANNED - STRIDE) spend(SCANNED / STRIDE);
      const reference = source[at];
      if (reference < 0 || slots[reference] === undefined) continue;
      const hash = source[at + HASH];
      const modular = source[at + MODULAR];
      // Most keys are strings whose main position is free; the others take the general way.
      let node = (hash & mask) * STRIDE;
      if (modular !== 0 || nodes[node] !== FREE) node = this.claimHash(hash, modular, undefined) * STRIDE;
      else {
        nodes[node + HASH] = hash;
        nodes[node + MODULAR] = modular;
      }
      nodes[node] = reference;
    }
  }

  /** Whether a node has a key whose value is not nil. */
  isLive(node: number, owner: NodeOwner): boolean {
    const reference = this.nodes[node * STRIDE];
    if (reference >= 0) return owner.slots[reference] !== undefined;
    return reference < FREE && owner.array[~reference - 1] !== undefined;
  }

  /**
   * Finds a node for a key that has none, and returns it; -1 if the hash part is full. A reference that is still in the
   * node belongs to a dead key, which loses the node. Without an `owner` to look at, every key counts as alive.
   */
  claim(key: LuaValue, owner: NodeOwner | undefined): number {
    return this.claimHash(hashOf(key), isModular(key), owner);
  }

  /** Gives a node to the key that is in `node` of another layout. The caller makes sure that there is room. */
  adopt(from: NodeLayout, node: number, reference: number, owner: NodeOwner | undefined): void {
    const at = node * STRIDE;
    this.refer(this.claimHash(from.nodes[at + HASH], from.nodes[at + MODULAR], owner), reference);
  }

  /** The layout after a rehash that doubles it, which is what happens if every key is alive and one more is added. */
  private grown(): NodeLayout {
    const layout = new NodeLayout(this.size === 0 ? 1 : this.size * 2);
    for (let node = this.size - 1; node >= 0; node--) {
      layout.adopt(this, node, this.nodes[node * STRIDE], undefined);
    }
    return layout;
  }

  private mainPosition(hash: number, modular: number): number {
    return modular === 0 ? hash & (this.size - 1) : (hash >>> 0) % ((this.size - 1) | 1);
  }

  private claimHash(hash: number, modular: number, owner: NodeOwner | undefined): number {
    if (this.size === 0) return -1;
    const { nodes } = this;
    let node = this.mainPosition(hash, modular);
    const main = node * STRIDE;
    const isTaken = owner === undefined ? nodes[main] !== FREE : this.isLive(node, owner);
    if (isTaken) {
      const free = this.takeFree();
      if (free < 0) return -1;
      if (free < this.start) this.start = free;
      const other = this.mainPosition(nodes[main + HASH], nodes[main + MODULAR]);
      if (other === node) {
        // The key that is there is in its main position: the new one goes to the free node, as the next in its chain.
        nodes[free * STRIDE + NEXT] = nodes[main + NEXT];
        nodes[main + NEXT] = free;
        node = free;
      } else this.move(other, node, free);
    }
    nodes[node * STRIDE + HASH] = hash;
    nodes[node * STRIDE + MODULAR] = modular;
    return node;
  }

  /** Moves a key from `node`, which is not its main position, to a free node. Its chain begins at `first`. */
  private move(first: number, node: number, free: number): void {
    const { nodes } = this;
    let previous = first;
    while (nodes[previous * STRIDE + NEXT] !== node) previous = nodes[previous * STRIDE + NEXT];
    nodes[previous * STRIDE + NEXT] = free;
    const [to, at] = [free * STRIDE, node * STRIDE];
    nodes[to] = nodes[at];
    nodes[to + NEXT] = nodes[at + NEXT];
    nodes[to + HASH] = nodes[at + HASH];
    nodes[to + MODULAR] = nodes[at + MODULAR];
    nodes[at] = nodes[at + NEXT] = FREE;
  }

  /** The next free node from the end downwards, or -1. A node that becomes free above `lastFree` is not found again. */
  private takeFree(): number {
    while (this.lastFree > 0) {
      this.lastFree--;
      if (this.nodes[this.lastFree * STRIDE] === FREE) return this.lastFree;
    }
    return -1;
  }
}
