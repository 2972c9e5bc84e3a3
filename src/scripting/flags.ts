/** What a script or function declares about itself: in a shebang line or in `redis.register_function`. */
import { splitArguments } from '../bytes/quote.ts';
import { failure } from '../engine/errors.ts';

/** In the order in which FUNCTION LIST shows them. */
export const SCRIPT_FLAGS = [
  'no-writes',
  'allow-oom',
  'allow-stale',
  'no-cluster',
  'allow-cross-slot-keys',
] as const;

export type ScriptFlag = (typeof SCRIPT_FLAGS)[number];

/** A script or library, split into what its shebang line says and its Lua text. */
export interface Shebang {
  /** Undefined for a script without a shebang line, for which the rules of Redis 6 hold. */
  readonly flags: ReadonlySet<ScriptFlag> | undefined;
  /** What Lua compiles: the text from the line break behind the shebang line on, so that lines keep their numbers. */
  readonly code: string;
}

function isFlag(name: string): name is ScriptFlag {
  return (SCRIPT_FLAGS as readonly string[]).includes(name);
}

/**
 * The flags of an EVAL script: `#!lua flags=no-writes,allow-stale`.
 * @throws ErrorReply
 */
export function parseShebang(source: string): Shebang {
  if (!source.startsWith('#!')) return { flags: undefined, code: source };
  const end = source.indexOf('\n');
  if (end < 0) throw failure('Invalid script shebang');
  const parts = splitArguments(source.slice(0, end));
  if (parts === undefined || parts.length === 0) throw failure('Invalid engine in script shebang');
  const [engine, ...options] = parts;
  if (engine !== '#!lua') throw failure(`Unexpected engine in script shebang: ${engine}`);
  const flags = new Set<ScriptFlag>();
  for (const option of options) {
    if (!option.startsWith('flags=')) throw failure(`Unknown lua shebang option: ${option}`);
    const list = option.slice('flags='.length);
    // `flags=` alone declares no flag, but an empty flag between two commas is an error.
    let start = list === '' ? 1 : 0;
    while (start <= list.length) {
      const comma = list.indexOf(',', start);
      const flag = list.slice(start, comma < 0 ? list.length : comma);
      if (!isFlag(flag)) throw failure(`Unexpected flag in script shebang: ${flag}`);
      flags.add(flag);
      start += flag.length + 1;
    }
  }
  return { flags, code: source.slice(end) };
}

/** A flag as `redis.register_function` takes it, in any case. */
export function parseFlag(name: string): ScriptFlag | undefined {
  const lower = name.toLowerCase();
  return isFlag(lower) ? lower : undefined;
}
