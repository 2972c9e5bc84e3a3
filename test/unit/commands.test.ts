import { afterAll, describe, expect, it } from 'vitest';
import { allCommands } from '../../src/commands/commands.ts';
import { createEngine } from '../../src/composition.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { CommandTable } from '../../src/engine/command-table.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { CollectedFamily } from '../conformance/harness/conformance.ts';
import { corpus } from '../conformance/harness/corpus.ts';
import { runSequence } from '../conformance/harness/generated.ts';
import { inProcessPeer } from '../conformance/harness/in-process-peer.ts';
import { runCase, withSettings } from '../conformance/harness/run.ts';
import { cmd, pause } from '../conformance/harness/steps.ts';
import { Audit, type Exceptions } from '../support/audit.ts';

/** Redis counts as a change, too, that they write what was there already (LTRIM: that it removes nothing). */
const CHANGE_TO_THE_SAME = [
  ...['set', 'getset', 'mset', 'append', 'setrange', 'bitop', 'bitfield', 'incrby', 'decrby', 'incrbyfloat'],
  ...['hset', 'hmset', 'hincrby', 'hincrbyfloat'],
  ...['lset', 'ltrim', 'lmove', 'rpoplpush', 'blmove', 'brpoplpush'],
  ...['sinterstore', 'sunionstore', 'sdiffstore'],
  ...['zinterstore', 'zunionstore', 'zdiffstore', 'zrangestore', 'sort'],
  ...['rename', 'copy', 'swapdb', 'expire', 'pexpire', 'expireat', 'pexpireat', 'getex'],
  ...['xsetid', 'xgroup|setid', 'xautoclaim', 'xclaim'],
  // The second: that it remembers an estimate, even one that is too large to be remembered.
  ...['pfmerge', 'pfcount'],
];

/**
 * Redis tells of no single key where all go or are exchanged, of nothing that happens within a consumer group, of no
 * HyperLogLog that remembers an estimate, takes another form or turns out to be corrupted while elements are added, and of no
 * value that BITFIELD lengthens and then, because of OVERFLOW FAIL, does not write to.
 */
const SILENT = [
  ...['flushall', 'flushdb', 'swapdb', 'xreadgroup', 'xclaim', 'xautoclaim', 'xack', 'debug'],
  ...['pfcount', 'pfdebug', 'pfadd', 'bitfield'],
];

const exceptions: Exceptions = {
  changeToTheSame: CHANGE_TO_THE_SAME,
  silent: SILENT,
  // DEBUG POPULATE fills this one server.
  notReplayed: ['debug'],
};

/** How far the clock of the engine that replays is ahead: more than most keys of the corpus live. */
const LATER = 3_600_000;

/** What no conformance case does. */
const samples: CollectedFamily = {
  family: 'what no conformance case changes',
  server: [],
  cases: [
    {
      name: 'times to live',
      steps: [
        cmd('SET', 'k', 'v'),
        cmd('PEXPIRE', 'k', '100000'),
        cmd('PEXPIRE', 'k', '5'),
        pause(10),
        cmd('GET', 'k'),
        cmd('SET', 'counter', '7', 'PX', '30'),
        cmd('INCR', 'counter'),
        cmd('GETEX', 'counter', 'PX', '5'),
        pause(10),
        cmd('INCR', 'counter'),
      ],
      options: {},
    },
  ],
  sequences: [],
};

function replicaEngine(): Engine {
  const clock = systemClock();
  return createEngine({
    clock: { ...clock, milliseconds: () => clock.milliseconds() + LATER },
    host: {
      log: () => {},
      usedMemory: () => 0,
      shutdown: () => {},
      resume: () => {},
      drain: () => {},
      information: () => ({}),
    },
  });
}

const changing = new Set<string>();

async function audited({ server }: CollectedFamily) {
  let audit: Audit | undefined;
  const peer = await inProcessPeer(server, (engine) => {
    audit = new Audit(engine, replicaEngine(), exceptions);
    return audit;
  });
  return { audit: audit as unknown as Audit, peer, admin: await peer.connect() };
}

const families = [samples, ...(await corpus())];

for (const family of families) {
  describe(family.family, async () => {
    const { audit, peer, admin } = await audited(family);
    const nothingWrong = () => expect([...new Set(audit.complaints.splice(0))]).toEqual([]);
    for (const { name, steps, options } of family.cases) {
      it(name, async () => {
        await runCase(peer, admin, steps, options.protocols?.[0] ?? 2, options);
        nothingWrong();
      });
    }
    for (const { name, commands, options } of family.sequences) {
      it(name, async () => {
        await withSettings(admin, options.settings ?? {}, async () => {
          for (const sequence of commands) await runSequence({ peer, admin }, sequence, 2, options);
        });
        nothingWrong();
      });
    }
    afterAll(() => {
      for (const name of audit.changing) changing.add(name);
    });
  });
}

it('every write command changes something in one of them', () => {
  const writes = [...new CommandTable(allCommands).all()].filter(({ isWrite }) => isWrite);
  const missing = writes.map(({ fullName }) => fullName).filter((name) => !changing.has(name));
  expect(missing).toEqual([]);
});
