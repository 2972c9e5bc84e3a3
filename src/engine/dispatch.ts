/**
 * The only way in for a command, from a socket, a script, EXEC or the embedded API: which command it is,
 * whether it may run now, and then its run with everything that hangs on it (effects, statistics,
 * monitors, slow log).
 *
 * `dispatch` is for clients; `Engine.runAsCommand` (used by EXEC and scripts as well) runs a command that
 * was admitted already.
 */
import { ErrorReply, QUEUED, type Reply } from '../protocol/reply.ts';
import type { Client } from './client.ts';
import type { CommandResult } from './command.ts';
import type { Command } from './command-table.ts';
import type { Engine } from './engine.ts';
import { errors, failure, wrongArity } from './errors.ts';

/** What runs at once between MULTI and EXEC. */
const NOT_QUEUED = new Set(['exec', 'discard', 'multi', 'watch', 'quit', 'reset']);
/** What drops the queue. */
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
/** Milliseconds between two lines in the log about it. */
const HTTP_LOG_INTERVAL = 60_000;
let httpLoggedAt = Number.NEGATIVE_INFINITY;

/** Runs, queues, holds back or refuses a client's command; answers the reply, or undefined for none now. */
export function dispatch(engine: Engine, client: Client, name: string, args: string[]): CommandResult {
  let command: Command;
  try {
    command = engine.commands.resolve(name, args);
  } catch (error) {
    if (HTTP_WORDS.has(name.toLowerCase())) return refuseHttp(engine, client);
    return reject(client, undefined, error as ErrorReply);
  }
  const handlerArgs = command.container === undefined ? args : args.slice(1);
  if (!command.accepts(handlerArgs.length) || command.run === undefined) {
    return reject(client, command, wrongArity(command.fullName));
  }
  const refusal = admission(engine, client, command, handlerArgs);
  if (refusal !== undefined) return reject(client, command, refusal);
  if (engine.pause.holds(client, command, handlerArgs)) {
    engine.pause.hold(client, name, args);
    return undefined;
  }
  if (client.transaction !== undefined && !NOT_QUEUED.has(command.fullName)) {
    client.transaction.queue.push({ command, name, args: handlerArgs });
    return QUEUED;
  }
  client.lastCommand = command;
  return engine.runAndRecord(client.context, command, name, args, handlerArgs);
}

/** Why a client may not run a command now; undefined when it may. The order is Redis's. */
function admission(engine: Engine, client: Client, command: Command, args: string[]): ErrorReply | undefined {
  if (!client.authenticated && !command.needsNoAuth) return errors.noAuth;
  if (client.transaction !== undefined && command.has('no_multi')) return errors.notAllowedInTransaction;
  const debugRefusal = command.isProtected ? protectedCommand(engine, client, command) : undefined;
  if (debugRefusal !== undefined) return debugRefusal;
  if (engine.isOutOfMemory() && needsMemory(client, command, args)) return errors.outOfMemory;
  if (engine.lacksReplicas() && writes(client, command, args)) return errors.noReplicas;
  if (client.resp === 2 && client.isSubscriber && !SUBSCRIBER_COMMANDS.has(command.fullName)) {
    return failure(
      `Can't execute '${command.fullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    );
  }
  const script = engine.runningScript;
  if (script?.timedOut && !command.allowBusy) {
    return script.kind === 'script' ? errors.busyScript : errors.busyFunction;
  }
  return undefined;
}

/** Whether a command is refused over `maxmemory`: EXEC is for what it would run, queueing itself takes memory. */
function needsMemory({ engine, transaction }: Client, command: Command, args: string[]): boolean {
  if (command.access(engine, args).deniesOutOfMemory) return true;
  if (transaction === undefined || LEAVES_TRANSACTION.has(command.fullName)) return false;
  return (
    command.fullName !== 'exec' ||
    transaction.queue.some((queued) => queued.command.access(engine, queued.args).deniesOutOfMemory)
  );
}

/** Whether a command is a write, or EXEC of one. */
function writes({ engine, transaction }: Client, command: Command, args: string[]): boolean {
  if (command.access(engine, args).isWrite) return true;
  if (command.fullName !== 'exec' || transaction === undefined) return false;
  return transaction.queue.some((queued) => queued.command.access(engine, queued.args).isWrite);
}

/** Ends the connection without a word; the commands behind it, which the attacker meant, are not run. */
function refuseHttp(engine: Engine, client: Client): undefined {
  const now = engine.clock.milliseconds();
  if (now - httpLoggedAt > HTTP_LOG_INTERVAL) {
    httpLoggedAt = now;
    engine.host.log(
      'warning',
      `Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands to Redis. This is likely due to an attacker attempting to use Cross Protocol Scripting to compromise your Redis instance. Connection from ${client.address} aborted.`,
    );
  }
  client.close(true);
  return undefined;
}

/** DEBUG and MODULE are allowed by a setting: to all, to local clients, or to none. */
function protectedCommand(engine: Engine, client: Client, command: Command): ErrorReply | undefined {
  const allowed = engine.settings.values.enableDebugCommand;
  const isLocal = client.kind !== 'normal' || client.unixSocket || /^(127\.|::1|\[::1)/.test(client.address);
  if (allowed === 'yes' || (allowed === 'local' && isLocal)) return undefined;
  const name = command.container?.fullName ?? command.fullName;
  return failure(
    `${name.toUpperCase()} command not allowed. If the enable-${name}-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.`,
  );
}

/** A refused command spoils the transaction that it was meant for. */
function reject(client: Client, command: Command | undefined, reply: ErrorReply): Reply {
  if (command !== undefined) command.rejectedCalls++;
  if (client.transaction !== undefined) client.transaction.aborted = true;
  if (command?.fullName === 'exec') {
    client.engine.discardTransaction(client);
    return new ErrorReply(`EXECABORT Transaction discarded because of: ${reply.text.replace(/^ERR /, '')}`);
  }
  return reply;
}
