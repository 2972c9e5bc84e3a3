/** What only the program knows for INFO: the machine, the process, where it listens. */
import { randomBytes } from 'node:crypto';
import { arch, machine, release, totalmem, type } from 'node:os';
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
    os: `${type()} ${release()} ${machine()}`,
    arch_bits: arch().includes('64') || arch() === 's390x' ? 64 : 32,
    multiplexing_api: type() === 'Linux' ? 'epoll' : 'libuv',
    process_id: process.pid,
    run_id: randomBytes(20).toString('hex'),
    tcp_port: port,
    executable: process.argv[1] ?? process.execPath,
    config_file: options.configFile,
    total_system_memory: totalmem(),
    ...Object.fromEntries(listeners),
  };
}
