/** What the server prints besides log lines: version, usage, the logo. */

import { REDIS_VERSION } from '../engine/redis-version.ts';

export const VERSION_LINE = `Redis server v=${REDIS_VERSION} sha=00000000:0 malloc=v8 bits=64 build=tidelock\n`;

export const USAGE = `Usage: tidelock server [/path/to/redis.conf] [options] [-]
       tidelock server - (read config from stdin)
       tidelock server -v or --version
       tidelock server -h or --help

Examples:
       tidelock server (run the server with default conf)
       echo 'maxmemory 128mb' | tidelock server -
       tidelock server /etc/redis/6379.conf
       tidelock server --port 7777
       tidelock server /etc/myredis.conf --loglevel verbose
`;

/** Shown at the start with always-show-logo, or on a terminal. */
export function logo(port: number): string {
  return `
        ~~~~~~~~
     ~~~   __   ~~~       Tidelock (Redis ${REDIS_VERSION}) 64 bit
   ~~~    /  \\    ~~~
   ~~    | () |    ~~     Running in standalone mode
   ~~~  _|____|_  ~~~     Port: ${port}
     ~~ |______| ~~       PID: ${process.pid}
        ~~~~~~~~

`;
}
