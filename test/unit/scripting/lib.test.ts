import { describe, expect, test } from 'vitest';
import { budget } from '../../../src/lua/runtime/budget.ts';
import { LuaError } from '../../../src/lua/runtime/error.ts';
import { LuaState } from '../../../src/lua/runtime/state.ts';
import { LuaTable } from '../../../src/lua/runtime/table.ts';
import type { LuaFunction, LuaValue } from '../../../src/lua/runtime/value.ts';
import { createCjson } from '../../../src/scripting/lib/cjson.ts';
import { CjsonConfig } from '../../../src/scripting/lib/cjson-config.ts';
import { decodeFunction } from '../../../src/scripting/lib/cjson-decode.ts';
import { encodeFunction } from '../../../src/scripting/lib/cjson-encode.ts';
import { createCmsgpack } from '../../../src/scripting/lib/cmsgpack.ts';
import { createStruct } from '../../../src/scripting/lib/struct.ts';

/** What Redis's libraries charge to a script's budget, and where they end what grows without end. */

const cjson = createCjson();
const cmsgpack = createCmsgpack();
const struct = createStruct();

/** The steps that a call spends. */
function steps(library: LuaTable, name: string, ...values: LuaValue[]): number {
  const state = new LuaState({ quantum: 1_000_000_000 });
  return state.enter(() => {
    const before = budget.remaining;
    (library.getString(name) as LuaFunction)(...values);
    return before - budget.remaining;
  });
}

/** How often a call lets others in. */
function ticks(library: LuaTable, name: string, ...values: LuaValue[]): number {
  let count = 0;
  const state = new LuaState({ quantum: 50_000, onBudget: () => count++ });
  state.enter(() => (library.getString(name) as LuaFunction)(...values));
  return count;
}

const numbers = (count: number) => LuaTable.fromList(Array.from({ length: count }, (_, at) => at));
const fields = (count: number) => {
  const table = new LuaTable();
  for (let at = 0; at < count; at++) table.setString(`field${at}`, at);
  return table;
};
const packed = (count: number) => {
  const size = [24, 16, 8, 0].map((shift) => String.fromCharCode((count >>> shift) & 255)).join('');
  return `\xdd${size}${'\x01'.repeat(count)}`;
};

type Call = [library: LuaTable, name: string, ...values: LuaValue[]];

/** Calls of work in proportion to `n`. */
const CALLS: [what: string, call: (n: number) => Call][] = [
  ['cjson.decode of numbers', (n) => [cjson, 'decode', `[${'1,'.repeat(n)}1]`]],
  ['cjson.decode of tables', (n) => [cjson, 'decode', `[${'[],'.repeat(n)}1]`]],
  ['cjson.decode of spaces', (n) => [cjson, 'decode', `[1${' '.repeat(n)}]`]],
  ['cjson.decode of escapes', (n) => [cjson, 'decode', `"${'\\n'.repeat(n)}"`]],
  ['cjson.decode of a long number', (n) => [cjson, 'decode', `[${'1'.repeat(n)}]`]],
  ['cjson.decode of a long fraction', (n) => [cjson, 'decode', `[0.${'0'.repeat(n)}1]`]],
  ['cjson.decode of a long exponent', (n) => [cjson, 'decode', `[1e-${'0'.repeat(n)}1]`]],
  ['cjson.encode of a list', (n) => [cjson, 'encode', numbers(n)]],
  ['cjson.encode of fields', (n) => [cjson, 'encode', fields(n / 16)]],
  ['cjson.encode of a long string', (n) => [cjson, 'encode', 'x'.repeat(n)]],
  ['cjson.encode of escapes', (n) => [cjson, 'encode', '\0'.repeat(n)]],
  ['cmsgpack.pack of a list', (n) => [cmsgpack, 'pack', numbers(n)]],
  ['cmsgpack.pack of fields', (n) => [cmsgpack, 'pack', fields(n / 16)]],
  ['cmsgpack.unpack', (n) => [cmsgpack, 'unpack', packed(n)]],
  ['struct.size', (n) => [struct, 'size', 'i'.repeat(n)]],
  ['struct.size of a number with zeros in front', (n) => [struct, 'size', `i${'0'.repeat(n)}4`]],
  ['struct.pack', (n) => [struct, 'pack', 'x'.repeat(n)]],
  ['struct.unpack', (n) => [struct, 'unpack', 'x'.repeat(n), '\0'.repeat(n)]],
];

describe('work', () => {
  test.each(CALLS)('is charged in proportion to it: %s', (_what, call) => {
    const single = steps(...call(160_000));
    const double = steps(...call(320_000));
    expect(single).toBeGreaterThan(160_000 / 16);
    expect(double / single).toBeGreaterThan(1.8);
    expect(double / single).toBeLessThan(2.2);
  });

  test.each(CALLS)('lets others in while it goes on: %s', (_what, call) => {
    expect(ticks(...call(800_000))).toBeGreaterThanOrEqual(1);
  });
});

/** The error of a call. */
function failure(call: () => unknown): LuaValue {
  try {
    new LuaState().enter(call);
  } catch (error) {
    if (error instanceof LuaError) return error.value;
    throw error;
  }
  return undefined;
}

describe('what grows without end', () => {
  test('ends at the ceiling of a JSON array, deep or long', () => {
    const decode = decodeFunction(new CjsonConfig(), 100_000);
    expect(failure(() => decode(`[${'1,'.repeat(99_999)}1]`))).toBe(undefined);
    expect(failure(() => decode(`[${'1,'.repeat(100_000)}1]`))).toBe('not enough memory');
    const inner = `[${'1,'.repeat(30_000)}`;
    expect(failure(() => decode(inner.repeat(4)))).toBe('not enough memory');
  });

  test('ends at the ceiling of a JSON text', () => {
    const encode = encodeFunction(new CjsonConfig(), 2_000_000);
    expect(failure(() => encode('x'.repeat(1_999_998)))).toBe(undefined);
    expect(failure(() => encode('x'.repeat(1_999_999)))).toBe('not enough memory');
    expect(failure(() => encode(numbers(400_000)))).toBe('not enough memory');
  });
});

describe('long values', () => {
  test('are what short ones are', () => {
    const state = new LuaState();
    const call = (library: LuaTable, name: string, ...values: LuaValue[]) =>
      state.enter(() => (library.getString(name) as LuaFunction)(...values));
    const long = `${'\n'.repeat(100_000)}\u00ff"${'x'.repeat(2_000_000)}`;
    expect(call(cjson, 'decode', call(cjson, 'encode', long) as string)).toBe(long);
    expect(call(cmsgpack, 'unpack', call(cmsgpack, 'pack', long) as string)).toBe(long);
    expect(call(cmsgpack, 'pack', numbers(3)) as string).toBe('\x93\0\x01\x02');
    const list = call(
      cjson,
      'decode',
      `[${Array.from({ length: 100_000 }, (_, at) => at).join()}]`,
    ) as LuaTable;
    expect([list.length(), list.getIndex(1), list.getIndex(100_000)]).toEqual([100_000, 0, 99_999]);
    expect(call(cjson, 'decode', `[1${'0'.repeat(200)}e-200]`)).toEqual(LuaTable.fromList([1]));
    expect(call(struct, 'pack', `${'b'.repeat(3)}${'x'.repeat(5000)}s`, 1, 2, 3, 'end')).toBe(
      `\x01\x02\x03${'\0'.repeat(5000)}end\0`,
    );
  });
});
