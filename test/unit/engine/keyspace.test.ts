import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engineBench } from '../../support/engine.ts';

describe('the gate', () => {
  test('is told of every change before it happens', () => {
    const { engine, connect } = engineBench();
    const client = connect();
    const seen: [key: string, before: unknown][] = [];
    engine.keyspace.onChange((database, key) => seen.push([key, database.keys.get(key)?.value]));
    client.call('SET', 'k', '1');
    client.call('INCR', 'k');
    client.call('GET', 'k');
    client.call('DEL', 'k');
    client.call('DEL', 'k');
    expect(seen).toEqual([
      ['k', undefined],
      ['k', '1'],
      ['k', 2],
    ]);
  });

  test('is passed by the flush of a database, key by key', () => {
    const { engine, connect } = engineBench();
    const client = connect();
    client.call('MSET', 'a', '1', 'b', '2');
    const seen: string[] = [];
    engine.keyspace.onChange((_database, key) => seen.push(key));
    client.call('FLUSHALL');
    expect(seen.sort()).toEqual(['a', 'b']);
  });
});

/** What a database answers for a key must not depend on what it was asked for last. */
describe('a key', () => {
  const key = fc.constantFrom('a', 'b', 'c');
  const step = fc.oneof(
    fc.tuple(fc.constantFrom('GET', 'GETDEL', 'INCR', 'DEL', 'UNLINK', 'PERSIST'), key),
    fc.tuple(fc.constant('SET'), key, fc.constantFrom('1', '2', '3')),
    fc.tuple(
      fc.constant('SET'),
      key,
      fc.constantFrom('1', '2'),
      fc.constant('PX'),
      fc.constantFrom('5', '10'),
    ),
    fc.tuple(fc.constantFrom('RENAME', 'RENAMENX', 'COPY'), key, key),
    fc.tuple(fc.constant('MOVE'), key, fc.constantFrom('0', '1')),
    fc.tuple(fc.constantFrom('FLUSHDB', 'FLUSHALL', 'WAIT A WHILE')),
    fc.constant(['SWAPDB', '0', '1']),
    fc.tuple(fc.constant('SELECT'), fc.constantFrom('0', '1')),
  );

  test('is found as it is, whatever happened to it and to others before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const asked = engineBench();
        const other = engineBench();
        const client = asked.connect();
        const witness = other.connect();
        for (const words of steps) {
          if (words[0] === 'WAIT A WHILE') {
            asked.clock.advance(6);
            other.clock.advance(6);
            continue;
          }
          // A key that nobody uses is looked up before every command of the witness.
          for (const database of other.engine.keyspace.databases) database.find('nobody');
          const [name, ...rest] = words;
          expect([words, client.call(name, ...rest)]).toEqual([words, witness.call(name, ...rest)]);
        }
      }),
    );
  });
});

describe('expiry', () => {
  test('hides a key from the millisecond on', () => {
    const { connect, clock } = engineBench();
    const client = connect();
    client.call('SET', 'k', 'v', 'PX', '10');
    clock.advance(9);
    expect(client.call('PTTL', 'k')).toBe(1);
    clock.advance(1);
    expect(client.call('GET', 'k')).toBe(null);
    expect(client.call('TTL', 'k')).toBe(-2);
  });

  test('deletes without anybody asking', () => {
    const { engine, connect, advance } = engineBench();
    const client = connect();
    for (let key = 0; key < 100; key++) client.call('SET', `k${key}`, 'v', 'PX', '10');
    advance(1000);
    for (let cycle = 0; cycle < 10; cycle++) advance(100);
    expect(engine.keyspace.databases[0].size).toBe(0);
    expect(engine.keyspace.statistics.expired).toBe(100);
  });

  test('is an effect to replay', () => {
    const { engine, connect, advance } = engineBench();
    const effects: string[][] = [];
    engine.effectSink = { record: (_database, words) => effects.push(words), endUnit: () => {} };
    const client = connect();
    client.call('SET', 'k', 'v', 'PX', '10');
    advance(10);
    client.call('GET', 'k');
    expect(effects).toEqual([
      ['SET', 'k', 'v', 'PXAT', '1000010'],
      ['DEL', 'k'],
    ]);
  });
});

describe('effects', () => {
  test('are the words of a command that changed something, and none of one that did not', () => {
    const { engine, connect } = engineBench();
    const effects: string[][] = [];
    engine.effectSink = {
      record: (_database, words) => effects.push(words),
      endUnit: () => effects.push(['--']),
    };
    const client = connect();
    client.call('INCR', 'n');
    client.call('GET', 'n');
    client.call('DEL', 'none');
    expect(effects).toEqual([['INCR', 'n'], ['--'], ['--'], ['--']]);
  });
});

describe('SWAPDB', () => {
  test('exchanges contents and breaks watches on either side', () => {
    const { connect } = engineBench();
    const [client, other] = [connect(), connect()];
    client.call('SET', 'k', 'zero');
    client.call('WATCH', 'k');
    other.call('SWAPDB', '0', '1');
    client.call('MULTI');
    client.call('GET', 'k');
    expect(client.call('EXEC')).not.toBeInstanceOf(Array);
    client.call('SELECT', '1');
    expect(client.call('GET', 'k')).toBe('zero');
  });
});
