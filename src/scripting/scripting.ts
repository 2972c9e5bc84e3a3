/**
 * Scripting of one engine: its two Lua states (scripts, functions), the run under way, and how a run ends.
 */
import { sha1Hex } from '../bytes/sha1.ts';
import { untilNul } from '../bytes/until-nul.ts';
import type { Client } from '../engine/client.ts';
import type { Context, Services } from '../engine/context.ts';
import { failure } from '../engine/errors.ts';
import { Random48 } from '../lua/lib/random.ts';
import { call } from '../lua/runtime/call.ts';
import { asLuaError, type LuaError, ScriptAbort } from '../lua/runtime/error.ts';
import type { LuaState } from '../lua/runtime/state.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import { firstValue, type LuaFunction, type LuaValue } from '../lua/runtime/value.ts';
import { ErrorReply, type Reply } from '../protocol/reply.ts';
import { luaToReply, textOf } from './convert.ts';
import { handlerText, withText } from './error-handler.ts';
import { ScriptCache } from './eval.ts';
import { FunctionLibraries } from './functions.ts';
import { MemoryGuard } from './memory-guard.ts';
import { type AbortReason, ScriptRun } from './run.ts';
import type { ClientText, ScriptHost } from './script-host.ts';
import { TimeLimit, timeoutReply } from './time-limit.ts';

const CHUNK_START = '[string "';
const CHUNK_END = '"]';

/** Texts from this many bytes on may take long to compile. */
const LONG_TEXT = 10_000;

/** A client that commands of scripts run as: nobody reads its output. */
function createScriptClient(engine: Services): Client<Context> {
  return engine.createClient({
    kind: 'script',
    output: { send: () => {}, close: () => {}, pendingBytes: () => 0 },
  });
}

export class Scripting implements ScriptHost {
  readonly engine: Services;
  readonly random = new Random48();
  readonly memoryGuard: MemoryGuard;
  readonly timeLimit: TimeLimit;
  readonly scripts: ScriptCache;
  readonly libraries: FunctionLibraries;
  run: ScriptRun | undefined = undefined;
  private scriptClient: Client<Context> | undefined = undefined;

  constructor(engine: Services) {
    this.engine = engine;
    this.memoryGuard = new MemoryGuard(engine);
    this.timeLimit = new TimeLimit(engine);
    this.scripts = new ScriptCache(this);
    this.libraries = new FunctionLibraries(this);
  }

  /** Made when it is first needed. */
  get context(): Context {
    this.scriptClient ??= createScriptClient(this.engine);
    return this.scriptClient.context;
  }

  currentRun(): ScriptRun {
    if (this.run === undefined) throw new Error('no script is running');
    return this.run;
  }

  compile<Result>(text: ClientText, state: LuaState, compile: () => Result): Result {
    const { source, name, caller, kind } = text;
    if (source.length < LONG_TEXT) return compile();
    const callee = {
      get name() {
        return name ?? sha1Hex(source);
      },
    };
    const run = new ScriptRun({
      kind,
      callee,
      caller,
      context: this.context,
      args: [source],
      flags: undefined,
      readOnlyCommand: true,
    });
    this.begin(run);
    try {
      return state.enter(compile);
    } catch (exception) {
      throw exception instanceof ScriptAbort ? abortReply(exception, run) : exception;
    } finally {
      this.end();
    }
  }

  perform(run: ScriptRun, state: LuaState, callee: LuaFunction, ...values: LuaValue[]): Reply {
    this.begin(run);
    let reply: Reply;
    let counted = false;
    try {
      reply = state.enter(() => {
        const result = firstValue(call(callee, ...values));
        counted = isCounted(result);
        return luaToReply(result, run.context.client.resp);
      });
    } catch (exception) {
      const failed = state.enter(() => withText(exception));
      const error = asLuaError(failed);
      if (error === undefined) reply = abortReply(failed, run);
      else {
        counted = isCounted(error.value);
        reply = errorReply(error, run);
      }
    } finally {
      this.end();
    }
    run.callerContext.hasCountedError = counted;
    return reply;
  }

  private begin(run: ScriptRun): void {
    const { engine } = this;
    this.run = run;
    engine.runningScript = run;
    engine.runState.begin(run.kind, run.startedAt);
    this.memoryGuard.begin();
    this.timeLimit.begin();
    engine.depth++;
  }

  private end(): void {
    const { engine } = this;
    this.timeLimit.end();
    engine.depth--;
    engine.runState.end();
    this.run = undefined;
    engine.runningScript = undefined;
  }
}

function isCounted(value: LuaValue): boolean {
  return value instanceof LuaTable && value.getString('ignore_error_stats_update') === true;
}

/** Where an error was raised, as Lua names the chunk: the file after `@`, or the text itself. */
function place(source: string): string {
  if (source === '[C]') return '=[C]';
  const isText = source.startsWith(CHUNK_START) && source.endsWith(CHUNK_END);
  return isText ? source.slice(CHUNK_START.length, -CHUNK_END.length) : `@${source}`;
}

function located(text: string, run: ScriptRun, source: string | undefined, line: number | undefined): string {
  if (source === undefined || line === undefined) return text;
  return `${text} script: ${run.name}, on ${place(source)}:${line}.`;
}

function errorReply(error: LuaError, run: ScriptRun): ErrorReply {
  const { value, source, line } = error;
  if (value === 'not enough memory') {
    // Lua calls no error handler then.
    return failure(`Error running script ${run.name}, not enough memory`);
  }
  const text = value instanceof LuaTable ? (textOf(value.getString('err')) ?? '') : handlerText(value);
  return new ErrorReply(located(untilNul(text), run, source, line));
}

/** The end of a script that was stopped from outside; anything else is our own fault and raised again. */
function abortReply(exception: unknown, run: ScriptRun): ErrorReply {
  const overtime = timeoutReply(exception, run.name);
  if (overtime !== undefined) return overtime;
  if (!(exception instanceof ScriptAbort)) throw exception;
  const { position } = exception.reason as AbortReason;
  const text = 'ERR Script killed by user with SCRIPT KILL...';
  return new ErrorReply(located(text, run, position?.source, position?.line));
}

/** The scripting of each engine, for as long as the engine is reachable. */
const instances = new WeakMap<Services, Scripting>();

/** The scripting of an engine; made when it is first asked for. */
export function scriptingOf(engine: Services): Scripting {
  let scripting = instances.get(engine);
  if (scripting === undefined) {
    scripting = new Scripting(engine);
    instances.set(engine, scripting);
  }
  return scripting;
}
