/**
 * Function libraries: FUNCTION LOAD, and the functions that FCALL calls.
 *
 * All libraries share one Lua state, whose globals are read-only: a library can keep values in its own local variables
 * only. When a library fails to load, everything stays as it was.
 */
import { onOneLine } from '../bytes/one-line.ts';
import { splitArguments } from '../bytes/quote.ts';
import { TextMap } from '../data/text-map.ts';
import type { Context } from '../engine/context.ts';
import { failure } from '../engine/errors.ts';
import { fillLibrary, nameFunctions } from '../lua/lib/library.ts';
import { call } from '../lua/runtime/call.ts';
import { asLuaError, LuaError, ScriptAbort } from '../lua/runtime/error.ts';
import type { LuaState } from '../lua/runtime/state.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import { type LuaFunction, NO_VALUES } from '../lua/runtime/value.ts';
import type { Reply } from '../protocol/reply.ts';
import { textOf } from './convert.ts';
import { bindCommand, createApi, createCommonApi, raiseError } from './redis-api.ts';
import { BAD_NAME, type FunctionInfo, isName, readRegistration } from './register-function.ts';
import { ScriptRun } from './run.ts';
import { type Compiled, compileIn, createState, detachGlobals, refuseMissing } from './sandbox.ts';
import type { ScriptHost } from './script-host.ts';
import { realTime, timeoutReply } from './time-limit.ts';

/** How long the loading of a library may take, in milliseconds. */
const LOAD_TIMEOUT = 500;
const ENGINE_NAME = 'LUA';

export interface Library {
  readonly name: string;
  readonly code: string;
  readonly functions: TextMap<FunctionInfo>;
  /** Undefined until the library's text has been compiled. */
  compiled: Compiled | undefined;
}

/** The first line of a library and the text after it. */
function parseMetadata(source: string): { name: string; code: string } {
  if (!source.startsWith('#!')) throw failure('Missing library metadata');
  const end = source.indexOf('\n');
  if (end < 0) throw failure('Invalid library metadata');
  const parts = splitArguments(source.slice(0, end));
  if (parts === undefined || parts.length === 0) throw failure('Invalid library metadata');
  let name: string | undefined;
  for (const part of parts.slice(1)) {
    if (part.slice(0, 5).toLowerCase() !== 'name=') throw failure(`Invalid metadata value given: ${part}`);
    if (name !== undefined) {
      throw failure('Invalid metadata value, name argument was given multiple times');
    }
    name = part.slice(5);
  }
  if (name === undefined) throw failure('Library name was not given');
  if (!isName(name)) throw failure(BAD_NAME);
  const engine = parts[0].slice(2);
  if (engine.toUpperCase() !== ENGINE_NAME) throw failure(`Engine '${engine}' not found`);
  return { name, code: source.slice(end) };
}

export class FunctionLibraries {
  readonly engineName = ENGINE_NAME;
  readonly libraries = new TextMap<Library>();
  /** By their names in lower case, because FCALL takes a name in any case. */
  private readonly functions = new TextMap<FunctionInfo>();
  private readonly scripting: ScriptHost;
  private current: LuaState | undefined = undefined;
  private setLoading: (loading: boolean) => void = () => {};
  private loading: { library: Library; deadline: number } | undefined = undefined;

  constructor(scripting: ScriptHost) {
    this.scripting = scripting;
  }

  get functionCount(): number {
    return this.functions.size;
  }

  /** The function of a name in any case. */
  find(name: string): FunctionInfo | undefined {
    return this.functions.get(name.toLowerCase());
  }

  /**
   * Loads a library; answers its name.
   * @throws ErrorReply
   */
  load(caller: Context, source: string, replace: boolean): string {
    const { name, code } = parseMetadata(source);
    const previous = this.libraries.get(name);
    if (previous !== undefined && !replace) throw failure(`Library '${name}' already exists`);
    const library: Library = { name, code: source, functions: new TextMap(), compiled: undefined };
    if (previous !== undefined) this.unlink(previous);
    try {
      this.register(library, code, caller);
      if (library.functions.size === 0) throw failure('No functions registered');
      for (const added of library.functions.keys()) {
        if (this.find(added) !== undefined) throw failure(`Function ${added} already exists`);
      }
    } catch (error) {
      library.compiled?.release();
      if (previous !== undefined) this.link(previous);
      throw error;
    }
    previous?.compiled?.release();
    this.link(library);
    return name;
  }

  /** Removes a library; false when there is none of that name. */
  delete(name: string): boolean {
    const library = this.libraries.get(name);
    if (library !== undefined) {
      this.unlink(library);
      library.compiled?.release();
    }
    return library !== undefined;
  }

  flush(): void {
    for (const { compiled } of this.libraries.values()) compiled?.release();
    this.libraries.clear();
    this.functions.clear();
  }

  /** FCALL: `args` are its arguments: name, number of keys, keys, arguments. */
  call(
    ctx: Context,
    called: FunctionInfo,
    args: string[],
    keyCount: number,
    readOnlyCommand: boolean,
  ): Reply {
    const { scripting } = this;
    const run = new ScriptRun({
      kind: 'function',
      callee: called,
      caller: ctx,
      context: scripting.context,
      args,
      flags: called.flags,
      readOnlyCommand,
    });
    return scripting.perform(
      run,
      this.state,
      called.callback,
      LuaTable.fromList(args.slice(2, 2 + keyCount)),
      LuaTable.fromList(args.slice(2 + keyCount)),
    );
  }

  private link(library: Library): void {
    this.libraries.set(library.name, library);
    for (const [name, info] of library.functions) this.functions.set(name.toLowerCase(), info);
  }

  private unlink(library: Library): void {
    this.libraries.delete(library.name);
    for (const name of library.functions.keys()) this.functions.delete(name.toLowerCase());
  }

  private get state(): LuaState {
    if (this.current === undefined) {
      const { scripting } = this;
      const state = createState(createApi(scripting), scripting, () => this.onBudget());
      const redis = createCommonApi(scripting);
      fillLibrary(redis, nameFunctions({ register_function: this.registerFunction }));
      refuseMissing(redis);
      const api = new LuaTable();
      api.setString('redis', redis);
      this.setLoading = detachGlobals(state, api);
      this.current = state;
    }
    return this.current;
  }

  private onBudget(): void {
    if (this.loading === undefined) this.scripting.run?.onBudget();
    else if (realTime(this.scripting.engine) > this.loading.deadline) {
      throw new ScriptAbort('FUNCTION LOAD timeout');
    }
  }

  /** Compiles and runs a library's text, which registers its functions. */
  private register(library: Library, code: string, caller: Context): void {
    const { state } = this;
    const { name, code: source } = library;
    let compiled: Compiled;
    try {
      compiled = this.scripting.compile({ kind: 'function', name, source, caller }, state, () =>
        compileIn(state, code, '@user_function', (path, command, count) =>
          bindCommand(this.scripting, path === 'redis.call', command, count),
        ),
      );
    } catch (exception) {
      if (!(exception instanceof LuaError)) throw exception;
      throw failure(`Error compiling function: ${onOneLine(String(exception.value))}`);
    }
    library.compiled = compiled;
    this.loading = { library, deadline: realTime(this.scripting.engine) + LOAD_TIMEOUT * 1000 };
    this.setLoading(true);
    this.scripting.memoryGuard.begin();
    this.scripting.timeLimit.begin();
    try {
      state.enter(() => call(compiled.main));
    } catch (exception) {
      const overtime = timeoutReply(exception, library.name);
      throw overtime ?? failure(`Error registering functions: ${registrationError(exception)}`);
    } finally {
      this.scripting.timeLimit.end();
      this.setLoading(false);
      this.loading = undefined;
    }
  }

  private readonly registerFunction: LuaFunction = (...values) => {
    const { loading } = this;
    if (loading === undefined) {
      raiseError('redis.register_function can only be called on FUNCTION LOAD command');
    }
    const info = readRegistration(values);
    if (loading.library.functions.has(info.name)) raiseError('Function already exists in the library');
    loading.library.functions.set(info.name, info);
    return NO_VALUES;
  };
}

function registrationError(exception: unknown): string {
  if (exception instanceof ScriptAbort) return `ERR ${exception.reason}`;
  const error = asLuaError(exception);
  if (error === undefined) throw exception;
  const { value } = error;
  if (value instanceof LuaTable) return textOf(value.getString('err')) ?? '';
  return `ERR ${textOf(value) ?? ''}`;
}
