/** FUNCTION: libraries of functions. */
import { globMatch } from '../../bytes/glob.ts';
import { isKeyword } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { MapReply, OK, type Reply, SetReply, StatusReply } from '../../protocol/reply.ts';
import { SCRIPT_FLAGS } from '../../scripting/flags.ts';
import type { Library } from '../../scripting/functions.ts';
import type { FunctionInfo } from '../../scripting/register-function.ts';
import { scriptingOf } from '../../scripting/scripting.ts';
import { helpReply, wrongSubcommandArguments } from '../subcommand-help.ts';
import { FUNCTION_HELP } from './function-help.ts';
import { killRunning } from './kill.ts';

/** The tips of commands that change the libraries: in a cluster they are sent to all shards, and succeed on all. */
const EVERYWHERE = ['request_policy:all_shards', 'response_policy:all_succeeded'];

function load(ctx: Context, args: string[]): string {
  let replace = false;
  for (const option of args.slice(0, -1)) {
    if (!isKeyword(option, 'REPLACE')) throw failure(`Unknown option given: ${option}`);
    replace = true;
  }
  const name = scriptingOf(ctx.engine).libraries.load(ctx, args[args.length - 1], replace);
  ctx.keyspace.countChange();
  return name;
}

function describeFunction({ name, description, flags }: FunctionInfo): MapReply {
  const shown = SCRIPT_FLAGS.filter((flag) => flags.has(flag));
  return new MapReply([
    'name',
    name,
    'description',
    description ?? null,
    'flags',
    new SetReply(shown.map((flag) => new StatusReply(flag))),
  ]);
}

function describeLibrary(library: Library, engineName: string, withCode: boolean): MapReply {
  const entries: Reply[] = [
    'library_name',
    library.name,
    'engine',
    engineName,
    'functions',
    [...library.functions.values()].map(describeFunction),
  ];
  if (withCode) entries.push('library_code', library.code);
  return new MapReply(entries);
}

function list(ctx: Context, args: string[]): Reply {
  let withCode = false;
  let pattern: string | undefined;
  for (let position = 0; position < args.length; position++) {
    const option = args[position];
    if (!withCode && isKeyword(option, 'WITHCODE')) withCode = true;
    else if (pattern === undefined && isKeyword(option, 'LIBRARYNAME')) {
      position++;
      if (position >= args.length) throw failure('library name argument was not given');
      pattern = args[position];
    } else throw failure(`Unknown argument ${option}`);
  }
  const { libraries, engineName } = scriptingOf(ctx.engine).libraries;
  const wanted = [...libraries.values()].filter(
    ({ name }) => pattern === undefined || globMatch(pattern, name, true),
  );
  return wanted.map((library) => describeLibrary(library, engineName, withCode));
}

function stats(ctx: Context): Reply {
  const { engine } = ctx;
  const running = engine.runningScript;
  if (running?.kind === 'script') throw errors.busyScript;
  const { libraries, functionCount, engineName } = scriptingOf(engine).libraries;
  const shown =
    running === undefined
      ? null
      : new MapReply([
          'name',
          running.name,
          'command',
          running.words,
          'duration_ms',
          Math.floor((engine.clock.monotonic() - running.startedAt) / 1000),
        ]);
  const counts = new MapReply(['libraries_count', libraries.size, 'functions_count', functionCount]);
  return new MapReply(['running_script', shown, 'engines', new MapReply([engineName, counts])]);
}

export const functionLoadCommand = command({
  name: 'LOAD',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Creates a library.',
  complexity: 'O(1) (considering compilation time is redundant)',
  arity: -3,
  arguments: [argument.pureToken('REPLACE', { optional: true }), argument.string('function-code')],
  flags: ['noscript', 'write', 'denyoom'],
  acl: ['scripting'],
  tips: EVERYWHERE,
  run: load,
});

export const functionListCommand = command({
  name: 'LIST',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Returns information about all libraries.',
  complexity: 'O(N) where N is the number of functions',
  arity: -2,
  arguments: [
    argument.string('library-name-pattern', { token: 'LIBRARYNAME', optional: true }),
    argument.pureToken('WITHCODE', { optional: true }),
  ],
  flags: ['noscript'],
  acl: ['scripting'],
  tips: ['nondeterministic_output_order'],
  run: list,
});

export const functionDeleteCommand = command({
  name: 'DELETE',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Deletes a library and its functions.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.string('library-name')],
  flags: ['noscript', 'write'],
  acl: ['scripting'],
  tips: EVERYWHERE,
  run(ctx, [name]) {
    if (!scriptingOf(ctx.engine).libraries.delete(name)) throw failure('Library not found');
    ctx.keyspace.countChange();
    return OK;
  },
});

export const functionFlushCommand = command({
  name: 'FLUSH',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Deletes all libraries and functions.',
  complexity: 'O(N) where N is the number of functions deleted',
  arity: -2,
  arguments: [
    argument.oneof('flush-type', [argument.pureToken('ASYNC'), argument.pureToken('SYNC')], {
      optional: true,
    }),
  ],
  flags: ['noscript', 'write'],
  acl: ['scripting'],
  tips: EVERYWHERE,
  run(ctx, args) {
    if (args.length > 1) throw wrongSubcommandArguments;
    if (args.length === 1 && !isKeyword(args[0], 'SYNC') && !isKeyword(args[0], 'ASYNC')) {
      throw failure('FUNCTION FLUSH only supports SYNC|ASYNC option');
    }
    scriptingOf(ctx.engine).libraries.flush();
    ctx.keyspace.countChange();
    return OK;
  },
});

export const functionStatsCommand = command({
  name: 'STATS',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Returns information about a function during execution.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['noscript', 'allow_busy'],
  acl: ['scripting'],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
  run: stats,
});

export const functionKillCommand = command({
  name: 'KILL',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Terminates a function during execution.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['noscript', 'allow_busy'],
  acl: ['scripting'],
  tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],
  run: (ctx) => killRunning(ctx, 'function'),
});

export const functionHelpCommand = command({
  name: 'HELP',
  group: 'scripting',
  since: '7.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['scripting'],
  run: () => helpReply('FUNCTION', FUNCTION_HELP),
});

export const functionCommand = command({
  name: 'FUNCTION',
  group: 'scripting',
  since: '7.0.0',
  summary: 'A container for function commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [
    functionLoadCommand,
    functionListCommand,
    functionDeleteCommand,
    functionFlushCommand,
    functionStatsCommand,
    functionKillCommand,
    functionHelpCommand,
  ],
});
