/** Questions about a node that the parser, the generator and the interpreter have in common. */
import {
  type CallExpression,
  type Chunk,
  type Expression,
  MAXIMUM_GLOBALS,
  type MethodCallExpression,
  type MultipleExpression,
} from './ast.ts';
import { valueName } from './describe.ts';

/** Whether an expression can give any number of values at the end of a list. */
export function isMultiple(node: Expression | undefined): node is MultipleExpression {
  return node?.kind === 'Call' || node?.kind === 'MethodCall' || node?.kind === 'Vararg';
}

/** Whether an expression is a call, of a function or of a method. */
export function isCall(node: Expression | undefined): node is CallExpression | MethodCallExpression {
  return node?.kind === 'Call' || node?.kind === 'MethodCall';
}

const TOLD_PLACE: ReadonlySet<string> = new Set(['error', 'getfenv', 'setfenv']);

/**
 * Whether a call may be told the place where it stands, because of what the text calls the callee. A tail call of this
 * kind is made like any other call.
 */
export function isToldPlace(node: CallExpression | MethodCallExpression): boolean {
  if (node.kind === 'MethodCall') return false;
  const { callee } = node;
  const name = callee.kind === 'Global' ? callee.name : valueName(callee)?.name;
  return name !== undefined && TOLD_PLACE.has(name);
}

/** Whether the text calls the global `error`. */
export function isErrorCall({ callee }: CallExpression): boolean {
  return callee.kind === 'Global' && callee.name === 'error';
}

/** Whether the text of a chunk mentions one of some globals, or at least may do so. */
export function mentions({ globals }: Chunk, names: readonly string[]): boolean {
  return globals.size >= MAXIMUM_GLOBALS || names.some((name) => globals.has(name));
}

/**
 * The part of an expression in which a left chain (`a + b + c ...`, `f()()...`) continues; undefined if it ends here.
 */
export function leftOf(node: Expression): Expression | undefined {
  switch (node.kind) {
    case 'Binary':
    case 'Logical':
      return node.left;
    case 'Index':
    case 'MethodCall':
      return node.object;
    case 'Call':
      return node.callee;
    default:
      return undefined;
  }
}

const ENVIRONMENT_FUNCTIONS: ReadonlySet<string> = new Set(['setfenv', 'getfenv']);

/** Whether a callee has the name of a function that has to be told the environment of its caller. */
export function isEnvironmentFunction(name: string | undefined): boolean {
  return name !== undefined && ENVIRONMENT_FUNCTIONS.has(name);
}
