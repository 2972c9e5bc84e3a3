/**
 * The parts of a table, as those see them that rearrange them: rehash.ts and layout-step.ts. What the parts mean is told
 * by `LuaTable` (table.ts), which is what implements this.
 */
import type { NodeLayout, NodeOwner } from './node-layout.ts';
import type { Shape } from './shape.ts';
import type { LuaValue } from './value.ts';

/** Shared by all tables without an array (or hash) part; never written to. */
export const EMPTY: LuaValue[] = [];

/** Bytes that one slot is reckoned to take, for the memory limit. */
export const SLOT_BYTES = 16;
/** Bytes that the node of a key takes, with the key and its place in the index. */
export const NODE_BYTES = 48;
/** Growth below this many slots is not worth accounting. */
export const ACCOUNTED_SLOTS = 64;

export interface TableParts extends NodeOwner {
  array: LuaValue[];
  shape: Shape;
  slots: LuaValue[];
  layout: NodeLayout | undefined;
  readonly capacity: number;
  holes: number;
  integerKeys: boolean;
  readonly frozen: boolean;
  /** The end of the array part as far as it is in use. */
  readonly arrayEnd: number;
  /** The nodes, wherever they are kept. */
  nodes(): NodeLayout;
  setLayout(layout: NodeLayout): void;
  growCapacity(capacity: number): void;
  isInArrayPart(key: LuaValue): key is number;
  /** Makes a slot for a key that has none. */
  addSlot(key: LuaValue): number;
  /** Stores behind the last element of the array. */
  extend(position: number, value: LuaValue): void;
}
