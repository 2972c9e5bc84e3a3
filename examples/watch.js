/** A script that writes to a key which another client watches: the other one's transaction is called off. */
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const restockScript = new Script('restock.lua');

/**
 * Adds to the stock by script.
 * @param {import('./support/script.js').Client} client
 * @param {string} item
 * @param {number} amount
 * @param {string} who
 * @returns {Promise<number>} the new stock
 */
export async function restock(client, item, amount, who) {
  return Number(await restockScript.run(client, [`stock:{${item}}`, `stock:{${item}}:journal`], amount, who));
}

/**
 * Sells one item if there is one, by WATCH and MULTI; starts again when the stock changed meanwhile.
 * @param {import('ioredis').Redis} redis a connection of the seller's own: WATCH belongs to a connection
 * @param {string} item
 * @param {() => Promise<unknown>} [beforeExec] what happens between reading and writing
 * @returns {Promise<{ sold: boolean, attempts: number }>}
 */
export async function sellOne(redis, item, beforeExec = async () => {}) {
  const key = `stock:{${item}}`;
  for (let attempts = 1; ; attempts++) {
    await redis.watch(key);
    const stock = Number(await redis.get(key));
    if (attempts === 1) await beforeExec();
    if (stock < 1) {
      await redis.unwatch();
      return { sold: false, attempts };
    }
    const replies = await redis.multi().decr(key).exec();
    if (replies !== null) return { sold: true, attempts };
  }
}

await demonstrateWithIoRedis(import.meta.url, async (redis) => {
  const other = redis.duplicate();
  await redis.del('stock:{lamp}', 'stock:{lamp}:journal');
  await restock(other, 'lamp', 2, 'anna');
  console.log('undisturbed:', await sellOne(redis, 'lamp'));
  console.log('disturbed:', await sellOne(redis, 'lamp', () => restock(other, 'lamp', 5, 'ben')));
  console.log('stock:', await redis.get('stock:{lamp}'), await redis.lrange('stock:{lamp}:journal', 0, -1));
  other.disconnect();
});
