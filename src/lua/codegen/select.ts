/**
 * Calls of `select(n, ...)` with the function's own varargs. If the callee turns out to be the builtin and `n` is a
 * position, the values are read directly. A real call would pass all of the varargs, so that a loop over
 * `select(i, ...)` would copy all of them at each turn.
 */
import type { CallExpression } from '../syntax/ast.ts';
import { valueName as naming } from '../syntax/describe.ts';
import type { FunctionContext } from './context.ts';
import { emitExpression } from './expression.ts';

const FAST = {
  single: (position: string) => `V[${position}-1]`,
  array: (position: string) => `selectFrom(V,${position})`,
  result: (position: string) => `packResult(selectFrom(V,${position}))`,
};

const COUNT = { single: 'V.length', array: '[V.length]', result: 'V.length' };

/** Whether a call looks like `select(n, ...)`. */
export function isSelect(context: FunctionContext, node: CallExpression): boolean {
  const { callee, arguments: list } = node;
  const name = callee.kind === 'Global' ? callee.name : naming(callee)?.name;
  if (name !== 'select' || list.length !== 2 || list[1].kind !== 'Vararg' || context.isCold) return false;
  const [which] = list;
  if (which.kind === 'String') return which.value === '#';
  return (
    which.kind !== 'Number' || (Number.isInteger(which.value) && which.value > 0 && which.value < 2 ** 31)
  );
}

/** @param emitCall emits the ordinary call. The callee and the position have been evaluated already. */
export function emitSelect(
  context: FunctionContext,
  node: CallExpression,
  wanted: 'single' | 'array' | 'result',
  emitCall: () => string,
): string {
  const [which] = node.arguments;
  const callee = context.take();
  const setups = [`${callee}=${emitExpression(context, node.callee)}`];
  const guards = [`${callee}===select`];
  let fast = COUNT[wanted];
  let emitOtherwise = emitCall;
  if (which.kind === 'Number') fast = FAST[wanted](`${which.value}`);
  else if (which.kind !== 'String') {
    const position = context.take();
    setups.push(`${position}=${emitExpression(context, which)}`);
    guards.push(`${position}>>>0===${position}`, `${position}>0`);
    fast = FAST[wanted](position);
    emitOtherwise = () => context.withEvaluated(which, position, emitCall);
  }
  const called = context.withEvaluated(node.callee, callee, emitOtherwise);
  return `(${setups.join()},${guards.join('&&')}?${fast}:${called})`;
}
