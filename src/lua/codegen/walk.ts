/**
 * One pass over a chunk's tree that visits every expression, statement and function once, without recursion
 * along left chains (which have no bound in Lua's grammar).
 */
import type { Block, Chunk, Expression, FunctionBody, Statement } from '../syntax/ast.ts';

export interface Visitor {
  expression?(node: Expression): void;
  statement?(node: Statement): void;
  body?(body: FunctionBody): void;
}

/** Visits everything in a chunk, function by function: what follows a `body` is of that one. The order is otherwise unspecified. */
export function walkChunk(chunk: Chunk, visitor: Visitor): void {
  const bodies: FunctionBody[] = [chunk.main];
  const blocks: Block[] = [];
  const expressions: Expression[] = [];
  for (;;) {
    const expression = expressions.pop();
    if (expression !== undefined) {
      visitor.expression?.(expression);
      if (expression.kind === 'Function') bodies.push(expression.body);
      else pushChildren(expression, expressions);
      continue;
    }
    const block = blocks.pop();
    if (block !== undefined) {
      for (const statement of block.statements) {
        visitor.statement?.(statement);
        pushParts(statement, expressions, blocks);
      }
      continue;
    }
    const body = bodies.pop();
    if (body === undefined) return;
    visitor.body?.(body);
    blocks.push(body.block);
  }
}

function pushChildren(node: Expression, into: Expression[]): void {
  switch (node.kind) {
    case 'Index':
      into.push(node.object, node.key);
      break;
    case 'Call':
      into.push(node.callee, ...node.arguments);
      break;
    case 'MethodCall':
      into.push(node.object, ...node.arguments);
      break;
    case 'Parenthesized':
      into.push(node.expression);
      break;
    case 'Binary':
    case 'Logical':
      into.push(node.left, node.right);
      break;
    case 'Concat':
      for (const operand of node.operands) into.push(operand);
      break;
    case 'Unary':
      into.push(node.operand);
      break;
    case 'Table':
      for (const field of node.fields) {
        if (field.key !== undefined) into.push(field.key);
        into.push(field.value);
      }
      break;
    default:
  }
}

function pushParts(node: Statement, expressions: Expression[], blocks: Block[]): void {
  switch (node.kind) {
    case 'Local':
    case 'Return':
      for (const value of node.values) expressions.push(value);
      break;
    case 'LocalFunction':
      expressions.push(node.value);
      break;
    case 'Assign':
      for (const target of node.targets) expressions.push(target);
      for (const value of node.values) expressions.push(value);
      break;
    case 'CallStatement':
      expressions.push(node.call);
      break;
    case 'Do':
      blocks.push(node.block);
      break;
    case 'While':
    case 'Repeat':
      expressions.push(node.condition);
      blocks.push(node.block);
      break;
    case 'If':
      for (const clause of node.clauses) {
        expressions.push(clause.condition);
        blocks.push(clause.block);
      }
      if (node.otherwise !== undefined) blocks.push(node.otherwise);
      break;
    case 'NumericFor':
      expressions.push(node.start, node.limit);
      if (node.step !== undefined) expressions.push(node.step);
      blocks.push(node.block);
      break;
    case 'GenericFor':
      for (const value of node.values) expressions.push(value);
      blocks.push(node.block);
      break;
    default:
  }
}
