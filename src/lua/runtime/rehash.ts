/**
 * The rehash: what Lua 5.1 does when a new key finds no free node (entry of the hash part). It counts the keys, chooses
 * new sizes for the array part and the hash part, and puts every key where it then belongs.
 *
 * The functions here do the same to the parts of a `LuaTable`, and keep the invariants that table.ts states: afterwards
 * an integer is in `array` if it belongs to Lua's array part, and dead keys (those whose value is nil) have no node.
 */
import { MAXIMUM_KEYS } from '../../bytes/ceilings.ts';
import { IndexCount, isIndex } from './array-size.ts';
import { accountMemory, spend } from './budget.ts';
import { errorHere } from './lua-error.ts';
import { NodeLayout, nodesFor } from './node-layout.ts';
import { SCANNED } from './scan.ts';
import { ROOT_SHAPE, Shape } from './shape.ts';
import { ACCOUNTED_SLOTS, EMPTY, NODE_BYTES, type TableParts } from './table-parts.ts';
import type { LuaValue } from './value.ts';

/** A table with fewer slots than this is not compacted, however many of them are unused. */
const COMPACTED_SLOTS = 64;

/** How many keys a table has, with the one that is about to be added, and what size of the array part follows. */
interface KeyCount {
  readonly keys: number;
  /** How many of the keys belong into the array part of the new size. */
  readonly used: number;
  readonly size: number;
}

function countKeys(table: TableParts, added: LuaValue): KeyCount {
  const { array, slots } = table;
  const indices = new IndexCount();
  let keys = 1;
  for (let position = 0; position < table.holes; position++) {
    if (position % SCANNED === SCANNED - 1) spend(SCANNED);
    if (array[position] === undefined) continue;
    indices.add(position + 1);
    keys++;
  }
  indices.addRange(table.holes, array.length);
  keys += array.length - table.holes;
  for (let slot = 0; slot < slots.length; slot++) {
    if (slot % SCANNED === SCANNED - 1) spend(SCANNED);
    if (slots[slot] === undefined) continue;
    if (table.integerKeys) indices.add(table.shape.keys[slot]);
    keys++;
  }
  indices.add(added);
  return { keys, ...indices.arraySize() };
}

/** Makes room for the key `added`, in the hash part or in the array part. The caller then stores it. */
export function rehash(table: TableParts, added: LuaValue): void {
  const { keys, used, size } = countKeys(table, added);
  resize(table, size, nodesFor(keys - used));
}

/**
 * Gives a table an array part of `capacity` elements and a hash part of `size` nodes.
 *
 * The work is charged to the script's budget. While it goes on, that can end the script, and a table of a function
 * library outlives the script; so nothing in the table is changed before all work that is charged is done.
 */
export function resize(table: TableParts, capacity: number, size: number): void {
  const old = table.nodes();
  if (size > MAXIMUM_KEYS) throw errorHere('not enough memory');
  if (size > old.size && size >= ACCOUNTED_SLOTS) accountMemory(size * NODE_BYTES);
  const layout = new NodeLayout(size, old);
  if (table.holes === 0 && capacity >= table.arrayEnd) resizeInPlace(table, capacity, layout, old);
  else moveIndices(table, capacity, layout, old);
  if (table.holes !== 0) trim(table);
  table.setLayout(layout);
  releaseDead(table, layout);
}

/** All indices in the array stay there: only keys of the hash part may move, into other nodes or into the array. */
function resizeInPlace(table: TableParts, capacity: number, layout: NodeLayout, old: NodeLayout): void {
  const moved: number[] = [];
  if (!table.integerKeys && table.array.length === table.arrayEnd) layout.adoptSlots(old, table.slots);
  else {
    for (let node = old.size - 1; node >= 0; node--) {
      if (node % SCANNED === SCANNED - 1) spend(SCANNED);
      if (!old.isLive(node, table)) continue;
      const reference = old.reference(node);
      const key = reference >= 0 ? table.shape.keys[reference] : ~reference;
      if (!isIndexWithin(key, capacity)) layout.adopt(old, node, reference, undefined);
      else if (reference >= 0) moved.push(reference);
    }
  }
  table.growCapacity(capacity);
  for (const slot of moved) moveToArray(table, table.shape.keys[slot] as number, slot);
}

function isIndexWithin(key: LuaValue, capacity: number): key is number {
  return typeof key === 'number' && key >= 1 && key <= capacity && key === Math.floor(key);
}

/**
 * If the array part shrinks, Lua first moves the indices that no longer fit in it to the hash part. Then come the keys of
 * the old hash part, from its last node to the first. The order matters: it decides who gets which node.
 */
function moveIndices(table: TableParts, capacity: number, layout: NodeLayout, old: NodeLayout): void {
  const { array } = table;
  const end = table.arrayEnd;
  spend(old.size + Math.max(end - capacity, 0));
  const isPlain = !table.integerKeys && array.length === end;
  table.growCapacity(capacity);
  for (let index = capacity + 1; index <= end; index++) {
    if (array[index - 1] !== undefined) layout.refer(layout.claim(index, table), moveToSlot(table, index));
  }
  for (let node = old.size - 1; node >= 0; node--) {
    if (!old.isLive(node, table)) continue;
    const reference = old.reference(node);
    const key = reference >= 0 ? table.shape.keys[reference] : ~reference;
    if (isPlain) layout.adopt(old, node, reference, undefined);
    else if (table.isInArrayPart(key)) {
      if (reference >= 0) moveToArray(table, key, reference);
    } else {
      layout.adopt(
        old,
        node,
        reference < 0 && table.holes !== 0 ? moveToSlot(table, ~reference) : reference,
        undefined,
      );
    }
  }
}

/** Moves the value of an index from the array to a new slot, and returns the slot. */
function moveToSlot(table: TableParts, index: number): number {
  const value = table.array[index - 1];
  table.array[index - 1] = undefined;
  if (table.holes < index) table.holes = index;
  table.integerKeys = true;
  const slot = table.addSlot(index);
  table.slots[slot] = value;
  return slot;
}

/** Moves the value of an index from its slot to the array. */
function moveToArray(table: TableParts, index: number, slot: number): void {
  const value = table.slots[slot];
  table.slots[slot] = undefined;
  if (index <= table.array.length) table.array[index - 1] = value;
  else table.extend(index - 1, value);
}

/** Removes nil values from the end of the array, where the invariant allows none. */
function trim(table: TableParts): void {
  const { array } = table;
  while (array.length > 0 && array[array.length - 1] === undefined) array.pop();
  let holes = Math.min(table.holes, array.length);
  while (holes > 0 && array[holes - 1] !== undefined) holes--;
  table.holes = holes;
}

/** Gives new slots without gaps to the keys of a table that has lost most of its keys, so that its memory is freed. */
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

/** Frees the slots of the dead keys, which have no node any more, and gives up what the table no longer needs. */
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
