/**
 * Operands that are mentioned more than once in the text of one operator.
 *
 * Lua reads a local of the running function when the operator runs, after both operands have been evaluated;
 * everything else is read in order. An operand is therefore either a constant, a local's name, or a
 * temporary with the text that fills it.
 */
import type { Expression, NumberExpression, StringExpression } from '../syntax/ast.ts';
import type { FunctionContext } from './context.ts';
import { emitExpression } from './expression.ts';
import { numberLiteral, stringLiteral } from './literals.ts';

export interface Operand {
  /** Text to evaluate first (`t1=...`), or ''. */
  readonly setup: string;
  /** Text that may be repeated. */
  readonly text: string;
}

/** The text of an operand that needs no temporary. */
export function repeatable(context: FunctionContext, node: Expression): string | undefined {
  const known = context.evaluated.get(node);
  if (known !== undefined) return known;
  switch (node.kind) {
    case 'Number':
      // In parentheses: after a bare integer a dot would belong to the number.
      return parameterName(context, node) ?? `(${numberLiteral(node.value)})`;
    case 'String':
      return (
        parameterName(context, node) ?? (node.value.length <= 20 ? stringLiteral(node.value) : undefined)
      );
    case 'Nil':
      return 'undefined';
    case 'True':
      return 'true';
    case 'False':
      return 'false';
    case 'Local':
      return context.variable(node.symbol);
    case 'Upvalue':
      return node.symbol.assigned ? undefined : context.variable(node.symbol);
    default:
      return undefined;
  }
}

/** Where the code finds a literal that it takes as a parameter; undefined for other literals. */
function parameterName(
  context: FunctionContext,
  node: NumberExpression | StringExpression,
): string | undefined {
  return context.chunk.parameters.has(node) ? `K[${node.place}]` : undefined;
}

export function emitNumber(context: FunctionContext, node: NumberExpression): string {
  return parameterName(context, node) ?? numberLiteral(node.value);
}

export function emitString(context: FunctionContext, node: StringExpression): string {
  return parameterName(context, node) ?? stringLiteral(node.value);
}

export function emitOperand(context: FunctionContext, node: Expression): Operand {
  const text = repeatable(context, node);
  if (text !== undefined) return { setup: '', text };
  const value = emitExpression(context, node);
  const temporary = context.take();
  return { setup: `${temporary}=${value}`, text: temporary };
}

/** Like `emitOperand`, but with a value of its own even for a local: what runs later cannot change it. */
export function emitCopy(context: FunctionContext, node: Expression): Operand {
  if ((node.kind === 'Local' || node.kind === 'Upvalue') && node.symbol.assigned) {
    const temporary = context.take();
    return { setup: `${temporary}=${emitExpression(context, node)}`, text: temporary };
  }
  return emitOperand(context, node);
}

/** Two operands as arguments of one call, which reads a local too early where the second operand may assign it. */
export function emitArguments(
  context: FunctionContext,
  left: Expression,
  right: Expression,
): [string, string] {
  if (left.kind === 'Local' && left.symbol.assigned && repeatable(context, right) === undefined) {
    const second = emitOperand(context, right);
    return [`(${second.setup},${context.variable(left.symbol)})`, second.text];
  }
  return [emitExpression(context, left), emitExpression(context, right)];
}

/** `(setup,setup,text)`. */
export function sequence(setups: readonly string[], text: string): string {
  let before = '';
  for (const setup of setups) if (setup !== '') before += `${setup},`;
  return before === '' ? text : `(${before}${text})`;
}
