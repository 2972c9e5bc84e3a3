/**
 * Answers in the engine's place while the engine is deaf: a script runs for too long and has not looked up for a while.
 *
 * One pass takes the frames that the engine has not read out of the ring, answers what can be answered of them, and puts the
 * rest back as it was; the engine is kept from the ring meanwhile. Nothing is remembered between two passes: to the
 * engine it looks as if what was answered had never been sent, except that it is told what to count.
 *
 * Answered are the connections that are plain (`SharedWords`), each up to the first command that only the engine can
 * answer. So the replies of a connection stay in order: the engine has sent all of its own, and has none of the
 * commands.
 */
import type { CommandTable } from '../engine/command-table.ts';
import { RequestDecoder } from '../protocol/decode.ts';
import { AnswerReport } from './answer-report.ts';
import { BusyAnswers } from './busy-answers.ts';
import type { Connection } from './connection.ts';
import type { FrameQueue } from './frame-queue.ts';
import { latin1 } from './latin1.ts';
import { type FrontSettings, kinds, type SharedWords } from './messages.ts';
import type { Frame } from './ring.ts';

/** How many bytes of requests are read in one pass, so that it takes a few milliseconds at most. */
const PASS_BYTES = 262_144;

/** What the stand-in needs of the front. */
export interface StandInOwner {
  readonly settings: FrontSettings;
  connection(slot: number): Connection | undefined;
  /** Sends on what the engine has written. */
  receive(): void;
  /** Sends an answer. */
  writeAnswer(connection: Connection, text: string): void;
  /** Shows the engine what is in the ring. */
  publish(): void;
}

export interface StandInParts {
  commands: CommandTable;
  words: SharedWords;
  queue: FrameQueue;
  owner: StandInOwner;
  /** Is called while SHUTDOWN NOSAVE waits for the engine, more than once. */
  onShutdown: () => void;
}

/** What a connection has sent, in order. */
interface Waiting {
  connection: Connection;
  frames: Frame[];
}

export class StandIn {
  private readonly words: SharedWords;
  private readonly queue: FrameQueue;
  private readonly owner: StandInOwner;
  private readonly answers: BusyAnswers;
  /** The last slot that a pass came to for which there was not enough time. */
  private lastSlot = 0;

  constructor({ commands, words, queue, owner, onShutdown }: StandInParts) {
    this.words = words;
    this.queue = queue;
    this.owner = owner;
    this.answers = new BusyAnswers(commands, words.run, onShutdown);
  }

  /** Answers what can be answered; true: there is more that might be. */
  pass(): boolean {
    const { run } = this.words;
    if (!run.hold()) return false;
    let hasMore = false;
    try {
      this.owner.receive();
      const frames = this.queue.takeBack();
      const report = new AnswerReport();
      hasMore = this.serve(this.waiting(frames), report) && !report.isEmpty;
      this.queue.putBack(remaining(frames, report));
      if (!report.isEmpty) this.queue.send(0, kinds.answered, Buffer.from(report.encode(), 'latin1'));
      this.owner.publish();
    } finally {
      run.letGo();
    }
    return hasMore;
  }

  /** What plain connections have sent, by their slots. */
  private waiting(frames: Frame[]): Map<number, Waiting> {
    const waiting = new Map<number, Waiting>();
    /** The slots of connections that the engine has not heard of; frames before `open` are of an earlier connection. */
    const isNew = new Map<number, boolean>();
    for (const { slot, kind } of frames) if (kind === kinds.open) isNew.set(slot, false);
    for (const frame of frames) {
      const { slot, kind } = frame;
      if (kind === kinds.open) isNew.set(slot, true);
      if (kind !== kinds.data) continue;
      const connection = this.owner.connection(slot);
      const heardOf = isNew.get(slot);
      const isPlain =
        heardOf === undefined ? this.words.isPlain(slot) : heardOf && !this.owner.settings.needsPassword;
      if (!isPlain || connection === undefined || connection.closed) continue;
      const known = waiting.get(slot);
      if (known === undefined) waiting.set(slot, { connection, frames: [frame] });
      else known.frames.push(frame);
    }
    return waiting;
  }

  /** Answers connections in turn, at most a pass of them. Answers whether some are left. */
  private serve(waiting: Map<number, Waiting>, report: AnswerReport): boolean {
    let bytes = 0;
    const slots = [...waiting.keys()].sort((a, b) => a - b);
    const first = slots.findIndex((slot) => slot > this.lastSlot);
    for (let turn = 0; turn < slots.length; turn++) {
      const slot = slots[(Math.max(first, 0) + turn) % slots.length];
      const { connection, frames } = waiting.get(slot) as Waiting;
      bytes += this.answer(connection, frames, PASS_BYTES - bytes, report);
      if (bytes < PASS_BYTES) continue;
      this.lastSlot = slot;
      return true;
    }
    return false;
  }

  /**
   * Answers the commands of a connection, and takes them off its frames. Stops after the frame with which `limit` bytes
   * have been read. Answers how many were.
   */
  private answer(connection: Connection, frames: Frame[], limit: number, report: AnswerReport): number {
    const { settings } = this.owner;
    const decoder = new RequestDecoder(latin1, { maxBulkLength: settings.maxBulkLength });
    let text = '';
    let read = 0;
    let answered = 0;
    let isStuck = false;
    for (const { bytes, start } of frames) {
      decoder.feed(bytes, start, bytes.length);
      read += bytes.length - start;
      while (!isStuck && decoder.next()) {
        const answer = this.answers.answer(decoder.name, decoder.args, settings, report);
        isStuck = answer === undefined;
        if (answer === undefined) break;
        text += answer;
        answered = read - decoder.bufferedBytes;
      }
      if (isStuck || decoder.error !== undefined || read >= limit) break;
    }
    if (text === '') return read;
    report.inputBytes += answered;
    report.outputBytes += text.length;
    for (const frame of frames) {
      const taken = Math.min(answered, frame.bytes.length - frame.start);
      frame.start += taken;
      answered -= taken;
    }
    this.owner.writeAnswer(connection, text);
    return read;
  }
}

/**
 * The frames that the engine has still to read. Of data that was answered whole an empty frame stays, the last one: it tells
 * the engine that the client is not idle. An older report becomes a part of the new one.
 */
function remaining(frames: Frame[], report: AnswerReport): Frame[] {
  const lasts = new Map<number, Frame>();
  for (const frame of frames) if (frame.kind === kinds.data) lasts.set(frame.slot, frame);
  return frames.filter((frame) => {
    if (frame.kind === kinds.answered) report.addEncoded(latin1(frame.bytes, 0, frame.bytes.length));
    if (frame.kind === kinds.data) return frame.start < frame.bytes.length || lasts.get(frame.slot) === frame;
    return frame.kind !== kinds.answered;
  });
}
