/**
 * The parts of a table, as the files that rearrange them see them: rehash.ts and layout-step.ts. `LuaTable` in
 * table.ts implements this interface and states what the parts mean; it is separate so that those files need not
 * import table.ts.
 */
import type { NodeLayout, NodeOwner } from './node-layout.ts';
import type { Shape } from './shape.ts';
import type { LuaValue } from './value.ts';

/** The array that all tables without values at 1..n, or without a hash part, share. It must never be written to. */
export const EMPTY: LuaValue[] = [];

/** How many bytes one slot or element counts for in the memory limit. */
export const SLOT_BYTES = 16;
/** How many bytes a key of the hash part counts for: its node, the key itself, and its entry in the shape's index. */
export const NODE_BYTES = 48;
/** A table that grows to fewer slots than this is not counted, because counting would cost more than it tells. */
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
  /** The last index of the array part that can have a value. */
  readonly arrayEnd: number;
  /** The nodes, whether the table has a layout of its own or they follow from its shape. */
  nodes(): NodeLayout;
  setLayout(layout: NodeLayout): void;
  growCapacity(capacity: number): void;
  isInArrayPart(key: LuaValue): key is number;
  /** Makes a slot for a key that has none, and returns it. */
  addSlot(key: LuaValue): number;
  /** Stores a value beyond the last element of the array. */
  extend(position: number, value: LuaValue): void;
}
