/**
 * Where a table has its keys that are long strings. V8 hashes such a string by nothing but its length, so that a `Map`
 * would compare each with all others that are as long. Here all of it is hashed.
 */
import { hashBytes, LONGEST_HASHED } from '../../bytes/hash.ts';
import { spend } from './budget.ts';
import { BYTES_PER_STEP, lookInto } from './long-text.ts';
import type { LuaValue } from './value.ts';

/** Whether a key is a string that V8 does not hash as a whole. */
export function isLong(key: LuaValue): key is string {
  return typeof key === 'string' && key.length > LONGEST_HASHED;
}

/** Drawn when it is first needed, so that nobody can choose keys that collide. */
let seed: number | undefined;

/** Hashing costs steps, so it must be done before anything is changed. */
function hashOf(key: string): number {
  lookInto(key);
  spend((key.length / BYTES_PER_STEP) | 0);
  seed ??= Math.floor(Math.random() * 2 ** 32) | 0;
  return hashBytes(key, seed);
}

export class LongKeys {
  /** The slots of the keys with a hash. */
  private readonly slots = new Map<number, number[]>();

  /** Those of all long strings among keys. */
  static of(keys: readonly LuaValue[]): LongKeys {
    const found = new LongKeys();
    keys.forEach((key, slot) => {
      if (isLong(key)) found.add(key, slot);
    });
    return found;
  }

  /** The slot of a key among `keys`, or -1. */
  find(key: string, keys: readonly LuaValue[]): number {
    const slots = this.slots.get(hashOf(key)) ?? [];
    return slots.find((slot) => keys[slot] === key) ?? -1;
  }

  add(key: string, slot: number): void {
    const hash = hashOf(key);
    const slots = this.slots.get(hash);
    if (slots === undefined) this.slots.set(hash, [slot]);
    else slots.push(slot);
  }

  remove(key: string, slot: number): void {
    const hash = hashOf(key);
    const others = this.slots.get(hash)?.filter((other) => other !== slot) ?? [];
    if (others.length === 0) this.slots.delete(hash);
    else this.slots.set(hash, others);
  }
}
