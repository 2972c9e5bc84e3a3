/**
 * What a real server tells of its commands, and Tidelock of those that it has: COMMAND INFO, COMMAND DOCS, and the keys
 * of sample calls. The real answers, those about commands that Tidelock lacks too, are in `recorded/specs.json`; a new
 * command is compared with them without a line being added here. Nothing may differ.
 *
 * A container's answers hold those of its subcommands, and Tidelock may lack some of them: they are left out there
 * and asked for one by one.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { allCommands } from '../../src/commands/commands.ts';
import { CommandTable } from '../../src/engine/command-table.ts';
import { parseWire } from '../support/wire.ts';
import { answerText } from './harness/answer-text.ts';
import { inProcessPeer } from './harness/in-process-peer.ts';
import { KEY_SAMPLES } from './harness/key-samples.ts';
import { field, item, type Normaliser } from './harness/normalise.ts';
import { installedRedisVersion, redisPeer, sameMinor, tidelockPeer } from './harness/peers.ts';
import { call, normalised, type Peer } from './harness/run.ts';

interface Told {
  /** What COMMAND INFO and COMMAND DOCS say, by full name. */
  readonly commands: Readonly<Record<string, { readonly info: string; readonly docs: string }>>;
  /** What COMMAND GETKEYS and COMMAND GETKEYSANDFLAGS say, by call. */
  readonly keys: Readonly<Record<string, { readonly names: string; readonly flags: string }>>;
}

interface Recorded extends Told {
  readonly server: string;
}

const MODE = process.env.CONFORMANCE ?? '';
const PATH = join(import.meta.dirname, 'recorded', 'specs.json');
const ADVICE = 'npm run conformance:record -- specs.test.ts';

const leftOut: Normaliser = ({ kind }) => ({ kind, items: [] });
const withoutSubcommands = {
  info: item(0, item(9, leftOut)),
  docs: item(1, field('subcommands', leftOut)),
};

/** Asks a server everything, in both protocols. */
async function ask(peer: Peer): Promise<Told> {
  const old = await peer.connect();
  const now = await peer.connect();
  await call(now, 'HELLO', '3');
  const told = async (words: string[], ...normalisers: Normaliser[]): Promise<string> => {
    const resp2 = normalised(await call(old, ...words), normalisers);
    const resp3 = normalised(await call(now, ...words), normalisers);
    return answerText({ resp2, resp3 });
  };
  const commands: Record<string, { info: string; docs: string }> = {};
  for (const name of (await namesOf(peer)).sort()) {
    commands[name] = {
      info: await told(['COMMAND', 'INFO', name], withoutSubcommands.info),
      docs: await told(['COMMAND', 'DOCS', name], withoutSubcommands.docs),
    };
  }
  const keys: Record<string, { names: string; flags: string }> = {};
  for (const sample of KEY_SAMPLES) {
    const words = sample.split(' ').map((word) => (word === '""' ? '' : word));
    keys[sample] = {
      names: await told(['COMMAND', 'GETKEYS', ...words]),
      flags: await told(['COMMAND', 'GETKEYSANDFLAGS', ...words]),
    };
  }
  old.close();
  now.close();
  return { commands, keys };
}

/** The full names of all commands and subcommands. */
async function namesOf(peer: Peer): Promise<string[]> {
  const connection = await peer.connect();
  const node = parseWire(await call(connection, 'COMMAND', 'LIST'))?.node;
  connection.close();
  if (node === undefined || !('items' in node)) throw new Error('COMMAND LIST answers no array');
  return (node.items ?? []).map((name) => ('text' in name ? (name.text ?? '') : ''));
}

async function askAndStop(peer: Peer): Promise<Told> {
  try {
    return await ask(peer);
  } finally {
    await peer.stop();
  }
}

const recorded: Recorded = existsSync(PATH)
  ? JSON.parse(readFileSync(PATH, 'utf8'))
  : { server: '', commands: {}, keys: {} };

const table = new CommandTable(allCommands);
const names = [...table.all()].map(({ fullName }) => fullName);

/** Samples of commands that are here, or that are nowhere. */
const samples = KEY_SAMPLES.filter((sample) => {
  const [name, subcommand] = sample.toLowerCase().split(' ');
  return names.includes(name) || !(name in recorded.commands || `${name}|${subcommand}` in recorded.commands);
});

const installed = installedRedisVersion();

if (MODE === 'record') {
  test('records what the installed server says of its commands', async () => {
    if (!sameMinor(installed, '7.2.0')) throw new Error(`answers are recorded from 7.2, not ${installed}`);
    const told = await askAndStop(await redisPeer([]));
    writeFileSync(PATH, `${JSON.stringify({ server: installed, ...told }, null, 1)}\n`);
  });
} else if (['', 'embedded', 'oracle'].includes(MODE)) {
  describe.runIf(MODE !== 'oracle')('Tidelock says what a real server says', () => {
    let told: Told;
    beforeAll(async () => {
      told = await askAndStop(await (MODE === 'embedded' ? inProcessPeer([]) : tidelockPeer([])));
    });

    test.each(names)('of %s', (name) => {
      expect(told.commands[name]).toEqual(recorded.commands[name]);
    });

    test.each(samples)('of the keys of %s', (sample) => {
      expect(told.keys[sample], ADVICE).toEqual(recorded.keys[sample]);
    });
  });

  test('every command that has keys has a sample', () => {
    const sampled = KEY_SAMPLES.map((sample) => sample.toLowerCase().split(' '));
    const isSampled = (name: string) =>
      sampled.some((words) => name === words[0] || name === `${words[0]}|${words[1]}`);
    const withKeys = Object.entries(recorded.commands).filter(([, { info }]) =>
      info.includes('"begin_search"'),
    );
    const onlyChannels = withKeys.filter(([, { info }]) => info.includes('not_key')).map(([name]) => name);
    expect(onlyChannels).toEqual(['spublish', 'ssubscribe', 'sunsubscribe']);
    expect(withKeys.filter(([name]) => !isSampled(name) && !onlyChannels.includes(name))).toEqual([]);
  });

  test.runIf(MODE === 'oracle' || (MODE === '' && sameMinor(installed, recorded.server)))(
    'the installed server says what is recorded',
    async () => {
      const { commands, keys } = await askAndStop(await redisPeer([]));
      expect({ commands, keys }, ADVICE).toEqual({ commands: recorded.commands, keys: recorded.keys });
    },
  );
}
