/** Turns the keys and arguments of a script into the arguments of EVAL. */

import { checkProperties, describe } from '../options/check.ts';
import type { Argument, ScriptInput } from './api.ts';
import { toByteString } from './values.ts';

const EXPECTED = "an object such as { keys: ['key'], arguments: ['value'] } after the script";
const KNOWN = ['keys', 'arguments'] as const;

/**
 * The arguments of EVAL or EVALSHA.
 *
 * @param owner `eval` or `evalsha`, for messages
 * @param script the text of the script, or its digest
 * @throws TypeError
 */
export function readScriptInput(owner: string, script: Argument, input: ScriptInput | undefined): string[] {
  const { keys = [], arguments: values = [] } = checkProperties(owner, EXPECTED, 'property', input, KNOWN);
  const words = [toByteString(script, owner, 'script', 0), ''];
  // They are not spread, because there may be more of them than a call can have arguments.
  addAll(words, keys, owner, 'keys');
  words[1] = String(words.length - 2);
  addAll(words, values, owner, 'arguments');
  return words;
}

function addAll(words: string[], values: readonly Argument[], owner: string, list: string): void {
  if (!Array.isArray(values))
    throw new TypeError(`${owner}: '${list}' must be an array, not ${describe(values)}`);
  for (let index = 0; index < values.length; index++) {
    words.push(toByteString(values[index], owner, list, index));
  }
}
