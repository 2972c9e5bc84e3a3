/**
 * Calls. A call site decides what it wants of the results: the first one, all of them as an array, or none.
 *
 * The callee is made sure to be a function before the arguments are evaluated, but a value that cannot be called
 * becomes a function that raises the error, so the arguments are evaluated first, as in Lua. In pausable mode the
 * callee's generator, if it has one, is delegated to.
 */
import type { CallExpression, Expression, MethodCallExpression, VarargExpression } from '../syntax/ast.ts';
import { valueName as naming } from '../syntax/describe.ts';
import type { FunctionContext } from './context.ts';
import { emitColdRead, emitExpression, emitFieldRead } from './expression.ts';
import { stringLiteral } from './literals.ts';
import { callMark, describe, namedCallMark } from './marks.ts';
import { emitCopy, repeatable, sequence } from './operand.ts';

export type AnyCall = CallExpression | MethodCallExpression;

/** `single`: the first value; `array`: all, as an array of the receiver's own; `none`: nobody looks. */
export type Wanted = 'single' | 'array' | 'none';

const ENVIRONMENT_FUNCTIONS: ReadonlySet<string> = new Set(['setfenv', 'getfenv']);
const BOUND_FIELDS: ReadonlySet<string> = new Set(['call', 'pcall']);
const BOUND_GLOBAL = 'redis';

/** A callee as text that gives a function, what to evaluate first, and the arguments that precede the others. */
interface Callee {
  readonly setups: string[];
  readonly text: string;
  readonly leading: string[];
  readonly mark: string;
  readonly temporaries: (string | undefined)[];
  /** Never answers with a `TailCall` or a generator. */
  readonly isHost: boolean;
}

export function emitVararg(_: FunctionContext, __: VarargExpression): string {
  return 'V[0]';
}

export function isMultiple(node: Expression | undefined): node is AnyCall | VarargExpression {
  return node?.kind === 'Call' || node?.kind === 'MethodCall' || node?.kind === 'Vararg';
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
  return node.kind === 'Call' ? emitCall(context, node, wanted) : emitMethodCall(context, node, wanted);
}

export function emitCall(context: FunctionContext, node: CallExpression, wanted: Wanted): string {
  const bound = emitBoundCallee(context, node);
  if (bound !== undefined) return emitApplication(context, bound, node.arguments.slice(1), wanted);
  return emitApplication(context, emitCallee(context, node), node.arguments, wanted);
}

export function emitMethodCall(context: FunctionContext, node: MethodCallExpression, wanted: Wanted): string {
  return emitApplication(context, emitMethod(context, node), node.arguments, wanted);
}

/** `return f(...)` as statements. */
export function emitTailCall(context: FunctionContext, node: AnyCall): string {
  const bound = node.kind === 'Call' ? emitBoundCallee(context, node) : undefined;
  if (bound !== undefined && node.kind === 'Call') {
    return `return ${bound.mark}${bound.text}(${emitList(context, node.arguments.slice(1))});`;
  }
  const callee = node.kind === 'Call' ? emitCallee(context, node) : emitMethod(context, node);
  if (context.isCold && !context.chunk.modes.environments) {
    // The main function of a chunk that was not loaded by Lua code is not called by any: no chain of tail calls.
    const { text, setups } = emitApplied(context, callee, node.arguments);
    const result = delegate(context, text, callee.isHost, false);
    return [...setups.filter((setup) => setup !== ''), `return ${result};`].join(';');
  }
  const target = context.take();
  const setups = [...callee.setups, `${target}=${callee.text}`];
  const temporaries = [target, ...callee.temporaries];
  const list = [...callee.leading];
  node.arguments.forEach((argument, position) => {
    if (position === node.arguments.length - 1 && isMultiple(argument)) {
      if (argument.kind === 'Vararg') {
        list.push('...V');
        return;
      }
      const rest = context.take();
      setups.push(`${rest}=${emitAll(context, argument)}`);
      temporaries.push(rest);
      list.push(`...${rest}`);
      return;
    }
    const operand = emitCopy(context, argument);
    setups.push(operand.setup);
    temporaries.push(operand.temporary);
    list.push(operand.text);
  });
  const values = list.join();
  const direct = delegate(context, `${callee.mark}${pick(context, target)}(${values})`, callee.isHost, false);
  context.release(...temporaries.reverse());
  const before = setups.filter((setup) => setup !== '').join(';');
  return `${before};return --B.tail<0?${callee.mark}defer(${target},[${values}]):${direct};`;
}

function pick(context: FunctionContext, callee: string): string {
  return context.chunk.modes.pausable ? `pick(${callee})` : callee;
}

/** In pausable mode: the result of an applied callee, which may be a generator to delegate to. */
function delegate(context: FunctionContext, applied: string, isHost: boolean, complete: boolean): string {
  if (!context.chunk.modes.pausable || isHost) return applied;
  const result = context.take();
  context.release(result);
  const delegated = complete
    ? `(${result}=yield*${result}) instanceof TC?yield*finishPausable(${result}):${result}`
    : `yield*${result}`;
  return `((${result}=${applied}) instanceof GEN?(${delegated}):${result}===Y?packResult(yield yielded()):${result})`;
}

function emitApplication(
  context: FunctionContext,
  callee: Callee,
  nodes: readonly Expression[],
  wanted: Wanted,
): string {
  const { text, setups } = emitApplied(context, callee, nodes);
  const result = delegate(context, text, callee.isHost, true);
  const all = sequence(setups, result);
  if (wanted === 'none' && callee.isHost) return all;
  if (wanted === 'array') return `expand(${all})`;
  if (context.isCold) return wanted === 'none' ? `finish(${all})` : `one(${all})`;
  const value = context.take();
  context.release(value);
  if (wanted === 'none') return `(${value}=${all}) instanceof TC&&finish(${value})`;
  return `((${value}=${all}) instanceof M?single(${value}):${value})`;
}

function emitApplied(
  context: FunctionContext,
  callee: Callee,
  nodes: readonly Expression[],
): { text: string; setups: string[] } {
  const last = nodes.at(-1);
  // The host places a call at a plain callee's name, and at the parenthesis after any other: marked at both.
  const applied = (list: string[]): string =>
    `${callee.mark}${pick(context, callee.text)}${callee.mark}(${list.join()})`;
  if (last === undefined || !isMultiple(last) || last.kind === 'Vararg' || context.isCold) {
    const list = nodes.length === 0 ? '' : emitList(context, nodes);
    context.release(...callee.temporaries);
    return { text: applied(list === '' ? callee.leading : [...callee.leading, list]), setups: callee.setups };
  }
  // f(a, g()): mostly g answers with one value, and then nothing needs to be spread (a third of the time).
  const target = context.take();
  const setups = [...callee.setups, `${target}=${callee.text}`];
  const temporaries = [target, ...callee.temporaries];
  const list = [...callee.leading];
  for (const node of nodes.slice(0, -1)) {
    const operand = emitCopy(context, node);
    setups.push(operand.setup);
    temporaries.push(operand.temporary);
    list.push(operand.text);
  }
  const result = context.take();
  temporaries.push(result);
  setups.push(`${result}=${emitRaw(context, last)}`);
  const call = `${callee.mark}${pick(context, target)}`;
  const several = `${call}(${[...list, `...expand(${result})`].join()})`;
  const one = `${call}(${[...list, result].join()})`;
  context.release(...temporaries.reverse());
  return { text: `(${result} instanceof M?${several}:${one})`, setups };
}

/** A call's result as it comes. */
function emitRaw(context: FunctionContext, node: AnyCall): string {
  const bound = node.kind === 'Call' ? emitBoundCallee(context, node) : undefined;
  const callee =
    bound ??
    (node.kind === 'Call' ? emitCallee(context, node) : emitMethod(context, node as MethodCallExpression));
  const nodes = bound === undefined ? node.arguments : node.arguments.slice(1);
  const { text, setups } = emitApplied(context, callee, nodes);
  return sequence(setups, delegate(context, text, callee.isHost, true));
}

function emitCallee(context: FunctionContext, node: CallExpression): Callee {
  const { callee, line } = node;
  const mark = callMark(line, callee);
  const special = emitSpecialCallee(context, node);
  if (special !== undefined)
    return { setups: [], text: special, leading: [], mark, temporaries: [], isHost: false };
  const known = repeatable(context, callee);
  if (context.chunk.types.of(callee) === 'function') {
    const text = known ?? `(${emitExpression(context, callee)})`;
    return { setups: [], text, leading: [], mark, temporaries: [], isHost: false };
  }
  const site = context.chunk.site(line, describe(callee));
  return {
    setups: [],
    text: ensureFunction(context, known, known ?? emitExpression(context, callee), site),
    leading: [],
    mark,
    temporaries: [],
    isHost: false,
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
  const temporary = context.take();
  context.release(temporary);
  return `(typeof (${temporary}=${text})==="function"?${temporary}:callable(${temporary},C,${site}))`;
}

/** `error` knows its line without looking at the stack; `setfenv` and `getfenv` are told whose environment it is. */
function emitSpecialCallee(context: FunctionContext, node: CallExpression): string | undefined {
  const { callee, line } = node;
  const name = callee.kind === 'Global' ? callee.name : naming(callee)?.name;
  if (name === undefined) return undefined;
  const { environments, pausable } = context.chunk.modes;
  if (environments && ENVIRONMENT_FUNCTIONS.has(name)) {
    const site = context.chunk.site(line, describe(callee));
    return `within(E,${emitExpression(context, callee)},C,${site})`;
  }
  if (callee.kind !== 'Global' || name !== 'error' || pausable) return undefined;
  const site = context.chunk.site(line, describe(callee));
  return `errorAt(${emitExpression(context, callee)},C,${site})`;
}

function emitMethod(context: FunctionContext, node: MethodCallExpression): Callee {
  const object = emitCopy(context, node.object);
  const read = emitMethodRead(context, node, object.text);
  const site = context.chunk.site(node.line, `method '${node.name}'`);
  return {
    setups: [object.setup],
    text: ensureFunction(context, undefined, read, site),
    leading: [object.text],
    mark: namedCallMark(node.line, node.name, 'method'),
    temporaries: [object.temporary],
    isHost: false,
  };
}

function emitMethodRead(context: FunctionContext, node: MethodCallExpression, object: string): string {
  if (context.isCold) {
    return emitColdRead(context, object, stringLiteral(node.name), node.lookupLine, describe(node.object));
  }
  const field = context.chunk.fieldSite(node.name, node.lookupLine, describe(node.object));
  return emitFieldRead(context, object, field, context.chunk.types.of(node.object) === 'table');
}

/** `redis.call('name', ...)` on the global `redis`, where the embedder binds such calls. */
function emitBoundCallee(context: FunctionContext, node: CallExpression): Callee | undefined {
  const { callee } = node;
  const [name] = node.arguments;
  const { boundCalls, environments } = context.chunk.modes;
  // A function with an environment of its own may see another `redis`.
  if (!boundCalls || environments || name?.kind !== 'String' || callee.kind !== 'Index') return undefined;
  if (callee.object.kind !== 'Global' || callee.object.name !== BOUND_GLOBAL) return undefined;
  if (callee.key.kind !== 'String' || !BOUND_FIELDS.has(callee.key.value)) return undefined;
  const text = context.chunk.boundCall({
    path: `${BOUND_GLOBAL}.${callee.key.value}`,
    constantName: name.value,
    argumentCount: isMultiple(node.arguments.at(-1)) ? -1 : node.arguments.length - 1,
  });
  const mark = callMark(node.line, callee);
  return { setups: [], text, leading: [], mark, temporaries: [], isHost: true };
}
