import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertAt, removeAt } from '../../../../src/lua/lib/table-shift.ts';
import { LuaTable } from '../../../../src/lua/runtime/table.ts';
import type { LuaValue } from '../../../../src/lua/runtime/value.ts';

const elements = fc.array(fc.oneof(fc.integer(), fc.string(), fc.boolean()), { minLength: 1, maxLength: 40 });

const listOf = (table: LuaTable, size: number): LuaValue[] =>
  Array.from({ length: size }, (_, position) => table.get(position + 1));

describe('shifting the elements of a list', () => {
  it('makes room before a position', () => {
    fc.assert(
      fc.property(elements, fc.nat(), fc.boolean(), (values, at, isSized) => {
        const position = at % values.length;
        const table = isSized ? LuaTable.fromArray([...values], 64) : LuaTable.fromList([...values]);
        insertAt(table, position + 1, 'new', values.length);
        const expected: LuaValue[] = [...values];
        expected.splice(position, 0, 'new');
        expect(listOf(table, values.length + 1)).toEqual(expected);
        expect(table.length()).toBe(values.length + 1);
      }),
    );
  });

  it('closes the gap behind a position', () => {
    fc.assert(
      fc.property(elements, fc.nat(), (values, at) => {
        const position = at % values.length;
        const table = LuaTable.fromList([...values]);
        expect(removeAt(table, position + 1, values.length)).toBe(values[position]);
        const expected: LuaValue[] = values.filter((_, index) => index !== position);
        expect(listOf(table, values.length)).toEqual([...expected, undefined]);
        expect(table.length()).toBe(values.length - 1);
      }),
    );
  });

  it('moves nil as well, where the list has gaps', () => {
    const table = LuaTable.fromArray([1, undefined, 3]);
    insertAt(table, 2, 'new', 3);
    expect(listOf(table, 5)).toEqual([1, 'new', undefined, 3, undefined]);
    expect(removeAt(table, 1, 4)).toBe(1);
    expect(listOf(table, 4)).toEqual(['new', undefined, 3, undefined]);
  });
});
