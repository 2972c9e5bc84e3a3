/**
 * The commands of one engine: looked up by name, with what is derived from their specs and with their
 * call statistics. Specs are shared constants; a `Command` belongs to one engine.
 *
 * `C` is the context that handlers get.
 */

import type { ErrorReply } from '../protocol/reply.ts';
import type { Access, CommandFlag, CommandSpec, Handler } from './command-spec.ts';
import { unknownCommand, unknownSubcommand, wrongArity } from './errors.ts';

export class Command<C = never> implements Access {
  readonly spec: CommandSpec<C>;
  readonly container: Command<C> | undefined;
  /** `get`, `config|get`: lower case, as in error messages and statistics. */
  readonly fullName: string;
  readonly handler: Handler<C>;
  readonly subcommands: Map<string, Command<C>> | undefined;
  /** Words of the name: 1, or 2 for a subcommand. */
  readonly nameWords: number;
  readonly minimumArguments: number;
  readonly maximumArguments: number;
  readonly #flags: Set<CommandFlag>;

  // Flags that are asked for on every call.
  readonly isWrite: boolean;
  readonly deniesOutOfMemory: boolean;
  readonly isFast: boolean;
  readonly needsNoAuth: boolean;
  readonly allowBusy: boolean;
  readonly noScript: boolean;
  readonly mayReplicate: boolean;
  readonly skipMonitor: boolean;
  readonly skipSlowLog: boolean;
  readonly isProtected: boolean;
  readonly isAdmin: boolean;
  /** It runs a script, which monitors are shown before the commands that it calls. */
  readonly runsScript: boolean;
  /** Whether a script's call of it is observed: it runs a script itself, or may take so long that the slow log has to know. */
  readonly isObserved: boolean;
  /** TOUCH refreshes keys even for a client that asked for no such thing. */
  readonly isTouch: boolean;

  // Statistics, as INFO commandstats shows them.
  calls = 0;
  microseconds = 0;
  rejectedCalls = 0;
  failedCalls = 0;

  constructor(spec: CommandSpec<C>, container?: Command<C>) {
    this.spec = spec;
    this.container = container;
    this.fullName = (container ? `${container.fullName}|${spec.name}` : spec.name).toLowerCase();
    this.nameWords = container ? 2 : 1;
    this.#flags = new Set(spec.flags);
    const minimum = Math.abs(spec.arity) - this.nameWords;
    this.minimumArguments = minimum;
    this.maximumArguments = spec.arity < 0 ? Number.POSITIVE_INFINITY : minimum;
    this.subcommands = spec.subcommands
      ? new Map(spec.subcommands.map((sub) => [sub.name.toLowerCase(), new Command(sub, this)]))
      : undefined;
    this.handler = spec.run ?? this.#onlyWithSubcommand;
    this.isWrite = this.has('write');
    this.deniesOutOfMemory = this.has('denyoom');
    this.isFast = this.has('fast');
    this.needsNoAuth = this.has('no_auth');
    this.allowBusy = this.has('allow_busy');
    this.noScript = this.has('noscript');
    this.mayReplicate = this.has('may_replicate');
    this.skipMonitor = this.has('skip_monitor');
    this.skipSlowLog = this.has('skip_slowlog');
    this.isProtected = this.has('protected');
    this.isAdmin = this.has('admin');
    this.runsScript = this.skipMonitor && spec.group === 'scripting';
    this.isObserved = this.runsScript || !(this.isFast || spec.complexity === 'O(1)');
    this.isTouch = this.fullName === 'touch';
  }

  has(flag: CommandFlag): boolean {
    return this.#flags.has(flag);
  }

  /** What a call may do: as the flags say, or as the script that it runs declares. */
  access(ctx: C, args: string[]): Access {
    return this.spec.declaredAccess?.(ctx, args) ?? this;
  }

  /** Whether a number of arguments, the name(s) not counted, fits the arity. */
  accepts(count: number): boolean {
    return count >= this.minimumArguments && count <= this.maximumArguments;
  }

  resetStatistics(): void {
    this.calls = this.microseconds = this.rejectedCalls = this.failedCalls = 0;
    for (const subcommand of this.subcommands?.values() ?? []) subcommand.resetStatistics();
  }

  /** A container's own handler: its arity asks for a subcommand, so that this never runs. */
  readonly #onlyWithSubcommand: Handler<C> = () => {
    throw wrongArity(this.fullName);
  };
}

export class CommandTable<C = never> {
  /** By lower-case name. */
  readonly commands = new Map<string, Command<C>>();
  /** By every spelling seen in a spec or that clients usually send: skips the lower-casing. */
  readonly #spellings = new Map<string, Command<C>>();

  constructor(specs: Iterable<CommandSpec<C>>) {
    for (const spec of specs) {
      const name = spec.name.toLowerCase();
      if (this.commands.has(name)) throw new Error(`command ${spec.name} is declared twice`);
      const command = new Command(spec);
      this.commands.set(name, command);
      this.#spellings.set(name, command);
      this.#spellings.set(spec.name, command);
    }
  }

  /** The command of a name in any case, a container not resolved to its subcommand. */
  get(name: string): Command<C> | undefined {
    return this.#spellings.get(name) ?? this.commands.get(name.toLowerCase());
  }

  /** rename-command: an empty new name removes the command. Answers what is wrong, if anything. */
  rename(from: string, to: string): string | undefined {
    const command = this.commands.get(from.toLowerCase());
    if (command === undefined) return 'No such command in rename-command';
    this.commands.delete(from.toLowerCase());
    for (const [spelling, named] of this.#spellings) if (named === command) this.#spellings.delete(spelling);
    const name = to.toLowerCase();
    if (this.commands.has(name)) return 'Target command name already exists';
    if (name !== '') this.commands.set(name, command);
    return undefined;
  }

  /** `config|get` */
  getByFullName(fullName: string): Command<C> | undefined {
    const [name, subcommand, ...more] = fullName.split('|', 3);
    if (more.length > 0) return undefined;
    const command = this.get(name);
    return subcommand === undefined ? command : command?.subcommands?.get(subcommand.toLowerCase());
  }

  /**
   * The command that words mean, down to the subcommand; undefined when there is none.
   * @param rest the words after the name
   */
  find(name: string, rest: string[]): Command<C> | undefined {
    const command = this.get(name);
    if (command?.subcommands === undefined || rest.length === 0) return command;
    return command.subcommands.get(rest[0].toLowerCase());
  }

  /** What is answered where `find` finds nothing. */
  unknown(name: string, rest: string[]): ErrorReply {
    const container = this.get(name);
    return container === undefined
      ? unknownCommand(name, rest)
      : unknownSubcommand(container.spec.name, rest[0]);
  }

  /** Every command, containers before their subcommands. */
  *all(): IterableIterator<Command<C>> {
    for (const command of this.commands.values()) {
      yield command;
      if (command.subcommands) yield* command.subcommands.values();
    }
  }
}
