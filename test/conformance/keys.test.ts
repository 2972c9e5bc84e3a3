import { conformance } from './harness/conformance.ts';

import { cmd, pause } from './harness/steps.ts';

const keys = conformance('keys');

keys.case('DEL, UNLINK, EXISTS, TOUCH, TYPE', [
  cmd('MSET', 'a', '1', 'b', '2', 'c', '3'), // -> OK
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('EXISTS', 'a', 'a', 'none', 'list'), // -> 3
  cmd('TOUCH', 'a', 'none', 'list'), // -> 2
  cmd('TYPE', 'a'), // -> string
  cmd('TYPE', 'list'), // -> list
  cmd('TYPE', 'none'), // -> none
  cmd('DEL', 'a', 'a', 'none'), // -> 1
  cmd('UNLINK', 'b', 'list'), // -> 2
  cmd('DBSIZE'), // -> 1
  cmd('DEL'), // -> -ERR wrong number of arguments for 'del' command
]);

keys.case('RENAME and RENAMENX', [
  cmd('SET', 'a', '1', 'EX', '100'), // -> OK
  cmd('SET', 'b', '2'), // -> OK
  cmd('RENAME', 'a', 'b'), // -> OK
  cmd('TTL', 'b').within(90, 100), // -> <90..100>
  cmd('RENAME', 'a', 'b'), // -> -ERR no such key
  cmd('RENAME', 'b', 'b'), // -> OK
  cmd('RENAMENX', 'b', 'b'), // -> 0
  cmd('SET', 'c', '3'), // -> OK
  cmd('RENAMENX', 'b', 'c'), // -> 0
  cmd('RENAMENX', 'b', 'd'), // -> 1
  cmd('RENAMENX', 'none', 'd'), // -> -ERR no such key
  cmd('MGET', 'a', 'b', 'c', 'd'), // -> [nil, nil, "3", "1"]
]);

keys.case('COPY and MOVE', [
  cmd('SET', 'a', '1', 'EX', '100'), // -> OK
  cmd('COPY', 'a', 'b'), // -> 1
  cmd('TTL', 'b').within(90, 100), // -> <90..100>
  cmd('COPY', 'a', 'b'), // -> 0
  cmd('COPY', 'a', 'b', 'REPLACE'), // -> 1
  cmd('COPY', 'a', 'a'), // -> -ERR source and destination objects are the same
  cmd('COPY', 'a', 'a', 'DB', '1'), // -> 1
  cmd('COPY', 'a', 'x', 'DB', '99'), // -> -ERR DB index is out of range
  cmd('COPY', 'a', 'x', 'DB', 'y'), // -> -ERR value is not an integer or out of range
  cmd('COPY', 'a', 'x', 'FOO'), // -> -ERR syntax error
  cmd('COPY', 'none', 'x'), // -> 0
  cmd('MOVE', 'a', '1'), // -> 0
  cmd('MOVE', 'b', '1'), // -> 1
  cmd('MOVE', 'none', '1'), // -> 0
  cmd('MOVE', 'a', '0'), // -> -ERR source and destination objects are the same
  cmd('MOVE', 'a', '16'), // -> -ERR DB index is out of range
  cmd('MOVE', 'a', '-1'), // -> -ERR DB index is out of range
  cmd('MOVE', 'a', 'x'), // -> -ERR value is not an integer or out of range
  cmd('SELECT', '1'), // -> OK
  cmd('KEYS', '*').unordered(), // -> ["a", "b"]
  cmd('TTL', 'b').within(90, 100), // -> <90..100>
  cmd('RPUSH', 'l', 'x', 'y'), // -> 2
  cmd('COPY', 'l', 'l2'), // -> 1
  cmd('RPUSH', 'l2', 'z'), // -> 3
  cmd('LRANGE', 'l', '0', '-1'), // -> ["x", "y"]
]);

keys.case('EXPIRE and its conditions', [
  cmd('SET', 'k', 'v'), // -> OK
  cmd('EXPIRE', 'k', '100', 'XX'), // -> 0
  cmd('EXPIRE', 'k', '100', 'GT'), // -> 0
  cmd('EXPIRE', 'k', '100', 'LT'), // -> 1
  cmd('EXPIRE', 'k', '200', 'NX'), // -> 0
  cmd('EXPIRE', 'k', '50', 'GT'), // -> 0
  cmd('EXPIRE', 'k', '200', 'GT'), // -> 1
  cmd('TTL', 'k').within(190, 200), // -> <190..200>
  cmd('EXPIRE', 'k', '300', 'LT'), // -> 0
  cmd('EXPIRE', 'k', '150', 'XX', 'LT'), // -> 1
  cmd('TTL', 'k').within(140, 150), // -> <140..150>
  cmd('EXPIRE', 'k', '1', 'NX', 'XX'),
  // -> -ERR NX and XX, GT or LT options at the same time are not compatible
  cmd('EXPIRE', 'k', '1', 'NX', 'GT'),
  // -> -ERR NX and XX, GT or LT options at the same time are not compatible
  cmd('EXPIRE', 'k', '1', 'GT', 'LT'), // -> -ERR GT and LT options at the same time are not compatible
  cmd('EXPIRE', 'k', '1', 'FOO'), // -> -ERR Unsupported option FOO
  cmd('EXPIRE', 'k', '1', 'XX', 'FOO'), // -> -ERR Unsupported option FOO
  cmd('EXPIRE', 'none', '1', 'FOO'), // -> -ERR Unsupported option FOO
  cmd('EXPIRE', 'none', '1'), // -> 0
  cmd('EXPIRE', 'k', 'x'), // -> -ERR value is not an integer or out of range
  cmd('EXPIRE', 'k', '9223372036854775807'), // -> -ERR invalid expire time in 'expire' command
  cmd('EXPIRE', 'k', '-9223372036854775808'), // -> -ERR invalid expire time in 'expire' command
  cmd('PEXPIRE', 'k', '9223372036854775807'), // -> -ERR invalid expire time in 'pexpire' command
  cmd('EXPIRE', 'none', '9223372036854775807'), // -> -ERR invalid expire time in 'expire' command
  cmd('PEXPIREAT', 'k', '33177117420123'), // -> 1
  cmd('PEXPIRETIME', 'k'), // -> 33177117420123
  cmd('EXPIRETIME', 'k'), // -> 33177117420
  cmd('EXPIREAT', 'k', '33177117420'), // -> 1
  cmd('EXPIRETIME', 'k'), // -> 33177117420
  cmd('PERSIST', 'k'), // -> 1
  cmd('PERSIST', 'k'), // -> 0
  cmd('PERSIST', 'none'), // -> 0
  cmd('TTL', 'k'), // -> -1
  cmd('TTL', 'none'), // -> -2
  cmd('PTTL', 'none'), // -> -2
  cmd('EXPIRETIME', 'k'), // -> -1
  cmd('PEXPIRETIME', 'none'), // -> -2
  cmd('EXPIRE', 'k', '-1'), // -> 1
  cmd('EXISTS', 'k'), // -> 0
  cmd('SET', 'k', 'v', 'PX', '10'), // -> OK
  pause(30),
  cmd('GET', 'k'), // -> nil
  cmd('DBSIZE').within(0, 1), // -> <0..1>
]);

keys.case('KEYS, SCAN, RANDOMKEY', [
  cmd('RANDOMKEY'), // -> nil
  cmd('SCAN', '0'), // -> ["0", []]
  cmd('MSET', 'one', '1', 'two', '2', 'three', '3', 'a[b', '4'), // -> OK
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('KEYS', '*').unordered(), // -> ["a[b", "one", "two", "list", "three"]
  cmd('KEYS', 't*').unordered(), // -> ["two", "three"]
  cmd('KEYS', '?ne'), // -> ["one"]
  cmd('KEYS', '[ot]*').unordered(), // -> ["one", "two", "three"]
  cmd('KEYS', '[^o]*').unordered(), // -> ["a[b", "two", "list", "three"]
  cmd('KEYS', 'a\\[b'), // -> ["a[b"]
  cmd('KEYS', 'none*'), // -> []
  cmd('SCAN', '0', 'COUNT', '100')
    .item(1, (reply) => reply)
    .countOnly(), // -> [<item>, <item>]
  cmd('SCAN', '0', 'COUNT', '100', 'TYPE', 'list'), // -> ["0", ["list"]]
  cmd('SCAN', '0', 'COUNT', '100', 'TYPE', 'nosuch'), // -> ["0", []]
  cmd('SCAN', '0', 'COUNT', '100', 'MATCH', 'on*'), // -> ["0", ["one"]]
  cmd('SCAN', '0', 'COUNT', '0'), // -> -ERR syntax error
  cmd('SCAN', '0', 'COUNT', 'x'), // -> -ERR value is not an integer or out of range
  cmd('SCAN', '0', 'COUNT'), // -> -ERR syntax error
  cmd('SCAN', '0', 'FOO', '1'), // -> -ERR syntax error
  cmd('SCAN', 'x'), // -> -ERR invalid cursor
  cmd('SCAN', '99999999999999999999999'), // -> -ERR invalid cursor
]);

keys.case('SORT', [
  cmd('RPUSH', 'l', '3', '1', '2', '10'), // -> 4
  cmd('SORT', 'l'), // -> ["1", "2", "3", "10"]
  cmd('SORT', 'l', 'DESC'), // -> ["10", "3", "2", "1"]
  cmd('SORT', 'l', 'ALPHA'), // -> ["1", "10", "2", "3"]
  cmd('SORT', 'l', 'LIMIT', '1', '2'), // -> ["2", "3"]
  cmd('SORT', 'l', 'LIMIT', '-1', '2'), // -> ["1", "2"]
  cmd('SORT', 'l', 'LIMIT', '1', '-1'), // -> ["2", "3", "10"]
  cmd('SORT', 'l', 'LIMIT', '10', '2'), // -> []
  cmd('MSET', 'w_1', '30', 'w_2', '20', 'w_3', '10', 'o_1', 'one', 'o_2', 'two'), // -> OK
  cmd('SORT', 'l', 'BY', 'w_*'), // -> ["10", "3", "2", "1"]
  cmd('SORT', 'l', 'BY', 'w_*', 'GET', 'o_*', 'GET', '#'), // -> [nil, "10", nil, "3", "two", "2", "one", "1"]
  cmd('SORT', 'l', 'BY', 'nosort'), // -> ["3", "1", "2", "10"]
  cmd('SORT', 'l', 'BY', 'nosort', 'DESC'), // -> ["10", "2", "1", "3"]
  cmd('SORT', 'l', 'BY', 'o_*', 'ALPHA'), // -> ["3", "10", "1", "2"]
  cmd('SORT', 'l', 'BY', 'o_*'), // -> -ERR One or more scores can't be converted into double
  cmd('HSET', 'h_1', 'f', '5'), // -> 1
  cmd('HSET', 'h_2', 'f', '4'), // -> 1
  cmd('SORT', 'l', 'BY', 'h_*->f', 'GET', 'h_*->f', 'GET', 'h_*->', 'GET', 'nostar'),
  // -> [nil, nil, nil, nil, nil, nil, "4", nil, nil, "5", nil, nil]
  cmd('SORT', 'l', 'STORE', 'dst'), // -> 4
  cmd('LRANGE', 'dst', '0', '-1'), // -> ["1", "2", "3", "10"]
  cmd('SORT', 'none', 'STORE', 'dst'), // -> 0
  cmd('EXISTS', 'dst'), // -> 0
  cmd('SORT', 'none'), // -> []
  cmd('RPUSH', 'words', 'b', 'a', 'c'), // -> 3
  cmd('SORT', 'words'), // -> -ERR One or more scores can't be converted into double
  cmd('SORT', 'words', 'ALPHA', 'DESC'), // -> ["c", "b", "a"]
  cmd('SADD', 's', '5', '4', '3'), // -> 3
  cmd('SORT', 's'), // -> ["3", "4", "5"]
  cmd('SORT', 's', 'BY', 'nosort', 'STORE', 'dst'), // -> 3
  cmd('LRANGE', 'dst', '0', '-1'), // -> ["3", "4", "5"]
  cmd('ZADD', 'z', '1', 'c', '2', 'b', '3', 'a'), // -> 3
  cmd('SORT', 'z', 'ALPHA'), // -> ["a", "b", "c"]
  cmd('SORT', 'z', 'BY', 'nosort'), // -> ["c", "b", "a"]
  cmd('SORT', 'z', 'BY', 'nosort', 'DESC', 'LIMIT', '0', '2'), // -> ["a", "b"]
  cmd('SORT', 'w_1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SORT', 'l', 'FOO'), // -> -ERR syntax error
  cmd('SORT', 'l', 'LIMIT', '1'), // -> -ERR syntax error
  cmd('SORT_RO', 'l'), // -> ["1", "2", "3", "10"]
  cmd('SORT_RO', 'l', 'STORE', 'x'), // -> -ERR syntax error
]);

keys.case('WAIT without replicas', [
  cmd('WAIT', '0', '0'), // -> 0
  cmd('WAIT', '1', '10'), // -> 0
  cmd('WAIT', 'x', '0'), // -> -ERR value is not an integer or out of range
  cmd('WAIT', '1', '-1'), // -> -ERR timeout is negative
  cmd('WAITAOF', '0', '0', '10'), // -> [0, 0]
  cmd('WAITAOF', '1', '0', '10'),
  // -> -ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.
  cmd('WAITAOF', '2', '0', '10'), // -> -ERR value is out of range, value must between 0 and 1
]);

keys.case(
  'keyspace events',
  [
    cmd('PSUBSCRIBE', '__key*__:*').on('events'), // -> >["psubscribe", "__key*__:*", 1]
    cmd('SET', 'a', '1'), // -> OK
    cmd('INCR', 'a'), // -> 2
    cmd('APPEND', 'a', 'x'), // -> 2
    cmd('EXPIRE', 'a', '100'), // -> 1
    cmd('PERSIST', 'a'), // -> 1
    cmd('RENAME', 'a', 'b'), // -> OK
    cmd('DEL', 'b'), // -> 1
    cmd('GET', 'b'), // -> nil
    cmd('PING', 'end').on('events').frames(17),
    // -> ["pmessage", "__key*__:*", "__keyspace@0__:a", "set"]; ["pmessage", "__key*__:*",
    //    "__keyevent@0__:set", "a"]; ["pmessage", "__key*__:*", "__keyspace@0__:a", "incrby"]; ["pmessage",
    //    "__key*__:*", "__keyevent@0__:incrby", "a"]; ["pmessage", "__key*__:*", "__keyspace... (1913
    //    characters, sha1 f84705e6)
  ],
  { settings: { 'notify-keyspace-events': 'KEA' } },
);

/** The lines of INFO that say how often keys were found and missed. */
const hitsAndMisses = cmd('INFO', 'stats').replaced(
  /[\s\S]*(keyspace_hits:\d+\r\nkeyspace_misses:\d+)[\s\S]*/,
  '$1',
);

keys.case(
  'whoever looks at a key counts it as found or missed, and tells of a miss',
  [
    cmd('PSUBSCRIBE', '__keyevent@0__:*').on('events'), // -> >["psubscribe", "__keyevent@0__:*", 1]
    cmd('SET', 'k', 'v'), // -> OK
    cmd('RPUSH', 'l', '1', '2', '3'), // -> 3
    cmd('SET', 'o_1', 'text'), // -> OK
    cmd('EXISTS', 'k', 'none', 'missing'), // -> 1
    cmd('TYPE', 'k'), // -> string
    cmd('TYPE', 'none'), // -> none
    cmd('TTL', 'k'), // -> -1
    cmd('PTTL', 'none'), // -> -2
    cmd('EXPIRETIME', 'none'), // -> -2
    cmd('PEXPIRETIME', 'none'), // -> -2
    cmd('TOUCH', 'none', 'k'), // -> 1
    cmd('OBJECT', 'ENCODING', 'none'), // -> nil
    cmd('PERSIST', 'none'), // -> 0
    cmd('SORT', 'l', 'BY', 'o_*'), // -> -ERR One or more scores can't be converted into double
    hitsAndMisses, // -> "keyspace_hits:6\r\nkeyspace_misses:10"
    cmd('PING', 'end').on('events').frames(10),
    // -> ["pmessage", "__keyevent@0__:*", "__keyevent@0__:keymiss", "none"]; ["pmessage", "__keyevent@0__:*",
    //    "__keyevent@0__:keymiss", "missing"]; ["pmessage", "__keyevent@0__:*", "__keyevent@0__:keymiss",
    //    "none"]; ["pmessage", "__keyevent@0__:*", "__keyevent@0__:keymiss"... (1264 characters, sha1
    //    68694db6)
  ],
  { settings: { 'notify-keyspace-events': 'Em' } },
);
