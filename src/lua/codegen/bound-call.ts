/**
 * Calls that the embedder may bind to functions of its own when a chunk is instantiated: `redis.call('incr', ...)` and
 * `redis.pcall('incr', ...)`, on the global `redis` and with a constant name.
 */
import type { CallExpression } from '../syntax/ast.ts';
import { isMultiple } from '../syntax/classify.ts';

/** What the embedder is told of such a call. */
export interface BoundCall {
  readonly path: string;
  readonly constantName: string;
  /** Arguments after the name; -1 when the last one may be any number of values. */
  readonly argumentCount: number;
}

const GLOBAL = 'redis';
const FIELDS: ReadonlySet<string> = new Set(['call', 'pcall']);

/** A call as one that can be bound; undefined if it is none. */
export function asBoundCall({ callee, arguments: list }: CallExpression): BoundCall | undefined {
  const [name] = list;
  if (name?.kind !== 'String' || callee.kind !== 'Index') return undefined;
  if (callee.object.kind !== 'Global' || callee.object.name !== GLOBAL) return undefined;
  if (callee.key.kind !== 'String' || !FIELDS.has(callee.key.value)) return undefined;
  return {
    path: `${GLOBAL}.${callee.key.value}`,
    constantName: name.value,
    argumentCount: isMultiple(list.at(-1)) ? -1 : list.length - 1,
  };
}
