/** Compare-and-set: change a value only if nobody else did. The ioredis way: `defineCommand`. */
import { readFileSync } from 'node:fs';
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const script = new Script('compare-and-set.lua');

/**
 * Sets `key` to `wanted` if it holds `expected`.
 * @param {import('./support/script.js').Client} client
 * @param {string} key
 * @param {string} expected
 * @param {string} wanted
 * @returns {Promise<boolean>} whether it was set
 */
export async function compareAndSet(client, key, expected, wanted) {
  return (await script.run(client, [key], expected, wanted)) === 1;
}

/** @typedef {{ compareAndSet(key: string, expected: string, wanted: string): Promise<number> }} CompareAndSet */

/**
 * The same as a method of an ioredis client, which sends EVALSHA, and EVAL when the server does not know the script.
 * @param {import('ioredis').Redis} redis
 */
export function withCompareAndSet(redis) {
  const lua = readFileSync(new URL('./lua/compare-and-set.lua', import.meta.url), 'utf8');
  redis.defineCommand('compareAndSet', { numberOfKeys: 1, lua });
  return /** @type {import('ioredis').Redis & CompareAndSet} */ (redis);
}

await demonstrateWithIoRedis(import.meta.url, async (plain) => {
  const redis = withCompareAndSet(plain);
  await redis.set('example:state', 'draft');
  console.log('draft -> review:', await redis.compareAndSet('example:state', 'draft', 'review'));
  console.log('draft -> published:', await redis.compareAndSet('example:state', 'draft', 'published'));
  console.log('state:', await redis.get('example:state'));
});
