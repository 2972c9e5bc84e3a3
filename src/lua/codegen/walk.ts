/**
 * Walks over the syntax tree of a chunk. Invariant: each node is visited once, and before the nodes inside it. The
 * walks use lists of nodes to visit instead of recursion, because left chains (`a + b + c ...`) can be of any length.
 */
import type {
  Block,
  Chunk,
  Expression,
  FunctionBody,
  LocalSymbol,
  LoopStatement,
  Statement,
} from '../syntax/ast.ts';
import { isCall } from '../syntax/classify.ts';
import type { Meter } from '../syntax/meter.ts';

/** Nodes between two charges, and what visiting a node costs, in steps. */
const NODES_PER_CHARGE = 256;
const STEPS_PER_NODE = 8;

export interface Visitor {
  expression?(node: Expression): void;
  statement?(node: Statement): void;
  body?(body: FunctionBody): void;
}

/**
 * Visits everything in a chunk, function by function: the nodes visited after a call of `body` belong to that function.
 * Apart from that and the invariant above, the order is unspecified.
 */
export function walkChunk(chunk: Chunk, meter: Meter, visitor: Visitor): void {
  let visited = 0;
  const charge = (): void => {
    if (++visited % NODES_PER_CHARGE === 0) meter.spend(NODES_PER_CHARGE * STEPS_PER_NODE);
  };
  const bodies: FunctionBody[] = [chunk.main];
  const blocks: Block[] = [];
  const expressions: Expression[] = [];
  for (;;) {
    charge();
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
        charge();
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

/**
 * Visits what runs at most once in a call of the chunk, which is the main function without loops and inner functions.
 */
export function walkMain(chunk: Chunk, visitor: Visitor): void {
  const blocks: Block[] = [chunk.main.block];
  const expressions: Expression[] = [];
  for (let block = blocks.pop(); block !== undefined; block = blocks.pop()) {
    for (const statement of block.statements) {
      visitor.statement?.(statement);
      if (isLoop(statement)) pushHead(statement, expressions);
      else pushParts(statement, expressions, blocks);
    }
    for (let node = expressions.pop(); node !== undefined; node = expressions.pop()) {
      visitor.expression?.(node);
      pushChildren(node, expressions);
    }
  }
}

/** The locals that a loop declares, without those of the functions in it. */
export function localsOfLoop(loop: LoopStatement): Set<LocalSymbol> {
  const found = new Set<LocalSymbol>();
  const blocks: Block[] = [{ kind: 'Block', statements: [loop] }];
  for (let block = blocks.pop(); block !== undefined; block = blocks.pop()) {
    for (const statement of block.statements) {
      if ('symbols' in statement) for (const symbol of statement.symbols) found.add(symbol);
      else if ('symbol' in statement) found.add(statement.symbol);
      pushParts(statement, [], blocks);
    }
  }
  return found;
}

/** Whether a statement does nothing but set locals of its function, or return: no calls, no loops, no other changes. */
export function isQuiet(statement: Statement): boolean {
  const expressions: Expression[] = [];
  const blocks: Block[] = [{ kind: 'Block', statements: [statement] }];
  for (let block = blocks.pop(); block !== undefined; block = blocks.pop()) {
    for (const node of block.statements) {
      if (isLoop(node) || node.kind === 'CallStatement') return false;
      if (node.kind === 'Assign' && node.targets.some(({ kind }) => kind !== 'Local')) return false;
      pushParts(node, expressions, blocks);
    }
    for (let node = expressions.pop(); node !== undefined; node = expressions.pop()) {
      if (isCall(node)) return false;
      pushChildren(node, expressions);
    }
  }
  return true;
}

function isLoop(statement: Statement): statement is LoopStatement {
  const { kind } = statement;
  return kind === 'While' || kind === 'Repeat' || kind === 'NumericFor' || kind === 'GenericFor';
}

/** Adds the children of an expression to a list, except for the body of a function. */
function pushChildren(node: Expression, into: Expression[]): void {
  switch (node.kind) {
    case 'Index':
      into.push(node.object, node.key);
      break;
    case 'Call':
      into.push(node.callee);
      for (const value of node.arguments) into.push(value);
      break;
    case 'MethodCall':
      into.push(node.object);
      for (const value of node.arguments) into.push(value);
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
    case 'GenericFor':
      pushHead(node, expressions);
      blocks.push(node.block);
      break;
    default:
  }
}

/** Adds the expressions that a loop evaluates once, before its first turn. */
function pushHead(node: LoopStatement, expressions: Expression[]): void {
  if (node.kind === 'NumericFor') {
    expressions.push(node.start, node.limit);
    if (node.step !== undefined) expressions.push(node.step);
  } else if (node.kind === 'GenericFor') {
    for (const value of node.values) expressions.push(value);
  }
}
