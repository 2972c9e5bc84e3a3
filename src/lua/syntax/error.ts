/** The error that the lexer and the parser throw, and the names of chunks in error messages. */
import { untilNul } from '../../bytes/until-nul.ts';

/** Thrown for a chunk that is not correct Lua. `message` is Lua's whole message, with its place, as a byte string. */
export class LuaSyntaxError extends Error {
  override readonly name = 'LuaSyntaxError';
}

/** The longest names in run-time errors and in syntax errors. Both lengths include C's terminator. */
const RUNTIME_NAME_SIZE = 60;
const SYNTAX_NAME_SIZE = 80;

/**
 * The name of a chunk as messages show it. `=name` is shown as `name`, and `@file` as `file`, of which only the end is
 * shown if it is too long. Anything else is the text itself, and is shown as `[string "first line..."]`.
 */
function shortName(chunkName: string, size: number): string {
  // Only of a file is the end shown, too.
  const source = untilNul(chunkName.startsWith('@') ? chunkName : chunkName.slice(0, size + 1));
  if (source.startsWith('=')) return source.slice(1, size);
  if (source.startsWith('@')) {
    const room = size - " '...' \0".length;
    const file = source.slice(1);
    return file.length > room ? `...${file.slice(file.length - room)}` : file;
  }
  const room = size - ' [string "..."] \0'.length;
  let end = 0;
  while (end < room && end < source.length && source[end] !== '\n' && source[end] !== '\r') end++;
  const shown = source.slice(0, end);
  return shown.length < source.length ? `[string "${shown}..."]` : `[string "${shown}"]`;
}

/** The name of a chunk in run-time errors and tracebacks. */
export function displayName(chunkName: string): string {
  return shortName(chunkName, RUNTIME_NAME_SIZE);
}

/** The name of a chunk in syntax errors, which have a little more room. */
export function syntaxDisplayName(chunkName: string): string {
  return shortName(chunkName, SYNTAX_NAME_SIZE);
}
