import { describe, expect, it } from 'vitest';
import { type CommandSpec, command, firstKey, type Handler } from '../../../src/engine/command.ts';
import { events } from '../../../src/engine/events.ts';
import { Audit } from '../../support/audit.ts';
import { engineBench } from '../../support/engine.ts';

const declare = (name: string, run: Handler): CommandSpec =>
  command({
    name,
    group: 'string',
    since: '1.0.0',
    summary: '',
    arity: 2,
    flags: ['write'],
    keys: [firstKey('RW')],
    run,
  });

const OK = 'OK';

/** Commands that change a key and owe something; the last one owes nothing. */
const commands = [
  declare('FORGETS-GATE', (ctx, [key]) => {
    const entry = ctx.db.find(key);
    if (entry !== undefined) entry.value = 'changed';
    return OK;
  }),
  declare('PASSES-GATE-TOO-LATE', (ctx, [key]) => {
    const entry = ctx.db.find(key);
    if (entry !== undefined) entry.value = 'changed';
    ctx.db.change(key, events.set);
    return OK;
  }),
  declare('PASSES-GATE-FOR-NOTHING', (ctx, [key]) => {
    ctx.db.change(key, events.set);
    return OK;
  }),
  declare('TELLS-NOBODY', (ctx, [key]) => {
    ctx.db.set(key, 'changed', events.silent);
    return OK;
  }),
  declare('STORES-TIME', (ctx, [key]) => {
    ctx.db.set(key, `${ctx.now}`, events.set);
    return OK;
  }),
  declare('STORES-CHANCE', (ctx, [key]) => {
    ctx.db.set(key, `${ctx.random()}`, events.set);
    return OK;
  }),
  declare('EXPIRES-SOON', (ctx, [key]) => {
    ctx.db.setExpiry(key, ctx.now + 1000, events.expire);
    return OK;
  }),
  declare('IS-NOT-REPLAYED', (ctx, [key]) => {
    ctx.db.set(key, 'changed', events.set);
    ctx.replaceEffect();
    return OK;
  }),
  declare('OWES-NOTHING', (ctx, [key]) => {
    const value = `${ctx.now} ${ctx.random()}`;
    ctx.db.set(key, value, events.set);
    ctx.replaceEffect(['SET', key, value]);
    return OK;
  }),
];

/** Runs commands, words separated by blanks, and answers the complaints. */
function complaints(...lines: string[]): string[] {
  const watched = engineBench({ commands });
  const replica = engineBench({ commands, random: () => 0.25 });
  replica.clock.advance(60_000);
  const audit = new Audit(watched.engine, replica.engine, {
    changeToTheSame: [],
    silent: [],
    notReplayed: [],
  });
  const { client } = watched.connect();
  for (const line of lines) {
    const [name, ...args] = line.split(' ');
    watched.engine.beginBatch();
    audit.execute(client, name, args);
  }
  return audit.complaints;
}

describe('the audit of changes', () => {
  it.each([
    [
      'FORGETS-GATE k',
      ['changed "0 k" and did not pass the gate', 'no event tells of it', 'replayed as nothing'],
    ],
    ['PASSES-GATE-TOO-LATE k', ['changed "0 k" before it passed the gate']],
    ['PASSES-GATE-FOR-NOTHING k', ['passed the gate for "0 k" and did not change it']],
    ['TELLS-NOBODY k', ['changed "0 k" and no event tells of it']],
    ['TELLS-NOBODY other', ['changed "0 other" and no event tells of it']],
    ['STORES-TIME k', ['replayed as STORES-TIME k, which leaves string 1060000 until -1 in "0 k"']],
    ['STORES-CHANCE k', ['replayed as STORES-CHANCE k, which leaves string 0.25 until -1 in "0 k"']],
    ['EXPIRES-SOON k', ['replayed as EXPIRES-SOON k, which leaves string v until 1061000 in "0 k"']],
    ['IS-NOT-REPLAYED k', ['replayed as nothing, which leaves string v until -1 in "0 k"']],
    ['OWES-NOTHING k', []],
  ])('%s', (line, expected) => {
    const found = complaints('SET k v', line);
    expect(found).toHaveLength(expected.length);
    expected.forEach((text, index) => {
      expect(found[index]).toContain(text);
    });
  });

  it('looks into transactions and scripts', () => {
    expect(complaints('SET k v', 'MULTI', 'STORES-TIME k', 'EXEC')).toHaveLength(1);
    expect(complaints('SET k v', "EVAL redis.call('forgets-gate',KEYS[1]) 1 k")).toHaveLength(3);
  });
});
