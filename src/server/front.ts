/**
 * The front: the side of the server that owns the sockets. It accepts connections and moves bytes between sockets and the
 * two rings; it knows no command.
 *
 * It never waits for the engine. Bytes for which the ring to the engine has no room are kept here, and the sockets that
 * they came from are not read until the engine has caught up. The ring from the engine is always emptied at once.
 */
import { type ListenOptions, Server, type Socket } from 'node:net';
// Not the global ones: a test may have faked those of the process that it starts a server in.
import { clearInterval, setImmediate, setInterval } from 'node:timers';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { Connection, type ConnectionEvents } from './connection.ts';
import { latin1 } from './latin1.ts';
import { type Channel, encodeOpen, type FrontSettings, kinds, SharedWords, SLOTS } from './messages.ts';
import { createRing, RingReader, RingWriter } from './ring.ts';

const RING_CAPACITY = 1 << 20;
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

/** Messages of the engine that concern the server and no connection. */
export type ServerMessage = (kind: number, text: string) => void;

/** A frame, or the rest of one, for which there was no room in the ring to the engine. */
interface Backlog {
  slot: number;
  kind: number;
  bytes: Uint8Array;
  start: number;
}

const encoder = (text: string) => Buffer.from(text, 'latin1');
const isLoopback = (address = '') => /^(::ffff:)?127\.|^::1$/.test(address);

export class Front implements ConnectionEvents {
  readonly channel: Channel;
  settings: FrontSettings;

  private readonly words = new SharedWords();
  private readonly toEngine: RingWriter;
  private readonly fromEngine: RingReader;
  private readonly onMessage: ServerMessage;
  private readonly tcpServers: Server[] = [];
  private readonly unixServers: Server[] = [];

  /** The connections by their slots. No connection has slot 0. */
  private readonly connections: (Connection | undefined)[] = [undefined];
  private readonly freeSlots: number[] = [];
  private openCount = 0;

  private backlog: Backlog[] = [];
  private publishScheduled = false;
  /** How many frames have been written since the engine was last shown any, now and at the end of the turn before. */
  private gathered = 0;
  private gatheredBefore = 0;
  private readonly unsettled = new Set<Connection>();
  private settleTimer: NodeJS.Timeout | undefined;

  constructor(settings: FrontSettings, onMessage: ServerMessage) {
    this.settings = settings;
    this.onMessage = onMessage;
    this.channel = {
      toEngine: createRing(RING_CAPACITY),
      toFront: createRing(RING_CAPACITY),
      words: this.words.memory,
    };
    this.toEngine = new RingWriter(this.channel.toEngine);
    this.fromEngine = new RingReader(this.channel.toFront);
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

  /** Stops listening and drops every connection. */
  close(): void {
    this.closeTcp();
    for (const server of this.unixServers.splice(0)) server.close();
    for (const connection of this.connections) connection?.end(true);
    clearInterval(this.settleTimer);
  }

  /** Tells the engine something that concerns no connection. */
  tell(kind: number, text: string): void {
    this.send(0, kind, encoder(text));
  }

  /** The engine has written something to its ring, or has made room in ours. */
  wake(): void {
    this.words.frontAwake();
    this.flushBacklog();
    this.receive();
  }

  data(connection: Connection, bytes: Uint8Array, length: number): void {
    this.send(connection.slot, kinds.data, bytes, length);
    if (this.backlog.length > 0) connection.pauseInput(true);
  }

  gone(connection: Connection): void {
    this.send(connection.slot, kinds.gone, encoder(''));
    if (connection.closed) this.free(connection);
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

  /** Sends the first `length` bytes of `bytes` to the engine. The caller may change them afterwards. */
  private send(slot: number, kind: number, bytes: Uint8Array, length = bytes.length): void {
    const taken = this.backlog.length > 0 ? -1 : this.put(slot, kind, bytes, 0, length);
    if (taken < length)
      this.backlog.push({ slot, kind, bytes: bytes.slice(Math.max(taken, 0), length), start: 0 });
    this.schedulePublish();
  }

  /**
   * Writes `bytes[start, end)` to the ring. Answers up to where there was room for them, -1 if there was none at all. Only
   * data may be cut in several frames.
   */
  private put(slot: number, kind: number, bytes: Uint8Array, start: number, end: number): number {
    if (kind === kinds.data) {
      const taken = this.toEngine.write(slot, kind, bytes, start, end);
      return taken === 0 ? -1 : taken;
    }
    return this.toEngine.writeWhole(slot, kind, latin1(bytes, 0, end)) ? end : -1;
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
      if (this.backlog.length > 0 && !toEngine.requestRoomNotice()) this.flushBacklog();
    }
    this.receive();
  };

  private flushBacklog(): void {
    if (this.backlog.length === 0) return;
    let done = 0;
    for (const waiting of this.backlog) {
      const { slot, kind, bytes } = waiting;
      const taken = this.put(slot, kind, bytes, waiting.start, bytes.length);
      if (taken >= 0) waiting.start += taken;
      if (taken < 0 || waiting.start < waiting.bytes.length) break;
      done++;
    }
    this.backlog.splice(0, done);
    if (this.backlog.length === 0) for (const connection of this.connections) connection?.pauseInput(false);
    this.schedulePublish();
  }

  private receive(): void {
    const { fromEngine } = this;
    while (fromEngine.next()) {
      const { slot, kind, bytes, start, end } = fromEngine;
      const connection = this.connections[slot];
      if (connection === undefined) {
        this.onMessage(kind, latin1(bytes, start, end));
      } else if (kind === kinds.data) {
        connection.write(bytes, start, end);
        if (connection.isPending) this.watch(connection);
      } else {
        connection.end(kind === kinds.discard);
        if (connection.gone) this.free(connection);
      }
      if (fromEngine.unreleasedBytes > RING_CAPACITY / 4) fromEngine.release();
    }
    fromEngine.release();
  }

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
