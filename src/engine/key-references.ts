/**
 * Which of a command's words are keys, by its key specifications: for ACL, cluster slots, scripts and
 * COMMAND GETKEYS. Positions count from the command's name (0), as in Redis.
 */
import { parseInteger64 } from '../bytes/number.ts';
import type { KeyReference, KeySpec } from './command-spec.ts';
import type { Command } from './command-table.ts';

/** Whether a command can have keys at all. */
export function canHaveKeys({ spec }: Command): boolean {
  return spec.getKeys !== undefined || (spec.keys ?? []).some(({ flags }) => !flags.includes('not_key'));
}

/**
 * The keys among the words of a call, name included; `undefined` when the words do not fit the
 * specifications, as with a number of keys that exceeds the words.
 */
export function keyReferences({ spec }: Command, words: string[]): KeyReference[] | undefined {
  if (spec.getKeys !== undefined) return spec.getKeys(words);
  const references: KeyReference[] = [];
  for (const keySpec of spec.keys ?? []) {
    if (keySpec.flags.includes('not_key')) continue;
    const first = firstPosition(keySpec, words);
    if (first === undefined) continue;
    const range = rangeFrom(keySpec, words, first);
    if (range === undefined) return undefined;
    for (let position = range.first; position <= range.last; position += range.step) {
      references.push({ key: words[position], position, flags: keySpec.flags });
    }
  }
  return references;
}

/** Where a specification's search begins; `undefined` when its keyword is missing. */
function firstPosition({ begin }: KeySpec, words: string[]): number | undefined {
  if (begin === 'unknown') return undefined;
  if ('index' in begin) return begin.index;
  const { keyword, startFrom } = begin;
  const step = startFrom > 0 ? 1 : -1;
  // The keyword is followed by the key, so it can't be the last word.
  for (
    let at = startFrom > 0 ? startFrom : words.length + startFrom;
    at > 0 && at < words.length - 1;
    at += step
  ) {
    if (words[at].toUpperCase() === keyword) return at + 1;
  }
  return undefined;
}

interface PositionRange {
  first: number;
  last: number;
  step: number;
}

function rangeFrom({ find }: KeySpec, words: string[], start: number): PositionRange | undefined {
  if (find === 'unknown') return undefined;
  let first = start;
  let last: number;
  if ('lastKey' in find) {
    const { lastKey, limit } = find;
    if (lastKey >= 0) last = start + lastKey;
    else
      last =
        limit === 0 ? words.length + lastKey : start + Math.floor((words.length - start) / limit) + lastKey;
  } else {
    const count = Number(parseInteger64(words[start + find.keyNumberIndex] ?? '') ?? -1);
    if (count < 0) return undefined;
    first = start + find.firstKey;
    last = first + (count - 1) * find.keyStep;
  }
  const fits = first < words.length && last < words.length && last >= first;
  return fits ? { first, last, step: find.keyStep } : undefined;
}
