/**
 * Remembers what adding a key does to the nodes of a record, so that it is worked out once for all tables that are
 * alike. (A node is an entry of Lua's hash part; a layout, see node-layout.ts, says which key is in which node.)
 *
 * Tables that share their shape share their layout, too. A shared layout never changes: when a key is added, the
 * table exchanges its shape and layout for others. That exchange is a `Step`. Invariant: which step a table takes
 * follows from three things alone, namely its layout, the key, and which of the nodes have a key with a value. That
 * is true only of tables whose array has no holes and that have all their positive integers in it; the caller checks
 * both.
 */
import { NodeLayout, nodesFor } from './node-layout.ts';
import type { Shape } from './shape.ts';
import type { TableParts } from './table-parts.ts';

/** What a table becomes when a key is added. */
export interface Step {
  readonly shape: Shape;
  /** The new layout; undefined for the one that follows from the new shape. */
  readonly layout: NodeLayout | undefined;
  /** The slot for the value; -1 if it goes to the end of the array. */
  readonly slot: number;
  /** Whether the hash part was full, so that Lua has sized both parts of the table anew. */
  readonly isRehash: boolean;
}

/** Steps are learned only for layouts of up to this many nodes: one bit of a number says whether a node is alive. */
const MAX_NODES = 32;
/** For how many keys one layout remembers steps. */
const MAX_KEYS = 64;
/** How many steps are remembered at a time, by all states and engines in the process together. */
const MAX_STEPS = 10_000;

/**
 * The layouts that remember steps, and how many steps they remember in all. Scripts with random keys would add ever
 * more, so all of them are forgotten when there are `MAX_STEPS`; those that are still needed are learned again.
 */
let knowing: NodeLayout[] = [];
let learned = 0;

function forgetSteps(): void {
  for (const layout of knowing) layout.learned = undefined;
  knowing = [];
  learned = 0;
}

/** The steps that lead from one layout. They are kept in the layout itself, as its `learned`. */
class Steps {
  /** The steps by the key that is added, and then by the set of nodes that are alive, as bits. */
  readonly byKey = new Map<string | number, Map<number, Step>>();
}

function stepsFrom(layout: NodeLayout): Steps['byKey'] {
  if (layout.learned instanceof Steps) return layout.learned.byKey;
  const steps = new Steps();
  layout.learned = steps;
  knowing.push(layout);
  return steps.byKey;
}

/** The step of a table with a shared shape; undefined if the caller has to work it out for this table alone. */
export function stepFor(table: TableParts, from: NodeLayout, key: string | number): Step | undefined {
  if (from.size > MAX_NODES) return undefined;
  const alive = from.livingNodes(table);
  let steps = stepsFrom(from);
  let byLife = steps.get(key);
  const known = byLife?.get(alive);
  if (known !== undefined) return known;
  if (byLife === undefined && steps.size >= MAX_KEYS) return undefined;
  if (learned >= MAX_STEPS) {
    forgetSteps();
    steps = stepsFrom(from);
    byLife = undefined;
  }
  const step = learn(table, from, key);
  if (step === undefined) return undefined;
  learned++;
  if (byLife === undefined) steps.set(key, new Map([[alive, step]]));
  else byLife.set(alive, step);
  return step;
}

/** Works out a step as Lua 5.1 would add the key, without changing the table. */
function learn(table: TableParts, from: NodeLayout, key: string | number): Step | undefined {
  const slot = typeof key === 'string' ? table.shape.find(key) : -1;
  const shape = typeof key === 'string' && slot < 0 ? table.shape.with(key) : table.shape;
  if (shape === undefined) return undefined;
  const place = typeof key === 'number' ? -1 : slot < 0 ? table.shape.keys.length : slot;
  const reference = typeof key === 'number' ? ~key : slot < 0 ? table.shape.keys.length : slot;
  if (from.find(table.shape.keys, key) >= 0) {
    // The key is still in a node, dead, and comes alive there.
    return { shape, layout: table.layout, slot: place, isRehash: false };
  }
  let layout = from.clone();
  let node = layout.claim(key, table);
  const isRehash = node < 0;
  if (isRehash) {
    const living: number[] = [];
    for (let at = from.size - 1; at >= 0; at--) {
      if (from.isLive(at, table) && from.reference(at) >= 0) living.push(at);
    }
    layout = new NodeLayout(nodesFor(living.length + (typeof key === 'string' ? 1 : 0)));
    if (layout.size === 0) return undefined;
    for (const at of living) layout.adopt(from, at, from.reference(at), undefined);
    // A number needs no node now: the rehash puts it into the array part with the other indices.
    if (typeof key === 'string') node = layout.claim(key, undefined);
  }
  if (node >= 0) layout.refer(node, reference);
  layout.isShared = true;
  const isPlain = layout.equals(shape.sharedLayout());
  return { shape, layout: isPlain ? undefined : layout, slot: place, isRehash };
}
