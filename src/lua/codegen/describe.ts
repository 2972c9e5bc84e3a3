/**
 * What Lua 5.1 calls an operand in its error messages, which depends on how the value got into its register.
 */
import type { Expression } from '../syntax/ast.ts';
import type { CallKind } from './marks.ts';

export interface Naming {
  readonly kind: CallKind;
  readonly name: string;
}

/** The name and kind of an operand; undefined for values that Lua 5.1 cannot name. */
export function naming(node: Expression): Naming | undefined {
  switch (node.kind) {
    case 'Local':
      return { kind: 'local', name: node.symbol.name };
    case 'Upvalue':
      return { kind: 'upvalue', name: node.symbol.name };
    case 'Global':
      return { kind: 'global', name: node.name };
    case 'Index':
      return { kind: 'field', name: node.key.kind === 'String' ? node.key.value : '?' };
    default:
      return undefined;
  }
}

/** `local 'x'`, `field '?'`, or undefined. */
export function describe(node: Expression): string | undefined {
  const named = naming(node);
  return named && `${named.kind} '${named.name}'`;
}
