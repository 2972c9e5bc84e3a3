/** Clients that behave badly: they do not read, leave in the middle, or come by the hundred. */
import type { Random } from '../lua/generator/random.ts';
import { printCommand } from '../support/wire.ts';

/** What the clients of a scene do. Each runs on a connection of its own, all at the same time. */
export interface Scene {
  /** For how many milliseconds Redis, too, answers nobody then. By default it always answers. */
  readonly blocks?: number;
  readonly clients: readonly {
    /** What it sends. */
    readonly bytes: string;
    /** How often it sends that. */
    readonly times: number;
    /** Whether it reads what it is answered. */
    readonly reads: boolean;
    /** After how many milliseconds it leaves; the scene is over when all have left. */
    readonly leavesAfter: number;
  }[];
}

const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const bigList = printCommand([
  'EVAL',
  "redis.call('del', 'h:list') for i = 1, 20 do redis.call('rpush', 'h:list', ('x'):rep(50000)) end",
  '0',
]);
const read = printCommand(['LRANGE', 'h:list', '0', '-1']);

export const SCENES: Readonly<Record<string, (random: Random) => Scene>> = {
  'clients that never read': (random) => ({
    clients: times(1 + random.below(20), () => ({
      bytes: bigList + read.repeat(1 + random.below(40)),
      times: 1,
      reads: random.chance(0.1),
      leavesAfter: random.below(400),
    })),
  }),
  'clients that leave while they are answered': (random) => ({
    clients: times(1 + random.below(30), () => ({
      bytes: bigList + read.repeat(1 + random.below(10)),
      times: 1,
      reads: true,
      leavesAfter: random.below(30),
    })),
  }),
  'clients that leave in the middle of a request': (random) => ({
    clients: times(1 + random.below(50), () => ({
      bytes: `*3\r\n$3\r\nSET\r\n$3\r\nh:1\r\n$${random.below(1e6)}\r\n${'x'.repeat(random.below(1e5))}`,
      times: 1,
      reads: true,
      leavesAfter: random.below(20),
    })),
  }),
  'a client that leaves while its script runs': (random) => ({
    clients: [
      {
        bytes: printCommand([
          'EVAL',
          `local t = {} for i = 1, ${10 ** (3 + random.below(4))} do t[i % 100] = i end return t`,
          '0',
        ]),
        times: 1 + random.below(20),
        reads: random.chance(0.5),
        leavesAfter: random.below(50),
      },
    ],
  }),
  'subscribers that do not read, and publishers': (random) => ({
    clients: [
      ...times(1 + random.below(20), () => ({
        bytes: printCommand(['PSUBSCRIBE', '*', ...times(random.below(100), (at) => `${at}*`)]),
        times: 1,
        reads: random.chance(0.3),
        leavesAfter: 200 + random.below(200),
      })),
      {
        bytes: printCommand(['PUBLISH', '1', 'x'.repeat(random.below(20000))]),
        times: random.below(500),
        reads: true,
        leavesAfter: 300,
      },
    ],
  }),
  'monitors that do not read': (random) => ({
    clients: [
      ...times(1 + random.below(5), () => ({
        bytes: 'MONITOR\r\n',
        times: 1,
        reads: false,
        leavesAfter: 300,
      })),
      {
        bytes: printCommand(['ECHO', 'x'.repeat(random.below(10000))]),
        times: random.below(2000),
        reads: true,
        leavesAfter: 300,
      },
    ],
  }),
  'many connections that come and go': (random) => ({
    clients: times(50 + random.below(200), () => ({
      bytes: random.pick(['', 'PING\r\n', '*1\r\n$4\r\nPI', printCommand(['BLPOP', 'h:none', '0'])]),
      times: 1,
      reads: random.chance(0.5),
      leavesAfter: random.below(100),
    })),
  }),
  'many blocked clients that are served at once': (random) => ({
    clients: [
      ...times(50 + random.below(150), () => ({
        bytes: printCommand(['BLPOP', 'h:queue', '0']),
        times: 1 + random.below(3),
        reads: true,
        leavesAfter: 100 + random.below(100),
      })),
      {
        bytes: printCommand(['RPUSH', 'h:queue', ...times(100 + random.below(400), String)]),
        times: 1,
        reads: true,
        leavesAfter: 200,
      },
    ],
  }),
  'pipelines of scripts': (random) => ({
    clients: times(1 + random.below(8), (client) => ({
      bytes: times(random.below(200), (at) =>
        printCommand(['EVAL', `return {${client}, ${at}, ${random.below(1e6)}}`, '0']),
      ).join(''),
      times: 1 + random.below(5),
      reads: random.chance(0.7),
      leavesAfter: 300,
    })),
  }),
  // The commands of a transaction run one after the other, and nobody is served between two of them.
  'a transaction of many commands': (random) => ({
    blocks: 1000,
    clients: [
      {
        bytes: `${printCommand(['MULTI'])}${printCommand(random.pick([['PING'], ['LRANGE', 'h:list', '0', '-1'], ['EVAL', 'for i = 1, 1e4 do end', '0']])).repeat(random.below(3000))}${random.pick([printCommand(['EXEC']), ''])}`,
        times: 1,
        reads: random.chance(0.7),
        leavesAfter: 300,
      },
    ],
  }),
  'floods of log lines': (random) => ({
    clients: times(1 + random.below(4), () => ({
      bytes: printCommand([
        'EVAL',
        `for i = 1, ${random.below(30000)} do redis.log(redis.LOG_WARNING, 'x', i) end`,
        '0',
      ]),
      times: 1 + random.below(3),
      reads: true,
      leavesAfter: 400,
    })),
  }),
};
