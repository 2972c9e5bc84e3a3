/** Push onto a list only if another key exists: work for a worker that is alive. */
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const script = new Script('push-if-exists.lua');

/**
 * Pushes `values` onto `list` while `guard` exists.
 * @param {import('./support/script.js').Client} client
 * @param {string} list
 * @param {string} guard
 * @param {string[]} values at least one
 * @returns {Promise<number | undefined>} the length of the list; undefined if nothing was pushed
 */
export async function pushIfExists(client, list, guard, values) {
  const length = Number(await script.run(client, [list, guard], ...values));
  return length < 0 ? undefined : length;
}

await demonstrateWithIoRedis(import.meta.url, async (redis) => {
  await redis.del('example:jobs', 'example:worker');
  console.log('nobody there:', await pushIfExists(redis, 'example:jobs', 'example:worker', ['sweep']));
  await redis.set('example:worker', 'alive', 'EX', 30);
  console.log('worker alive:', await pushIfExists(redis, 'example:jobs', 'example:worker', ['sweep', 'mop']));
  console.log('jobs:', await redis.lrange('example:jobs', 0, -1));
});
