/**
 * Decides which literals of a script are parameters of its generated code, so that the same code serves all scripts
 * that differ only in these literals (syntax/skim.ts finds such scripts).
 *
 * The code reads a parameter from the list of literals with which it is instantiated (`K[3]`). Every other literal is
 * part of the code, and scripts that differ in it have different code. Invariant: the generator asks whether a
 * literal is a parameter, and never looks at the value of one that is. So this is decided before any text is
 * generated.
 *
 * A literal is a parameter if `skim` found it in the text, and
 * - it stands where the code runs once in a call, which is in the main function, outside of loops and inner functions.
 *   Elsewhere the code has to be fast, and V8 makes better code if it knows the constant;
 *   bound call, and not the start or step of a numeric loop, because these decide how the loop counts.
 * - it is nothing but a value. It is not a key that an error names or that a record's shape is made of, not the name
 * of a
 *
 * A literal that constant folding has used up is no longer in the syntax tree, so it is not a parameter either.
 */
import type { Chunk, Expression, NumericForStatement, Statement } from '../syntax/ast.ts';
import { asBoundCall } from './bound-call.ts';
import { walkMain } from './walk.ts';

export type Parameters = ReadonlySet<Expression>;

/** The parameters of code that has none. */
export const NO_PARAMETERS: Parameters = new Set();

export function findParameters(chunk: Chunk): Parameters {
  const found = new Set<Expression>();
  /** The literals whose value the generator reads. A node is visited before the literals in it. */
  const read = new Set<Expression | undefined>();
  walkMain(chunk, {
    statement(node: Statement) {
      if (node.kind === 'NumericFor') readBounds(node, read);
    },
    expression(node: Expression) {
      switch (node.kind) {
        case 'Number':
        case 'String':
          if (node.place !== undefined && !read.has(node)) found.add(node);
          break;
        case 'Index':
          if (node.key.kind === 'String') read.add(node.key);
          break;
        case 'Call':
          if (asBoundCall(node) !== undefined) read.add(node.arguments[0]);
          break;
        case 'Table':
          for (const { key } of node.fields) if (key?.kind === 'String') read.add(key);
          break;
        default:
      }
    },
  });
  return found;
}

function readBounds({ start, step }: NumericForStatement, read: Set<Expression | undefined>): void {
  read.add(start);
  read.add(step);
}

/** The numbers of the literals, as `skim` counts them, that are parameters. */
export function placesOf(parameters: Parameters): ReadonlySet<number> {
  const places = new Set<number>();
  for (const node of parameters) {
    if ((node.kind === 'Number' || node.kind === 'String') && node.place !== undefined)
      places.add(node.place);
  }
  return places;
}
