/**
 * The script cache, shared by EVAL and SCRIPT LOAD, and the state that scripts run in.
 *
 * A script is compiled once, and its function serves every call. A script that was only ever passed to EVAL is dropped
 * when there are too many of them, the least recently used first. A script that SCRIPT LOAD loaded stays until SCRIPT
 * FLUSH.
 */
import { onOneLine } from '../bytes/one-line.ts';
import { sha1Hex } from '../bytes/sha1.ts';
import { TextMap } from '../data/text-map.ts';
import type { Context } from '../engine/context.ts';
import { errors, failure } from '../engine/errors.ts';
import { fillLibrary } from '../lua/lib/library.ts';
import type { BindCall } from '../lua/lua.ts';
import { LuaError, typeName } from '../lua/runtime/error.ts';
import type { LuaState } from '../lua/runtime/state.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import type { Reply } from '../protocol/reply.ts';
import { errorHandler } from './error-handler.ts';
import { parseShebang, type ScriptFlag } from './flags.ts';
import { type Linked, Recency } from './recency.ts';
import { bindCommand, createApi, scriptOnlyApi } from './redis-api.ts';
import { ScriptRun } from './run.ts';
import { type Compiled, compileIn, createState, protectGlobals } from './sandbox.ts';
import type { ScriptHost } from './script-host.ts';
import { Templates } from './templates.ts';

/** How many scripts of EVAL are kept, as in Redis 7.4. Callers that put arguments into the text would fill the memory. */
const MAXIMUM_EVALUATED = 500;
/** How many bytes their texts may have, and those of the scripts whose syntax trees are kept (see `Compiled.isLong`). */
const MAXIMUM_EVALUATED_BYTES = 2 ** 26;
const MAXIMUM_LONG_BYTES = 2 ** 21;
const SHA1_LENGTH = 40;
/** From this many runs on a script is worth compiling again, for speed instead of for a quick start. */
const OFTEN = 1000;

/** How a script is named: by its text, or by its digest. */
export type Finder = 'bySourceText' | 'byDigest';

export class Script implements Linked<Script> {
  readonly source: string;
  readonly flags: ReadonlySet<ScriptFlag> | undefined;
  /** Undefined after a first run that was interpreted. */
  compiled: Compiled | undefined;
  timesRun = 0;
  /** SCRIPT LOAD asked for it: it stays. */
  loaded = false;
  older: Script | undefined = undefined;
  newer: Script | undefined = undefined;
  private digest: string | undefined = undefined;

  constructor(source: string, flags: ReadonlySet<ScriptFlag> | undefined, compiled: Compiled) {
    this.source = source;
    this.flags = flags;
    this.compiled = compiled;
  }

  /** Its SHA1, which is not worked out before somebody asks: most scripts of one run are never asked for theirs. */
  get name(): string {
    this.digest ??= sha1Hex(this.source);
    return this.digest;
  }
}

export class ScriptCache {
  private readonly scripting: ScriptHost;
  /** By their texts: EVAL of a known one needs no hashing. */
  private readonly bySource = new TextMap<Script>();
  private readonly bySha = new Map<string, Script>();
  /** The scripts whose digest was not computed yet, so that `bySha` lacks them. */
  private readonly undigested = new Set<Script>();
  /** The scripts that only EVAL has seen, in the order of their last use. */
  private evaluated = new Recency<Script>();
  private evaluatedBytes = 0;
  /** The scripts whose syntax trees are kept, in the order of their last use. */
  private readonly long = new Set<Script>();
  private longBytes = 0;
  private readonly templates = new Templates();
  private readonly bindCall: BindCall = (path, name, count) =>
    bindCommand(this.scripting, path === 'redis.call', name, count);
  private current: LuaState | undefined = undefined;

  constructor(scripting: ScriptHost) {
    this.scripting = scripting;
  }

  get size(): number {
    return this.bySource.size;
  }

  /** Bytes of all texts, for INFO. */
  get sourceBytes(): number {
    let bytes = 0;
    for (const source of this.bySource.keys()) bytes += source.length;
    return bytes;
  }

  /** Whether a digest, in any case, is one of a known script. */
  has(sha: string): boolean {
    return this.find(sha) !== undefined;
  }

  /** Drops all scripts and their state. */
  flush(): void {
    for (const { compiled } of this.bySource.values()) compiled?.release();
    this.bySource.clear();
    this.bySha.clear();
    this.undigested.clear();
    this.evaluated = new Recency();
    this.evaluatedBytes = 0;
    this.long.clear();
    this.longBytes = 0;
    this.templates.clear();
    this.current = undefined;
  }

  /**
   * SCRIPT LOAD: compiles a script and keeps it; answers its digest.
   * @throws ErrorReply
   */
  load(source: string, caller: Context): string {
    const script = this.bySource.get(source) ?? this.add(source, caller, 'load');
    if (!script.loaded) {
      script.loaded = true;
      this.evaluated.remove(script);
      this.evaluatedBytes -= source.length;
    }
    return script.name;
  }

  /**
   * EVAL and its kin, with the arguments after the script: number of keys, keys, arguments.
   * @throws ErrorReply
   */
  evaluate(ctx: Context, script: Script, args: string[], keyCount: number, readOnlyCommand: boolean): Reply {
    const { scripting } = this;
    const { globals } = this.state;
    if (!script.loaded) this.evaluated.touch(script);
    const compiled = this.compiledFor(script, ctx);
    const run = new ScriptRun({
      kind: 'script',
      callee: script,
      caller: ctx,
      context: scripting.context,
      args,
      flags: script.flags,
      readOnlyCommand,
    });
    globals.setString('KEYS', LuaTable.fromList(args.slice(2, 2 + keyCount)));
    globals.setString('ARGV', LuaTable.fromList(args.slice(2 + keyCount)));
    try {
      return scripting.perform(run, this.state, compiled.main);
    } finally {
      if (compiled.isForOneRun) compiled.release();
      else this.keepIfLong(script, false);
    }
  }

  /** @throws ErrorReply for a text that does not compile */
  bySourceText(source: string, caller: Context): Script {
    return this.bySource.get(source) ?? this.add(source, caller, 'run');
  }

  /** @throws ErrorReply NOSCRIPT */
  byDigest(sha: string): Script {
    const script = this.bySha.get(sha) ?? this.find(sha);
    if (script === undefined) throw errors.noScript;
    return script;
  }

  /** The flags that a script declares, read without compiling it; undefined as well if they are not valid. */
  declaredFlags(textOrDigest: string, find: Finder): ReadonlySet<ScriptFlag> | undefined {
    if (find === 'byDigest') return this.find(textOrDigest)?.flags;
    const known = this.bySource.get(textOrDigest);
    if (known !== undefined) return known.flags;
    try {
      return parseShebang(textOrDigest).flags;
    } catch {
      return undefined;
    }
  }

  /** The script with a digest, in any case. */
  private find(sha: string): Script | undefined {
    if (sha.length !== SHA1_LENGTH) return undefined;
    for (const script of this.undigested) this.bySha.set(script.name, script);
    this.undigested.clear();
    return this.bySha.get(sha.toLowerCase());
  }

  private get state(): LuaState {
    if (this.current === undefined) {
      const { scripting } = this;
      const api = fillLibrary(createApi(scripting), scriptOnlyApi);
      const state = createState(api, scripting, () => scripting.run?.onBudget());
      state.globals.setString('__redis__err__handler', errorHandler);
      protectGlobals(state);
      this.current = state;
    }
    return this.current;
  }

  private add(source: string, caller: Context, purpose: 'run' | 'load'): Script {
    const { flags, code } = parseShebang(source);
    const compiled = this.compile(source, code, caller, purpose === 'run' ? 'first' : 'again');
    const script = new Script(source, flags, compiled);
    this.bySource.set(source, script);
    this.undigested.add(script);
    this.evaluated.add(script);
    this.evaluatedBytes += source.length;
    while (this.evaluated.size > MAXIMUM_EVALUATED || this.hasTooManyBytes) this.dropOldest();
    this.keepIfLong(script, purpose === 'run');
    return script;
  }

  /** The function that a script runs now; it is compiled first if need be. */
  private compiledFor(script: Script, caller: Context): Compiled {
    let { compiled } = script;
    if (++script.timesRun === OFTEN) {
      this.forget(script);
      compiled = undefined;
    }
    if (compiled === undefined) {
      const { source } = script;
      const run = script.timesRun < OFTEN ? 'again' : 'often';
      compiled = this.compile(source, parseShebang(source).code, caller, run);
    }
    script.compiled = compiled.isForOneRun ? undefined : compiled;
    return compiled;
  }

  private compile(source: string, code: string, caller: Context, run: 'first' | 'again' | 'often'): Compiled {
    const { state, bindCall } = this;
    try {
      return this.scripting.compile({ kind: 'script', source, caller }, state, () =>
        run === 'often'
          ? compileIn(state, code, '@user_script', bindCall, true)
          : this.templates.compile(state, code, '@user_script', bindCall, run === 'first'),
      );
    } catch (exception) {
      if (!(exception instanceof LuaError)) throw exception;
      const message = typeof exception.value === 'string' ? exception.value : typeName(exception.value);
      throw failure(`Error compiling script (new function): ${onOneLine(message)}`);
    }
  }

  /** Whether the texts of EVAL are too long to be kept, the newest aside. */
  private get hasTooManyBytes(): boolean {
    return this.evaluatedBytes > MAXIMUM_EVALUATED_BYTES && this.evaluated.size > 1;
  }

  /**
   * Keeps the compiled form of a long script until others take its place. That of a very long one is kept only if the
   * script is about to run.
   */
  private keepIfLong(script: Script, runsNow: boolean): void {
    if (!script.compiled?.isLong) return;
    if (this.long.delete(script)) this.longBytes -= script.source.length;
    this.long.add(script);
    this.longBytes += script.source.length;
    for (const oldest of this.long) {
      if (this.longBytes <= MAXIMUM_LONG_BYTES || (runsNow && oldest === script)) return;
      this.forget(oldest);
    }
  }

  /** Drops the compiled form of a script. */
  private forget(script: Script): void {
    if (this.long.delete(script)) this.longBytes -= script.source.length;
    script.compiled?.release();
    script.compiled = undefined;
  }

  private dropOldest(): void {
    const { oldest } = this.evaluated;
    if (oldest === undefined) return;
    this.evaluated.remove(oldest);
    this.evaluatedBytes -= oldest.source.length;
    this.forget(oldest);
    this.bySource.delete(oldest.source);
    if (!this.undigested.delete(oldest)) this.bySha.delete(oldest.name);
  }
}
