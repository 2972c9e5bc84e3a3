/** The harness itself, by cases that touch every one of its means. */
import fc from 'fast-check';
import { command, keys, members, values } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { kindOnly, unordered, unorderedPairs } from './harness/normalise.ts';
import { bytes, close, cmd, pause, receive, ref, utf8 } from './harness/steps.ts';

const harness = conformance('harness');

harness.case('arguments are bytes: NUL, CR LF and UTF-8 arrive as they were sent', [
  cmd('SET', 'k\x00\r\n', utf8('Zürich\x00')),
  cmd('GET', 'k\x00\r\n'),
  cmd('STRLEN', 'k\x00\r\n'),
]);

harness.case('connections are apart: a transaction on one does not see the other', [
  cmd('MULTI'),
  cmd('INCR', 'n'),
  cmd('INCR', 'n').on('b'),
  cmd('EXEC'),
]);

harness.case('a blocked command is answered by what another connection does', [
  cmd('BLPOP', 'list', '0').on('b').blocks(),
  cmd('BLPOP', 'list', '0').on('c').blocks(),
  cmd('RPUSH', 'list', 'one', 'two'),
  receive('b'),
  receive('c'),
]);

harness.case('messages are received where they were subscribed to', [
  cmd('SUBSCRIBE', 'x', 'y').on('b').frames(2),
  cmd('PUBLISH', 'y', 'hello'),
  receive('b'),
]);

harness.case('replies without an order are put into one', [
  cmd('SADD', 's', 'a', 'b', 'c', 'd'),
  cmd('SMEMBERS', 's').unordered(),
  cmd('HSET', 'h', 'f', '1', 'g', '2'),
  cmd('HGETALL', 'h').unorderedPairs(),
]);

harness.case('a reply is saved and used', [
  cmd('XADD', 'stream', '*', 'f', 'v')
    .as('id')
    .replaced(/^\d+-\d+$/, '<id>'),
  cmd('XDEL', 'stream', ref('id')),
  cmd('SCRIPT', 'LOAD', 'return ARGV[1]').as('sha'),
  cmd('EVALSHA', ref('sha'), 0, 'x'),
]);

harness.case('times are compared by their bounds', [
  cmd('SET', 'k', 'v', 'PX', 100_000),
  cmd('PTTL', 'k').within(99_000, 100_000),
  cmd('TIME').each(kindOnly),
]);

harness.case('keys expire while the case pauses', [
  cmd('SET', 'k', 'v', 'PX', 5),
  pause(20),
  cmd('GET', 'k'),
]);

harness.case('bytes go out as they are, and the end of a connection shows', [
  bytes('PING\r\nECHO hi\r\n'),
  receive('a'),
  receive('a'),
  bytes('*1\r\n$x\r\n'),
  receive('a'),
  receive('a'),
]);

harness.case('a connection can be closed from here', [
  cmd('SUBSCRIBE', 'x').on('b'),
  close('b'),
  cmd('PUBLISH', 'x', 'nobody'),
]);

harness.case(
  'settings hold for one case',
  [cmd('HSET', 'h', 'f', '1', 'g', '2'), cmd('OBJECT', 'ENCODING', 'h')],
  { settings: { 'hash-max-listpack-entries': '1' } },
);

harness.case('a case can be about one protocol', [cmd('HELLO', '3').field('id', kindOnly)], {
  protocols: [2],
});

harness.case('a long reply is kept by its hash', [
  cmd('EVAL', "return string.rep('x', 100000)", 0),
  cmd('MGET', ...Array.from({ length: 30 }, (_, n) => `missing${n}`)),
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
