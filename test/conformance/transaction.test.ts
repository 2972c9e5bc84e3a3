import { conformance } from './harness/conformance.ts';
import { cmd, pause } from './harness/steps.ts';

const transaction = conformance('transaction');

transaction.case('MULTI queues, EXEC runs', [
  cmd('MULTI'),
  cmd('SET', 'a', '1'),
  cmd('INCR', 'a'),
  cmd('HGETALL', 'none'),
  cmd('GET', 'a').on('b'),
  cmd('EXEC'),
  cmd('GET', 'a'),
]);

transaction.case('an empty transaction', [cmd('MULTI'), cmd('EXEC')]);

transaction.case('DISCARD forgets the queue and the watches', [
  cmd('WATCH', 'k'),
  cmd('MULTI'),
  cmd('SET', 'a', '1'),
  cmd('DISCARD'),
  cmd('GET', 'a'),
  cmd('SET', 'k', '1').on('b'),
  cmd('MULTI'),
  cmd('PING'),
  cmd('EXEC'),
]);

transaction.case('without or inside MULTI', [
  cmd('EXEC'),
  cmd('DISCARD'),
  cmd('MULTI'),
  cmd('MULTI'),
  cmd('WATCH', 'a'),
  cmd('SET', 'a', '1'),
  cmd('EXEC'),
  cmd('MULTI', 'x'),
  cmd('EXEC', 'x'),
  cmd('DISCARD', 'x'),
  cmd('WATCH'),
  cmd('UNWATCH', 'x'),
]);

transaction.case('a command that cannot be queued spoils the transaction', [
  cmd('MULTI'),
  cmd('SET', 'a', '1'),
  cmd('NOSUCH'),
  cmd('EXEC'),
  cmd('GET', 'a'),
  cmd('MULTI'),
  cmd('SET', 'a'),
  cmd('SET', 'a', '2'),
  cmd('EXEC'),
  cmd('GET', 'a'),
  cmd('MULTI'),
  cmd('CONFIG', 'FOO'),
  cmd('EXEC'),
  cmd('MULTI'),
  cmd('EXEC', 'x'),
  cmd('PING'),
]);

transaction.case('an error while running does not stop the rest', [
  cmd('SET', 'a', 'x'),
  cmd('MULTI'),
  cmd('INCR', 'a'),
  cmd('LPUSH', 'a', '1'),
  cmd('SET', 'b', '2'),
  cmd('EXEC'),
  cmd('GET', 'b'),
]);

const touched = (name: string, ...change: string[]) =>
  transaction.case(`WATCH sees ${name}`, [
    cmd('SET', 'k', '1'),
    cmd('WATCH', 'other', 'k'),
    cmd(...change).on('b'),
    cmd('MULTI'),
    cmd('PING'),
    cmd('EXEC'),
    cmd('MULTI'),
    cmd('PING'),
    cmd('EXEC'),
  ]);

touched('a change', 'SET', 'k', '2');
touched('a write of the same value', 'SET', 'k', '1');
touched('a deletion', 'DEL', 'k');
touched('a new expiry', 'EXPIRE', 'k', '100');
touched('FLUSHALL', 'FLUSHALL');
touched('FLUSHDB', 'FLUSHDB');
touched('SWAPDB', 'SWAPDB', '0', '1');
touched('RENAME over it', 'RENAME', 'k', 'k2');
touched('nothing in a read', 'GET', 'k');
touched('nothing in a failed write', 'LPUSH', 'k', 'x');
touched('nothing in a change elsewhere', 'SET', 'elsewhere', '1');
touched('nothing in FLUSHDB of an unwatched database', 'SWAPDB', '2', '3');

transaction.case('its own change breaks a watch too', [
  cmd('WATCH', 'k'),
  cmd('SET', 'k', '1'),
  cmd('MULTI'),
  cmd('PING'),
  cmd('EXEC'),
]);

transaction.case('UNWATCH', [
  cmd('WATCH', 'k'),
  cmd('SET', 'k', '1').on('b'),
  cmd('UNWATCH'),
  cmd('MULTI'),
  cmd('PING'),
  cmd('EXEC'),
]);

transaction.case('a watched key belongs to its database', [
  cmd('WATCH', 'k'),
  cmd('SELECT', '1').on('b'),
  cmd('SET', 'k', '1').on('b'),
  cmd('MULTI'),
  cmd('PING'),
  cmd('EXEC'),
]);

transaction.case('a watched key that expires', [
  cmd('SET', 'k', '1', 'PX', '20'),
  cmd('WATCH', 'k'),
  pause(60),
  cmd('MULTI'),
  cmd('PING'),
  cmd('EXEC'),
  cmd('SET', 'gone', '1', 'PX', '1'),
  pause(20),
  cmd('WATCH', 'gone'),
  cmd('MULTI'),
  cmd('PING'),
  cmd('EXEC'),
]);

transaction.case('an aborted transaction whose watch is broken too', [
  cmd('WATCH', 'k'),
  cmd('SET', 'k', '1').on('b'),
  cmd('MULTI'),
  cmd('NOSUCH'),
  cmd('EXEC'),
]);

transaction.case('blocking commands do not block', [
  cmd('MULTI'),
  cmd('BLPOP', 'q', '0'),
  cmd('BZPOPMIN', 'q', '0'),
  cmd('BLMOVE', 'q', 'r', 'LEFT', 'LEFT', '0'),
  cmd('BLMPOP', '0', '1', 'q', 'LEFT'),
  cmd('XREAD', 'BLOCK', '0', 'STREAMS', 'q', '$'),
  cmd('EXEC'),
]);

transaction.case('SELECT inside changes the database of what follows', [
  cmd('MULTI'),
  cmd('SELECT', '1'),
  cmd('SET', 'a', 'one'),
  cmd('EXEC'),
  cmd('GET', 'a'),
  cmd('SELECT', '0'),
  cmd('GET', 'a'),
]);

transaction.case('a waiting client is served after the whole transaction', [
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('MULTI'),
  cmd('RPUSH', 'q', '1', '2'),
  cmd('LPOP', 'q'),
  cmd('EXEC'),
  cmd('LRANGE', 'q', '0', '-1'),
]);

transaction.case('without enough replicas writes are refused, also by EXEC', [
  cmd('MULTI'),
  cmd('SET', 'k', 'v'),
  cmd('CONFIG', 'SET', 'min-replicas-to-write', '1').on('b'),
  cmd('EXEC'),
  cmd('SET', 'k', 'v'),
  cmd('GET', 'k'),
  cmd('MULTI'),
  cmd('GET', 'k'),
  cmd('EXEC'),
  cmd('MULTI'),
  cmd('SET', 'k', 'v'),
  cmd('EXEC'),
  cmd('CONFIG', 'SET', 'min-replicas-max-lag', '0').on('b'),
  cmd('SET', 'k', 'v'),
  cmd('CONFIG', 'SET', 'min-replicas-to-write', '0', 'min-replicas-max-lag', '10').on('b'),
]);
