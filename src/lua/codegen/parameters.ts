/**
 * Which literals of a skimmed text its code takes as parameters, so that it serves all texts that differ only in those.
 *
 * The code reads a parameter from the list of literals that it is instantiated with (`K[3]`). Every other literal is
 * part of the code, and texts that differ in it have different code. This is decided here, before any text is generated:
 * the generator asks whether a literal is a parameter, and must not look at the value of one.
 *
 * A literal is a parameter if it has a place in the skimmed text and
 * - stands where the code runs once a call: in the main function, outside of loops and inner functions. Elsewhere the
 *   code has to be fast, and V8 makes better code of constants;
 * - is nothing but a value: not a key that errors name or that a record's shape is made of, not the name of a bound call,
 *   and not the start or step of a numeric loop, whose values decide how the loop counts.
 *
 * A literal that constant folding took up is not in the tree any more, and so is no parameter either.
 */
import type { Chunk, Expression, NumericForStatement, Statement } from '../syntax/ast.ts';
import { asBoundCall } from './bound-call.ts';
import { walkMain } from './walk.ts';

export type Parameters = ReadonlySet<Expression>;

/** For code that takes no literal from outside. */
export const NO_PARAMETERS: Parameters = new Set();

export function findParameters(chunk: Chunk): Parameters {
  const found = new Set<Expression>();
  /** Literals whose value the generator reads. Whatever contains a literal is visited before it. */
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

/** The numbers of the places that parameters fill. */
export function placesOf(parameters: Parameters): ReadonlySet<number> {
  const places = new Set<number>();
  for (const node of parameters) {
    if ((node.kind === 'Number' || node.kind === 'String') && node.place !== undefined)
      places.add(node.place);
  }
  return places;
}
