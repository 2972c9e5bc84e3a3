import { describe, expect, it } from 'vitest';
import { command, countedKeys, firstKey, type KeySpec, keyRange } from '../../../src/engine/command.ts';
import { Command } from '../../../src/engine/command-table.ts';
import { canHaveKeys, keyReferences } from '../../../src/engine/key-references.ts';

const withKeys = (...keys: KeySpec[]) =>
  new Command(
    command({ name: 'X', group: 'generic', since: '1.0.0', summary: '', arity: -1, flags: [], keys }),
  );

const keysOf = (each: Command, line: string) =>
  keyReferences(each, line.split(' '))?.map(({ key, position }) => `${key}@${position}`);

describe('key references', () => {
  it('finds a key at a position', () => {
    expect(keysOf(withKeys(firstKey('RO')), 'get k')).toEqual(['k@1']);
  });

  it('finds every second word up to the end', () => {
    expect(keysOf(withKeys(keyRange(1, -1, 2, 'OW')), 'mset a 1 b 2')).toEqual(['a@1', 'b@3']);
  });

  it('stops before the last word where that is no key', () => {
    expect(keysOf(withKeys(keyRange(1, -2, 1, 'RW')), 'blpop a b 0')).toEqual(['a@1', 'b@2']);
  });

  it('counts keys by the number in front of them', () => {
    const zunionstore = withKeys(firstKey('OW'), countedKeys(2, 'RO'));
    expect(keysOf(zunionstore, 'zunionstore d 2 a b weights 1 2')).toEqual(['d@1', 'a@3', 'b@4']);
    expect(keysOf(zunionstore, 'zunionstore d 9 a b')).toBeUndefined();
    expect(keysOf(zunionstore, 'zunionstore d x a b')).toBeUndefined();
  });

  it('splits the words behind a keyword in half', () => {
    const xread = withKeys({
      flags: ['RO'],
      begin: { keyword: 'STREAMS', startFrom: 1 },
      find: { lastKey: -1, keyStep: 1, limit: 2 },
    });
    expect(keysOf(xread, 'xread count 1 streams a b 0 0')).toEqual(['a@4', 'b@5']);
    expect(keysOf(xread, 'xread count 1')).toEqual([]);
  });

  it('searches backwards for a keyword', () => {
    const migrate = withKeys({
      flags: ['RW'],
      begin: { keyword: 'KEYS', startFrom: -2 },
      find: { lastKey: -1, keyStep: 1, limit: 0 },
    });
    expect(keysOf(migrate, 'migrate h p k db t keys a b')).toEqual(['a@7', 'b@8']);
  });

  it('leaves out what stands like a key and is none', () => {
    const spublish = withKeys(firstKey('not_key'));
    expect(canHaveKeys(spublish)).toBe(false);
    expect(keysOf(spublish, 'spublish c m')).toEqual([]);
  });

  it('refuses words that are too few', () => {
    expect(keysOf(withKeys(firstKey('RO')), 'get')).toBeUndefined();
  });
});
