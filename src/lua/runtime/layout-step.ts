/**
 * What adding a key does to the nodes of records, learned once for all tables that are alike.
 *
 * Tables with shared shapes share their layouts, too. Such a layout never changes: the table goes over to another one.
 * Which one follows from the layout, the key, and which nodes are alive, as long as the table's array has no holes and all
 * its positive integers are there.
 */
import { NodeLayout, nodesFor } from './node-layout.ts';
import type { Shape } from './shape.ts';
import type { TableParts } from './table-parts.ts';

/** What a table becomes. */
export interface Step {
  readonly shape: Shape;
  /** undefined: that of the shape. */
  readonly layout: NodeLayout | undefined;
  /** Where the value goes; -1: to the end of the array. */
  readonly slot: number;
  /** The hash part was full: Lua has sized both parts anew. */
  readonly isRehash: boolean;
}

/** Nodes whose life fits in the bits of a number. */
const MAX_NODES = 32;
/** A layout remembers the steps of so many keys. */
const MAX_KEYS = 64;
/** So many steps are known at a time, whichever states and engines learned them. */
const MAX_STEPS = 10_000;

/**
 * The layouts that know steps, and how many steps those are. Scripts with random keys would make them learn ever more, so
 * at the bound all steps are forgotten, and learned anew by the tables that need them.
 */
let knowing: NodeLayout[] = [];
let learned = 0;

function forgetSteps(): void {
  for (const layout of knowing) layout.learned = undefined;
  knowing = [];
  learned = 0;
}

/** The steps from one layout, which keeps them. */
class Steps {
  /** By key, then by the nodes that are alive. */
  readonly byKey = new Map<string | number, Map<number, Step>>();
}

function stepsFrom(layout: NodeLayout): Steps['byKey'] {
  if (layout.learned instanceof Steps) return layout.learned.byKey;
  const steps = new Steps();
  layout.learned = steps;
  knowing.push(layout);
  return steps.byKey;
}

/** The step of a table with a shared shape; undefined where it has to be worked out for this table alone. */
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

function learn(table: TableParts, from: NodeLayout, key: string | number): Step | undefined {
  const slot = typeof key === 'string' ? table.shape.find(key) : -1;
  const shape = typeof key === 'string' && slot < 0 ? table.shape.with(key) : table.shape;
  if (shape === undefined) return undefined;
  const place = typeof key === 'number' ? -1 : slot < 0 ? table.shape.keys.length : slot;
  const reference = typeof key === 'number' ? ~key : slot < 0 ? table.shape.keys.length : slot;
  if (from.find(table.shape.keys, key) >= 0) {
    // The key's node is there, and dead.
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
    // An index goes to the array part with the others.
    if (typeof key === 'string') node = layout.claim(key, undefined);
  }
  if (node >= 0) layout.refer(node, reference);
  layout.isShared = true;
  const isPlain = layout.equals(shape.sharedLayout());
  return { shape, layout: isPlain ? undefined : layout, slot: place, isRehash };
}
