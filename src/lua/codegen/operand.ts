/**
 * Operands. The text of an operator mentions an operand more than once (`typeof x === "number" ? x + 1 : add(x, 1)`),
 * but must evaluate it only once.
 *
 * Invariant: the operands are evaluated in the order in which Lua does it. Lua evaluates them from left to right,
 * except that it reads a local of the running function only when the operator runs, after all operands have been
 * evaluated. So an operand is either a text that may be repeated (a constant or the name of a local), or a temporary
 * together with the text that assigns it.
 */
import type { Expression, NumberExpression, StringExpression } from '../syntax/ast.ts';
import type { FunctionContext } from './context.ts';
import { emitExpression } from './expression.ts';
import { numberLiteral, stringLiteral } from './literals.ts';

export interface Operand {
  /** The text to be evaluated first (`t1=...`); empty if there is none. */
  readonly setup: string;
  /** The text of the value, which may be repeated. */
  readonly text: string;
}

/** The text of an expression that may be repeated; undefined if the expression needs a temporary. */
export function repeatable(context: FunctionContext, node: Expression): string | undefined {
  const known = context.evaluated.get(node);
  if (known !== undefined) return known;
  switch (node.kind) {
    case 'Number':
      // Parentheses are needed because a dot after a bare integer would belong to the number.
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

/** The text by which the code reads a literal that is a parameter (parameters.ts); undefined for other literals. */
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

/** Emits an operand that is read when the operator runs, if it is a local. */
export function emitOperand(context: FunctionContext, node: Expression): Operand {
  const text = repeatable(context, node);
  if (text !== undefined) return { setup: '', text };
  const value = emitExpression(context, node);
  const temporary = context.take();
  return { setup: `${temporary}=${value}`, text: temporary };
}

/** Like `emitOperand`, but a local that may be assigned is copied, so that code which runs later cannot change it. */
export function emitCopy(context: FunctionContext, node: Expression): Operand {
  if ((node.kind === 'Local' || node.kind === 'Upvalue') && node.symbol.assigned) {
    const temporary = context.take();
    return { setup: `${temporary}=${emitExpression(context, node)}`, text: temporary };
  }
  return emitOperand(context, node);
}

/**
 * Emits two operands as the arguments of one call. JavaScript reads the first before it evaluates the second; if the
 * first is a local that the second may assign, the second is therefore evaluated beforehand.
 */
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

/** An expression that evaluates the setups first and has the value of `text`: `(setup,setup,text)`. */
export function sequence(setups: readonly string[], text: string): string {
  let before = '';
  for (const setup of setups) if (setup !== '') before += `${setup},`;
  return before === '' ? text : `(${before}${text})`;
}
