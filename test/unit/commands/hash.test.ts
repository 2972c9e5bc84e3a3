import { expect, it } from 'vitest';
import { collectEffects } from '../../support/effects.ts';
import { engineBench } from '../../support/engine.ts';

it('HINCRBYFLOAT is replayed as the HSET of its result, and what changes nothing not at all', () => {
  const { engine, connect } = engineBench();
  const effects = collectEffects(engine);
  const { call } = connect();
  call('HINCRBYFLOAT', 'h', 'f', '1.50');
  expect(effects()).toEqual(['HSET h f 1.5']);
  call('HSETNX', 'h', 'f', '2');
  call('HDEL', 'h', 'x');
  call('HINCRBY', 'h', 'f', '1');
  expect(effects()).toEqual([]);
});
