import { describe, expect, it } from 'vitest';
import { engineBench } from '../../support/engine.ts';

function scene() {
  const { engine, connect } = engineBench();
  const effects: string[] = [];
  engine.effectSink = { record: (_database, words) => effects.push(words.join(' ')), endUnit: () => {} };
  const client = connect();
  return {
    connect,
    /** Runs commands, a line each; answers what they recorded to be replayed. */
    record(...lines: string[]): string[] {
      effects.length = 0;
      for (const line of lines) {
        const [name, ...args] = line.split(' ');
        client.call(name, ...args);
      }
      return [...effects];
    },
  };
}

describe('what popping is replayed as', () => {
  it('names the key and the number where the words leave them open', () => {
    const { record } = scene();
    record('ZADD z 1 a 2 b 3 c 4 d 5 e');
    expect(record('ZMPOP 2 none z MIN COUNT 2', 'BZPOPMAX none z 0', 'BZMPOP 0 1 z MAX COUNT 9')).toEqual([
      'ZPOPMIN z 2',
      'ZPOPMAX z',
      'ZPOPMAX z 2',
    ]);
  });

  it('is nothing when nothing was there', () => {
    const { record } = scene();
    expect(record('ZPOPMIN z', 'ZMPOP 1 z MIN', 'ZREM z a', 'ZADD z XX 1 a')).toEqual([]);
  });

  it('follows the command that ended a wait', () => {
    const { record, connect } = scene();
    const waiting = connect();
    waiting.call('BZPOPMIN', 'z', '0');
    expect(record('ZADD z 1 a 2 b')).toEqual(['ZADD z 1 a 2 b', 'ZPOPMIN z']);
    expect(waiting.replies).toHaveLength(1);
  });
});

describe('what ZADD is replayed as', () => {
  it('is nothing when no score changed', () => {
    const { record } = scene();
    record('ZADD z 1 a');
    expect(record('ZADD z 1 a', 'ZADD z GT 0 a', 'ZINCRBY z 0 a', 'ZADD z NX 5 a')).toEqual([]);
    expect(record('ZADD z GT 5 a')).toEqual(['ZADD z GT 5 a']);
  });
});
