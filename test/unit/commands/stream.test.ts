import { describe, expect, it } from 'vitest';
import { engineBench } from '../../support/engine.ts';

/** An engine whose clock stands at 1000000 ms, with what it records to be replayed, a line a command. */
function scene() {
  const { engine, connect } = engineBench();
  const effects: string[] = [];
  engine.effectSink = { record: (_database, words) => effects.push(words.join(' ')), endUnit: () => {} };
  const client = connect();
  engine.settings.set('stream-node-max-entries', '2');
  return {
    connect,
    /** Runs commands, a line each; answers what they recorded. */
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

const FIVE = [1, 2, 3, 4, 5].map((ms) => `XADD s ${ms}-0 f v`);

describe('what XADD and XTRIM are replayed as', () => {
  it('names the ID that was made up', () => {
    const { record } = scene();
    expect(record('XADD s 5-* f v', 'XADD s * f v', 'XADD s * f v', 'XADD s 2000000 f v')).toEqual([
      'XADD s 5-0 f v',
      'XADD s 1000000-0 f v',
      'XADD s 1000000-1 f v',
      'XADD s 2000000 f v',
    ]);
  });

  it('trims exactly as far as was trimmed, whatever the block borders are elsewhere', () => {
    const { record } = scene();
    record(...FIVE);
    expect(record('XADD s MAXLEN ~ 4 6-0 f v')).toEqual(['XADD s MAXLEN = 4 6-0 f v']);
    expect(record('XADD s MINID ~ 4 LIMIT 10 7 f v')).toEqual(['XADD s MINID = 3-0 7 f v']);
    expect(record('XTRIM s MAXLEN ~ 2')).toEqual(['XTRIM s MAXLEN = 3']);
    expect(record('XTRIM s MAXLEN ~ 3')).toEqual([]);
    expect(record('XTRIM s MAXLEN 2')).toEqual(['XTRIM s MAXLEN 2']);
  });

  it('is nothing when nothing was changed', () => {
    const { record } = scene();
    record(...FIVE);
    expect(record('XDEL s 9-0', 'XADD s 1-0 f v', 'XTRIM s MAXLEN 9', 'XADD none NOMKSTREAM * f v')).toEqual(
      [],
    );
  });
});

describe('what deliveries are replayed as', () => {
  it('spells every fact out in an XCLAIM', () => {
    const { record } = scene();
    record(...FIVE, 'XGROUP CREATE s g 0');
    expect(record('XREADGROUP GROUP g alice COUNT 2 STREAMS s >')).toEqual([
      'XCLAIM s g alice 0 1-0 TIME 1000000 RETRYCOUNT 1 FORCE JUSTID LASTID 1-0',
      'XCLAIM s g alice 0 2-0 TIME 1000000 RETRYCOUNT 1 FORCE JUSTID LASTID 2-0',
      'XGROUP SETID s g 2-0 ENTRIESREAD 2',
    ]);
    expect(
      record('XREADGROUP GROUP g alice COUNT 1 STREAMS s 0', 'XREADGROUP GROUP g alice STREAMS s 2'),
    ).toEqual(['XCLAIM s g alice 0 1-0 TIME 1000000 RETRYCOUNT 2 FORCE JUSTID LASTID 2-0']);
    expect(record('XCLAIM s g bob 0 1-0', 'XCLAIM s g carol 100 2-0')).toEqual([
      'XCLAIM s g bob 0 1-0 TIME 1000000 RETRYCOUNT 3 FORCE JUSTID LASTID 2-0',
      'XGROUP CREATECONSUMER s g carol',
    ]);
    expect(record('XCLAIM s g bob 0 9-0 LASTID 4-0')).toEqual(['XGROUP SETID s g 4-0 ENTRIESREAD 2']);
  });

  it('tells of entries that XAUTOCLAIM finds deleted under their old owner', () => {
    const { record } = scene();
    record(...FIVE, 'XGROUP CREATE s g 0', 'XREADGROUP GROUP g alice COUNT 2 STREAMS s >', 'XDEL s 1-0');
    expect(record('XAUTOCLAIM s g bob 0 0')).toEqual([
      'XCLAIM s g alice 0 1-0 TIME 1000000 RETRYCOUNT 1 FORCE JUSTID LASTID 2-0',
      'XCLAIM s g bob 0 2-0 TIME 1000000 RETRYCOUNT 2 FORCE JUSTID LASTID 2-0',
    ]);
  });

  it('creates the consumer and moves the group where nothing becomes pending', () => {
    const { record } = scene();
    record(...FIVE, 'XGROUP CREATE s g 0');
    expect(record('XREADGROUP GROUP g bob STREAMS s 0', 'XAUTOCLAIM s g carol 0 0')).toEqual([
      'XGROUP CREATECONSUMER s g bob',
      'XGROUP CREATECONSUMER s g carol',
    ]);
    expect(record('XREADGROUP GROUP g alice NOACK STREAMS s >')).toEqual([
      'XGROUP CREATECONSUMER s g alice',
      'XGROUP SETID s g 5-0 ENTRIESREAD 5',
    ]);
  });

  it('comes with the command that ended a wait', () => {
    const { record, connect } = scene();
    record('XGROUP CREATE s g $ MKSTREAM');
    const waiting = connect();
    waiting.call('XREADGROUP', 'GROUP', 'g', 'alice', 'BLOCK', '0', 'STREAMS', 's', '>');
    expect(record('XADD s 1-0 f v')).toEqual([
      'XADD s 1-0 f v',
      'XCLAIM s g alice 0 1-0 TIME 1000000 RETRYCOUNT 1 FORCE JUSTID LASTID 1-0',
      'XGROUP SETID s g 1-0 ENTRIESREAD 1',
    ]);
    expect(waiting.replies).toHaveLength(1);
  });
});
