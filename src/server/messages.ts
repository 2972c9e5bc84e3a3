/**
 * What the front and the engine tell each other: the kinds of frames in the rings, how the messages in them are
 * written, and the memory beside the rings that both threads see.
 *
 * Each connection has a number, its slot. A slot is given to another connection only after both sides have sent their
 * last frame for it: the front sends `gone` exactly once, the engine sends `close` or `discard` exactly once. No
 * connection has slot 0; frames that concern the whole server carry it.
 */
import type { LogThreshold } from '../engine/log-level.ts';
import type { Settings } from '../engine/settings.ts';
import { SharedRunState } from './run-words.ts';

/** What the engine's thread is given, so that it can talk to the front. */
export interface Channel {
  toEngine: SharedArrayBuffer;
  toFront: SharedArrayBuffer;
  words: SharedArrayBuffer;
}

export const kinds = {
  /** Front to engine. A connection was accepted; the text of an `OpenMessage`. */
  open: 1,
  /** In both directions. Bytes that a connection received or is to send. */
  data: 2,
  /** Front to engine. The peer will send nothing more: it closed its side, or the connection broke. */
  gone: 3,
  /** Engine to front. Close the connection once all bytes sent so far have been written. */
  close: 4,
  /** Engine to front. Close the connection at once, without writing what is left. */
  discard: 5,
  /** Front to engine. The server is to end as after the signal whose name this is. */
  signal: 6,
  /** Front to engine. A connection was refused, which the statistics count. */
  rejected: 7,
  /** Engine to front. Settings have changed; the text of a `FrontSettings`. */
  settings: 8,
  /** Engine to front. The data is loaded: commands can be served. */
  ready: 9,
  /** Engine to front. The server ends; the exit code in decimal digits. */
  exit: 10,
  /** Engine to front. Listen elsewhere; the text of a `ListenRequest`. The engine waits for `SharedWords.answer`. */
  listen: 11,
  /** Engine to front. A directive is wrong in a way that only the engine can see; the text for standard error. */
  refused: 12,
  /** Engine to front. What the front has to know of the commands: see `encodeCommands`. */
  commands: 13,
  /** Front to engine. What the front has answered while the engine was deaf; the text of an `AnswerReport`. */
  answered: 14,
  /** Engine to front. Read nothing more of the connection for now, and read on. */
  hold: 15,
  release: 16,
  /** Front to engine. The peer has taken what it was sent, after the engine had asked to be told (`mayWrite`). */
  drained: 17,
  /** Engine to front. Lines of the log, or a part of a line. */
  log: 18,
} as const;

export interface OpenMessage {
  /** `127.0.0.1:50000`, or the unix socket's path with `:0` behind it. A byte string. */
  address: string;
  localAddress: string;
  fileDescriptor: number;
  unixSocket: boolean;
}

/** The settings that the front acts upon. */
export interface FrontSettings {
  maxClients: number;
  /** Seconds; 0: off. */
  tcpKeepAlive: number;
  /** Only the loopback interface may connect (protected-mode, and no password). */
  isProtected: boolean;
  logLevel: LogThreshold;
  /** Milliseconds after which a script lets others in; 0 or less: never. */
  busyReplyThreshold: number;
  /** A new connection has to say a password. */
  needsPassword: boolean;
  /** Writes are refused for want of replicas. */
  lacksReplicas: boolean;
  /** Bytes of a bulk string of a request. */
  maxBulkLength: number;
}

/** Where to listen for TCP: the values of the settings of these names. */
export type ListenRequest = Pick<Settings, 'port' | 'bind' | 'tcpBacklog'>;

/**
 * Messages are their fields as text with NUL between them. They hold byte strings that users chose (paths, addresses),
 * so a field that might hold anything stands last, where a NUL in it does no harm.
 */
const SEPARATOR = '\0';

/** The first `count - 1` fields of a text and the rest of it. */
function fields(text: string, count: number): string[] {
  const parts = text.split(SEPARATOR, count - 1);
  const before = parts.reduce((length, part) => length + part.length + SEPARATOR.length, 0);
  return [...parts, text.slice(before)];
}

export function encodeOpen({ address, localAddress, fileDescriptor, unixSocket }: OpenMessage): string {
  return [fileDescriptor, unixSocket ? 1 : 0, localAddress, address].join(SEPARATOR);
}

export function decodeOpen(text: string): OpenMessage {
  const [fileDescriptor, unixSocket, localAddress, address] = fields(text, 4);
  return { address, localAddress, fileDescriptor: Number(fileDescriptor), unixSocket: unixSocket === '1' };
}

export function encodeFrontSettings(settings: FrontSettings): string {
  return JSON.stringify(settings);
}

export function decodeFrontSettings(text: string): FrontSettings {
  return JSON.parse(text) as FrontSettings;
}

export function encodeListen({ port, bind, tcpBacklog }: ListenRequest): string {
  return [port, tcpBacklog, bind].join(SEPARATOR);
}

export function decodeListen(text: string): ListenRequest {
  const [port, tcpBacklog, bind] = fields(text, 3);
  return { port: Number(port), bind, tcpBacklog: Number(tcpBacklog) };
}

/** Most connections at a time, whatever `maxclients` says. */
export const SLOTS = 65_536;

const FRONT_WAKING = 0;
const ANSWER = 1;
const LOGGED = 2;
/** The run of a script has a line of the processor's cache for itself, since the engine writes there all the time. */
const RUN_OFFSET = 64;
const FLUSHED = 32;
const PEERS = FLUSHED + SLOTS;
const PLAIN_OFFSET = (PEERS + SLOTS) * 4;

/** What is known of a connection's peer, as bits of its word: much waits for it in the front, */
const CONGESTED = 1;
/** the engine wants to be told when that is over, */
const ENGINE_WAITS = 2;
/** it will never take anything again. */
const BROKEN = 4;

const NO_ANSWER = 0;
const YES = 1;
const NO = 2;
/** How long the engine waits for an answer, milliseconds. */
const ANSWER_PATIENCE = 5000;
/** So many bytes of the log may be on their way to where it is written. */
const LOG_AHEAD = 262_144;

/**
 * The memory that both threads see: whether the front has been woken, the answer to the engine's question, the run of a
 * script, and of each connection how much of its output the operating system has taken, whether the peer takes any, and whether it is plain.
 *
 * A connection is plain if the front can answer for the engine what it sends next: it is between two commands, has been
 * answered all before, and has asked for nothing out of the ordinary (`ServerSession.isPlain`).
 */
export class SharedWords {
  readonly memory: SharedArrayBuffer;
  readonly run: SharedRunState;
  private readonly words: Int32Array;
  private readonly plain: Uint8Array;

  constructor(memory = new SharedArrayBuffer(PLAIN_OFFSET + SLOTS)) {
    this.memory = memory;
    this.words = new Int32Array(memory, 0, PEERS + SLOTS);
    this.run = new SharedRunState(memory, RUN_OFFSET);
    this.plain = new Uint8Array(memory, PLAIN_OFFSET);
  }

  /** For the engine. True: nobody has woken the front since it last looked, so a message has to be posted to it. */
  shouldWakeFront(): boolean {
    return Atomics.exchange(this.words, FRONT_WAKING, 1) === 0;
  }

  /** For the front, before it looks at the ring: from now on it has to be woken again. */
  frontAwake(): void {
    Atomics.store(this.words, FRONT_WAKING, 0);
  }

  /** For the engine: sends a question with `question`, which must wake the front, and waits for the answer. */
  ask(question: () => void): boolean {
    Atomics.store(this.words, ANSWER, NO_ANSWER);
    question();
    Atomics.wait(this.words, ANSWER, NO_ANSWER, ANSWER_PATIENCE);
    return Atomics.load(this.words, ANSWER) === YES;
  }

  /** For the front: answers the question that the engine waits on. */
  answer(isYes: boolean): void {
    Atomics.store(this.words, ANSWER, isYes ? YES : NO);
    Atomics.notify(this.words, ANSWER);
  }

  /** For the front: so many more bytes of the engine's log lines have been written. */
  addLogged(bytes: number): void {
    Atomics.add(this.words, LOGGED, bytes);
    Atomics.notify(this.words, LOGGED);
  }

  /** For the engine, which has sent so many bytes of log lines, modulo 2^32: waits until most of them have been written. */
  waitForLog(sent: number): void {
    for (;;) {
      const logged = Atomics.load(this.words, LOGGED);
      if ((sent - logged) >>> 0 <= LOG_AHEAD) return;
      Atomics.wait(this.words, LOGGED, logged);
    }
  }

  /** For the front: how many bytes of the connection the operating system has taken so far, modulo 2^32. */
  setFlushed(slot: number, bytes: number): void {
    Atomics.store(this.words, FLUSHED + slot, bytes | 0);
  }

  flushed(slot: number): number {
    return Atomics.load(this.words, FLUSHED + slot) >>> 0;
  }

  /** For the engine. The front looks at it while it holds the engine's input, so that a plain store is enough. */
  setPlain(slot: number, isPlain: boolean): void {
    this.plain[slot] = isPlain ? 1 : 0;
  }

  isPlain(slot: number): boolean {
    return this.plain[slot] === 1;
  }

  /** For the front: a new connection has the slot. */
  beginPeer(slot: number): void {
    this.setFlushed(slot, 0);
    Atomics.store(this.words, PEERS + slot, 0);
  }

  /** For the front: the peer takes less than it is sent. */
  setCongested(slot: number): void {
    Atomics.or(this.words, PEERS + slot, CONGESTED);
  }

  /** For the front: the peer has caught up. Answers whether the engine has to be told. */
  clearCongested(slot: number): boolean {
    return (Atomics.and(this.words, PEERS + slot, BROKEN) & ENGINE_WAITS) !== 0;
  }

  /** For the front: the connection is gone. Answers whether the engine has to be told. */
  setBroken(slot: number): boolean {
    return (Atomics.exchange(this.words, PEERS + slot, BROKEN) & ENGINE_WAITS) !== 0;
  }

  /** For the engine: whether more should be sent to the peer. After false `drained` comes once that has changed. */
  mayWrite(slot: number): boolean {
    if ((Atomics.load(this.words, PEERS + slot) & CONGESTED) === 0) return true;
    return (Atomics.or(this.words, PEERS + slot, ENGINE_WAITS) & CONGESTED) === 0;
  }

  /** For the engine: whether the peer will never take anything again. */
  isBroken(slot: number): boolean {
    return (Atomics.load(this.words, PEERS + slot) & BROKEN) !== 0;
  }
}
