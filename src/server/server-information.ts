/** What INFO shows that only the program knows: how it was started and where it listens. */
import { type } from 'node:os';
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Settings } from '../engine/settings.ts';

/** One line for each way in, as INFO's `listener0` shows it. */
function listenerLines({ bind, unixsocket }: Settings, port: number): string[] {
  const lines: string[] = [];
  const addresses = bind.split(' ').map((address) => `bind=${address}`);
  if (port > 0) lines.push(`name=tcp,${addresses.join(',')},port=${port}`);
  if (unixsocket !== '') lines.push(`name=unix,bind=${unixsocket}`);
  return lines;
}

/**
 * @param port the TCP port, 0: none
 * @param configFile the path of the configuration file as a byte string, empty: there is none
 */
export function serverInformation(
  values: Settings,
  port: number,
  configFile: string,
): Record<string, string | number> {
  const listeners = listenerLines(values, port).map((line, index) => [`listener${index}`, line]);
  return {
    multiplexing_api: type() === 'Linux' ? 'epoll' : 'libuv',
    process_id: process.pid,
    tcp_port: port,
    executable: encodeUtf8(process.argv[1] ?? process.execPath),
    config_file: configFile,
    ...Object.fromEntries(listeners),
  };
}
