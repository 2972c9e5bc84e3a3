/**
 * What a handler sees of the world: its client's database, the time that stands still, chance, settings,
 * and the ways to tell what it changed. One per client, for the client's whole life.
 */
import type { Reply, RespVersion } from '../protocol/reply.ts';
import type { BlockingRequest } from './blocking.ts';
import type { Client } from './client.ts';
import type { Random } from './clock.ts';
import type { Command } from './command-table.ts';
import type { Engine } from './engine.ts';
import type { Database, Keyspace } from './keyspace.ts';
import type { Settings } from './settings.ts';

/** A command to be replayed for AOF and replicas: name and arguments. */
export type Effect = string[];

export class Context {
  readonly engine: Engine;
  readonly client: Client;
  readonly keyspace: Keyspace;
  /** The selected database. */
  db: Database;
  /** The command that runs. */
  command!: Command;
  /** What MONITOR and the slow log show in place of the command's arguments, where these hold a secret. */
  shownArguments: string[] | undefined;
  /**
   * What the running command did, where replaying its own words would not do the same again: set by
   * `replaceEffect`. An empty list: nothing to replay.
   */
  effects: Effect[] | undefined;

  constructor(engine: Engine, client: Client) {
    this.engine = engine;
    this.client = client;
    this.keyspace = engine.keyspace;
    this.db = engine.keyspace.databases[0];
  }

  /** Milliseconds since the epoch; stands still within a command, a script and a transaction. */
  get now(): number {
    return this.keyspace.now;
  }

  get random(): Random {
    return this.engine.random;
  }

  get settings(): Settings {
    return this.engine.settings.values;
  }

  /** The protocol version that replies are made for. */
  get resp(): RespVersion {
    return this.client.resp;
  }

  /** Says what to replay in place of the command's own words; may be called several times. */
  replaceEffect(...effects: Effect[]): void {
    if (this.effects === undefined) this.effects = effects;
    else this.effects.push(...effects);
  }

  /**
   * Waits until one of the keys is ready, then answers what `retry` answers. Where waiting is not allowed
   * (in a script, in EXEC) the timeout's reply comes at once.
   */
  block(request: BlockingRequest): Reply | undefined {
    if (this.client.kind === 'script' || this.client.transaction?.executing) {
      return request.refusal === undefined ? request.timeoutReply : request.refusal;
    }
    this.engine.blocking.block(this, request);
    return undefined;
  }
}
