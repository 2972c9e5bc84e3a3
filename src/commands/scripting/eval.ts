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
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import type { Reply } from '../../protocol/reply.ts';
import type { Finder } from '../../scripting/eval.ts';
import type { ScriptFlag } from '../../scripting/flags.ts';
import { scriptingOf } from '../../scripting/scripting.ts';

const flags: CommandFlag[] = ['noscript', 'stale', 'skip_monitor', 'no_mandatory_keys', 'movablekeys'];

/** Where the keys stand; `hasNotes` where Redis explains the flags. */
const keysFor = (readOnly: boolean, hasNotes: boolean): KeySpec[] => {
  const keys = readOnly ? countedKeys(2, 'RO', 'access') : countedKeys(2, 'RW', 'access', 'update');
  const worst = readOnly ? 'RO and ACCESS' : 'RW and UPDATE';
  if (!hasNotes) return [keys];
  return [{ ...keys, notes: `We cannot tell how the keys will be used so we assume the worst, ${worst}` }];
};

/** A script's effects are those of its commands: they were recorded as they happened. */
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

/** Refuses what declares flags, and by them more than the moment or the command allows. */
function checkFlags(ctx: Context, declared: ReadonlySet<ScriptFlag> | undefined, readOnly: boolean): void {
  const access = accessOf(declared);
  if (access === undefined || !access.isWrite) return;
  if (access.deniesOutOfMemory && ctx.engine.isOutOfMemory()) throw errors.outOfMemory;
  if (ctx.engine.lacksReplicas()) throw errors.noReplicas;
  if (readOnly) throw failure('Can not execute a script with write flag using *_ro command.');
}

/** What flags allow; undefined where there are none. To write nothing means to need no memory. */
function accessOf(declared: ReadonlySet<ScriptFlag> | undefined): Access | undefined {
  if (declared === undefined) return undefined;
  const isWrite = !declared.has('no-writes');
  return { isWrite, mayReplicate: false, deniesOutOfMemory: isWrite && !declared.has('allow-oom') };
}

function evaluate(ctx: Context, args: string[], find: Finder, readOnly: boolean): Reply {
  const { scripts } = scriptingOf(ctx.engine);
  // A digest of the wrong length is refused before anything else is looked at.
  if (find === 'byDigest' && args[0].length !== 40) throw errors.noScript;
  const keyCount = checkKeyCount(integer(args[1]), args);
  const script = scripts[find](args[0]);
  checkFlags(ctx, script.flags, readOnly);
  return withoutOwnEffect(ctx, scripts.evaluate(ctx, script, args, keyCount, readOnly));
}

type Described = Pick<CommandSpec, 'name' | 'summary' | 'since'>;

const evalCommand = (spec: Described, find: Finder, readOnly: boolean): CommandSpec =>
  command({
    ...spec,
    group: 'scripting',
    complexity: 'Depends on the script that is executed.',
    arity: -3,
    flags: [...flags, readOnly ? 'readonly' : 'may_replicate'],
    acl: ['scripting'],
    keys: keysFor(readOnly, !spec.name.startsWith('EVALSHA')),
    declaredAccess: (engine, [script]) => accessOf(scriptingOf(engine).scripts.declaredFlags(script, find)),
    run: (ctx, args) => evaluate(ctx, args, find, readOnly),
  });

const functionCommand = (spec: Described, readOnly: boolean): CommandSpec =>
  command({
    ...spec,
    group: 'scripting',
    complexity: 'Depends on the function that is executed.',
    arity: -3,
    flags: [...flags, readOnly ? 'readonly' : 'may_replicate'],
    acl: ['scripting'],
    keys: keysFor(readOnly, true),
    declaredAccess: (engine, [name]) => accessOf(scriptingOf(engine).libraries.find(name)?.flags),
    run(ctx, args) {
      const { libraries } = scriptingOf(ctx.engine);
      const called = libraries.find(args[0]);
      if (called === undefined) throw failure('Function not found');
      const count = parseInteger64(args[1]);
      if (count === undefined) throw failure('Bad number of keys provided');
      const keyCount = checkKeyCount(Number(count), args);
      checkFlags(ctx, called.flags, readOnly);
      return withoutOwnEffect(ctx, libraries.call(ctx, called, args, keyCount, readOnly));
    },
  });

export const evalCommands: CommandSpec[] = [
  evalCommand(
    { name: 'EVAL', since: '2.6.0', summary: 'Executes a server-side Lua script.' },
    'bySourceText',
    false,
  ),
  evalCommand(
    { name: 'EVALSHA', since: '2.6.0', summary: 'Executes a server-side Lua script by SHA1 digest.' },
    'byDigest',
    false,
  ),
  evalCommand(
    { name: 'EVAL_RO', since: '7.0.0', summary: 'Executes a read-only server-side Lua script.' },
    'bySourceText',
    true,
  ),
  evalCommand(
    {
      name: 'EVALSHA_RO',
      since: '7.0.0',
      summary: 'Executes a read-only server-side Lua script by SHA1 digest.',
    },
    'byDigest',
    true,
  ),
  functionCommand({ name: 'FCALL', since: '7.0.0', summary: 'Invokes a function.' }, false),
  functionCommand({ name: 'FCALL_RO', since: '7.0.0', summary: 'Invokes a read-only function.' }, true),
];
