/**
 * Bound calls. A call such as `redis.call('incr', ...)` or `redis.pcall('incr', ...)`, on the global `redis` and with a
 * constant name, need not look the command up each time that it runs: the embedder can bind it to a function of its own
 * when the chunk is instantiated.
 */
import type { CallExpression } from '../syntax/ast.ts';
import { isMultiple } from '../syntax/classify.ts';

/** What the embedder is told about such a call. */
export interface BoundCall {
  readonly path: string;
  readonly constantName: string;
  /** The number of arguments after the name; -1 if the last one may give any number of values. */
  readonly argumentCount: number;
}

const GLOBAL = 'redis';
const FIELDS: ReadonlySet<string> = new Set(['call', 'pcall']);

/** The bound call that a call can become; undefined if it cannot be bound. */
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
