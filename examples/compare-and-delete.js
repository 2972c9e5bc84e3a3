/** Compare-and-delete: remove a key only if it is still ours. */
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const script = new Script('compare-and-delete.lua');

/**
 * Deletes `key` if it holds `expected`.
 * @param {import('./support/script.js').Client} client
 * @param {string} key
 * @param {string} expected
 * @returns {Promise<boolean>} whether it was deleted
 */
export async function compareAndDelete(client, key, expected) {
  return (await script.run(client, [key], expected)) === 1;
}

await demonstrateWithIoRedis(import.meta.url, async (redis) => {
  await redis.set('example:leader', 'node-1');
  console.log('node-2 steps down:', await compareAndDelete(redis, 'example:leader', 'node-2'));
  console.log('node-1 steps down:', await compareAndDelete(redis, 'example:leader', 'node-1'));
  console.log('leader:', await redis.get('example:leader'));
});
