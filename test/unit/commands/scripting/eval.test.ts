import { describe, expect, it } from 'vitest';
import { sha1Hex } from '../../../../src/bytes/sha1.ts';
import { type SettingName, SettingsRegistry } from '../../../../src/engine/settings.ts';
import { ErrorReply, type Reply } from '../../../../src/protocol/reply.ts';
import { engineBench } from '../../../support/engine.ts';

const text = (reply: Reply | undefined) => (reply instanceof ErrorReply ? reply.text : reply);

const OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'.";
const NO_REPLICAS = 'NOREPLICAS Not enough good replicas to write.';
const SET = "return redis.call('SET', KEYS[1], 'v')";
const GET = "return redis.call('GET', KEYS[1])";

/** A client of an engine with these settings, and INFO's line on a command. */
function rig(settingTexts: Partial<Record<SettingName, string>>) {
  const settings = new SettingsRegistry();
  for (const [name, value] of Object.entries(settingTexts)) settings.set(name as SettingName, value);
  const bench = engineBench({ settings, host: { usedMemory: () => 200 } });
  const client = bench.connect();
  const counts = (name: string) => {
    const command = bench.engine.commands.get(name);
    if (command === undefined) throw new Error(`no such command: ${name}`);
    const { calls, rejectedCalls, failedCalls } = command;
    return { calls, rejectedCalls, failedCalls };
  };
  return { settings, counts, call: (...words: string[]) => text(client.call(words[0], ...words.slice(1))) };
}

/** As a real 7.2 answers and counts. */
describe('a script that declares flags', () => {
  it('is rejected before it runs over maxmemory, unless it declares to need none', () => {
    const { call, counts } = rig({ maxmemory: '100' });
    expect(call('EVAL', `#!lua\n${SET}`, '1', 'k')).toBe(OUT_OF_MEMORY);
    expect(counts('eval')).toEqual({ calls: 0, rejectedCalls: 1, failedCalls: 0 });
    expect(call('EVAL', `#!lua flags=no-writes\n${GET}`, '1', 'k')).toBe(null);
    expect(call('EVAL', `#!lua flags=allow-oom\n${GET}`, '1', 'k')).toBe(null);
    expect(counts('eval')).toEqual({ calls: 2, rejectedCalls: 1, failedCalls: 0 });
  });

  it('is not kept by EVAL when it is rejected', () => {
    const { call, settings } = rig({ maxmemory: '100' });
    const script = `#!lua\n${SET}`;
    call('EVAL', script, '1', 'k');
    settings.set('maxmemory', '0');
    expect(call('EVALSHA', sha1Hex(script), '1', 'k')).toMatch(/^NOSCRIPT/);
  });

  it('is rejected by digest and as a function, too', () => {
    const { call, counts, settings } = rig({});
    const digest = call('SCRIPT', 'LOAD', `#!lua\n${SET}`) as string;
    const library = "#!lua name=l\nredis.register_function('f', function(keys) return 1 end)";
    expect(call('FUNCTION', 'LOAD', library)).toBe('l');
    settings.set('min-replicas-to-write', '1');
    expect(call('EVALSHA', digest, '1', 'k')).toBe(NO_REPLICAS);
    expect(call('FCALL', 'f', '0')).toBe(NO_REPLICAS);
    expect(counts('evalsha')).toEqual({ calls: 0, rejectedCalls: 1, failedCalls: 0 });
    expect(counts('fcall')).toEqual({ calls: 0, rejectedCalls: 1, failedCalls: 0 });
  });

  it('spoils the transaction that it was meant for when it is rejected', () => {
    const { call } = rig({ 'min-replicas-to-write': '1' });
    call('MULTI');
    expect(call('EVAL', `#!lua\n${SET}`, '1', 'k')).toBe(NO_REPLICAS);
    expect(call('EXEC')).toBe('EXECABORT Transaction discarded because of previous errors.');
  });
});

describe('a script that declares nothing', () => {
  it('runs up to its first command that is refused', () => {
    const { call, counts } = rig({ maxmemory: '100' });
    expect(call('EVAL', SET, '1', 'k')).toMatch(
      /^OOM command not allowed .* script: \w{40}, on @user_script:1\.$/,
    );
    expect(counts('eval')).toEqual({ calls: 1, rejectedCalls: 0, failedCalls: 1 });
    expect(counts('set')).toEqual({ calls: 0, rejectedCalls: 1, failedCalls: 0 });
  });
});
