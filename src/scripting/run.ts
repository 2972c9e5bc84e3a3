/**
 * One run of a script or function: what it may do, what it did, and when it must stop.
 *
 * Which of its commands may run is said by `refuse`, which also charges the script for them.
 * The time stands still during a run; the real clock is looked at only when the budget runs out.
 */
import type { Admission } from '../engine/admission.ts';
import { Call } from '../engine/call.ts';
import type { Client } from '../engine/client.ts';
import type { CommandResult } from '../engine/command-spec.ts';
import type { Command } from '../engine/command-table.ts';
import type { Context, Services } from '../engine/context.ts';
import { errors, failure } from '../engine/errors.ts';
import { SCRIPT, UNRECORDED_SCRIPT } from '../engine/run-policy.ts';
import type { RunFate, RunKind } from '../engine/run-state.ts';
import type { RunningScript } from '../engine/running-script.ts';
import { budget } from '../lua/runtime/budget.ts';
import { payForCommand } from '../lua/runtime/call-depth.ts';
import { raise, ScriptAbort } from '../lua/runtime/error.ts';
import { innermostPosition, type Position } from '../lua/runtime/position.ts';
import { hasStackRoom } from '../lua/runtime/stack-room.ts';
import type { ErrorReply } from '../protocol/reply.ts';
import type { ScriptFlag } from './flags.ts';
import { pace } from './pace.ts';
import { realTime } from './time-limit.ts';

/** `redis.set_repl`: bits for the append-only file and for replicas. */
export const REPLICATE_AOF = 1;
export const REPLICATE_REPLICAS = 2;

/** What a command costs of a script's budget, so that the clock is looked at after a few thousand of them. */
const STEPS_PER_COMMAND = 32;
/** A command without the flag `fast` may take any time. As long as such commands are quick, the clock is looked at after this many. */
const SLOW_COMMANDS = 8;
/** From this many microseconds between two looks on, the commands are not quick any more. */
const UNNOTICED = 1000;

const unknownCommandInScript = failure('Unknown Redis command called from script');
const wrongArityInScript = failure('Wrong number of args calling Redis command from script');
const notAllowedInScript = failure('This Redis command is not allowed from script');
const readOnlyRefusal = failure('Write commands are not allowed from read-only scripts.');

/** Why a run was ended from outside. */
export interface AbortReason {
  readonly kind: RunFate;
  /** Where the script stood. */
  readonly position: Position | undefined;
}

export interface RunOptions {
  readonly kind: RunKind;
  /** The function, or the script, whose name is its SHA1. */
  readonly callee: { readonly name: string };
  /** The calling client's context. */
  readonly caller: Context;
  /** The context that the script's commands run in. */
  readonly context: Context;
  /** The calling command's arguments. */
  readonly args: string[];
  /** The flags that the script declared; undefined for one without a shebang line. */
  readonly flags: ReadonlySet<ScriptFlag> | undefined;
  /** Called by EVAL_RO or the like. */
  readonly readOnlyCommand: boolean;
}

export class ScriptRun implements RunningScript, Admission<Context> {
  readonly mayWait = false;
  policy = SCRIPT;
  readonly kind: RunKind;
  readonly context: Context;
  /** The calling client's context. */
  readonly callerContext: Context;
  readonly startedAt: number;
  timedOut = false;
  hasWritten = false;
  private readonly engine: Services;
  private readonly callee: RunOptions['callee'];
  private readonly args: string[];
  private readonly command: string;
  private readonly readOnly: boolean;
  private readonly refusesWrites: boolean;
  private readonly refusesGrowth: boolean;
  /** Whether one of these three holds. */
  private readonly mayRefuse: boolean;
  /** How many more commands without the flag `fast` may run before the clock is looked at, and when it last was. */
  private slowCommands = 2;
  private lookedAt = 0;
  /** When the script came to a look last, in microseconds of the real clock; 0 before the first one. */
  private pacedAt = 0;

  constructor(options: RunOptions) {
    const { kind, caller, context, flags } = options;
    this.kind = kind;
    this.callee = options.callee;
    this.context = context;
    this.callerContext = caller;
    this.engine = caller.engine;
    this.startedAt = caller.engine.dispatcher.lastTick;
    this.args = options.args;
    this.command = caller.command.fullName;
    this.readOnly = options.readOnlyCommand || (flags?.has('no-writes') ?? false);
    this.refusesWrites = this.engine.lacksReplicas();
    this.refusesGrowth = !(flags?.has('allow-oom') ?? false) && this.engine.isOutOfMemory();
    this.mayRefuse = this.readOnly || this.refusesWrites || this.refusesGrowth;
    context.db = caller.db;
    // The keys of this run are other text objects than those of the last one, even if they are the same keys.
    context.db.forgetLast();
    context.client.resp = 2;
  }

  get name(): string {
    return this.callee.name;
  }

  get words(): string[] {
    return [this.command, ...this.args];
  }

  get caller(): Client {
    return this.callerContext.client;
  }

  /** `redis.set_repl`. @param targets REPLICATE_AOF and REPLICATE_REPLICAS, added */
  replicateTo(targets: number): void {
    this.policy = (targets & REPLICATE_AOF) === 0 ? UNRECORDED_SCRIPT : SCRIPT;
  }

  kill(): void {
    this.engine.runState.kill();
  }

  abandon(): void {
    this.engine.runState.abandon();
  }

  /** The budget ran out: lets other clients in once the script takes too long, and ends it when told to. */
  onBudget(): void {
    const { engine } = this;
    const time = realTime(engine);
    if (this.pacedAt > 0) pace(time - this.pacedAt);
    this.pacedAt = time;
    const threshold = engine.settings.values.busyReplyThreshold;
    if (threshold > 0) {
      const now = engine.clock.monotonic();
      engine.runState.look(now);
      if (this.timedOut || this.isLate(Math.floor((now - this.startedAt) / 1000), threshold)) {
        // Other clients' commands run on top of the script, however deep it has recursed. Its calls are limited so that
        // there is room; should there be none, it is the script that ends.
        if (!hasStackRoom()) raise('stack overflow');
        engine.host.drain();
        // Their time does not count as the script's.
        this.pacedAt = realTime(engine);
      }
    }
    this.endIfTold();
  }

  /** Whether the script takes too long, which the log is told once. @param elapsed milliseconds */
  private isLate(elapsed: number, threshold: number): boolean {
    if (elapsed < threshold) return false;
    const killer = this.kind === 'script' ? 'SCRIPT KILL' : 'FUNCTION KILL';
    this.engine.host.log(
      'warning',
      `Slow script detected: still in execution after ${elapsed} milliseconds. You can try killing the script using the ${killer} command. Script name is: ${this.name}.`,
    );
    this.timedOut = true;
    return true;
  }

  /** Ends the script if it was told to end. */
  private endIfTold(): void {
    const { fate } = this.engine.runState;
    if (fate === undefined) return;
    if (fate === 'killed') this.engine.host.log('notice', 'Lua script killed by user with SCRIPT KILL.');
    throw new ScriptAbort({ kind: fate, position: innermostPosition() } satisfies AbortReason);
  }

  /** Runs a command that is known, has no container, and whose number of arguments is right. */
  execute(command: Command<Context>, name: string, rest: string[]): CommandResult {
    const { context } = this;
    const { dispatcher } = this.engine;
    const call = new Call(command, name, rest, rest, command.handler);
    const refusal = this.refuse(context, call);
    if (refusal !== undefined) return dispatcher.refuse(context, command, refusal, this);
    return dispatcher.run(context, call, this.policy);
  }

  answerUnknown(): ErrorReply {
    return unknownCommandInScript;
  }

  wrongArity(): ErrorReply {
    return wrongArityInScript;
  }

  answerRefused(_ctx: Context, _command: Command, refusal: ErrorReply): ErrorReply {
    return refusal;
  }

  /** Whether a command may run; if so, the script is charged for it. */
  refuse(_ctx: Context, call: Call<Context>): ErrorReply | undefined {
    const { command } = call;
    if (this.mayRefuse || command.noScript) {
      const refusal = this.refusal(command);
      if (refusal !== undefined) return refusal;
    }
    // A command that ran out of stack would leave half of its change behind.
    if (!payForCommand(STEPS_PER_COMMAND)) raise('stack overflow');
    if (!command.isFast && --this.slowCommands <= 0) this.lookAtClock();
    if (command.isWrite && !this.hasWritten) this.beginToWrite();
    return undefined;
  }

  /** From now on the script cannot be killed; one that was killed just before ends here. */
  private beginToWrite(): void {
    if (!this.engine.runState.beginToWrite()) this.endIfTold();
    this.hasWritten = true;
  }

  /** Ends the quantum when commands have taken long. */
  private lookAtClock(): void {
    const now = realTime(this.engine);
    const elapsed = now - this.lookedAt;
    if (elapsed > UNNOTICED) budget.remaining = 0;
    this.slowCommands = elapsed > UNNOTICED ? 1 : SLOW_COMMANDS;
    this.lookedAt = now;
  }

  private refusal(command: Command): ErrorReply | undefined {
    if (command.noScript && !this.engine.scriptsRunAnything) return notAllowedInScript;
    if (this.readOnly && (command.isWrite || command.mayReplicate)) return readOnlyRefusal;
    // A script that has written is not stopped half-way.
    if (this.hasWritten) return undefined;
    if (this.refusesWrites && command.isWrite) return errors.noReplicas;
    if (this.refusesGrowth && command.deniesOutOfMemory) return errors.outOfMemory;
    return undefined;
  }
}
