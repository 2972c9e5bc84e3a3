/**
 * What Lua 5.1 does when a key finds no free node: it counts the keys, sizes both parts of the table anew, and puts every
 * key where it belongs now.
 */
import { IndexCount, isIndex } from './array-size.ts';
import { accountMemory } from './budget.ts';
import { NodeLayout, nodesFor } from './node-layout.ts';
import { ROOT_SHAPE, Shape } from './shape.ts';
import { ACCOUNTED_SLOTS, EMPTY, NODE_BYTES, type TableParts } from './table-parts.ts';
import type { LuaValue } from './value.ts';

/** Fewer slots than this may stay unused. */
const COMPACTED_SLOTS = 64;

/** How many keys there are with the one about to be added, and what size of the array part follows. */
interface KeyCount {
  readonly keys: number;
  /** How many of them are in the array part. */
  readonly used: number;
  readonly size: number;
}

function countKeys(table: TableParts, added: LuaValue): KeyCount {
  const { array, slots } = table;
  const indices = new IndexCount();
  let keys = 1;
  for (let position = 0; position < table.holes; position++) {
    if (array[position] === undefined) continue;
    indices.add(position + 1);
    keys++;
  }
  indices.addRange(table.holes, array.length);
  keys += array.length - table.holes;
  for (let slot = 0; slot < slots.length; slot++) {
    if (slots[slot] === undefined) continue;
    if (table.integerKeys) indices.add(table.shape.keys[slot]);
    keys++;
  }
  indices.add(added);
  return { keys, ...indices.arraySize() };
}

/** Makes room for a key, in the hash part or in the array part. */
export function rehash(table: TableParts, added: LuaValue): void {
  const { keys, used, size } = countKeys(table, added);
  resize(table, size, nodesFor(keys - used));
}

/** Gives a table an array part and a hash part of these sizes. */
export function resize(table: TableParts, capacity: number, size: number): void {
  const old = table.nodes();
  const { array } = table;
  if (size > old.size && size >= ACCOUNTED_SLOTS) accountMemory(size * NODE_BYTES);
  const layout = new NodeLayout(size, old);
  // The slice of the array part that vanishes comes first.
  const end = table.arrayEnd;
  const isPlain = !table.integerKeys && array.length === end;
  table.growCapacity(capacity);
  for (let index = capacity + 1; index <= end; index++) {
    if (array[index - 1] !== undefined) layout.refer(layout.claim(index, table), moveToSlot(table, index));
  }
  if (isPlain) layout.adoptSlots(old, table.slots);
  for (let node = isPlain ? -1 : old.size - 1; node >= 0; node--) {
    if (!old.isLive(node, table)) continue;
    const reference = old.reference(node);
    const key = reference >= 0 ? table.shape.keys[reference] : ~reference;
    if (table.isInArrayPart(key)) {
      if (reference >= 0) moveToArray(table, key, reference);
    } else
      layout.adopt(
        old,
        node,
        reference < 0 && table.holes !== 0 ? moveToSlot(table, ~reference) : reference,
        undefined,
      );
  }
  if (table.holes !== 0) trim(table);
  table.setLayout(layout);
  releaseDead(table, layout);
}

/** Moves a value of the array to the hash part. */
function moveToSlot(table: TableParts, index: number): number {
  const value = table.array[index - 1];
  table.array[index - 1] = undefined;
  if (table.holes < index) table.holes = index;
  table.integerKeys = true;
  const slot = table.addSlot(index);
  table.slots[slot] = value;
  return slot;
}

function moveToArray(table: TableParts, index: number, slot: number): void {
  const value = table.slots[slot];
  table.slots[slot] = undefined;
  if (index <= table.array.length) table.array[index - 1] = value;
  else table.extend(index - 1, value);
}

function trim(table: TableParts): void {
  const { array } = table;
  while (array.length > 0 && array[array.length - 1] === undefined) array.pop();
  let holes = Math.min(table.holes, array.length);
  while (holes > 0 && array[holes - 1] !== undefined) holes--;
  table.holes = holes;
}

/** Gives the keys of a table that has lost most of them slots without gaps. */
function compact(table: TableParts, layout: NodeLayout): void {
  const slots: LuaValue[] = [];
  const keys: LuaValue[] = [];
  for (let node = 0; node < layout.size; node++) {
    const slot = layout.reference(node);
    if (slot < 0) continue;
    keys.push(table.shape.keys[slot]);
    layout.refer(node, slots.push(table.slots[slot]) - 1);
  }
  const shape = new Shape(keys, true, layout.size, layout.size);
  shape.isAncestral = table.shape.isAncestral;
  table.shape = shape;
  table.slots = slots;
  table.setLayout(layout);
}

/** Dead keys have no node any more. */
function releaseDead(table: TableParts, layout: NodeLayout): void {
  const { shape, slots } = table;
  if (layout.size === 0) {
    table.layout = undefined;
    table.shape = table.frozen || shape.isAncestral ? ROOT_SHAPE.own() : ROOT_SHAPE;
    table.shape.isAncestral = shape.isAncestral;
    table.slots = EMPTY;
    table.integerKeys = false;
  } else if (shape.exclusive) {
    table.integerKeys = false;
    let living = 0;
    for (let slot = 0; slot < slots.length; slot++) {
      const key = shape.keys[slot];
      if (key === undefined) continue;
      if (slots[slot] === undefined) shape.release(slot);
      else {
        living++;
        if (isIndex(key)) table.integerKeys = true;
      }
    }
    if (slots.length >= COMPACTED_SLOTS && living * 4 < slots.length) compact(table, layout);
  } else if (layout.equals(shape.sharedLayout()) && !slots.includes(undefined)) table.layout = undefined;
}
