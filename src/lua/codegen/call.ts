/**
 * Calls. A call site decides what it wants of the results: the first one, all of them as an array, or none.
 *
 * The callee is made sure to be a function before the arguments are evaluated, but a value that cannot be called
 * becomes a function that raises the error, so the arguments are evaluated first, as in Lua. A generator calls with
 * `this === P` and yields where the callee answers that it has paused (runtime/coroutine.ts).
 */
import type { CallExpression, Expression, MethodCallExpression, VarargExpression } from '../syntax/ast.ts';
import { isErrorCall, isMultiple } from '../syntax/classify.ts';
import { valueName as naming } from '../syntax/describe.ts';
import { asBoundCall } from './bound-call.ts';
import type { FunctionContext } from './context.ts';
import { emitColdRead, emitExpression, emitFieldRead } from './expression.ts';
import { stringLiteral } from './literals.ts';
import { callMark, describe, namedCallMark } from './marks.ts';
import { emitCopy, repeatable, sequence } from './operand.ts';
import { emitSelect, isSelect } from './select.ts';

export type AnyCall = CallExpression | MethodCallExpression;

/** `single`: the first value; `array`: all, as an array of the receiver's own; `none`: nobody looks. */
export type Wanted = 'single' | 'array' | 'none';

const ENVIRONMENT_FUNCTIONS: ReadonlySet<string> = new Set(['setfenv', 'getfenv']);
/** Methods by whose names a value is taken for a string first; it may be anything else. */
const STRING_METHODS: ReadonlySet<string> = new Set(
  'byte find format gmatch gsub len lower match rep reverse sub upper'.split(' '),
);

/** A callee as text that gives a function, what to evaluate first, and the arguments that precede the others. */
interface Callee {
  readonly setups: string[];
  readonly text: string;
  readonly leading: string[];
  readonly mark: string;
  /** Never answers with a `TailCall`. */
  readonly isHost: boolean;
  /** Knows where it is called, which it must therefore be at once. */
  readonly isNeverDeferred?: boolean;
  /** May answer a generator that it pauses. */
  readonly pauses: boolean;
  readonly line: number;
  /** What the text calls it. */
  readonly name: string | undefined;
}

export function emitVararg(_: FunctionContext, __: VarargExpression): string {
  return 'V[0]';
}

/** All values of a list of expressions, as a JavaScript array literal or an array that the receiver owns. */
export function emitValues(context: FunctionContext, nodes: readonly Expression[]): string {
  if (nodes.length === 1 && isMultiple(nodes[0])) return emitAll(context, nodes[0]);
  return `[${emitList(context, nodes)}]`;
}

/** All values of a call or of `...`, as an array that the receiver owns. */
function emitAll(context: FunctionContext, node: AnyCall | VarargExpression): string {
  return node.kind === 'Vararg' ? 'V.slice()' : emitAnyCall(context, node, 'array');
}

/** Values separated by commas, the last one spread where it may be several. */
function emitList(context: FunctionContext, nodes: readonly Expression[]): string {
  const texts = nodes.map((node, position) => {
    if (position < nodes.length - 1 || !isMultiple(node)) return emitExpression(context, node);
    return `...${node.kind === 'Vararg' ? 'V' : emitAll(context, node)}`;
  });
  return texts.join();
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

/** `error(...)` as a statement: the error is the function's result (`Raised`), if that is what it comes to. */
export function emitRaise(context: FunctionContext, node: CallExpression): string {
  const callee = emitCallee(context, node);
  const applied = emitApplied(context, callee, node.arguments);
  const result = context.take();
  const otherwise = mayPause(context, callee)
    ? `if(${result} instanceof M&&settle(${result})===Y)yield ${callee.line};`
    : `if(${result} instanceof TC)finish(${result});`;
  return `${result}=${applied};if(${result} instanceof RE)return ${result};${otherwise}`;
}

/** `return f(...)` as statements. */
export function emitTailCall(context: FunctionContext, node: AnyCall): string {
  const bound = node.kind === 'Call' ? emitBoundCallee(context, node) : undefined;
  if (bound !== undefined && node.kind === 'Call') {
    return `return ${bound.mark}${bound.text}(${emitList(context, node.arguments.slice(1))});`;
  }
  const callee = node.kind === 'Call' ? emitCallee(context, node, true) : emitMethod(context, node, true);
  if (context.isCold && !context.chunk.modes.environments) {
    // The main function of a chunk that was not loaded by Lua code is not called by any: no chain of tail calls.
    return `return ${emitApplied(context, callee, node.arguments)};`;
  }
  const evaluated = evaluate(context, callee, node.arguments);
  const applied = applyEvaluated(context, callee, evaluated);
  const before = evaluated.setups.filter((setup) => setup !== '').join(';');
  const deferred = `${callee.mark}defer(${evaluated.target},[${spread(evaluated)}])`;
  if (callee.isNeverDeferred) return `${before};return ${applied};`;
  return `${before};return --B.tail<0?${deferred}:${applied};`;
}

/** A call whose callee and arguments are evaluated: nothing that runs later can change them. */
interface EvaluatedCall {
  readonly setups: readonly string[];
  readonly target: string;
  readonly values: readonly string[];
  /** The result of the call that is the last argument, or `V`. */
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

function spread({ values, rest }: EvaluatedCall): string {
  if (rest === undefined) return values.join();
  return [...values, rest === 'V' ? '...V' : `...expand(${rest})`].join();
}

/** f(a, g()): mostly g answers with one value, and then nothing needs to be spread. */
function applyEvaluated(context: FunctionContext, callee: Callee, evaluated: EvaluatedCall): string {
  const { target, values, rest } = evaluated;
  const several = apply(context, callee, target, spread(evaluated));
  if (rest === undefined || rest === 'V') return several;
  return `(${rest} instanceof M?${several}:${apply(context, callee, target, [...values, rest].join())})`;
}

/** The text of a call; the host places a call at a plain callee's name, and at what follows any other: marked at both. */
function apply(context: FunctionContext, callee: Callee, name: string, values: string): string {
  const { mark } = callee;
  if (!mayPause(context, callee)) return `${mark}${name}${mark}(${values})`;
  return `${mark}${name}${mark}.call(P${values === '' ? '' : `,${values}`})`;
}

function mayPause(context: FunctionContext, callee: Callee): boolean {
  return context.isGenerator && callee.pauses;
}

/** In a generator: the result of a call after the pause that it may have come to. */
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

/** A call that is probably one of the builtin `yield` with one value or none. */
function isYield(context: FunctionContext, callee: Callee, nodes: readonly Expression[]): boolean {
  if (!mayPause(context, callee) || callee.name !== 'yield' || callee.leading.length > 0) return false;
  return nodes.length === 0 || (nodes.length === 1 && !isMultiple(nodes[0]));
}

/** Without calling the builtin, where it is that. */
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

/** The text of a call with its arguments; the value is the result as it comes. */
function emitApplied(context: FunctionContext, callee: Callee, nodes: readonly Expression[]): string {
  return context.scoped(() => {
    const last = nodes.at(-1);
    if (last === undefined || !isMultiple(last) || last.kind === 'Vararg' || context.isCold) {
      const list = nodes.length === 0 ? '' : emitList(context, nodes);
      const values = (list === '' ? callee.leading : [...callee.leading, list]).join();
      return sequence(callee.setups, apply(context, callee, callee.text, values));
    }
    const evaluated = evaluate(context, callee, nodes);
    return sequence(evaluated.setups, applyEvaluated(context, callee, evaluated));
  });
}

/** A call's result as it comes. */
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

/** `error` knows its line without looking at the stack; `setfenv` and `getfenv` are told whose environment it is. */
function emitSpecialCallee(context: FunctionContext, node: CallExpression): string | undefined {
  const { callee, line } = node;
  const name = callee.kind === 'Global' ? callee.name : naming(callee)?.name;
  if (name === undefined) return undefined;
  const { environments } = context.chunk.modes;
  if (environments && ENVIRONMENT_FUNCTIONS.has(name)) {
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

/** `redis.call('name', ...)` on the global `redis`, where the embedder binds such calls. */
function emitBoundCallee(context: FunctionContext, node: CallExpression): Callee | undefined {
  const { boundCalls, environments } = context.chunk.modes;
  // A function with an environment of its own may see another `redis`.
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
