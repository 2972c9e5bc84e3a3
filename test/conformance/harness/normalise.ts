/**
 * What a case may forgive. A reply is compared byte for byte unless its step names one of these; each takes a
 * reply apart and puts a stand-in where two right servers may differ (order, time, identity).
 */
import { createHash } from 'node:crypto';
import { printWire, type WireAggregate, type WireNode } from '../../support/wire.ts';

/** How many bytes of a reply somebody may still want to read. */
const LONGEST_READ = 150;

export type Normaliser = (reply: WireNode) => WireNode;

function isAggregate(node: WireNode): node is WireAggregate {
  return 'items' in node && node.items !== null && node.kind !== '|';
}

function mapItems(node: WireNode, change: (items: readonly WireNode[]) => WireNode[]): WireNode {
  return isAggregate(node) ? { kind: node.kind, items: change(node.items ?? []) } : node;
}

const byBytes = (left: WireNode, right: WireNode) => {
  const [a, b] = [printWire(left), printWire(right)];
  return a < b ? -1 : a > b ? 1 : 0;
};

function pairsOf(items: readonly WireNode[]): WireNode[][] {
  return Array.from({ length: Math.ceil(items.length / 2) }, (_, pair) =>
    items.slice(pair * 2, pair * 2 + 2),
  );
}

/** The items in byte order: SMEMBERS, KEYS, a set operation. */
export const unordered: Normaliser = (reply) =>
  reply.kind === '%' ? unorderedPairs(reply) : mapItems(reply, (items) => [...items].sort(byBytes));

/** The key-value pairs of a map, or of a flat array (RESP2), in byte order: HGETALL, CONFIG GET. */
export const unorderedPairs: Normaliser = (reply) =>
  mapItems(reply, (items) =>
    pairsOf(items)
      .sort(([a], [b]) => byBytes(a, b))
      .flat(),
  );

/** Any scalar becomes the name of its kind: `:1699` is `<integer>`. An aggregate keeps its shape. */
export const kindOnly: Normaliser = (reply) => {
  const names: Record<string, string> = {
    ':': 'integer',
    $: 'bulk',
    '+': 'status',
    ',': 'double',
    '(': 'bignumber',
    '#': 'boolean',
    '=': 'verbatim',
  };
  if (isAggregate(reply)) return mapItems(reply, (items) => items.map(kindOnly));
  const isNull = 'text' in reply && reply.text === null;
  return isNull || names[reply.kind] === undefined ? reply : { kind: '<', text: names[reply.kind] };
};

/** The kind and the number of items of an aggregate: RANDMEMBER with a count, a page of SCAN. */
export const countOnly: Normaliser = (reply) =>
  mapItems(reply, (items) => items.map(() => ({ kind: '<', text: 'item' })));

/** A number (integer, bulk or double) between two bounds becomes `<low..high>`; any other stays: a TTL, an age. */
export const within =
  (low: number, high: number): Normaliser =>
  (reply) => {
    const value =
      'text' in reply && ':$,'.includes(reply.kind) && reply.text !== null ? Number(reply.text) : NaN;
    return value >= low && value <= high ? { kind: '<', text: `${low}..${high}` } : reply;
  };

/** Every match in every scalar becomes `name`: ids, addresses, ports. */
export const replaced =
  (pattern: RegExp, name: string): Normaliser =>
  (reply) => {
    if (isAggregate(reply)) return mapItems(reply, (items) => items.map(replaced(pattern, name)));
    if (!('text' in reply) || reply.text === null) return reply;
    return { kind: reply.kind, text: reply.text.replace(pattern, name) };
  };

/** A reply that is too long to be read becomes the hash of its bytes. */
export const digested: Normaliser = (reply) => {
  const bytes = printWire(reply);
  if (bytes.length <= LONGEST_READ) return reply;
  const sha1 = createHash('sha1').update(bytes, 'latin1').digest('hex');
  return { kind: '<', text: `${bytes.length} bytes, sha1 ${sha1}` };
};

/** One item of an aggregate, counted from 0, by another normaliser. */
export const item =
  (position: number, normaliser: Normaliser): Normaliser =>
  (reply) =>
    mapItems(reply, (items) => items.map((node, at) => (at === position ? normaliser(node) : node)));

/** Every item of an aggregate by another normaliser. */
export const each =
  (normaliser: Normaliser): Normaliser =>
  (reply) =>
    mapItems(reply, (items) => items.map(normaliser));

/** The value of one field of a map or of a flat array of pairs (RESP2), by another normaliser. */
export const field =
  (name: string, normaliser: Normaliser): Normaliser =>
  (reply) =>
    mapItems(reply, (items) =>
      items.map((node, at) => {
        const key = at % 2 === 1 ? items[at - 1] : undefined;
        return key !== undefined && 'text' in key && key.text === name ? normaliser(node) : node;
      }),
    );
