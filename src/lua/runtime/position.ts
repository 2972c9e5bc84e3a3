/**
 * Where Lua code stands, read off the JavaScript stack.
 *
 * Every compiled chunk registers a `CodeMap` and carries its number in a `sourceURL`, so its frames can be
 * told apart from the host's in `error.stack`. Reading the stack costs about 12 µs: it is done when an error
 * is raised, never while code runs.
 */

/** Maps places in a chunk's JavaScript text to Lua lines. */
export interface CodeMap {
  /** Chunk name as error messages show it. */
  readonly displayName: string;
  /** The Lua line and, where a call stands there, what the callee is called; both 1-based JavaScript positions. */
  locate(line: number, column: number): CodePlace;
}

export interface CodePlace {
  readonly line: number;
  /** The callee's name in the text: `rep` of `string.rep(...)`. */
  readonly callName?: string;
  readonly callKind?: 'global' | 'local' | 'upvalue' | 'field' | 'method';
}

export interface Position extends CodePlace {
  readonly source: string;
}

const SOURCE_PREFIX = 'tidelock-lua';
const FRAME = new RegExp(`${SOURCE_PREFIX}-(\\d+)\\.js:(\\d+):(\\d+)`);
/** Function that a host frame belongs to when Lua 5.1 would show a C function between two Lua functions. */
const BOUNDARY = /protectedCall|resumeCoroutine|\bcallForOne\b|\bcallOrder\b/;
const COROUTINE = /resumeCoroutine/;
/** Function that calls metamethods for operators: no C function stands there, and the callee has no name. */
const OPERATOR = /\bcallHandler\b/;
const STACK_LIMIT = 60;

/**
 * How long a chunk's frames stay known. `weak`: as long as its map lives; only for hosts with an event loop, since
 * a thread that never returns to one keeps the targets of weak references and finalizes nothing. `kept`: until
 * `forgetCode`. `recent`: until some thousand other recent chunks were registered.
 */
export type CodeLifetime = 'weak' | 'kept' | 'recent';

const RECENT_CHUNKS = 4096;

const maps = new Map<number, CodeMap | WeakRef<CodeMap>>();
const recent = new Set<number>();
const finalized = new FinalizationRegistry<number>((id) => maps.delete(id));
let lastId = 0;

/** Makes a chunk's frames known; returns its number. */
export function registerCode(map: CodeMap, lifetime: CodeLifetime): number {
  const id = ++lastId;
  if (lifetime === 'weak') {
    maps.set(id, new WeakRef(map));
    finalized.register(map, id);
    return id;
  }
  maps.set(id, map);
  if (lifetime === 'recent') {
    recent.add(id);
    if (recent.size > RECENT_CHUNKS) {
      const [oldest] = recent;
      recent.delete(oldest);
      maps.delete(oldest);
    }
  }
  return id;
}

/** Its chunk will not run again. */
export function forgetCode(id: number): void {
  maps.delete(id);
}

function mapOf(id: number): CodeMap | undefined {
  const map = maps.get(id);
  return map instanceof WeakRef ? map.deref() : map;
}

/** The `sourceURL` that a chunk's text must carry. */
export function sourceUrl(id: number): string {
  return `${SOURCE_PREFIX}-${id}.js`;
}

/** The Lua frames of a JavaScript stack, innermost first; undefined stands for a C function of Lua 5.1. */
export function readFrames(stack: string): (Position | undefined)[] {
  const frames: (Position | undefined)[] = [];
  let isHandler = false;
  for (const text of stack.split('\n')) {
    const match = FRAME.exec(text);
    if (match === null) {
      if (OPERATOR.test(text)) {
        // It called through `callForOne`, which counted as a C function.
        if (frames.length > 0 && frames[frames.length - 1] === undefined) frames.pop();
        isHandler = true;
      } else if (BOUNDARY.test(text)) {
        frames.push(undefined);
        // Levels of `error` do not reach out of a coroutine.
        if (COROUTINE.test(text)) for (let level = 0; level < STACK_LIMIT; level++) frames.push(undefined);
      }
      continue;
    }
    const map = mapOf(Number(match[1]));
    if (map === undefined) continue;
    const place = map.locate(Number(match[2]), Number(match[3]));
    frames.push({ source: map.displayName, ...(isHandler ? { line: place.line } : place) });
    isHandler = false;
  }
  return frames;
}

/** The running Lua frames, innermost first. */
export function captureFrames(): (Position | undefined)[] {
  const host = Error as { stackTraceLimit?: number };
  const limit = host.stackTraceLimit;
  host.stackTraceLimit = STACK_LIMIT;
  const stack = new Error().stack ?? '';
  host.stackTraceLimit = limit;
  return readFrames(stack);
}

/** Where the Lua code stands that called the running builtin (level 1), its caller (2), ...; undefined if that is no Lua code. */
export function where(level: number): Position | undefined {
  return captureFrames()[level - 1];
}

/** Where the innermost running Lua code stands. */
export function innermostPosition(): Position | undefined {
  return captureFrames().find((frame) => frame !== undefined);
}
