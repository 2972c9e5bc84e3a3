import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LuaError } from '../../../../src/lua/runtime/error.ts';
import { TableIterator } from '../../../../src/lua/runtime/iteration.ts';
import { LuaTable } from '../../../../src/lua/runtime/table.ts';
import type { LuaValue } from '../../../../src/lua/runtime/value.ts';

function entries(table: LuaTable): [LuaValue, LuaValue][] {
  const found: [LuaValue, LuaValue][] = [];
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0]))
    found.push(entry);
  return found;
}

function walked(table: LuaTable): [LuaValue, LuaValue][] {
  const found: [LuaValue, LuaValue][] = [];
  const iterator = new TableIterator(table);
  while (iterator.step()) found.push([iterator.key, iterator.value]);
  return found;
}

function isBorder(table: LuaTable, length: number): boolean {
  const starts = length === 0 || table.get(length) !== undefined;
  return starts && table.get(length + 1) === undefined;
}

describe('a table', () => {
  it('keeps what a map would keep, has a border, and shows each entry once', () => {
    const key = fc.oneof(
      fc.integer({ min: -2, max: 40 }),
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', '__proto__', 'constructor', '1'),
      fc.constantFrom(0.5, true, false, 1e300, -0),
    );
    const step = fc.tuple(key, fc.option(fc.integer(), { nil: undefined, freq: 3 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const table = new LuaTable();
        const model = new Map<LuaValue, LuaValue>();
        for (const [name, value] of steps) {
          table.set(name, value);
          if (value === undefined) model.delete(name);
          else model.set(name, value);
          expect(isBorder(table, table.length())).toBe(true);
        }
        for (const [name, value] of model) expect(table.get(name)).toBe(value);
        const sorted = (list: [LuaValue, LuaValue][]): string[] => list.map(String).sort();
        expect(sorted(entries(table))).toEqual(sorted([...model]));
        expect(sorted(walked(table))).toEqual(sorted([...model]));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a queue that moves through the integers', () => {
    const table = new LuaTable();
    for (let tail = 1; tail <= 10_000; tail++) {
      table.setIndex(tail, tail);
      if (tail > 10) table.setIndex(tail - 10, undefined);
    }
    expect(entries(table).map(([key]) => key)).toEqual([
      9992, 9994, 9996, 9998, 10000, 9991, 9993, 9995, 9997, 9999,
    ]);
    expect(table.array.length + table.slots.length).toBeLessThan(200);
  });

  it('gives room back when it has lost most of its keys', () => {
    const table = new LuaTable();
    for (let count = 0; count < 4096; count++) table.setString(`key${count}`, count);
    for (let count = 50; count < 4096; count++) table.setString(`key${count}`, undefined);
    for (let count = 0; count < 20_000; count++) {
      table.setString(`new${count}`, count);
      table.setString(`new${count}`, undefined);
    }
    expect(table.slots.length).toBeLessThan(500);
    for (let count = 0; count < 50; count++) expect(table.getString(`key${count}`)).toBe(count);
    expect(entries(table)).toHaveLength(50);
  });

  it('moves integers to the array part in whatever order they come', () => {
    for (const order of [
      [1, 2, 3],
      [3, 2, 1],
      [2, 3, 1],
    ]) {
      const table = new LuaTable();
      for (const key of order) table.setIndex(key, `v${key}`);
      expect(table.length()).toBe(3);
      expect(table.array).toEqual(['v1', 'v2', 'v3']);
    }
  });

  it('survives removal while it is traversed, with next and with an iterator', () => {
    const fill = (): LuaTable => {
      const table = new LuaTable();
      for (let index = 1; index <= 20; index++) table.setIndex(index, index);
      for (let index = 1; index <= 20; index++) table.setString(`k${index}`, index);
      return table;
    };
    const byNext = fill();
    let seen = 0;
    for (let entry = byNext.next(undefined); entry !== undefined; entry = byNext.next(entry[0])) {
      byNext.set(entry[0], undefined);
      seen++;
    }
    expect([seen, byNext.next(undefined)]).toEqual([40, undefined]);
    const byIterator = fill();
    const iterator = new TableIterator(byIterator);
    for (seen = 0; iterator.step(); seen++) byIterator.set(iterator.key, undefined);
    expect([seen, byIterator.next(undefined)]).toEqual([40, undefined]);
  });

  it('ends a traversal although keys are added on the way', () => {
    const table = new LuaTable();
    table.setString('a', 1);
    const iterator = new TableIterator(table);
    for (let added = 0; iterator.step() && added < 1000; added++) table.setString(`new${added}`, 1);
    expect(iterator.step()).toBe(false);
  });

  it('rejects nil and NaN as keys, and keys that next does not know', () => {
    const table = new LuaTable();
    const message = (action: () => void): LuaValue => {
      try {
        action();
      } catch (error) {
        return (error as LuaError).value;
      }
      return 'nothing thrown';
    };
    expect(message(() => table.set(undefined, 1))).toBe('table index is nil');
    expect(message(() => table.set(Number.NaN, 1))).toBe('table index is NaN');
    expect(message(() => table.next('unknown'))).toBe("invalid key to 'next'");
    expect(table.get(Number.NaN)).toBe(undefined);
  });

  it('takes over an array, with nil anywhere', () => {
    const table = LuaTable.fromArray([1, undefined, 3, undefined]);
    expect([table.get(1), table.get(2), table.get(3), table.get(4)]).toEqual([1, undefined, 3, undefined]);
    expect(isBorder(table, table.length())).toBe(true);
  });
});
