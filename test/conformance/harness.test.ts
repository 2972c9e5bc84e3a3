/** The harness itself, by cases that touch every one of its means. */
import fc from 'fast-check';
import { command, keys, members, values } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { kindOnly, unordered, unorderedPairs } from './harness/normalise.ts';
import { bytes, close, cmd, pause, receive, ref, utf8 } from './harness/steps.ts';

const harness = conformance('harness');

harness.case('arguments are bytes: NUL, CR LF and UTF-8 arrive as they were sent', [
  cmd('SET', 'k\x00\r\n', utf8('Zürich\x00')), // -> OK
  cmd('GET', 'k\x00\r\n'), // -> "Z\xc3\xbcrich\x00"
  cmd('STRLEN', 'k\x00\r\n'), // -> 8
]);

harness.case('connections are apart: a transaction on one does not see the other', [
  cmd('MULTI'), // -> OK
  cmd('INCR', 'n'), // -> QUEUED
  cmd('INCR', 'n').on('b'), // -> 1
  cmd('EXEC'), // -> [2]
]);

harness.case('a blocked command is answered by what another connection does', [
  cmd('BLPOP', 'list', '0').on('b').blocks(),
  cmd('BLPOP', 'list', '0').on('c').blocks(),
  cmd('RPUSH', 'list', 'one', 'two'), // -> 2
  receive('b'), // -> ["list", "one"]
  receive('c'), // -> ["list", "two"]
]);

harness.case('messages are received where they were subscribed to', [
  cmd('SUBSCRIBE', 'x', 'y').on('b').frames(2), // -> >["subscribe", "x", 1]; >["subscribe", "y", 2]
  cmd('PUBLISH', 'y', 'hello'), // -> 1
  receive('b'), // -> >["message", "y", "hello"]
]);

harness.case('replies without an order are put into one', [
  cmd('SADD', 's', 'a', 'b', 'c', 'd'), // -> 4
  cmd('SMEMBERS', 's').unordered(), // -> ~["a", "b", "c", "d"]
  cmd('HSET', 'h', 'f', '1', 'g', '2'), // -> 2
  cmd('HGETALL', 'h').unorderedPairs(), // -> {"f": "1", "g": "2"}
]);

harness.case('a reply is saved and used', [
  cmd('XADD', 'stream', '*', 'f', 'v')
    .as('id')
    .replaced(/^\d+-\d+$/, '<id>'), // -> "<id>"
  cmd('XDEL', 'stream', ref('id')), // -> 1
  cmd('SCRIPT', 'LOAD', 'return ARGV[1]').as('sha'), // -> "098e0f0d1448c0a81dafe820f66d460eb09263da"
  cmd('EVALSHA', ref('sha'), 0, 'x'), // -> "x"
]);

harness.case('times are compared by their bounds', [
  cmd('SET', 'k', 'v', 'PX', 100_000), // -> OK
  cmd('PTTL', 'k').within(99_000, 100_000), // -> <99000..100000>
  cmd('TIME').each(kindOnly), // -> [<bulk>, <bulk>]
]);

harness.case('keys expire while the case pauses', [
  cmd('SET', 'k', 'v', 'PX', 5), // -> OK
  pause(20),
  cmd('GET', 'k'), // -> nil
]);

harness.case('bytes go out as they are, and the end of a connection shows', [
  bytes('PING\r\nECHO hi\r\n'),
  receive('a'), // -> PONG
  receive('a'), // -> "hi"
  bytes('*1\r\n$x\r\n'),
  receive('a'), // -> -ERR Protocol error: invalid bulk length
  receive('a'), // -> <closed>
]);

harness.case('a connection can be closed from here', [
  cmd('SUBSCRIBE', 'x').on('b'), // -> >["subscribe", "x", 1]
  close('b'),
  cmd('PUBLISH', 'x', 'nobody'), // -> 0
]);

harness.case(
  'settings hold for one case',
  [
    cmd('HSET', 'h', 'f', '1', 'g', '2'), // -> 2
    cmd('OBJECT', 'ENCODING', 'h'), // -> "hashtable"
  ],
  { settings: { 'hash-max-listpack-entries': '1' } },
);

harness.case(
  'a case can be about one protocol',
  [
    cmd('HELLO', '3').field('id', kindOnly),
    // -> {"server": "redis", "version": "7.2.6", "proto": 3, "id": <integer>, "mode": "standalone", "role":
    //    "master", "modules": []}
  ],
  {
    protocols: [2],
  },
);

harness.case('a long reply is kept by its hash', [
  cmd('EVAL', "return string.rep('x', 100000)", 0),
  // -> "$100000\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"... (100011 bytes, sha1 1906260a)
  cmd('MGET', ...Array.from({ length: 30 }, (_, n) => `missing${n}`)),
  // -> [nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil,
  //    nil, nil, nil, nil, nil, nil, nil, nil, nil, nil]
]);

harness.generated(
  'sequences on hashes and sets',
  fc.oneof(
    command('HSET', keys, members, values),
    command('HGETALL', keys),
    command('SADD', keys, members),
    command('SMEMBERS', keys),
    command('DEL', keys),
  ),
  { runs: 5, length: 12, normalisers: { HGETALL: unorderedPairs, SMEMBERS: unordered } },
);
