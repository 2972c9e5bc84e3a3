/** MONITOR: the clients that are shown every command that runs. */
import { quote } from '../bytes/quote.ts';
import { StatusReply } from '../protocol/reply.ts';
import type { Client } from './client.ts';
import type { Clock } from './clock.ts';

export class Monitors {
  readonly #clients = new Set<Client>();

  get any(): boolean {
    return this.#clients.size > 0;
  }

  add(client: Client): void {
    client.isMonitor = true;
    this.#clients.add(client);
  }

  remove(client: Client): void {
    client.isMonitor = false;
    this.#clients.delete(client);
  }

  /** `1700000000.123456 [0 127.0.0.1:50000] "set" "k" "v"`; a script's commands come from `lua`. */
  feed(clock: Clock, client: Client, database: number, name: string, args: string[]): void {
    const microseconds = clock.microseconds();
    const fraction = String(microseconds % 1_000_000).padStart(6, '0');
    const from =
      client.kind === 'script' ? 'lua' : client.unixSocket ? `unix:${client.localAddress}` : client.address;
    const words = [name, ...args].map(quote).join(' ');
    const line = new StatusReply(
      `${Math.floor(microseconds / 1_000_000)}.${fraction} [${database} ${from}] ${words}`,
    );
    for (const monitor of this.#clients) monitor.output.send(line, monitor.resp);
  }
}
