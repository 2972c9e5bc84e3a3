import { conformance } from './harness/conformance.ts';
import { item, kindOnly, replaced, unordered } from './harness/normalise.ts';
import { cmd, pause, type Word } from './harness/steps.ts';

const server = conformance('server', { server: ['--enable-debug-command', 'yes'] });

server.case('DBSIZE, FLUSHDB, FLUSHALL', [
  cmd('MSET', 'a', '1', 'b', '2'), // -> OK
  cmd('SELECT', '1'), // -> OK
  cmd('SET', 'c', '3'), // -> OK
  cmd('DBSIZE'), // -> 1
  cmd('FLUSHDB'), // -> OK
  cmd('DBSIZE'), // -> 0
  cmd('SELECT', '0'), // -> OK
  cmd('DBSIZE'), // -> 2
  cmd('FLUSHALL', 'ASYNC'), // -> OK
  cmd('DBSIZE'), // -> 0
  cmd('FLUSHALL', 'sync'), // -> OK
  cmd('FLUSHDB', 'foo'), // -> -ERR syntax error
  cmd('FLUSHDB', 'SYNC', 'SYNC'), // -> -ERR syntax error
]);

server.case('SWAPDB', [
  cmd('SET', 'a', 'zero'), // -> OK
  cmd('SWAPDB', '0', '1'), // -> OK
  cmd('GET', 'a'), // -> nil
  cmd('SELECT', '1'), // -> OK
  cmd('GET', 'a'), // -> "zero"
  cmd('SWAPDB', '1', '1'), // -> OK
  cmd('SWAPDB', '0', '16'), // -> -ERR DB index is out of range
  cmd('SWAPDB', '-1', '0'), // -> -ERR DB index is out of range
  cmd('SWAPDB', 'x', '0'), // -> -ERR invalid first DB index
  cmd('SWAPDB', '0', 'x'), // -> -ERR invalid second DB index
  cmd('SWAPDB', '0'), // -> -ERR wrong number of arguments for 'swapdb' command
]);

server.case('SWAPDB wakes who waits for a key of the other database', [
  cmd('SELECT', '1').on('b'), // -> OK
  cmd('RPUSH', 'q', 'x'), // -> 1
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('SWAPDB', '0', '1'), // -> OK
  cmd('EXISTS', 'q'), // -> 0
]);

server.case('TIME, LASTSAVE, ROLE', [
  cmd('TIME').each(kindOnly), // -> [<bulk>, <bulk>]
  cmd('LASTSAVE').kindOnly(), // -> <integer>
  cmd('ROLE'), // -> ["master", 0, []]
  cmd('TIME', 'x'), // -> -ERR wrong number of arguments for 'time' command
]);

server.case('LOLWUT', [
  cmd('LOLWUT'), // -> txt:"Redis ver. 7.2.6\n"
  cmd('LOLWUT', 'VERSION', '7'), // -> txt:"Redis ver. 7.2.6\n"
  cmd('LOLWUT', 'VERSION', 'x'), // -> -ERR value is not an integer or out of range
]);

server.case('CONFIG GET', [
  cmd('CONFIG', 'GET', 'maxmemory'), // -> {"maxmemory": "0"}
  cmd('CONFIG', 'GET', 'MaxMemory'), // -> {"MaxMemory": "0"}
  cmd('CONFIG', 'GET', 'maxmemory*').unorderedPairs(),
  // -> {"maxmemory-policy": "noeviction", "maxmemory-clients": "0", "maxmemory-samples": "5",
  //    "maxmemory-eviction-tenacity": "10", "maxmemory": "0"}
  cmd('CONFIG', 'GET', 'timeout', 'nosuch', 'hz', 'hz').unorderedPairs(), // -> {"hz": "10", "timeout": "0"}
  cmd('CONFIG', 'GET', '*listpack*').unorderedPairs(),
  // -> {"list-max-listpack-size": "-2", "set-max-listpack-value": "64", "hash-max-listpack-value": "64",
  //    "zset-max-listpack-value": "64", "set-max-listpack-entries": "128", "hash-max-listpack-entries":
  //    "512", "zset-max-listpack-entries": "128"}
  cmd('CONFIG', 'GET', '*ziplist*').unorderedPairs(),
  // -> {"list-max-ziplist-size": "-2", "hash-max-ziplist-value": "64", "zset-max-ziplist-value": "64",
  //    "hash-max-ziplist-entries": "512", "zset-max-ziplist-entries": "128"}
  cmd('CONFIG', 'GET', 'slave-*', 'lua-time-limit', 'busy-*').unorderedPairs(),
  // -> {"lua-time-limit": "5000", "slave-priority": "100", "slave-read-only": "yes", "slave-lazy-flush":
  //    "no", "slave-announce-ip": "", "slave-announce-port": "0", "busy-reply-threshold": "5000",
  //    "slave-ignore-maxmemory": "yes", "slave-serve-stale-data": "yes"}
  cmd('CONFIG', 'GET', 'client-output-buffer-limit', 'notify-keyspace-events').unorderedPairs(),
  // -> {"notify-keyspace-events": "", "client-output-buffer-limit": "normal 0 0 0 slave 268435456 67108864 60
  //    pubsub 33554432 8388608 60"}
  cmd('CONFIG', 'GET', '[a-c]*e').unorderedPairs(),
  // -> {"appenddirname": "appendonlydir", "appendfilename": "appendonly.aof", "cluster-config-file":
  //    "nodes.conf", "aof-use-rdb-preamble": "yes", "auto-aof-rewrite-min-size": "67108864",
  //    "cluster-announce-hostname": "", "auto-aof-rewrite-percentage": "100", "cluster-requi... (385
  //    characters, sha1 ae621c39)
  cmd('CONFIG', 'GET', 'nosuch'), // -> {}
  cmd('CONFIG', 'GET', 'use-exit-*'), // -> {}
  cmd('CONFIG', 'GET', 'use-exit-on-panic'), // -> {"use-exit-on-panic": "no"}
  cmd('CONFIG', 'GET'), // -> -ERR wrong number of arguments for 'config|get' command
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
    // -> CONFIG SET maxmemory: OK; {"maxmemory": "104857600"}; OK; {"maxmemory": "1000"}; OK; {"maxmemory":
    //    "1024"}; -ERR CONFIG SET failed (possibly related to argument 'ma... (99 characters, sha1 21b4b07e);
    //    {"maxmemory": "1024"}; -ERR CONFIG SET failed (possibly related t... (475 characters, sha1 20a80f73)
    // -> CONFIG SET maxmemory-policy: OK; {"maxmemory-policy": "allkeys-lru"}; -ERR CONFIG SET failed
    //    (possibly related to argument 'm... (228 characters, sha1 27fbb9d6); {"maxmemory-policy":
    //    "allkeys-lru"}; OK; {"maxmemory-policy": "noeviction"}
    // -> CONFIG SET maxmemory-samples: -ERR CONFIG SET failed (possibly related to argument 'm... (127
    //    characters, sha1 d1e1340c); {"maxmemory-samples": "5"}; OK; {"maxmemory-samples": "99"}; OK;
    //    {"maxmemory-samples": "5"}
    // -> CONFIG SET hash-max-listpack-entries: OK; {"hash-max-listpack-entries": "10"}; -ERR CONFIG SET
    //    failed (possibly related to argument 'h... (144 characters, sha1 99e4f660);
    //    {"hash-max-listpack-entries": "10"}; -ERR CONFIG SET failed (possibly related to argument 'h.....
    //    (377 characters, sha1 178618ce)
    // -> CONFIG SET hash-max-ziplist-value: OK; {"hash-max-ziplist-value": "10"}; OK;
    //    {"hash-max-ziplist-value": "64"}
    // -> CONFIG SET list-max-listpack-size: OK; {"list-max-listpack-size": "-2"}; OK;
    //    {"list-max-listpack-size": "5"}; OK; {"list-max-listpack-size": "-128"}; -ERR CONFIG SET failed
    //    (possibly related to argument 'l... (124 characters, sha1 9e1ed04f); {"list-max-listpack-siz... (314
    //    characters, sha1 c154f2e9)
    // -> CONFIG SET slowlog-log-slower-than: OK; {"slowlog-log-slower-than": "-1"}; OK;
    //    {"slowlog-log-slower-than": "5"}; -ERR CONFIG SET failed (possibly related to argument 's... (125
    //    characters, sha1 410b0b64); {"slowlog-log-slower-than": "5"}; OK; {"slowlog-log-slower-than":
    //    "10000"}
    // -> CONFIG SET slowlog-max-len: -ERR CONFIG SET failed (possibly related to argument 's... (134
    //    characters, sha1 96aceeab); {"slowlog-max-len": "128"}; OK; {"slowlog-max-len": "10"}; OK;
    //    {"slowlog-max-len": "128"}
    // -> CONFIG SET appendfsync: OK; {"appendfsync": "always"}; -ERR CONFIG SET failed (possibly related to
    //    argument 'a... (132 characters, sha1 a98c963a); {"appendfsync": "always"}; OK; {"appendfsync":
    //    "everysec"}
    // -> CONFIG SET notify-keyspace-events: OK; {"notify-keyspace-events": "AKE"}; OK;
    //    {"notify-keyspace-events": "AKE"}; OK; {"notify-keyspace-events": "xK"}; -ERR CONFIG SET failed
    //    (possibly related to argument 'n... (134 characters, sha1 be3e8fcc); {"notify-keyspace-even... (351
    //    characters, sha1 2e44a0c4)
    // -> CONFIG SET client-output-buffer-limit: OK; {"client-output-buffer-limit": "normal 0 0 0 slave
    //    2684... (101 characters, sha1 c0e2355e); -ERR CONFIG SET failed (possibly related to argument 'c...
    //    (146 characters, sha1 d62b352a); {"client-output-buffer-limit": "normal... (789 characters, sha1
    //    b55179df)
    // -> CONFIG SET latency-tracking-info-percentiles: OK; {"latency-tracking-info-percentiles": "50 99"};
    //    -ERR CONFIG SET failed (possibly related to argument 'l... (167 characters, sha1 50e7af7f);
    //    {"latency-tracking-info-percentiles": "50 99"}; -ERR CONFIG SET failed (pos... (433 characters, sha1
    //    78aefc06)
    // -> CONFIG SET busy-reply-threshold: -ERR CONFIG SET failed (possibly related to argument 'b... (139
    //    characters, sha1 f17af1d6); {"busy-reply-threshold": "5000"}; OK; {"busy-reply-threshold": "10"};
    //    OK; {"busy-reply-threshold": "5000"}
    // -> CONFIG SET lua-time-limit: OK; {"lua-time-limit": "5000"}
    // -> CONFIG SET timeout: OK; {"timeout": "10"}; -ERR CONFIG SET failed (possibly related to argument
    //    't... (117 characters, sha1 41c49c8b); {"timeout": "10"}; OK; {"timeout": "0"}
    // -> CONFIG SET databases: -ERR CONFIG SET failed (possibly related to argument 'da... (94 characters,
    //    sha1 d4adc96b); {"databases": "16"}
    // -> CONFIG SET nosuch: -ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'; {}
    // -> CONFIG SET list-compress-depth: OK; {"list-compress-depth": "1"}; -ERR CONFIG SET failed (possibly
    //    related to argument 'l... (129 characters, sha1 cc8a928f); {"list-compress-depth": "1"}; OK;
    //    {"list-compress-depth": "0"}
    // -> CONFIG SET activerehashing: OK; {"activerehashing": "yes"}; -ERR CONFIG SET failed (possibly related
    //    to argument 'a... (104 characters, sha1 3dffa1e7); {"activerehashing": "yes"}; OK;
    //    {"activerehashing": "yes"}
    // -> CONFIG SET hz: OK; {"hz": "1"}; OK; {"hz": "500"}; OK; {"hz": "10"}
    // -> CONFIG SET proto-max-bulk-len: -ERR CONFIG SET failed (possibly related to argument 'p... (143
    //    characters, sha1 f36cded3); {"proto-max-bulk-len": "536870912"}; OK; {"proto-max-bulk-len":
    //    "1048576"}; OK; {"proto-max-bulk-len": "536870912"}
    // -> CONFIG SET oom-score-adj-values: OK; {"oom-score-adj-values": "0 200 800"}; -ERR CONFIG SET failed
    //    (possibly related to argument 'o... (104 characters, sha1 0b52f0b8); {"oom-score-adj-values": "0 200
    //    800"}; OK; {"oom-score-adj-values": "5 1 1"}
    // -> CONFIG SET save: OK; {"save": "3600 1 300 100"}; -ERR CONFIG SET failed (possibly related to
    //    argument 'save') - Invalid save parameters; {"save": "3600 1 300 100"}; -ERR CONFIG SET failed
    //    (possibly related to argument 'save') - Invalid save parameters; {"save": "3600 1 300 100"}; OK;
    //    {"save": ""}
  );
}

server.case('CONFIG SET of several settings is all or nothing', [
  cmd('CONFIG', 'SET', 'maxmemory', '1mb', 'hz', '20'), // -> OK
  cmd('CONFIG', 'GET', 'maxmemory', 'hz').unorderedPairs(), // -> {"hz": "20", "maxmemory": "1048576"}
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'hz', 'x'),
  // -> -ERR CONFIG SET failed (possibly related to argument 'hz') - argument couldn't be parsed into an
  //    integer
  cmd('CONFIG', 'GET', 'maxmemory', 'hz').unorderedPairs(), // -> {"hz": "20", "maxmemory": "1048576"}
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'nosuch', 'x'),
  // -> -ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'maxmemory', '3mb'),
  // -> -ERR CONFIG SET failed (possibly related to argument 'maxmemory') - duplicate parameter
  cmd('CONFIG', 'SET', 'maxmemory', '2mb', 'databases', '3'),
  // -> -ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config
  cmd('CONFIG', 'SET', 'databases', '3', 'nosuch', '3'),
  // -> -ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config
  cmd('CONFIG', 'SET', 'dbfilename', 'x'),
  // -> -ERR CONFIG SET failed (possibly related to argument 'dbfilename') - can't set protected config
  cmd('CONFIG', 'SET', 'maxmemory'), // -> -ERR wrong number of arguments for 'config|set' command
  cmd('CONFIG', 'SET', 'maxmemory', '1', 'hz'), // -> -ERR syntax error
  cmd('CONFIG', 'SET'), // -> -ERR wrong number of arguments for 'config|set' command
  cmd('CONFIG', 'SET', 'maxmemory', '0', 'hz', '10'), // -> OK
  cmd('CONFIG', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try CONFIG HELP.
  cmd('CONFIG'), // -> -ERR wrong number of arguments for 'config' command
  cmd('CONFIG', 'RESETSTAT'), // -> OK
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
  COMMANDS.map((name) =>
    cmd('COMMAND', 'INFO', name).item(
      0,
      item(9, (reply) => ({ kind: '<', text: reply.kind })),
    ),
  ),
  // -> COMMAND INFO get -> [["get", 2, [readonly, fast], 1, 1, 1, [@read, @string, @fast], [], [["flags",
  //    [RO, access], "begin_search", ["type", "index", "spec", ["index", 1]], "find_keys", ["type", "range",
  //    "spec", ["lastkey", 0, "keystep", 1, "limit", 0]]]], <*>]] | RESP3 [["get", 2, ~[rea... (492
  //    characters, sha1 d220a0cf)
  // -> COMMAND INFO set -> [["set", -3, [write, denyoom], 1, 1, 1, [@write, @string, @slow], [], [["notes",
  //    "RW and ACCESS due to the optional `GET` argument", "flags", [RW, access, update, variable_flags],
  //    "begin_search", ["type", "index", "spec", ["index", 1]], "find_keys", ["type", "range... (666
  //    characters, sha1 ab036c8e)
  // -> COMMAND INFO mset -> [["mset", -3, [write, denyoom], 1, -1, 2, [@write, @string, @slow],
  //    ["request_policy:multi_shard", "response_policy:all_succeeded"], [["flags", [OW, update],
  //    "begin_search", ["type", "index", "spec", ["index", 1]], "find_keys", ["type", "range", "spec",
  //    ["lastkey",... (624 characters, sha1 95adf6d5)
  // -> COMMAND INFO eval -> [["eval", -3, [noscript, stale, skip_monitor, no_mandatory_keys, movablekeys], 0,
  //    0, 0, [@slow, @scripting], [], [["notes", "We cannot tell how the keys will be used so we assume the
  //    worst, RW and UPDATE", "flags", [RW, access, update], "begin_search", ["type", "in... (792 characters,
  //    sha1 11a9046a)
  // -> COMMAND INFO sort -> [["sort", -2, [write, denyoom, movablekeys], 1, 1, 1, [@write, @set, @sortedset,
  //    @list, @slow, @dangerous], [], [["flags", [RO, access], "begin_search", ["type", "index", "spec",
  //    ["index", 1]], "find_keys", ["type", "range", "spec", ["lastkey", 0, "keystep", 1, "l... (1586
  //    characters, sha1 17f566a9)
  // -> COMMAND INFO zunionstore -> [["zunionstore", -4, [write, denyoom, movablekeys], 1, 1, 1, [@write,
  //    @sortedset, @slow], [], [["flags", [OW, update], "begin_search", ["type", "index", "spec", ["index",
  //    1]], "find_keys", ["type", "range", "spec", ["lastkey", 0, "keystep", 1, "limit", 0]]], ["flag... (885
  //    characters, sha1 89c18377)
  // -> COMMAND INFO xreadgroup -> [["xreadgroup", -7, [write, blocking, movablekeys], 0, 0, 0, [@write,
  //    @stream, @slow, @blocking], [], [["flags", [RO, access], "begin_search", ["type", "keyword", "spec",
  //    ["keyword", "STREAMS", "startfrom", 4]], "find_keys", ["type", "range", "spec", ["lastkey", -1... (618
  //    characters, sha1 c1de614d)
  // -> COMMAND INFO config -> [["config", -2, ~[], 0, 0, 0, ~[@slow], ~[], ~[], <*>]]
  // -> COMMAND INFO config|get -> [["config|get", -3, [admin, noscript, loading, stale], 0, 0, 0, [@admin,
  //    @slow, @dangerous], [], [], <*>]] | RESP3 [["config|get", -3, ~[admin, noscript, loading, stale], 0,
  //    0, 0, ~[@admin, @slow, @dangerous], ~[], ~[], <~>]]
  // -> COMMAND INFO client|kill -> [["client|kill", -3, [admin, noscript, loading, stale], 0, 0, 0, [@admin,
  //    @slow, @dangerous, @connection], [], [], <*>]] | RESP3 [["client|kill", -3, ~[admin, noscript,
  //    loading, stale], 0, 0, 0, ~[@admin, @slow, @dangerous, @connection], ~[], ~[], <~>]]
  // -> COMMAND INFO blpop -> [["blpop", -3, [write, blocking], 1, -2, 1, [@write, @list, @slow, @blocking],
  //    [], [["flags", [RW, access, delete], "begin_search", ["type", "index", "spec", ["index", 1]],
  //    "find_keys", ["type", "range", "spec", ["lastkey", -2, "keystep", 1, "limit", 0]]]], <*>]] |... (540
  //    characters, sha1 181515f2)
  // -> COMMAND INFO subscribe -> [["subscribe", -2, [pubsub, noscript, loading, stale], 0, 0, 0, [@pubsub,
  //    @slow], [], [], <*>]] | RESP3 [["subscribe", -2, ~[pubsub, noscript, loading, stale], 0, 0, 0,
  //    ~[@pubsub, @slow], ~[], ~[], <~>]]
  // -> COMMAND INFO spublish -> [["spublish", 3, [pubsub, loading, stale, fast], 1, 1, 1, [@pubsub, @fast],
  //    [], [["flags", [not_key], "begin_search", ["type", "index", "spec", ["index", 1]], "find_keys",
  //    ["type", "range", "spec", ["lastkey", 0, "keystep", 1, "limit", 0]]]], <*>]] | RESP3 [["spubl... (510
  //    characters, sha1 29ca91c3)
  // -> COMMAND INFO exec -> [["exec", 1, [noscript, loading, stale, skip_slowlog], 0, 0, 0, [@slow,
  //    @transaction], [], [], <*>]] | RESP3 [["exec", 1, ~[noscript, loading, stale, skip_slowlog], 0, 0, 0,
  //    ~[@slow, @transaction], ~[], ~[], <~>]]
  // -> COMMAND INFO ping -> [["ping", -1, [fast], 0, 0, 0, [@fast, @connection],
  //    ["request_policy:all_shards", "response_policy:all_succeeded"], [], <*>]] | RESP3 [["ping", -1,
  //    ~[fast], 0, 0, 0, ~[@fast, @connection], ~["request_policy:all_shards",
  //    "response_policy:all_succeeded"], ~[], <~>]]
  // -> COMMAND INFO debug -> [["debug", -2, [admin, noscript, loading, stale], 0, 0, 0, [@admin, @slow,
  //    @dangerous], [], [], <*>]] | RESP3 [["debug", -2, ~[admin, noscript, loading, stale], 0, 0, 0,
  //    ~[@admin, @slow, @dangerous], ~[], ~[], <~>]]
  // -> COMMAND INFO command -> [["command", -1, ~[loading, stale], 0, 0, 0, ~[@slow, @connection],
  //    ~["nondeterministic_output_order"], ~[], <*>]]
  // -> COMMAND INFO command|docs -> [["command|docs", -2, [loading, stale], 0, 0, 0, [@slow, @connection],
  //    ["nondeterministic_output_order"], [], <*>]] | RESP3 [["command|docs", -2, ~[loading, stale], 0, 0, 0,
  //    ~[@slow, @connection], ~["nondeterministic_output_order"], ~[], <~>]]
  // -> COMMAND INFO info -> [["info", -1, [loading, stale], 0, 0, 0, [@slow, @dangerous],
  //    ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"], [], <*>]] | RESP3
  //    [["info", -1, ~[loading, stale], 0, 0, 0, ~[@slow, @dangerous], ~["nondeterministic_output",
  //    "reques... (325 characters, sha1 ecda4f78)
  // -> COMMAND INFO flushall -> [["flushall", -1, [write], 0, 0, 0, [@keyspace, @write, @slow, @dangerous],
  //    ["request_policy:all_shards", "response_policy:all_succeeded"], [], <*>]] | RESP3 [["flushall", -1,
  //    ~[write], 0, 0, 0, ~[@keyspace, @write, @slow, @dangerous], ~["request_policy:all_shards"... (311
  //    characters, sha1 56fae953)
  // -> COMMAND INFO lmpop -> [["lmpop", -4, [write, movablekeys], 0, 0, 0, [@write, @list, @slow], [],
  //    [["flags", [RW, access, delete], "begin_search", ["type", "index", "spec", ["index", 1]], "find_keys",
  //    ["type", "keynum", "spec", ["keynumidx", 0, "firstkey", 1, "keystep", 1]]]], <*>]] | RES... (532
  //    characters, sha1 b3b282d5)
  // -> COMMAND INFO object|encoding -> [["object|encoding", 3, [readonly], 2, 2, 1, [@keyspace, @read,
  //    @slow], ["nondeterministic_output"], [["flags", [RO], "begin_search", ["type", "index", "spec",
  //    ["index", 2]], "find_keys", ["type", "range", "spec", ["lastkey", 0, "keystep", 1, "limit", 0]]]],
  //    <*>]] ... (542 characters, sha1 b51bd1ab)
  cmd('COMMAND', 'INFO', 'nosuch', 'get'),
  // -> [nil, ["get", 2, ~[readonly, fast], 1, 1, 1, ~[@read, @string, @fast], ~[], ~[{"flags": ~[RO, access],
  //    "begin_search": {"type": "index", "spec": {"index": 1}}, "find_keys": {"type": "range", "spec":
  //    {"lastkey": 0, "keystep": 1, "limit": 0}}}], ~[]]]
  cmd('COMMAND', 'INFO', 'config|nosuch'), // -> [nil]
  cmd('COMMAND', 'INFO', 'get|foo'), // -> [nil]
  cmd('COMMAND', 'INFO', 'config|get|key', 'config|get|'), // -> [nil, nil]
]);

server.case('COMMAND DOCS', [
  ['get', 'set', 'config|set', 'zadd', 'xadd', 'client|kill', 'quit', 'debug', 'sort'].map((name) =>
    cmd('COMMAND', 'DOCS', name),
  ),
  // -> COMMAND DOCS get -> {"get": {"summary": "Returns the string value of a key.", "since": "1.0.0",
  //    "group": "string", "complexity": "O(1)", "arguments": [{"name": "key", "type": "key", "display_text":
  //    "key", "key_spec_index": 0}]}}
  // -> COMMAND DOCS set -> {"set": {"summary": "Sets the string value of a key, ignoring its type. The key is
  //    created if it doesn't exist.", "since": "1.0.0", "group": "string", "complexity": "O(1)", "history":
  //    ~[["2.6.12", "Added the `EX`, `PX`, `NX` and `XX` options."], ["6.0.0", "Added t... (1589 characters,
  //    sha1 29b10b7a)
  // -> COMMAND DOCS config|set -> {"config|set": {"summary": "Sets configuration parameters in-flight.",
  //    "since": "2.0.0", "group": "server", "complexity": "O(N) when N is the number of configuration
  //    parameters provided", "history": ~[["7.0.0", "Added the ability to set multiple parameters in one c...
  //    (493 characters, sha1 60a017d2)
  // -> COMMAND DOCS zadd -> {"zadd": {"summary": "Adds one or more members to a sorted set, or updates their
  //    scores. Creates the key if it doesn't exist.", "since": "1.2.0", "group": "sorted-set", "complexity":
  //    "O(log(N)) for each item added, where N is the number of elements in the sorted s... (1467 characters,
  //    sha1 4bc76740)
  // -> COMMAND DOCS xadd -> {"xadd": {"summary": "Appends a new message to a stream. Creates the key if it
  //    doesn't exist.", "since": "5.0.0", "group": "stream", "complexity": "O(1) when adding a new entry,
  //    O(N) when trimming where N being the number of entries evicted.", "history": ~[["6.2.0... (1797
  //    characters, sha1 d9181c8e)
  // -> COMMAND DOCS client|kill -> {"client|kill": {"summary": "Terminates open connections.", "since":
  //    "2.4.0", "group": "connection", "complexity": "O(N) where N is the number of client connections",
  //    "history": ~[["2.8.12", "Added new filter format."], ["2.8.12", "`ID` option."], ["3.2.0", "Added...
  //    (1975 characters, sha1 91828d12)
  // -> COMMAND DOCS quit -> {"quit": {"summary": "Closes the connection.", "since": "1.0.0", "group":
  //    "connection", "complexity": "O(1)", "doc_flags": ~[deprecated], "deprecated_since": "7.2.0",
  //    "replaced_by": "just closing the connection"}}
  // -> COMMAND DOCS debug -> {"debug": {"summary": "A container for debugging commands.", "since": "1.0.0",
  //    "group": "server", "complexity": "Depends on subcommand.", "doc_flags": ~[syscmd]}}
  // -> COMMAND DOCS sort -> {"sort": {"summary": "Sorts the elements in a list, a set, or a sorted set,
  //    optionally storing the result.", "since": "1.0.0", "group": "generic", "complexity": "O(N+M*log(M))
  //    where N is the number of elements in the list or set to sort, and M the number of return... (1401
  //    characters, sha1 9b87311a)
  cmd('COMMAND', 'DOCS', 'nosuch'), // -> {}
  cmd('COMMAND', 'DOCS', 'nosuch', 'ping', 'config|foo'),
  // -> {"ping": {"summary": "Returns the server's liveliness response.", "since": "1.0.0", "group":
  //    "connection", "complexity": "O(1)", "arguments": [{"name": "message", "type": "string",
  //    "display_text": "message", "flags": ~[optional]}]}}
]);

const getkeys = (...words: Word[]) => [
  cmd('COMMAND', 'GETKEYS', ...words),
  cmd('COMMAND', 'GETKEYSANDFLAGS', ...words),
];

server.case('COMMAND GETKEYS', [
  getkeys('GET', 'k'), // -> ["k"]; [["k", ~[RO, access]]]
  getkeys('MSET', 'a', '1', 'b', '2'), // -> ["a", "b"]; [["a", ~[OW, update]], ["b", ~[OW, update]]]
  getkeys('SET', 'k', 'v', 'GET'), // -> ["k"]; [["k", ~[RW, access, update]]]
  getkeys('SORT', 'k', 'STORE', 'd'), // -> ["k", "d"]; [["k", ~[RO, access]], ["d", ~[OW, update]]]
  getkeys('SORT', 'k'), // -> ["k"]; [["k", ~[RO, access]]]
  getkeys('EVAL', 'return 1', '2', 'a', 'b', 'c'),
  // -> ["a", "b"]; [["a", ~[RW, access, update]], ["b", ~[RW, access, update]]]
  getkeys('EVAL', 'return 1', '0'), // -> []; []
  getkeys('EVAL', 'return 1', '5', 'a'), // -> []; []
  getkeys('EVAL', 'return 1', 'x', 'a'), // -> []; []
  getkeys('ZUNIONSTORE', 'd', '2', 'a', 'b', 'WEIGHTS', '1', '2'),
  // -> COMMAND GETKEYS ZUNIONSTORE d 2 a b WEIGHTS 1 2 -> ["d", "a", "b"]
  // -> COMMAND GETKEYSANDFLAGS ZUNIONSTORE d 2 a b WEIGHTS 1 2 -> [["d", ~[OW, update]], ["a", ~[RO,
  //    access]], ["b", ~[RO, access]]]
  getkeys('XREAD', 'COUNT', '1', 'STREAMS', 'a', 'b', '0', '0'),
  // -> ["a", "b"]; [["a", ~[RO, access]], ["b", ~[RO, access]]]
  getkeys('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'a', '>'), // -> ["a"]; [["a", ~[RO, access]]]
  getkeys('XGROUP', 'CREATE', 's', 'g', '$'), // -> ["s"]; [["s", ~[RW, insert]]]
  getkeys('LMPOP', '2', 'a', 'b', 'LEFT'),
  // -> ["a", "b"]; [["a", ~[RW, access, delete]], ["b", ~[RW, access, delete]]]
  getkeys('BLPOP', 'a', 'b', '0'),
  // -> ["a", "b"]; [["a", ~[RW, access, delete]], ["b", ~[RW, access, delete]]]
  getkeys('OBJECT', 'ENCODING', 'k'), // -> ["k"]; [["k", ~[RO]]]
  getkeys('COPY', 'a', 'b'), // -> ["a", "b"]; [["a", ~[RO, access]], ["b", ~[OW, update]]]
  getkeys('PING'), // -> -ERR The command has no key arguments; -ERR The command has no key arguments
  getkeys('NOSUCH', 'a'), // -> -ERR Invalid command specified; -ERR Invalid command specified
  getkeys('GET'),
  // -> COMMAND GETKEYS GET -> -ERR Invalid number of arguments specified for command
  // -> COMMAND GETKEYSANDFLAGS GET -> -ERR Invalid number of arguments specified for command
  getkeys('CONFIG', 'GET', 'x'),
  // -> -ERR The command has no key arguments; -ERR The command has no key arguments
  getkeys('MEMORY', 'USAGE', 'k'), // -> ["k"]; [["k", ~[RO]]]
  getkeys('SPUBLISH', 'c', 'm'),
  // -> -ERR The command has no key arguments; -ERR The command has no key arguments
  cmd('COMMAND', 'GETKEYS'), // -> -ERR wrong number of arguments for 'command|getkeys' command
]);

server.case('COMMAND LIST', [
  cmd('COMMAND', 'LIST', 'FILTERBY', 'PATTERN', 'lpush*').via(unordered), // -> ["lpush", "lpushx"]
  cmd('COMMAND', 'LIST', 'FILTERBY', 'pattern', 'object|*').via(unordered),
  // -> ["object|freq", "object|help", "object|encoding", "object|idletime", "object|refcount"]
  cmd('COMMAND', 'LIST', 'FILTERBY', 'aclcat', 'transaction').via(unordered),
  // -> ["exec", "multi", "watch", "discard", "unwatch"]
  cmd('COMMAND', 'LIST', 'FILTERBY', 'aclcat', 'nosuch'), // -> []
  cmd('COMMAND', 'LIST', 'FILTERBY', 'module', 'nosuch'), // -> []
  cmd('COMMAND', 'LIST', 'FILTERBY', 'foo', 'x'), // -> -ERR syntax error
  cmd('COMMAND', 'LIST', 'FILTERBY', 'pattern'), // -> -ERR syntax error
  cmd('COMMAND', 'LIST', 'x'), // -> -ERR syntax error
  cmd('COMMAND', 'COUNT', 'x'), // -> -ERR wrong number of arguments for 'command|count' command
  cmd('COMMAND', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try COMMAND HELP.
  cmd('COMMAND', 'HELP'),
  // -> [COMMAND <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, (no subcommand),     Return details
  //    about all Redis commands., COUNT,     Return the total number of commands in this Redis server., LIST,
  //    Return a list of all commands in this Redis server., IN... (821 characters, sha1 db602452)
]);

server.case('the commands of scripts and transactions in the slow log', [
  cmd('SLOWLOG', 'RESET'), // -> OK
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '0'), // -> OK
  cmd(
    'EVAL',
    "redis.call('SET', 'a', 'b') redis.pcall('get', 'a') redis.pcall('nocmd') redis.pcall('LRANGE', 'a', 0, 1)",
    '0',
  ), // -> nil
  cmd('MULTI'), // -> OK
  cmd('INCR', 'n'), // -> QUEUED
  cmd('EXEC'), // -> [1]
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '10000'), // -> OK
  cmd('SLOWLOG', 'GET', '20').each((entry) =>
    [0, 1, 2].reduce((reply, at) => item(at, kindOnly)(reply), item(4, replaced(/.+/, '<address>'))(entry)),
  ),
  // -> [[<integer>, <integer>, <integer>, ["INCR", "n"], "<address>", ""], [<integer>, <integer>, <integer>,
  //    ["MULTI"], "<address>", ""], [<integer>, <integer>, <integer>, ["EVAL", "redis.call('SET', 'a', 'b')
  //    redis.pcall('get', 'a') redis.pcall('nocmd') redis.pcall('LRAN... (598 characters, sha1 38477e97)
]);

server.case('SLOWLOG', [
  cmd('SLOWLOG', 'RESET'), // -> OK
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '-1'), // -> OK
  cmd('SLOWLOG', 'GET'), // -> []
  cmd('SLOWLOG', 'LEN'), // -> 0
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '0'), // -> OK
  cmd('CLIENT', 'SETNAME', 'me'), // -> OK
  cmd('ECHO', 'x'.repeat(200)),
  // -> "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
  //    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  cmd('DEL', ...Array.from({ length: 40 }, (_, i) => `key${i}`)), // -> 0
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '-1'), // -> OK
  cmd('SLOWLOG', 'LEN').within(3, 5), // -> <3..5>
  cmd('SLOWLOG', 'GET', '2').each((entry) =>
    [0, 1, 2].reduce((reply, at) => item(at, kindOnly)(reply), item(4, replaced(/.+/, '<address>'))(entry)),
  ),
  // -> [[<integer>, <integer>, <integer>, ["DEL", "key0", "key1", "key2", "key3", "key4", "key5", "key6",
  //    "key7", "key8", "key9", "key10", "key11", "key12", "key13", "key14", "key15", "key16", "key17",
  //    "key18", "key19", "key20", "key21", "key22", "key23", "key24", "key25"... (565 characters, sha1
  //    d23910ac)
  cmd('SLOWLOG', 'GET', '0'), // -> []
  cmd('SLOWLOG', 'GET', '-2'), // -> -ERR count should be greater than or equal to -1
  cmd('SLOWLOG', 'GET', 'x'), // -> -ERR count should be greater than or equal to -1
  cmd('SLOWLOG', 'GET', '1', '2'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'GET'. Try SLOWLOG HELP.
  cmd('SLOWLOG', 'RESET'), // -> OK
  cmd('SLOWLOG', 'GET', '-1'), // -> []
  cmd('SLOWLOG', 'HELP'),
  // -> [SLOWLOG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, GET [<count>],     Return top
  //    <count> entries from the slowlog (default: 10, -1 mean all).,     Entries are made of:,     id,
  //    timestamp, time in microseconds, arguments array, client IP and port,,  ... (383 characters, sha1
  //    ee386866)
  cmd('SLOWLOG', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try SLOWLOG HELP.
  cmd('SLOWLOG'), // -> -ERR wrong number of arguments for 'slowlog' command
  cmd('CONFIG', 'SET', 'slowlog-log-slower-than', '10000'), // -> OK
]);

server.case('SHUTDOWN refuses what makes no sense', [
  cmd('SHUTDOWN', 'FOO'), // -> -ERR syntax error
  cmd('SHUTDOWN', 'SAVE', 'NOSAVE'), // -> -ERR syntax error
  cmd('SHUTDOWN', 'ABORT'), // -> -ERR No shutdown in progress.
  cmd('SHUTDOWN', 'ABORT', 'NOW'), // -> -ERR syntax error
]);

const KINDS = 'string integer double bignum null array set map attrib push verbatim true false nosuch'.split(
  ' ',
);

server.case('DEBUG PROTOCOL', [
  KINDS.filter((kind) => kind !== 'push' && kind !== 'attrib').map((kind) => cmd('DEBUG', 'PROTOCOL', kind)),
  // -> DEBUG PROTOCOL string -> "Hello World"
  // -> DEBUG PROTOCOL integer -> 12345
  // -> DEBUG PROTOCOL double -> 3.141
  // -> DEBUG PROTOCOL bignum -> 1234567999999999999999999999999999999n
  // -> DEBUG PROTOCOL null -> nil
  // -> DEBUG PROTOCOL array -> [0, 1, 2]
  // -> DEBUG PROTOCOL set -> ~[0, 1, 2]
  // -> DEBUG PROTOCOL map -> {0: false, 1: true, 2: false}
  // -> DEBUG PROTOCOL verbatim -> txt:"This is a verbatim\nstring"
  // -> DEBUG PROTOCOL true -> true
  // -> DEBUG PROTOCOL false -> false
  // -> DEBUG PROTOCOL nosuch -> -ERR Wrong protocol type name. Please use one of the following:
  //    string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false
  cmd('DEBUG', 'PROTOCOL'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'PROTOCOL'. Try DEBUG HELP.
]);

server.case(
  'DEBUG PROTOCOL push',
  [
    cmd('DEBUG', 'PROTOCOL', 'push').frames(2),
    // -> "Some real reply following the push reply"; >["server-cpu-usage", 42]
  ],
  { protocols: [3] },
);

server.case('DEBUG OBJECT sees a key whose time has come until somebody looks', [
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '0'), // -> OK
  cmd('SET', 'k', 'v', 'PX', '1'), // -> OK
  pause(10),
  cmd('DEBUG', 'OBJECT', 'k').kindOnly(), // -> <status>
  cmd('EXISTS', 'k'), // -> 0
  cmd('DEBUG', 'OBJECT', 'k'), // -> -ERR no such key
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '1'), // -> OK
]);

server.case('DEBUG DIGEST', [
  cmd('DEBUG', 'DIGEST'), // -> 0000000000000000000000000000000000000000
  cmd('SET', 's', 'text'), // -> OK
  cmd('SET', 'n', '12345'), // -> OK
  cmd('RPUSH', 'l', 'a', 'b', 'a'), // -> 3
  cmd('SADD', 'set', 'x', 'y', '3'), // -> 3
  cmd('SADD', 'ints', '1', '2', '3'), // -> 3
  cmd('ZADD', 'z', '1', 'a', '2.5', 'b', '-inf', 'c', '1e300', 'd'), // -> 4
  cmd('HSET', 'h', 'f', 'v', 'g', 'w'), // -> 2
  cmd('XADD', 'x', '1-1', 'a', 'b', 'c', 'd'), // -> "1-1"
  cmd('XADD', 'x', '2-0', 'a', 'b'), // -> "2-0"
  cmd('EXPIRE', 'h', '1000'), // -> 1
  cmd('DEBUG', 'DIGEST-VALUE', 's', 'n', 'l', 'set', 'ints', 'z', 'h', 'x', 'none'),
  // -> [2ce3f57ae020966eb041fa6a47e5221ee0d42d6b, e1cf90774e995ae03de66e8109dc5cb9d9c2dc83,
  //    e92cf40ff90b137729488530c6870deed6c55138, 415a07507e2348d139f9fd645a024f6be569dd65,
  //    2a462a3f51a1db89738ebbeef0c47ce1bbc85246, a077f48ec0d4711f3a5cd403ab8d5c7239df9c34, 37a278b1093b...
  //    (378 characters, sha1 a42354e5)
  cmd('DEBUG', 'DIGEST'), // -> 88649b379ba218b26bf3461c5df31bf620814eee
  cmd('SELECT', '3'), // -> OK
  cmd('SET', 's', 'text'), // -> OK
  cmd('DEBUG', 'DIGEST'), // -> c3e274d40f790aac1dca1d7c2974d1f37d043f3d
]);

server.case('other DEBUG subcommands', [
  cmd('DEBUG', 'SLEEP', '0'), // -> OK
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '0'), // -> OK
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '1'), // -> OK
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '100b'), // -> OK
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '1'), // -> OK
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '5gb'),
  // -> -ERR argument must be a memory value bigger than 1 and smaller than 4gb
  cmd('DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '0'), // -> OK
  cmd('DEBUG', 'ERROR', 'ERR some\r\ntext'), // -> -ERR some  text
  cmd('DEBUG', 'POPULATE', '3'), // -> OK
  cmd('DEBUG', 'POPULATE', '4', 'p', '10'), // -> OK
  cmd('KEYS', '*').via(unordered), // -> ["p:0", "p:1", "p:2", "p:3", "key:0", "key:1", "key:2"]
  cmd('MGET', 'key:1', 'p:3'), // -> ["value:1", "value:3\x00\x00\x00"]
  cmd('DEBUG', 'POPULATE', 'x'), // -> -ERR value is out of range, must be positive
  cmd('DEBUG', 'NOSUCH'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'NOSUCH'. Try DEBUG HELP.
  cmd('DEBUG', 'SLEEP'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'SLEEP'. Try DEBUG HELP.
  cmd('DEBUG'), // -> -ERR wrong number of arguments for 'debug' command
  cmd('DEBUG', 'LOG', 'hello'), // -> OK
]);

/** The names of a section's fields, which the values follow in no comparable way. */
server.case('INFO names its sections', [
  cmd('SET', 'k', 'v', 'EX', '1000'), // -> OK
  cmd('INFO', 'keyspace').replaced(/avg_ttl=\d+/, 'avg_ttl=<n>'),
  // -> txt:"# Keyspace\r\ndb0:keys=1,expires=1,avg_ttl=<n>\r\n"
  cmd('INFO', 'cluster', 'keyspace').replaced(/avg_ttl=\d+/, 'avg_ttl=<n>'),
  // -> txt:"# Cluster\r\ncluster_enabled:0\r\n\r\n# Keyspace\r\ndb0:keys=1,expires=1,avg_ttl=<n>\r\n"
  cmd('INFO', 'nosuch'), // -> txt:""
  cmd('INFO', 'modules'), // -> txt:"# Modules\r\n"
  cmd('CONFIG', 'RESETSTAT'), // -> OK
  cmd('INFO', 'errorstats'), // -> txt:"# Errorstats\r\n"
  cmd('LPUSH', 'k', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('NOSUCH'), // -> -ERR unknown command 'NOSUCH', with args beginning with:\x20
  cmd('INFO', 'errorstats'),
  // -> txt:"# Errorstats\r\nerrorstat_ERR:count=1\r\nerrorstat_WRONGTYPE:count=1\r\n"
]);

server.case('the codes of errors, as INFO shows them', [
  cmd('CONFIG', 'RESETSTAT'), // -> OK
  [
    'a:b c',
    'a#b c',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG is too long',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDE is too long',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZABCD is not',
    'NOSPACE',
    '-DASH before it',
    ' blank before it',
  ].map((text) => cmd('EVAL', 'return {err = ARGV[1]}', '0', text)),
  // -> EVAL "return {err = ARGV[1]}" 0 "a:b c" -> -a:b c
  // -> EVAL "return {err = ARGV[1]}" 0 "a#b c" -> -a#b c
  // -> EVAL "return {err = ARGV[1]}" 0 "ABCDEFGHIJKLMNOPQRSTUVWXYZA... -> -ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG
  //    is too long
  // -> EVAL "return {err = ARGV[1]}" 0 "ABCDEFGHIJKLMNOPQRSTUVWXYZA... -> -ABCDEFGHIJKLMNOPQRSTUVWXYZABCDE is
  //    too long
  // -> EVAL "return {err = ARGV[1]}" 0 "ABCDEFGHIJKLMNOPQRSTUVWXYZA... -> -ABCDEFGHIJKLMNOPQRSTUVWXYZABCD is
  //    not
  // -> EVAL "return {err = ARGV[1]}" 0 NOSPACE -> -NOSPACE
  // -> EVAL "return {err = ARGV[1]}" 0 "-DASH before it" -> --DASH before it
  // -> EVAL "return {err = ARGV[1]}" 0 " blank before it" -> - blank before it
  cmd('EVAL', 'return redis.error_reply(ARGV[1])', '0', 'MY reply'), // -> -MY reply
  cmd('EVAL', 'return redis.error_reply(ARGV[1])', '0', 'reply'), // -> -ERR reply
  cmd('INFO', 'errorstats'),
  // -> txt:"# Errorstats\r\nerrorstat_:count=1\r\nerrorstat_-DASH:count=1\r\nerrorstat_ABCDEFGHIJKLMNOPQRSTUV
  //    WXYZABCD:count=1\r\nerrorstat_ERR:count=4\r\nerrorstat_MY:count=1\r\nerrorstat_a_b:count=1\r\nerrorsta
  //    t_a_b:count=1\r\n"
]);

server.case('as many codes of errors as scripts make up', [
  cmd('CONFIG', 'RESETSTAT'), // -> OK
  Array.from({ length: 140 }, (_, at) => cmd('EVAL', 'return {err = ARGV[1]}', '0', `CODE${at} x`)),
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE0 x" -> -CODE0 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE1 x" -> -CODE1 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE2 x" -> -CODE2 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE3 x" -> -CODE3 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE4 x" -> -CODE4 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE5 x" -> -CODE5 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE6 x" -> -CODE6 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE7 x" -> -CODE7 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE8 x" -> -CODE8 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE9 x" -> -CODE9 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE10 x" -> -CODE10 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE11 x" -> -CODE11 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE12 x" -> -CODE12 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE13 x" -> -CODE13 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE14 x" -> -CODE14 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE15 x" -> -CODE15 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE16 x" -> -CODE16 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE17 x" -> -CODE17 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE18 x" -> -CODE18 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE19 x" -> -CODE19 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE20 x" -> -CODE20 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE21 x" -> -CODE21 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE22 x" -> -CODE22 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE23 x" -> -CODE23 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE24 x" -> -CODE24 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE25 x" -> -CODE25 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE26 x" -> -CODE26 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE27 x" -> -CODE27 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE28 x" -> -CODE28 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE29 x" -> -CODE29 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE30 x" -> -CODE30 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE31 x" -> -CODE31 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE32 x" -> -CODE32 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE33 x" -> -CODE33 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE34 x" -> -CODE34 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE35 x" -> -CODE35 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE36 x" -> -CODE36 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE37 x" -> -CODE37 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE38 x" -> -CODE38 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE39 x" -> -CODE39 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE40 x" -> -CODE40 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE41 x" -> -CODE41 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE42 x" -> -CODE42 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE43 x" -> -CODE43 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE44 x" -> -CODE44 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE45 x" -> -CODE45 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE46 x" -> -CODE46 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE47 x" -> -CODE47 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE48 x" -> -CODE48 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE49 x" -> -CODE49 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE50 x" -> -CODE50 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE51 x" -> -CODE51 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE52 x" -> -CODE52 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE53 x" -> -CODE53 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE54 x" -> -CODE54 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE55 x" -> -CODE55 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE56 x" -> -CODE56 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE57 x" -> -CODE57 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE58 x" -> -CODE58 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE59 x" -> -CODE59 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE60 x" -> -CODE60 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE61 x" -> -CODE61 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE62 x" -> -CODE62 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE63 x" -> -CODE63 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE64 x" -> -CODE64 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE65 x" -> -CODE65 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE66 x" -> -CODE66 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE67 x" -> -CODE67 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE68 x" -> -CODE68 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE69 x" -> -CODE69 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE70 x" -> -CODE70 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE71 x" -> -CODE71 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE72 x" -> -CODE72 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE73 x" -> -CODE73 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE74 x" -> -CODE74 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE75 x" -> -CODE75 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE76 x" -> -CODE76 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE77 x" -> -CODE77 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE78 x" -> -CODE78 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE79 x" -> -CODE79 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE80 x" -> -CODE80 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE81 x" -> -CODE81 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE82 x" -> -CODE82 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE83 x" -> -CODE83 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE84 x" -> -CODE84 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE85 x" -> -CODE85 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE86 x" -> -CODE86 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE87 x" -> -CODE87 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE88 x" -> -CODE88 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE89 x" -> -CODE89 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE90 x" -> -CODE90 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE91 x" -> -CODE91 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE92 x" -> -CODE92 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE93 x" -> -CODE93 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE94 x" -> -CODE94 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE95 x" -> -CODE95 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE96 x" -> -CODE96 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE97 x" -> -CODE97 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE98 x" -> -CODE98 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE99 x" -> -CODE99 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE100 x" -> -CODE100 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE101 x" -> -CODE101 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE102 x" -> -CODE102 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE103 x" -> -CODE103 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE104 x" -> -CODE104 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE105 x" -> -CODE105 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE106 x" -> -CODE106 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE107 x" -> -CODE107 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE108 x" -> -CODE108 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE109 x" -> -CODE109 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE110 x" -> -CODE110 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE111 x" -> -CODE111 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE112 x" -> -CODE112 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE113 x" -> -CODE113 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE114 x" -> -CODE114 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE115 x" -> -CODE115 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE116 x" -> -CODE116 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE117 x" -> -CODE117 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE118 x" -> -CODE118 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE119 x" -> -CODE119 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE120 x" -> -CODE120 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE121 x" -> -CODE121 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE122 x" -> -CODE122 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE123 x" -> -CODE123 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE124 x" -> -CODE124 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE125 x" -> -CODE125 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE126 x" -> -CODE126 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE127 x" -> -CODE127 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE128 x" -> -CODE128 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE129 x" -> -CODE129 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE130 x" -> -CODE130 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE131 x" -> -CODE131 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE132 x" -> -CODE132 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE133 x" -> -CODE133 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE134 x" -> -CODE134 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE135 x" -> -CODE135 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE136 x" -> -CODE136 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE137 x" -> -CODE137 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE138 x" -> -CODE138 x
  // -> EVAL "return {err = ARGV[1]}" 0 "CODE139 x" -> -CODE139 x
  cmd('INFO', 'errorstats').replaced(/errorstat_CODE\d+:count=1\r\n/g, '.'),
  // -> txt:"# Errorstats\r\n.................................................................................
  //    ..........................................................."
]);

server.case('INFO commandstats counts calls, refusals and failures', [
  cmd('SET', 'k', 'v'), // -> OK
  cmd('CONFIG', 'RESETSTAT'), // -> OK
  cmd('LPUSH', 'k', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GET'), // -> -ERR wrong number of arguments for 'get' command
  cmd('GET', 'k'), // -> "v"
  cmd('INFO', 'commandstats')
    .replaced(/usec=\d+,usec_per_call=[\d.]+/g, '<time>')
    .via((reply) =>
      'text' in reply && reply.text !== null
        ? { ...reply, text: [...reply.text.split('\r\n')].sort().join('\r\n') }
        : reply,
    ),
  // -> "\r\n# Commandstats\r\ncmdstat_config|resetstat:calls=1,<time>,rejected_calls=0,failed_calls=0\r\ncm
  //    dstat_get:calls=1,<time>,rejected_calls=1,failed_calls=0\r\ncmdstat_lpush:calls=1,<time>,rejected_ca
  //    lls=0,failed_calls=1" | RESP3 "\r\ncmdstat_config|resetstat:calls... (455 characters, sha1 88d6edfd)
]);

server.case('MEMORY USAGE', [
  cmd('SET', 'k', 'v'), // -> OK
  cmd('MEMORY', 'USAGE', 'none'), // -> nil
  cmd('MEMORY', 'USAGE', 'k').kindOnly(), // -> <integer>
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES', '0').kindOnly(), // -> <integer>
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES', '-1'), // -> -ERR syntax error
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES'), // -> -ERR syntax error
  cmd('MEMORY', 'USAGE', 'k', 'FOO', '1'), // -> -ERR syntax error
  cmd('MEMORY', 'USAGE', 'k', 'SAMPLES', 'x'), // -> -ERR value is not an integer or out of range
  cmd('MEMORY', 'USAGE'), // -> -ERR wrong number of arguments for 'memory|usage' command
  cmd('MEMORY', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try MEMORY HELP.
]);
