/**
 * The script cache, shared by EVAL and SCRIPT LOAD, and the state that scripts run in.
 *
 * A script is compiled once, and its function serves every call. A script that was only ever passed to EVAL is dropped
 * when there are too many of them, the least recently used first. A script that SCRIPT LOAD loaded stays until SCRIPT
 * FLUSH.
 */
import { onOneLine } from '../bytes/one-line.ts';
import { sha1Hex } from '../bytes/sha1.ts';
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
  private readonly bySource = new Map<string, Script>();
  private readonly bySha = new Map<string, Script>();
  /** The scripts whose digest was not computed yet, so that `bySha` lacks them. */
  private readonly undigested = new Set<Script>();
  /** The scripts that only EVAL has seen, in the order of their last use. */
  private evaluated = new Recency<Script>();
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
    this.templates.clear();
    this.current = undefined;
  }

  /**
   * SCRIPT LOAD: compiles a script and keeps it; answers its digest.
   * @throws ErrorReply
   */
  load(source: string): string {
    const script = this.bySource.get(source) ?? this.add(source, 'load');
    if (!script.loaded) {
      script.loaded = true;
      this.evaluated.remove(script);
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
    const compiled = this.compiledFor(script);
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
    }
  }

  /** @throws ErrorReply for a text that does not compile */
  bySourceText(source: string): Script {
    return this.bySource.get(source) ?? this.add(source, 'run');
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

  private add(source: string, purpose: 'run' | 'load'): Script {
    const { flags, code } = parseShebang(source);
    const script = new Script(source, flags, this.compile(code, purpose === 'run' ? 'first' : 'again'));
    this.bySource.set(source, script);
    this.undigested.add(script);
    this.evaluated.add(script);
    if (this.evaluated.size > MAXIMUM_EVALUATED) this.dropOldest();
    return script;
  }

  /** The function that a script runs now; it is compiled first if need be. */
  private compiledFor(script: Script): Compiled {
    let { compiled } = script;
    if (++script.timesRun === OFTEN) {
      compiled?.release();
      compiled = undefined;
    }
    compiled ??= this.compile(parseShebang(script.source).code, script.timesRun < OFTEN ? 'again' : 'often');
    script.compiled = compiled.isForOneRun ? undefined : compiled;
    return compiled;
  }

  private compile(code: string, run: 'first' | 'again' | 'often'): Compiled {
    try {
      return run === 'often'
        ? compileIn(this.state, code, '@user_script', this.bindCall, true)
        : this.templates.compile(this.state, code, '@user_script', this.bindCall, run === 'first');
    } catch (exception) {
      if (!(exception instanceof LuaError)) throw exception;
      const message = typeof exception.value === 'string' ? exception.value : typeName(exception.value);
      throw failure(`Error compiling script (new function): ${onOneLine(message)}`);
    }
  }

  private dropOldest(): void {
    const { oldest } = this.evaluated;
    if (oldest === undefined) return;
    this.evaluated.remove(oldest);
    oldest.compiled?.release();
    this.bySource.delete(oldest.source);
    if (!this.undigested.delete(oldest)) this.bySha.delete(oldest.name);
  }
}
