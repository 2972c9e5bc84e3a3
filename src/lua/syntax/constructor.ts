/**
 * The size with which Lua 5.1 creates the table of a constructor. It decides in what order `next` meets the keys later
 * on, so the parts of the program that make tables must agree on it.
 */
import type { Expression, TableExpression, TableField } from './ast.ts';
import { isMultiple } from './classify.ts';

/** How many list items Lua 5.1 collects in registers before it stores them together (C's LFIELDS_PER_FLUSH). */
export const ITEMS_PER_STORE = 50;

/**
 * The size of the array part for a list of `count` values. From 16 on it is rounded up to four significant binary
 * digits, because the instruction that creates the table has just one byte for it (C's `luaO_int2fb`).
 */
export function arraySize(count: number): number {
  if (count < 16) return count;
  const unit = 2 ** (28 - Math.clz32(count));
  return Math.ceil(count / unit) * unit;
}

/** The fields of a constructor by kind. */
export interface ConstructorFields {
  readonly named: readonly TableField[];
  readonly listed: readonly Expression[];
  /** Whether the last field can give any number of values. */
  readonly isOpen: boolean;
  /** The size with which Lua creates the array part. */
  readonly size: number;
}

export function constructorFields({ fields }: TableExpression): ConstructorFields {
  const named = fields.filter((field) => field.key !== undefined);
  const listed = fields.filter((field) => field.key === undefined).map((field) => field.value);
  const last = fields.at(-1);
  const isOpen = last !== undefined && last.key === undefined && isMultiple(last.value);
  return { named, listed, isOpen, size: arraySize(isOpen ? listed.length - 1 : listed.length) };
}
