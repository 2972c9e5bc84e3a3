/**
 * Where Lua 5.1's hash part would hold its keys: the order in which `next` meets them, and when it is full.
 *
 * Lua's tables are chained scatter tables with Brent's variation. A key that collides with one in its main position
 * takes a free node, found from the end downwards; a key that sits in another's main position has to move there. A key
 * whose value became nil stays in its node until another key has that main position or the table is hashed anew.
 *
 * A node refers to its key: a number >= 0 is a slot of the table, and a number <= -2 is the bitwise complement of an
 * index that the table keeps in its JavaScript array although Lua 5.1 would have it in the hash part.
 */
import { addressOf } from './address.ts';
import type { LuaValue } from './value.ts';

/** What refers to no key. */
const FREE = -1;

/** A node is four numbers. */
const STRIDE = 4;
const NEXT = 1;
const HASH = 2;
/** 1 where the main position is the hash modulo the largest odd number that fits, 0 where it is masked. */
const MODULAR = 3;

/** Where the values are that the nodes refer to: a table. */
export interface NodeOwner {
  readonly array: readonly LuaValue[];
  readonly slots: readonly LuaValue[];
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

/** The hash of a byte string. Unlike stock Lua 5.1, Redis's takes every byte of a long one. */
function stringHash(text: string): number {
  let hash = text.length;
  for (let position = text.length - 1; position >= 0; position--) {
    hash ^= (hash << 5) + (hash >>> 2) + text.charCodeAt(position);
  }
  return hash | 0;
}

/** 32 bits that decide where a key goes. */
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

/** The least power of two that is not below a count; 0 for 0. */
export function nodesFor(count: number): number {
  return count <= 1 ? count : 1 << (32 - Math.clz32(count - 1));
}

export class NodeLayout {
  /** Number of nodes: a power of two, or 0. */
  readonly size: number;
  /** Several tables have it: nobody may change it any more. */
  isShared = false;
  private readonly nodes: Int32Array;
  /** The nodes before the last rehash, to be used again: a table that keeps its size is hashed anew often. */
  private readonly spare: Int32Array | undefined;
  /** All nodes from here on have had a key. */
  private lastFree: number;
  /** The node that `next` met last. */
  private cursor = 0;
  /** Some node refers, or has referred, to an index in the array. */
  hasIndices = false;
  /** No node before this one is alive, as far as `next` has seen. */
  private start = 0;
  /** What layout-step.ts has learned of adding keys to this layout. */
  learned: object | undefined = undefined;

  /** `before`: a layout of the same table that this one replaces. */
  constructor(size: number, before?: NodeLayout) {
    this.size = size;
    const reusable = before !== undefined && before.size === size && !before.isShared;
    this.nodes = ((reusable ? before.spare : undefined) ?? new Int32Array(size * STRIDE)).fill(FREE);
    this.spare = reusable ? before.nodes : undefined;
    this.lastFree = size;
  }

  /**
   * The layout of keys that were added one after the other, none of them ever nil, to a hash part that had `size` nodes
   * at first. `born` are the values that the keys got, where some were nil from the start.
   */
  static replay(keys: readonly LuaValue[], size: number, born?: NodeOwner): NodeLayout {
    let layout = new NodeLayout(size);
    for (let slot = 0; slot < keys.length; slot++) {
      if (slot >= layout.size) layout = layout.grown();
      const node = layout.claim(keys[slot], born);
      layout.refer(node, slot);
    }
    return layout;
  }

  /** Whether both have the same keys in the same nodes, and will have. */
  equals(other: NodeLayout): boolean {
    if (this.size !== other.size || this.lastFree !== other.lastFree) return false;
    return this.nodes.every((number, at) => number === other.nodes[at]);
  }

  /** A layout that its owner may change. */
  clone(): NodeLayout {
    const copy = new NodeLayout(this.size);
    copy.nodes.set(this.nodes);
    copy.lastFree = this.lastFree;
    copy.hasIndices = this.hasIndices;
    return copy;
  }

  /** What the node refers to: a slot, an index's complement, or FREE. */
  reference(node: number): number {
    return this.nodes[node * STRIDE];
  }

  /** Makes a node that was claimed for a key refer to it. */
  refer(node: number, reference: number): void {
    if (node < this.start) this.start = node;
    if (reference < FREE) this.hasIndices = true;
    this.nodes[node * STRIDE] = reference;
  }

  /** The node of a key, dead or alive, or -1. */
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

  /** The first node from `node` on whose key has a value, or -1. */
  nextLive(node: number, owner: NodeOwner): number {
    for (let at = Math.max(node, this.start); at < this.size; at++) {
      if (this.isLive(at, owner)) {
        this.cursor = at;
        // Clearing a table by its first key again and again would otherwise pass all the dead ones each time.
        if (node <= this.start && !this.isShared) this.start = at;
        return at;
      }
    }
    return -1;
  }

  /** A bit for each node of at most 32. */
  livingNodes(owner: NodeOwner): number {
    let alive = 0;
    for (let node = 0; node < this.size; node++) if (this.isLive(node, owner)) alive |= 1 << node;
    return alive;
  }

  /** The slot of a number, or -1. */
  slotOf(keys: readonly LuaValue[], key: number): number {
    const node = this.find(keys, key);
    if (node < 0) return -1;
    const reference = this.nodes[node * STRIDE];
    return reference >= 0 ? reference : -1;
  }

  /** Takes over the living keys of another layout, which are in slots and stay there, from the last to the first. */
  adoptSlots(from: NodeLayout, slots: readonly LuaValue[]): void {
    const { nodes } = this;
    const source = from.nodes;
    const mask = this.size - 1;
    for (let at = source.length - STRIDE; at >= 0; at -= STRIDE) {
      const reference = source[at];
      if (reference < 0 || slots[reference] === undefined) continue;
      const hash = source[at + HASH];
      const modular = source[at + MODULAR];
      // Most keys are strings whose node is free.
      let node = (hash & mask) * STRIDE;
      if (modular !== 0 || nodes[node] !== FREE) node = this.claimHash(hash, modular, undefined) * STRIDE;
      else {
        nodes[node + HASH] = hash;
        nodes[node + MODULAR] = modular;
      }
      nodes[node] = reference;
    }
  }

  isLive(node: number, owner: NodeOwner): boolean {
    const reference = this.nodes[node * STRIDE];
    if (reference >= 0) return owner.slots[reference] !== undefined;
    return reference < FREE && owner.array[~reference - 1] !== undefined;
  }

  /**
   * Makes room for a key that has no node: its node, or -1 if the hash part is full. What the node still refers to is
   * a dead key that loses it. Without an owner every key counts as alive.
   */
  claim(key: LuaValue, owner: NodeOwner | undefined): number {
    return this.claimHash(hashOf(key), isModular(key), owner);
  }

  /** Gives a node to a key that another layout has a node of; there is room for it. */
  adopt(from: NodeLayout, node: number, reference: number, owner: NodeOwner | undefined): void {
    const at = node * STRIDE;
    this.refer(this.claimHash(from.nodes[at + HASH], from.nodes[at + MODULAR], owner), reference);
  }

  /** The layout after Lua has made it twice as large because all keys are alive and there is one more. */
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
        // The key that is there belongs there: the new one goes to the free node, next in the chain.
        nodes[free * STRIDE + NEXT] = nodes[main + NEXT];
        nodes[main + NEXT] = free;
        node = free;
      } else this.move(other, node, free);
    }
    nodes[node * STRIDE + HASH] = hash;
    nodes[node * STRIDE + MODULAR] = modular;
    return node;
  }

  /** Moves a key that is not in its main position `first` to a free node, and leaves its own free. */
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

  private takeFree(): number {
    while (this.lastFree > 0) {
      this.lastFree--;
      if (this.nodes[this.lastFree * STRIDE] === FREE) return this.lastFree;
    }
    return -1;
  }
}
