/** Numbers in Lua 5.1's texts: what the scanner, `tonumber` and arithmetic on strings accept. */
import { scanDouble } from './double.ts';

const PLAIN_INTEGER = /^[0-9]{1,15}$/;
const ONLY_BLANKS = /^[ \t-\r]*$/;

/**
 * The number that Lua sees in a byte string: C's strtod with blanks around it, up to a NUL if there is
 * one. `undefined` when it is not a number.
 */
export function parseLuaNumber(text: string): number | undefined {
  if (PLAIN_INTEGER.test(text)) return Number(text);
  const nul = text.indexOf('\0');
  const seen = nul < 0 ? text : text.slice(0, nul);
  const scanned = scanDouble(seen);
  return scanned !== undefined && ONLY_BLANKS.test(seen.slice(scanned.end)) ? scanned.value : undefined;
}
