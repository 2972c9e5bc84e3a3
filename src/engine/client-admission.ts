/** A client's rules: what it may call now, and what it is told where it may not. The order is Redis's. */
import { ErrorReply } from '../protocol/reply.ts';
import type { Admission } from './admission.ts';
import type { Call } from './call.ts';
import type { Client } from './client.ts';
import type { CommandResult } from './command-spec.ts';
import type { Command } from './command-table.ts';
import type { Context, Services } from './context.ts';
import { busyError, errors, failure, wrongArity } from './errors.ts';
import { CLIENT } from './run-policy.ts';

/** What drops the queue of MULTI. */
const LEAVES_TRANSACTION = new Set(['discard', 'quit', 'reset']);
/** What a RESP2 subscriber may call. */
const SUBSCRIBER_COMMANDS = new Set([
  'ping',
  'subscribe',
  'ssubscribe',
  'unsubscribe',
  'sunsubscribe',
  'psubscribe',
  'punsubscribe',
  'quit',
  'reset',
]);

/** A browser that a web page has talk to us begins with one of these lines, or has one of them soon. */
const HTTP_WORDS = new Set(['post', 'host:']);
export const isHttp = (name: string) => HTTP_WORDS.has(name.toLowerCase());
/** Milliseconds between two lines in the log about it. */
const HTTP_LOG_INTERVAL = 60_000;

export class ClientAdmission implements Admission<Context> {
  readonly policy = CLIENT;
  readonly mayWait = true;
  readonly #engine: Services;
  #httpLoggedAt = Number.NEGATIVE_INFINITY;

  constructor(engine: Services) {
    this.#engine = engine;
  }

  answerUnknown(ctx: Context, name: string, rest: string[]): CommandResult {
    if (isHttp(name)) return this.#refuseHttp(ctx.client);
    spoilTransaction(ctx);
    return this.#engine.commands.unknown(name, rest);
  }

  wrongArity(command: Command<Context>): ErrorReply {
    return wrongArity(command.fullName);
  }

  refuse(ctx: Context, { command, args }: Call<Context>): ErrorReply | undefined {
    const { client, transaction } = ctx;
    const engine = this.#engine;
    if (!client.authenticated && !command.needsNoAuth) return errors.noAuth;
    if (transaction !== undefined && command.has('no_multi')) return errors.notAllowedInTransaction;
    const refusal = command.isProtected ? this.#refuseProtected(client, command) : undefined;
    if (refusal !== undefined) return refusal;
    const script = engine.runningScript?.timedOut ? engine.runningScript : undefined;
    // As in Redis, while a script is busy nobody looks at the memory.
    if (script === undefined && engine.isOutOfMemory() && needsMemory(ctx, command, args)) {
      return errors.outOfMemory;
    }
    if (engine.lacksReplicas() && writes(ctx, command, args)) return errors.noReplicas;
    if (client.resp === 2 && client.isSubscriber && !SUBSCRIBER_COMMANDS.has(command.fullName)) {
      return failure(
        `Can't execute '${command.fullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
      );
    }
    return script === undefined || command.allowBusy ? undefined : busyError(script.kind);
  }

  answerRefused(ctx: Context, command: Command<Context>, refusal: ErrorReply): ErrorReply {
    spoilTransaction(ctx);
    if (command.fullName !== 'exec') return refusal;
    this.#engine.discardTransaction(ctx);
    return new ErrorReply(`EXECABORT Transaction discarded because of: ${refusal.text.replace(/^ERR /, '')}`);
  }

  /** Ends the connection without a word; the commands behind it, which the attacker meant, are not run. */
  #refuseHttp(client: Client): undefined {
    const now = this.#engine.clock.milliseconds();
    if (now - this.#httpLoggedAt > HTTP_LOG_INTERVAL) {
      this.#httpLoggedAt = now;
      this.#engine.host.log(
        'warning',
        `Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands to Redis. This is likely due to an attacker attempting to use Cross Protocol Scripting to compromise your Redis instance. Connection from ${client.address} aborted.`,
      );
    }
    client.close(true);
    return undefined;
  }

  /** DEBUG and MODULE are allowed by a setting: to all, to local clients, or to none. */
  #refuseProtected(client: Client, command: Command<Context>): ErrorReply | undefined {
    const allowed = this.#engine.settings.values.enableDebugCommand;
    const isLocal = client.unixSocket || /^(127\.|::1|\[::1)/.test(client.address);
    if (allowed === 'yes' || (allowed === 'local' && isLocal)) return undefined;
    const name = command.container?.fullName ?? command.fullName;
    return failure(
      `${name.toUpperCase()} command not allowed. If the enable-${name}-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.`,
    );
  }
}

/** What could not be queued spoils the transaction that it was meant for. */
function spoilTransaction({ transaction }: Context): void {
  if (transaction !== undefined) transaction.aborted = true;
}

/** Whether a command is refused over `maxmemory`: EXEC is for what it would run, queueing itself takes memory. */
function needsMemory(ctx: Context, command: Command<Context>, args: string[]): boolean {
  if (command.access(ctx, args).deniesOutOfMemory) return true;
  const { transaction } = ctx;
  if (transaction === undefined || LEAVES_TRANSACTION.has(command.fullName)) return false;
  return (
    command.fullName !== 'exec' ||
    transaction.queue.some((queued) => queued.command.access(ctx, queued.args).deniesOutOfMemory)
  );
}

/** Whether a command is a write, or EXEC of one. */
function writes(ctx: Context, command: Command<Context>, args: string[]): boolean {
  if (command.access(ctx, args).isWrite) return true;
  const { transaction } = ctx;
  if (command.fullName !== 'exec' || transaction === undefined) return false;
  return transaction.queue.some((queued) => queued.command.access(ctx, queued.args).isWrite);
}
