/** An atomic counter that starts at 1: ids, visits, attempts. */
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const counter = new Script('counter.lua');

/**
 * Counts up; a new counter starts at 1 and lives for `seconds` (0: for ever).
 * @param {import('./support/script.js').Client} client
 * @param {string} key
 * @param {number} [seconds]
 * @returns {Promise<number>} the new count
 */
export async function count(client, key, seconds = 0) {
  return Number(await counter.run(client, [key], seconds));
}

await demonstrateWithIoRedis(import.meta.url, async (redis) => {
  await redis.del('example:orders');
  console.log('first', await count(redis, 'example:orders'));
  console.log('second', await count(redis, 'example:orders'));
  const together = await Promise.all(Array.from({ length: 100 }, () => count(redis, 'example:orders')));
  console.log('a hundred at once, all different:', new Set(together).size, 'up to', Math.max(...together));
});
