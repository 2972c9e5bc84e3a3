import { describe, expect, it } from 'vitest';
import { openMath } from '../../../../src/lua/lib/math.ts';
import { Random48 } from '../../../../src/lua/lib/random.ts';
import { evaluate, newState } from './evaluate.ts';

const THREE = 'return math.random(), math.random(10), math.random(5, 7)';

describe('random numbers', () => {
  it('are those of a server that has just started', () => {
    expect(evaluate('return math.random(), math.random(), math.random(10), math.random(5, 7)')).toBe(
      'true 0.39646477363839 0.84048536971234 4 6',
    );
  });

  it('are repeated after a seed', () => {
    expect(evaluate('math.randomseed(0) return math.random(), math.random()')).toBe(
      'true 0.17082803611217 0.74990198051087',
    );
    const seeded = `math.randomseed(-5) ${THREE}`;
    expect(evaluate(seeded)).toBe(evaluate(`math.random() ${seeded}`));
  });

  it('go on from script to script of one state', () => {
    const state = newState();
    expect(evaluate(THREE, state)).not.toBe(evaluate(THREE, state));
  });

  it('are one sequence for states that share a generator', () => {
    const generator = new Random48();
    const [first, second] = [newState(), newState()];
    first.globals.setString('math', openMath(first, generator));
    second.globals.setString('math', openMath(second, generator));
    expect(evaluate('return math.random()', first)).not.toBe(evaluate('return math.random()', second));
  });

  it('wrap the width of an interval to 32 bits', () => {
    expect(evaluate('return math.random(-2147483648, 2147483647)')).toBe('true -2147483648');
  });
});
