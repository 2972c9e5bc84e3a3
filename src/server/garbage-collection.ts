/**
 * How V8 collects garbage in the engine's thread. Its defaults aim at throughput and let a growing keyspace stop
 * the engine for more than a second. Three things shorten the longest stop: marking happens on the engine's own thread;
 * the heap is taken for a large one from the start, so that no collection has to be finished in a hurry while it is
 * small; and the nursery is not left to helper threads, which a busy machine runs late. `npm run bench` measures the
 * longest stop while millions of keys are added (docs/measurements.md).
 */
import { setFlagsFromString } from 'node:v8';

/** Replies and arguments die young: a larger nursery copies less of them, but each time for longer. */
export const NURSERY_MEGABYTES = 32;

const FLAGS = [
  '--no-concurrent-marking',
  '--no-parallel-scavenge',
  '--initial-old-space-size=1024',
  // Where what a place in the code allocates has lived long, V8 begins to put it among the old objects: what such an
  // object refers to then lives as long as it does. A script that builds trees is then several times slower.
  '--no-allocation-site-pretenuring',
];

/** Sets the flags for the threads started from now on. The size is in megabytes, and reserves nothing. */
export function tuneGarbageCollection(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
