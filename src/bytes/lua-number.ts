/** Numbers in Lua 5.1's texts, as programs, `tonumber` and arithmetic on strings have them. */
import { BLANKS, endOfRun } from './character-set.ts';
import { plainNumber } from './decimal.ts';
import { scanDouble } from './double.ts';

/**
 * The number that Lua sees in a byte string: what C's strtod reads, with blanks around it. A NUL ends the text. Undefined
 * when it is not a number.
 */
export function parseLuaNumber(text: string): number | undefined {
  const plain = plainNumber(text);
  if (!Number.isNaN(plain)) return plain;
  const nul = text.indexOf('\0');
  const seen = nul < 0 ? text : text.slice(0, nul);
  const scanned = scanDouble(seen);
  if (scanned === undefined) return undefined;
  return endOfRun(seen, scanned.end, BLANKS) === seen.length ? scanned.value : undefined;
}
