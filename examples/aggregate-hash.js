/** Aggregate the numbers of a hash where they are, instead of fetching them all. */
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const script = new Script('aggregate-hash.lua');

/**
 * Count, sum, min, max and mean of the numbers in a hash; `skipped` counts the values that are none.
 * @param {import('./support/script.js').Client} client
 * @param {string} key
 * @returns {Promise<Record<string, number>>} only count and skipped when there is no number
 */
export async function aggregate(client, key) {
  const flat = /** @type {(string | number)[]} */ (await script.run(client, [key]));
  const pairs = Array.from({ length: flat.length / 2 }, (_, pair) => flat.slice(pair * 2, pair * 2 + 2));
  return Object.fromEntries(pairs.map(([name, value]) => [String(name), Number(value)]));
}

await demonstrateWithIoRedis(import.meta.url, async (redis) => {
  await redis.del('example:sales');
  console.log('empty:', await aggregate(redis, 'example:sales'));
  await redis.hset('example:sales', { mon: 12.5, tue: 30, wed: 7.25, thu: 'closed', fri: 1e3 });
  console.log('week:', await aggregate(redis, 'example:sales'));
});
