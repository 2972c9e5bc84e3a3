/** A lock with fencing tokens: even an owner who overslept its lock cannot harm the resource. */
import { demonstrateWithIoRedis } from './support/demonstrate.js';
import { Script, send } from './support/script.js';

const acquireScript = new Script('lock-acquire.lua');
const releaseScript = new Script('lock-release.lua');
const writeScript = new Script('fenced-write.lua');

/**
 * Takes the lock, or prolongs it for its owner.
 * @param {import('./support/script.js').Client} client
 * @param {string} name
 * @param {string} owner
 * @param {number} milliseconds
 * @returns {Promise<number | undefined>} the fencing token; undefined while somebody else holds the lock
 */
export async function acquire(client, name, owner, milliseconds) {
  const token = await acquireScript.run(
    client,
    [`lock:{${name}}`, `lock:{${name}}:tokens`],
    owner,
    milliseconds,
  );
  return token === null ? undefined : Number(token);
}

/**
 * @param {import('./support/script.js').Client} client
 * @param {string} name
 * @param {string} owner
 * @returns {Promise<boolean>} whether the lock was the owner's
 */
export async function release(client, name, owner) {
  return (await releaseScript.run(client, [`lock:{${name}}`], owner)) === 1;
}

/**
 * Writes to the resource, which refuses tokens older than the newest that it has seen.
 * @param {import('./support/script.js').Client} client
 * @param {string} resource
 * @param {number} token
 * @param {string} value
 * @throws the server's error FENCED
 */
export async function write(client, resource, token, value) {
  await writeScript.run(client, [resource], token, value);
}

await demonstrateWithIoRedis(import.meta.url, async (redis) => {
  await redis.del('lock:{press}', 'lock:{press}:tokens', 'example:press');
  const first = (await acquire(redis, 'press', 'anna', 60_000)) ?? 0;
  console.log('anna holds token', first, 'and ben', await acquire(redis, 'press', 'ben', 60_000));
  // Anna falls asleep, and her lock runs out.
  await redis.del('lock:{press}');
  const second = (await acquire(redis, 'press', 'ben', 60_000)) ?? 0;
  await write(redis, 'example:press', second, 'from ben');
  await write(redis, 'example:press', first, 'from anna').catch((error) =>
    console.log('refused:', error.message),
  );
  console.log(
    'anna releases:',
    await release(redis, 'press', 'anna'),
    'ben:',
    await release(redis, 'press', 'ben'),
  );
  console.log('value:', await send(redis, 'HGET', 'example:press', 'value'));
});
