/**
 * The same client test on every server: Tidelock, and the real server where one is installed.
 * `CLIENTS` in the environment narrows it down: `tidelock` or `redis`.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import {
  type RunningServer,
  redisServerPath,
  redisVersionOf,
  startRedis,
  startTidelock,
} from '../../support/servers.ts';

/** A server that runs while the tests of its block do. */
export interface ServerHandle {
  readonly name: RunningServer['name'];
  readonly port: number;
  readonly url: string;
  /** False for a real server older than 7.2: what 7.2 brought is not to be asked of it. */
  readonly has72: boolean;
}

type ServerName = RunningServer['name'];

function serverNames(): ServerName[] {
  const wanted = process.env.CLIENTS;
  const installed: ServerName[] = redisServerPath() === undefined ? ['tidelock'] : ['tidelock', 'redis'];
  return installed.filter((name) => wanted === undefined || wanted === '' || wanted === name);
}

function installedHas72(): boolean {
  const [major, minor] = (redisVersionOf(redisServerPath() ?? '') ?? '0.0').split('.').map(Number);
  return major > 7 || (major === 7 && minor >= 2);
}

/** Declares `body`'s tests once for each server; the handle is ready inside tests and hooks. */
export function onEachServer(body: (server: ServerHandle) => void, options: readonly string[] = []): void {
  describe.each(serverNames())('on %s', (name) => {
    let running: RunningServer | undefined;
    const port = () => {
      if (running === undefined) throw new Error('the server runs only inside tests and hooks');
      return running.port;
    };
    beforeAll(async () => {
      running = await (name === 'tidelock' ? startTidelock(options) : startRedis(options));
    });
    afterAll(async () => running?.stop());
    body({
      name,
      has72: name === 'tidelock' || installedHas72(),
      get port() {
        return port();
      },
      get url() {
        return `redis://127.0.0.1:${port()}`;
      },
    });
  });
}
