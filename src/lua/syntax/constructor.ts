/** How large Lua 5.1 creates the table of a constructor: that decides where its keys go later on. */
import type { Expression, TableExpression, TableField } from './ast.ts';
import { isMultiple } from './classify.ts';

/** List items that wait in registers before they are stored together (LFIELDS_PER_FLUSH). */
export const ITEMS_PER_STORE = 50;

/** The size of the array part of a list with so many values: above 15, rounded up to three binary digits and zeros. */
export function arraySize(count: number): number {
  if (count < 16) return count;
  const unit = 2 ** (28 - Math.clz32(count));
  return Math.ceil(count / unit) * unit;
}

/** The fields of a constructor by kind. */
export interface ConstructorFields {
  readonly named: readonly TableField[];
  readonly listed: readonly Expression[];
  /** The last field can give any number of values. */
  readonly isOpen: boolean;
  /** Of the array part, as Lua creates it. */
  readonly size: number;
}

export function constructorFields({ fields }: TableExpression): ConstructorFields {
  const named = fields.filter((field) => field.key !== undefined);
  const listed = fields.filter((field) => field.key === undefined).map((field) => field.value);
  const last = fields.at(-1);
  const isOpen = last !== undefined && last.key === undefined && isMultiple(last.value);
  return { named, listed, isOpen, size: arraySize(isOpen ? listed.length - 1 : listed.length) };
}
