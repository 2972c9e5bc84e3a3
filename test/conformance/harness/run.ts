/**
 * Runs the steps of a case against one server and writes down what came back.
 *
 * Every run starts from an empty server: no keys, scripts or functions, fresh connections, the case's settings.
 */
import { createHash } from 'node:crypto';
import type { RawClient } from '../../support/raw-client.ts';
import { parseWire, printCommand, printWire } from '../../support/wire.ts';
import type { Normaliser } from './normalise.ts';
import { Reference, type Step } from './steps.ts';

export type Protocol = 2 | 3;

/** What the harness needs of a connection; a socket's client is one. */
export type Connection = Pick<RawClient, 'write' | 'receive' | 'close'>;

/** Something that speaks Redis. `connect` opens a new connection each time. */
export interface Peer {
  readonly name: string;
  connect(): Promise<Connection>;
  stop(): Promise<void>;
}

/** What a step sent, and what it got: several replies are joined, none is an empty string. */
export type Exchange = readonly [sent: string, reply: string];

export interface CaseOptions {
  /** CONFIG settings for this case; they are put back afterwards. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The protocols to run the case in; both unless it is about one of them. */
  readonly protocols?: readonly Protocol[];
}

/** Replies longer than this are compared by their hash, and shown by their beginning. */
const LONGEST_KEPT_REPLY = 4096;

export function call(connection: Connection, ...words: string[]): Promise<string> {
  connection.write(printCommand(words));
  return connection.receive();
}

/** Empties a server: keys, scripts, functions. An unknown command among them is no matter. */
export async function reset(admin: Connection): Promise<void> {
  const commands = [
    ['FLUSHALL'],
    ['SCRIPT', 'FLUSH'],
    ['FUNCTION', 'FLUSH'],
    ['CONFIG', 'RESETSTAT'],
    ['SLOWLOG', 'RESET'],
  ];
  for (const words of commands) admin.write(printCommand(words));
  for (const _ of commands) await admin.receive();
}

/** Runs `body` under settings, which are put back whatever happens. */
export async function withSettings<T>(
  admin: Connection,
  settings: Readonly<Record<string, string>>,
  body: () => Promise<T>,
): Promise<T> {
  const previous: [string, string][] = [];
  for (const [name, wanted] of Object.entries(settings)) {
    const [, before] = bulkTexts(await call(admin, 'CONFIG', 'GET', name));
    if (before !== undefined) previous.push([name, before]);
    const answer = await call(admin, 'CONFIG', 'SET', name, wanted);
    if (answer !== '+OK\r\n') throw new Error(`CONFIG SET ${name} ${wanted}: ${answer}`);
  }
  try {
    return await body();
  } finally {
    for (const [name, before] of previous) await call(admin, 'CONFIG', 'SET', name, before);
  }
}

function bulkTexts(reply: string): (string | undefined)[] {
  const node = parseWire(reply)?.node;
  if (node === undefined || !('items' in node)) return [];
  return (node.items ?? []).map((item) => ('text' in item ? (item.text ?? undefined) : undefined));
}

/** Runs one case in one protocol. `admin` is a connection of the harness's own, outside the case. */
export async function runCase(
  peer: Peer,
  admin: Connection,
  steps: readonly Step[],
  protocol: Protocol,
  { settings = {} }: CaseOptions = {},
): Promise<Exchange[]> {
  await reset(admin);
  const run = new CaseRun(peer, admin, protocol);
  return withSettings(admin, settings, async () => {
    try {
      const exchanges: Exchange[] = [];
      for (const step of steps) exchanges.push([step.describe(), await run.step(step)]);
      return exchanges;
    } finally {
      run.end();
    }
  });
}

class CaseRun {
  readonly #peer: Peer;
  readonly #admin: Connection;
  readonly #protocol: Protocol;
  readonly #connections = new Map<string, Connection>();
  readonly #saved = new Map<string, string>();
  #blocked = 0;

  constructor(peer: Peer, admin: Connection, protocol: Protocol) {
    this.#peer = peer;
    this.#admin = admin;
    this.#protocol = protocol;
  }

  async step(step: Step): Promise<string> {
    const { action, connection: name, frames, blocking, savedAs, normalisers } = step.fields;
    if (action.kind === 'pause') {
      await new Promise((resolve) => setTimeout(resolve, action.milliseconds));
      return '';
    }
    const connection = await this.#connection(name);
    if (action.kind === 'close') {
      connection.close();
      this.#connections.delete(name);
    }
    if (action.kind === 'bytes') connection.write(action.bytes);
    if (action.kind === 'command')
      connection.write(printCommand(action.words.map((word) => this.#text(word))));
    if (blocking) {
      await this.#untilBlocked(this.#blocked + 1);
      this.#blocked++;
    }
    let replies = '';
    for (let missing = frames; missing > 0; missing--) {
      const frame = await connection.receive();
      if (savedAs !== undefined) this.#saved.set(savedAs, textOf(frame));
      replies += normalised(frame, normalisers);
    }
    // What is blocked may have been let go by this very step: count afresh before the next one blocks.
    if (!blocking && this.#blocked > 0) this.#blocked = await this.#countBlocked();
    return shortened(replies);
  }

  async #connection(name: string): Promise<Connection> {
    const open = this.#connections.get(name);
    if (open) return open;
    const connection = await this.#peer.connect();
    this.#connections.set(name, connection);
    if (this.#protocol === 3) await call(connection, 'HELLO', '3');
    return connection;
  }

  #text(word: Reference | string | number | bigint): string {
    if (!(word instanceof Reference)) return String(word);
    const text = this.#saved.get(word.name);
    if (text === undefined) throw new Error(`no step saved a reply as ${word.name}`);
    return text;
  }

  async #countBlocked(): Promise<number> {
    const reply = await call(this.#admin, 'INFO', 'clients');
    return Number(/blocked_clients:(\d+)/.exec(reply)?.[1] ?? NaN);
  }

  async #untilBlocked(wanted: number): Promise<void> {
    for (let attempt = 0; attempt < 400; attempt++) {
      if ((await this.#countBlocked()) >= wanted) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  end(): void {
    for (const connection of this.#connections.values()) connection.close();
  }
}

function textOf(frame: string): string {
  const node = parseWire(frame)?.node;
  if (node === undefined || !('text' in node) || node.text === null)
    throw new Error(`no text to save: ${frame}`);
  return node.text;
}

/** A frame after its normalisers; what is no reply (`<closed>`), or nested too deep to be taken apart, stays. */
export function normalised(frame: string, normalisers: readonly Normaliser[]): string {
  if (normalisers.length === 0 || frame.startsWith('<')) return frame;
  try {
    const parsed = parseWire(frame);
    if (parsed === undefined) return frame;
    return printWire(normalisers.reduce((node, normalise) => normalise(node), parsed.node));
  } catch (error) {
    if (error instanceof RangeError) return frame;
    throw error;
  }
}

/** Long replies as beginning, length and hash, so that recordings stay small. */
export function shortened(replies: string): string {
  if (replies.length <= LONGEST_KEPT_REPLY) return replies;
  const hash = createHash('sha1').update(replies, 'latin1').digest('hex');
  return `${replies.slice(0, 200)}...<${replies.length} bytes, sha1 ${hash}>`;
}
