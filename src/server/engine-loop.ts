/**
 * The loop of the engine's thread. It takes what has arrived from the ring, runs it, writes the replies to the ring to the
 * front, and sleeps until the next byte arrives or the next deadline comes. It never returns to an event loop.
 *
 * One turn has four parts. First, waiting frames are handled in order, and the commands in them are run. Second, clients
 * go on with commands that they sent before: those that are no longer blocked, and those for whose commands the turn before
 * was too short. Third, what is due by the clock is done. Fourth, the replies of the turn are written, and parts of long
 * replies. Each part is bounded by time or by bytes, so that nobody waits long for the next turn, whatever others ask for.
 *
 * `drainWhileBusy` handles frames inside of a script that runs for long: the ordinary dispatch answers BUSY to the other
 * connections, and the one that runs the script is left waiting. Outside of it the front may have the ring while a script
 * runs (`SharedRunState`).
 */
import type { Client } from '../engine/client.ts';
import type { Engine } from '../engine/engine.ts';
import type { OutputBufferLimit } from '../engine/setting-kinds.ts';
import type { RequestLimits } from '../protocol/decode.ts';
import { ErrorReply } from '../protocol/reply.ts';
import { AnswerReport } from './answer-report.ts';
import { latin1 } from './latin1.ts';
import { type Channel, decodeOpen, kinds, type OpenMessage, SharedWords } from './messages.ts';
import { ReplyRotation } from './reply-rotation.ts';
import { RingReader, RingWriter } from './ring.ts';
import type { SharedRunState } from './run-words.ts';
import { ServerSession, type SessionHost } from './server-session.ts';
import { Turn } from './turn.ts';

/** The longest sleep, milliseconds. What has no deadline of its own, such as idle clients, is checked this often. */
const CRON_INTERVAL = 100;
/** How many times the engine looks at the ring before it sleeps, where it expects a request soon. */
const POLLS = 20_000;
/** A request is expected soon if the one before came within this time of sleeping, milliseconds. */
const POLLING_TIME = 0.2;
/**
 * With more connections than this the engine sleeps at once: the clients, which are often on the same machine, need the
 * processor to send their requests.
 */
const POLLED_SESSIONS = 4;
/** After so many commands of one client the clock is read: those that are refused or queued do not do it. */
const UNTIMED = 64;
/** About so many bytes of long replies are written in a turn. */
const TURN_OUTPUT = 262_144;
/** A client is read no further while more of its requests than this wait for a turn, bytes. */
const WAITING_INPUT = 262_144;
/** A long text of the log is sent in pieces of so many bytes. */
const LOG_PIECE = 65_536;

export class EngineLoop implements SessionHost {
  readonly runState: SharedRunState;
  private readonly reader: RingReader;
  private readonly writer: RingWriter;
  private readonly words: SharedWords;
  private readonly postWake: () => void;
  private engine!: Engine;
  private readonly limits: RequestLimits = { maxBulkLength: 0 };
  private readonly onSignal: (name: string) => void;
  /** The name of a signal that has come. One that comes while a script runs waits for the end of the script. */
  private pendingSignal: string | undefined;
  private nextCheck = 0;

  private readonly sessions: (ServerSession | undefined)[] = [];
  private dirty: ServerSession[] = [];
  private readonly resumed: ServerSession[] = [];
  /** Those who have commands left for which the turn was too short. */
  private readonly waiting: ServerSession[] = [];
  private turn!: Turn;
  private readonly rotation: ReplyRotation;
  private running: ServerSession | undefined;
  private isDrainingInside = false;
  private hasWritten = false;
  private expectsMore = false;
  private openSessions = 0;
  /** How many bytes of log lines have been sent, modulo 2^32. */
  private loggedBytes = 0;

  /**
   * @param postWake sends the front's event loop a message
   * @param onSignal is called with the name of a signal that asks the server to end, while no command runs
   */
  constructor(channel: Channel, postWake: () => void, onSignal: (name: string) => void) {
    this.reader = new RingReader(channel.toEngine);
    this.writer = new RingWriter(channel.toFront);
    this.words = new SharedWords(channel.words);
    this.runState = this.words.run;
    this.rotation = new ReplyRotation(this.words, (session) => this.afterPart(session));
    this.postWake = postWake;
    this.onSignal = onSignal;
  }

  /**
   * Runs until the thread ends.
   *
   * @param workWhileIdle does a short piece of work each time that `next` is called; it is called when there is no
   * request to handle
   */
  run(engine: Engine, workWhileIdle: Iterator<void>): never {
    this.engine = engine;
    this.turn = new Turn(engine.dispatcher);
    this.runState.setClock(engine.clock.monotonic());
    let hasWork = true;
    this.limits.maxBulkLength = engine.settings.values.protoMaxBulkLen;
    engine.settings.onChange(() => {
      this.limits.maxBulkLength = engine.settings.values.protoMaxBulkLen;
    });
    for (;;) {
      engine.beginBatch();
      this.turn.begin(engine.dispatcher.lastTick);
      const isIdle = !this.takeFrames();
      this.resume();
      this.runWaiting();
      this.runTimeEvents();
      this.flush();
      if (!isIdle || this.waiting.length > 0 || this.rotation.isReady) continue;
      if (hasWork) {
        hasWork = workWhileIdle.next().done !== true;
        continue;
      }
      const sleep = Math.min(CRON_INTERVAL, engine.nextDeadline() - engine.clock.milliseconds());
      if (sleep > 0) this.sleep(sleep);
    }
  }

  /**
   * Sleeps until there is a frame or `milliseconds` have passed. If requests follow each other closely, the ring is
   * polled first: a client that sends one request after the other is then answered as soon as by Redis.
   */
  private sleep(milliseconds: number): void {
    const { reader } = this;
    if (this.expectsMore && this.openSessions <= POLLED_SESSIONS && reader.poll(POLLS)) return;
    const start = performance.now();
    reader.wait(milliseconds);
    this.expectsMore = performance.now() - start < POLLING_TIME;
  }

  /** Serves the other clients from inside of a long-running script. */
  drainWhileBusy(): void {
    if (this.isDrainingInside) return;
    this.isDrainingInside = true;
    this.runState.beginDrain();
    const { running } = this;
    // The requests that this connection has sent lie in the ring, whose room is given back now.
    running?.decoder.retain();
    if (this.reader.release()) this.wakeFront();
    this.turn.begin(this.engine.clock.monotonic());
    this.takeFrames();
    this.runWaiting();
    this.flush();
    this.running = running;
    this.runState.endDrain();
    this.isDrainingInside = false;
  }

  /** The client was blocked or paused, and may run commands again. */
  resumeClient(client: Client): void {
    const session = client.output;
    if (session instanceof ServerSession) this.resumed.push(session);
  }

  /** Tells the front something that concerns no connection. */
  tell(kind: number, text: string): void {
    this.writeWhole(0, kind, text);
    this.wakeFront();
  }

  /** Sends lines of the log to the front, in pieces, and waits where they come faster than the front can write them. */
  writeLog(text: string): void {
    for (let from = 0; from < text.length; from += LOG_PIECE) {
      const piece = text.slice(from, from + LOG_PIECE);
      this.tell(kinds.log, piece);
      this.loggedBytes = (this.loggedBytes + piece.length) >>> 0;
      this.words.waitForLog(this.loggedBytes);
    }
  }

  /** Asks the front for something that concerns no connection, and waits until it is done. Answers whether it was. */
  ask(kind: number, text: string): boolean {
    return this.words.ask(() => this.tell(kind, text));
  }

  markDirty(session: ServerSession): void {
    this.dirty.push(session);
  }

  flushed(slot: number): number {
    return this.words.flushed(slot);
  }

  setPlain(slot: number, isPlain: boolean): void {
    this.words.setPlain(slot, isPlain);
  }

  now(): number {
    return this.engine.keyspace.now;
  }

  outputLimit(client: Client): OutputBufferLimit {
    const limits = this.engine.settings.values.clientOutputBufferLimit;
    if (client.isMonitor) return limits.slave;
    return client.isSubscriber ? limits.pubsub : limits.normal;
  }

  overcameLimit(session: ServerSession): void {
    const text = describeClient(session.client);
    this.log('warning', `Client ${text} scheduled to be closed ASAP for overcoming of output buffer limits.`);
    session.client.close(true);
    session.close(true);
  }

  writeOut(slot: number, text: string): void {
    this.engine.statistics.netOutputBytes += text.length;
    this.hasWritten = true;
    let from = this.writer.writeText(slot, kinds.data, text, 0);
    while (from < text.length) {
      this.makeRoom();
      from += this.writer.writeText(slot, kinds.data, text, from);
    }
  }

  /** Handles the frames that are there: runs a turn of them, and keeps the others. Answers whether there were any. */
  private takeFrames(): boolean {
    const { reader, runState } = this;
    let any = false;
    while (this.turn.takesFrames) {
      if (runState.takeStoodIn()) reader.forgetTail();
      if (!reader.next()) break;
      any = true;
      this.handle(reader.slot, reader.kind, reader.start, reader.end);
    }
    if (reader.release()) this.wakeFront();
    return any;
  }

  private handle(slot: number, kind: number, start: number, end: number): void {
    const session = this.sessions[slot];
    if (kind === kinds.data) {
      if (session !== undefined) this.receive(session, start, end);
    } else if (kind === kinds.open) {
      this.open(slot, decodeOpen(latin1(this.reader.bytes, start, end)));
    } else if (kind === kinds.gone) {
      if (session !== undefined) this.lose(session);
    } else if (kind === kinds.drained) {
      if (session !== undefined) this.rotation.resume(session);
    } else if (kind === kinds.signal) {
      this.pendingSignal = latin1(this.reader.bytes, start, end);
    } else if (kind === kinds.answered) {
      const report = new AnswerReport();
      report.addEncoded(latin1(this.reader.bytes, start, end));
      report.countIn(this.engine);
    } else {
      this.engine.statistics.rejectedConnections++;
    }
  }

  private open(slot: number, message: OpenMessage): void {
    const session = new ServerSession(slot, this, this.limits);
    this.sessions[slot] = session;
    this.openSessions++;
    session.client = this.engine.createClient({ ...message, output: session });
    session.tellPlain();
    this.log('verbose', `Accepted ${message.address}`);
  }

  private lose(session: ServerSession): void {
    session.isGone = true;
    // What it has sent before is still run.
    if (!session.isRunning && !session.hasToWait) session.client.close();
  }

  private receive(session: ServerSession, start: number, end: number): void {
    const { statistics, settings, keyspace } = this.engine;
    const { client, decoder } = session;
    statistics.netInputBytes += end - start;
    if (client.closed) return;
    client.lastInteraction = keyspace.now;
    decoder.feed(this.reader.bytes, start, end);
    if (session.hasToWait) {
      decoder.retain();
      this.holdInput(session);
      return;
    }
    const queued = client.context.transaction?.memoryBytes ?? 0;
    if (decoder.bufferedBytes + decoder.argumentBytes + queued > settings.values.clientQueryBufferLimit) {
      const text = describeClient(client);
      this.log('warning', `Closing client that reached max query buffer length: ${text}`);
      client.close(true);
      return;
    }
    // Who waits for a key runs nothing, and is no longer there as soon as its peer is gone.
    const runsNothing = session.isRunning || client.isExecuting || client.isBlocked || client.paused;
    if (runsNothing || this.turn.admits(session, end - start)) this.process(session);
    else this.putOff(session);
  }

  /** Runs the commands that a session has sent, until it is blocked, paused or closed, has no more, or has to wait. */
  private process(session: ServerSession): void {
    const { client, decoder } = session;
    const { dispatcher } = this.engine;
    // A command that a pause has held back runs outside of here.
    if (session.isRunning || client.isExecuting) {
      decoder.retain();
      return;
    }
    this.words.setPlain(session.slot, false);
    const outer = this.running;
    this.running = session;
    session.isRunning = true;
    // As in Redis, the bytes of the command that runs are counted.
    client.queryBufferBytes = decoder.bufferedBytes;
    for (let count = 1; !client.isBlocked && !client.paused && !client.closed; count++) {
      decoder.unauthenticated = !client.authenticated;
      if (!decoder.next()) break;
      this.engine.execute(client, decoder.name, decoder.args);
      if (count % UNTIMED === 0) dispatcher.readClock();
      if ((this.turn.isOver || session.isOverfull) && decoder.bufferedBytes > 0) {
        this.putOff(session);
        break;
      }
    }
    session.isRunning = false;
    this.running = outer;
    if (!session.hasToWait) this.endProcess(session);
  }

  /** The session has run all that it can run. */
  private endProcess(session: ServerSession): void {
    const { client, decoder } = session;
    if (client.closed) return;
    if (decoder.error !== undefined) {
      this.engine.replyToNonsense(client, new ErrorReply(decoder.error));
      this.log('verbose', `Protocol error (${decoder.error}) from client: ${describeClient(client)}`);
      client.close();
      return;
    }
    if (session.isGone) {
      client.close();
      return;
    }
    decoder.retain();
    client.queryBufferBytes = decoder.bufferedBytes;
    session.tellPlain();
    if (!session.isInputHeld) return;
    session.isInputHeld = false;
    this.writeWhole(session.slot, kinds.release, '');
  }

  /** What else the session has sent is run in another turn, or once its peer has read. */
  private putOff(session: ServerSession): void {
    session.hasToWait = true;
    this.words.setPlain(session.slot, false);
    session.decoder.retain();
    this.holdInput(session);
    if (!session.isOverfull) this.waiting.push(session);
  }

  /** Lets the front read no more of a session that has sent much already. */
  private holdInput(session: ServerSession): void {
    if (session.isInputHeld || session.decoder.bufferedBytes <= WAITING_INPUT) return;
    session.isInputHeld = true;
    this.writeWhole(session.slot, kinds.hold, '');
  }

  /** Lets clients that were blocked or paused go on with the commands that they sent meanwhile. */
  private resume(): void {
    for (let session = this.resumed.shift(); session !== undefined; session = this.resumed.shift()) {
      this.process(session);
    }
  }

  /** Gives each of those who had to wait a turn, until the time is over. */
  private runWaiting(): void {
    const { waiting, turn } = this;
    if (waiting.length === 0) return;
    this.flush();
    turn.beginWaiting();
    const members = waiting.length;
    for (let count = 0; count < members && turn.beginSlice(members); count++) {
      const session = waiting.shift();
      if (session === undefined) break;
      session.hasToWait = false;
      this.process(session);
    }
  }

  /** Something of a session's queue has been written. */
  private afterPart(session: ServerSession): void {
    if (session.closing !== 'no' && !session.isQueued) {
      this.end(session);
      return;
    }
    if (!session.isQueued) session.tellPlain();
    if (session.hasToWait && !session.isOverfull && !this.waiting.includes(session)) {
      this.waiting.push(session);
    }
  }

  /** Does what is due by the clock: a signal, the events of the engine, the checks of the connections. */
  private runTimeEvents(): void {
    const { engine } = this;
    const { now } = engine.keyspace;
    if (this.pendingSignal !== undefined) this.onSignal(this.pendingSignal);
    this.pendingSignal = undefined;
    if (now >= engine.nextDeadline()) {
      engine.cron();
      this.resume();
    }
    if (now < this.nextCheck) return;
    this.nextCheck = now + CRON_INTERVAL;
    for (const session of this.sessions) if (session !== undefined) this.checkSession(session, now);
  }

  private checkSession(session: ServerSession, now: number): void {
    const { client } = session;
    if (client.closed) return;
    if (!session.isWithinLimits(now)) this.overcameLimit(session);
    const { timeout } = this.engine.settings.values;
    const mayIdle = client.isBlocked || client.isMonitor || client.isSubscriber;
    if (timeout === 0 || mayIdle || now - client.lastInteraction <= timeout * 1000) return;
    this.log('verbose', 'Closing idle client');
    client.close(true);
  }

  /** Writes all gathered replies to the ring to the front. */
  flush(): void {
    const { dirty } = this;
    if (dirty.length > 0) {
      this.dirty = [];
      for (const session of dirty) {
        session.flush();
        if (session.isQueued) this.rotation.add(session);
        else if (session.closing !== 'no') this.end(session);
      }
    }
    this.rotation.write(TURN_OUTPUT);
    if (!this.hasWritten) return;
    this.hasWritten = false;
    this.wakeFront();
  }

  /** Sends the last frame for a connection. */
  private end(session: ServerSession): void {
    if (this.sessions[session.slot] !== session) return;
    this.sessions[session.slot] = undefined;
    this.words.setPlain(session.slot, false);
    this.openSessions--;
    this.rotation.remove(session);
    this.writeWhole(session.slot, session.closing === 'discard' ? kinds.discard : kinds.close, '');
  }

  private writeWhole(slot: number, kind: number, text: string): void {
    this.hasWritten = true;
    while (!this.writer.writeWhole(slot, kind, text)) this.makeRoom();
  }

  private log(level: 'verbose' | 'warning', text: string): void {
    this.engine.host.log(level, text);
  }

  private makeRoom(): void {
    this.wakeFront();
    this.writer.waitForRoom();
  }

  private wakeFront(): void {
    this.writer.publish();
    if (this.words.shouldWakeFront()) this.postWake();
  }
}

/** What the log says of a client that is closed. */
function describeClient(client: Client): string {
  return `id=${client.id} addr=${client.address} laddr=${client.localAddress} fd=${client.fileDescriptor} name=${client.name}`;
}
