/**
 * One client: what the engine knows of a connection, of an embedded session, or of the client that a
 * script's commands run as. It holds state and writes replies; commands change the state. What it runs is kept
 * in its context (context.ts). This file knows only that there is one: `C`.
 */
import { TextSet } from '../data/text-map.ts';
import type { PushReply, Reply, RespVersion } from '../protocol/reply.ts';
import type { Watched } from './watches.ts';

/** Where a client's replies go: encoded for a socket, or handed over as they are. */
export interface ClientOutput {
  send(reply: Reply, resp: RespVersion): void;
  /** Close once everything sent so far is written; at once when `discard`. */
  close(discard: boolean): void;
  /** Bytes sent and not yet taken by the peer. */
  pendingBytes(): number;
}

/** `script`: the client that a script's commands run as. */
export type ClientKind = 'normal' | 'script';

export interface ClientOptions {
  kind?: ClientKind;
  /** `127.0.0.1:50000`, or the socket's path with `:0`. */
  address?: string;
  localAddress?: string;
  fileDescriptor?: number;
  unixSocket?: boolean;
  output: ClientOutput;
}

/** What a client needs of the engine that it belongs to. */
export interface ClientOwner {
  /** Whether a connection has to say a password first. */
  readonly needsPassword: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Drops all that the engine holds for a client that ends. */
  forgetClient(client: Client): void;
}

/** CLIENT REPLY. `skip-next` becomes `skip` once CLIENT REPLY SKIP itself has answered nothing. */
export type ReplyMode = 'on' | 'off' | 'skip-next' | 'skip';

export class Client<C = unknown> implements Watched {
  readonly id: number;
  readonly context: C;
  readonly kind: ClientKind;
  readonly output: ClientOutput;
  readonly address: string;
  readonly localAddress: string;
  readonly fileDescriptor: number;
  readonly unixSocket: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  lastInteraction: number;

  resp: RespVersion = 2;
  name = '';
  libraryName = '';
  libraryVersion = '';
  authenticated: boolean;
  userName = 'default';
  replyMode: ReplyMode = 'on';
  /** The full name of the last command that it ran: `config|get`. */
  lastCommand: string | undefined;

  /** A watched key was changed, so EXEC will answer nil. */
  watchBroken = false;

  readonly channels = new TextSet();
  readonly patterns = new TextSet();
  readonly shardChannels = new TextSet();

  /** It waits in a blocking command. For what it waits is kept by `Blocking`. */
  isBlocked = false;
  /** Waits for CLIENT UNPAUSE: its command stands in the pause queue. */
  paused = false;
  isMonitor = false;
  noEvict = false;
  noTouch = false;
  /** No command of it is run any more. */
  closed = false;
  /** Close as soon as the reply of the running command is written. */
  closeAfterReply = false;
  /** A command of it is under way: pushes wait for its reply. */
  isExecuting = false;
  readonly #deferredPushes: PushReply[] = [];
  /** Bytes of requests received and not yet run, as CLIENT LIST shows them; kept by the host. */
  queryBufferBytes = 0;
  readonly #owner: ClientOwner;

  /** @param contextOf makes the context, given the client */
  constructor(owner: ClientOwner, id: number, options: ClientOptions, contextOf: (client: Client<C>) => C) {
    this.#owner = owner;
    this.id = id;
    this.kind = options.kind ?? 'normal';
    this.output = options.output;
    this.address = options.address ?? '';
    this.localAddress = options.localAddress ?? '';
    this.fileDescriptor = options.fileDescriptor ?? -1;
    this.unixSocket = options.unixSocket ?? false;
    this.createdAt = this.lastInteraction = owner.now;
    this.authenticated = this.kind !== 'normal' || !owner.needsPassword;
    this.context = contextOf(this);
  }

  get subscriptionCount(): number {
    return this.channels.size + this.patterns.size;
  }

  /** Whether only the pub/sub commands are allowed (RESP2 only). */
  get isSubscriber(): boolean {
    return this.channels.size + this.patterns.size + this.shardChannels.size > 0;
  }

  /** Answers the running command, unless CLIENT REPLY says otherwise. */
  reply(reply: Reply): void {
    if (this.closed || this.replyMode !== 'on') return;
    this.output.send(reply, this.resp);
  }

  /** Call it after each command: CLIENT REPLY SKIP holds for the next command only. */
  advanceReplyMode(): void {
    if (this.replyMode === 'skip') this.replyMode = 'on';
    else if (this.replyMode === 'skip-next') this.replyMode = 'skip';
  }

  /**
   * Sends what the client did not ask for just now: messages, invalidations. What its own command causes
   * comes after that command's reply; CLIENT REPLY holds nothing of it back.
   */
  push(message: PushReply): void {
    if (this.closed) return;
    if (this.isExecuting) this.#deferredPushes.push(message);
    else this.output.send(message, this.resp);
  }

  /** Sends a push that answers the running command, in place of a reply: SUBSCRIBE. */
  confirm(message: PushReply): void {
    if (!this.closed) this.output.send(message, this.resp);
  }

  get hasDeferredPushes(): boolean {
    return this.#deferredPushes.length > 0;
  }

  sendDeferredPushes(): void {
    if (this.isExecuting) return;
    for (const message of this.#deferredPushes.splice(0)) this.push(message);
  }

  /** Ends the client: nothing more is run for it; what was answered is still written unless `discard`. */
  close(discard = false): void {
    if (this.closed) return;
    this.#owner.forgetClient(this);
    this.output.close(discard);
  }
}
