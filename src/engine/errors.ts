/**
 * The catalogue of error replies: every message that more than one command can answer stands here once.
 *
 * A handler raises with `throw errors.syntax` (an `ErrorReply` is thrown bare: no stack is captured, which
 * would be nearly all of the cost); dispatch turns it into the reply.
 */
import { untilNul } from '../bytes/until-nul.ts';
import { ErrorReply } from '../protocol/reply.ts';
import type { RunKind } from './run-state.ts';

const error = (text: string) => new ErrorReply(text);

export const errors = {
  syntax: error('ERR syntax error'),
  wrongType: error('WRONGTYPE Operation against a key holding the wrong kind of value'),
  noSuchKey: error('ERR no such key'),
  notAnInteger: error('ERR value is not an integer or out of range'),
  notAFloat: error('ERR value is not a valid float'),
  notPositive: error('ERR value is out of range, must be positive'),
  outOfRange: error('ERR value is out of range'),
  indexOutOfRange: error('ERR index out of range'),
  overflow: error('ERR increment or decrement would overflow'),
  notANumberOrInfinity: error('ERR increment would produce NaN or Infinity'),
  offsetOutOfRange: error('ERR offset is out of range'),
  stringTooLong: error('ERR string exceeds maximum allowed size (proto-max-bulk-len)'),
  invalidCursor: error('ERR invalid cursor'),
  databaseOutOfRange: error('ERR DB index is out of range'),
  invalidDatabase: error('ERR invalid DB index'),
  sameObject: error('ERR source and destination objects are the same'),
  timeoutNotAFloat: error('ERR timeout is not a float or out of range'),
  timeoutNotAnInteger: error('ERR timeout is not an integer or out of range'),
  timeoutNegative: error('ERR timeout is negative'),
  timeoutOutOfRange: error('ERR timeout is out of range'),
  countMustBePositive: error('ERR count should be greater than 0'),
  limitNotNegative: error("ERR LIMIT can't be negative"),
  numkeysNotPositive: error('ERR numkeys should be greater than 0'),
  noAuth: error('NOAUTH Authentication required.'),
  wrongPassword: error('WRONGPASS invalid username-password pair or user is disabled.'),
  noProtocol: error('NOPROTO unsupported protocol version'),
  outOfMemory: error("OOM command not allowed when used memory > 'maxmemory'."),
  noReplicas: error('NOREPLICAS Not enough good replicas to write.'),
  busyScript: error('BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.'),
  busyFunction: error(
    'BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.',
  ),
  notBusy: error('NOTBUSY No scripts in execution right now.'),
  unkillable: error(
    'UNKILLABLE Sorry the script already executed write commands against the dataset. You can either wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE command.',
  ),
  noScript: error('NOSCRIPT No matching script. Please use EVAL.'),
  execAborted: error('EXECABORT Transaction discarded because of previous errors.'),
  notAllowedInTransaction: error('ERR Command not allowed inside a transaction'),
  blockedUnblocked: error('UNBLOCKED client unblocked via CLIENT UNBLOCK'),
} as const;

/** What is answered while a script or a function runs for long. */
export const busyError = (kind: RunKind) => (kind === 'script' ? errors.busyScript : errors.busyFunction);

/** `ERR wrong number of arguments for 'get' command`; subcommands are named `config|get`. */
export const wrongArity = (fullName: string) =>
  error(`ERR wrong number of arguments for '${fullName}' command`);

/** `ERR invalid expire time in 'set' command` */
export const invalidExpire = (name: string) => error(`ERR invalid expire time in '${name}' command`);

/** Cut as Redis does: the name to 128 bytes, the arguments to about as many in all. */
export function unknownCommand(name: string, args: string[]): ErrorReply {
  let shown = '';
  for (const argument of args) {
    if (shown.length >= 128) break;
    shown += `'${untilNul(argument).slice(0, 128 - shown.length)}' `;
  }
  return error(`ERR unknown command '${untilNul(name).slice(0, 128)}', with args beginning with: ${shown}`);
}

/** For a container command such as CONFIG. */
export const unknownSubcommand = (container: string, subcommand: string) =>
  error(`ERR unknown subcommand '${subcommand.slice(0, 128)}'. Try ${container.toUpperCase()} HELP.`);

/** `ERR ...`: for a message that a single command knows. */
export const failure = (message: string) => error(`ERR ${message}`);

/** What a handler throws where the error names words of the call as they were sent. The run makes the reply of it. */
export class CallError {
  /** The message, without `ERR`. */
  readonly describe: (name: string, rest: readonly string[]) => string;

  constructor(describe: CallError['describe']) {
    this.describe = describe;
  }
}
