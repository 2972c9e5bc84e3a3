import type { Engine } from '../../src/engine/engine.ts';

/** Collects what an engine would write to the AOF: each effect as one line. The answered function takes them out. */
export function collectEffects(engine: Engine): () => string[] {
  let effects: string[] = [];
  engine.effectSink = {
    record: (_database, effect) => {
      effects.push(effect.join(' '));
    },
    endUnit: () => {},
  };
  return () => {
    const taken = effects;
    effects = [];
    return taken;
  };
}
