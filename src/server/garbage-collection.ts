/**
 * How V8 collects garbage in the engine's thread. Its defaults aim at throughput and let a growing keyspace stop
 * the engine for long. Measured while SET adds 5 M keys, on two cores with more work than they can do: the longest
 * stop was 1,508 ms by default, 771 ms with marking on the engine's own thread, 94 ms when the heap is also taken
 * for a large one from the start (no collection has to be finished in a hurry while it is small), and about 30 ms
 * when the nursery is not left to helper threads that the machine runs late.
 */
import { setFlagsFromString } from 'node:v8';

/** Replies and arguments die young: a larger nursery copies less of them, but each time for longer. */
export const NURSERY_MEGABYTES = 32;

const FLAGS = [
  '--no-concurrent-marking',
  '--no-parallel-scavenge',
  '--initial-old-space-size=1024',
  // Where what a place in the code allocates has lived long, V8 begins to put it among the old objects: what such an
  // object refers to then lives as long as it does. A script that builds trees took seven times as long.
  '--no-allocation-site-pretenuring',
];

/** Sets the flags for the threads started from now on. The size is in megabytes, and reserves nothing. */
export function tuneGarbageCollection(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
