/**
 * What Lua 5.1 calls the value of an expression in run-time errors: `global 'x'`, `field 'name'`.
 *
 * Constants, calls, operators and most `and`/`or` have no name; a key that is no constant string is `?`.
 */

import { untilNul } from '../../bytes/until-nul.ts';
import type { Expression } from './ast.ts';
import { isDecided } from './fold.ts';

export interface ValueName {
  readonly kind: 'global' | 'local' | 'upvalue' | 'field' | 'method';
  readonly name: string;
}

/** An operand of `and`/`or` still to be looked at, and where its tests jump to; `undefined` is the end. */
interface Tested {
  readonly node: Expression;
  readonly whenTrue: Tested | undefined;
  readonly whenFalse: Tested | undefined;
  /** The operator that tests its value; `undefined` for the operand that is the last. */
  readonly testedBy: 'and' | 'or' | undefined;
}

/**
 * The operand of `and`/`or` that Lua takes the whole value for. To find a name it goes through the code before
 * the failing instruction and follows every jump forward: from the first test of `a and b or c` to `c`,
 * from that of `a or b` to the end, where nothing has a name.
 */
function namedOperand(expression: Expression): Expression | undefined {
  let at: Tested | undefined = {
    node: expression,
    whenTrue: undefined,
    whenFalse: undefined,
    testedBy: undefined,
  };
  while (at !== undefined) {
    const tested: Tested = at;
    const { node, whenTrue, whenFalse, testedBy } = tested;
    if (node.kind !== 'Logical') {
      if (testedBy === undefined) return node;
      // A constant that passes is not tested: the code goes on to the right side.
      const jumpsOnFalse = testedBy === 'and';
      at = jumpsOnFalse === isDecided(testedBy, node) ? whenTrue : whenFalse;
      continue;
    }
    const right: Tested = { node: node.right, whenTrue, whenFalse, testedBy };
    const isAnd = node.operator === 'and';
    at = {
      node: node.left,
      whenTrue: isAnd ? right : whenTrue,
      whenFalse: isAnd ? whenFalse : right,
      testedBy: node.operator,
    };
  }
  return undefined;
}

/** The name of an expression's value, if messages show one. Of a method call's callee use `method`. */
export function valueName(expression: Expression): ValueName | undefined {
  const named = expression.kind === 'Logical' ? namedOperand(expression) : expression;
  switch (named?.kind) {
    case 'Local':
      return { kind: 'local', name: named.symbol.name };
    case 'Upvalue':
      return { kind: 'upvalue', name: named.symbol.name };
    case 'Global':
      return { kind: 'global', name: untilNul(named.name) };
    case 'Index': {
      const { key } = named;
      return { kind: 'field', name: key.kind === 'String' ? untilNul(key.value) : '?' };
    }
  }
  return undefined;
}

/** The same as messages print it: `local 'x'`. */
export function describeValue(expression: Expression): string | undefined {
  const found = valueName(expression);
  return found === undefined ? undefined : `${found.kind} '${found.name}'`;
}
