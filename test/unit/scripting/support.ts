/** An engine for the tests beside this file: its clock moves by a second each time that a duration is taken. */

import { createEngine } from '../../../src/composition.ts';
import { ManualClock } from '../../../src/embedded/clocks.ts';
import type { Client } from '../../../src/engine/client.ts';
import type { Context, EffectSink } from '../../../src/engine/context.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { Host } from '../../../src/engine/host.ts';
import type { Reply } from '../../../src/protocol/reply.ts';

/** A clock by which everything takes a second. */
class HurryingClock extends ManualClock {
  #elapsed = 0;
  override monotonic(): number {
    this.#elapsed += 1_000_000;
    return this.#elapsed;
  }
}

export interface Rig {
  readonly engine: Engine;
  readonly log: string[];
  readonly clock: ManualClock;
  /** Runs a command on a client of its own name, and answers its reply. */
  send(client: string, ...words: string[]): Reply | undefined;
  /** What happens when a script that takes too long lets others in. */
  onDrain: () => void;
}

export function createRig(sink?: EffectSink): Rig {
  const log: string[] = [];
  const replies = new Map<string, Reply>();
  const clients = new Map<string, Client<Context>>();
  const host: Host = {
    log: (_level, message) => log.push(message),
    usedMemory: () => 0,
    shutdown: () => {},
    resume: () => {},
    drain: () => rig.onDrain(),
    information: () => ({}),
  };
  const clock = new HurryingClock();
  const engine = createEngine({ clock, random: () => 0.5, host });
  engine.effectSink = sink;
  const clientOf = (name: string): Client<Context> => {
    let client = clients.get(name);
    if (client === undefined) {
      client = engine.createClient({
        output: { send: (reply) => replies.set(name, reply), close: () => {}, pendingBytes: () => 0 },
      });
      clients.set(name, client);
    }
    return client;
  };
  const rig: Rig = {
    engine,
    log,
    clock,
    onDrain: () => {},
    send(name, word, ...words) {
      replies.delete(name);
      engine.beginBatch();
      engine.execute(clientOf(name), word, words);
      return replies.get(name);
    },
  };
  return rig;
}
