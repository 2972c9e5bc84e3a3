/**
 * What the front and the engine tell each other through the rings: the kinds of frames, and the shared words beside
 * the rings.
 *
 * A connection is a slot, used again only when both sides have said their last word on it: the front sends GONE exactly
 * once, the engine CLOSE or DISCARD exactly once. Slot 0 is nobody's: what concerns the server travels there.
 */
import type { LogThreshold } from '../engine/log-level.ts';

export const kinds = {
  /** Front to engine. A connection was accepted; an `OpenMessage` as JSON. */
  open: 1,
  /** Both ways. Bytes of the connection, as they come. */
  data: 2,
  /** Front to engine. The peer sends no more, or is gone. */
  gone: 3,
  /** Engine to front. Write what was sent so far, then close. */
  close: 4,
  /** Engine to front. Close at once. */
  discard: 5,
  /** Front to engine. A signal asks for a shutdown; its name. */
  signal: 6,
  /** Front to engine. A connection was refused. */
  rejected: 7,
  /** Engine to front. What the front needs of CONFIG, a `FrontSettings` as JSON. */
  settings: 8,
  /** Engine to front. The data is loaded: commands can be served. */
  ready: 9,
  /** Engine to front. The server ends; the exit code in decimal digits. */
  exit: 10,
  /** Engine to front. Listen elsewhere, a `ListenRequest` as JSON; the engine waits for `SharedWords.answer`. */
  listen: 11,
  /** Engine to front. A directive is wrong, which only the engine could tell: text for standard error. */
  refused: 12,
} as const;

export interface OpenMessage {
  /** `127.0.0.1:50000`, or the socket's path with `:0`. */
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
}

/** Where to listen for TCP from now on; the settings of these names. */
export interface ListenRequest {
  port: number;
  bind: string;
  tcpBacklog: number;
}

/** Most connections at a time, whatever `maxclients` says. */
export const SLOTS = 65_536;

const FRONT_WAKING = 0;
const ANSWER = 1;
const FLUSHED = 2;

const NO_ANSWER = 0;
const YES = 1;
const NO = 2;
/** How long the engine waits for an answer, milliseconds. */
const ANSWER_PATIENCE = 5000;

/** Words that both threads see: who wakes whom, and how much of each connection's output has left. */
export class SharedWords {
  readonly memory: SharedArrayBuffer;
  private readonly words: Int32Array;

  constructor(memory = new SharedArrayBuffer((FLUSHED + SLOTS) * 4)) {
    this.memory = memory;
    this.words = new Int32Array(memory);
  }

  /** Engine: true when the front has not been woken since it last looked, so that a message must be posted. */
  shouldWakeFront(): boolean {
    return Atomics.exchange(this.words, FRONT_WAKING, 1) === 0;
  }

  /** Front: it looks now. */
  frontAwake(): void {
    Atomics.store(this.words, FRONT_WAKING, 0);
  }

  /** Engine: asks by `question`, which must make the front look, and waits for its answer. */
  ask(question: () => void): boolean {
    Atomics.store(this.words, ANSWER, NO_ANSWER);
    question();
    Atomics.wait(this.words, ANSWER, NO_ANSWER, ANSWER_PATIENCE);
    return Atomics.load(this.words, ANSWER) === YES;
  }

  /** Front: what the engine waits for. */
  answer(isYes: boolean): void {
    Atomics.store(this.words, ANSWER, isYes ? YES : NO);
    Atomics.notify(this.words, ANSWER);
  }

  /** Front: bytes of a slot that the operating system took since the slot was opened, modulo 2^32. */
  setFlushed(slot: number, bytes: number): void {
    Atomics.store(this.words, FLUSHED + slot, bytes | 0);
  }

  flushed(slot: number): number {
    return Atomics.load(this.words, FLUSHED + slot) >>> 0;
  }
}
