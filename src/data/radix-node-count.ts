/**
 * Number of nodes that Redis's radix tree takes for a set of stream IDs: the `radix-tree-nodes` of XINFO STREAM.
 *
 * The tree is compressed. There is one node for each run of bytes without a fork, one for each fork, and one for the end
 * of each key.
 */
import { hexToBytes } from '../bytes/convert.ts';
import type { StreamId } from './stream-id.ts';

const ID_BYTES = 16;

/** `ids` ascend and differ. */
export function radixNodeCount(ids: readonly StreamId[]): number {
  if (ids.length === 0) return 1;
  return nodes(ids.map(hexadecimal), 0);
}

/** Sixteen bytes as a byte string, most significant first, so that string order is ID order. */
function hexadecimal({ ms, seq }: StreamId): string {
  const digits = BigInt(ms).toString(16).padStart(16, '0') + BigInt(seq).toString(16).padStart(16, '0');
  return hexToBytes(digits);
}

function nodes(keys: readonly string[], depth: number): number {
  let common = depth;
  const first = keys[0];
  const last = keys[keys.length - 1];
  while (common < ID_BYTES && first[common] === last[common]) common++;
  const run = common > depth ? 1 : 0;
  if (common === ID_BYTES) return run + 1;
  let count = run + 1;
  for (let start = 0; start < keys.length; ) {
    let end = start + 1;
    while (end < keys.length && keys[end][common] === keys[start][common]) end++;
    count += nodes(keys.slice(start, end), common + 1);
    start = end;
  }
  return count;
}
