/** Reading arguments: each function raises the catalogue's error, or the one it is given. */
import { type Integer64, parseDouble, parseInteger64 } from '../bytes/number.ts';
import type { ErrorReply } from '../protocol/reply.ts';
import { errors, invalidExpire } from './errors.ts';

const LONGEST_TIME = 9_223_372_036_854_775_807n;

/** A 64-bit integer. */
export function integer64(text: string, error: ErrorReply = errors.notAnInteger): Integer64 {
  const value = parseInteger64(text);
  if (value === undefined) throw error;
  return value;
}

/** A 64-bit integer as a JavaScript number. It is exact up to 2^53, and no index or count is larger. */
export function integer(text: string, error?: ErrorReply): number {
  return Number(integer64(text, error));
}

/** A count that may not be negative: `value is out of range, must be positive`. */
export function positiveCount(text: string, error: ErrorReply = errors.notPositive): number {
  const value = integer(text, error);
  if (value < 0) throw error;
  return value;
}

/** A double; NaN is refused. */
export function double(text: string, error: ErrorReply = errors.notAFloat): number {
  const value = parseDouble(text);
  if (value === undefined || Number.isNaN(value)) throw error;
  return value;
}

/**
 * The timeout of a blocking command, in (fractions of) seconds: answers the deadline in milliseconds since
 * the epoch, 0 for ever.
 */
export function deadlineFromSeconds(text: string, now: number): number {
  const seconds = parseDouble(text);
  if (seconds === undefined || Number.isNaN(seconds)) throw errors.timeoutNotAFloat;
  if (seconds < 0) throw errors.timeoutNegative;
  const milliseconds = Math.ceil(seconds * 1000);
  if (milliseconds > Number(LONGEST_TIME)) throw errors.timeoutOutOfRange;
  if (BigInt(milliseconds) + BigInt(now) > LONGEST_TIME) throw errors.timeoutOutOfRange;
  return milliseconds === 0 ? 0 : now + milliseconds;
}

/** The timeout of a blocking command that takes an integer of milliseconds, as XREAD BLOCK does; answers the deadline. */
export function deadlineFromMilliseconds(text: string, now: number): number {
  const milliseconds = integer64(text, errors.timeoutNotAnInteger);
  if (milliseconds < 0) throw errors.timeoutNegative;
  if (BigInt(milliseconds) + BigInt(now) > LONGEST_TIME) throw errors.timeoutOutOfRange;
  return milliseconds === 0 ? 0 : now + Number(milliseconds);
}

/**
 * An expiry as milliseconds since the epoch.
 * @param unit milliseconds of one unit: 1 or 1000
 * @param base what it counts from: `now`, or 0 for an absolute time
 * @param name the command, for the error `invalid expire time in 'set' command`
 */
export function expiryTime(text: string, unit: 1 | 1000, base: number, name: string): number {
  const value = BigInt(integer64(text)) * BigInt(unit);
  const at = value + BigInt(base);
  if (value > LONGEST_TIME || value < -LONGEST_TIME || at > LONGEST_TIME) throw invalidExpire(name);
  return Number(at);
}

/** A time that `expiryTime` answered, as an argument again: beyond 2^53 it may have been rounded up past the longest one. */
export function timeArgument(at: number): string {
  if (at <= Number.MAX_SAFE_INTEGER) return String(at);
  const exact = BigInt(at);
  return String(exact > LONGEST_TIME ? LONGEST_TIME : exact);
}

/** Whether an argument is an option's keyword, in any case. `keyword` is upper case. */
export function isKeyword(argument: string, keyword: string): boolean {
  return argument.length === keyword.length && argument.toUpperCase() === keyword;
}
