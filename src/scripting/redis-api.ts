/** The `redis` table of scripts: commands, replies, log, and what a run can say about itself. */
import { DIGEST_WINDOW, sha1Hex } from '../bytes/sha1.ts';
import { untilNul } from '../bytes/until-nul.ts';
import type { CommandResult } from '../engine/command-spec.ts';
import { isLogged, LOG_LEVELS } from '../engine/log-level.ts';
import { REDIS_VERSION } from '../engine/redis-version.ts';
import { fillLibrary, nameFunctions } from '../lua/lib/library.ts';
import { accountMemory, budget, spend } from '../lua/runtime/budget.ts';
import { LuaError, raise, raiseValue } from '../lua/runtime/error.ts';
import { LONG_TEXT } from '../lua/runtime/long-text.ts';
import { toNumber } from '../lua/runtime/number.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import { type LuaFunction, type LuaValue, NO_VALUES } from '../lua/runtime/value.ts';
import { ErrorReply } from '../protocol/reply.ts';
import { argumentText, errorTable, errorText, replyToLua, textOf } from './convert.ts';
import { REPLICATE_AOF, REPLICATE_REPLICAS, type ScriptRun } from './run.ts';
import type { ScriptHost } from './script-host.ts';

/** What a command that fails costs besides: making and telling its error takes several microseconds. */
const STEPS_PER_FAILURE = 1000;

/** What a digest costs besides its text, in steps of the budget, and what each byte of a long text does. */
const STEPS_PER_DIGEST = 500;
const STEPS_PER_DIGESTED_BYTE = 2;
/** What a line of the log costs besides its text, and how many bytes of text are worth a step. */
const STEPS_PER_LOG = 400;
const BYTES_LOGGED_PER_STEP = 16;

/** 0x070206 for 7.2.6. */
const versionNumber = REDIS_VERSION.split('.').reduce((number, part) => number * 256 + Number(part), 0);

/** Raises an error table. Where a `pcall` will catch it, nobody asks for its place, and reading that off the stack would be nearly all of the cost. */
function raiseTable(table: LuaTable): never {
  if (budget.protectedCalls > 0) throw new LuaError(table);
  raiseValue(table, 0);
}

/** Raises `{err = 'ERR message'}`. */
export function raiseError(message: string): never {
  return raiseTable(errorTable(`ERR ${message}`, false));
}

/** A reply as a script sees it; `raising`: an error is raised (`redis.call`). */
export function resultOf(run: ScriptRun, reply: CommandResult, raising: boolean): LuaValue {
  if (reply instanceof ErrorReply) {
    spend(STEPS_PER_FAILURE);
    if (raising) raiseTable(errorTable(errorText(reply.text), true));
  }
  return replyToLua(reply ?? null, run.context.client.resp);
}

/** A command's words; undefined when a value is neither a string nor a number. */
function wordsOf(values: LuaValue[]): string[] | undefined {
  const words: string[] = [];
  for (const value of values) {
    const text = argumentText(value);
    if (text === undefined) return undefined;
    words.push(text);
  }
  return words;
}

/** What is wrong with the arguments of `redis.call` themselves. */
function badWords(values: LuaValue[]): string {
  return values.length === 0
    ? 'Please specify at least one argument for this redis lib call'
    : 'Lua redis lib command arguments must be strings or integers';
}

/** `redis.call(...)` and `redis.pcall(...)` with anything as arguments. */
export function callCommand(scripting: ScriptHost, values: LuaValue[], raising: boolean): LuaValue {
  const run = scripting.currentRun();
  const words = values.length === 0 ? undefined : wordsOf(values);
  if (words === undefined) {
    spend(STEPS_PER_FAILURE);
    const message = badWords(values);
    return raising ? raiseError(message) : errorTable(`ERR ${message}`, false);
  }
  const reply = scripting.engine.dispatcher.dispatch(run.context, words[0], words.slice(1), run);
  return resultOf(run, reply, raising);
}

/**
 * What stands for `redis.call('name', ...)` where the name is a constant: no lookup, and the arity checked once
 * if the number of arguments is known. Undefined where only the general way gives the right error.
 */
export function bindCommand(
  scripting: ScriptHost,
  raising: boolean,
  name: string,
  argumentCount: number,
): LuaFunction | undefined {
  const command = scripting.engine.commands.get(name);
  if (command === undefined || command.subcommands !== undefined || command.noScript) return undefined;
  if (argumentCount >= 0 && !command.accepts(argumentCount)) return undefined;
  const hasFixedCount = argumentCount >= 0;
  const field = raising ? 'call' : 'pcall';
  const general = (values: LuaValue[]): LuaValue => {
    // While a library loads there is no such field.
    if (scripting.run === undefined)
      raise(`Script attempted to access nonexistent global variable '${field}'`);
    return callCommand(scripting, [name, ...values], raising);
  };
  // V8 inlines this function into the script's loop only as long as it is short.
  const perform = (values: LuaValue[]): LuaValue => {
    const { run } = scripting;
    if (run === undefined || !(hasFixedCount || command.accepts(values.length)) || !makeWords(values)) {
      return general(values);
    }
    const reply = run.execute(command, name, values as string[]);
    return typeof reply === 'number' || typeof reply === 'string' ? reply : resultOf(run, reply, raising);
  };
  return withArray(perform, argumentCount);
}

/**
 * A function of that many parameters, or of any number, that passes them on in an array. V8 makes the array of a rest
 * parameter by a call, and one of known length in place: a twentieth of what `redis.call('INCR', KEYS[1])` takes.
 */
function withArray(perform: (values: LuaValue[]) => LuaValue, count: number): LuaFunction {
  if (count === 1) return (first) => perform([first]);
  if (count === 2) return (first, second) => perform([first, second]);
  if (count === 3) return (first, second, third) => perform([first, second, third]);
  return (...values) => perform(values);
}

/** Makes texts of numbers in place; answers whether all are texts then. */
function makeWords(values: LuaValue[]): boolean {
  for (let position = 0; position < values.length; position++) {
    const value = values[position];
    if (typeof value === 'string' && value.length < LONG_TEXT) continue;
    const text = argumentText(value);
    if (text === undefined) return false;
    values[position] = text;
  }
  return true;
}

/** `redis.error_reply` adds nothing but a code where there is none. */
function errorReply(...values: LuaValue[]): LuaTable {
  const [text] = values;
  if (values.length !== 1 || typeof text !== 'string') {
    return errorTable('ERR wrong number or type of arguments', false);
  }
  // Redis takes the text as a C string.
  const shown = untilNul(text);
  return errorTable(errorText(shown.startsWith('-') ? shown.slice(1) : shown), false);
}

function statusReply(...values: LuaValue[]): LuaTable {
  const [text] = values;
  if (values.length !== 1 || typeof text !== 'string') {
    return errorTable('ERR wrong number or type of arguments', false);
  }
  const table = new LuaTable();
  table.setString('ok', text);
  return table;
}

const payForDigest = (bytes: number) => spend(bytes * STEPS_PER_DIGESTED_BYTE);

function sha1hex(...values: LuaValue[]): string {
  if (values.length !== 1) raiseError('wrong number of arguments');
  const text = textOf(values[0]) ?? '';
  spend(STEPS_PER_DIGEST + (text.length % DIGEST_WINDOW) * STEPS_PER_DIGESTED_BYTE);
  return sha1Hex(text, payForDigest);
}

/** What `redis.log` writes of its arguments: as far as C's printf shows it, and no part of it has a limit in Redis. */
function logText(values: LuaValue[]): string {
  let text = '';
  for (let at = 1; at < values.length; at++) {
    const part = textOf(values[at]);
    if (part === undefined) continue;
    spend(Math.ceil(part.length / BYTES_LOGGED_PER_STEP));
    accountMemory(part.length);
    text += at === 1 ? part : ` ${part}`;
  }
  return untilNul(text);
}

/** `redis.log` and its levels, and the version: what libraries have while they load, too. */
export function createCommonApi(scripting: ScriptHost, api = new LuaTable()): LuaTable {
  const { engine } = scripting;
  const log = (...values: LuaValue[]) => {
    if (values.length < 2) raiseError('redis.log() requires two arguments or more.');
    const level = toNumber(values[0]);
    if (level === undefined) raiseError('First argument must be a number (log level).');
    const name = LOG_LEVELS[Math.trunc(level)];
    if (name === undefined) raiseError('Invalid debug level.');
    if (!isLogged(name, engine.settings.values.loglevel)) return NO_VALUES;
    spend(STEPS_PER_LOG);
    engine.host.log(name, logText(values));
    return NO_VALUES;
  };
  fillLibrary(api, nameFunctions({ log }));
  LOG_LEVELS.forEach((name, level) => {
    api.setString(`LOG_${name.toUpperCase()}`, level);
  });
  api.setString('REDIS_VERSION_NUM', versionNumber);
  api.setString('REDIS_VERSION', REDIS_VERSION);
  return api;
}

/** The whole table, as functions have it, in the order in which Redis makes it: `pairs` shows it. */
export function createApi(scripting: ScriptHost): LuaTable {
  const { engine } = scripting;
  const callFunctions = nameFunctions({
    call: (...values: LuaValue[]) => callCommand(scripting, values, true),
    pcall: (...values: LuaValue[]) => callCommand(scripting, values, false),
  });
  const functions = nameFunctions({
    sha1hex,
    error_reply: errorReply,
    status_reply: statusReply,
    setresp: (...values: LuaValue[]) => {
      if (values.length !== 1) raiseError('redis.setresp() requires one argument.');
      const version = Math.trunc(toNumber(values[0]) ?? 0);
      if (version !== 2 && version !== 3) raiseError('RESP version must be 2 or 3.');
      scripting.currentRun().context.client.resp = version;
      return NO_VALUES;
    },
    set_repl: (...values: LuaValue[]) => {
      if (values.length !== 1) raiseError('redis.set_repl() requires one argument.');
      const flags = Math.trunc(toNumber(values[0]) ?? 0);
      // Neither is a NaN one of them.
      if (!(flags >= 0 && flags <= (REPLICATE_AOF | REPLICATE_REPLICAS))) {
        raiseError('Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.');
      }
      scripting.currentRun().replicateTo(flags);
      return NO_VALUES;
    },
  });
  const api = fillLibrary(createCommonApi(scripting, fillLibrary(new LuaTable(), callFunctions)), functions);
  api.setString('REPL_NONE', 0);
  api.setString('REPL_AOF', REPLICATE_AOF);
  api.setString('REPL_SLAVE', REPLICATE_REPLICAS);
  api.setString('REPL_REPLICA', REPLICATE_REPLICAS);
  api.setString('REPL_ALL', REPLICATE_AOF | REPLICATE_REPLICAS);
  return fillLibrary(
    api,
    nameFunctions({
      acl_check_cmd: (...values: LuaValue[]) => {
        const words = values.length === 0 ? undefined : wordsOf(values);
        if (words === undefined) raiseError(badWords(values));
        if (engine.commands.find(words[0], words.slice(1)) === undefined) {
          raiseError('Invalid command passed to redis.acl_check_cmd()');
        }
        // There is one user, who may do everything.
        return true;
      },
    }),
  );
}

/** What only scripts have. Without a debugger attached breakpoints and its log do nothing. */
export const scriptOnlyApi = nameFunctions({
  breakpoint: () => false,
  debug: () => NO_VALUES,
  replicate_commands: () => true,
});
