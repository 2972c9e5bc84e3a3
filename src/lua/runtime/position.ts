/**
 * Finds out where the running Lua code stands, by reading the JavaScript stack. Error messages need that, and
 * functions that take a level of the stack, such as `error` and `getfenv`.
 *
 * Every compiled chunk registers a `CodeMap`, and its text carries the number of that map in a `sourceURL`. By it the
 * frames of Lua code are told apart from the frames of the host. A few functions of the host matter to Lua's view of
 * the stack; `markFrames` gives them special names when the program starts, so that a minifier, which renames
 * functions, cannot take these names away. Invariant: nothing depends on any other frame of the host, nor on how many
 * there are, since a minifier or V8 may inline those functions.
 *
 * Firefox shows the name that a function has in the program's text instead of the one that it was given, so those
 * names are noted, too. Safari does not show the `sourceURL` of a chunk; there, errors of Lua code have no place.
 *
 * Reading a stack is expensive, and reading it as text is more so. It is done when an error is raised, and when a
 * script asks for a level of the stack, but never while code merely runs.
 */

/** Maps places in a chunk's JavaScript text to Lua lines. */
export interface CodeMap {
  /** The name of the chunk as error messages show it. */
  readonly displayName: string;
  /** The Lua code at a JavaScript position, whose line and column count from 1. */
  locate(line: number, column: number): CodePlace;
}

export interface CodePlace {
  readonly line: number;
  /** Whether a tail call stands there. If it called Lua code, the calling function is no longer on Lua's stack. */
  readonly isTail?: boolean;
  /** Whether the function is only about to begin with this line. Then it is not on Lua's stack yet. */
  readonly isEntry?: boolean;
  /** What the script calls the function, if a call stands there: `rep` for `string.rep(...)`. */
  readonly callName?: string;
  readonly callKind?: 'global' | 'local' | 'upvalue' | 'field' | 'method';
}

export interface Position extends CodePlace {
  readonly source: string;
}

const SOURCE_PREFIX = 'tidelock-lua-';
const SOURCE = new RegExp(`${SOURCE_PREFIX}(\\d+)\\.js(?::(\\d+):(\\d+))?`);

/**
 * What a function of the host means for Lua's stack. A function without a mark does not appear in it.
 *
 * - `boundary`: in Lua 5.1 a C function is there, between the Lua function that it calls and the one that called it.
 * - `coroutine`: the function resumes a coroutine. Lua's stack ends there.
 * - `operator`: the function calls a metamethod for an operator. No C function is there, and the callee has no name.
 * - `tail`: the function makes the calls that a `TailCall` stands for.
 * - `environment`: the function calls a Lua function that has an environment of its own.
 * - `interpreter`: the frame is one of many that together are a Lua function that is interpreted.
 * - `interpreted`: the frame is the outermost of these.
 * - `state`: the function makes another state the running one. Frames further out are of no concern to that state.
 */
type HostKind = (typeof KINDS)[number];

const KINDS = [
  'boundary',
  'coroutine',
  'operator',
  'tail',
  'environment',
  'interpreter',
  'interpreted',
  'state',
] as const;

const MARK = 'lua:';
const HOST_KINDS = new Map<string, HostKind>(KINDS.map((kind) => [`${MARK}${kind}`, kind]));
/** Finds a mark in a line of V8's text of the stack: `at lua:tail (...)`. */
const MARK_IN_TEXT = new RegExp(`${MARK}[a-z]+`);
/** Finds the function's name in a line of Firefox's text of the stack: `finish@...`. */
const NAME_IN_TEXT = /^([\w$]+)@/;

/** The marks of functions by the names that these have in the program's text, which are the only ones Firefox shows. */
const kindsByName = new Map<string, HostKind>();

/** Marks functions with what they mean for Lua's stack. From now on their frames show the mark as their name. */
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

/** How many frames are read at first. They suffice for most errors, and the result does not depend on the number. */
const FIRST_LIMIT = 8;
/** The factor by which the number of frames grows when they did not suffice. */
const LIMIT_GROWTH = 8;
/** How many levels Lua's stack has at most (C's LUAI_MAXCALLS). */
const LEVELS = 20_000;

/** A frame of the host's stack, as V8 passes it to `Error.prepareStackTrace`. */
interface HostFrame {
  getFunctionName(): string | null;
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

/** The line that generated code has if it belongs to no Lua code. */
const NO_LINE = 0;

let suspended: () => Position[] = () => [];

/** Sets the function that finds the running coroutine's calls that are not on the stack, innermost first. */
export function findSuspended(find: () => Position[]): void {
  suspended = find;
}

/** A call of an interpreted function. */
export interface InterpretedCall {
  /** Where it stands; undefined while a compiled part of it runs. */
  readonly place: Position | undefined;
  /** The interpreted call that is under way around it. */
  readonly outer: InterpretedCall | undefined;
}

let innermostInterpreted: () => InterpretedCall | undefined = () => undefined;

/** Sets the function that finds the innermost interpreted call that is under way. */
export function findInterpreted(find: () => InterpretedCall | undefined): void {
  innermostInterpreted = find;
}

/**
 * How long the map of a chunk stays registered.
 *
 * - `weak`: as long as something else refers to the map. This is only for threads that return to an event loop; a thread
 *   that never does keeps the targets of its weak references.
 * - `kept`: until `forgetCode` is called.
 * - `recent`: until `RECENT_CHUNKS` other chunks have been registered with this lifetime.
 */
export type CodeLifetime = 'weak' | 'kept' | 'recent';

const RECENT_CHUNKS = 4096;

/**
 * The registered maps by the numbers of their chunks. All engines in the process share them, which is safe because the
 * numbers are unique. The worst that an engine does to another one is to register so many `recent` chunks that the oldest
 * ones are forgotten, so that later errors of these do not show their places.
 */
const maps = new Map<number, CodeMap | WeakRef<CodeMap>>();
const recent = new Set<number>();
const finalized = new FinalizationRegistry<number>((id) => maps.delete(id));
let lastId = 0;

/** Registers the map of a chunk, and returns its number. */
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

/** Removes the map of a chunk that will not run again. */
export function forgetCode(id: number): void {
  maps.delete(id);
}

function mapOf(id: number): CodeMap | undefined {
  const map = maps.get(id);
  return map instanceof WeakRef ? map.deref() : map;
}

/** The `sourceURL` that the JavaScript text of a chunk must carry. */
export function sourceUrl(id: number): string {
  return `${SOURCE_PREFIX}${id}.js`;
}

/** Builds Lua's stack from the frames of the host, which are added one by one from the innermost outwards. */
class LuaFrames {
  /**
   * The levels of Lua's stack, the innermost first. Undefined stands for a C function, or for the trace that a function
   * leaves on Lua 5.1's stack when it makes a tail call.
   */
  readonly found: (Position | undefined)[] = [];
  /** The place of the innermost Lua code, even if it is beyond the end of the levels. */
  innermost: Position | undefined = undefined;
  /** The place of the innermost Lua code if that is a function which is about to begin. */
  entry: Position | undefined = undefined;
  /** The indices in `found` of functions with an environment of their own. */
  readonly enclosed: number[] = [];
  /** The indices in `found` of the traces that functions have left by making tail calls. */
  readonly tails: number[] = [];
  /** Whether all levels have been found, because they do not reach beyond the coroutine. */
  #isEnded = false;
  /** Whether the following frames belong to another state. */
  #isOver = false;
  /** Whether the next Lua frame outwards has called a metamethod. */
  #isHandler = false;
  /** The interpreted call to which the next frames of the interpreter belong, and whether it has been added. */
  #interpreted = innermostInterpreted();
  #hasInterpreted = false;
  /** Whether the frame added last is Lua code, or a trace of a tail call; that is what the next frame has called. */
  #isInLua = false;

  /** Adds a marked frame of the host. */
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
    else if (kind === 'interpreted') this.#endInterpreted();
    else if (!this.#isEnded) {
      for (const place of suspended()) this.#add(place);
      this.#isEnded = true;
    }
  }

  /** Adds a frame of a compiled chunk. */
  addLua(id: number, line: number, column: number): void {
    const map = mapOf(id);
    if (map === undefined || this.#isOver) return;
    this.#addPlace({ source: map.displayName, ...map.locate(line, column) });
  }

  /** Adds an interpreted call at the first of its frames. */
  #addInterpreted(): void {
    if (this.#hasInterpreted) return;
    this.#hasInterpreted = true;
    const place = this.#interpreted?.place;
    if (place !== undefined) this.#addPlace(place);
  }

  /** Passes the last frame of an interpreted call. */
  #endInterpreted(): void {
    this.#addInterpreted();
    this.#interpreted = this.#interpreted?.outer;
    this.#hasInterpreted = false;
  }

  #addPlace(place: Position): void {
    if (place.line === NO_LINE) return;
    if (place.isEntry) {
      if (this.innermost === undefined) this.entry ??= place;
      return;
    }
    // If this code made a tail call, and what it called was Lua code, then it has no place any more.
    if (place.isTail && !this.#isHandler && this.#addTail()) return;
    this.#isInLua = true;
    this.#add(this.#isHandler ? { source: place.source, line: place.line } : place);
    this.#isHandler = false;
  }

  /** Adds the trace of a tail call, if what was called is Lua code. Returns whether it is. */
  #addTail(): boolean {
    if (this.#isInLua && !this.#isEnded) this.tails.push(this.found.length);
    if (this.#isInLua) this.#add(undefined);
    return this.#isInLua;
  }

  #add(place: Position | undefined): void {
    this.innermost ??= place;
    if (!this.#isEnded) this.found.push(place);
  }

  /** Whether the frames so far suffice to tell what is at a level and, if wanted, the place of the innermost code. */
  tells(level: number, innermost: boolean): boolean {
    const isLevelKnown = this.#isEnded || this.found.length >= level;
    return isLevelKnown && (!innermost || this.#isOver || this.innermost !== undefined);
  }
}

/** The properties of `Error` by which some hosts give access to the stack. V8 has all of them. */
const host = Error as {
  stackTraceLimit?: number;
  prepareStackTrace?: unknown;
  captureStackTrace?: (target: object, below: unknown) => void;
};

/** A `prepareStackTrace` that returns the frames themselves instead of a text. */
function keepFrames(_: unknown, frames: HostFrame[]): HostFrame[] {
  return frames;
}

/**
 * The host's stack from the caller of `below` outwards: up to `limit` frames, or a text if the host gives no frames.
 */
function captureHostFrames(limit: number, below: unknown): readonly HostFrame[] | string {
  const { stackTraceLimit, prepareStackTrace } = host;
  host.stackTraceLimit = limit;
  host.prepareStackTrace = keepFrames;
  try {
    const holder: { stack?: unknown } = {};
    if (host.captureStackTrace === undefined) holder.stack = new Error().stack;
    else host.captureStackTrace(holder, below);
    const { stack } = holder;
    return Array.isArray(stack) ? (stack as HostFrame[]) : String(stack);
  } finally {
    host.stackTraceLimit = stackTraceLimit;
    host.prepareStackTrace = prepareStackTrace;
  }
}

/** The stack of an exception that the host threw. V8 calls `prepareStackTrace` when `stack` is first read. */
function stackOf(exception: Error): readonly HostFrame[] | string {
  const { prepareStackTrace } = host;
  host.prepareStackTrace = keepFrames;
  try {
    const stack: unknown = exception.stack;
    return Array.isArray(stack) ? (stack as HostFrame[]) : String(stack);
  } finally {
    host.prepareStackTrace = prepareStackTrace;
  }
}

/** Adds frames of a stack to `frames`, from the innermost outwards, until they are enough; returns whether they are. */
function readStack(
  stack: readonly HostFrame[] | string,
  frames: LuaFrames,
  isEnough: () => boolean,
): boolean {
  return typeof stack === 'string' ? readText(stack, frames) : readHostFrames(stack, frames, isEnough);
}

/** Reads a stack that is a text. It always counts as enough, since there is no way to get more. */
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

/** Captures as many frames outside of the function `below` as are enough, or all that there are. */
function captureUntil(below: unknown, isEnough: (frames: LuaFrames) => boolean): LuaFrames {
  for (let limit = FIRST_LIMIT; ; limit *= LIMIT_GROWTH) {
    const stack = captureHostFrames(limit, below);
    const frames = new LuaFrames();
    if (readStack(stack, frames, () => isEnough(frames)) || stack.length < limit) return frames;
  }
}

/** What was found out about a level of Lua's stack. */
export interface Level {
  /** The place of the Lua code at the level; undefined if there is none. */
  readonly place: Position | undefined;
  /** The place of the innermost Lua code, if it was asked for. */
  readonly innermost: Position | undefined;
  /** Whether the running builtin was called by a library function and not by Lua code. */
  readonly isCalledFromC: boolean;
}

/**
 * Finds a level of Lua's stack. Level 1 is the code that called the running builtin, level 2 is the caller of that
 * code, and so on.
 *
 * @param innermost whether the place of the innermost Lua code is wanted, too
 */
export function locate(level: number, innermost: boolean): Level {
  const wanted = level <= LEVELS ? level : 0;
  const frames = captureUntil(locate, (captured) => captured.tells(wanted, innermost));
  const { found } = frames;
  return { place: found[level - 1], innermost: frames.innermost, isCalledFromC: found[0] === undefined };
}

/** The place of the Lua code at a level of the stack; undefined if no Lua code is there. */
export function where(level: number): Position | undefined {
  return locate(level, false).place;
}

/**
 * What is at a level of the stack. `depth` is the number of functions with environments up to and including that one.
 */
export type LevelKind =
  | { readonly kind: 'environment'; readonly depth: number }
  | { readonly kind: 'other' | 'tail call' | 'none' };

/** Finds out what is at a level of the stack, of which level 1 is the caller of the running builtin. */
export function levelAt(level: number): LevelKind {
  if (level > LEVELS) return { kind: 'none' };
  // The mark that says that a function has an environment is on the frame outside of that function.
  const { found, enclosed, tails } = captureUntil(levelAt, (captured) => captured.tells(level + 1, false));
  if (found.length < level) return { kind: 'none' };
  if (tails.includes(level - 1)) return { kind: 'tail call' };
  if (!enclosed.includes(level - 1)) return { kind: 'other' };
  return { kind: 'environment', depth: enclosed.filter((at) => at < level).length };
}

/** The place of the innermost running Lua code, which may be a function that is about to begin. */
export function innermostPosition(): Position | undefined {
  const isEnough = (frames: LuaFrames) => frames.entry !== undefined || frames.tells(0, true);
  const { entry, innermost } = captureUntil(innermostPosition, isEnough);
  return entry ?? innermost;
}

/** The place of the innermost Lua code when the host threw an exception of its own; undefined if that is not known. */
export function placeOfException(exception: Error): Position | undefined {
  const frames = new LuaFrames();
  readStack(stackOf(exception), frames, () => frames.tells(0, true));
  return frames.innermost;
}
