/**
 * Calls. Where a call stands decides which results are wanted: the first one, all of them as an array, or none.
 *
 * Invariant, as in Lua: the callee is evaluated first, then the arguments, and only then does a callee that cannot be
 * called raise its error. Therefore such a callee is replaced by a function that raises the error when it is called.
 *
 * In a generator, a call has `this === P`, which allows the callee to pause. If the callee returns that it has paused,
 * the generator yields (see runtime/coroutine.ts).
 */
import type { CallExpression, Expression, MethodCallExpression, VarargExpression } from '../syntax/ast.ts';
import { isEnvironmentFunction, isErrorCall, isMultiple } from '../syntax/classify.ts';
import { valueName as naming } from '../syntax/describe.ts';
import { asBoundCall } from './bound-call.ts';
import type { FunctionContext } from './context.ts';
import { emitColdRead, emitExpression, emitFieldRead } from './expression.ts';
import { stringLiteral } from './literals.ts';
import { callMark, describe, namedCallMark } from './marks.ts';
import { emitCopy, repeatable, sequence } from './operand.ts';
import { emitSelect, isSelect } from './select.ts';

export type AnyCall = CallExpression | MethodCallExpression;

/** Which results are wanted: the first one, all of them in an array that the receiver owns, or none. */
export type Wanted = 'single' | 'array' | 'none';

/** Names of methods that suggest that the object is a string. That is checked first; it may be anything else. */
const STRING_METHODS: ReadonlySet<string> = new Set(
  'byte find format gmatch gsub len lower match rep reverse sub upper'.split(' '),
);

/** A callee: the text of the function, what to evaluate before it, and arguments that precede those in the script. */
interface Callee {
  readonly setups: string[];
  readonly text: string;
  readonly leading: string[];
  readonly mark: string;
  /** Whether it is a function of the host that never returns a `TailCall`. */
  readonly isHost: boolean;
  /** Whether its tail calls must be made at once, because it was told the place at which it is called. */
  readonly isNeverDeferred?: boolean;
  /** Whether it may pause if a generator calls it. */
  readonly pauses: boolean;
  readonly line: number;
  /** What the script calls it. */
  readonly name: string | undefined;
}

export function emitVararg(_: FunctionContext, __: VarargExpression): string {
  return 'V[0]';
}

/** The text of an array of all values of a list of expressions. The receiver owns the array. */
export function emitValues(context: FunctionContext, nodes: readonly Expression[]): string {
  if (nodes.length === 1 && isMultiple(nodes[0])) return emitAll(context, nodes[0]);
  return `[${emitList(context, nodes)}]`;
}

const SPREAD_VARARGS = '...V';
const VARARGS_COPY = 'V.slice()';

/** Whether a text copies the values of `...`. One that has it in a string, or in a function inside, counts as well. */
export function copiesVarargs(text: string): boolean {
  return text.includes(SPREAD_VARARGS) || text.includes(VARARGS_COPY);
}

/** The text of an array of all values of a call or of `...`. The receiver owns the array. */
function emitAll(context: FunctionContext, node: AnyCall | VarargExpression): string {
  return node.kind === 'Vararg' ? VARARGS_COPY : emitAnyCall(context, node, 'array');
}

/** The texts of expressions separated by commas. The last one is spread if it may give several values. */
function emitList(context: FunctionContext, nodes: readonly Expression[], emitSpread = emitAll): string {
  const texts = nodes.map((node, position) => {
    if (position < nodes.length - 1 || !isMultiple(node)) return emitExpression(context, node);
    return node.kind === 'Vararg' ? SPREAD_VARARGS : `...${emitSpread(context, node)}`;
  });
  return texts.join();
}

/** The text of an array of all values of a call, which are counted because they are passed to another call. */
function emitCounted(context: FunctionContext, node: AnyCall | VarargExpression): string {
  const values = context.take();
  const all = emitAll(context, node);
  const widened = context.counting.widen(values);
  return widened === '' ? all : `(${values}=${all},${widened}${values})`;
}

export function emitAnyCall(context: FunctionContext, node: AnyCall, wanted: Wanted): string {
  return context.scoped(() =>
    node.kind === 'Call' ? emitCall(context, node, wanted) : emitMethodCall(context, node, wanted),
  );
}

export function emitCall(context: FunctionContext, node: CallExpression, wanted: Wanted): string {
  const bound = emitBoundCallee(context, node);
  if (bound !== undefined) return emitApplication(context, bound, node.arguments.slice(1), wanted);
  if (isSelect(context, node)) {
    return emitSelect(context, node, wanted === 'array' ? 'array' : 'single', () =>
      emitApplication(context, emitCallee(context, node), node.arguments, wanted),
    );
  }
  return emitApplication(context, emitCallee(context, node), node.arguments, wanted);
}

export function emitMethodCall(context: FunctionContext, node: MethodCallExpression, wanted: Wanted): string {
  return emitApplication(context, emitMethod(context, node), node.arguments, wanted);
}

/**
 * `error(...)` as a statement. If the callee returns an error (`Raised`), the function returns it instead of
 * throwing.
 */
export function emitRaise(context: FunctionContext, node: CallExpression): string {
  const callee = emitCallee(context, node);
  const applied = emitApplied(context, callee, node.arguments);
  const result = context.take();
  const otherwise = mayPause(context, callee)
    ? `if(${result} instanceof M&&settle(${result})===Y)yield ${callee.line};`
    : `if(${result} instanceof TC)finish(${result});`;
  return `${result}=${applied};if(${result} instanceof RE)return ${result};${otherwise}`;
}

/** The statements for `return f(...)`. */
export function emitTailCall(context: FunctionContext, node: AnyCall): string {
  const bound = node.kind === 'Call' ? emitBoundCallee(context, node) : undefined;
  if (bound !== undefined && node.kind === 'Call') {
    return emitReturnOf(
      context,
      `${bound.mark}${bound.text}(${emitList(context, node.arguments.slice(1), emitCounted)})`,
    );
  }
  const callee = node.kind === 'Call' ? emitCallee(context, node, true) : emitMethod(context, node, true);
  if (context.isCold && !context.chunk.modes.environments) {
    // No Lua code calls the main function of a chunk that it has not loaded, so no chain of tail calls can arise here.
    return emitReturnOf(context, emitApplied(context, callee, node.arguments));
  }
  if (callee.isNeverDeferred) return emitReturnOf(context, emitApplied(context, callee, node.arguments));
  const { setups, target, values, rest } = evaluate(context, callee, node.arguments);
  const before = setups.filter((setup) => setup !== '').join(';');
  const all = rest === undefined ? values : [...values, rest === 'V' ? SPREAD_VARARGS : `...expand(${rest})`];
  const deferred = `${callee.mark}defer(${target},[${all.join()}])`;
  // Very many values must not be left on the stack by one tail call after the other.
  const isLong =
    rest === undefined ? '' : rest === 'V' ? `||V.length>${TAIL_VALUES}` : `||${rest} instanceof M`;
  const passed = rest === undefined ? values : [...values, rest === 'V' ? SPREAD_VARARGS : rest];
  const applied = apply(context, callee, target, passed.join());
  return `${before};${context.end}return --B.tail<0${isLong}?${deferred}:${applied};`;
}

/** How many values a tail call may pass on the stack. */
const TAIL_VALUES = 99;

/** The statements that return a value which is evaluated while the function still counts as running. */
export function emitReturnOf(context: FunctionContext, value: string): string {
  const { end } = context;
  if (end === '') return `return ${value};`;
  const result = context.take();
  return `${result}=${value};${end}return ${result};`;
}

/** A call whose callee and arguments have been evaluated, so that nothing that runs later can change them. */
interface EvaluatedCall {
  readonly setups: readonly string[];
  readonly target: string;
  readonly values: readonly string[];
  /** The variable with the result of the call that is the last argument, or `V` for `...`. */
  readonly rest: string | undefined;
}

function evaluate(context: FunctionContext, callee: Callee, nodes: readonly Expression[]): EvaluatedCall {
  const target = context.take();
  const setups = [...callee.setups, `${target}=${callee.text}`];
  const values = [...callee.leading];
  let rest: string | undefined;
  nodes.forEach((node, position) => {
    if (position < nodes.length - 1 || !isMultiple(node)) {
      const operand = emitCopy(context, node);
      setups.push(operand.setup);
      values.push(operand.text);
    } else if (node.kind === 'Vararg') rest = 'V';
    else {
      rest = context.take();
      setups.push(`${rest}=${emitRaw(context, node)}`);
    }
  });
  return { setups, target, values, rest };
}

function spread(context: FunctionContext, { values, rest }: EvaluatedCall): string {
  if (rest === undefined) return values.join();
  if (rest === 'V') return [...values, SPREAD_VARARGS].join();
  const widened = context.counting.widen(rest);
  const all = widened === '' ? `expand(${rest})` : `(${rest}=expand(${rest}),${widened}${rest})`;
  return [...values, `...${all}`].join();
}

/** The text of an evaluated call. In `f(a, g())`, g usually returns one value, and then nothing is spread. */
function applyEvaluated(context: FunctionContext, callee: Callee, evaluated: EvaluatedCall): string {
  const { target, values, rest } = evaluated;
  const several = apply(context, callee, target, spread(context, evaluated));
  if (rest === undefined || rest === 'V') return several;
  return `(${rest} instanceof M?${several}:${apply(context, callee, target, [...values, rest].join())})`;
}

/**
 * The text of a call. V8 reports a call whose callee is a plain name at the name, and any other call behind the callee;
 * so there is a mark at both places.
 */
function apply(context: FunctionContext, callee: Callee, name: string, values: string): string {
  const { mark } = callee;
  if (!mayPause(context, callee)) return `${mark}${name}${mark}(${values})`;
  return `${mark}${name}${mark}.call(P${values === '' ? '' : `,${values}`})`;
}

function mayPause(context: FunctionContext, callee: Callee): boolean {
  return context.isGenerator && callee.pauses;
}

/** The text of a call's result. In a generator it pauses if the callee has paused, and continues with the result. */
function settled(context: FunctionContext, applied: string, callee: Callee): string {
  if (!mayPause(context, callee)) return applied;
  const result = context.take();
  return `((${result}=${applied}) instanceof M&&(${result}=settle(${result}))===Y?yield ${callee.line}:${result})`;
}

function emitApplication(
  context: FunctionContext,
  callee: Callee,
  nodes: readonly Expression[],
  wanted: Wanted,
): string {
  if (isYield(context, callee, nodes)) return emitYield(context, callee, nodes, wanted);
  const applied = emitApplied(context, callee, nodes);
  if (wanted === 'none' && callee.isHost) return applied;
  if (wanted === 'array') return `expand(${settled(context, applied, callee)})`;
  const value = context.take();
  if (mayPause(context, callee)) {
    const pause = `yield ${callee.line}`;
    if (wanted === 'none') return `(${value}=${applied}) instanceof M&&settle(${value})===Y&&(${pause})`;
    return `((${value}=${applied}) instanceof M?one((${value}=settle(${value}))===Y?${pause}:${value}):${value})`;
  }
  if (context.isCold) return wanted === 'none' ? `finish(${applied})` : `one(${applied})`;
  if (wanted === 'none') return `(${value}=${applied}) instanceof TC&&finish(${value})`;
  return `((${value}=${applied}) instanceof M?single(${value}):${value})`;
}

/** Whether a call is probably one of the builtin `yield`, with one value or none. */
function isYield(context: FunctionContext, callee: Callee, nodes: readonly Expression[]): boolean {
  if (!mayPause(context, callee) || callee.name !== 'yield' || callee.leading.length > 0) return false;
  return nodes.length === 0 || (nodes.length === 1 && !isMultiple(nodes[0]));
}

/** Emits such a call. If the callee is the builtin, the generator pauses without calling it. */
function emitYield(
  context: FunctionContext,
  callee: Callee,
  nodes: readonly Expression[],
  wanted: Wanted,
): string {
  const target = context.take();
  const steps = [...callee.setups, `${target}=${callee.text}`];
  const value = nodes.length === 0 ? undefined : emitCopy(context, nodes[0]);
  if (value !== undefined && value.setup !== '') steps.push(value.setup);
  const values = value?.text ?? '';
  const called = settled(context, apply(context, callee, target, values), callee);
  const passed = `${callee.mark}passOut(${value === undefined ? 'N' : values}),yield ${callee.line}`;
  steps.push(`${target}===yieldFunction?(${passed}):${called}`);
  const all = `(${steps.filter((step) => step !== '').join()})`;
  return wanted === 'none' ? all : wanted === 'array' ? `expand(${all})` : `one(${all})`;
}

/** The text of a call with its arguments. Its value is the result in the form in which the callee returns it. */
function emitApplied(context: FunctionContext, callee: Callee, nodes: readonly Expression[]): string {
  return context.scoped(() => {
    const last = nodes.at(-1);
    if (last === undefined || !isMultiple(last) || last.kind === 'Vararg' || context.isCold) {
      const list = nodes.length === 0 ? '' : emitList(context, nodes, emitCounted);
      const values = (list === '' ? callee.leading : [...callee.leading, list]).join();
      return sequence(callee.setups, apply(context, callee, callee.text, values));
    }
    const evaluated = evaluate(context, callee, nodes);
    return sequence(evaluated.setups, applyEvaluated(context, callee, evaluated));
  });
}

/** The text of a call's result in the form in which the callee returns it. */
function emitRaw(context: FunctionContext, node: AnyCall): string {
  if (node.kind === 'Call' && isSelect(context, node)) {
    return emitSelect(context, node, 'result', () => emitRawCall(context, node));
  }
  return emitRawCall(context, node);
}

function emitRawCall(context: FunctionContext, node: AnyCall): string {
  const bound = node.kind === 'Call' ? emitBoundCallee(context, node) : undefined;
  const callee =
    bound ??
    (node.kind === 'Call' ? emitCallee(context, node) : emitMethod(context, node as MethodCallExpression));
  const nodes = bound === undefined ? node.arguments : node.arguments.slice(1);
  return settled(context, emitApplied(context, callee, nodes), callee);
}

function emitCallee(context: FunctionContext, node: CallExpression, isTail = false): Callee {
  const { callee, line } = node;
  const name = callee.kind === 'Global' ? callee.name : naming(callee)?.name;
  const mark = callMark(context, line, callee, isTail);
  const pauses = context.chunk.pausing.mayPause(callee);
  const special = emitSpecialCallee(context, node);
  if (special !== undefined)
    return {
      setups: [],
      text: special,
      leading: [],
      mark,
      isHost: false,
      isNeverDeferred: true,
      pauses,
      line,
      name,
    };
  const known = repeatable(context, callee);
  if (context.chunk.types.of(callee) === 'function') {
    const text = known ?? `(${emitExpression(context, callee)})`;
    return { setups: [], text, leading: [], mark, isHost: false, pauses, line, name };
  }
  const site = context.chunk.site(line, describe(context, callee));
  return {
    setups: [],
    text: ensureFunction(context, known, known ?? emitExpression(context, callee), site),
    leading: [],
    mark,
    isHost: false,
    pauses,
    line,
    name,
  };
}

function ensureFunction(
  context: FunctionContext,
  repeatableText: string | undefined,
  text: string,
  site: number,
): string {
  if (context.isCold || context.chunk.modes.compact) return `callable(${text},C,${site})`;
  if (repeatableText !== undefined) {
    return `(typeof ${repeatableText}==="function"?${repeatableText}:callable(${repeatableText},C,${site}))`;
  }
  return context.scoped(() => {
    const temporary = context.take();
    return `(typeof (${temporary}=${text})==="function"?${temporary}:callable(${temporary},C,${site}))`;
  });
}

/**
 * The text of a callee that is told where it is called: `error` then knows its line without reading the stack, and
 * `setfenv` and `getfenv` know the environment of the calling function. Undefined for all other callees.
 */
function emitSpecialCallee(context: FunctionContext, node: CallExpression): string | undefined {
  const { callee, line } = node;
  const name = callee.kind === 'Global' ? callee.name : naming(callee)?.name;
  if (name === undefined) return undefined;
  const { environments } = context.chunk.modes;
  if (environments && isEnvironmentFunction(name)) {
    const site = context.chunk.site(line, describe(context, callee));
    return `within(E,${emitExpression(context, callee)},C,${site})`;
  }
  if (!isErrorCall(node)) return undefined;
  const site = context.chunk.site(line, describe(context, callee));
  return `errorAt(${emitExpression(context, callee)},C,${site})`;
}

function emitMethod(context: FunctionContext, node: MethodCallExpression, isTail = false): Callee {
  const object = emitCopy(context, node.object);
  const read = emitMethodRead(context, node, object.text);
  const site = context.chunk.site(node.line, `method '${node.name}'`);
  return {
    setups: [object.setup],
    text: ensureFunction(context, undefined, read, site),
    leading: [object.text],
    mark: namedCallMark(context, node.line, node.name, 'method', isTail),
    isHost: false,
    pauses: true,
    line: node.line,
    name: node.name,
  };
}

function emitMethodRead(context: FunctionContext, node: MethodCallExpression, object: string): string {
  if (context.isCold) {
    return emitColdRead(
      context,
      object,
      stringLiteral(node.name),
      node.lookupLine,
      describe(context, node.object),
    );
  }
  const field = context.chunk.fieldSite(node.name, node.lookupLine, describe(context, node.object));
  const type = context.chunk.types.of(node.object);
  const isLong = context.chunk.modes.compact;
  if (type === 'string' && !isLong) return `${field}.text(${object})`;
  const read = emitFieldRead(context, object, field, type === 'table');
  const mayBeText = type === 'any' && STRING_METHODS.has(node.name);
  return mayBeText && !isLong ? `(typeof ${object}==="string"?${field}.text(${object}):${read})` : read;
}

/** The callee of a bound call (bound-call.ts); undefined if the call is not one that the embedder can bind. */
function emitBoundCallee(context: FunctionContext, node: CallExpression): Callee | undefined {
  const { boundCalls, environments } = context.chunk.modes;
  // In a function with an environment of its own, the global `redis` may be another value.
  const call = boundCalls && !environments ? asBoundCall(node) : undefined;
  if (call === undefined) return undefined;
  const text = context.chunk.boundCall(call);
  const mark = callMark(context, node.line, node.callee);
  return {
    setups: [],
    text,
    leading: [],
    mark,
    isHost: true,
    pauses: false,
    line: node.line,
    name: undefined,
  };
}
