import {
  countIn,
  DENSE_LENGTH,
  estimateOf,
  indexIn,
  placeOf,
  REGISTER_VALUES,
  REGISTERS,
} from '../../data/hyperloglog.ts';
import { countDense, denseRegister, setDenseRegister } from '../../data/hyperloglog-dense.ts';
import { SparseEdit } from '../../data/hyperloglog-edit.ts';
import { countSparse } from '../../data/hyperloglog-sparse.ts';
import type { Random } from '../../engine/clock.ts';
import { command } from '../../engine/command.ts';
import { failure } from '../../engine/errors.ts';
import { OK } from '../../protocol/reply.ts';

/** How often all registers are written and read. Redis does a hundred times as much, for more than a second: nobody is answered meanwhile. */
const CYCLES = 10;
const ELEMENTS = 100_000;
/** The standard error of the estimate. */
const STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);
/** How many standard errors an estimate may be off. */
const TOLERATED_ERRORS = 6;

/** Writes random values into dense registers, and finds them there again: none has touched its neighbours. */
function testRegisters(random: Random): void {
  const bytes = new Uint8Array(DENSE_LENGTH);
  const registers = new Uint8Array(REGISTERS);
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    for (let index = 0; index < REGISTERS; index++) {
      const value = Math.floor(random() * REGISTER_VALUES);
      registers[index] = value;
      setDenseRegister(bytes, index, value);
    }
    for (let index = 0; index < REGISTERS; index++) {
      const value = denseRegister(bytes, index);
      if (value === registers[index]) continue;
      throw failure(`TESTFAILED Register ${index} should be ${registers[index]} but is ${value}`);
    }
  }
}

const estimateOfDense = (bytes: Uint8Array): number => {
  const histogram = new Int32Array(REGISTER_VALUES);
  countDense(bytes, histogram);
  return Number(estimateOf(histogram));
};

function estimateOfEdit(edit: SparseEdit): number {
  const value = edit.finish(undefined);
  if (edit.dense !== undefined) return estimateOfDense(value.storage);
  const histogram = new Int32Array(REGISTER_VALUES);
  countSparse(value.storage, value.length, histogram);
  return Number(estimateOf(histogram));
}

/** Adds many different elements to one HyperLogLog in each encoding, and compares the estimates at each power of ten. */
function testEstimates(random: Random, sparseMaximum: number): void {
  const dense = new Uint8Array(DENSE_LENGTH);
  const edit = new SparseEdit();
  edit.begin(undefined, sparseMaximum);
  const seed = Math.floor(random() * 2 ** 31);
  const upper = bytesOf(Math.floor(random() * 2 ** 31));
  for (let count = 1, checkpoint = 1; count <= ELEMENTS; count++) {
    const place = placeOf(bytesOf(count ^ seed) + upper);
    if (denseRegister(dense, indexIn(place)) < countIn(place)) {
      setDenseRegister(dense, indexIn(place), countIn(place));
    }
    edit.raise(indexIn(place), countIn(place));
    if (count < checkpoint) continue;

    if (count < sparseMaximum / 2 && edit.dense !== undefined) {
      throw failure('TESTFAILED sparse encoding not used');
    }
    const estimate = estimateOfDense(dense);
    if (estimate !== estimateOfEdit(edit)) throw failure('TESTFAILED dense/sparse disagree');
    const error = Math.abs(count - estimate);
    // So few elements cannot be off by more than one that shares a register.
    const tolerated = count === 10 ? 1 : Math.ceil(STANDARD_ERROR * TOLERATED_ERRORS * count);
    if (error > tolerated) throw failure(`TESTFAILED Too big error. card:${count} abserr:${error}`);
    checkpoint *= 10;
  }
}

const bytesOf = (word: number): string =>
  String.fromCharCode(word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24);

export const pfselftestCommand = command({
  name: 'PFSELFTEST',
  group: 'hyperloglog',
  since: '2.8.9',
  summary: 'An internal command for testing HyperLogLog values.',
  complexity: 'N/A',
  arity: 1,
  flags: ['admin'],
  acl: ['hyperloglog'],
  isSystem: true,
  run(ctx) {
    testRegisters(ctx.random);
    testEstimates(ctx.random, ctx.settings.hllSparseMaxBytes);
    return OK;
  },
});
