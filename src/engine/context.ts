/**
 * What a handler sees of the world: its client's database, the time that stands still, chance, settings,
 * and the ways to tell what it changed. One per client, for the client's whole life.
 *
 * Handlers that are about the engine itself (INFO, CLIENT, CONFIG, ...) reach it as `Services`: what an engine
 * offers to commands and to scripting, which know nothing of the class that offers it.
 */
import type { ErrorReply, Reply, RespVersion } from '../protocol/reply.ts';
import type { Admission } from './admission.ts';
import type { Call } from './call.ts';
import type { Client, ClientOptions } from './client.ts';
import type { Clock, Random } from './clock.ts';
import type { CommandResult } from './command-spec.ts';
import type { Command, CommandTable } from './command-table.ts';
import type { ActiveExpiry } from './expiry.ts';
import type { Host } from './host.ts';
import type { Database, Keyspace } from './keyspace.ts';
import type { Monitors } from './monitors.ts';
import type { PubSub } from './pubsub.ts';
import type { RunPolicy } from './run-policy.ts';
import type { RunState } from './run-state.ts';
import type { RunningScript } from './running-script.ts';
import type { Settings, SettingsRegistry } from './settings.ts';
import type { SlowLog } from './slow-log.ts';
import type { Statistics } from './statistics.ts';
import type { Transaction } from './transaction.ts';
import type { Watches } from './watches.ts';

/** A command to be replayed for AOF and replicas: name and arguments. */
export type Effect = string[];

/** Gets what changed, as commands to replay. What is recorded between two calls of `endUnit` has to be replayed as one. */
export interface EffectSink {
  record(database: number, words: Effect): void;
  endUnit(): void;
}

/** What a command waits for, and how it goes on: see `Context.block`. */
export interface BlockingRequest {
  /** The keys waited for, in the selected database. Where there are none, only the timeout ends the wait (WAIT). */
  keys: string[];
  /** Milliseconds since the epoch; 0: for ever. */
  deadline: number;
  /**
   * Tries again, through the handlers' ordinary means (gate, notifications, replaceEffect). Answers the
   * reply, or undefined to go on waiting. It must not raise because of a key of another type.
   */
  retry(ctx: Context): Reply | undefined;
  timeoutReply: Reply;
  /** The wait also ends when a key goes away: XREADGROUP, whose group goes with it. */
  endsWithoutKey?: boolean;
  /** The reply where waiting is not allowed, when it is another than the timeout's (BLMOVE). */
  refusal?: Reply;
}

/** Clients that wait for keys. */
export interface BlockedClients {
  readonly clientCount: number;
  /** Clients whose wait ends by itself. */
  readonly timeoutCount: number;
  /** The number of keys that somebody waits for. */
  readonly keyCount: number;
  /** The number of keys among them whose going away ends somebody's wait. */
  readonly keyOnMissingCount: number;
  block(ctx: Context, request: BlockingRequest): void;
  /** Ends a client's wait, as if its time were up or with an error (CLIENT UNBLOCK). Answers whether it waited. */
  unblock(client: Client, withError: boolean): boolean;
}

export type PauseMode = 'all' | 'write';

/** CLIENT PAUSE. */
export interface CommandPause {
  /** The number of clients that wait. */
  readonly heldCount: number;
  /** @param until milliseconds since the epoch */
  start(mode: PauseMode, until: number): void;
  end(): void;
}

/** The steps that a command goes through. A caller that has admitted a call by itself enters at `run`. */
export interface CommandDispatcher {
  /** `clock.monotonic()` when the last command ended that was timed, which is when the next one of a client begins. */
  readonly lastTick: number;
  /** When the outermost command that runs began, in microseconds since the Unix epoch. */
  readonly timeOfUnit: number;
  /** Finds the command that the words mean, asks whether it may run, and runs it. */
  dispatch(ctx: Context, name: string, rest: string[], admission: Admission<Context>): CommandResult;
  /** Answers a call that was not admitted. */
  refuse(
    ctx: Context,
    command: Command<Context>,
    refusal: ErrorReply,
    admission: Admission<Context>,
  ): CommandResult;
  /** Runs an admitted call. */
  run(ctx: Context, call: Call<Context>, policy: RunPolicy): CommandResult;
}

/** The engine, as commands and scripting see it. */
export interface Services {
  readonly settings: SettingsRegistry;
  readonly clock: Clock;
  readonly random: Random;
  readonly host: Host;
  readonly commands: CommandTable<Context>;
  readonly keyspace: Keyspace;
  readonly clients: ReadonlyMap<number, Client<Context>>;
  readonly pubsub: PubSub;
  readonly watches: Watches;
  readonly blocking: BlockedClients;
  readonly pause: CommandPause;
  readonly monitors: Monitors;
  readonly statistics: Statistics;
  readonly slowLog: SlowLog;
  readonly activeExpiry: ActiveExpiry;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Commands under way: more than one inside scripts and while a script is busy. */
  depth: number;
  readonly runState: RunState;
  runningScript: RunningScript | undefined;
  /** DEBUG SET-DISABLE-DENY-SCRIPTS: scripts may call even what the flag `noscript` forbids. */
  scriptsRunAnything: boolean;
  createClient(options: ClientOptions): Client<Context>;
  /** Ends MULTI without EXEC, and all watches. */
  discardTransaction(ctx: Context): void;
  isOutOfMemory(): boolean;
  /** `min-replicas-to-write`: there are not as many replicas as a write has to have. */
  lacksReplicas(): boolean;
  /** The one way to run a command: dispatch.ts. */
  readonly dispatcher: CommandDispatcher;
}

export class Context {
  readonly engine: Services;
  readonly client: Client<Context>;
  readonly keyspace: Keyspace;
  /** The selected database. */
  db: Database;
  /** The command that runs. */
  command!: Command<Context>;
  /** The call that runs, if its policy lets it block. Other calls are not kept here, which makes those of scripts faster. */
  call: Call<Context> | undefined;
  /** Set between MULTI and EXEC. */
  transaction: Transaction<Context> | undefined;
  /** What MONITOR and the slow log show in place of what was sent after the name, where that holds a secret. */
  shownArguments: string[] | undefined;
  /**
   * What the running command did, where replaying its own words would not do the same again: set by
   * `replaceEffect`. An empty list: nothing to replay.
   */
  effects: Effect[] | undefined;
  /**
   * The error that the running command answers with was counted by a command that it ran: a script that hands on
   * the error of one of its commands.
   */
  hasCountedError = false;
  /** How long the running command has run, in microseconds; for one that had to wait, all its attempts together. */
  duration = 0;

  constructor(engine: Services, client: Client<Context>) {
    this.engine = engine;
    this.client = client;
    this.keyspace = engine.keyspace;
    this.db = engine.keyspace.databases[0];
  }

  /** Milliseconds since the epoch; stands still within a command, a script and a transaction. */
  get now(): number {
    return this.keyspace.now;
  }

  get random(): Random {
    return this.engine.random;
  }

  get settings(): Settings {
    return this.engine.settings.values;
  }

  /** The protocol version that replies are made for. */
  get resp(): RespVersion {
    return this.client.resp;
  }

  /** Whether the command runs inside a script or EXEC, where nothing waits. */
  get isNested(): boolean {
    return this.client.kind === 'script' || this.transaction?.executing === true;
  }

  /** Says what to replay in place of the command's own words; may be called several times. */
  replaceEffect(...effects: Effect[]): void {
    if (this.effects === undefined) this.effects = effects;
    else for (const effect of effects) this.effects.push(effect);
  }

  /**
   * Waits until one of the keys is ready, then answers what `retry` answers. Where waiting is not allowed
   * (in a script, in EXEC) the timeout's reply comes at once.
   */
  block(request: BlockingRequest): Reply | undefined {
    if (this.isNested) return request.refusal === undefined ? request.timeoutReply : request.refusal;
    this.engine.blocking.block(this, request);
    return undefined;
  }
}
