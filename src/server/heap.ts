/** The heap of the calling thread, which the limits on memory are about. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Heap } from '../engine/host.ts';

/** Bytes in use, garbage included. */
function usedHeap(): number {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return used + external;
}

/**
 * V8's own collection, without a flag on the command line. Flags hold for the whole process, which may be another's, so
 * this one is taken back at once: a context that has been made meanwhile keeps its `gc`.
 */
function garbageCollector(): () => void {
  if (typeof globalThis.gc === 'function') return () => void globalThis.gc?.();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return collect;
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
