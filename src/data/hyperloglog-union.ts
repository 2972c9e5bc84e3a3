/**
 * The registers of a union of HyperLogLogs: the highest one of each place. Where all are sparse most of them are 0, so that
 * they are passed over by eight.
 */
import type { GrowableBytes } from './growable-bytes.ts';
import { DENSE, ENCODING_AT, REGISTER_VALUES, REGISTERS } from './hyperloglog.ts';
import { raiseToDense } from './hyperloglog-dense.ts';
import { raiseToSparse } from './hyperloglog-sparse.ts';

export class RegisterUnion {
  readonly registers = new Uint8Array(REGISTERS);
  /** Whether one of the HyperLogLogs was dense. */
  anyDense = false;
  /** The same bytes. No register is so high that eight of them would be a negative zero. */
  private readonly eights = new Float64Array(this.registers.buffer);
  private readonly odd = new Int32Array(REGISTER_VALUES);

  clear(): void {
    this.registers.fill(0);
    this.anyDense = false;
  }

  /** Adds a HyperLogLog. Answers whether its registers are valid. */
  add(value: GrowableBytes): boolean {
    if (value.byteAt(ENCODING_AT) !== DENSE) {
      return raiseToSparse(value.storage, value.length, this.registers);
    }
    this.anyDense = true;
    raiseToDense(value.storage, this.registers);
    return true;
  }

  /** The first register from `index` on that is not 0; REGISTERS: there is none. */
  nextRaised(index: number): number {
    const { registers, eights } = this;
    while (index < REGISTERS) {
      if ((index & 7) === 0 && eights[index >>> 3] === 0) index += 8;
      else if (registers[index] > 0) return index;
      else index++;
    }
    return REGISTERS;
  }

  /**
   * Counts in `histogram` how many registers have which value. Neighbours are often equal and are counted in different
   * places, because adding to the place that was just added to has to wait.
   */
  count(histogram: Int32Array): void {
    const { registers, eights, odd } = this;
    odd.fill(0);
    for (let eight = 0; eight < eights.length; eight++) {
      if (eights[eight] === 0) {
        histogram[0] += 8;
        continue;
      }
      const index = 8 * eight;
      histogram[registers[index]]++;
      odd[registers[index + 1]]++;
      histogram[registers[index + 2]]++;
      odd[registers[index + 3]]++;
      histogram[registers[index + 4]]++;
      odd[registers[index + 5]]++;
      histogram[registers[index + 6]]++;
      odd[registers[index + 7]]++;
    }
    for (let value = 0; value < REGISTER_VALUES; value++) histogram[value] += odd[value];
  }
}
