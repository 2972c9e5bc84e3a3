import { describe, expect, it } from 'vitest';
import { collectEffects } from '../../support/effects.ts';
import { engineBench } from '../../support/engine.ts';

function bench() {
  const { engine, connect } = engineBench();
  const effects = collectEffects(engine);
  return { effects, connect, call: connect().call };
}

describe('what list commands leave to be replayed', () => {
  it('blocking forms are replayed as those that do not block', () => {
    const { effects, call } = bench();
    call('RPUSH', 'a', '1', '2', '3', '4', '5', '6', '7');
    effects();
    call('BLPOP', 'none', 'a', '0');
    call('BRPOP', 'a', '0');
    call('BLMOVE', 'a', 'b', 'LEFT', 'right', '0');
    call('BRPOPLPUSH', 'a', 'b', '0');
    call('BLMPOP', '0', '2', 'none', 'a', 'LEFT', 'COUNT', '2');
    expect(effects()).toEqual(['LPOP a', 'RPOP a', 'LMOVE a b LEFT right', 'RPOPLPUSH a b', 'LPOP a 2']);
  });

  it('LMPOP names the key and how many it took', () => {
    const { effects, call } = bench();
    call('RPUSH', 'a', '1', '2');
    effects();
    call('LMPOP', '2', 'none', 'a', 'RIGHT', 'COUNT', '10');
    expect(effects()).toEqual(['RPOP a 2']);
    call('LMPOP', '2', 'none', 'a', 'RIGHT');
    expect(effects()).toEqual([]);
  });

  it('a client that waited is replayed after what woke it', () => {
    const { effects, connect, call } = bench();
    connect().call('BLMOVE', 'a', 'b', 'LEFT', 'LEFT', '0');
    expect(effects()).toEqual([]);
    call('RPUSH', 'a', 'x');
    expect(effects()).toEqual(['RPUSH a x', 'LMOVE a b LEFT LEFT']);
  });

  it('what changes nothing leaves nothing', () => {
    const { effects, call } = bench();
    call('RPUSH', 'a', 'x');
    effects();
    call('LREM', 'a', '0', 'none');
    call('LINSERT', 'a', 'BEFORE', 'none', 'y');
    call('LPUSHX', 'none', 'x');
    call('LPOP', 'a', '0');
    call('LSET', 'a', '5', 'x');
    call('RPOPLPUSH', 'none', 'a');
    expect(effects()).toEqual([]);
  });
});
