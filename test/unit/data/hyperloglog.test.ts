import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToString } from '../../../src/bytes/convert.ts';
import { GrowableBytes } from '../../../src/data/growable-bytes.ts';
import {
  countIn,
  DENSE_LENGTH,
  EMPTY,
  estimateOf,
  HEADER_LENGTH,
  indexIn,
  isStale,
  markStale,
  placeOf,
  REGISTER_VALUES,
  REGISTERS,
  rememberEstimate,
  rememberedEstimate,
} from '../../../src/data/hyperloglog.ts';
import {
  countDense,
  denseRegister,
  denseRegisters,
  denseValue,
  raiseToDense,
  setDenseRegister,
} from '../../../src/data/hyperloglog-dense.ts';
import { SparseEdit } from '../../../src/data/hyperloglog-edit.ts';
import {
  countSparse,
  describeRuns,
  raiseToSparse,
  SPARSE_HEAD,
  sparseToDense,
} from '../../../src/data/hyperloglog-sparse.ts';
import { RegisterUnion } from '../../../src/data/hyperloglog-union.ts';

const emptyHyperLogLog = (): GrowableBytes => new GrowableBytes(bytesToString(EMPTY));
const HEADER = emptyHyperLogLog().toByteString().slice(0, HEADER_LENGTH);
const NEVER_DENSE = 2 ** 40;

/** A kind of run: the value of its registers, how many there are, and whether zeros are told in two bytes. */
type Run = readonly [value: number, length: number, isLong?: boolean];

const encodeRun = ([value, length, isLong]: Run): string => {
  if (value > 0) return String.fromCharCode(0x80 | ((value - 1) << 2) | (length - 1));
  if (!isLong) return String.fromCharCode(length - 1);
  return String.fromCharCode(0x40 | ((length - 1) >> 8), (length - 1) & 255);
};

/** Random runs that cover all registers and no more, without being the shortest ones. */
const runs = fc
  .tuple(
    fc.array(
      fc.oneof(
        fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })),
        fc.tuple(fc.integer({ min: 1, max: 32 }), fc.constant(1)),
        fc.tuple(fc.constant(0), fc.integer({ min: 1, max: 64 })),
        fc.tuple(fc.constant(0), fc.integer({ min: 1, max: 3000 }), fc.constant(true)),
      ),
      { maxLength: 60 },
    ),
    fc.boolean(),
  )
  .map(([drawn, isShort]) => {
    const kept: Run[] = [];
    let left = REGISTERS;
    for (const run of drawn as Run[]) {
      if (run[1] > left) break;
      kept.push(run);
      left -= run[1];
    }
    // What is left stands behind them, or before.
    const filling: Run[] = left === 0 ? [] : [[0, left, true]];
    return isShort ? [...kept, ...filling] : [...filling, ...kept];
  });

const registersOf = (list: readonly Run[]): number[] =>
  list.flatMap(([value, length]) => new Array<number>(length).fill(value));

const sparseValue = (list: readonly Run[]): GrowableBytes =>
  new GrowableBytes(HEADER + list.map(encodeRun).join(''));

/** Registers to raise: near each other, so that runs meet. */
const raises = fc.array(
  fc.tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: REGISTERS - 40, max: REGISTERS - 1 }),
      fc.integer({ min: 0, max: REGISTERS - 1 }),
    ),
    fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 32 })),
  ),
  { maxLength: 60 },
);

function sparseRegisters(value: GrowableBytes): number[] | undefined {
  const registers = new Uint8Array(REGISTERS);
  return raiseToSparse(value.storage, value.length, registers) ? [...registers] : undefined;
}

const denseOf = (value: GrowableBytes): GrowableBytes =>
  sparseToDense(value.storage, value.length) as GrowableBytes;

const described = (value: GrowableBytes): string => {
  let text = '';
  describeRuns(value.storage, value.length, (piece) => {
    text += piece;
  });
  return text;
};

describe('an element', () => {
  it('counts the zeros of its hash', () => {
    const places = Array.from({ length: 20_000 }, (_, number) => placeOf(`element ${number}`));
    const ones = places.filter((place) => countIn(place) === 1).length;
    expect(ones / places.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...places.map(countIn))).toBe(1);
    expect(Math.max(...places.map(countIn))).toBeLessThan(40);
    expect(new Set(places.map(indexIn)).size).toBeGreaterThan(10_000);
    expect(Math.max(...places.map(indexIn))).toBeLessThan(REGISTERS);
  });
});

describe('dense registers', () => {
  const changes = fc.array(
    fc.tuple(fc.integer({ min: 0, max: REGISTERS - 1 }), fc.integer({ min: 0, max: 63 })),
    { maxLength: 200 },
  );

  it('are what was set, and nothing else', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = new Uint8Array(DENSE_LENGTH);
        const model = new Array<number>(REGISTERS).fill(0);
        for (const [index, value] of [...list, [REGISTERS - 1, 63]]) {
          setDenseRegister(bytes, index, value);
          model[index] = value;
        }
        expect([...denseRegisters(bytes)]).toEqual(model);
        expect(model.every((value, index) => denseRegister(bytes, index) === value)).toBe(true);
        const histogram = new Int32Array(REGISTER_VALUES);
        countDense(bytes, histogram);
        expect([...histogram]).toEqual(histogramOf(model));
        expect(bytes.subarray(0, HEADER_LENGTH).every((byte) => byte === 0)).toBe(true);
        expect([...denseValue(bytes, denseRegisters(bytes)).storage]).toEqual([...bytes]);
      }),
      { numRuns: 20 },
    );
  });

  it('raise others', () => {
    const bytes = new Uint8Array(DENSE_LENGTH);
    const registers = new Uint8Array(REGISTERS).fill(3);
    for (let index = 0; index < REGISTERS; index++) setDenseRegister(bytes, index, index % 7);
    raiseToDense(bytes, registers);
    expect(registers.every((value, index) => value === Math.max(3, index % 7))).toBe(true);
  });
});

const histogramOf = (registers: readonly number[]): number[] => {
  const histogram = new Array<number>(REGISTER_VALUES).fill(0);
  for (const value of registers) histogram[value]++;
  return histogram;
};

describe('sparse registers', () => {
  it('are those of their runs', () => {
    fc.assert(
      fc.property(runs, (list) => {
        const model = registersOf(list);
        const value = sparseValue(list);
        expect(sparseRegisters(value)).toEqual(model);
        const histogram = new Int32Array(REGISTER_VALUES);
        expect(countSparse(value.storage, value.length, histogram)).toBe(true);
        expect([...histogram]).toEqual(histogramOf(model));
        expect([...denseRegisters(denseOf(value).storage)]).toEqual(model);
        const shown = list.map(([of, length, isLong]) =>
          of > 0 ? `v:${of},${length}` : `${isLong ? 'Z' : 'z'}:${length}`,
        );
        expect(described(value)).toBe(shown.join(' '));
      }),
      { numRuns: 50 },
    );
  });

  it('are described in pieces', () => {
    const value = new GrowableBytes(HEADER + '\x00'.repeat(100_000));
    expect(described(value)).toBe(new Array(100_000).fill('z:1').join(' '));
  });

  it.each([
    ['one too few', [[0, REGISTERS - 1, true]], false, false],
    [
      'one too many zeros',
      [
        [0, REGISTERS, true],
        [0, 1],
      ],
      false,
      false,
    ],
    [
      'one too many values',
      [
        [0, REGISTERS, true],
        [1, 1],
      ],
      false,
      true,
    ],
    [
      'values across the end',
      [
        [0, REGISTERS - 1, true],
        [1, 2],
      ],
      false,
      false,
    ],
  ] as [string, Run[], boolean, boolean][])('that are %s', (_, list, counts, raisesOthers) => {
    const value = sparseValue(list);
    expect(countSparse(value.storage, value.length, new Int32Array(REGISTER_VALUES))).toBe(counts);
    expect(sparseRegisters(value) !== undefined).toBe(raisesOthers);
  });

  it('of any bytes neither fail nor go on for ever', () => {
    const edit = new SparseEdit();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 0, max: 300 }),
        raises,
        (bytes, maximum, list) => {
          const value = new GrowableBytes(HEADER + String.fromCharCode(...bytes));
          sparseRegisters(value);
          described(value);
          edit.begin(value, maximum);
          for (const [index, count] of list) edit.raise(index, count);
          if (edit.dense === undefined) edit.finish(value);
          expect(value.length).toBeLessThanOrEqual(Math.max(bytes.length + HEADER_LENGTH, maximum));
          expect(value.storage.subarray(value.length).every((byte) => byte === 0)).toBe(true);
        },
      ),
    );
  });
});

describe('an edit of sparse registers', () => {
  it('raises what is lower, whatever the runs are', () => {
    const edit = new SparseEdit();
    fc.assert(
      fc.property(runs, raises, (list, changes) => {
        const model = registersOf(list);
        const value = sparseValue(list);
        edit.begin(value, NEVER_DENSE);
        for (const [index, count] of changes) {
          expect(edit.raise(index, count)).toBe(count > model[index]);
          model[index] = Math.max(model[index], count);
        }
        edit.finish(value);
        expect(sparseRegisters(value)).toEqual(model);
        if (edit.isChanged) expect(isStale(value.storage)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('makes the same bytes where it goes on from the register before', () => {
    const [steps, whole] = [new SparseEdit(), new SparseEdit()];
    fc.assert(
      fc.property(runs, raises, (list, changes) => {
        const sorted = [...changes].sort(([a], [b]) => a - b);
        const [stepped, inOne] = [sparseValue(list), sparseValue(list)];
        whole.begin(inOne, NEVER_DENSE);
        for (const [index, count] of sorted) {
          whole.raise(index, count);
          steps.begin(stepped, NEVER_DENSE);
          steps.raise(index, count);
          steps.finish(stepped);
        }
        whole.finish(inOne);
        expect(inOne.toByteString()).toBe(stepped.toByteString());
      }),
      { numRuns: 300 },
    );
  });

  it('becomes dense where it would be too long, and keeps all registers', () => {
    const edit = new SparseEdit();
    fc.assert(
      fc.property(runs, raises, fc.integer({ min: 0, max: 60 }), (list, changes, room) => {
        const value = sparseValue(list);
        const before = value.toByteString();
        const model = registersOf(list);
        edit.begin(value, value.length + room);
        for (const [index, count] of changes) {
          edit.raise(index, count);
          model[index] = Math.max(model[index], count);
        }
        if (edit.dense === undefined) return;
        expect([...denseRegisters(edit.dense.storage)]).toEqual(model);
        expect(value.toByteString()).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  it('becomes dense for a value that no run can hold', () => {
    const edit = new SparseEdit();
    edit.begin(emptyHyperLogLog(), NEVER_DENSE);
    expect(edit.raise(7, 33)).toBe(true);
    expect(edit.raise(7, 33)).toBe(false);
    expect(denseRegister((edit.dense as GrowableBytes).storage, 7)).toBe(33);
  });

  it('changes nothing before it is stored', () => {
    const edit = new SparseEdit();
    const value = emptyHyperLogLog();
    const before = value.toByteString();
    edit.begin(value, 3000);
    expect(edit.raise(5, 2)).toBe(true);
    expect(value.toByteString()).toBe(before);
    edit.finish(value);
    expect(described(value)).toBe('z:5 v:2,1 Z:16378');
  });

  it('moves what is behind the registers of a long string', () => {
    const edit = new SparseEdit();
    const tail = '\x88\x8c'.repeat(SPARSE_HEAD);
    const value = new GrowableBytes(`${HEADER}\x7f\xff${tail}`);
    edit.begin(value, NEVER_DENSE);
    for (let index = 0; index < REGISTERS; index++) expect(edit.raise(index, 1 + (index % 2))).toBe(true);
    edit.finish(value);
    expect(value.length).toBe(HEADER_LENGTH + REGISTERS + tail.length);
    expect(value.getRange(value.length - tail.length, value.length)).toBe(tail);
  });

  it('tells of registers that no run covers', () => {
    const edit = new SparseEdit();
    edit.begin(sparseValue([[0, 100, true]]), 3000);
    expect(edit.raise(99, 1)).toBe(true);
    expect(edit.raise(100, 1)).toBeUndefined();
    expect(edit.raise(3, 33)).toBeUndefined();
    edit.begin(new GrowableBytes(HEADER), 3000);
    expect(edit.raise(0, 1)).toBeUndefined();
  });
});

describe('a union', () => {
  it('has the highest registers of sparse and dense values', () => {
    const union = new RegisterUnion();
    fc.assert(
      fc.property(fc.array(fc.tuple(runs, fc.boolean()), { maxLength: 3 }), (parts) => {
        union.clear();
        const model = new Array<number>(REGISTERS).fill(0);
        for (const [list, becomesDense] of parts) {
          const sparse = sparseValue(list);
          expect(union.add(becomesDense ? denseOf(sparse) : sparse)).toBe(true);
          registersOf(list).forEach((value, index) => {
            model[index] = Math.max(model[index], value);
          });
        }
        expect(union.anyDense).toBe(parts.some(([, becomesDense]) => becomesDense));
        expect([...union.registers]).toEqual(model);
        const histogram = new Int32Array(REGISTER_VALUES);
        union.count(histogram);
        expect([...histogram]).toEqual(histogramOf(model));
        const raised: number[] = [];
        for (let index = union.nextRaised(0); index < REGISTERS; index = union.nextRaised(index + 1)) {
          raised.push(index);
        }
        expect(raised).toEqual(model.flatMap((value, index) => (value > 0 ? [index] : [])));
      }),
      { numRuns: 30 },
    );
  });

  it('refuses registers that are not covered', () => {
    expect(new RegisterUnion().add(sparseValue([[1, 4]]))).toBe(false);
  });
});

describe('the estimate', () => {
  const estimateFor = (registers: readonly number[]) => estimateOf(Int32Array.from(histogramOf(registers)));

  it('is near the number of elements', () => {
    const registers = new Array<number>(REGISTERS).fill(0);
    for (let count = 1; count <= 100_000; count++) {
      const place = placeOf(`${count}`);
      registers[indexIn(place)] = Math.max(registers[indexIn(place)], countIn(place));
      if (![1, 10, 100, 1000, 10_000, 100_000].includes(count)) continue;
      expect(Math.abs(Number(estimateFor(registers)) - count)).toBeLessThanOrEqual(count * 0.04);
    }
  });

  it('is 0 without elements, and the smallest number where it is beyond 64 bits', () => {
    expect(estimateFor(new Array(REGISTERS).fill(0))).toBe(0);
    expect(estimateFor(new Array(REGISTERS).fill(51))).toBe(-(2n ** 63n));
    expect(estimateFor(new Array(REGISTERS).fill(63))).toBe(-(2n ** 63n));
  });

  it.each([0, 1, 255, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2n ** 53n, 2n ** 62n])(
    'of %s is remembered',
    (estimate) => {
      const bytes = emptyHyperLogLog().storage;
      markStale(bytes);
      rememberEstimate(bytes, estimate);
      expect(isStale(bytes)).toBe(false);
      expect(rememberedEstimate(bytes)).toBe(estimate);
    },
  );

  it('that is negative looks as if it were out of date', () => {
    const bytes = emptyHyperLogLog().storage;
    rememberEstimate(bytes, -(2n ** 63n));
    expect(isStale(bytes)).toBe(true);
  });
});
