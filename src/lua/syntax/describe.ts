/**
 * What Lua 5.1 calls the value of an expression in run-time errors, such as `global 'x'` or `field 'name'`.
 *
 * Constants, calls and operators have no name, nor have most uses of `and` and `or`. A field whose key is not a
 * constant string is called `?`.
 */

import { untilNul } from '../../bytes/until-nul.ts';
import type { Expression } from './ast.ts';
import { isDecided } from './fold.ts';

export interface ValueName {
  readonly kind: 'global' | 'local' | 'upvalue' | 'field' | 'method';
  readonly name: string;
}

/**
 * An operand of `and` or `or` that has yet to be looked at. `whenTrue` and `whenFalse` are the operands to which Lua's
 * code jumps after testing it; `undefined` means that it jumps to the end of the expression.
 */
interface Tested {
  readonly node: Expression;
  readonly whenTrue: Tested | undefined;
  readonly whenFalse: Tested | undefined;
  /** The operator that tests the value; `undefined` for the last operand, which is not tested. */
  readonly testedBy: 'and' | 'or' | undefined;
}

/**
 * The operand of an `and` or `or` after which Lua names the value of the whole expression. To find a name, Lua goes
 * through the instructions before the failing one and follows every jump forward. In `a and b or c` the first test
 * jumps to `c`, so the value is named after `c`. In `a or b` it jumps to the end, so the value has no name.
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
      // A constant that passes the test is not tested by any instruction: the code simply continues.
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

/** The name of an expression's value; undefined if it has none. The callee of a method call has the kind `method`. */
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

/** The same name in the form in which messages show it: `local 'x'`. */
export function describeValue(expression: Expression): string | undefined {
  const found = valueName(expression);
  return found === undefined ? undefined : `${found.kind} '${found.name}'`;
}
