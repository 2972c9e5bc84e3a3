/**
 * How a function is counted among the calls that nest (runtime/call-depth.ts): what it does when it begins and
 * before it returns. Only a function that makes calls, other than a tail call, is counted. One that makes none adds one
 * level at most; it pays a step if it has loops or makes a tail call, and nothing otherwise.
 *
 * Most functions count as one call. The others count as more, and keep in the variable `w` as how many: those with very
 * many locals, those that take any number of arguments, and those that pass any number of results to another call. So
 * the depth also bounds the bytes that the functions take on the JavaScript stack.
 */
import type { FunctionBody } from '../syntax/ast.ts';

export interface Counting {
  /** The statement before the first one that makes a call, is a loop or has another effect. */
  readonly begin: string;
  /** The statement before each return, and before a tail call; empty if the function is not counted. */
  readonly end: string;
  /** What to evaluate before the values in a variable are passed to a call, followed by a comma; or nothing. */
  widen(values: string): string;
}

/** How many locals count as a further call, as a power of two. */
const LOCALS_BITS = 8;
/** How many arguments count as a further call, as a power of two; runtime/call-depth.ts has the same. */
const VALUES_BITS = 7;

/**
 * The steps for copying the values of `...`. A function pays for them when it begins, and at each turn of a loop that
 * copies them. Calls do not pay for the values that they pass, because V8 passes those of `...` on without making an
 * array only where nothing else looks at them. `copied` of runtime/budget.ts has the same price.
 */
export const COPIES = '(V.length>>4)';

/** What is emitted for code that is not counted by itself. */
export const NOT_COUNTED: Counting = { begin: '', end: '', widen: () => '' };
const LEAF: Counting = { ...NOT_COUNTED, begin: 'step();' };
/** Such a function with any number of arguments pays for them, too. */
const VARARG_LEAF: Counting = { ...NOT_COUNTED, begin: `lap(1+${COPIES});` };
const ONE_CALL: Counting = { ...NOT_COUNTED, begin: 'begin();', end: 'B.exits++;' };

export function countingOf(body: FunctionBody): Counting {
  if (body.calls === 0) return body.isVararg ? VARARG_LEAF : LEAF;
  const weight = 1 + (body.locals.length >> LOCALS_BITS);
  if (!body.isVararg && !body.passesResults && weight === 1) return ONE_CALL;
  const initial = body.isVararg ? `${weight}+(V.length>>${VALUES_BITS})` : weight;
  return {
    begin: `var w=${initial};beginWide(w);${body.isVararg ? `if(V.length>99)lap(${COPIES});` : ''}`,
    end: 'B.exits+=w;',
    widen: (values) => `w=widen(w,${values}),`,
  };
}
