import { conformance } from './harness/conformance.ts';
import { item, kindOnly, replaced, unordered } from './harness/normalise.ts';
import { cmd, pause, type Word } from './harness/steps.ts';

const server = conformance('server', { server: ['--enable-debug-command', 'yes'] });

server.case('DBSIZE, FLUSHDB, FLUSHALL', [
  cmd('MSET', 'a', '1', 'b', '2'),
  cmd('SELECT', '1'),
  cmd('SET', 'c', '3'),
  cmd('DBSIZE'),
  cmd('FLUSHDB'),
  cmd('DBSIZE'),
  cmd('SELECT', '0'),
  cmd('DBSIZE'),
  cmd('FLUSHALL', 'ASYNC'),
  cmd('DBSIZE'),
  cmd('FLUSHALL', 'sync'),
  cmd('FLUSHDB', 'foo'),
  cmd('FLUSHDB', 'SYNC', 'SYNC'),
]);

server.case('SWAPDB', [
  cmd('SET', 'a', 'zero'),
  cmd('SWAPDB', '0', '1'),
  cmd('GET', 'a'),
  cmd('SELECT', '1'),
  cmd('GET', 'a'),
  cmd('SWAPDB', '1', '1'),
  cmd('SWAPDB', '0', '16'),
  cmd('SWAPDB', '-1', '0'),
  cmd('SWAPDB', 'x', '0'),
  cmd('SWAPDB', '0', 'x'),
  cmd('SWAPDB', '0'),
]);

server.case('SWAPDB wakes who waits for a key of the other database', [
  cmd('SELECT', '1').on('b'),
  cmd('RPUSH', 'q', 'x'),
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('SWAPDB', '0', '1'),
  cmd('EXISTS', 'q'),
]);

server.case('TIME, LASTSAVE, ROLE', [
  cmd('TIME').each(kindOnly),
  cmd('LASTSAVE').kindOnly(),
  cmd('ROLE'),
  cmd('TIME', 'x'),
]);

server.case('LOLWUT', [cmd('LOLWUT'), cmd('LOLWUT', 'VERSION', '7'), cmd('LOLWUT', 'VERSION', 'x')]);

server.case('CONFIG GET', [
  cmd('CONFIG', 'GET', 'maxmemory'),
  cmd('CONFIG', 'GET', 'MaxMemory'),
  cmd('CONFIG', 'GET', 'maxmemory*').unorderedPairs(),
  cmd('CONFIG', 'GET', 'timeout', 'nosuch', 'hz', 'hz').unorderedPairs(),
  cmd('CONFIG', 'GET', '*listpack*').unorderedPairs(),
  cmd('CONFIG', 'GET', '*ziplist*').unorderedPairs(),
  cmd('CONFIG', 'GET', 'slave-*', 'lua-time-limit', 'busy-*').unorderedPairs(),
  cmd('CONFIG', 'GET', 'client-output-buffer-limit', 'notify-keyspace-events').unorderedPairs(),
  cmd('CONFIG', 'GET', '[a-c]*e').unorderedPairs(),
  cmd('CONFIG', 'GET', 'nosuch'),
  cmd('CONFIG', 'GET', 'use-exit-*'),
  cmd('CONFIG', 'GET', 'use-exit-on-panic'),
  cmd('CONFIG', 'GET'),
]);

const SETTINGS: [name: string, ...texts: string[]][] = [
  ['maxmemory', '100mb', '1k', '1kb', '-1', 'x', '1.5mb', '0'],
  ['maxmemory-policy', 'allkeys-lru', 'foo', 'NOEVICTION'],
  ['maxmemory-samples', '0', '99', '5'],
  ['hash-max-listpack-entries', '10', '-1', 'x', '512'],
  ['hash-max-ziplist-value', '10', '64'],
  ['list-max-listpack-size', '-2', '5', '-128', 'x', '-2'],
  ['slowlog-log-slower-than', '-1', '5', 'x', '10000'],
  ['slowlog-max-len', '-1', '10', '128'],
  ['appendfsync', 'always', 'foo', 'everysec'],
  ['notify-keyspace-events', 'KEA', 'AKE', 'Kx', 'foo', 'g$lshzxetdmnKE', ''],
  [
    'client-output-buffer-limit',
    'normal 0 0 0',
    'foo 0 0 0',
    'normal 1 2',
    'pubsub 32mb 8mb 60',
    'replica 1mb 1mb 1',
    'slave 256mb 64mb 60',
  ],
  ['latency-tracking-info-percentiles', '50 99', '101', 'x', '50 99 99.9'],
  ['busy-reply-threshold', '-1', '10', '5000'],
  ['lua-time-limit', '5000'],
  ['timeout', '10', '-1', '0'],
  ['databases', '10'],
  ['nosuch', '1'],
  ['list-compress-depth', '1', '-1', '0'],
  ['activerehashing', 'yes', 'maybe', 'YES'],
  ['hz', '0', '501', '10'],
  ['proto-max-bulk-len', '1', '1mb', '512mb'],
  ['oom-score-adj-values', '0 200 800', '0 200', '5 1 1'],
  ['save', '3600 1 300 100', '3600', 'x y', ''],
];

for (const [name, ...texts] of SETTINGS) {
  server.case(
    `CONFIG SET ${name}`,
    texts.flatMap((text) => [cmd('CONFIG', 'SET', name, text), cmd('CONFIG', 'GET', name)]),
  );
}

server.case('CONFIG SET of several settings is all or nothing', [
  cmd('CONFIG', 'SET', 'maxmemory', '1mb', 'hz', '20'),
  cmd('CONFIG', 'GET', 'maxmemory', 'hz').unorderedPairs(),
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'hz', 'x'),
  cmd('CONFIG', 'GET', 'maxmemory', 'hz').unorderedPairs(),
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'nosuch', 'x'),
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'maxmemory', '3mb'),
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'databases', '3'),
  cmd('CONFIG', 'SET', 'databases', '3', 'nosuch', '3'),
  cmd('CONFIG', 'SET', 'dbfilename', 'x'),
  cmd('CONFIG', 'SET', 'maxmemory'),
  cmd('CONFIG', 'SET', 'maxmemory', '1', 'hz'),
  cmd('CONFIG', 'SET'),
  cmd('CONFIG', 'SET', 'maxmemory', '0', 'hz', '10'),
  cmd('CONFIG', 'FOO'),
  cmd('CONFIG'),
  cmd('CONFIG', 'RESETSTAT'),
]);

const COMMANDS = [
  'get',
  'set',
  'mset',
  'eval',
  'sort',
  'zunionstore',
  'xreadgroup',
  'config',
  'config|get',
  'client|kill',
  'blpop',
  'subscribe',
  'spublish',
  'exec',
  'ping',
  'debug',
  'command',
  'command|docs',
  'info',
  'flushall',
  'lmpop',
  'object|encoding',
];

server.case('COMMAND INFO', [
  ...COMMANDS.map((name) =>
    cmd('COMMAND', 'INFO', name).item(
      0,
      item(9, (reply) => ({ kind: '<', text: reply.kind })),
    ),
  ),
  cmd('COMMAND', 'INFO', 'nosuch', 'get'),
  cmd('COMMAND', 'INFO', 'config|nosuch'),
  cmd('COMMAND', 'INFO', 'get|foo'),
  cmd('COMMAND', 'INFO', 'config|get|key', 'config|get|'),
]);

server.case('COMMAND DOCS', [
  ...['get', 'set', 'config|set', 'zadd', 'xadd', 'client|kill', 'quit', 'debug', 'sort'].map((name) =>
    cmd('COMMAND', 'DOCS', name),
  ),
  cmd('COMMAND', 'DOCS', 'nosuch'),
  cmd('COMMAND', 'DOCS', 'nosuch', 'ping', 'config|foo'),
]);

const getkeys = (...words: Word[]) => [
  cmd('COMMAND', 'GETKEYS', ...words),
  cmd('COMMAND', 'GETKEYSANDFLAGS', ...words),
];

server.case('COMMAND GETKEYS', [
  ...getkeys('GET', 'k'),
  ...getkeys('MSET', 'a', '1', 'b', '2'),
  ...getkeys('SET', 'k', 'v', 'GET'),
  ...getkeys('SORT', 'k', 'STORE', 'd'),
  ...getkeys('SORT', 'k'),
  ...getkeys('EVAL', 'return 1', '2', 'a', 'b', 'c'),
  ...getkeys('EVAL', 'return 1', '0'),
  ...getkeys('EVAL', 'return 1', '5', 'a'),
  ...getkeys('EVAL', 'return 1', 'x', 'a'),
  ...getkeys('ZUNIONSTORE', 'd', '2', 'a', 'b', 'WEIGHTS', '1', '2'),
  ...getkeys('XREAD', 'COUNT', '1', 'STREAMS', 'a', 'b', '0', '0'),
  ...getkeys('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'a', '>'),
  ...getkeys('XGROUP', 'CREATE', 's', 'g', '$'),
  ...getkeys('LMPOP', '2', 'a', 'b', 'LEFT'),
  ...getkeys('BLPOP', 'a', 'b', '0'),
  ...getkeys('OBJECT', 'ENCODING', 'k'),
  ...getkeys('COPY', 'a', 'b'),
  ...getkeys('PING'),
  ...getkeys('NOSUCH', 'a'),
  ...getkeys('GET'),
  ...getkeys('CONFIG', 'GET', 'x'),
  ...getkeys('MEMORY', 'USAGE', 'k'),
  ...getkeys('SPUBLISH', 'c', 'm'),
  cmd('COMMAND', 'GETKEYS'),
]);

server.case('COMMAND LIST', [
  cmd('COMMAND', 'LIST', 'FILTERBY', 'PATTERN', 'lpush*').via(unordered),
  cmd('COMMAND', 'LIST', 'FILTERBY', 'pattern', 'object|*').via(unordered),
  cmd('COMMAND', 'LIST', 'FILTERBY', 'aclcat', 'transaction').via(unordered),
  cmd('COMMAND', 'LIST', 'FILTERBY', 'aclcat', 'nosuch'),
  cmd('COMMAND', 'LIST', 'FILTERBY', 'module', 'nosuch'),
  cmd('COMMAND', 'LIST', 'FILTERBY', 'foo', 'x'),
  cmd('COMMAND', 'LIST', 'FILTERBY', 'pattern'),
  cmd('COMMAND', 'LIST', 'x'),
  cmd('COMMAND', 'COUNT', 'x'),
  cmd('COMMAND', 'FOO'),
  cmd('COMMAND', 'HELP'),
]);

server.case('SLOWLOG', [
  cmd('SLOWLOG', 'RESET'),
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '-1'),
  cmd('SLOWLOG', 'GET'),
  cmd('SLOWLOG', 'LEN'),
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '0'),
  cmd('CLIENT', 'SETNAME', 'me'),
  cmd('ECHO', 'x'.repeat(200)),
  cmd('DEL', ...Array.from({ length: 40 }, (_, i) => `key${i}`)),
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '-1'),
  cmd('SLOWLOG', 'LEN').within(3, 5),
  cmd('SLOWLOG', 'GET', '2').each((entry) =>
    [0, 1, 2].reduce((reply, at) => item(at, kindOnly)(reply), item(4, replaced(/.+/, '<address>'))(entry)),
  ),
  cmd('SLOWLOG', 'GET', '0'),
  cmd('SLOWLOG', 'GET', '-2'),
  cmd('SLOWLOG', 'GET', 'x'),
  cmd('SLOWLOG', 'GET', '1', '2'),
  cmd('SLOWLOG', 'RESET'),
  cmd('SLOWLOG', 'GET', '-1'),
  cmd('SLOWLOG', 'HELP'),
  cmd('SLOWLOG', 'FOO'),
  cmd('SLOWLOG'),
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '10000'),
]);

server.case('SHUTDOWN refuses what makes no sense', [
  cmd('SHUTDOWN', 'FOO'),
  cmd('SHUTDOWN', 'SAVE', 'NOSAVE'),
  cmd('SHUTDOWN', 'ABORT'),
  cmd('SHUTDOWN', 'ABORT', 'NOW'),
]);

const KINDS = 'string integer double bignum null array set map attrib push verbatim true false nosuch'.split(
  ' ',
);

server.case('DEBUG PROTOCOL', [
  ...KINDS.filter((kind) => kind !== 'push' && kind !== 'attrib').map((kind) =>
    cmd('DEBUG', 'PROTOCOL', kind),
  ),
  cmd('DEBUG', 'PROTOCOL'),
]);

server.case('DEBUG PROTOCOL push', [cmd('DEBUG', 'PROTOCOL', 'push').frames(2)], { protocols: [3] });

server.case('DEBUG OBJECT sees a key whose time has come until somebody looks', [
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '0'),
  cmd('SET', 'k', 'v', 'PX', '1'),
  pause(10),
  cmd('DEBUG', 'OBJECT', 'k').kindOnly(),
  cmd('EXISTS', 'k'),
  cmd('DEBUG', 'OBJECT', 'k'),
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '1'),
]);

server.case('DEBUG DIGEST', [
  cmd('DEBUG', 'DIGEST'),
  cmd('SET', 's', 'text'),
  cmd('SET', 'n', '12345'),
  cmd('RPUSH', 'l', 'a', 'b', 'a'),
  cmd('SADD', 'set', 'x', 'y', '3'),
  cmd('SADD', 'ints', '1', '2', '3'),
  cmd('ZADD', 'z', '1', 'a', '2.5', 'b', '-inf', 'c', '1e300', 'd'),
  cmd('HSET', 'h', 'f', 'v', 'g', 'w'),
  cmd('XADD', 'x', '1-1', 'a', 'b', 'c', 'd'),
  cmd('XADD', 'x', '2-0', 'a', 'b'),
  cmd('EXPIRE', 'h', '1000'),
  cmd('DEBUG', 'DIGEST-VALUE', 's', 'n', 'l', 'set', 'ints', 'z', 'h', 'x', 'none'),
  cmd('DEBUG', 'DIGEST'),
  cmd('SELECT', '3'),
  cmd('SET', 's', 'text'),
  cmd('DEBUG', 'DIGEST'),
]);

server.case('other DEBUG subcommands', [
  cmd('DEBUG', 'SLEEP', '0'),
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '0'),
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '1'),
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '100b'),
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '1'),
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '5gb'),
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '0'),
  cmd('DEBUG', 'ERROR', 'ERR some\r\ntext'),
  cmd('DEBUG', 'POPULATE', '3'),
  cmd('DEBUG', 'POPULATE', '4', 'p', '10'),
  cmd('KEYS', '*').via(unordered),
  cmd('MGET', 'key:1', 'p:3'),
  cmd('DEBUG', 'POPULATE', 'x'),
  cmd('DEBUG', 'NOSUCH'),
  cmd('DEBUG', 'SLEEP'),
  cmd('DEBUG'),
  cmd('DEBUG', 'LOG', 'hello'),
]);

/** The names of a section's fields, which the values follow in no comparable way. */
server.case('INFO names its sections', [
  cmd('SET', 'k', 'v', 'EX', '1000'),
  cmd('INFO', 'keyspace').replaced(/avg_ttl=\d+/, 'avg_ttl=<n>'),
  cmd('INFO', 'cluster', 'keyspace').replaced(/avg_ttl=\d+/, 'avg_ttl=<n>'),
  cmd('INFO', 'nosuch'),
  cmd('INFO', 'modules'),
  cmd('CONFIG', 'RESETSTAT'),
  cmd('INFO', 'errorstats'),
  cmd('LPUSH', 'k', 'x'),
  cmd('NOSUCH'),
  cmd('INFO', 'errorstats'),
]);

server.case('INFO commandstats counts calls, refusals and failures', [
  cmd('SET', 'k', 'v'),
  cmd('CONFIG', 'RESETSTAT'),
  cmd('LPUSH', 'k', 'x'),
  cmd('GET'),
  cmd('GET', 'k'),
  cmd('INFO', 'commandstats')
    .replaced(/usec=\d+,usec_per_call=[\d.]+/g, '<time>')
    .via((reply) =>
      'text' in reply && reply.text !== null
        ? { ...reply, text: [...reply.text.split('\r\n')].sort().join('\r\n') }
        : reply,
    ),
]);

server.case('MEMORY USAGE', [
  cmd('SET', 'k', 'v'),
  cmd('MEMORY', 'USAGE', 'none'),
  cmd('MEMORY', 'USAGE', 'k').kindOnly(),
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES', '0').kindOnly(),
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES', '-1'),
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES'),
  cmd('MEMORY', 'USAGE', 'k', 'FOO', '1'),
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES', 'x'),
  cmd('MEMORY', 'USAGE'),
  cmd('MEMORY', 'FOO'),
]);
