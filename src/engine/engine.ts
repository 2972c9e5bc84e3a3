/**
 * The engine: keyspace, commands and clients, tied together. It is synchronous: no I/O, no timers. A host
 * (the server's engine thread, the embedded API) feeds it commands, calls `cron` when a deadline has come,
 * and gives it what only a host can: memory use, shutdown, log.
 */

import { ErrorReply } from '../protocol/reply.ts';
import { AccessPolicy } from './access-clock.ts';
import { type BlockedState, Blocking } from './blocking.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Clock, Random } from './clock.ts';
import type { CommandResult, CommandSpec, Handler } from './command.ts';
import { type Command, CommandTable } from './command-table.ts';
import type { Context, Effect } from './context.ts';
import { dispatch } from './dispatch.ts';
import { failure } from './errors.ts';
import { ActiveExpiry } from './expiry.ts';
import { Keyspace } from './keyspace.ts';
import type { LogLevel } from './log-level.ts';
import { Monitors } from './monitors.ts';
import { Notifications } from './notifications.ts';
import { Pause } from './pause.ts';
import { PubSub } from './pubsub.ts';
import type { RunningScript } from './running-script.ts';
import { SettingsRegistry } from './settings.ts';
import { SlowLog } from './slow-log.ts';
import { Statistics } from './statistics.ts';
import { Watches } from './transaction.ts';

export interface ShutdownRequest {
  /** Whether the data is to be saved first; `default`: when there are save points. */
  save: 'default' | 'save' | 'nosave';
}

/** What the engine asks of the program around it. */
/** Memory that the engine, its data and its scripts live in. */
export interface Heap {
  /** Bytes that there may be. */
  readonly limit: number;
  /** Bytes in use, garbage included. */
  used(): number;
  /** Collects all garbage now. */
  collect(): void;
}

export interface Host {
  log(level: LogLevel, message: string): void;
  /** Bytes in use, as INFO memory shows them; garbage may be among them. */
  usedMemory(): number;
  /** Whether more than `limit` bytes are in use, for maxmemory. Absent: `usedMemory` tells. */
  isOverMemory?(limit: number): boolean;
  /** Absent: nobody can tell how much memory scripts take, so that they may take all. */
  readonly heap?: Heap;
  /** Ends the program in good order; raises an ErrorReply where that is not possible. */
  shutdown(request: ShutdownRequest): void;
  /** A blocked or paused client may go on with the commands that it sent since. */
  resume(client: Client): void;
  /** Takes in what arrived, from inside a script that runs for long. */
  drain(): void;
  /** The program's facts for INFO server: `tcp_port`, `process_id`, ... */
  information(): Record<string, string | number>;
}

/** Gets what changed, as commands to replay; all that is recorded until `endUnit` is atomic. */
export interface EffectSink {
  record(database: number, words: Effect): void;
  endUnit(): void;
}

export interface EngineOptions {
  commands: Iterable<CommandSpec>;
  clock: Clock;
  random: Random;
  host: Host;
  settings?: SettingsRegistry;
}

/** How stale the time that commands see may get within one batch, microseconds. */
const TIME_RESOLUTION = 500;
const CRON_INTERVAL = 100;

export class Engine {
  readonly settings: SettingsRegistry;
  readonly clock: Clock;
  readonly random: Random;
  readonly host: Host;
  readonly commands: CommandTable;
  readonly keyspace: Keyspace;
  readonly pubsub = new PubSub();
  readonly blocking: Blocking;
  readonly watches: Watches;
  readonly pause: Pause;
  readonly monitors = new Monitors();
  readonly statistics = new Statistics();
  readonly slowLog = new SlowLog();
  readonly activeExpiry: ActiveExpiry;
  readonly clients = new Map<number, Client>();
  /** Milliseconds since the epoch. */
  readonly startedAt: number;

  effectSink: EffectSink | undefined;
  runningScript: RunningScript | undefined;
  /** DEBUG SET-DISABLE-DENY-SCRIPTS: scripts may call even what the flag `noscript` forbids. */
  scriptsRunAnything = false;
  /** Commands under way: more than one inside scripts and while a script is busy. */
  depth = 0;
  #nextClientId = 1;
  /** `clock.monotonic()` when the last command ended. */
  #tick = 0;
  #timeTakenAt = 0;
  #nextCron = 0;

  constructor(options: EngineOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.host = options.host;
    this.settings = options.settings ?? new SettingsRegistry();
    this.commands = new CommandTable(options.commands);
    const { values } = this.settings;
    const notifications = new Notifications((channel, message) => this.pubsub.publish(channel, message));
    notifications.flags = values.notifyKeyspaceEvents;
    this.settings.onChange((name) => {
      if (name === 'notify-keyspace-events') notifications.flags = values.notifyKeyspaceEvents;
      if (name === 'slowlog-max-len') this.slowLog.trim(values.slowlogMaxLen);
    });
    const databases = values.databases;
    this.keyspace = new Keyspace(databases, notifications, new AccessPolicy(values, this.random));
    this.blocking = new Blocking(this, databases);
    this.watches = new Watches(databases);
    this.pause = new Pause(this);
    this.activeExpiry = new ActiveExpiry(this.keyspace, this.random, this.clock);
    const { watches, blocking } = this;
    this.keyspace.onChange((database, key, breaksWatch) => {
      if (breaksWatch) watches.keyChanges(database, key);
      blocking.keyChanges(database, key);
    });
    this.keyspace.onExpired = (database, key) => this.effectSink?.record(database.index, ['DEL', key]);
    this.beginBatch();
    this.startedAt = this.keyspace.now;
  }

  createClient(options: ClientOptions): Client {
    const client = new Client(this, this.#nextClientId++, options);
    if (client.kind === 'normal') {
      this.clients.set(client.id, client);
      this.statistics.connectionsReceived++;
    }
    return client;
  }

  /** Drops all that the engine holds for a client; the host closes its connection. */
  forgetClient(client: Client): void {
    client.closed = true;
    this.clients.delete(client.id);
    this.blocking.release(client);
    this.pause.forget(client);
    this.monitors.remove(client);
    this.pubsub.forget(client);
    this.discardTransaction(client);
  }

  /** Takes the time: call it before a batch of commands, or a single one. No-op inside a script. */
  beginBatch(): void {
    if (this.depth > 0) return;
    this.#tick = this.#timeTakenAt = this.clock.monotonic();
    this.keyspace.now = this.clock.milliseconds();
  }

  /** Runs a client's command and writes its reply. Never raises. */
  execute(client: Client, name: string, args: string[]): void {
    const inner = this.depth++ > 0;
    client.lastInteraction = this.keyspace.now;
    const outer = client.isExecuting;
    client.isExecuting = true;
    const reply = dispatch(this, client, name, args);
    if (reply !== undefined) client.reply(reply);
    client.isExecuting = outer;
    if (client.hasDeferredPushes) client.sendDeferredPushes();
    this.depth--;
    if (client.replyMode !== 'on') advanceReplyMode(client);
    if (client.closeAfterReply) client.close();
    if (inner) return;
    if (this.blocking.hasReady) this.serveBlocked();
    this.effectSink?.endUnit();
  }

  /** Runs an admitted command for a client, with monitors, duration and slow log. */
  runAndRecord(
    ctx: Context,
    command: Command,
    name: string,
    args: string[],
    handlerArgs: string[],
  ): CommandResult {
    const start = this.#tick;
    ctx.shownArguments = undefined;
    // A script is shown before the commands that it calls.
    if (this.monitors.any && command.skipMonitor && command.spec.group === 'scripting') {
      this.monitors.feed(this.clock, ctx.client, ctx.db.index, name, args);
    }
    const reply = this.runAsCommand(ctx, command, command.run as Handler, handlerArgs, name, args);
    this.statistics.commandsProcessed++;
    const shown = ctx.shownArguments ?? args;
    // Afterwards, as Redis does: the command has hidden its secrets by now.
    if (this.monitors.any && !command.skipMonitor && !command.isAdmin) {
      this.monitors.feed(this.clock, ctx.client, ctx.db.index, name, shown);
    }
    this.#recordDuration(ctx, command, start, name, shown);
    return reply;
  }

  /**
   * Runs a command's handler: counts the call, turns a raised error into the reply, records the effects.
   * `name` and `args`: what to replay when the handler does not say it by `replaceEffect`.
   */
  runAsCommand(
    ctx: Context,
    command: Command,
    handler: Handler,
    handlerArgs: string[],
    name?: string,
    args: string[] = handlerArgs,
  ): CommandResult {
    const dirty = this.keyspace.dirty;
    const outer = ctx.command;
    ctx.command = command;
    ctx.effects = undefined;
    this.keyspace.updatesAccess = !ctx.client.noTouch || command.isTouch;
    let reply: CommandResult;
    try {
      reply = handler(ctx, handlerArgs);
    } catch (error) {
      reply = this.errorReply(error);
    }
    // A command that waits is counted once, when it is answered.
    if (reply !== undefined || ctx.client.blocked === undefined) command.calls++;
    if (reply instanceof ErrorReply) command.failedCalls++;
    if (this.effectSink !== undefined) {
      const effects = ctx.effects as Effect[] | undefined;
      if (effects !== undefined) for (const effect of effects) this.effectSink.record(ctx.db.index, effect);
      else if (
        name !== undefined &&
        (command.isWrite || command.mayReplicate) &&
        this.keyspace.dirty !== dirty
      ) {
        this.effectSink.record(ctx.db.index, [name, ...args]);
      }
    }
    ctx.command = outer;
    return reply;
  }

  /** The reply for what a handler raised. What is no ErrorReply is our own fault: it is logged whole. */
  errorReply(error: unknown): ErrorReply {
    if (error instanceof ErrorReply) return error;
    if (error instanceof RangeError && /string length/i.test(error.message)) {
      return failure('string exceeds maximum allowed size (proto-max-bulk-len)');
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.host.log('warning', `Internal error while running a command: ${stack}`);
    return failure(`internal error: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** After a change outside of `execute` (time events): serves waiting clients. */
  serveBlocked(): void {
    this.depth++;
    this.blocking.serve();
    this.depth--;
  }

  /** Called when a client no longer waits: the host goes on with its pipeline. */
  onUnblocked(client: Client): void {
    this.host.resume(client);
  }

  /** Ends MULTI without EXEC, and all watches. */
  discardTransaction(client: Client): void {
    client.transaction = undefined;
    this.watches.unwatchAll(client);
  }

  isOutOfMemory(): boolean {
    const limit = this.settings.values.maxmemory;
    if (limit === 0) return false;
    return this.host.isOverMemory?.(limit) ?? this.host.usedMemory() > limit;
  }

  /** `min-replicas-to-write`: there are no replicas, so that asking for any is asking for too many. */
  lacksReplicas(): boolean {
    const { minReplicasToWrite, minReplicasMaxLag } = this.settings.values;
    return minReplicasToWrite > 0 && minReplicasMaxLag > 0;
  }

  /** Time events: timeouts of blocked clients, end of a pause, expiry. Call it at `nextDeadline`. */
  cron(): void {
    if (this.depth > 0) return;
    this.beginBatch();
    const now = this.keyspace.now;
    this.blocking.expire(now);
    if (this.pause.deadline !== undefined && this.pause.deadline <= now) this.pause.end();
    if (now < this.#nextCron) return;
    this.#nextCron = now + CRON_INTERVAL;
    this.statistics.sample(now, this.host.usedMemory());
    this.statistics.expiredByActiveCycle += this.activeExpiry.run();
    if (this.blocking.hasReady) this.serveBlocked();
    this.effectSink?.endUnit();
  }

  /** When `cron` wants to be called next, milliseconds since the epoch. */
  nextDeadline(): number {
    return Math.min(
      this.#nextCron,
      this.blocking.nextDeadline() ?? Number.POSITIVE_INFINITY,
      this.pause.deadline ?? Number.POSITIVE_INFINITY,
    );
  }

  /** The slow log's entry of a command that waited: the wait itself does not count. */
  recordUnblocked(client: Client, { command, record }: BlockedState, microseconds: number): void {
    if (record === undefined) return;
    const duration = record.microseconds + microseconds;
    if (this.#isSlow(duration)) this.#addSlow(client, command, record.words, duration);
  }

  #isSlow(microseconds: number): boolean {
    const threshold = this.settings.values.slowlogLogSlowerThan;
    return threshold >= 0 && microseconds >= threshold;
  }

  #addSlow(client: Client, command: Command, words: string[], microseconds: number): void {
    if (command.skipSlowLog || client.kind !== 'normal') return;
    this.slowLog.add(
      {
        time: Math.floor(this.keyspace.now / 1000),
        microseconds: Math.floor(microseconds),
        words,
        address: client.address,
        clientName: client.name,
      },
      this.settings.values.slowlogMaxLen,
    );
  }

  /** One reading of the clock a command: its end is the next one's start. */
  #recordDuration(ctx: Context, command: Command, start: number, name: string, args: string[]): void {
    const end = this.clock.monotonic();
    this.#tick = end;
    const duration = end - start;
    command.microseconds += duration;
    const { blocked } = ctx.client;
    if (blocked !== undefined && blocked.record === undefined) {
      // It is slow or not once it has been answered.
      blocked.record = { words: [name, ...args], microseconds: duration };
    } else if (this.#isSlow(duration)) this.#addSlow(ctx.client, command, [name, ...args], duration);
    if (end - this.#timeTakenAt > TIME_RESOLUTION && this.depth === 1) {
      this.#timeTakenAt = end;
      this.keyspace.now = this.clock.milliseconds();
    }
  }
}

function advanceReplyMode(client: Client): void {
  if (client.replyMode === 'skip') client.replyMode = 'on';
  else if (client.replyMode === 'skip-next') client.replyMode = 'skip';
}
