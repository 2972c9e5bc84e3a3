/**
 * `string.format`, which formats as C's printf does when Lua 5.1 on x86-64 calls it.
 *
 * A format is parsed once into pieces. A faulty directive raises its error only when its turn comes, so that errors of
 * the arguments before it are raised first.
 */
import { untilNul } from '../../bytes/until-nul.ts';
import { accountMemory, spend } from '../runtime/budget.ts';
import { argumentError, raise } from '../runtime/error.ts';
import { BYTES_PER_STEP, LONG_TEXT, lookInto, search, TextBuilder } from '../runtime/long-text.ts';
import { formatExponent, formatFixed, formatGeneral } from '../runtime/number.ts';
import type { LuaValue } from '../runtime/value.ts';
import { checkNumber, checkString, truncateToInt64, truncateToUint64 } from './arguments.ts';
import { quoted } from './string-translate.ts';

interface Directive {
  readonly conversion: string;
  /** The text between the previous directive and this one. */
  readonly before: string;
  readonly shortcut: number;
  readonly convert: Converter;
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  /** The precision; -1 if the directive has none. */
  readonly precision: number;
}

interface Plan {
  readonly directives: readonly Directive[];
  /** The text after the last directive. */
  readonly rest: string;
}

/** The most frequent directives, for which there is faster code: `%d` and `%s` alone, and `%8.2f` without flags. */
const SHORTCUT = { NONE: 0, INTEGER: 1, STRING: 2, FIXED: 3 } as const;

const DIRECTIVE = /([-+ #0]{0,6})(\d{0,2})(?:(\.)(\d{0,2}))?/y;
const MAXIMUM_FLAGS = 5;
const CACHE_SIZE = 256;
/** Formats up to this length are parsed once, and the plan is kept. */
const LONGEST_PLANNED = 1000;
const PERCENT = 37;
/** Strings from this length on are inserted whole. Shorter ones end at a NUL, as strings of C do. */
const WHOLE_STRING = 100;
/** How many steps a number costs that is not written in the quickest way. */
const STEPS_PER_FLOAT = 128;
const FEW_DIGITS = 3;
/** Results shorter than this are not counted as memory, because counting would cost more than it tells. */
const ACCOUNTED_LENGTH = 256;

function shortcutOf(conversion: string, flags: string, width: string, precision: string): number {
  if (flags !== '') return SHORTCUT.NONE;
  if (conversion === 'f' && precision !== '') return SHORTCUT.FIXED;
  if (width !== '' || precision !== '') return SHORTCUT.NONE;
  return conversion === 'd' ? SHORTCUT.INTEGER : conversion === 's' ? SHORTCUT.STRING : SHORTCUT.NONE;
}

function parseDirective(
  format: string,
  start: number,
  before: string,
): { directive: Directive; end: number } {
  DIRECTIVE.lastIndex = start;
  const [text, flags, width, point = '', precision = ''] = DIRECTIVE.exec(format) ?? ['', '', '', '', ''];
  const end = start + text.length;
  const conversion = format.charAt(end);
  const known = CONVERSIONS.get(conversion);
  let error = '';
  if (flags.length > MAXIMUM_FLAGS) error = 'invalid format (repeated flags)';
  else if (/\d/.test(conversion)) error = 'invalid format (width or precision too long)';
  else if (known === undefined) {
    error = `invalid option '%${conversion === '\0' ? '' : conversion}' to 'format'`;
  }
  const directive = {
    conversion,
    before,
    shortcut: error === '' ? shortcutOf(conversion, flags, width, point + precision) : SHORTCUT.NONE,
    convert: error === '' && known !== undefined ? known : () => raise(error),
    left: flags.includes('-'),
    plus: flags.includes('+'),
    space: flags.includes(' '),
    alternate: flags.includes('#'),
    zero: flags.includes('0'),
    width: Number(width),
    precision: point === '' ? -1 : Number(precision),
  };
  return { directive, end: end + 1 };
}

function parseFormat(format: string): Plan {
  const directives: Directive[] = [];
  let literal = '';
  let position = 0;
  for (;;) {
    const percent = format.indexOf('%', position);
    if (percent < 0) break;
    literal += format.slice(position, percent);
    if (format[percent + 1] === '%') {
      literal += '%';
      position = percent + 2;
      continue;
    }
    const { directive, end } = parseDirective(format, percent + 1, literal);
    directives.push(directive);
    literal = '';
    position = end;
  }
  return { directives, rest: literal + format.slice(position) };
}

function pad(text: string, { width, left }: Directive): string {
  if (text.length >= width) return text;
  return left ? text.padEnd(width) : text.padStart(width);
}

/** Joins the sign, the prefix and the digits, with zeros before the digits if the directive asks for them. */
function padNumber(prefix: string, digits: string, directive: Directive, zeros: boolean): string {
  const length = prefix.length + digits.length;
  if (length >= directive.width || directive.left || !zeros) return pad(prefix + digits, directive);
  return prefix + '0'.repeat(directive.width - length) + digits;
}

/** The sign of a number that is not negative: a plus, a space or nothing, as the flags of the directive say. */
const positiveSign = ({ plus, space }: Directive) => (plus ? '+' : space ? ' ' : '');

function integerDigits(digits: string, directive: Directive): string {
  const { precision } = directive;
  return precision === 0 && digits === '0' ? '' : digits.padStart(precision, '0');
}

function formatSigned(number: number, directive: Directive): string {
  const integer = truncateToInt64(number);
  const magnitude = Number.isSafeInteger(integer)
    ? `${Math.abs(integer)}`
    : BigInt(integer).toString().replace('-', '');
  const sign = integer < 0 ? '-' : positiveSign(directive);
  return padNumber(
    sign,
    integerDigits(magnitude, directive),
    directive,
    directive.zero && directive.precision < 0,
  );
}

/** The bases of the conversions that are not decimal. */
const RADIX: ReadonlyMap<string, number> = new Map([
  ['o', 8],
  ['x', 16],
  ['X', 16],
]);

function formatUnsigned(number: number, directive: Directive): string {
  const { conversion, alternate, precision } = directive;
  const integer = truncateToUint64(number);
  let digits = integerDigits(integer.toString(RADIX.get(conversion)), directive);
  let prefix = '';
  if (alternate && conversion === 'o' && !digits.startsWith('0')) digits = `0${digits}`;
  if (alternate && (conversion === 'x' || conversion === 'X') && Number(integer) !== 0) prefix = '0x';
  const text = padNumber(prefix, digits, directive, directive.zero && precision < 0);
  return conversion === 'X' ? text.toUpperCase() : text;
}

const FLOATS: ReadonlyMap<string, typeof formatFixed> = new Map([
  ['e', formatExponent],
  ['g', formatGeneral],
]);

function formatFloat(number: number, directive: Directive): string {
  spend(STEPS_PER_FLOAT);
  const { conversion, precision, alternate } = directive;
  const lower = conversion.toLowerCase();
  const format = FLOATS.get(lower) ?? formatFixed;
  const plain = format(number, precision < 0 ? 6 : precision, alternate);
  const negative = plain.startsWith('-');
  const text = padNumber(
    negative ? '-' : positiveSign(directive),
    negative ? plain.slice(1) : plain,
    directive,
    directive.zero && Number.isFinite(number),
  );
  return lower === conversion ? text : text.toUpperCase();
}

function formatString(text: string, directive: Directive): string {
  const { precision } = directive;
  if (precision < 0 && text.length >= WHOLE_STRING) return text;
  if (text.length >= LONG_TEXT) lookInto(text);
  return pad(untilNul(precision < 0 ? text : text.slice(0, precision)), directive);
}

function formatCharacter(number: number, directive: Directive): string {
  // A double that does not fit in an int becomes the least int, whose lowest byte is 0.
  const character = Math.abs(number) < 2 ** 31 ? number & 0xff : 0;
  return untilNul(pad(String.fromCharCode(character), directive));
}

type Converter = (value: LuaValue, position: number, count: number, directive: Directive) => string;

const ofNumber =
  (convert: (number: number, directive: Directive) => string): Converter =>
  (value, position, count, directive) =>
    convert(checkNumber(value, position, count), directive);

const ofString =
  (convert: (text: string, directive: Directive) => string): Converter =>
  (value, position, count, directive) =>
    convert(checkString(value, position, count), directive);

const CONVERSIONS: ReadonlyMap<string, Converter> = new Map([
  ['c', ofNumber(formatCharacter)],
  ['d', ofNumber(formatSigned)],
  ['i', ofNumber(formatSigned)],
  ['o', ofNumber(formatUnsigned)],
  ['u', ofNumber(formatUnsigned)],
  ['x', ofNumber(formatUnsigned)],
  ['X', ofNumber(formatUnsigned)],
  ['e', ofNumber(formatFloat)],
  ['E', ofNumber(formatFloat)],
  ['f', ofNumber(formatFloat)],
  ['g', ofNumber(formatFloat)],
  ['G', ofNumber(formatFloat)],
  ['q', ofString(quoted)],
  ['s', ofString(formatString)],
]);

/**
 * The parsed formats by their texts, at most CACHE_SIZE. All engines in the process share them, which is safe because
 * a plan is made of nothing but the format and never changes.
 */
const plans = new Map<string, Plan>();

function planOf(format: string): Plan {
  let plan = plans.get(format);
  if (plan === undefined) {
    plan = parseFormat(format);
    if (plans.size >= CACHE_SIZE) plans.clear();
    plans.set(format, plan);
  }
  return plan;
}

/** Formats an argument. If the directive itself is wrong, its error is raised here. */
function convertArgument(value: LuaValue, position: number, count: number, directive: Directive): string {
  if (typeof value === 'number') {
    if (directive.shortcut === SHORTCUT.INTEGER && (value | 0) === value) return `${value | 0}`;
    if (directive.shortcut === SHORTCUT.FIXED) {
      if (directive.precision > FEW_DIGITS) spend(STEPS_PER_FLOAT);
      const text = formatFixed(value, directive.precision);
      return text.length < directive.width ? text.padStart(directive.width) : text;
    }
  } else if (directive.shortcut === SHORTCUT.STRING && typeof value === 'string') {
    return value.length >= WHOLE_STRING ? value : untilNul(value);
  }
  return directive.convert(value, position, count, directive);
}

/** The builtin itself. Its arguments are the format and the values; it raises Lua's errors for both. */
export function formatValues(values: LuaValue[]): string {
  const count = values.length;
  const format = checkString(values[0], 1, count);
  if (format.length > LONGEST_PLANNED) return formatAtLength(format, values);
  const { directives, rest } = planOf(format);
  let result = '';
  for (let index = 0; index < directives.length; index++) {
    const directive = directives[index];
    const position = index + 2;
    if (position > count) argumentError(position, 'no value');
    result += directive.before + convertArgument(values[position - 1], position, count, directive);
  }
  result += rest;
  if (result.length >= ACCOUNTED_LENGTH) {
    accountMemory(result.length);
    spend(Math.ceil(result.length / BYTES_PER_STEP));
  }
  return result;
}

/** Reads a long format directive by directive, without a plan, which would be many times as large. */
function formatAtLength(format: string, values: LuaValue[]): string {
  lookInto(format);
  const result = new TextBuilder();
  let index = 1;
  let start = 0;
  for (;;) {
    const percent = search(format, '%', start);
    if (percent < 0) break;
    spend(1);
    if (format.charCodeAt(percent + 1) === PERCENT) {
      result.append(format.slice(start, percent + 1));
      start = percent + 2;
      continue;
    }
    result.append(format.slice(start, percent));
    if (++index > values.length) argumentError(index, 'no value');
    const { directive, end } = parseDirective(format, percent + 1, '');
    result.append(convertArgument(values[index - 1], index, values.length, directive));
    start = end;
  }
  result.append(format.slice(start));
  return result.finish();
}
