import { describe, expect, test } from 'vitest';
import { SettingsRegistry } from '../../../src/engine/settings.ts';
import { ErrorReply, type Reply } from '../../../src/protocol/reply.ts';
import { collectEffects } from '../../support/effects.ts';
import { type BenchClient, type EngineBench, engineBench } from '../../support/engine.ts';

/** What everybody is told of a run, whoever asked for it. */
interface Account {
  calls: number;
  failedCalls: number;
  errors: number;
  effects: string[];
  shown: string[];
  slow: string[];
}

type Asker = (bench: EngineBench, client: BenchClient, ...words: string[]) => void;

/** Who asks, and how the words of a command are brought to it. */
const askers: Record<string, Asker> = {
  'a client': (_bench, client, name, ...args) => {
    client.call(name, ...args);
  },
  EXEC: (_bench, client, name, ...args) => {
    client.call('MULTI');
    client.call(name, ...args);
    client.call('EXEC');
  },
  'a script': (_bench, client, ...words) => {
    client.call('EVAL', 'return redis.pcall(unpack(ARGV))', '0', ...words);
  },
};

const shownWords = (reply: Reply) =>
  String((reply as { text: string }).text).replace(/^[\d.]+ \[\d+ \S+\] /, '');

/** Runs one command by way of an asker, on a key that holds a string. */
function account(asker: Asker, ...words: string[]): Account {
  const settings = new SettingsRegistry();
  settings.set('slowlog-log-slower-than', '0');
  const bench = engineBench({ settings });
  const client = bench.connect();
  client.call('SET', 'k', '1');
  const monitor = bench.connect();
  monitor.call('MONITOR');
  const { engine } = bench;
  const effects = collectEffects(engine);
  const command = engine.commands.get(words[0]);
  if (command === undefined) throw new Error(`no such command: ${words[0]}`);
  const { calls, failedCalls } = command;
  const { totalErrors } = engine.statistics;
  engine.slowLog.reset();
  asker(bench, client, ...words);
  return {
    calls: command.calls - calls,
    failedCalls: command.failedCalls - failedCalls,
    errors: engine.statistics.totalErrors - totalErrors,
    effects: effects(),
    shown: monitor.replies.slice(1).map(shownWords),
    slow: engine.slowLog.entries.map((entry) => entry.words.join(' ')),
  };
}

describe.each(Object.entries(askers))('a command that %s asks for', (_name, asker) => {
  test('is counted once, shown to monitors, and its change recorded in its own words', () => {
    const told = account(asker, 'INCRBY', 'k', '5');
    expect(told).toMatchObject({ calls: 1, failedCalls: 0, errors: 0, effects: ['INCRBY k 5'] });
    expect(told.shown).toContain('"INCRBY" "k" "5"');
  });

  test('counts as failed, and its error once, when it answers an error', () => {
    const told = account(asker, 'LPUSH', 'k', 'v');
    // What `pcall` hands on becomes the script's own reply, which is counted no second time.
    expect(told).toMatchObject({ calls: 1, failedCalls: 1, errors: 1, effects: [] });
  });

  test('records nothing when it changes nothing', () => {
    expect(account(asker, 'DEL', 'other').effects).toEqual([]);
    expect(account(asker, 'GET', 'k').effects).toEqual([]);
  });

  test('stands in the slow log, also where a script asked', () => {
    expect(account(asker, 'INCRBY', 'k', '5').slow).toContain('INCRBY k 5');
  });
});

describe('a client that has waited', () => {
  test('is counted when it is answered, shown when it asked, and recorded as what it did', () => {
    const settings = new SettingsRegistry();
    settings.set('slowlog-log-slower-than', '0');
    const bench = engineBench({ settings });
    const { engine } = bench;
    const [waiting, other, monitor] = [bench.connect(), bench.connect(), bench.connect()];
    monitor.call('MONITOR');
    const effects = collectEffects(engine);
    const command = engine.commands.get('blpop');
    engine.slowLog.reset();
    waiting.call('BLPOP', 'l', '0');
    const { commandsProcessed } = engine.statistics;
    expect(command?.calls).toBe(0);
    expect(engine.slowLog.entries).toEqual([]);
    other.call('RPUSH', 'l', 'v');
    expect(waiting.replies).toEqual([['l', 'v']]);
    expect(command?.calls).toBe(1);
    expect(engine.statistics.commandsProcessed).toBe(commandsProcessed + 2);
    expect(effects()).toEqual(['RPUSH l v', 'LPOP l']);
    expect(monitor.replies.slice(1).map(shownWords)).toEqual(['"BLPOP" "l" "0"', '"RPUSH" "l" "v"']);
    expect(engine.slowLog.entries.map(({ words }) => words.join(' '))).toEqual(['BLPOP l 0', 'RPUSH l v']);
  });

  test('is counted, and so is its error, when it is let go with one', () => {
    const bench = engineBench();
    const [waiting, other] = [bench.connect(), bench.connect()];
    waiting.call('BLPOP', 'l', '0');
    const { totalErrors } = bench.engine.statistics;
    other.call('CLIENT', 'UNBLOCK', String(waiting.client.id), 'ERROR');
    expect(waiting.replies[0]).toBeInstanceOf(ErrorReply);
    const command = bench.engine.commands.get('blpop');
    expect(command).toMatchObject({ calls: 1, failedCalls: 1 });
    expect(bench.engine.statistics.totalErrors).toBe(totalErrors + 1);
  });
});

describe('a call that is not admitted', () => {
  test.each([
    ['of a client', (client: BenchClient) => client.call('GET')],
    ['of a script', (client: BenchClient) => client.call('EVAL', "return redis.pcall('GET')", '0')],
  ])('%s is counted as rejected, and its error once', (_name, ask) => {
    const bench = engineBench();
    ask(bench.connect());
    expect(bench.engine.commands.get('get')).toMatchObject({ calls: 0, rejectedCalls: 1, failedCalls: 0 });
    expect(bench.engine.statistics.totalErrors).toBe(1);
  });
});
