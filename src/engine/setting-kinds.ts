/**
 * The kinds of settings: how each is parsed, checked and printed, with Redis's error texts.
 *
 * A kind parses one string (the words of a multi-word setting joined by blanks) to the value that the
 * engine reads, or raises `SettingError`.
 */
import { characterSet, consistsOf, DIGITS, endOfRun, isDigits } from '../bytes/character-set.ts';
import { parseInteger64 } from '../bytes/number.ts';
import { formatNotificationFlags, parseNotificationFlags } from './notifications.ts';

/** A value that a setting does not take. The message is what follows `CONFIG SET failed (...) - `. */
export class SettingError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export interface SettingTraits {
  /** An older name that still works. */
  alias?: string;
  /** Only at start. */
  immutable?: boolean;
  /** Not shown by CONFIG GET with a pattern. */
  hidden?: boolean;
  /** Refused at run time unless `enable-protected-configs`. */
  protected?: boolean;
  /** Takes several words. */
  multiple?: boolean;
}

export interface SettingKind<T> extends SettingTraits {
  initial: T;
  parse(text: string, previous: T): T;
  print(value: T): string;
}

/** The upper bound of 64-bit settings. The number parser refuses what a JavaScript number cannot hold exactly. */
export const MAX = Number.MAX_SAFE_INTEGER;

const PLAIN_NUMBER = "argument couldn't be parsed into an integer";

export function yesNo(initial: boolean, traits: SettingTraits = {}): SettingKind<boolean> {
  return {
    ...traits,
    initial,
    parse(text) {
      const lower = text.toLowerCase();
      if (lower === 'yes') return true;
      if (lower === 'no') return false;
      throw new SettingError("argument must be 'yes' or 'no'");
    },
    print: (value) => (value ? 'yes' : 'no'),
  };
}

export function text(initial: string, traits: SettingTraits = {}): SettingKind<string> {
  return { ...traits, initial, parse: (value) => value, print: (value) => value };
}

/** So many words no setting takes that means well. */
const MOST_WORDS = 65_536;

function wordsOf(text: string): string[] {
  const found = text.split(' ', MOST_WORDS + 1);
  if (found.length > MOST_WORDS) throw new SettingError('wrong number of arguments');
  return found;
}

const MOST_ADDRESSES = 16;

/** Addresses to listen on. */
export function addresses(initial: string): SettingKind<string> {
  return {
    ...text(initial, { multiple: true }),
    parse(value) {
      if (wordsOf(value).length > MOST_ADDRESSES) {
        throw new SettingError('Too many bind addresses specified.');
      }
      return value;
    },
  };
}

export function choice<const T extends string>(
  initial: NoInfer<T>,
  names: readonly T[],
  traits: SettingTraits = {},
): SettingKind<T> {
  return {
    ...traits,
    initial,
    parse(value) {
      const found = names.find((name) => name === value.toLowerCase());
      if (found !== undefined) return found;
      throw new SettingError(`argument(s) must be one of the following: ${names.join(', ')}`);
    },
    print: (value) => value,
  };
}

/** Several names, blank-separated. */
export function flags(initial: string, names: string[]): SettingKind<string> {
  const one = choice(initial, names);
  return {
    multiple: true,
    initial,
    // Printed in the order of the names, however they were given.
    parse(value) {
      const given = new Set(wordsOf(value).map((word) => one.parse(word, initial)));
      return names.filter((name) => given.has(name)).join(' ');
    },
    print: (value) => value,
  };
}

export function integer(
  initial: number,
  minimum: number,
  maximum: number,
  traits: SettingTraits = {},
): SettingKind<number> {
  return {
    ...traits,
    initial,
    parse(value) {
      const number = parseInteger64(value);
      if (number === undefined) throw new SettingError(PLAIN_NUMBER);
      return bounded(Number(number), minimum, maximum, String);
    },
    print: String,
  };
}

/** An integer. One that is out of bounds is replaced by the nearest bound instead of being refused. */
export function clampedInteger(initial: number, minimum: number, maximum: number): SettingKind<number> {
  const kind = integer(initial, 0, 2147483647);
  return {
    ...kind,
    parse: (value, previous) => Math.min(Math.max(kind.parse(value, previous), minimum), maximum),
  };
}

const OCTAL_DIGITS = characterSet('01234567');

/** A file mode. */
export function octal(
  initial: number,
  minimum: number,
  maximum: number,
  traits: SettingTraits = {},
): SettingKind<number> {
  const print = (value: number) => value.toString(8);
  return {
    ...traits,
    initial,
    parse(value) {
      if (value === '' || !consistsOf(value, OCTAL_DIGITS))
        throw new SettingError("argument couldn't be parsed into an octal number");
      return bounded(Number.parseInt(value, 8), minimum, maximum, print);
    },
    print,
  };
}

/** Bytes of each unit. */
const UNITS = new Map([
  ['', 1],
  ['b', 1],
  ['k', 1000],
  ['kb', 1024],
  ['m', 1000 ** 2],
  ['mb', 1024 ** 2],
  ['g', 1000 ** 3],
  ['gb', 1024 ** 3],
]);

/** Bytes of `100mb`; undefined when it is no amount of memory. */
export function parseMemory(text: string): number | undefined {
  const end = endOfRun(text, 0, DIGITS);
  const unit = UNITS.get(text.slice(end).toLowerCase());
  return end === 0 || unit === undefined ? undefined : Number(text.slice(0, end)) * unit;
}

export function memory(
  initial: number,
  minimum: number,
  maximum: number,
  traits: SettingTraits = {},
): SettingKind<number> {
  return {
    ...traits,
    initial,
    parse(value) {
      const bytes = parseMemory(value);
      if (bytes === undefined) throw new SettingError('argument must be a memory value');
      return bounded(bytes, minimum, maximum, String);
    },
    print: String,
  };
}

/** Bytes, or a negative number for a percentage of maxmemory. */
export function memoryOrPercent(initial: number, minimum: number, maximum: number): SettingKind<number> {
  return {
    initial,
    parse(value) {
      const isPercent = value.endsWith('%') && isDigits(value.slice(0, -1));
      const percent = isPercent ? Number(value.slice(0, -1)) : 0;
      if (percent > 100) throw new SettingError('percentage argument must be less or equal to 100');
      const bytes = isPercent ? -percent : parseMemory(value);
      if (bytes === undefined) throw new SettingError('argument must be a memory or percent value');
      return bounded(bytes, minimum, maximum, String);
    },
    print: (value) => (value < 0 ? `${-value}%` : String(value)),
  };
}

/** `host port` of a master; `no one` for none. */
export function masterAddress(traits: SettingTraits): SettingKind<string> {
  return {
    ...traits,
    multiple: true,
    initial: '',
    parse(value) {
      if (value === '' || value.toLowerCase() === 'no one') return '';
      const [, port, ...rest] = wordsOf(value);
      if (port === undefined || rest.length > 0) throw new SettingError('wrong number of arguments');
      if (!isDigits(port) || Number(port) > 65535) throw new SettingError('Invalid master port');
      return value;
    },
    print: (value) => value,
  };
}

/** `seconds changes [seconds changes ...]`, kept as one string; `""` clears. */
export function savePoints(initial: string): SettingKind<string> {
  return {
    multiple: true,
    initial,
    parse(value) {
      if (value === '') return '';
      const numbers = wordsOf(value);
      const wrong = numbers.some((word, index) => !isDigits(word) || (index % 2 === 0 && Number(word) < 1));
      if (numbers.length % 2 !== 0 || wrong) throw new SettingError('Invalid save parameters');
      return value;
    },
    print: (value) => value,
  };
}

export function integers(initial: number[], minimum: number, maximum: number): SettingKind<number[]> {
  return {
    multiple: true,
    initial,
    parse(value) {
      const numbers = wordsOf(value).map(Number);
      if (numbers.length !== initial.length) throw new SettingError('wrong number of arguments');
      if (numbers.some((number) => !Number.isInteger(number) || number < minimum || number > maximum)) {
        throw new SettingError(
          `Invalid oom-score-adj-values, elements must be between ${minimum} and ${maximum}.`,
        );
      }
      return numbers;
    },
    print: (value) => value.join(' '),
  };
}

/** `notify-keyspace-events`: letters outside, bits inside. */
export function notificationFlags(): SettingKind<number> {
  return {
    initial: 0,
    parse(value) {
      const bits = parseNotificationFlags(value);
      if (bits === undefined) {
        throw new SettingError("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
      }
      return bits;
    },
    print: formatNotificationFlags,
  };
}

export function percentiles(initial: string): SettingKind<string> {
  return {
    multiple: true,
    initial,
    parse(value) {
      const numbers = value === '' ? [] : wordsOf(value).map(Number);
      if (numbers.some(Number.isNaN)) {
        throw new SettingError('Invalid latency-tracking-info-percentiles parameters');
      }
      if (numbers.some((number) => number < 0 || number > 100)) {
        throw new SettingError('latency-tracking-info-percentiles parameters should sit between [0.0,100.0]');
      }
      return value;
    },
    print: (value) => value,
  };
}

export interface OutputBufferLimit {
  hardBytes: number;
  softBytes: number;
  softSeconds: number;
}

export type OutputBufferClass = 'normal' | 'slave' | 'pubsub';

/** `class hard soft seconds` groups; classes not named keep what they had. `replica` means `slave`. */
export function outputBufferLimits(): SettingKind<Record<OutputBufferClass, OutputBufferLimit>> {
  const megabyte = 1024 * 1024;
  return {
    multiple: true,
    initial: {
      normal: { hardBytes: 0, softBytes: 0, softSeconds: 0 },
      slave: { hardBytes: 256 * megabyte, softBytes: 64 * megabyte, softSeconds: 60 },
      pubsub: { hardBytes: 32 * megabyte, softBytes: 8 * megabyte, softSeconds: 60 },
    },
    parse(value, previous) {
      const parts = wordsOf(value);
      if (parts.length % 4 !== 0)
        throw new SettingError('Wrong number of arguments in buffer limit configuration.');
      const limits = { ...previous };
      for (let at = 0; at < parts.length; at += 4) {
        const name = parts[at].toLowerCase() === 'replica' ? 'slave' : parts[at].toLowerCase();
        if (name !== 'normal' && name !== 'slave' && name !== 'pubsub') {
          throw new SettingError('Invalid client class specified in buffer limit configuration.');
        }
        const hardBytes = parseMemory(parts[at + 1]);
        const softBytes = parseMemory(parts[at + 2]);
        if (hardBytes === undefined || softBytes === undefined || !isDigits(parts[at + 3])) {
          throw new SettingError(
            'Error in hard, soft or soft_seconds setting in buffer limit configuration.',
          );
        }
        limits[name] = { hardBytes, softBytes, softSeconds: Number(parts[at + 3]) };
      }
      return limits;
    },
    print: (limits) =>
      (['normal', 'slave', 'pubsub'] as const)
        .map((name) => {
          const { hardBytes, softBytes, softSeconds } = limits[name];
          return `${name} ${hardBytes} ${softBytes} ${softSeconds}`;
        })
        .join(' '),
  };
}

function bounded(value: number, minimum: number, maximum: number, print: (value: number) => string): number {
  if (value >= minimum && value <= maximum) return value;
  throw new SettingError(
    `argument must be between ${print(minimum)} and ${maximum === MAX ? '9223372036854775807' : print(maximum)} inclusive`,
  );
}
