import { describe, expect, test } from 'vitest';
import { SettingsRegistry } from '../../../src/engine/settings.ts';
import { ErrorReply, NULL_ARRAY, OK, QUEUED } from '../../../src/protocol/reply.ts';
import { engineBench } from '../../support/engine.ts';

const text = (reply: unknown) => (reply instanceof ErrorReply ? reply.text : reply);

describe('dispatch', () => {
  test('names a command that does not exist, with its first arguments', () => {
    const { connect } = engineBench();
    expect(text(connect().call('NoSuch', 'a', 'b'))).toBe(
      "ERR unknown command 'NoSuch', with args beginning with: 'a' 'b' ",
    );
  });

  test('cuts a long name and long arguments to 128 bytes', () => {
    const { connect } = engineBench();
    const reply = text(connect().call('x'.repeat(200), 'y'.repeat(200), 'z'));
    expect(reply).toBe(
      `ERR unknown command '${'x'.repeat(128)}', with args beginning with: '${'y'.repeat(128)}' `,
    );
  });

  test('takes names in any case', () => {
    const { connect } = engineBench();
    const client = connect();
    client.call('sEt', 'k', 'v');
    expect(client.call('gEt', 'k')).toBe('v');
  });

  test('checks the number of arguments, of subcommands by their full name', () => {
    const { connect } = engineBench();
    const client = connect();
    expect(text(client.call('GET'))).toBe("ERR wrong number of arguments for 'get' command");
    expect(text(client.call('OBJECT', 'ENCODING'))).toBe(
      "ERR wrong number of arguments for 'object|encoding' command",
    );
    expect(text(client.call('OBJECT', 'nosuch', 'k'))).toBe(
      "ERR unknown subcommand 'nosuch'. Try OBJECT HELP.",
    );
  });

  test('lets nobody in without the password', () => {
    const settings = new SettingsRegistry();
    settings.set('requirepass', 'secret');
    const { connect } = engineBench({ settings });
    const client = connect();
    expect(text(client.call('GET', 'k'))).toBe('NOAUTH Authentication required.');
    expect(text(client.call('AUTH', 'wrong'))).toBe(
      'WRONGPASS invalid username-password pair or user is disabled.',
    );
    expect(client.call('AUTH', 'secret')).toBe(OK);
    expect(client.call('GET', 'k')).toBe(null);
  });

  test('refuses commands that need memory when there is none left', () => {
    const settings = new SettingsRegistry();
    settings.set('maxmemory', '100');
    const { connect } = engineBench({ settings, host: { usedMemory: () => 200 } });
    const client = connect();
    expect(text(client.call('SET', 'k', 'v'))).toBe(
      "OOM command not allowed when used memory > 'maxmemory'.",
    );
    expect(client.call('DEL', 'k')).toBe(0);
  });

  test('refuses EXEC without memory only for a queued command that needs it, and queues nothing', () => {
    const settings = new SettingsRegistry();
    let used = 0;
    settings.set('maxmemory', '100');
    const { connect } = engineBench({ settings, host: { usedMemory: () => used } });
    const client = connect();
    client.call('MULTI');
    client.call('GET', 'k');
    used = 200;
    expect(client.call('EXEC')).toEqual([null]);
    used = 0;
    client.call('MULTI');
    client.call('SET', 'k', 'v');
    used = 200;
    expect(text(client.call('EXEC'))).toBe(
      "EXECABORT Transaction discarded because of: OOM command not allowed when used memory > 'maxmemory'.",
    );
    expect(client.call('MULTI')).toBe(OK);
    expect(text(client.call('GET', 'k'))).toBe("OOM command not allowed when used memory > 'maxmemory'.");
    expect(client.call('DISCARD')).toBe(OK);
    expect(client.call('GET', 'k')).toBe(null);
  });

  test('turns a fault of ours into an error, logs it and lives on', () => {
    const log: string[] = [];
    const { engine, connect } = engineBench({ host: { log: (_level, message) => log.push(message) } });
    const client = connect();
    engine.keyspace.databases[0].readString = () => {
      throw new TypeError('broken');
    };
    expect(text(client.call('GET', 'k'))).toBe('ERR internal error: broken');
    expect(log[0]).toMatch(/^Internal error while running a command: TypeError: broken/);
    expect(client.call('EXISTS', 'k')).toBe(0);
  });
});

describe('a transaction', () => {
  test('queues commands and runs them on EXEC', () => {
    const { connect } = engineBench();
    const client = connect();
    expect(client.call('MULTI')).toBe(OK);
    expect(client.call('SET', 'k', '1')).toBe(QUEUED);
    expect(client.call('INCR', 'k')).toBe(QUEUED);
    expect(client.call('EXEC')).toEqual([OK, 2]);
  });

  test('is discarded when a command could not be queued', () => {
    const { connect } = engineBench();
    const client = connect();
    client.call('MULTI');
    client.call('GET');
    expect(text(client.call('EXEC'))).toBe('EXECABORT Transaction discarded because of previous errors.');
    expect(client.call('GET', 'k')).toBe(null);
  });

  test('answers nil when a watched key changed, also by expiring', () => {
    const { connect, advance } = engineBench();
    const [client, other] = [connect(), connect()];
    client.call('WATCH', 'k');
    other.call('SET', 'k', 'v', 'PX', '50');
    client.call('MULTI');
    expect(client.call('EXEC')).toBe(NULL_ARRAY);
    client.call('WATCH', 'k');
    advance(100);
    client.call('MULTI');
    expect(client.call('EXEC')).toBe(NULL_ARRAY);
  });

  test('does not mind a command that changed nothing', () => {
    const { connect } = engineBench();
    const [client, other] = [connect(), connect()];
    client.call('WATCH', 'k');
    other.call('DEL', 'k');
    other.call('EXPIRE', 'k', '10');
    client.call('MULTI');
    expect(client.call('EXEC')).toEqual([]);
  });

  test('does not mind the state of consumer groups', () => {
    const { connect } = engineBench();
    const [client, other] = [connect(), connect()];
    other.call('XADD', 's', '1-1', 'f', 'v');
    client.call('WATCH', 's');
    other.call('XGROUP', 'CREATE', 's', 'g', '0');
    other.call('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>');
    other.call('XACK', 's', 'g', '1-1');
    client.call('MULTI');
    expect(client.call('EXEC')).toEqual([]);
    client.call('WATCH', 's');
    other.call('XADD', 's', '2-1', 'f', 'v');
    client.call('MULTI');
    expect(client.call('EXEC')).toBe(NULL_ARRAY);
  });

  test('sees time stand still', () => {
    const { connect } = engineBench();
    const client = connect();
    client.call('MULTI');
    client.call('TIME');
    client.call('TIME');
    const [first, second] = client.call('EXEC') as unknown[];
    expect(first).toEqual(second);
  });
});
