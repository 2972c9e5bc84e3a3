/**
 * The conversation of one person with a server. It connects, sends commands, prints their replies, and connects again
 * after the connection has broken. It also follows what commands change about the connection: database, transaction,
 * subscriptions and protocol.
 *
 * `database`, `inTransaction`, `isSubscribed` and `isResp3` always describe the present connection. When a new one is
 * made they become what they are for a new connection.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorReply, MapReply, NullArrayReply, PushReply, type Reply } from '../../protocol/reply.ts';
import { CliExit } from './cli-exit.ts';
import { Connection, ConnectionError } from './connection.ts';
import { formatInvalidation, formatReply } from './format-reply.ts';
import { CommandHelp } from './help.ts';
import { type ClientOptions, leadingInteger } from './options.ts';
import { isPrintedVerbatim } from './verbatim-commands.ts';

/** Where texts, which are byte strings, are printed. */
export interface Output {
  out(bytes: string): void;
  error(bytes: string): void;
}

const SUBSCRIBING = new Set(['subscribe', 'psubscribe', 'ssubscribe']);
const UNSUBSCRIBING = new Set(['unsubscribe', 'punsubscribe', 'sunsubscribe']);

export class TerminalSession {
  readonly options: ClientOptions;
  readonly output: Output;
  readonly help: CommandHelp;
  connection: Connection | undefined;
  /** Whether a new connection is made for one that broke. Else the program ends. */
  isInteractive = false;
  isSubscribed = false;
  isMonitoring = false;
  inTransaction = false;
  database = 0;
  private isResp3 = false;
  private databaseBeforeMulti = 0;
  private lastReply: Reply = null;
  /** Whether SHUTDOWN was sent: it has succeeded when the connection ends. */
  private isShuttingDown = false;

  constructor(options: ClientOptions, output: Output) {
    this.options = options;
    this.output = output;
    this.help = new CommandHelp(async () => {
      if (this.connection === undefined && !(await this.connect())) return undefined;
      return this.connection?.call(['COMMAND', 'DOCS']);
    });
  }

  /** The prompt, such as `127.0.0.1:6379[1](TX)> `. */
  get prompt(): string {
    if (this.connection === undefined) return 'not connected> ';
    const { host, port, socketPath } = this.options;
    const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    const database = this.database === 0 ? '' : `[${this.database}]`;
    const transaction = this.inTransaction ? '(TX)' : '';
    const subscribed = this.isSubscribed ? '(subscribed mode)' : '';
    return `${socketPath === undefined ? address : `redis ${socketPath}`}${database}${transaction}${subscribed}> `;
  }

  /** Makes a new connection and prepares it. When that fails it prints the reason and answers false. */
  async connect({ quiet = false } = {}): Promise<boolean> {
    this.close();
    try {
      this.connection = await Connection.open(this.options);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      const { host, port, socketPath } = this.options;
      const address = socketPath ?? `${host}:${port}`;
      if (!quiet) this.output.error(`Could not connect to Redis at ${address}: ${error.message}\n`);
      return false;
    }
    this.resumePushes();
    try {
      return (await this.authenticate()) && (await this.selectDatabase()) && (await this.chooseProtocol());
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.output.error('\nI/O error\n');
      return false;
    }
  }

  close(): void {
    this.connection?.close();
    this.connection = undefined;
    this.database = 0;
    this.inTransaction = false;
    this.isSubscribed = false;
    this.isMonitoring = false;
    this.isResp3 = false;
  }

  /** Runs a command `repeat` times, after connecting if there is no connection. False when the connection failed. */
  async issue(words: string[], repeat: number): Promise<boolean> {
    const name = words[0].toLowerCase();
    if (name === 'help' || name === '?') {
      this.output.out(await this.help.describe(words.slice(1)));
      return true;
    }
    if (this.connection === undefined || this.connection.isBroken) {
      if (!(await this.connect())) return false;
    }
    try {
      await this.run(words, repeat);
      return true;
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      this.output.error(`Error: ${error.message}\n`);
      this.close();
      return false;
    }
  }

  /** Reads one reply and prints it. */
  async readReply(verbatim = false): Promise<Reply> {
    const { connection } = this;
    if (connection === undefined) throw new ConnectionError('Server closed the connection');
    let reply: Reply;
    try {
      reply = await connection.read();
    } catch (error) {
      if (error instanceof ConnectionError && !this.isInteractive && !this.isShuttingDown) {
        throw new CliExit(1, `Error: ${error.message}`);
      }
      throw error;
    }
    this.lastReply = reply;
    if (!this.isInteractive && this.options.failOnError && reply instanceof ErrorReply) {
      throw new CliExit(1, reply.text);
    }
    this.print(reply, verbatim);
    return reply;
  }

  print(reply: Reply, verbatim = false): void {
    const { output, itemDelimiter, replyDelimiter } = this.options;
    const delimiters = { item: itemDelimiter, reply: replyDelimiter };
    this.output.out(formatReply(reply, output, delimiters, verbatim));
  }

  private async run(words: string[], repeat: number): Promise<void> {
    const name = words[0].toLowerCase();
    const verbatim = isPrintedVerbatim(words);
    if (name === 'shutdown') this.isShuttingDown = true;
    for (let left = repeat; left !== 0; left--) {
      const connection = this.connection;
      if (connection === undefined) return;
      connection.send(words);
      if (name === 'monitor') return this.monitor();
      if (name === 'shutdown') {
        if (await this.readUnlessClosed(verbatim)) continue;
        return this.close();
      }
      if (SUBSCRIBING.has(name) || UNSUBSCRIBING.has(name)) await this.readSubscription(words);
      else await this.readReplyAmongMessages(verbatim);
      await this.follow(words);
      if (this.options.interval > 0) await sleep(this.options.interval);
    }
  }

  /** Reads one reply and prints it. False when the server has closed the connection instead of answering. */
  private async readUnlessClosed(verbatim: boolean): Promise<boolean> {
    try {
      await this.readReply(verbatim);
      return true;
    } catch (error) {
      if (error instanceof ConnectionError) return false;
      throw error;
    }
  }

  /** Prints what comes until the connection is closed, since only a new one is free of MONITOR. */
  private async monitor(): Promise<void> {
    this.isMonitoring = true;
    while (this.isMonitoring) {
      try {
        if ((await this.readReply()) instanceof ErrorReply) this.isMonitoring = false;
      } catch (error) {
        if (this.isMonitoring || !(error instanceof ConnectionError)) throw error;
        await this.connect();
      }
    }
  }

  /** Reads what confirms that channels were subscribed to, or left: one message for each, with others in between. */
  private async readSubscription(words: string[]): Promise<void> {
    const name = words[0].toLowerCase();
    if (this.connection !== undefined) this.connection.onPush = undefined;
    let missing = Math.max(words.length - 1, 1);
    while (missing > 0) {
      const kind = pubsubKind(await this.readReply(), this.isResp3);
      if (kind === undefined) {
        // What is no message is the reply to the command itself: an error, or QUEUED.
        if (!(this.lastReply instanceof PushReply)) break;
      } else if (kind === name) {
        missing--;
        if (SUBSCRIBING.has(name)) this.isSubscribed = true;
      }
    }
    if (!this.isSubscribed) this.resumePushes();
  }

  private async readReplyAmongMessages(verbatim: boolean): Promise<void> {
    for (;;) {
      const reply = await this.readReply(verbatim);
      if (!this.isSubscribed) return;
      if (pubsubKind(reply, this.isResp3) === undefined && !(reply instanceof PushReply)) return;
    }
  }

  /** Takes over what the last command has changed about the connection. */
  private async follow(words: string[]): Promise<void> {
    const change = FOLLOWED.get(words[0].toLowerCase());
    if (change !== undefined) await change(this, words, this.lastReply);
  }

  selected(database: number): void {
    this.options.database = database;
    this.database = database;
  }

  began(): void {
    this.inTransaction = true;
    this.databaseBeforeMulti = this.database;
  }

  /** @param undone the queued commands did not run, and so no SELECT among them */
  ended(undone: boolean): void {
    this.inTransaction = false;
    if (undone) this.selected(this.databaseBeforeMulti);
  }

  wasReset(): void {
    this.inTransaction = false;
    this.isSubscribed = false;
    this.isResp3 = false;
    this.selected(0);
    this.resumePushes();
  }

  saidHello(reply: Reply): void {
    if (reply instanceof MapReply) this.isResp3 = true;
    else if (Array.isArray(reply)) this.isResp3 = false;
  }

  /** From now on RESP3 pushes belong to no command: they are printed or dropped, as the options say. */
  private resumePushes(): void {
    if (this.connection === undefined) return;
    this.connection.onPush = (push) => {
      if (!this.options.showPushes) return;
      const invalidation = this.options.output === 'standard' ? formatInvalidation(push) : undefined;
      if (invalidation !== undefined) this.output.out(invalidation);
      else this.print(push);
    };
  }

  private async authenticate(): Promise<boolean> {
    const { user, password } = this.options;
    if (password === undefined || this.connection === undefined) return true;
    const credentials = user === undefined ? [password] : [user, password];
    const reply = await this.connection.call(['AUTH', ...credentials]);
    if (!(reply instanceof ErrorReply)) return true;
    this.output.error(`AUTH failed: ${reply.text}\n`);
    return false;
  }

  async selectDatabase(): Promise<boolean> {
    const { database } = this.options;
    if (database === this.database || this.connection === undefined) return true;
    const reply = await this.connection.call(['SELECT', String(database)]);
    if (reply instanceof ErrorReply) {
      this.output.error(`SELECT ${database} failed: ${reply.text}\n`);
      return false;
    }
    this.database = database;
    return true;
  }

  private async chooseProtocol(): Promise<boolean> {
    const { protocol } = this.options;
    if ((protocol !== 3 && protocol !== 'prefer') || this.connection === undefined) return true;
    const reply = await this.connection.call(['HELLO', '3']);
    if (reply instanceof ErrorReply) {
      this.output.error(`HELLO 3 failed: ${reply.text}\n`);
      return protocol === 'prefer';
    }
    this.isResp3 = true;
    return true;
  }
}

/** The first word of a message of pub/sub, such as `message` or `subscribe`; undefined for any other reply. */
function pubsubKind(reply: Reply, isResp3: boolean): string | undefined {
  const items = isResp3 ? (reply instanceof PushReply ? reply.items : undefined) : reply;
  if (!Array.isArray(items) || items.length < 3 || typeof items[0] !== 'string') return undefined;
  return /(message|subscribe)$/.test(items[0]) ? items[0] : undefined;
}

type Change = (session: TerminalSession, words: string[], reply: Reply) => unknown;

/** The commands that change the state of the connection, by their names in lower case. */
const FOLLOWED = new Map<string, Change>(
  Object.entries<Change>({
    select: (session, words, reply) => {
      if (words.length === 2 && !(reply instanceof ErrorReply)) session.selected(leadingInteger(words[1]));
    },
    auth: (session, words) => {
      return words.length === 2 || words.length === 3 ? session.selectDatabase() : undefined;
    },
    multi: (session, words, reply) => {
      if (words.length === 1 && !(reply instanceof ErrorReply)) session.began();
    },
    exec: (session, words, reply) => {
      if (words.length !== 1 || !session.inTransaction) return;
      session.ended(reply instanceof ErrorReply || reply instanceof NullArrayReply || reply === null);
    },
    discard: (session, words, reply) => {
      if (words.length === 1 && !(reply instanceof ErrorReply)) session.ended(true);
    },
    reset: (session, words, reply) => {
      if (words.length === 1 && !(reply instanceof ErrorReply)) session.wasReset();
    },
    hello: (session, _words, reply) => session.saidHello(reply),
  }),
);
