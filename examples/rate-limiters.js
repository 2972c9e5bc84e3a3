/** Rate limiters by address: fixed window, sliding window, token bucket. Each is one script call a request. */
import { randomUUID } from 'node:crypto';
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script } from './support/script.js';

const fixed = new Script('fixed-window.lua');
const sliding = new Script('sliding-window.lua');
const bucket = new Script('token-bucket.lua');

/** @typedef {{ allowed: boolean, left: number, wait: number }} Verdict `wait` in milliseconds */

/** @param {unknown} reply @returns {Verdict} */
function verdict(reply) {
  const [allowed, left, wait] = /** @type {[number, number, number]} */ (reply);
  return { allowed: allowed === 1, left, wait };
}

/**
 * At most `limit` requests in a window that starts with the first one.
 * @param {import('./support/script.js').Client} client
 * @param {string} address
 * @param {{ limit: number, milliseconds: number }} rule
 */
export async function fixedWindow(client, address, { limit, milliseconds }) {
  return verdict(await fixed.run(client, [`limit:fixed:${address}`], limit, milliseconds));
}

/**
 * At most `limit` requests in any stretch of `milliseconds`.
 * @param {import('./support/script.js').Client} client
 * @param {string} address
 * @param {{ limit: number, milliseconds: number }} rule
 */
export async function slidingWindow(client, address, { limit, milliseconds }) {
  return verdict(await sliding.run(client, [`limit:sliding:${address}`], limit, milliseconds, randomUUID()));
}

/**
 * Bursts of up to `capacity`, and `perSecond` in the long run.
 * @param {import('./support/script.js').Client} client
 * @param {string} address
 * @param {{ capacity: number, perSecond: number, wanted?: number }} rule
 */
export async function tokenBucket(client, address, { capacity, perSecond, wanted = 1 }) {
  return verdict(await bucket.run(client, [`limit:bucket:${address}`], capacity, perSecond, wanted));
}

await demonstrateWithIoRedis(import.meta.url, async (redis) => {
  const address = '203.0.113.7';
  await redis.del(`limit:fixed:${address}`, `limit:sliding:${address}`, `limit:bucket:${address}`);
  const limiters = {
    'fixed window': () => fixedWindow(redis, address, { limit: 3, milliseconds: 60_000 }),
    'sliding window': () => slidingWindow(redis, address, { limit: 3, milliseconds: 60_000 }),
    'token bucket': () => tokenBucket(redis, address, { capacity: 3, perSecond: 0.01 }),
  };
  for (const [name, hit] of Object.entries(limiters)) {
    const verdicts = [await hit(), await hit(), await hit(), await hit()];
    console.log(
      name,
      verdicts.map(({ allowed, left }) => `${allowed ? 'yes' : 'no'}, ${left} left`).join('; '),
    );
  }
});
