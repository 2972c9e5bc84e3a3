/**
 * Conversions between JavaScript's values and those of the engine. Arguments become byte strings, and replies become
 * values in the form that a session has asked for.
 */
import { bytesToString, stringToBytes } from '../bytes/convert.ts';
import { formatDouble } from '../bytes/number.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { describe } from '../options/check.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  GeneratedReply,
  NullArrayReply,
  PushReply,
  type Reply,
  type RichReply,
  SetReply,
  StatusReply,
  VerbatimReply,
} from '../protocol/reply.ts';
import { TimeoutReply } from '../scripting/time-limit.ts';
import type { Argument, Value } from './api.ts';
import { ReplyError, ScriptTimeoutError } from './errors.ts';

/**
 * The byte string of one of several arguments.
 *
 * @param owner what takes the argument, as messages name it: a command, or `eval`
 * @param list the name of the array that the argument is an element of; or `argument`, with which messages count from 1
 * @throws TypeError
 */
export function toByteString(argument: Argument, owner: string, list: string, index: number): string {
  if (typeof argument === 'string') return encodeUtf8(argument);
  if (typeof argument === 'number' ? !Number.isNaN(argument) : typeof argument === 'bigint') {
    return String(argument);
  }
  if (isBytes(argument)) return bytesToString(argument);
  const place = list === 'argument' ? `argument ${index + 1}` : `${list}[${index}]`;
  const hint = Array.isArray(argument) ? ': spread its elements' : '';
  const expected = 'must be a string, a number, a bigint or a Uint8Array';
  throw new TypeError(`${owner}: ${place} ${expected}, not ${describe(argument)}${hint}`);
}

/** Whether a value is a Uint8Array, also one of another realm, such as those of test runners and frames. */
export function isBytes(value: unknown): value is Uint8Array {
  if (value instanceof Uint8Array) return true;
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';
}

/** The form that a session wants its values in. */
export interface ValueShape {
  bytes: boolean;
  resp: 2 | 3;
}

/** The error that an error reply becomes. */
export function toReplyError(reply: ErrorReply): ReplyError {
  const text = decodeUtf8(reply.text);
  return reply instanceof TimeoutReply ? new ScriptTimeoutError(text, reply.ended) : new ReplyError(text);
}

export function toValue(reply: Reply, shape: ValueShape): Value {
  if (typeof reply === 'string') return shape.bytes ? stringToBytes(reply) : decodeUtf8(reply);
  if (reply === null || typeof reply !== 'object') return reply;
  const inner = (item: Reply) => toValue(item, shape);
  if (Array.isArray(reply)) return reply.map(inner);
  if (reply instanceof StatusReply) return decodeUtf8(reply.text);
  if (reply instanceof ErrorReply) return toReplyError(reply);
  if (reply instanceof NullArrayReply) return null;
  if (reply instanceof VerbatimReply) return inner(reply.text);
  if (reply instanceof PushReply) return reply.items.map(inner);
  if (reply instanceof AttributeReply) return inner(reply.reply);
  if (reply instanceof GeneratedReply) return Array.from(reply.items, inner);
  return shape.resp === 3 ? toRichValue(reply, inner) : toPlainValue(reply, inner);
}

function toRichValue(reply: Exclude<RichReply, VerbatimReply>, inner: (item: Reply) => Value): Value {
  if (reply instanceof BooleanReply || reply instanceof DoubleReply) return reply.value;
  if (reply instanceof BigNumberReply) return BigInt(reply.digits);
  if (reply instanceof SetReply) return new Set(reply.members.map(inner));
  const map = new Map<Value, Value>();
  for (let at = 0; at < reply.entries.length; at += 2) {
    map.set(inner(reply.entries[at]), inner(reply.entries[at + 1]));
  }
  return map;
}

/** The value of a reply that RESP2 has no type for: it is converted to one of RESP2's types, as a server does. */
function toPlainValue(reply: Exclude<RichReply, VerbatimReply>, inner: (item: Reply) => Value): Value {
  if (reply instanceof BooleanReply) return reply.value ? 1 : 0;
  if (reply instanceof DoubleReply) return inner(formatDouble(reply.value));
  if (reply instanceof BigNumberReply) return inner(reply.digits);
  return (reply instanceof SetReply ? reply.members : reply.entries).map(inner);
}
