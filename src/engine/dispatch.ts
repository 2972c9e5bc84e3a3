/**
 * The one way to run a command, for sockets, the embedded API, EXEC, blocked clients and scripts. Read it from the
 * top: `dispatch` finds the command that words mean, asks whether it may run now (admission.ts), holds it back or
 * queues it; `run` runs its handler with everything that hangs on a run: counting, errors, effects, monitors,
 * duration, slow log. EXEC and blocked clients enter at `run`, since their calls were admitted before. Who asks is
 * told by a policy (run-policy.ts).
 */
import { ErrorReply, QUEUED } from '../protocol/reply.ts';
import type { Admission } from './admission.ts';
import { Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { CommandResult } from './command-spec.ts';
import type { Command } from './command-table.ts';
import type { CommandDispatcher, Context, EffectSink, Services } from './context.ts';
import { CallError, failure } from './errors.ts';
import type { Keyspace } from './keyspace.ts';
import type { Monitors } from './monitors.ts';
import type { RunPolicy } from './run-policy.ts';
import type { Statistics } from './statistics.ts';

/** What runs at once between MULTI and EXEC. */
const NOT_QUEUED = new Set(['exec', 'discard', 'multi', 'watch', 'quit', 'reset']);

/** How stale the time that commands see may get within one batch, microseconds. */
const TIME_RESOLUTION = 500;

/** What holds commands back: pause.ts. */
interface Holder {
  holds(ctx: Context, call: Call<Context>): boolean;
  hold(ctx: Context, call: Call<Context>): void;
}

export class Dispatcher implements CommandDispatcher {
  /** Gets what commands change; undefined: nobody wants to know. */
  effectSink: EffectSink | undefined;
  /** Whether the slow log wants to know of commands that take less than any that is observed in any case. */
  timesAll = false;
  // Private to the compiler only: a command of a script is inlined as long as its bytecode is short (docs/measurements.md).
  private readonly engine: Services;
  private readonly pause: Holder;
  private readonly clock: Clock;
  private readonly keyspace: Keyspace;
  private readonly monitors: Monitors;
  private readonly statistics: Statistics;
  /** `clock.monotonic()` when the last timed command ended, which is when the next one starts. */
  private tick = 0;
  /** `clock.monotonic()` when `keyspace.now` was set. */
  private timeTakenAt = 0;
  /** `lastTick` when the outermost command that runs began, and that instant for TIME once it was asked for. */
  private began = 0;
  private beganAt: number | undefined;

  constructor(engine: Services, pause: Holder) {
    this.engine = engine;
    this.pause = pause;
    this.clock = engine.clock;
    this.keyspace = engine.keyspace;
    this.monitors = engine.monitors;
    this.statistics = engine.statistics;
  }

  /** When the last timed command ended, and so when the one that runs began: microseconds of `clock.monotonic()`. */
  get lastTick(): number {
    return this.tick;
  }

  /**
   * When the outermost command that runs began, in microseconds since the Unix epoch: TIME stands still within scripts and
   * transactions.
   */
  get timeOfUnit(): number {
    const { clock, keyspace } = this;
    // Never before the time that TTLs are counted from, also where somebody moves only one of the clocks.
    this.beganAt ??= Math.max(
      keyspace.now * 1000,
      clock.microseconds() - Math.floor(clock.monotonic() - this.began),
    );
    return this.beganAt;
  }

  /** Reads the clock for `lastTick`, after commands that were not timed. */
  readClock(): void {
    this.tick = this.clock.monotonic();
  }

  /** Takes the time that the commands to come see. */
  takeTime(): void {
    this.tick = this.timeTakenAt = this.clock.monotonic();
    this.keyspace.now = this.clock.milliseconds();
  }

  /**
   * Runs, queues, holds back or refuses what words ask for; answers the reply, or undefined for none now.
   * @param rest the words after the name
   */
  dispatch(ctx: Context, name: string, rest: string[], admission: Admission<Context>): CommandResult {
    const command = this.engine.commands.find(name, rest);
    if (command === undefined) return this.counted(admission.answerUnknown(ctx, name, rest));
    if (!command.accepts(rest.length + 1 - command.nameWords)) {
      return this.refuse(ctx, command, admission.wrongArity(command), admission);
    }
    const args = command.container === undefined ? rest : rest.slice(1);
    const call = new Call(command, name, rest, args, command.handler);
    const refusal = admission.refuse(ctx, call);
    if (refusal !== undefined) return this.refuse(ctx, command, refusal, admission);
    if (admission.mayWait) {
      if (this.pause.holds(ctx, call)) {
        this.pause.hold(ctx, call);
        return undefined;
      }
      if (ctx.transaction !== undefined && !NOT_QUEUED.has(command.fullName)) {
        ctx.transaction.add(call);
        return QUEUED;
      }
      ctx.client.lastCommand = command.fullName;
    }
    return this.run(ctx, call, admission.policy);
  }

  refuse(
    ctx: Context,
    command: Command<Context>,
    refusal: ErrorReply,
    admission: Admission<Context>,
  ): CommandResult {
    command.rejectedCalls++;
    return this.counted(admission.answerRefused(ctx, command, refusal));
  }

  run(ctx: Context, call: Call<Context>, policy: RunPolicy): CommandResult {
    // Most commands of scripts interest nobody. V8 inlines what these need into a script's loop, as long as it is short.
    return policy.isTimed ||
      call.command.isObserved ||
      this.timesAll ||
      this.effectSink !== undefined ||
      this.monitors.any
      ? this.runObserved(ctx, call, policy)
      : this.perform(ctx, call, policy);
  }

  /** Runs the handler and counts the call. */
  private perform(ctx: Context, call: Call<Context>, policy: RunPolicy): CommandResult {
    const { command } = call;
    const outer = ctx.command;
    ctx.command = command;
    ctx.effects = undefined;
    let reply: CommandResult;
    try {
      reply = call.handler(ctx, call.args);
    } catch (error) {
      reply = this.raised(error, call, policy);
    }
    // A command that waits is counted once, when it is answered.
    if (reply !== undefined || !ctx.client.isBlocked) this.count(ctx, command, reply);
    ctx.command = outer;
    return reply;
  }

  /** The same for those who want to know of a run: effects, monitors, then statistics and the slow log. */
  private runObserved(ctx: Context, call: Call<Context>, policy: RunPolicy): CommandResult {
    const { command, rest } = call;
    const { client } = ctx;
    // What a script did since its last command is no part of this one.
    const start = policy.isTimed ? this.tick : this.clock.monotonic();
    const { dirty } = this.keyspace;
    if (this.engine.depth === 1) {
      this.began = start;
      this.beganAt = undefined;
    }
    ctx.shownArguments = undefined;
    if (policy.mayBlock) ctx.call = call;
    // A script's commands refresh keys as its caller's do.
    if (client.kind === 'normal') this.keyspace.updatesAccess = !client.noTouch || command.isTouch;
    if (this.monitors.any && policy.isShown && command.runsScript) this.show(ctx, call, rest);
    const reply = this.perform(ctx, call, policy);
    ctx.hasCountedError = false;
    if (this.effectSink !== undefined && policy.isRecorded) this.record(ctx, call, dirty, this.effectSink);
    const shown = ctx.shownArguments ?? rest;
    // Afterwards, as Redis does: the command has hidden its secrets by now.
    if (this.monitors.any && policy.isShown && !command.skipMonitor && !command.isAdmin) {
      this.show(ctx, call, shown);
    }
    this.recordDuration(ctx, call, start, shown, reply === undefined && client.isBlocked);
    return reply;
  }

  /** A blocked client got a reply that no run of its command made: its time was up, or it was let go. */
  endWait(ctx: Context, call: Call<Context>, reply: CommandResult): void {
    this.count(ctx, call.command, reply);
    this.endDuration(ctx, call, call.rest);
  }

  private counted(reply: CommandResult): CommandResult {
    if (reply instanceof ErrorReply) this.statistics.countError(reply.text);
    return reply;
  }

  private count(ctx: Context, command: Command<Context>, reply: CommandResult): void {
    command.calls++;
    this.statistics.commandsProcessed++;
    if (reply instanceof ErrorReply) this.countFailure(ctx, command, reply);
  }

  private countFailure(ctx: Context, command: Command<Context>, reply: ErrorReply): void {
    command.failedCalls++;
    if (!ctx.hasCountedError) this.statistics.countError(reply.text);
  }

  /** The reply for what a handler raised. What is no ErrorReply is our own fault: it is logged whole. */
  private raised(error: unknown, { name, rest }: Call<Context>, policy: RunPolicy): ErrorReply {
    if (error instanceof ErrorReply) return error;
    if (error instanceof CallError) return failure(error.describe(name, rest));
    if (error instanceof RangeError && /string length/i.test(error.message)) {
      return failure('string exceeds maximum allowed size (proto-max-bulk-len)');
    }
    if (policy.raisesOverflow && error instanceof RangeError && /call stack/.test(error.message)) throw error;
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.engine.host.log('warning', `Internal error while running a command: ${stack}`);
    return failure(`internal error: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** Effects that the handler told, or the call's own words if it changed something. */
  private record(ctx: Context, { command, words }: Call<Context>, dirty: number, sink: EffectSink): void {
    const { effects } = ctx;
    if (effects !== undefined) for (const effect of effects) sink.record(ctx.db.index, effect);
    else if ((command.isWrite || command.mayReplicate) && this.keyspace.dirty !== dirty) {
      sink.record(ctx.db.index, words);
    }
  }

  private show(ctx: Context, { name }: Call<Context>, rest: string[]): void {
    this.monitors.feed(this.clock, ctx.client, ctx.db.index, name, rest);
  }

  /** One reading of the clock a command: its end is the next one's start. */
  private recordDuration(
    ctx: Context,
    call: Call<Context>,
    start: number,
    shown: string[],
    isWaiting: boolean,
  ): void {
    const end = this.clock.monotonic();
    this.tick = end;
    ctx.duration += end - start;
    // The wait itself does not count, but what was done before it does.
    if (!isWaiting) this.endDuration(ctx, call, shown);
    if (end - this.timeTakenAt > TIME_RESOLUTION && this.engine.depth === 1) {
      this.timeTakenAt = end;
      this.keyspace.now = this.clock.milliseconds();
    }
  }

  private endDuration(ctx: Context, { command, name }: Call<Context>, shown: string[]): void {
    const { duration, client } = ctx;
    ctx.duration = 0;
    command.microseconds += duration;
    const { slowlogLogSlowerThan, slowlogMaxLen } = this.engine.settings.values;
    if (slowlogLogSlowerThan < 0 || duration < slowlogLogSlowerThan || command.skipSlowLog) return;
    this.engine.slowLog.add(
      {
        time: Math.floor(this.keyspace.now / 1000),
        microseconds: Math.floor(duration),
        address: client.address,
        clientName: client.name,
      },
      name,
      shown,
      slowlogMaxLen,
    );
  }
}
