import { conformance } from './harness/conformance.ts';
import { cmd, pause } from './harness/steps.ts';

const transaction = conformance('transaction');

transaction.case('MULTI queues, EXEC runs', [
  cmd('MULTI'), // -> OK
  cmd('SET', 'a', '1'), // -> QUEUED
  cmd('INCR', 'a'), // -> QUEUED
  cmd('HGETALL', 'none'), // -> QUEUED
  cmd('GET', 'a').on('b'), // -> nil
  cmd('EXEC'), // -> [OK, 2, {}]
  cmd('GET', 'a'), // -> "2"
]);

transaction.case('an empty transaction', [
  cmd('MULTI'), // -> OK
  cmd('EXEC'), // -> []
]);

transaction.case('DISCARD forgets the queue and the watches', [
  cmd('WATCH', 'k'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('SET', 'a', '1'), // -> QUEUED
  cmd('DISCARD'), // -> OK
  cmd('GET', 'a'), // -> nil
  cmd('SET', 'k', '1').on('b'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> [PONG]
]);

transaction.case('without or inside MULTI', [
  cmd('EXEC'), // -> -ERR EXEC without MULTI
  cmd('DISCARD'), // -> -ERR DISCARD without MULTI
  cmd('MULTI'), // -> OK
  cmd('MULTI'), // -> -ERR MULTI calls can not be nested
  cmd('WATCH', 'a'), // -> -ERR WATCH inside MULTI is not allowed
  cmd('SET', 'a', '1'), // -> QUEUED
  cmd('EXEC'), // -> [OK]
  cmd('MULTI', 'x'), // -> -ERR wrong number of arguments for 'multi' command
  cmd('EXEC', 'x'),
  // -> -EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command
  cmd('DISCARD', 'x'), // -> -ERR wrong number of arguments for 'discard' command
  cmd('WATCH'), // -> -ERR wrong number of arguments for 'watch' command
  cmd('UNWATCH', 'x'), // -> -ERR wrong number of arguments for 'unwatch' command
]);

transaction.case('a command that cannot be queued spoils the transaction', [
  cmd('MULTI'), // -> OK
  cmd('SET', 'a', '1'), // -> QUEUED
  cmd('NOSUCH'), // -> -ERR unknown command 'NOSUCH', with args beginning with:\x20
  cmd('EXEC'), // -> -EXECABORT Transaction discarded because of previous errors.
  cmd('GET', 'a'), // -> nil
  cmd('MULTI'), // -> OK
  cmd('SET', 'a'), // -> -ERR wrong number of arguments for 'set' command
  cmd('SET', 'a', '2'), // -> QUEUED
  cmd('EXEC'), // -> -EXECABORT Transaction discarded because of previous errors.
  cmd('GET', 'a'), // -> nil
  cmd('MULTI'), // -> OK
  cmd('CONFIG', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try CONFIG HELP.
  cmd('EXEC'), // -> -EXECABORT Transaction discarded because of previous errors.
  cmd('MULTI'), // -> OK
  cmd('EXEC', 'x'),
  // -> -EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command
  cmd('PING'), // -> PONG
]);

transaction.case('an error while running does not stop the rest', [
  cmd('SET', 'a', 'x'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('INCR', 'a'), // -> QUEUED
  cmd('LPUSH', 'a', '1'), // -> QUEUED
  cmd('SET', 'b', '2'), // -> QUEUED
  cmd('EXEC'),
  // -> [-ERR value is not an integer or out of range, -WRONGTYPE Operation against a key holding the wrong
  //    kind of value, OK]
  cmd('GET', 'b'), // -> "2"
]);

const touched = (name: string, ...change: string[]) =>
  transaction.case(`WATCH sees ${name}`, [
    cmd('SET', 'k', '1'), // -> OK
    cmd('WATCH', 'other', 'k'), // -> OK
    cmd(...change).on('b'),
    // -> OK or 1 or "1" or -WRONGTYPE Operation against a key holding the wrong kind of value
    cmd('MULTI'), // -> OK
    cmd('PING'), // -> QUEUED
    cmd('EXEC'), // -> nil array or [PONG]
    cmd('MULTI'), // -> OK
    cmd('PING'), // -> QUEUED
    cmd('EXEC'), // -> [PONG]
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
  cmd('WATCH', 'k'), // -> OK
  cmd('SET', 'k', '1'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> nil array
]);

transaction.case('UNWATCH', [
  cmd('WATCH', 'k'), // -> OK
  cmd('SET', 'k', '1').on('b'), // -> OK
  cmd('UNWATCH'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> [PONG]
]);

transaction.case('a watched key belongs to its database', [
  cmd('WATCH', 'k'), // -> OK
  cmd('SELECT', '1').on('b'), // -> OK
  cmd('SET', 'k', '1').on('b'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> [PONG]
]);

transaction.case('a watched key that expires', [
  cmd('SET', 'k', '1', 'PX', '250'), // -> OK
  cmd('WATCH', 'k'), // -> OK
  pause(400),
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> nil array
  cmd('SET', 'gone', '1', 'PX', '1'), // -> OK
  pause(20),
  cmd('WATCH', 'gone'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> [PONG]
]);

transaction.case('an aborted transaction whose watch is broken too', [
  cmd('WATCH', 'k'), // -> OK
  cmd('SET', 'k', '1').on('b'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('NOSUCH'), // -> -ERR unknown command 'NOSUCH', with args beginning with:\x20
  cmd('EXEC'), // -> -EXECABORT Transaction discarded because of previous errors.
]);

transaction.case('blocking commands do not block', [
  cmd('MULTI'), // -> OK
  cmd('BLPOP', 'q', '0'), // -> QUEUED
  cmd('BZPOPMIN', 'q', '0'), // -> QUEUED
  cmd('BLMOVE', 'q', 'r', 'LEFT', 'LEFT', '0'), // -> QUEUED
  cmd('BLMPOP', '0', '1', 'q', 'LEFT'), // -> QUEUED
  cmd('XREAD', 'BLOCK', '0', 'STREAMS', 'q', '$'), // -> QUEUED
  cmd('EXEC'), // -> [nil, nil, nil, nil, nil]
]);

transaction.case('SELECT inside changes the database of what follows', [
  cmd('MULTI'), // -> OK
  cmd('SELECT', '1'), // -> QUEUED
  cmd('SET', 'a', 'one'), // -> QUEUED
  cmd('EXEC'), // -> [OK, OK]
  cmd('GET', 'a'), // -> "one"
  cmd('SELECT', '0'), // -> OK
  cmd('GET', 'a'), // -> nil
]);

transaction.case('a waiting client is served after the whole transaction', [
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('MULTI'), // -> OK
  cmd('RPUSH', 'q', '1', '2'), // -> QUEUED
  cmd('LPOP', 'q'), // -> QUEUED
  cmd('EXEC'), // -> [2, "1"]
  cmd('LRANGE', 'q', '0', '-1'), // -> []
]);

transaction.case('without enough replicas writes are refused, also by EXEC', [
  cmd('MULTI'), // -> OK
  cmd('SET', 'k', 'v'), // -> QUEUED
  cmd('CONFIG', 'SET', 'min-replicas-to-write', '1').on('b'), // -> OK
  cmd('EXEC'),
  // -> -EXECABORT Transaction discarded because of: NOREPLICAS Not enough good replicas to write.
  cmd('SET', 'k', 'v'), // -> -NOREPLICAS Not enough good replicas to write.
  cmd('GET', 'k'), // -> nil
  cmd('MULTI'), // -> OK
  cmd('GET', 'k'), // -> QUEUED
  cmd('EXEC'), // -> [nil]
  cmd('MULTI'), // -> OK
  cmd('SET', 'k', 'v'), // -> -NOREPLICAS Not enough good replicas to write.
  cmd('EXEC'), // -> -EXECABORT Transaction discarded because of previous errors.
  cmd('CONFIG', 'SET', 'min-replicas-max-lag', '0').on('b'), // -> OK
  cmd('SET', 'k', 'v'), // -> OK
  cmd('CONFIG', 'SET', 'min-replicas-to-write', '0', 'min-replicas-max-lag', '10').on('b'), // -> OK
]);

transaction.case('time stands still in EXEC, also while a script runs in it', [
  cmd('MULTI'), // -> OK
  cmd('SET', 'q', 'v', 'PX', '3'), // -> QUEUED
  cmd('PTTL', 'q'), // -> QUEUED
  cmd('EVAL', 'for i = 1, 3e7 do end return 1', '0'), // -> QUEUED
  cmd('EXISTS', 'q'), // -> QUEUED
  cmd('PTTL', 'q'), // -> QUEUED
  cmd('EXEC'), // -> [OK, 3, 1, 1, 3]
  cmd('EXISTS', 'q'), // -> 0
]);
