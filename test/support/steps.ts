/**
 * Counts the work of a piece of code in steps, which do not depend on the machine or on what else it does:
 * - how often each block of the program is executed, into which `src` is bundled with this file, as V8's precise coverage counts it;
 * - what builtin functions of JavaScript have to look at or to copy, which coverage does not see: while an action is
 *   counted, those below stand in for the real ones, and add the lengths that they work on.
 */
import { Session } from 'node:inspector';

/** Whose blocks are counted: those of the program that src was bundled into, this file among it. */
const OURS = import.meta.url;
/** How many bytes a builtin function handles in the time of one step; a step is a block of a few operations. */
const BYTES_PER_STEP = 8;
/** A builtin function looks at this many elements of an array in the time of one step. */
const ELEMENTS_PER_STEP = 4;

interface Coverage {
  result: { url: string; functions: { ranges: { count: number }[] }[] }[];
}

/** What builtin functions did since the counting began. */
let builtinSteps = 0;

type Cost = (receiver: never, args: never, result: never) => number;

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) || ArrayBuffer.isView(value)
    ? (value as unknown as { length: number }).length
    : 0;

/** A search that starts at its second argument and ends where it found something. */
const searched: Cost = (text: string, [, from = 0]: [string, number?], found: number) =>
  found < 0 ? text.length - from : found - from;
const whole: Cost = (receiver: string) => lengthOf(receiver);
const result: Cost = (_receiver: unknown, _args: unknown[], made: unknown) => lengthOf(made);
const both: Cost = (receiver: unknown, _args: unknown[], made: unknown) =>
  lengthOf(receiver) + lengthOf(made);
const given: Cost = (_receiver: unknown, args: unknown[]) => args.length;
const matched: Cost = (_expression: RegExp, _args: [string], match: RegExpExecArray | null) =>
  match === null ? 0 : match[0].length;

/** The builtin functions whose work grows with what they are given, and how many bytes or elements it is. */
const BUILTINS: readonly [target: object, unit: number, costs: Record<string, Cost>][] = [
  [
    String.prototype,
    BYTES_PER_STEP,
    {
      indexOf: searched,
      lastIndexOf: whole,
      includes: whole,
      split: whole,
      replace: both,
      replaceAll: both,
      repeat: result,
      toLowerCase: whole,
      toUpperCase: whole,
      padStart: result,
      padEnd: result,
      trim: whole,
      trimEnd: whole,
      trimStart: whole,
      match: whole,
      matchAll: whole,
      search: whole,
      concat: result,
      normalize: whole,
    },
  ],
  [RegExp.prototype, BYTES_PER_STEP, { exec: matched }],
  [
    Array.prototype,
    ELEMENTS_PER_STEP,
    {
      shift: whole,
      unshift: whole,
      splice: both,
      slice: result,
      concat: result,
      indexOf: whole,
      lastIndexOf: whole,
      includes: whole,
      join: whole,
      reverse: whole,
      fill: whole,
      copyWithin: whole,
      push: given,
      flat: both,
      toSorted: whole,
      sort: whole,
    },
  ],
  [
    Object.getPrototypeOf(Uint8Array.prototype) as object,
    BYTES_PER_STEP,
    {
      set: (_: unknown, [source]: [unknown]) => lengthOf(source),
      slice: result,
      fill: whole,
      copyWithin: whole,
      indexOf: whole,
    },
  ],
];

type Builtin = (this: unknown, ...args: unknown[]) => unknown;

/** Puts counting functions in the place of the builtin ones; answers what puts these back. */
function countBuiltins(): () => void {
  const originals: [target: Record<string, Builtin>, name: string, original: Builtin][] = [];
  for (const [target, unit, costs] of BUILTINS) {
    const functions = target as Record<string, Builtin>;
    for (const [name, cost] of Object.entries(costs)) {
      const original = functions[name];
      originals.push([functions, name, original]);
      const counting = function (this: unknown, ...args: unknown[]): unknown {
        const answer = Reflect.apply(original, this, args);
        builtinSteps += (cost as (...values: unknown[]) => number)(this, args, answer) / unit;
        return answer;
      };
      Object.defineProperty(functions, name, { value: counting, writable: true, configurable: true });
    }
  }
  return () => {
    for (const [target, name, original] of originals) {
      Object.defineProperty(target, name, { value: original, writable: true, configurable: true });
    }
  };
}

export class StepCounter {
  readonly #session = new Session();
  #restore: () => void = () => {};
  #steps = 0;

  constructor() {
    this.#session.connect();
    this.#post('Profiler.enable');
    this.#post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** The steps of an action. */
  count(action: () => void): number {
    this.begin();
    try {
      action();
    } finally {
      this.end();
    }
    return this.#steps;
  }

  begin(): void {
    this.#take();
    builtinSteps = 0;
    this.#restore = countBuiltins();
  }

  /** Answers the steps since `begin`. */
  end(): number {
    this.#restore();
    let steps = builtinSteps;
    for (const { url, functions } of this.#take().result) {
      if (url !== OURS) continue;
      for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    }
    this.#steps = Math.round(steps);
    return this.#steps;
  }

  stop(): void {
    this.#session.disconnect();
  }

  #take(): Coverage {
    return this.#post('Profiler.takePreciseCoverage') as Coverage;
  }

  /** The inspector answers at once, because it is this thread's own. */
  #post(method: string, parameters?: object): unknown {
    let answer: unknown;
    this.#session.post(method, parameters, (error, answered) => {
      if (error !== null) throw error;
      answer = answered;
    });
    return answer;
  }
}
