/**
 * The front: the side of the server that owns the sockets. It accepts connections and moves bytes between sockets and the
 * two rings; it knows no command.
 *
 * It never waits for the engine. Bytes for which the ring to the engine has no room are kept here, and the sockets that
 * they came from are not read until the engine has caught up. The ring from the engine is emptied at once, a part of it
 * at a time, between which the sockets have a turn. While a script lets the engine
 * do nothing else, the front answers in its place (`EngineWatch`, `StandIn`).
 */
import { type ListenOptions, Server, type Socket } from 'node:net';
// Not the global ones: a test may have faked those of the process that it starts a server in.
import { clearInterval, setImmediate, setInterval } from 'node:timers';
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { CommandTable } from '../engine/command-table.ts';
import { Connection, type ConnectionEvents } from './connection.ts';
import { EngineWatch } from './engine-watch.ts';
import { FrameQueue } from './frame-queue.ts';
import { latin1 } from './latin1.ts';
import { type Channel, encodeOpen, type FrontSettings, kinds, SharedWords, SLOTS } from './messages.ts';
import { createRing, RingReader, RingWriter } from './ring.ts';
import { StandIn, type StandInOwner } from './stand-in.ts';

const RING_CAPACITY = 1 << 20;
/** After the ring's capacity divided by this the sockets have a turn before more is taken out of it. */
const PARTS = 4;
/**
 * A sleeping engine is left asleep until this many frames have gathered, as long as they keep coming. Many clients that
 * send one command at a time then cost fewer wake-ups; half as many frames, or more of them, gain nothing.
 */
const GATHERED_FRAMES = 16;
/** How often connections with unwritten bytes are looked at, milliseconds. */
const SETTLE_INTERVAL = 20;
/** A peer that stops sending still gets its answers. Reading begins when the `Connection` is made. */
const SERVER_OPTIONS = { allowHalfOpen: true, noDelay: true, pauseOnConnect: true };

const PROTECTED_MODE_TEXT =
  '-DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default ' +
  'user. In this mode connections are only accepted from the loopback interface. If you want to connect from external ' +
  'computers to Redis you may adopt one of the following solutions: 1) Just disable protected mode sending the command ' +
  "'CONFIG SET protected-mode no' from the loopback interface by connecting to Redis from the same host the server is " +
  'running, however MAKE SURE Redis is not publicly accessible from internet if you do so. Use CONFIG REWRITE to make ' +
  'this change permanent. 2) Alternatively you can just disable the protected mode by editing the Redis configuration ' +
  "file, and setting the protected mode option to 'no', and then restarting the server. 3) If you started the server " +
  "manually just for testing, restart it with the '--protected-mode no' option. 4) Set up an authentication password " +
  'for the default user. NOTE: You only need to do one of the above things in order for the server to start accepting ' +
  'connections from the outside.\r\n';

export interface FrontEvents {
  /** A message of the engine that concerns the server and no connection. */
  message(kind: number, text: string): void;
  /** The front begins to answer for the engine, which is deaf in a script. */
  beganToStandIn(): void;
  /** SHUTDOWN NOSAVE was sent to an engine that is deaf. */
  shutdownWaits(): void;
}

const encoder = (text: string) => Buffer.from(text, 'latin1');
const isLoopback = (address = '') => /^(::ffff:)?127\.|^::1$/.test(address);

export class Front implements ConnectionEvents, StandInOwner {
  readonly channel: Channel;
  settings: FrontSettings;

  private readonly words = new SharedWords();
  private readonly toEngine: RingWriter;
  private readonly fromEngine: RingReader;
  private readonly queue: FrameQueue;
  private readonly engineWatch: EngineWatch;
  private readonly events: FrontEvents;
  private readonly tcpServers: Server[] = [];
  private readonly unixServers: Server[] = [];

  /** The connections by their slots. No connection has slot 0. */
  private readonly connections: (Connection | undefined)[] = [undefined];
  private readonly freeSlots: number[] = [];
  private openCount = 0;

  private publishScheduled = false;
  private receiveScheduled = false;
  /** How many frames have been written since the engine was last shown any, now and at the end of the turn before. */
  private gathered = 0;
  private gatheredBefore = 0;
  private readonly unsettled = new Set<Connection>();
  private settleTimer: NodeJS.Timeout | undefined;

  constructor(settings: FrontSettings, events: FrontEvents) {
    this.settings = settings;
    this.events = events;
    this.channel = {
      toEngine: createRing(RING_CAPACITY),
      toFront: createRing(RING_CAPACITY),
      words: this.words.memory,
    };
    this.toEngine = new RingWriter(this.channel.toEngine);
    this.fromEngine = new RingReader(this.channel.toFront);
    this.queue = new FrameQueue(this.toEngine);
    const threshold = () => this.settings.busyReplyThreshold;
    this.engineWatch = new EngineWatch(this.words.run, this.queue, threshold, () => events.beganToStandIn());
  }

  /** Listens on an address or a unix socket. Answers the port, 0 for a unix socket; rejects with the system's error. */
  listen(options: ListenOptions): Promise<number> {
    const server = new Server(SERVER_OPTIONS, (socket) => this.accept(socket, options.path));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(options, () => {
        server.off('error', reject);
        // Accepting may fail, for want of file descriptors: the connection is lost then, and the server goes on.
        server.on('error', () => {});
        (options.path === undefined ? this.tcpServers : this.unixServers).push(server);
        const address = server.address();
        resolve(address === null || typeof address === 'string' ? 0 : address.port);
      });
    });
  }

  /** Stops listening for TCP. The connections stay open. */
  closeTcp(): void {
    for (const server of this.tcpServers.splice(0)) server.close();
  }

  /** Answers the question that the engine waits on. */
  answer(isYes: boolean): void {
    this.words.answer(isYes);
  }

  /** So many more bytes of the engine's log lines have been written. */
  addLogged(bytes: number): void {
    this.words.addLogged(bytes);
  }

  /** Stops listening and drops every connection. */
  close(): void {
    this.closeTcp();
    for (const server of this.unixServers.splice(0)) server.close();
    for (const connection of this.connections) connection?.end(true);
    clearInterval(this.settleTimer);
    this.engineWatch.stop();
  }

  /** From now on the front can answer for the engine. */
  knowCommands(commands: CommandTable): void {
    const onShutdown = () => this.events.shutdownWaits();
    this.engineWatch.standIn = new StandIn({
      commands,
      words: this.words,
      queue: this.queue,
      owner: this,
      onShutdown,
    });
  }

  /** Asks the running script to end, whatever it has done. */
  abandonScript(): void {
    this.words.run.abandon();
  }

  /** Tells the engine something that concerns no connection. */
  tell(kind: number, text: string): void {
    this.send(0, kind, encoder(text));
  }

  /** The engine has written something to its ring, or has made room in ours. */
  wake(): void {
    this.words.frontAwake();
    this.flushQueue();
    if (!this.receiveScheduled) this.receivePart();
  }

  data(connection: Connection, bytes: Uint8Array, length: number): void {
    this.send(connection.slot, kinds.data, bytes, length);
    if (this.queue.isWaiting) connection.pauseInput(true);
  }

  gone(connection: Connection): void {
    this.send(connection.slot, kinds.gone, encoder(''));
    if (connection.closed) this.free(connection);
  }

  drained(connection: Connection): void {
    this.send(connection.slot, kinds.drained, encoder(''));
  }

  private accept(socket: Socket, path: string | undefined): void {
    const isUnix = path !== undefined;
    const refusal = this.refusal(socket, isUnix);
    if (refusal !== undefined) {
      socket.on('error', () => {});
      socket.end(refusal, () => socket.destroy());
      this.tell(kinds.rejected, '');
      return;
    }
    if (!isUnix && this.settings.tcpKeepAlive > 0)
      socket.setKeepAlive(true, this.settings.tcpKeepAlive * 1000);
    const slot = this.freeSlots.pop() ?? this.connections.length;
    const handle = (socket as unknown as { _handle?: { fd?: number } })._handle;
    const unixAddress = isUnix ? `${encodeUtf8(path)}:0` : undefined;
    const message = encodeOpen({
      address: unixAddress ?? joinAddress(socket.remoteAddress, socket.remotePort),
      localAddress: unixAddress ?? joinAddress(socket.localAddress, socket.localPort),
      fileDescriptor: handle?.fd ?? -1,
      unixSocket: isUnix,
    });
    this.openCount++;
    this.send(slot, kinds.open, encoder(message));
    this.connections[slot] = new Connection(slot, socket, this.words, this);
  }

  private refusal(socket: Socket, isUnix: boolean): string | undefined {
    if (this.openCount >= Math.min(this.settings.maxClients, SLOTS - 1)) {
      return '-ERR max number of clients reached\r\n';
    }
    if (this.settings.isProtected && !isUnix && !isLoopback(socket.remoteAddress)) return PROTECTED_MODE_TEXT;
    return undefined;
  }

  private free(connection: Connection): void {
    this.openCount--;
    this.unsettled.delete(connection);
    this.connections[connection.slot] = undefined;
    this.freeSlots.push(connection.slot);
  }

  private send(slot: number, kind: number, bytes: Uint8Array, length?: number): void {
    this.queue.send(slot, kind, bytes, length);
    this.schedulePublish();
  }

  private schedulePublish(): void {
    this.gathered++;
    if (this.publishScheduled) return;
    this.publishScheduled = true;
    this.gatheredBefore = 0;
    setImmediate(this.endTurn);
  }

  /**
   * At the end of a turn of the event loop: shows the engine what has been written. While the engine sleeps and frames
   * keep coming, this is put off until enough have gathered, so that the engine is woken once for all of them.
   */
  private readonly endTurn = (): void => {
    const { toEngine, gathered } = this;
    if (gathered > this.gatheredBefore && gathered < GATHERED_FRAMES && toEngine.isConsumerAsleep) {
      this.gatheredBefore = gathered;
      setImmediate(this.endTurn);
    } else {
      this.publishScheduled = false;
      this.gathered = 0;
      toEngine.publish();
      this.engineWatch.begin();
      if (this.queue.isWaiting && !toEngine.requestRoomNotice()) this.flushQueue();
    }
    if (!this.receiveScheduled) this.receivePart();
  };

  private flushQueue(): void {
    if (!this.queue.isWaiting) return;
    this.queue.flush();
    if (!this.queue.isWaiting) for (const connection of this.connections) connection?.pauseInput(false);
    this.schedulePublish();
  }

  connection(slot: number): Connection | undefined {
    return this.connections[slot];
  }

  writeAnswer(connection: Connection, text: string): void {
    connection.writeAnswer(text);
    if (connection.isPending) this.watch(connection);
  }

  /** After the front has stood in: shows the engine what is left, and reads on from those who do not wait any more. */
  publish(): void {
    this.toEngine.publish();
    const waiting = this.queue.waitingSlots();
    for (const connection of this.connections) {
      if (connection !== undefined && !waiting.has(connection.slot)) connection.pauseInput(false);
    }
    if (waiting.size > 0) this.schedulePublish();
  }

  /** Takes all that the engine has sent until now. */
  receive(): void {
    // Not more: the engine may go on and on.
    for (let part = 0; part <= PARTS; part++) this.receivePart();
  }

  /** Takes what the engine has sent. What is left of much is taken after the sockets had a turn. */
  private readonly receivePart = (): void => {
    const { fromEngine } = this;
    this.receiveScheduled = false;
    while (fromEngine.next()) {
      const { slot, kind, bytes, start, end } = fromEngine;
      const connection = this.connections[slot];
      if (connection === undefined) this.events.message(kind, latin1(bytes, start, end));
      else if (kind === kinds.data) {
        connection.write(bytes, start, end);
        if (connection.isPending) this.watch(connection);
      } else if (kind === kinds.hold || kind === kinds.release) connection.hold(kind === kinds.hold);
      else {
        connection.end(kind === kinds.discard);
        if (connection.gone) this.free(connection);
      }
      if (fromEngine.unreleasedBytes <= RING_CAPACITY / PARTS) continue;
      this.receiveScheduled = true;
      setImmediate(this.receivePart);
      break;
    }
    fromEngine.release();
  };

  /** Looks from time to time how much the system has taken of the output of a connection whose peer is slow. */
  private watch(connection: Connection): void {
    this.unsettled.add(connection);
    this.settleTimer ??= setInterval(() => {
      for (const slow of this.unsettled) {
        slow.settle();
        if (!slow.isPending) this.unsettled.delete(slow);
      }
      if (this.unsettled.size > 0) return;
      clearInterval(this.settleTimer);
      this.settleTimer = undefined;
    }, SETTLE_INTERVAL);
  }
}

/** `ip:port`, and `[ip]:port` for IPv6. */
function joinAddress(ip = '?', port = 0): string {
  const plain = ip.startsWith('::ffff:') ? ip.slice('::ffff:'.length) : ip;
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}
