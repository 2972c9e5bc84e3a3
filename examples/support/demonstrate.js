/** What makes an example a program: `node examples/counter.js` runs its demonstration on a server of this machine. */
import { pathToFileURL } from 'node:url';
import { Redis } from 'ioredis';
import { createClient } from 'redis';

const ADDRESS = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';

/** @param {string} module an example's `import.meta.url` */
function isMain(module) {
  return module === pathToFileURL(process.argv[1] ?? '').href;
}

/**
 * Runs a demonstration with ioredis, unless the module was only imported.
 * @param {string} module the example's `import.meta.url`
 * @param {(redis: Redis) => Promise<void>} demonstration
 */
export async function demonstrateWithIoRedis(module, demonstration) {
  if (!isMain(module)) return;
  const redis = new Redis(ADDRESS);
  try {
    await demonstration(redis);
  } finally {
    redis.disconnect();
  }
}

/**
 * Runs a demonstration with redis (node-redis), unless the module was only imported.
 * @param {string} module the example's `import.meta.url`
 * @param {(client: import('redis').RedisClientType) => Promise<void>} demonstration
 */
export async function demonstrateWithNodeRedis(module, demonstration) {
  if (!isMain(module)) return;
  const client = /** @type {import('redis').RedisClientType} */ (createClient({ url: ADDRESS }));
  await client.connect();
  try {
    await demonstration(client);
  } finally {
    client.destroy();
  }
}
