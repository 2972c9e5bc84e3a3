/** Insert if missing, and learn how long what is there will stay: caches, one-time codes. */
import { demonstrateWithNodeRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const script = new Script('insert-if-missing.lua');

/**
 * Inserts `value` for `milliseconds` unless there is a value already.
 * @param {import('./support/script.js').Client} client
 * @param {string} key
 * @param {string} value
 * @param {number} milliseconds
 * @returns {Promise<{ inserted: boolean, remaining: number, value: string }>} what is stored now, and for how long
 */
export async function insertIfMissing(client, key, value, milliseconds) {
  const reply = /** @type {[number, number, string]} */ (
    await script.run(client, [key], value, milliseconds)
  );
  const [inserted, remaining, stored] = reply;
  return { inserted: inserted === 1, remaining, value: stored };
}

await demonstrateWithNodeRedis(import.meta.url, async (client) => {
  await client.del('example:code');
  console.log('first:', await insertIfMissing(client, 'example:code', '4711', 60_000));
  const second = await insertIfMissing(client, 'example:code', '0815', 60_000);
  console.log('second:', second.inserted, second.value, 'for a while yet:', second.remaining > 50_000);
});
