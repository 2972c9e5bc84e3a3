import { describe, expect, test } from 'vitest';
import { ErrorReply, MapReply, OK } from '../../../../src/protocol/reply.ts';
import { engineBench } from '../../../support/engine.ts';

function guarded() {
  const bench = engineBench();
  bench.engine.settings.set('requirepass', 'secret');
  return bench;
}

describe('a server with a password', () => {
  test('lets nobody in who does not know it', () => {
    const client = guarded().connect();
    expect(client.call('GET', 'k')).toEqual(new ErrorReply('NOAUTH Authentication required.'));
    const wrong = new ErrorReply('WRONGPASS invalid username-password pair or user is disabled.');
    expect(client.call('AUTH', 'guess')).toEqual(wrong);
    expect(client.call('AUTH', 'somebody', 'secret')).toEqual(wrong);
    expect(client.call('HELLO', '3')).toMatchObject({
      text: expect.stringMatching(/^NOAUTH HELLO must be called/),
    });
  });

  test('takes it with AUTH, with and without a user', () => {
    const { connect } = guarded();
    expect(connect().call('AUTH', 'secret')).toBe(OK);
    const client = connect();
    expect(client.call('AUTH', 'default', 'secret')).toBe(OK);
    expect(client.call('GET', 'k')).toBeNull();
  });

  test('takes it with HELLO, and only then changes the protocol and the name', () => {
    const client = guarded().connect();
    client.call('HELLO', '3', 'AUTH', 'default', 'guess', 'SETNAME', 'me');
    expect(client.client).toMatchObject({ resp: 2, name: '', authenticated: false });
    expect(client.call('HELLO', '3', 'AUTH', 'default', 'secret', 'SETNAME', 'me')).toBeInstanceOf(MapReply);
    expect(client.client).toMatchObject({ resp: 3, name: 'me', authenticated: true });
  });

  test('forgets it at RESET', () => {
    const client = guarded().connect();
    client.call('AUTH', 'secret');
    client.call('RESET');
    expect(client.call('GET', 'k')).toEqual(new ErrorReply('NOAUTH Authentication required.'));
  });

  test('shows it neither in the slow log nor to monitors', () => {
    const { connect, engine } = guarded();
    engine.settings.set('slowlog-log-slower-than', '0');
    const client = connect();
    client.call('AUTH', 'secret');
    const monitor = connect();
    monitor.call('AUTH', 'secret');
    monitor.call('MONITOR');
    client.call('AUTH', 'default', 'secret');
    client.call('HELLO', '2', 'AUTH', 'default', 'secret');
    client.call('CONFIG', 'SET', 'requirepass', 'other secret');
    expect(JSON.stringify(engine.slowLog.entries)).not.toContain('secret');
    expect(JSON.stringify(monitor.replies)).not.toContain('secret');
    expect(JSON.stringify(monitor.replies)).toContain('(redacted)');
  });
});
