/**
 * Runs a Lua script of this folder through either stock client, ioredis or redis (node-redis).
 *
 * Both clients have their own way (`defineCommand`, `defineScript`: see compare-and-set.js and merge-json.js);
 * this is what both do inside: send the script's SHA1, and the text only when the server does not know it yet.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** @typedef {import('ioredis').Redis} IoRedis */
/** @typedef {{ sendCommand(words: string[]): Promise<unknown> }} NodeRedis */
/** @typedef {IoRedis | NodeRedis} Client */

/**
 * Sends one command through either client.
 * @param {Client} client
 * @param {string} name
 * @param {(string | number)[]} words
 * @returns {Promise<unknown>}
 */
export function send(client, name, ...words) {
  const texts = words.map(String);
  return 'defineCommand' in client ? client.call(name, ...texts) : client.sendCommand([name, ...texts]);
}

export class Script {
  /** @param {string} file a file of examples/lua */
  constructor(file) {
    this.text = readFileSync(new URL(`../lua/${file}`, import.meta.url), 'utf8');
    this.sha1 = createHash('sha1').update(this.text).digest('hex');
  }

  /**
   * @param {Client} client
   * @param {string[]} keys
   * @param {(string | number)[]} words
   * @returns {Promise<unknown>} the script's reply
   */
  async run(client, keys, ...words) {
    try {
      return await send(client, 'EVALSHA', this.sha1, keys.length, ...keys, ...words);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return send(client, 'EVAL', this.text, keys.length, ...keys, ...words);
    }
  }
}
