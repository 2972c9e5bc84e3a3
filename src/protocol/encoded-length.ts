/**
 * How many bytes replies take when they are encoded, without encoding them: for the limits of what may wait for a client.
 *
 * The answer is exact, but for two things. A double with many digits counts as `LONG_DOUBLE` of them, and the items of a
 * `GeneratedReply` count as what they take on average.
 */
import { formatDouble } from '../bytes/double.ts';
import { DoubleReply, GeneratedReply, type Reply, type RespVersion } from './reply.ts';
import { formOf, itemsOf } from './reply-forms.ts';

/** What a double takes that has more decimals than are looked for: nearly all digits that there can be, and a point. */
const LONG_DOUBLE = 18;
/** So many decimals of a double are looked for. */
const DECIMALS = 6;
/** Integers below this are counted digit by digit. */
const PLAIN = 1e15;
/** `$` or `*` or the like, and the line ends. */
const LINE = 3;

export function encodedLength(reply: Reply, resp: RespVersion): number {
  if (typeof reply === 'string') return bulkLength(reply.length);
  if (typeof reply === 'number') return LINE + integerLength(reply);
  if (reply === null) return resp === 2 ? '$-1\r\n'.length : '_\r\n'.length;
  if (typeof reply === 'bigint') return LINE + reply.toString().length;
  if (Array.isArray(reply)) return LINE + integerLength(reply.length) + encodedItemsLength(reply, 0, resp);
  if (reply instanceof DoubleReply) {
    const length = reply.text?.length ?? doubleLength(reply.value);
    return resp === 2 ? bulkLength(length) : LINE + length;
  }
  if (reply instanceof GeneratedReply)
    return LINE + integerLength(reply.length) + reply.length * reply.itemBytes;
  const how = formOf(reply);
  const header = (resp === 2 ? how.resp2(reply) : how.resp3(reply)).length;
  if (how.text !== undefined) return header + how.text(reply).length + 2;
  const items = itemsOf(reply, how, resp);
  return items === undefined ? header : header + encodedItemsLength(items, 0, resp);
}

/** The same of the items from `from` on. */
export function encodedItemsLength(items: Reply[], from: number, resp: RespVersion): number {
  let length = 0;
  for (let i = from; i < items.length; i++) length += encodedLength(items[i], resp);
  return length;
}

function bulkLength(length: number): number {
  return LINE + integerLength(length) + length + 2;
}

function integerLength(value: number): number {
  const sign = value < 0 ? 1 : 0;
  let rest = Math.abs(value);
  if (!(rest < PLAIN)) return String(value).length;
  let length = sign + 1;
  for (; rest >= 10; rest /= 10) length++;
  return length;
}

function doubleLength(value: number): number {
  if (Number.isInteger(value)) {
    return Math.abs(value) < PLAIN && !Object.is(value, -0)
      ? integerLength(value)
      : formatDouble(value).length;
  }
  const size = Math.abs(value);
  if (!(size < PLAIN && size >= 1e-4))
    return Number.isFinite(value) ? LONG_DOUBLE : formatDouble(value).length;
  const whole = integerLength(Math.trunc(size)) + (value < 0 ? 1 : 0);
  for (let decimals = 1, power = 10; decimals <= DECIMALS; decimals++, power *= 10) {
    if (Math.round(size * power) / power === size) return whole + 1 + decimals;
  }
  return LONG_DOUBLE;
}
