/** EVAL, EVALSHA, FCALL and their read-only twins. */
import { parseInteger64 } from '../../bytes/number.ts';
import { integer } from '../../engine/arguments.ts';
import {
  type Access,
  type CommandFlag,
  type CommandSpec,
  command,
  countedKeys,
  type KeySpec,
} from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import type { Reply } from '../../protocol/reply.ts';
import type { Finder } from '../../scripting/eval.ts';
import type { ScriptFlag } from '../../scripting/flags.ts';
import { scriptingOf } from '../../scripting/scripting.ts';

const flags: CommandFlag[] = ['noscript', 'stale', 'skip_monitor', 'no_mandatory_keys', 'movablekeys'];

/** Where the keys of a script stand. Nobody can tell beforehand what it does with them, so the flags allow everything. */
const keys = countedKeys(2, 'RW', 'access', 'update');
const keysToRead = countedKeys(2, 'RO', 'access');

/** The same with a note that explains the flags. Redis gives it for EVAL and FCALL, and not for EVALSHA. */
const explainedKeys: KeySpec = {
  ...keys,
  notes: 'We cannot tell how the keys will be used so we assume the worst, RW and UPDATE',
};
const explainedKeysToRead: KeySpec = {
  ...keysToRead,
  notes: 'We cannot tell how the keys will be used so we assume the worst, RO and ACCESS',
};

/** Ends a call without an effect of its own: the effects of a script's commands were recorded as they ran. */
function withoutOwnEffect(ctx: Context, reply: Reply): Reply {
  ctx.effects = [];
  return reply;
}

/** Refuses a number of keys that the arguments (name or script, number, keys, arguments) cannot hold. */
function checkKeyCount(count: number, args: string[]): number {
  if (count > args.length - 2) throw failure("Number of keys can't be greater than number of args");
  if (count < 0) throw failure("Number of keys can't be negative");
  return count;
}

/** Refuses a script whose declared flags ask for more than the command or the state of the server allows. */
function checkFlags(ctx: Context, declared: ReadonlySet<ScriptFlag> | undefined, readOnly: boolean): void {
  const access = accessOf(declared);
  if (access === undefined || !access.isWrite) return;
  if (access.deniesOutOfMemory && ctx.engine.isOutOfMemory()) throw errors.outOfMemory;
  if (ctx.engine.lacksReplicas()) throw errors.noReplicas;
  if (readOnly) throw failure('Can not execute a script with write flag using *_ro command.');
}

/** What declared flags allow; undefined where none are declared. A script that writes nothing needs no memory. */
function accessOf(declared: ReadonlySet<ScriptFlag> | undefined): Access | undefined {
  if (declared === undefined) return undefined;
  const isWrite = !declared.has('no-writes');
  return { isWrite, mayReplicate: false, deniesOutOfMemory: isWrite && !declared.has('allow-oom') };
}

/** Runs a script that is given by its text or its digest: EVAL and its relatives. */
function evaluate(ctx: Context, args: string[], find: Finder, readOnly: boolean): Reply {
  const { scripts } = scriptingOf(ctx.engine);
  // A digest of the wrong length is refused before anything else is looked at.
  if (find === 'byDigest' && args[0].length !== 40) throw errors.noScript;
  const keyCount = checkKeyCount(integer(args[1]), args);
  const script = scripts[find](args[0], ctx);
  checkFlags(ctx, script.flags, readOnly);
  return withoutOwnEffect(ctx, scripts.evaluate(ctx, script, args, keyCount, readOnly));
}

/** Calls a function of a library: FCALL and FCALL_RO. */
function callFunction(ctx: Context, args: string[], readOnly: boolean): Reply {
  const { libraries } = scriptingOf(ctx.engine);
  const called = libraries.find(args[0]);
  if (called === undefined) throw failure('Function not found');
  const count = parseInteger64(args[1]);
  if (count === undefined) throw failure('Bad number of keys provided');
  const keyCount = checkKeyCount(Number(count), args);
  checkFlags(ctx, called.flags, readOnly);
  return withoutOwnEffect(ctx, libraries.call(ctx, called, args, keyCount, readOnly));
}

/** What the script that EVAL or EVALSHA names declares. */
const scriptAccess =
  (find: Finder): CommandSpec['declaredAccess'] =>
  ({ engine }, [script]) =>
    accessOf(scriptingOf(engine).scripts.declaredFlags(script, find));

/** What the function that FCALL names declares. */
const functionAccess: CommandSpec['declaredAccess'] = ({ engine }, [name]) =>
  accessOf(scriptingOf(engine).libraries.find(name)?.flags);

/** The arguments behind the script or the name of the function. */
const KEYS_AND_ARGUMENTS = [
  argument.integer('numkeys'),
  argument.key('key', { optional: true, multiple: true }),
  argument.string('arg', { optional: true, multiple: true }),
];

export const evalCommand = command({
  name: 'EVAL',
  group: 'scripting',
  since: '2.6.0',
  summary: 'Executes a server-side Lua script.',
  complexity: 'Depends on the script that is executed.',
  arity: -3,
  arguments: [argument.string('script'), ...KEYS_AND_ARGUMENTS],
  flags: [...flags, 'may_replicate'],
  acl: ['scripting'],
  keys: [explainedKeys],
  declaredAccess: scriptAccess('bySourceText'),
  run: (ctx, args) => evaluate(ctx, args, 'bySourceText', false),
});

export const evalshaCommand = command({
  name: 'EVALSHA',
  group: 'scripting',
  since: '2.6.0',
  summary: 'Executes a server-side Lua script by SHA1 digest.',
  complexity: 'Depends on the script that is executed.',
  arity: -3,
  arguments: [argument.string('sha1'), ...KEYS_AND_ARGUMENTS],
  flags: [...flags, 'may_replicate'],
  acl: ['scripting'],
  keys: [keys],
  declaredAccess: scriptAccess('byDigest'),
  run: (ctx, args) => evaluate(ctx, args, 'byDigest', false),
});

export const evalRoCommand = command({
  name: 'EVAL_RO',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Executes a read-only server-side Lua script.',
  complexity: 'Depends on the script that is executed.',
  arity: -3,
  arguments: [argument.string('script'), ...KEYS_AND_ARGUMENTS],
  flags: [...flags, 'readonly'],
  acl: ['scripting'],
  keys: [explainedKeysToRead],
  declaredAccess: scriptAccess('bySourceText'),
  run: (ctx, args) => evaluate(ctx, args, 'bySourceText', true),
});

export const evalshaRoCommand = command({
  name: 'EVALSHA_RO',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Executes a read-only server-side Lua script by SHA1 digest.',
  complexity: 'Depends on the script that is executed.',
  arity: -3,
  arguments: [argument.string('sha1'), ...KEYS_AND_ARGUMENTS],
  flags: [...flags, 'readonly'],
  acl: ['scripting'],
  keys: [keysToRead],
  declaredAccess: scriptAccess('byDigest'),
  run: (ctx, args) => evaluate(ctx, args, 'byDigest', true),
});

export const fcallCommand = command({
  name: 'FCALL',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Invokes a function.',
  complexity: 'Depends on the function that is executed.',
  arity: -3,
  arguments: [argument.string('function'), ...KEYS_AND_ARGUMENTS],
  flags: [...flags, 'may_replicate'],
  acl: ['scripting'],
  keys: [explainedKeys],
  declaredAccess: functionAccess,
  run: (ctx, args) => callFunction(ctx, args, false),
});

export const fcallRoCommand = command({
  name: 'FCALL_RO',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Invokes a read-only function.',
  complexity: 'Depends on the function that is executed.',
  arity: -3,
  arguments: [argument.string('function'), ...KEYS_AND_ARGUMENTS],
  flags: [...flags, 'readonly'],
  acl: ['scripting'],
  keys: [explainedKeysToRead],
  declaredAccess: functionAccess,
  run: (ctx, args) => callFunction(ctx, args, true),
});
