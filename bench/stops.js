/** How long the engine stops: while a script never ends, and while the dictionary grows. */
import { Worker } from 'node:worker_threads';
import { Redis } from 'ioredis';
import { NURSERY_MEGABYTES, tuneGarbageCollection } from '../dist/server/garbage-collection.js';

/**
 * PING from a second client while a script loops.
 * @returns { pings, longest }: how many were answered BUSY, and the longest wait in milliseconds
 */
export async function busyLatency(tidelock, { seconds }) {
  const looping = new Redis(tidelock.port, '127.0.0.1');
  const pinging = new Redis(tidelock.port, '127.0.0.1');
  await pinging.config('SET', 'busy-reply-threshold', '1000');
  const loop = looping.eval('while true do end', 0).catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const end = performance.now() + seconds * 1000;
  let pings = 0;
  let longest = 0;
  while (performance.now() < end) {
    const start = performance.now();
    const answer = await pinging.ping().catch((error) => error.message);
    longest = Math.max(longest, performance.now() - start);
    if (!answer.startsWith('BUSY')) throw new Error(`PING was answered ${answer}`);
    pings++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await pinging.script('KILL');
  await loop;
  await pinging.config('SET', 'busy-reply-threshold', '5000');
  looping.disconnect();
  pinging.disconnect();
  return { pings, longest };
}

/** SET of new keys, each call timed, in a thread like the server's engine. @returns { keys, longest } in milliseconds */
export function growth({ keys }) {
  tuneGarbageCollection();
  const worker = new Worker(new URL('./growth-worker.js', import.meta.url), {
    workerData: { keys },
    resourceLimits: {
      maxOldGenerationSizeMb: 8192,
      maxYoungGenerationSizeMb: NURSERY_MEGABYTES,
      stackSizeMb: 64,
    },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
