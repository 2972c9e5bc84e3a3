/** Questions about a node that the parser, the generator and the interpreter have in common. */
import type { CallExpression, Expression, MultipleExpression } from './ast.ts';

/** Whether an expression can give any number of values at the end of a list. */
export function isMultiple(node: Expression | undefined): node is MultipleExpression {
  return node?.kind === 'Call' || node?.kind === 'MethodCall' || node?.kind === 'Vararg';
}

/** Whether the text calls the global `error`. */
export function isErrorCall({ callee }: CallExpression): boolean {
  return callee.kind === 'Global' && callee.name === 'error';
}
