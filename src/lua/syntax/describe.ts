/**
 * What Lua 5.1 calls the value of an expression in run-time errors: `global 'x'`, `field 'name'`.
 *
 * Constants, calls, operators and most `and`/`or` have no name; a key that is no constant string is `?`.
 */
import type { Expression } from './ast.ts';
import { untilNul } from './error.ts';

export interface ValueName {
  readonly kind: 'global' | 'local' | 'upvalue' | 'field' | 'method';
  readonly name: string;
}

function isTrueConstant({ kind }: Expression): boolean {
  return kind === 'True' || kind === 'Number' || kind === 'String';
}

function isFalseConstant({ kind }: Expression): boolean {
  return kind === 'Nil' || kind === 'False';
}

/** The name of an expression's value, if messages show one. Of a method call's callee use `method`. */
export function valueName(expression: Expression): ValueName | undefined {
  switch (expression.kind) {
    case 'Local':
      return { kind: 'local', name: expression.symbol.name };
    case 'Upvalue':
      return { kind: 'upvalue', name: expression.symbol.name };
    case 'Global':
      return { kind: 'global', name: untilNul(expression.name) };
    case 'Index': {
      const { key } = expression;
      return { kind: 'field', name: key.kind === 'String' ? untilNul(key.value) : '?' };
    }
    case 'Logical': {
      // A left side known at compile time leaves no code behind: the value is the right side's.
      const { operator, left, right } = expression;
      const isKnown = operator === 'and' ? isTrueConstant(left) : isFalseConstant(left);
      return isKnown ? valueName(right) : undefined;
    }
  }
  return undefined;
}

/** The same as messages print it: `local 'x'`. */
export function describeValue(expression: Expression): string | undefined {
  const found = valueName(expression);
  return found === undefined ? undefined : `${found.kind} '${found.name}'`;
}
