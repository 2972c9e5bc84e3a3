import { describe, expect, it } from 'vitest';
import { SharedRunState } from '../../../src/server/run-words.ts';

/** The two sides of one run: the engine's and the front's. */
function sides(): { engine: SharedRunState; front: SharedRunState } {
  const memory = new SharedArrayBuffer(SharedRunState.BYTES);
  return { engine: new SharedRunState(memory), front: new SharedRunState(memory) };
}

describe('a kill and the first write', () => {
  it('exclude each other: the script that was killed first must not write', () => {
    const { engine, front } = sides();
    engine.begin('script', 0);
    expect(front.askToEnd('script')).toBe('killed');
    expect(front.askToEnd('script')).toBe('killed');
    expect(engine.fate).toBe('killed');
    expect(engine.beginToWrite()).toBe(false);
  });

  it('exclude each other: the script that has written cannot be killed', () => {
    const { engine, front } = sides();
    engine.begin('script', 0);
    expect(engine.beginToWrite()).toBe(true);
    expect(front.askToEnd('script')).toBe('unkillable');
    expect(front.askToEnd('function')).toBe('unkillable');
    expect(engine.fate).toBe(undefined);
  });

  it('are forgotten with the run', () => {
    const { engine, front } = sides();
    engine.begin('script', 0);
    front.askToEnd('script');
    engine.end();
    expect(engine.fate).toBe(undefined);
    engine.begin('script', 0);
    expect(engine.fate).toBe(undefined);
    expect(engine.beginToWrite()).toBe(true);
  });

  it('leave those alone that are of the other kind', () => {
    const { engine, front } = sides();
    engine.begin('function', 0);
    expect(front.kind).toBe('function');
    expect(front.askToEnd('script')).toBe('otherKind');
    expect(engine.fate).toBe(undefined);
    expect(front.askToEnd('function')).toBe('killed');
  });

  it('do not matter to a shutdown, which needs a run', () => {
    const { engine, front } = sides();
    front.abandon();
    engine.begin('script', 0);
    expect(engine.fate).toBe(undefined);
    engine.beginToWrite();
    front.abandon();
    expect(engine.fate).toBe('abandoned');
  });
});

describe('the engine is deaf', () => {
  const run = (began: number, looked: number) => {
    const { engine, front } = sides();
    engine.setClock(10_000_000);
    engine.begin('script', began);
    engine.look(looked);
    return { engine, front };
  };

  it('when a script runs for longer than the threshold and has not looked up for a while', () => {
    expect(run(0, 0).front.isDeaf(5000, 40)).toBe(true);
    expect(run(0, 0).front.isDeaf(60_000, 40)).toBe(false);
    expect(run(0, 20_000_000).front.isDeaf(5000, 40)).toBe(false);
  });

  it('not when no script runs, or when it serves others', () => {
    const { engine, front } = run(0, 0);
    engine.beginDrain();
    expect(front.isDeaf(5000, 40)).toBe(false);
    engine.endDrain();
    expect(front.isDeaf(5000, 40)).toBe(true);
    engine.end();
    expect(front.isDeaf(5000, 40)).toBe(false);
  });
});

describe("the engine's input", () => {
  it('can be held only while a script runs and does not drain', () => {
    const { engine, front } = sides();
    expect(front.hold()).toBe(false);
    engine.begin('script', 0);
    engine.beginDrain();
    expect(front.hold()).toBe(false);
    engine.endDrain();
    expect(engine.takeStoodIn()).toBe(false);
    expect(front.hold()).toBe(true);
    front.letGo();
    engine.end();
    expect(engine.takeStoodIn()).toBe(true);
    expect(engine.takeStoodIn()).toBe(false);
  });
});
