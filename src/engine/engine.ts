/**
 * The engine: keyspace, commands and clients, tied together. It is synchronous: no I/O, no timers. A host
 * (the server's engine thread, the embedded API) feeds it commands, calls `cron` when a deadline has come,
 * and gives it what only a host can: memory use, shutdown, log.
 */
import type { ErrorReply } from '../protocol/reply.ts';
import { AccessPolicy } from './access-clock.ts';
import { Blocking } from './blocking.ts';
import { Client, type ClientOptions, type ClientOwner } from './client.ts';
import { ClientAdmission } from './client-admission.ts';
import type { Clock, Random } from './clock.ts';
import type { CommandSpec } from './command-spec.ts';
import { CommandTable } from './command-table.ts';
import { Context, type EffectSink, type Services } from './context.ts';
import { Dispatcher } from './dispatch.ts';
import { ActiveExpiry } from './expiry.ts';
import type { Host } from './host.ts';
import { Keyspace } from './keyspace.ts';
import { Monitors } from './monitors.ts';
import { Notifications } from './notifications.ts';
import { Pause } from './pause.ts';
import { PubSub } from './pubsub.ts';
import { PlainRunState, type RunState } from './run-state.ts';
import type { RunningScript } from './running-script.ts';
import { SettingsRegistry } from './settings.ts';
import { SlowLog } from './slow-log.ts';
import { Statistics } from './statistics.ts';
import { Watches } from './watches.ts';

export interface EngineOptions {
  commands: Iterable<CommandSpec<Context>>;
  clock: Clock;
  random: Random;
  host: Host;
  settings?: SettingsRegistry;
}

/** What is done in constant time takes no longer than this, microseconds: the slow log need not know of it above. */
const QUICK = 1000;
/** Milliseconds between two runs of what is done from time to time. */
const CRON_INTERVAL = 100;

export class Engine implements Services, ClientOwner {
  readonly settings: SettingsRegistry;
  readonly clock: Clock;
  readonly random: Random;
  readonly host: Host;
  readonly commands: CommandTable<Context>;
  readonly keyspace: Keyspace;
  readonly pubsub = new PubSub();
  readonly blocking: Blocking;
  readonly watches: Watches;
  readonly pause: Pause;
  readonly monitors = new Monitors();
  readonly statistics = new Statistics();
  readonly slowLog = new SlowLog();
  readonly activeExpiry: ActiveExpiry;
  readonly clients = new Map<number, Client<Context>>();
  readonly startedAt: number;
  readonly runState: RunState;
  runningScript: RunningScript | undefined;
  scriptsRunAnything = false;
  depth = 0;
  readonly dispatcher: Dispatcher;
  readonly #admission: ClientAdmission;
  #nextClientId = 1;
  #nextCron = 0;

  constructor(options: EngineOptions) {
    this.settings = options.settings ?? new SettingsRegistry();
    this.clock = options.clock;
    this.random = options.random;
    this.host = options.host;
    this.runState = options.host.runState ?? new PlainRunState();
    this.commands = new CommandTable(options.commands);
    const { values } = this.settings;
    const notifications = new Notifications((channel, message) => this.pubsub.publish(channel, message));
    notifications.flags = values.notifyKeyspaceEvents;
    this.settings.onChange((name) => {
      if (name === 'notify-keyspace-events') notifications.flags = values.notifyKeyspaceEvents;
      if (name === 'slowlog-max-len') this.slowLog.trim(values.slowlogMaxLen);
    });
    const { databases } = values;
    this.keyspace = new Keyspace(databases, notifications, new AccessPolicy(values, this.random));
    this.watches = new Watches(databases);
    this.activeExpiry = new ActiveExpiry(this.keyspace, this.random, this.clock);
    this.pause = new Pause({
      keyspace: this.keyspace,
      runHeld: (ctx, call) => {
        this.execute(ctx.client, call.name, call.rest);
        if (!ctx.client.isBlocked && !ctx.client.paused) this.host.resume(ctx.client);
      },
    });
    const dispatcher = new Dispatcher(this, this.pause);
    this.dispatcher = dispatcher;
    this.#admission = new ClientAdmission(this);
    this.blocking = new Blocking(
      {
        run: (ctx, call, policy) => dispatcher.run(ctx, call, policy),
        endWait: (ctx, call, reply) => dispatcher.endWait(ctx, call, reply),
        resume: (client) => this.host.resume(client),
      },
      databases,
    );
    const { watches, blocking } = this;
    // Mostly nobody watches or waits. Asking that first, without a call, shows in scripts that change much.
    this.keyspace.onChange((database, key, breaksWatch, wakes) => {
      if (watches.any && breaksWatch) watches.keyChanges(database, key);
      if (blocking.any && wakes) blocking.keyChanges(database, key);
    });
    const timeScripts = () => {
      dispatcher.timesAll = values.slowlogLogSlowerThan >= 0 && values.slowlogLogSlowerThan < QUICK;
    };
    this.settings.onChange(timeScripts);
    timeScripts();
    this.keyspace.onExpired = (database, key) => this.effectSink?.record(database.index, ['DEL', key]);
    this.beginBatch();
    this.startedAt = this.keyspace.now;
  }

  /** Gets what commands change: the append-only file and replicas will; undefined: nobody wants to know. */
  get effectSink(): EffectSink | undefined {
    return this.dispatcher.effectSink;
  }

  set effectSink(sink: EffectSink | undefined) {
    this.dispatcher.effectSink = sink;
  }

  get now(): number {
    return this.keyspace.now;
  }

  get needsPassword(): boolean {
    return this.settings.values.requirepass !== '';
  }

  createClient(options: ClientOptions): Client<Context> {
    const client = new Client<Context>(
      this,
      this.#nextClientId++,
      options,
      (self) => new Context(this, self),
    );
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
    this.monitors.remove(client);
    this.pubsub.forget(client);
    this.pause.forget(client);
    this.watches.unwatchAll(client);
  }

  /** Takes the time: call it before a batch of commands, or a single one. No-op inside a script. */
  beginBatch(): void {
    if (this.depth === 0) this.dispatcher.takeTime();
  }

  /**
   * Runs a client's command and writes its reply. Never raises.
   * @param rest the words after the command's name
   */
  execute(client: Client<Context>, name: string, rest: string[]): void {
    const inner = this.depth++ > 0;
    client.lastInteraction = this.keyspace.now;
    const outer = client.isExecuting;
    client.isExecuting = true;
    const reply = this.dispatcher.dispatch(client.context, name, rest, this.#admission);
    if (reply !== undefined) client.reply(reply);
    client.isExecuting = outer;
    if (client.hasDeferredPushes) client.sendDeferredPushes();
    this.depth--;
    if (client.replyMode !== 'on') client.advanceReplyMode();
    if (client.closeAfterReply) client.close();
    if (inner) return;
    if (this.blocking.hasReady) this.serveBlocked();
    this.effectSink?.endUnit();
  }

  /** Answers what stands for no command: a request that breaks the protocol. */
  replyToNonsense(client: Client, reply: ErrorReply): void {
    this.statistics.countError(reply.text);
    client.reply(reply);
  }

  /** After a change outside of `execute` (time events): serves waiting clients. */
  serveBlocked(): void {
    this.depth++;
    this.blocking.serve();
    this.depth--;
  }

  discardTransaction(ctx: Context): void {
    ctx.transaction = undefined;
    this.watches.unwatchAll(ctx.client);
  }

  isOutOfMemory(): boolean {
    const limit = this.settings.values.maxmemory;
    if (limit === 0) return false;
    return this.host.isOverMemory?.(limit) ?? this.host.usedMemory() > limit;
  }

  /** There are no replicas, so that asking for any is asking for too many. */
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
}
