/**
 * `select(n, ...)` on the function's own varargs. Where the callee is the builtin and `n` a position, no call is made
 * and nothing is copied: a loop over `select(i, ...)` would otherwise copy all values at each turn.
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

/** Whether a call looks like it. */
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

/** @param emitCall emits the ordinary call, for which callee and position are already evaluated */
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
