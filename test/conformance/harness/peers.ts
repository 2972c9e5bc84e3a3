/** The servers that cases run against, as the harness sees them. */
import { RawClient } from '../../support/raw-client.ts';
import {
  type RunningServer,
  redisServerPath,
  redisVersionOf,
  startRedis,
  startTidelock,
} from '../../support/servers.ts';
import type { Peer } from './run.ts';

function served(server: RunningServer): Peer {
  return {
    name: server.name,
    connect: () => RawClient.connect(server.port),
    stop: () => server.stop(),
  };
}

export async function tidelockPeer(options: readonly string[]): Promise<Peer> {
  return served(await startTidelock(options));
}

export async function redisPeer(options: readonly string[]): Promise<Peer> {
  return served(await startRedis(options));
}

/** The version of the installed real server, `7.2.6`, or undefined. */
export function installedRedisVersion(): string | undefined {
  const path = redisServerPath();
  return path && redisVersionOf(path);
}

/** Whether two versions agree in major and minor: only then do their answers have to. */
export function sameMinor(left: string | undefined, right: string | undefined): boolean {
  const minor = (version: string) => version.split('.').slice(0, 2).join('.');
  return left !== undefined && right !== undefined && minor(left) === minor(right);
}
