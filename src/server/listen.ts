/** Where the server listens: the addresses of `bind`, the unix socket, and Redis's words for what goes wrong. */
import { chmodSync, rmSync } from 'node:fs';
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { Settings } from '../engine/settings.ts';
import type { Front } from './front.ts';
import type { Log } from './log.ts';
import type { ListenRequest } from './messages.ts';
import { codeOf, type StartError, startError, systemReason } from './start-error.ts';
import { systemPath } from './system-path.ts';

/** What an address that `bind` marks as optional may fail with. */
const UNAVAILABLE = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT', 'EINVAL']);

export interface Listening {
  /** 0: no TCP. */
  port: number;
  hasUnixSocket: boolean;
}

/**
 * Opens all that the settings ask for.
 * @param takesAnyPort port 0 means any free port instead of none
 * @throws StartError when something cannot be opened, after saying so in the log
 */
export async function listen(
  front: Front,
  values: Settings,
  log: Log,
  takesAnyPort: boolean,
): Promise<Listening> {
  let port = 0;
  if (values.port > 0 || takesAnyPort) {
    const result = await listenTcp(front, values, log);
    if (typeof result !== 'number') {
      log.write('warning', `Failed listening on port ${values.port} (tcp), aborting.`);
      throw result;
    }
    port = result;
  }
  const hasUnixSocket = values.unixsocket !== '';
  if (hasUnixSocket) await listenUnix(front, values, log);
  if (port > 0 || hasUnixSocket) return { port, hasUnixSocket };
  log.write('warning', 'Configured to not listen anywhere, exiting.');
  throw startError('the settings port, bind and unixsocket leave nothing to listen on');
}

/** Listens for TCP elsewhere, or, when that is not possible, where it listened before. */
export async function listenElsewhere(
  front: Front,
  before: ListenRequest,
  after: ListenRequest,
  log: Log,
): Promise<boolean> {
  front.closeTcp();
  if (after.port === 0 || typeof (await listenTcp(front, after, log)) === 'number') return true;
  front.closeTcp();
  await listenTcp(front, before, log);
  return false;
}

/** Answers the port, 0 when every address was optional and none could be had, or why an address cannot be had. */
async function listenTcp(front: Front, values: ListenRequest, log: Log): Promise<number | StartError> {
  let { port } = values;
  let count = 0;
  for (const word of decodeUtf8(values.bind)
    .split(' ')
    .filter((address) => address !== '')) {
    const isOptional = word.startsWith('-');
    const address = isOptional ? word.slice(1) : word;
    const host = address === '*' ? '0.0.0.0' : address === '::*' ? '::' : address;
    try {
      port = await front.listen({ host, port, backlog: values.tcpBacklog, ipv6Only: host.includes(':') });
      count++;
    } catch (error) {
      if (isOptional && UNAVAILABLE.has(codeOf(error))) continue;
      const where = `${address}:${port}`;
      const reason = systemReason(error);
      log.write('warning', `Warning: Could not create server TCP listening socket ${where}: bind: ${reason}`);
      return startError(`cannot listen on ${where}`, error, { address, port });
    }
  }
  return count > 0 ? port : 0;
}

async function listenUnix(front: Front, values: Settings, log: Log): Promise<void> {
  const path = systemPath(values.unixsocket, values.dir);
  try {
    removeOld(path);
    await front.listen({ path, backlog: values.tcpBacklog });
    if (values.unixsocketperm > 0) chmodSync(path, values.unixsocketperm);
  } catch (error) {
    log.write('warning', `Failed opening Unix socket: bind: ${systemReason(error)}`);
    throw startError(`cannot listen on the unix socket ${path}`, error, { path });
  }
}

/** Removes the socket that a server before left behind. Where that is not possible, listening tells why. */
function removeOld(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Listening on the same path fails with a reason of its own.
  }
}
