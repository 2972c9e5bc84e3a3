/** MONITOR: the clients that are shown every command that runs. */
import { quote } from '../bytes/quote.ts';
import { StatusReply } from '../protocol/reply.ts';
import type { Client } from './client.ts';
import type { Clock } from './clock.ts';

/**
 * A command whose line has become longer than this is not shown any further. A command with arguments of many hundred
 * megabytes, each byte of which takes up to four, would be longer than a text of V8 can be.
 */
const LONGEST_LINE = 2 ** 26;

export class Monitors {
  /** Whether there is a client to show commands to. It is a field because every command looks at it. */
  any = false;
  readonly #clients = new Set<Client>();

  add(client: Client): void {
    client.isMonitor = true;
    this.#clients.add(client);
    this.any = true;
  }

  remove(client: Client): void {
    client.isMonitor = false;
    this.#clients.delete(client);
    this.any = this.#clients.size > 0;
  }

  /** `1700000000.123456 [0 127.0.0.1:50000] "set" "k" "v"`; a script's commands come from `lua`. */
  feed(clock: Clock, client: Client, database: number, name: string, args: string[]): void {
    const microseconds = clock.microseconds();
    const fraction = String(microseconds % 1_000_000).padStart(6, '0');
    const from =
      client.kind === 'script' ? 'lua' : client.unixSocket ? `unix:${client.localAddress}` : client.address;
    let text = `${Math.floor(microseconds / 1_000_000)}.${fraction} [${database} ${from}] ${quote(name)}`;
    for (const word of args) {
      if (text.length >= LONGEST_LINE) break;
      text += ` ${quote(word, LONGEST_LINE)}`;
    }
    const line = new StatusReply(text);
    for (const monitor of this.#clients) monitor.output.send(line, monitor.resp);
  }
}
