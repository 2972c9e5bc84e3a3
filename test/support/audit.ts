/**
 * Watches an engine run commands, and complains when one of them does not keep what every change of the keyspace owes:
 *
 * 1. A key whose value or expiry is different afterwards passed the gate, and did so before it was changed.
 * 2. A key that passed the gate was changed, but for the commands that count as a change what leaves all as it was.
 * 3. A keyspace event names each changed key, one besides `new`, but for the commands that tell of nothing.
 * 4. What the command left to be replayed makes the same dataset of another engine, with a later clock and other chances.
 *
 * It stands in the place of an engine where a host runs commands and time events.
 */
import type { Client } from '../../src/engine/client.ts';
import type { Context } from '../../src/engine/context.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { events } from '../../src/engine/events.ts';
import { copyOf } from '../../src/engine/values.ts';
import { ErrorReply, type Reply } from '../../src/protocol/reply.ts';
import { type Dataset, datasetOf, differences, keyText, placeOf } from './dataset.ts';

/** The commands that a rule lets off, by their full names. */
export interface Exceptions {
  /** They pass the gate even where nothing is different afterwards. */
  readonly changeToTheSame: readonly string[];
  /** They change keys and tell nobody. */
  readonly silent: readonly string[];
  /** They are not replayed. */
  readonly notReplayed: readonly string[];
}

interface Effect {
  readonly database: number;
  readonly words: readonly string[];
}

export class Audit {
  /** What was found wrong. */
  readonly complaints: string[] = [];
  /** Full names of the commands that changed something. */
  readonly changing = new Set<string>();
  readonly #engine: Engine;
  readonly #replica: Engine;
  readonly #replayer: Client<Context>;
  readonly #exceptions: Exceptions;
  #replayErrors: string[] = [];
  #dataset: Dataset;
  /** Of the command under way: places that passed the gate, and whether they were already different by then. */
  readonly #gated = new Map<string, boolean>();
  /** Of the command under way: places that an event named. */
  readonly #told = new Set<string>();
  #effects: Effect[] = [];

  /** @param replica an engine of the same commands, and empty like the first, that nobody else touches */
  constructor(engine: Engine, replica: Engine, exceptions: Exceptions) {
    this.#engine = engine;
    this.#replica = replica;
    this.#exceptions = exceptions;
    this.#dataset = datasetOf(engine);
    this.#listen();
    replica.keyspace.replaying = true;
    this.#replayer = replica.createClient({
      output: {
        send: (reply: Reply) => {
          if (reply instanceof ErrorReply) this.#replayErrors.push(reply.text);
        },
        close: () => {},
        pendingBytes: () => 0,
      },
    });
  }

  #listen(): void {
    const { keyspace } = this.#engine;
    keyspace.onChange((database, key) => {
      const place = placeOf(database, key);
      if (this.#gated.has(place)) return;
      this.#gated.set(place, keyText(database, key) !== this.#dataset.get(place));
    });
    const { notifications } = keyspace;
    const notify = notifications.notify.bind(notifications);
    notifications.notify = (event, key, database) => {
      const isTold = event !== events.new && event.classBit !== 0;
      if (isTold) this.#told.add(`${database} ${key}`);
      notify(event, key, database);
    };
    this.#engine.effectSink = {
      record: (database, words) => this.#effects.push({ database, words }),
      endUnit: () => {},
    };
  }

  execute(client: Client<Context>, name: string, args: string[]): void {
    const callsBefore = this.#calls();
    this.#engine.execute(client, name, args);
    const ran = [...this.#calls()].filter(([command, calls]) => calls !== callsBefore.get(command));
    const names = ran.map(([command]) => command);
    const outer = this.#nameOf(name, args);
    this.#judge([name, ...args], outer, names);
  }

  cron(): void {
    this.#engine.cron();
    this.#judge(['(time event)'], '', []);
  }

  #calls(): Map<string, number> {
    return new Map([...this.#engine.commands.all()].map(({ fullName, calls }) => [fullName, calls]));
  }

  #nameOf(name: string, args: string[]): string {
    return this.#engine.commands.find(name, args)?.fullName ?? '';
  }

  #judge(words: string[], outer: string, ran: string[]): void {
    const before = this.#dataset;
    const after = datasetOf(this.#engine);
    this.#dataset = after;
    const changed = differences(before, after);
    if (changed.length > 0 && ran.length === 1) this.changing.add(outer);
    const complain = (text: string) => this.complaints.push(`${describeCommand(words)}: ${text}`);

    const keys = changed.filter((place) => /^\d/.test(place));
    const { silent, changeToTheSame, notReplayed } = this.#exceptions;
    const isSilent = ran.some((name) => silent.includes(name));
    for (const place of keys) {
      if (!this.#gated.has(place)) complain(`changed "${place}" and did not pass the gate`);
      else if (this.#gated.get(place)) complain(`changed "${place}" before it passed the gate`);
      if (!this.#told.has(place) && !isSilent) complain(`changed "${place}" and no event tells of it`);
    }
    // Where several commands ran, one may have undone what another did.
    if (ran.length === 1 && !changeToTheSame.includes(outer)) {
      const differing = new Set(keys);
      for (const place of this.#gated.keys()) {
        if (!differing.has(place)) complain(`passed the gate for "${place}" and did not change it`);
      }
    }
    if (notReplayed.includes(outer)) {
      this.#effects = [];
      this.#copyDataset();
    } else this.#replay(complain);
    this.#gated.clear();
    this.#told.clear();
  }

  #replay(complain: (text: string) => void): void {
    const effects = this.#effects;
    this.#effects = [];
    const replica = this.#replica;
    // The bytes of a HyperLogLog hang on it.
    replica.settings.values.hllSparseMaxBytes = this.#engine.settings.values.hllSparseMaxBytes;
    for (const { database, words } of effects) {
      this.#replayer.context.db = replica.keyspace.databases[database];
      const [name, ...args] = words;
      replica.beginBatch();
      replica.execute(this.#replayer, name, args);
    }
    const told = effects.map(({ words }) => describeCommand(words)).join('; ') || 'nothing';
    for (const error of this.#replayErrors) complain(`replayed as ${told}, which fails: ${error}`);
    this.#replayErrors = [];
    const copy = datasetOf(replica);
    const wrong = differences(this.#dataset, copy);
    for (const place of wrong) {
      const [wanted, got] = [this.#dataset, copy].map((dataset) => dataset.get(place) ?? 'nothing');
      complain(`replayed as ${told}, which leaves ${got} in "${place}", not ${wanted}`);
    }
    if (wrong.length > 0) this.#copyDataset();
  }

  /** Makes the replica equal again, so that one fault is not told of twice. */
  #copyDataset(): void {
    this.#engine.keyspace.databases.forEach((database, index) => {
      const target = this.#replica.keyspace.databases[index];
      target.clear();
      for (const [key, { value, expireAt }] of database.keys.entries()) {
        target.add(key, copyOf(value), events.silent, expireAt);
      }
    });
  }
}

function describeCommand(words: readonly string[]): string {
  const text = words.map((word) => (/^[!-~]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
