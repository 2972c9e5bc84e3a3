/**
 * Merge a JSON array into a stored one on the server, while a consumer takes and deletes it in MULTI:
 * no item is lost or seen twice, whoever comes first. The redis (node-redis) way: `defineScript`.
 */
import { readFileSync } from 'node:fs';
import { createClient, defineScript } from 'redis';
import { demonstrateWithNodeRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const script = new Script('merge-json.lua');

/**
 * Merges items into the stored array; an item with a known `id` replaces the stored one.
 * @param {import('./support/script.js').Client} client
 * @param {string} key
 * @param {unknown[]} items
 * @returns {Promise<number>} how many items are stored now
 */
export async function mergeJson(client, key, items) {
  return Number(await script.run(client, [key], JSON.stringify(items)));
}

/**
 * Takes everything that is stored, in one transaction.
 * @param {import('redis').RedisClientType} client
 * @param {string} key
 * @returns {Promise<unknown[]>}
 */
export async function takeAll(client, key) {
  const [stored] = await client.multi().get(key).del(key).exec();
  return typeof stored === 'string' ? JSON.parse(stored) : [];
}

/**
 * A client that has the script as a method.
 * @param {string} url
 */
export function clientWithMergeJson(url) {
  const mergeJsonScript = defineScript({
    SCRIPT: readFileSync(new URL('./lua/merge-json.lua', import.meta.url), 'utf8'),
    NUMBER_OF_KEYS: 1,
    /**
     * @param {import('redis').CommandParser} parser
     * @param {string} key
     * @param {unknown[]} items
     */
    parseCommand(parser, key, items) {
      parser.pushKey(key);
      parser.push(JSON.stringify(items));
    },
    transformReply: Number,
  });
  return createClient({ url, scripts: { mergeJson: mergeJsonScript } });
}

await demonstrateWithNodeRedis(import.meta.url, async (client) => {
  const key = 'example:inbox';
  await client.del(key);
  console.log(
    'stored:',
    await mergeJson(client, key, [
      { id: 1, text: 'one' },
      { id: 2, text: 'two' },
    ]),
  );
  console.log(
    'stored:',
    await mergeJson(client, key, [
      { id: 2, text: 'two again' },
      { id: 3, text: 'three' },
    ]),
  );
  console.log('taken:', await takeAll(client, key));
  console.log('taken:', await takeAll(client, key));
});
