/** What only the program knows for INFO: how it was started, where it listens. */
import { type } from 'node:os';
import type { LaunchOptions } from './running-server.ts';

/** One line per way in, as INFO's `listener0` shows it. */
function listenerLines({ configuration }: LaunchOptions, port: number): string[] {
  const { bind, unixsocket } = configuration.settings.values;
  const lines: string[] = [];
  const addresses = bind.split(' ').map((address) => `bind=${address}`);
  if (port > 0) lines.push(`name=tcp,${addresses.join(',')},port=${port}`);
  if (unixsocket !== '') lines.push(`name=unix,bind=${unixsocket}`);
  return lines;
}

/** @param port the TCP port, 0: none */
export function serverInformation(options: LaunchOptions, port: number): Record<string, string | number> {
  const listeners = listenerLines(options, port).map((line, index) => [`listener${index}`, line]);
  return {
    multiplexing_api: type() === 'Linux' ? 'epoll' : 'libuv',
    process_id: process.pid,
    tcp_port: port,
    executable: process.argv[1] ?? process.execPath,
    config_file: options.configFile,
    ...Object.fromEntries(listeners),
  };
}
