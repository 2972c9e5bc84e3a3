/** What the lexer and the parser throw, and how Lua names a chunk in messages. */
import { untilNul } from '../../bytes/until-nul.ts';

/** A chunk that does not compile. `message` is Lua's whole text, position and near-token included (a byte string). */
export class LuaSyntaxError extends Error {
  override readonly name = 'LuaSyntaxError';
}

/** Longest name, terminator included, in run-time messages and in syntax errors. */
const RUNTIME_NAME_SIZE = 60;
const SYNTAX_NAME_SIZE = 80;

/**
 * The name of a chunk as messages show it: `=name` is shown as it is, `@file` with its end when too
 * long, and anything else as `[string "first line..."]`.
 */
function shortName(chunkName: string, size: number): string {
  const source = untilNul(chunkName);
  if (source.startsWith('=')) return source.slice(1, size);
  if (source.startsWith('@')) {
    const room = size - " '...' \0".length;
    const file = source.slice(1);
    return file.length > room ? `...${file.slice(file.length - room)}` : file;
  }
  const room = size - ' [string "..."] \0'.length;
  const firstLine = /^[^\n\r]*/.exec(source)?.[0] ?? '';
  const shown = firstLine.slice(0, room);
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
