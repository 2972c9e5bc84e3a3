import { describe, expect, it } from 'vitest';
import type { SetReply } from '../../../src/protocol/reply.ts';
import { collectEffects } from '../../support/effects.ts';
import { engineBench } from '../../support/engine.ts';

function bench() {
  const { engine, connect } = engineBench();
  const effects = collectEffects(engine);
  const { call } = connect();
  return { effects, call };
}

describe('what set commands leave to be replayed', () => {
  it('SPOP names the member that it took', () => {
    const { effects, call } = bench();
    call('SADD', 's', 'a', 'b', 'c');
    effects();
    const member = call('SPOP', 's');
    expect(effects()).toEqual([`SREM s ${member}`]);
  });

  it('SPOP with a count names them all', () => {
    const { effects, call } = bench();
    call('SADD', 's', 'a', 'b', 'c', 'd');
    effects();
    const { members } = call('SPOP', 's', '3') as SetReply;
    expect(effects()).toEqual([`SREM s ${members.join(' ')}`]);
  });

  it('SPOP of many members is replayed in batches', () => {
    const { effects, call } = bench();
    call('SADD', 's', ...Array.from({ length: 3000 }, (_, number) => `m${number}`));
    effects();
    call('SPOP', 's', '2500');
    expect(effects().map((line) => line.split(' ').length - 2)).toEqual([1024, 1024, 452]);
    expect(call('SCARD', 's')).toBe(500);
  });

  it('SPOP of everything deletes the key', () => {
    const { effects, call } = bench();
    call('SADD', 's', 'a', 'b');
    effects();
    call('SPOP', 's', '2');
    expect(effects()).toEqual(['DEL s']);
  });

  it('what changes nothing leaves nothing', () => {
    const { effects, call } = bench();
    call('SADD', 's', 'a');
    effects();
    call('SADD', 's', 'a');
    call('SREM', 's', 'x');
    call('SMOVE', 's', 't', 'x');
    call('SMOVE', 's', 's', 'a');
    call('SPOP', 's', '0');
    call('SINTERSTORE', 'd', 's', 'none');
    expect(effects()).toEqual([]);
  });
});
