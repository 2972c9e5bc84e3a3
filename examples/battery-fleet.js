/** A battery fleet follows demand signals: each signal is handled exactly once, however often it is delivered. */
import { demonstrateWithNodeRedis } from './support/demonstrate.js';
import { Script, send } from './support/script.js';

const balance = new Script('balance-fleet.lua');

/** @typedef {{ power: number, temperature: number }} Battery kW and degrees Celsius */

/**
 * Registers batteries, or updates their readings.
 * @param {import('./support/script.js').Client} client
 * @param {string} fleet
 * @param {Record<string, Battery>} batteries
 */
export async function report(client, fleet, batteries) {
  for (const [name, { power, temperature }] of Object.entries(batteries)) {
    await send(client, 'HSET', `fleet:{${fleet}}:power`, name, power);
    await send(client, 'HSET', `fleet:{${fleet}}:temperature`, name, temperature);
  }
}

/**
 * Shares `demand` kW out among the batteries. The same signal again changes nothing and answers the same.
 * @param {import('./support/script.js').Client} client
 * @param {string} fleet
 * @param {{ id: string, demand: number }} signal
 * @returns {Promise<{ demand: number, supplied: number, rates: Record<string, number> }>}
 */
export async function handleSignal(client, fleet, { id, demand }) {
  const keys = ['power', 'temperature', 'rate', `signal:${id}`].map((part) => `fleet:{${fleet}}:${part}`);
  return JSON.parse(String(await balance.run(client, keys, demand, 3600)));
}

await demonstrateWithNodeRedis(import.meta.url, async (client) => {
  const keys = ['power', 'temperature', 'rate', 'signal:s1', 'signal:s2'].map(
    (part) => `fleet:{north}:${part}`,
  );
  await client.del(keys);
  await report(client, 'north', {
    b1: { power: 100, temperature: 20 },
    b2: { power: 100, temperature: 45 },
    b3: { power: 50, temperature: 60 },
  });
  console.log('s1', JSON.stringify(await handleSignal(client, 'north', { id: 's1', demand: 90 })));
  await report(client, 'north', { b1: { power: 100, temperature: 54 } });
  console.log('s1 again', JSON.stringify(await handleSignal(client, 'north', { id: 's1', demand: 90 })));
  console.log('s2', JSON.stringify(await handleSignal(client, 'north', { id: 's2', demand: 90 })));
});
