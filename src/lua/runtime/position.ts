/**
 * Where Lua code stands, read off the JavaScript stack.
 *
 * Every compiled chunk registers a `CodeMap` and carries its number in a `sourceURL`, so its frames can be
 * told apart from the host's in a stack. Reading one costs 4 to 10 µs (as text it would be 12 to 20): it is done when
 * an error is raised, never while code runs.
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
  /** A call that Lua makes in place of the calling function: if it calls Lua code, that function is gone. */
  readonly isTail?: boolean;
  /** The callee's name in the text: `rep` of `string.rep(...)`. */
  readonly callName?: string;
  readonly callKind?: 'global' | 'local' | 'upvalue' | 'field' | 'method';
}

export interface Position extends CodePlace {
  readonly source: string;
}

const SOURCE_PREFIX = 'tidelock-lua-';
const SOURCE = new RegExp(`${SOURCE_PREFIX}(\\d+)\\.js(?::(\\d+):(\\d+))?`);
type HostKind = 'boundary' | 'coroutine' | 'operator' | 'tail' | 'environment' | 'interpreter';

/** What host functions are to Lua; others do not show. Found by their names, which have to stay what they are. */
const HOST_FUNCTIONS = new Map<string, HostKind>([
  // Lua 5.1 would show a C function between two Lua functions.
  ['protectedCall', 'boundary'],
  ['callForOne', 'boundary'],
  ['callOrder', 'boundary'],
  ['resumeCoroutine', 'coroutine'],
  // Calls metamethods for operators: no C function stands there, and the callee has no name.
  ['callHandler', 'operator'],
  // Makes the calls that a `TailCall` stands for.
  ['finish', 'tail'],
  // Calls a Lua function that has an environment of its own.
  ['enclosed', 'environment'],
  // Many frames that stand for the one Lua function that is interpreted.
  ['interpretExpression', 'interpreter'],
  ['interpretStatement', 'interpreter'],
  ['interpretMain', 'interpreter'],
]);
/** The name in a line of a stack's text: `at name (...)`. */
const HOST_FUNCTION = /([\w$]+) \(/;
const STACK_LIMIT = 60;
/** JavaScript frames that a level of Lua's stack may take. */
const FRAMES_PER_LEVEL = 4;
/** Frames that are looked at first: an argument error is raised seven frames above the Lua code. */
const FIRST_LIMIT = 9;

/** A frame of the host's stack; what V8 gives to `Error.prepareStackTrace`. */
interface HostFrame {
  getFunctionName(): string | null;
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

/** The line of code that stands for no code of Lua's. */
const NO_LINE = 0;

let suspended: () => Position[] = () => [];

/** Sets what finds the calls under way in the running coroutine that are not on the stack, innermost first. */
export function findSuspended(find: () => Position[]): void {
  suspended = find;
}

let interpreted: () => Position | undefined = () => undefined;

/** Sets what tells where the Lua code stands that is interpreted; undefined while it runs compiled. */
export function findInterpreted(find: () => Position | undefined): void {
  interpreted = find;
}

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
  return `${SOURCE_PREFIX}${id}.js`;
}

/** The Lua frames of a JavaScript stack as text, innermost first; undefined stands for a C function of Lua 5.1. */
export function readFrames(stack: string): (Position | undefined)[] {
  const frames = new LuaFrames();
  for (const text of stack.split('\n')) {
    const match = SOURCE.exec(text);
    if (match === null) frames.addHost(HOST_FUNCTION.exec(text)?.[1] ?? '');
    else frames.addLua(Number(match[1]), Number(match[2]), Number(match[3]));
  }
  return frames.found;
}

/** Puts Lua's frames together from the host's, innermost first. */
class LuaFrames {
  readonly found: (Position | undefined)[] = [];
  /** Which of the levels are functions with an environment of their own. */
  readonly enclosed: number[] = [];
  /** Which are what is left of functions that made tail calls. */
  readonly tails: number[] = [];
  #isHandler = false;
  #hasInterpreted = false;
  /** Whether the next frame has called Lua code, or what is left of code that made a tail call. */
  #isInLua = false;

  /** A frame of the host's own code. */
  addHost(functionName: string): void {
    const kind = HOST_FUNCTIONS.get(functionName);
    if (kind === undefined) return;
    const { found } = this;
    if (kind === 'boundary') {
      found.push(undefined);
      this.#isInLua = false;
    } else if (kind === 'tail') this.#addTail();
    else if (kind === 'environment') this.enclosed.push(found.length - 1);
    else if (kind === 'operator') this.#isHandler = true;
    else if (kind === 'interpreter') this.#addInterpreted();
    else {
      // Levels of `error` do not reach out of a coroutine.
      if (found.length < STACK_LIMIT) found.push(...suspended());
      for (let level = 0; level < STACK_LIMIT; level++) found.push(undefined);
    }
  }

  addLua(id: number, line: number, column: number): void {
    const map = mapOf(id);
    if (map === undefined) return;
    this.#addPlace({ source: map.displayName, ...map.locate(line, column) });
  }

  /** The frames of the interpreter are one Lua function: one runs at a time, and it calls no other. */
  #addInterpreted(): void {
    if (this.#hasInterpreted) return;
    this.#hasInterpreted = true;
    const place = interpreted();
    if (place !== undefined) this.#addPlace(place);
  }

  #addPlace(place: Position): void {
    if (place.line === NO_LINE) return;
    // What made the tail call of the Lua code inside has no place any more.
    if (place.isTail && !this.#isHandler && this.#addTail()) return;
    this.#isInLua = true;
    this.found.push(this.#isHandler ? { source: place.source, line: place.line } : place);
    this.#isHandler = false;
  }

  /** The frame outside of Lua code that it called in its own place; answers whether there is such code. */
  #addTail(): boolean {
    if (this.#isInLua) this.tails.push(this.found.push(undefined) - 1);
    return this.#isInLua;
  }

  /** Whether the place at a level is known. */
  tells(level: number, innermost: boolean): boolean {
    const { found } = this;
    return found.length >= level && (!innermost || found.some((frame) => frame !== undefined));
  }
}

/** The host's stack, from here on outwards: at most `limit` frames, or the text where the host has no better. */
function captureHostFrames(limit: number): readonly HostFrame[] | string {
  const host = Error as { stackTraceLimit?: number; prepareStackTrace?: unknown };
  const { stackTraceLimit, prepareStackTrace } = host;
  host.stackTraceLimit = limit;
  host.prepareStackTrace = (_: unknown, frames: HostFrame[]) => frames;
  const { stack } = new Error() as { stack?: unknown };
  host.stackTraceLimit = stackTraceLimit;
  host.prepareStackTrace = prepareStackTrace;
  return Array.isArray(stack) ? (stack as HostFrame[]) : String(stack);
}

/**
 * The running Lua frames, innermost first: all of them, or as many as tell the place at `level`.
 *
 * @param innermost whether one of them must be Lua code, if there is any
 */
export function captureFrames(level = Number.POSITIVE_INFINITY, innermost = true): (Position | undefined)[] {
  for (let limit = FIRST_LIMIT; ; limit = STACK_LIMIT) {
    const stack = captureHostFrames(limit);
    if (typeof stack === 'string') return readFrames(stack);
    const frames = new LuaFrames();
    const isTold = readHostFrames(stack, frames, () => frames.tells(level, innermost));
    if (isTold || limit === STACK_LIMIT || stack.length < limit) return frames.found;
  }
}

/** Adds the host's frames until that is enough; answers whether it was. */
function readHostFrames(stack: readonly HostFrame[], frames: LuaFrames, isEnough: () => boolean): boolean {
  for (const frame of stack) {
    const url = frame.getScriptNameOrSourceURL();
    const id = url?.startsWith(SOURCE_PREFIX) ? Number.parseInt(url.slice(SOURCE_PREFIX.length), 10) : -1;
    if (id < 0) frames.addHost(frame.getFunctionName() ?? '');
    else frames.addLua(id, frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0);
    if (isEnough()) return true;
  }
  return false;
}

/** What stands at a level of the stack: `depth` counts the functions with environments up to that one. */
export type LevelKind =
  | { readonly kind: 'environment'; readonly depth: number }
  | { readonly kind: 'other' | 'tail call' | 'none' };

/** What the level is above the running builtin, whose caller is level 1. */
export function levelAt(level: number): LevelKind {
  const frames = new LuaFrames();
  const stack = captureHostFrames(STACK_LIMIT + Math.min(level, STACK_LIMIT) * FRAMES_PER_LEVEL);
  // A function's environment is known one frame further out.
  if (typeof stack !== 'string') readHostFrames(stack, frames, () => frames.found.length > level);
  const { found, enclosed, tails } = frames;
  if (found.length < level) return { kind: 'none' };
  if (tails.includes(level - 1)) return { kind: 'tail call' };
  if (!enclosed.includes(level - 1)) return { kind: 'other' };
  return { kind: 'environment', depth: enclosed.filter((at) => at < level).length };
}

/** Where the Lua code stands that called the running builtin (level 1), its caller (2), ...; undefined if that is no Lua code. */
export function where(level: number): Position | undefined {
  return captureFrames(level, false)[level - 1];
}

/** Where the innermost running Lua code stands. */
export function innermostPosition(): Position | undefined {
  return captureFrames(0).find((frame) => frame !== undefined);
}
