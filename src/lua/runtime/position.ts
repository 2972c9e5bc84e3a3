/**
 * Where Lua code stands, read off the JavaScript stack.
 *
 * Every compiled chunk registers a `CodeMap` and carries its number in a `sourceURL`, so its frames can be
 * told apart from the host's in a stack. The few host functions that are something to Lua carry a name that
 * `markFrames` gives them when the program runs, so that a minifier, which renames functions, cannot take it away.
 * Nothing depends on how many frames the host has between two of Lua: a minifier or V8 may inline any other function.
 * Firefox shows no names but those in the program's text, so it is also noted which functions bear those. Safari does not
 * show the `sourceURL` of a chunk: Lua code has no places there.
 *
 * Reading a stack is expensive, as text even more so: it is done when an error is raised, never while code runs.
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

/**
 * What a host function is to Lua; functions without a mark do not show in Lua's stack.
 *
 * - `boundary`: a C function stands there in Lua 5.1, between the Lua function that it calls and the one that called it.
 * - `coroutine`: resumes a coroutine. Levels of the stack end there.
 * - `operator`: calls a metamethod for an operator. No C function stands there, and the callee has no name.
 * - `tail`: makes the calls that a `TailCall` stands for.
 * - `environment`: calls a Lua function that has an environment of its own.
 * - `interpreter`: one of many frames that together are the one Lua function that is interpreted.
 * - `state`: makes another state the running one. What is further out belongs to the state around, and does not show.
 */
type HostKind = 'boundary' | 'coroutine' | 'operator' | 'tail' | 'environment' | 'interpreter' | 'state';

const MARK = 'lua:';
const HOST_KINDS = new Map<string, HostKind>(
  (['boundary', 'coroutine', 'operator', 'tail', 'environment', 'interpreter', 'state'] as const).map(
    (kind) => [`${MARK}${kind}`, kind],
  ),
);
/** A mark in a line of the stack's text that V8 makes: `at lua:tail (...)`. */
const MARK_IN_TEXT = new RegExp(`${MARK}[a-z]+`);
/** The name in a line of the stack's text that Firefox makes: `finish@...`. */
const NAME_IN_TEXT = /^([\w$]+)@/;

/** The marked functions by the names that they have in the text of the program, which are all that Firefox shows. */
const kindsByName = new Map<string, HostKind>();

/** Says what functions are to Lua: their frames show the mark as the function's name. */
export function markFrames(kind: HostKind, ...functions: ((...values: never[]) => unknown)[]): void {
  for (const marked of functions) {
    kindsByName.set(marked.name, kind);
    Object.defineProperty(marked, 'name', { value: `${MARK}${kind}` });
  }
}

function kindInText(line: string): HostKind | undefined {
  const name = NAME_IN_TEXT.exec(line)?.[1];
  return name === undefined ? HOST_KINDS.get(MARK_IN_TEXT.exec(line)?.[0] ?? '') : kindsByName.get(name);
}

/** Frames that are looked at first. Most errors are told by so few; all of the answers are the same with any number. */
const FIRST_LIMIT = 8;
/** How many times as many frames are looked at when those did not tell. */
const LIMIT_GROWTH = 8;
/** Levels that Lua's stack has at most (LUAI_MAXCALLS). */
const LEVELS = 20_000;

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

/** Puts Lua's frames together from the host's, which are added from the innermost outwards. */
class LuaFrames {
  /** Innermost first; undefined stands for a C function of Lua 5.1, or what is left of one that made a tail call. */
  readonly found: (Position | undefined)[] = [];
  /** The place of the innermost Lua code, whether or not a level reaches it. */
  innermost: Position | undefined = undefined;
  /** Which of the levels are functions with an environment of their own. */
  readonly enclosed: number[] = [];
  /** Which are what is left of functions that made tail calls. */
  readonly tails: number[] = [];
  /** Whether there are no more levels: they do not reach out of a coroutine. */
  #isEnded = false;
  /** Whether what follows belongs to another state. */
  #isOver = false;
  #isHandler = false;
  #hasInterpreted = false;
  /** Whether the next frame has called Lua code, or what is left of code that made a tail call. */
  #isInLua = false;

  /** A frame of the host's own code. */
  addHost(kind: HostKind): void {
    const { found } = this;
    if (this.#isOver) return;
    if (kind === 'state') {
      this.#isOver = true;
      this.#isEnded = true;
    } else if (kind === 'boundary') {
      this.#add(undefined);
      this.#isInLua = false;
    } else if (kind === 'tail') this.#addTail();
    else if (kind === 'environment') this.enclosed.push(found.length - 1);
    else if (kind === 'operator') this.#isHandler = true;
    else if (kind === 'interpreter') this.#addInterpreted();
    else if (!this.#isEnded) {
      for (const place of suspended()) this.#add(place);
      this.#isEnded = true;
    }
  }

  addLua(id: number, line: number, column: number): void {
    const map = mapOf(id);
    if (map === undefined || this.#isOver) return;
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
    this.#add(this.#isHandler ? { source: place.source, line: place.line } : place);
    this.#isHandler = false;
  }

  /** The frame outside of Lua code that it called in its own place; answers whether there is such code. */
  #addTail(): boolean {
    if (this.#isInLua && !this.#isEnded) this.tails.push(this.found.length);
    if (this.#isInLua) this.#add(undefined);
    return this.#isInLua;
  }

  #add(place: Position | undefined): void {
    this.innermost ??= place;
    if (!this.#isEnded) this.found.push(place);
  }

  /** Whether the place at a level is known. */
  tells(level: number, innermost: boolean): boolean {
    const isLevelKnown = this.#isEnded || this.found.length >= level;
    return isLevelKnown && (!innermost || this.#isOver || this.innermost !== undefined);
  }
}

/** What hosts can do with stacks beyond the language's standard. V8 can all of it. */
const host = Error as {
  stackTraceLimit?: number;
  prepareStackTrace?: unknown;
  captureStackTrace?: (target: object, below: unknown) => void;
};

/** Gives a stack as it is. */
function keepFrames(_: unknown, frames: HostFrame[]): HostFrame[] {
  return frames;
}

/** The host's stack from the caller of `below` outwards: at most `limit` frames, or the text where the host has no better. */
function captureHostFrames(limit: number, below: unknown): readonly HostFrame[] | string {
  const { stackTraceLimit, prepareStackTrace } = host;
  host.stackTraceLimit = limit;
  host.prepareStackTrace = keepFrames;
  const holder: { stack?: unknown } = {};
  if (host.captureStackTrace === undefined) holder.stack = new Error().stack;
  else host.captureStackTrace(holder, below);
  const { stack } = holder;
  host.stackTraceLimit = stackTraceLimit;
  host.prepareStackTrace = prepareStackTrace;
  return Array.isArray(stack) ? (stack as HostFrame[]) : String(stack);
}

/** The stack of an exception that the host threw. V8 makes the text when it is asked for it first. */
function stackOf(exception: Error): readonly HostFrame[] | string {
  const { prepareStackTrace } = host;
  host.prepareStackTrace = keepFrames;
  const stack: unknown = exception.stack;
  host.prepareStackTrace = prepareStackTrace;
  return Array.isArray(stack) ? (stack as HostFrame[]) : String(stack);
}

/** Reads a stack from the innermost frame outwards until that is enough; answers whether it was. */
function readStack(
  stack: readonly HostFrame[] | string,
  frames: LuaFrames,
  isEnough: () => boolean,
): boolean {
  return typeof stack === 'string' ? readText(stack, frames) : readHostFrames(stack, frames, isEnough);
}

/** All that a host's text shows of the stack is there at once. */
function readText(stack: string, frames: LuaFrames): true {
  for (const text of stack.split('\n')) {
    const match = SOURCE.exec(text);
    if (match !== null) frames.addLua(Number(match[1]), Number(match[2]), Number(match[3]));
    else {
      const kind = kindInText(text);
      if (kind !== undefined) frames.addHost(kind);
    }
  }
  return true;
}

function readHostFrames(stack: readonly HostFrame[], frames: LuaFrames, isEnough: () => boolean): boolean {
  for (const frame of stack) {
    const url = frame.getScriptNameOrSourceURL();
    const id = url?.startsWith(SOURCE_PREFIX) ? Number.parseInt(url.slice(SOURCE_PREFIX.length), 10) : -1;
    if (id >= 0) frames.addLua(id, frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0);
    else {
      const kind = HOST_KINDS.get(frame.getFunctionName() ?? '');
      if (kind !== undefined) frames.addHost(kind);
    }
    if (isEnough()) return true;
  }
  return false;
}

/** Captures as many of the host's frames outside of the function `below` as it takes, or all. */
function captureUntil(below: unknown, isEnough: (frames: LuaFrames) => boolean): LuaFrames {
  for (let limit = FIRST_LIMIT; ; limit *= LIMIT_GROWTH) {
    const stack = captureHostFrames(limit, below);
    const frames = new LuaFrames();
    if (readStack(stack, frames, () => isEnough(frames)) || stack.length < limit) return frames;
  }
}

/** The place at a level of Lua's stack, and what stands there. */
export interface Level {
  /** Undefined where no Lua code stands at the level. */
  readonly place: Position | undefined;
  /** The place of the innermost Lua code, where it was asked for. */
  readonly innermost: Position | undefined;
  /** Whether the innermost level is no Lua code: a library function called the one that runs. */
  readonly isCalledFromC: boolean;
}

/**
 * Where the Lua code stands that called the running builtin (level 1), its caller (2), and so on.
 *
 * @param innermost whether the place of the innermost Lua code is wanted, too
 */
export function locate(level: number, innermost: boolean): Level {
  const wanted = level <= LEVELS ? level : 0;
  const frames = captureUntil(locate, (captured) => captured.tells(wanted, innermost));
  const { found } = frames;
  return { place: found[level - 1], innermost: frames.innermost, isCalledFromC: found[0] === undefined };
}

/** The place at a level of Lua's stack; undefined if no Lua code stands there. */
export function where(level: number): Position | undefined {
  return locate(level, false).place;
}

/** What stands at a level of the stack: `depth` counts the functions with environments up to that one. */
export type LevelKind =
  | { readonly kind: 'environment'; readonly depth: number }
  | { readonly kind: 'other' | 'tail call' | 'none' };

/** What the level is above the running builtin, whose caller is level 1. */
export function levelAt(level: number): LevelKind {
  if (level > LEVELS) return { kind: 'none' };
  // A function's environment is known one frame further out.
  const { found, enclosed, tails } = captureUntil(levelAt, (captured) => captured.tells(level + 1, false));
  if (found.length < level) return { kind: 'none' };
  if (tails.includes(level - 1)) return { kind: 'tail call' };
  if (!enclosed.includes(level - 1)) return { kind: 'other' };
  return { kind: 'environment', depth: enclosed.filter((at) => at < level).length };
}

/** Where the innermost running Lua code stands. */
export function innermostPosition(): Position | undefined {
  return captureUntil(innermostPosition, (frames) => frames.tells(0, true)).innermost;
}

/** Where the innermost Lua code stood when the host threw an exception of its own; undefined if that is not known. */
export function placeOfException(exception: Error): Position | undefined {
  const frames = new LuaFrames();
  readStack(stackOf(exception), frames, () => frames.tells(0, true));
  return frames.innermost;
}
