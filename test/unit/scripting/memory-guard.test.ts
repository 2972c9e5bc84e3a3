import { describe, expect, it } from 'vitest';
import type { Heap } from '../../../src/engine/host.ts';
import { engineBench } from '../../support/engine.ts';

const MEGABYTE = 1024 * 1024;

/** A heap of 1000 MB that shows what a test says, in megabytes. */
class TestHeap implements Heap {
  readonly limit = 1000 * MEGABYTE;
  collections = 0;
  /** What a look shows; the last one stays. */
  private readonly looks: number[];
  private readonly alive: number;

  constructor(looks: number[], alive: number) {
    this.looks = looks;
    this.alive = alive;
  }

  used(): number {
    const shown = this.looks.length > 1 ? (this.looks.shift() as number) : this.looks[0];
    return shown * MEGABYTE;
  }

  collect(): void {
    this.collections++;
    this.looks.unshift(this.alive);
  }
}

/** Allocates 160 MB in pieces that are looked at. */
const SCRIPT = "for i = 1, 40 do local s = ('x'):rep(4194304) end return 'done'";

function run(heap: Heap): unknown {
  return engineBench({ host: { heap } }).connect().call('EVAL', SCRIPT, '0');
}

const refusal = { text: expect.stringContaining('not enough memory') };

describe('a script', () => {
  it('may let the heap grow by a quarter of it', () => {
    const heap = new TestHeap([100, 200, 300, 340], 0);
    expect(run(heap)).toBe('done');
    expect(heap.collections).toBe(0);
  });

  it('gets an error when that is full of what is alive', () => {
    const heap = new TestHeap([100, 200, 400], 380);
    expect(run(heap)).toMatchObject(refusal);
    expect(heap.collections).toBe(1);
  });

  it('goes on when it was garbage, and the next collection comes late', () => {
    const heap = new TestHeap([100, 200, 400, 300, 320, 340], 150);
    expect(run(heap)).toBe('done');
    expect(heap.collections).toBe(1);
  });

  it('gets an error when the data leaves no room', () => {
    expect(run(new TestHeap([880, 890, 950], 940))).toMatchObject(refusal);
  });

  it('is bounded by lua-memory-limit', () => {
    const bench = engineBench({ host: { heap: new TestHeap([100, 120, 140], 130) } });
    const client = bench.connect();
    client.call('CONFIG', 'SET', 'lua-memory-limit', '20mb');
    expect(client.call('EVAL', SCRIPT, '0')).toMatchObject(refusal);
  });

  it('has no bound where nobody knows the heap', () => {
    expect(engineBench().connect().call('EVAL', SCRIPT, '0')).toBe('done');
  });
});
