/** Numbers in Lua 5.1's texts: what the scanner, `tonumber` and arithmetic on strings accept. */
import { plainNumber } from './decimal.ts';
import { scanDouble } from './double.ts';

const ONLY_BLANKS = /^[ \t-\r]*$/;

/**
 * The number that Lua sees in a byte string: C's strtod with blanks around it, up to a NUL if there is
 * one. `undefined` when it is not a number.
 */
export function parseLuaNumber(text: string): number | undefined {
  const plain = plainNumber(text);
  if (!Number.isNaN(plain)) return plain;
  const nul = text.indexOf('\0');
  const seen = nul < 0 ? text : text.slice(0, nul);
  const scanned = scanDouble(seen);
  return scanned !== undefined && ONLY_BLANKS.test(seen.slice(scanned.end)) ? scanned.value : undefined;
}
