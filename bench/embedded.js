/** The same script embedded, and through a real redis-server on loopback with one client, one call at a time. */
import { Redis } from 'ioredis';
import { Tidelock } from '../dist/tidelock.js';
import { median } from './statistics.js';
import { COMPARE_AND_SET } from './throughput.js';

const EMBEDDED_CALLS = 300_000;
const LOOPBACK_CALLS = 10_000;

/** @returns { embedded, loopback, ratio }: calls a second, medians, and the median ratio */
export async function compareEmbedded(redis, { rounds }) {
  const tidelock = new Tidelock();
  const client = new Redis(redis.port, '127.0.0.1');
  const sha = tidelock.call('SCRIPT', 'LOAD', COMPARE_AND_SET);
  tidelock.call('SET', 'key', 'value');
  await client.script('LOAD', COMPARE_AND_SET);
  await client.set('key', 'value');
  const input = { keys: ['key'], arguments: ['value', 'value'] };
  const rates = { embedded: [], loopback: [], ratio: [] };
  for (let round = 0; round <= rounds; round++) {
    let start = performance.now();
    for (let call = 0; call < EMBEDDED_CALLS; call++) tidelock.evalsha(sha, input);
    const embedded = (EMBEDDED_CALLS * 1000) / (performance.now() - start);
    start = performance.now();
    for (let call = 0; call < LOOPBACK_CALLS; call++) await client.evalsha(sha, 1, 'key', 'value', 'value');
    const loopback = (LOOPBACK_CALLS * 1000) / (performance.now() - start);
    if (round === 0) continue;
    rates.embedded.push(embedded);
    rates.loopback.push(loopback);
    rates.ratio.push(embedded / loopback);
  }
  client.disconnect();
  return { embedded: median(rates.embedded), loopback: median(rates.loopback), ratio: median(rates.ratio) };
}
