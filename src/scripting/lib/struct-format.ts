/**
 * The formats of the `struct` library, parsed once into steps. A format may be wrong at its end: the steps before it
 * are taken first, so the error is a step of its own.
 */
import { characterSet, DIGITS, endOfRun } from '../../bytes/character-set.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { spend } from '../../lua/runtime/budget.ts';
import { argumentError, raise } from '../../lua/runtime/error.ts';

/** Largest size of an integer option, in bytes. */
const MAXIMUM_INTEGER_SIZE = 32;
const NATIVE_ALIGNMENT = 8;
const INT_MAX = 2 ** 31 - 1;
/** A size with so many digits, zeros in front not counted, is too large. */
const LONGEST_NUMBER = 11;
const ZEROS = characterSet('0');
const ZEROS_PER_CHARGE = 16_384;
const ZEROS_PER_STEP = 4;

/** Sizes on x86-64, in bytes. */
const FIXED_SIZES = new Map([
  ['B', 1],
  ['b', 1],
  ['H', 2],
  ['h', 2],
  ['L', 8],
  ['l', 8],
  ['T', 8],
  ['f', 4],
  ['d', 8],
  ['x', 1],
]);
const DEFAULT_INTEGER_SIZE = 4;
const CACHE_SIZE = 256;
/** How many steps of a long format are charged at once, and what each of them costs. */
const STEPS_PER_CHARGE = 256;
const COST_OF_STEP = 16;
const LONGEST_CACHED = 1000;

/**
 * `control`: an option that stands for no item and has been obeyed; `unknown`: no option at all; `error`: one that
 * is wrong in another way.
 */
export type StepKind =
  | 'integer'
  | 'float'
  | 'double'
  | 'characters'
  | 'string'
  | 'padding'
  | 'control'
  | 'unknown'
  | 'error';

export interface StructStep {
  readonly kind: StepKind;
  readonly option: string;
  /** In bytes; 0 for control options, for `s`, and for `c0`. */
  readonly size: number;
  readonly little: boolean;
  /** Items start at multiples of their size or of this, whichever is less. */
  readonly alignment: number;
  /** Raises the error that the format has here; undefined where it has none. */
  readonly fail: (() => never) | undefined;
}

const KINDS = new Map<string, StepKind>([
  ['f', 'float'],
  ['d', 'double'],
  ['c', 'characters'],
  ['s', 'string'],
  ['x', 'padding'],
]);

const INTEGER_OPTIONS = 'bBhHlLTiI';

function kindOf(option: string): StepKind {
  return INTEGER_OPTIONS.includes(option) ? 'integer' : (KINDS.get(option) ?? 'control');
}

/** What is wrong with a format, found while it is parsed. */
class FormatError {
  readonly kind: 'unknown' | 'error';
  readonly fail: () => never;
  constructor(kind: 'unknown' | 'error', fail: () => never) {
    this.kind = kind;
    this.fail = fail;
  }
}

const wrong = (message: string) => new FormatError('error', () => raise(message));

class FormatParser {
  private readonly format: string;
  private position = 0;
  private little = true;
  private alignment = 1;

  constructor(format: string) {
    this.format = untilNul(format);
  }

  /** The steps, one after the other. They are charged to the script's budget as they are read. */
  *steps(): IterableIterator<StructStep> {
    for (let count = 1; this.position < this.format.length; count++) {
      if (count % STEPS_PER_CHARGE === 0) spend(STEPS_PER_CHARGE * COST_OF_STEP);
      yield this.step(this.format[this.position++]);
    }
    spend(STEPS_PER_CHARGE * COST_OF_STEP);
  }

  private step(option: string): StructStep {
    try {
      const size = this.readSize(option);
      const kind = kindOf(option);
      if (kind === 'control') this.control(option);
      return this.made(kind, option, size, undefined);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return this.made(error.kind, option, 0, error.fail);
    }
  }

  private made(kind: StepKind, option: string, size: number, fail: StructStep['fail']): StructStep {
    const { little, alignment } = this;
    return { kind, option, size, little, alignment, fail };
  }

  private control(option: string): void {
    if (option === ' ') return;
    if (option === '>' || option === '<') {
      this.little = option === '<';
      return;
    }
    if (option !== '!') {
      throw new FormatError('unknown', () => argumentError(1, `invalid format option '${option}'`));
    }
    const alignment = this.readNumber(NATIVE_ALIGNMENT);
    if (alignment <= 0 || (alignment & (alignment - 1)) !== 0) {
      throw wrong(`alignment ${alignment} is not a power of 2`);
    }
    this.alignment = alignment;
  }

  private readSize(option: string): number {
    if (option === 'c') return this.readNumber(1);
    if (option !== 'i' && option !== 'I') return FIXED_SIZES.get(option) ?? 0;
    const size = this.readNumber(DEFAULT_INTEGER_SIZE);
    if (size > MAXIMUM_INTEGER_SIZE) {
      throw wrong(`integral size ${size} is larger than limit of ${MAXIMUM_INTEGER_SIZE}`);
    }
    return size;
  }

  private readNumber(otherwise: number): number {
    const { format, position } = this;
    const first = this.skipZeros();
    const end = endOfRun(format, first, DIGITS, Math.min(first + LONGEST_NUMBER, format.length));
    if (end === position) return otherwise;
    this.position = end;
    const number = Number(format.slice(first, end));
    if (number > INT_MAX) throw wrong('integral size overflow');
    return number;
  }

  /** The position behind the zeros that stand here. */
  private skipZeros(): number {
    const { format } = this;
    for (let start = this.position; ; start += ZEROS_PER_CHARGE) {
      const limit = Math.min(start + ZEROS_PER_CHARGE, format.length);
      const end = endOfRun(format, start, ZEROS, limit);
      if (end < limit || limit === format.length) return end;
      spend(ZEROS_PER_CHARGE / ZEROS_PER_STEP);
    }
  }
}

/**
 * The parsed formats by their texts, at most CACHE_SIZE. All engines in the process share them, which is safe because
 * the steps are made of nothing but the format and never change.
 */
const parsed = new Map<string, readonly StructStep[]>();

/** The steps of a format. They are charged to the script's budget, those of a long format while they are read. */
export function structSteps(format: string): Iterable<StructStep> {
  let steps = parsed.get(format);
  if (steps === undefined) {
    const parser = new FormatParser(format);
    if (format.length > LONGEST_CACHED) return parser.steps();
    steps = [...parser.steps()];
    if (parsed.size >= CACHE_SIZE) parsed.clear();
    parsed.set(format, steps);
  }
  spend(steps.length);
  return steps;
}

/** Bytes to add before a step's item when it would start at `offset`. */
export function paddingBefore(step: StructStep, offset: number): number {
  if (step.size === 0 || step.kind === 'characters') return 0;
  // C computes with any size as if it were a power of 2.
  const size = Math.min(step.size, step.alignment);
  return (size - (offset & (size - 1))) & (size - 1);
}
