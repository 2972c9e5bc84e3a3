/**
 * Expressions in the place of a condition. In Lua everything but nil and false counts as true, unlike in JavaScript,
 * so the text compares with both, unless the type of the expression is known.
 */
import type { Expression } from '../syntax/ast.ts';
import type { FunctionContext } from './context.ts';
import { emitExpression } from './expression.ts';
import { repeatable } from './operand.ts';
import { isTrueType } from './static-type.ts';

/** Chains of `and` and `or` become nested conditions up to this depth; what is deeper is emitted as an expression. */
const DEPTH_LIMIT = 12;

/** A text whose value is a boolean. It may stand next to any operator without parentheses. */
export function emitCondition(context: FunctionContext, node: Expression, depth = 0): string {
  if (node.kind === 'Logical' && depth < DEPTH_LIMIT && !context.evaluated.has(node)) {
    const operator = node.operator === 'and' ? '&&' : '||';
    const left = emitCondition(context, node.left, depth + 1);
    return `(${left}${operator}${emitCondition(context, node.right, depth + 1)})`;
  }
  if (node.kind === 'Unary' && node.operator === 'not') {
    return `!${emitCondition(context, node.operand, depth + 1)}`;
  }
  const type = context.chunk.types.of(node);
  if (type === 'boolean') return emitExpression(context, node);
  if (isTrueType(type)) return `(${emitExpression(context, node)},true)`;
  const known = repeatable(context, node);
  if (known !== undefined) return `(${known}!==undefined&&${known}!==false)`;
  const value = emitExpression(context, node);
  if (context.isCold) return `isTrue(${value})`;
  return context.scoped(() => {
    const temporary = context.take();
    return `((${temporary}=${value})!==undefined&&${temporary}!==false)`;
  });
}
