/**
 * Keeps scripts from taking all memory: past `lua-memory-limit` they get Lua's `not enough memory`.
 *
 * What is measured is the heap, by how much it grew since the run began: counting allocations would count what is
 * garbage already. A heap that looks too large may be full of garbage, so it is collected before the script is told;
 * and then not again before there can be much new garbage. Without a `Heap` there is no limit.
 */
import type { Services } from '../engine/context.ts';
import type { Heap } from '../engine/host.ts';
import { budget, memory, spend } from '../lua/runtime/budget.ts';
import { errorHere } from '../lua/runtime/lua-error.ts';

/** Share of the heap that is a script's when `lua-memory-limit` is 0. */
const DEFAULT_SHARE = 1 / 4;
/** Share of the heap that all data together may fill while a script runs: beyond, the process is in danger. */
const SAFE_SHARE = 0.9;
/** Large allocations, in bytes, between two looks at the heap; many small ones take time and are seen by the clock. */
export const MEMORY_SLICE = 16 * 1024 * 1024;

export class MemoryGuard {
  private readonly engine: Services;
  /** Bytes in use when the run began; undefined until the first look. */
  private before: number | undefined = undefined;
  /** The next look collects garbage if more bytes than this are in use. */
  private collectFrom = 0;

  constructor(engine: Services) {
    this.engine = engine;
  }

  /** To be called when a run begins. */
  begin(): void {
    this.before = undefined;
  }

  /** The budget for large allocations is used up: looks at the heap, and grants the next slice. @throws LuaError */
  onMemory(): void {
    this.check(memory.used - memory.limit);
    memory.limit = memory.used + MEMORY_SLICE;
  }

  /**
   * Looks at the heap.
   * @param wanted bytes about to be allocated
   * @throws LuaError `not enough memory`
   */
  check(wanted = 0): void {
    const { heap } = this.engine.host;
    if (heap === undefined) return;
    let used = heap.used();
    if (this.before === undefined) {
      this.before = used;
      this.collectFrom = this.ceiling(heap, used);
    }
    if (used + wanted <= this.collectFrom) return;
    heap.collect();
    // That took long: the clock is looked at next.
    spend(budget.remaining);
    used = heap.used();
    // The first reading may have counted garbage of others.
    this.before = Math.min(this.before, used);
    const ceiling = this.ceiling(heap, this.before);
    if (used + wanted > ceiling) throw errorHere('not enough memory');
    this.collectFrom = Math.max(ceiling, used + this.limit(heap) / 2);
  }

  private ceiling(heap: Heap, before: number): number {
    return Math.min(before + this.limit(heap), heap.limit * SAFE_SHARE);
  }

  private limit(heap: Heap): number {
    const { luaMemoryLimit } = this.engine.settings.values;
    return luaMemoryLimit > 0 ? luaMemoryLimit : heap.limit * DEFAULT_SHARE;
  }
}
