import { describe, expect, test } from 'vitest';
import { type ErrorReply, NULL_ARRAY } from '../../../src/protocol/reply.ts';
import { engineBench } from '../../support/engine.ts';

describe('a client that waits for keys', () => {
  test('is answered when another fills one', () => {
    const { connect, resumed } = engineBench();
    const [waiting, other] = [connect(), connect()];
    expect(waiting.call('BLPOP', 'a', 'b', '0')).toBe(undefined);
    expect(other.call('RPUSH', 'b', 'x', 'y')).toBe(2);
    expect(waiting.replies).toEqual([['b', 'x']]);
    expect(resumed).toEqual([waiting.client]);
    expect(other.call('LRANGE', 'b', '0', '-1')).toEqual(['y']);
  });

  test('is served in the order of arrival', () => {
    const { connect } = engineBench();
    const [first, second, other] = [connect(), connect(), connect()];
    first.call('BLPOP', 'k', '0');
    second.call('BLPOP', 'k', '0');
    other.call('RPUSH', 'k', '1', '2');
    expect(first.replies).toEqual([['k', '1']]);
    expect(second.replies).toEqual([['k', '2']]);
  });

  test('is answered nil when its time is up, to the millisecond', () => {
    const { engine, connect, advance } = engineBench();
    const waiting = connect();
    waiting.call('BLPOP', 'k', '0.25');
    expect(engine.nextDeadline()).toBeLessThanOrEqual(1_000_250);
    advance(249);
    expect(waiting.replies).toEqual([]);
    advance(1);
    expect(waiting.replies).toEqual([NULL_ARRAY]);
  });

  test('goes on waiting when the key turns out to hold something else', () => {
    const { connect } = engineBench();
    const [waiting, other] = [connect(), connect()];
    waiting.call('BLPOP', 'k', '0');
    other.call('SET', 'k', 'v');
    expect(waiting.replies).toEqual([]);
    other.call('DEL', 'k');
    other.call('RPUSH', 'k', 'x');
    expect(waiting.replies).toEqual([['k', 'x']]);
  });

  test('is served after a transaction as a whole', () => {
    const { connect } = engineBench();
    const [waiting, other] = [connect(), connect()];
    waiting.call('BLPOP', 'k', '0');
    other.call('MULTI');
    other.call('RPUSH', 'k', 'x');
    other.call('LPOP', 'k');
    other.call('EXEC');
    expect(waiting.replies).toEqual([]);
  });

  test('does not wait inside a transaction', () => {
    const { connect } = engineBench();
    const client = connect();
    client.call('MULTI');
    client.call('BLPOP', 'k', '0');
    expect(client.call('EXEC')).toEqual([NULL_ARRAY]);
  });

  test('is forgotten when it goes', () => {
    const { engine, connect } = engineBench();
    const [waiting, other] = [connect(), connect()];
    waiting.call('BLPOP', 'k', '0');
    waiting.client.close();
    other.call('RPUSH', 'k', 'x');
    expect(other.call('LLEN', 'k')).toBe(1);
    expect(engine.blocking.clientCount).toBe(0);
  });

  test('can be unblocked by another, as on timeout or with an error', () => {
    const { connect } = engineBench();
    const [waiting, other] = [connect(), connect()];
    waiting.call('BLPOP', 'k', '0');
    expect(other.call('CLIENT', 'UNBLOCK', String(waiting.client.id))).toBe(1);
    expect(waiting.replies).toEqual([NULL_ARRAY]);
    waiting.call('BLPOP', 'k', '0');
    other.call('CLIENT', 'UNBLOCK', String(waiting.client.id), 'ERROR');
    expect((waiting.replies[1] as ErrorReply).text).toBe('UNBLOCKED client unblocked via CLIENT UNBLOCK');
  });
});

describe('CLIENT PAUSE', () => {
  test('holds writes back and runs them when it ends', () => {
    const { connect, advance } = engineBench();
    const [client, other] = [connect(), connect()];
    other.call('CLIENT', 'PAUSE', '100', 'WRITE');
    expect(client.call('GET', 'k')).toBe(null);
    expect(client.call('SET', 'k', 'v')).toBe(undefined);
    expect(client.client.paused).toBe(true);
    advance(100);
    expect(client.replies).toHaveLength(2);
    expect(other.call('GET', 'k')).toBe('v');
  });

  test('of writes lets scripts run that declare to write nothing', () => {
    const { connect } = engineBench();
    const [client, other] = [connect(), connect()];
    other.call('CLIENT', 'PAUSE', '100', 'WRITE');
    expect(client.call('EVAL', '#!lua flags=no-writes\nreturn 1', '0')).toBe(1);
    expect(client.call('EVAL_RO', 'return 2', '0')).toBe(2);
    expect(client.call('EVAL', 'return 3', '0')).toBe(undefined);
    expect(client.client.paused).toBe(true);
  });
});
