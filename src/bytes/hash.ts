/**
 * A 32-bit hash of byte strings for hash tables. All bits are well mixed, so a table may choose a bucket by those at
 * either end. Whoever chooses the keys does not know the seed, and so cannot choose keys that collide.
 */

/**
 * Texts up to this length V8 hashes as a whole for its own maps. It hashes those of more than 16,383 characters by their
 * length alone.
 */
export const LONGEST_HASHED = 16_000;

/** The hash of `text`, a signed 32-bit integer. Each step takes two bytes. */
export function hashBytes(text: string, seed: number): number {
  const length = text.length;
  let hash = seed ^ length;
  let position = 0;
  for (; position + 1 < length; position += 2) {
    hash = Math.imul(hash ^ (text.charCodeAt(position) | (text.charCodeAt(position + 1) << 16)), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  if (position < length) hash = Math.imul(hash ^ text.charCodeAt(position), 0x9e3779b1);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
