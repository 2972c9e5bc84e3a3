/** The heap of the thread that asks, for limits on what scripts take. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Heap } from '../engine/engine.ts';

/** Bytes in use, garbage included. */
export function usedHeap(): number {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return used + external;
}

/** The only way to V8's own collection without a flag on the command line. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

export function createHeap(): Heap {
  let collect: (() => void) | undefined;
  return {
    limit: getHeapStatistics().heap_size_limit,
    used: usedHeap,
    collect: () => {
      collect ??= garbageCollector();
      collect();
    },
  };
}
