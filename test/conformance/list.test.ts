import fc from 'fast-check';
import { command, integers, keys, optional, repeated, smallIntegers, values } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { cmd, pause, receive, ref } from './harness/steps.ts';

const list = conformance('list');

list.case('pushing, popping and ranges', [
  cmd('RPUSH', 'l', 'a', 'b', 'c'), // -> 3
  cmd('LPUSH', 'l', 'x', 'y'), // -> 5
  cmd('LPUSHX', 'l', 'z'), // -> 6
  cmd('RPUSHX', 'l', 'd', 'e'), // -> 8
  cmd('LPUSHX', 'none', 'z'), // -> 0
  cmd('RPUSHX', 'none', 'z'), // -> 0
  cmd('LLEN', 'l'), // -> 8
  cmd('LLEN', 'none'), // -> 0
  cmd('LRANGE', 'l', '0', '-1'), // -> ["z", "y", "x", "a", "b", "c", "d", "e"]
  cmd('LRANGE', 'l', '-3', '100'), // -> ["c", "d", "e"]
  cmd('LRANGE', 'l', '2', '1'), // -> []
  cmd('LRANGE', 'l', '-100', '1'), // -> ["z", "y"]
  cmd('LRANGE', 'l', '100', '200'), // -> []
  cmd('LRANGE', 'l', '-9223372036854775808', '9223372036854775807'),
  // -> ["z", "y", "x", "a", "b", "c", "d", "e"]
  cmd('LRANGE', 'l', 'x', '1'), // -> -ERR value is not an integer or out of range
  cmd('LRANGE', 'none', '0', '-1'), // -> []
  cmd('LPOP', 'l'), // -> "z"
  cmd('RPOP', 'l'), // -> "e"
  cmd('LPOP', 'l', '2'), // -> ["y", "x"]
  cmd('RPOP', 'l', '2'), // -> ["d", "c"]
  cmd('LPOP', 'l', '0'), // -> []
  cmd('RPOP', 'l', '100'), // -> ["b", "a"]
  cmd('EXISTS', 'l'), // -> 0
  cmd('LPOP', 'l'), // -> nil
  cmd('LPOP', 'l', '1'), // -> nil array
  cmd('LPOP', 'l', '0'), // -> nil array
  cmd('LPOP', 'l', '-1'), // -> -ERR value is out of range, must be positive
  cmd('LPOP', 'l', 'x'), // -> -ERR value is out of range, must be positive
  cmd('LPOP', 'l', '1', '2'), // -> -ERR wrong number of arguments for 'lpop' command
  cmd('RPOP', 'l', '1', '2'), // -> -ERR wrong number of arguments for 'rpop' command
]);

list.case('LINDEX, LSET, LINSERT, LREM, LTRIM', [
  cmd('RPUSH', 'l', 'a', 'b', 'c', 'b', '5', 'b'), // -> 6
  cmd('LINDEX', 'l', '0'), // -> "a"
  cmd('LINDEX', 'l', '-1'), // -> "b"
  cmd('LINDEX', 'l', '6'), // -> nil
  cmd('LINDEX', 'l', '-7'), // -> nil
  cmd('LINDEX', 'l', 'x'), // -> -ERR value is not an integer or out of range
  cmd('LINDEX', 'none', 'x'), // -> nil
  cmd('LSET', 'l', '1', 'B'), // -> OK
  cmd('LSET', 'l', '-1', 'last'), // -> OK
  cmd('LSET', 'l', '6', 'x'), // -> -ERR index out of range
  cmd('LSET', 'l', '-7', 'x'), // -> -ERR index out of range
  cmd('LSET', 'l', 'x', 'x'), // -> -ERR value is not an integer or out of range
  cmd('LSET', 'none', 'x', 'x'), // -> -ERR no such key
  cmd('LINSERT', 'l', 'BEFORE', 'c', 'x'), // -> 7
  cmd('LINSERT', 'l', 'after', 'last', 'end'), // -> 8
  cmd('LINSERT', 'l', 'AFTER', 'nothing', 'x'), // -> -1
  cmd('LINSERT', 'l', 'BETWEEN', 'c', 'x'), // -> -ERR syntax error
  cmd('LINSERT', 'none', 'AFTER', 'c', 'x'), // -> 0
  cmd('LRANGE', 'l', '0', '-1'), // -> ["a", "B", "x", "c", "b", "5", "last", "end"]
  cmd('LREM', 'l', '0', '5'), // -> 1
  cmd('RPUSH', 'l', 'q', 'q', 'r', 'q'), // -> 11
  cmd('LREM', 'l', '1', 'q'), // -> 1
  cmd('LREM', 'l', '-1', 'q'), // -> 1
  cmd('LREM', 'l', '5', 'none'), // -> 0
  cmd('LREM', 'l', 'x', 'q'), // -> -ERR value is not an integer or out of range
  cmd('LREM', 'none', 'x', 'q'), // -> -ERR value is not an integer or out of range
  cmd('LREM', 'none', '0', 'q'), // -> 0
  cmd('LRANGE', 'l', '0', '-1'), // -> ["a", "B", "x", "c", "b", "last", "end", "q", "r"]
  cmd('LTRIM', 'l', '1', '-2'), // -> OK
  cmd('LRANGE', 'l', '0', '-1'), // -> ["B", "x", "c", "b", "last", "end", "q"]
  cmd('LTRIM', 'l', '0', '-1'), // -> OK
  cmd('LTRIM', 'none', '0', '-1'), // -> OK
  cmd('LTRIM', 'l', 'x', '-1'), // -> -ERR value is not an integer or out of range
  cmd('LTRIM', 'l', '5', '1'), // -> OK
  cmd('EXISTS', 'l'), // -> 0
]);

list.case('wrong types are refused', [
  cmd('SET', 's', 'text'), // -> OK
  cmd('RPUSH', 'l', 'a'), // -> 1
  cmd('LPUSH', 's', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LPUSHX', 's', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LPOP', 's'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LPOP', 's', '0'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LLEN', 's'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LINDEX', 's', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LSET', 's', 'x', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LINSERT', 's', 'AFTER', 'a', 'b'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LRANGE', 's', '0', '-1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LREM', 's', '0', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LTRIM', 's', '0', '1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LPOS', 's', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LMOVE', 's', 'l', 'LEFT', 'LEFT'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LMOVE', 'l', 's', 'LEFT', 'LEFT'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LMOVE', 'none', 's', 'LEFT', 'LEFT'), // -> nil
  cmd('LMOVE', 'l', 'm', 'LEFT', 'UP'), // -> -ERR syntax error
  cmd('RPOPLPUSH', 's', 'l'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LMPOP', '1', 's', 'LEFT'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LMPOP', '2', 'l', 's', 'LEFT'), // -> ["l", ["a"]]
  cmd('LMPOP', '2', 'l', 's', 'LEFT'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BLPOP', 's', '1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BLPOP', 'none', 's', '1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BLMOVE', 's', 'l', 'LEFT', 'LEFT', '1'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BRPOPLPUSH', 's', 'l', '1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

list.case('LPOS', [
  cmd('RPUSH', 'l', 'a', 'b', 'c', '1', '2', '3', 'c', 'c'), // -> 8
  cmd('LPOS', 'l', 'c'), // -> 2
  cmd('LPOS', 'l', 'x'), // -> nil
  cmd('LPOS', 'l', 'c', 'RANK', '2'), // -> 6
  cmd('LPOS', 'l', 'c', 'RANK', '-1'), // -> 7
  cmd('LPOS', 'l', 'c', 'RANK', '4'), // -> nil
  cmd('LPOS', 'l', 'c', 'COUNT', '2'), // -> [2, 6]
  cmd('LPOS', 'l', 'c', 'COUNT', '0'), // -> [2, 6, 7]
  cmd('LPOS', 'l', 'c', 'COUNT', '0', 'RANK', '-2'), // -> [6, 2]
  cmd('LPOS', 'l', 'c', 'COUNT', '2', 'RANK', '-1'), // -> [7, 6]
  cmd('LPOS', 'l', 'x', 'COUNT', '0'), // -> []
  cmd('LPOS', 'l', 'c', 'MAXLEN', '2'), // -> nil
  cmd('LPOS', 'l', 'c', 'MAXLEN', '3'), // -> 2
  cmd('LPOS', 'l', 'c', 'COUNT', '0', 'MAXLEN', '7'), // -> [2, 6]
  cmd('LPOS', 'l', 'c', 'RANK', '-1', 'MAXLEN', '1'), // -> 7
  cmd('LPOS', 'l', 'a', 'RANK', '-1', 'MAXLEN', '7'), // -> nil
  cmd('LPOS', 'l', 'c', 'RANK', '0'),
  // -> -ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to
  //    start from the end of the list
  cmd('LPOS', 'l', 'c', 'RANK', 'x'), // -> -ERR value is not an integer or out of range
  cmd('LPOS', 'l', 'c', 'RANK', '-9223372036854775808'),
  // -> -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
  cmd('LPOS', 'l', 'c', 'RANK', '9223372036854775807'), // -> nil
  cmd('LPOS', 'l', 'c', 'COUNT', '-1'), // -> -ERR COUNT can't be negative
  cmd('LPOS', 'l', 'c', 'COUNT', 'x'), // -> -ERR COUNT can't be negative
  cmd('LPOS', 'l', 'c', 'MAXLEN', '-1'), // -> -ERR MAXLEN can't be negative
  cmd('LPOS', 'l', 'c', 'RANK'), // -> -ERR syntax error
  cmd('LPOS', 'l', 'c', 'FOO', '1'), // -> -ERR syntax error
  cmd('LPOS', 'none', 'c'), // -> nil
  cmd('LPOS', 'none', 'c', 'COUNT', '1'), // -> []
  cmd('LPOS', 'l', '2'), // -> 4
]);

list.case('LMOVE and RPOPLPUSH', [
  cmd('RPUSH', 'a', '1', '2', '3', '4', '5'), // -> 5
  cmd('LMOVE', 'a', 'b', 'LEFT', 'RIGHT'), // -> "1"
  cmd('LMOVE', 'a', 'b', 'right', 'left'), // -> "5"
  cmd('LMOVE', 'a', 'b', 'LEFT', 'LEFT'), // -> "2"
  cmd('RPOPLPUSH', 'a', 'b'), // -> "4"
  cmd('LRANGE', 'a', '0', '-1'), // -> ["3"]
  cmd('LRANGE', 'b', '0', '-1'), // -> ["4", "2", "5", "1"]
  cmd('LMOVE', 'b', 'b', 'LEFT', 'RIGHT'), // -> "4"
  cmd('RPOPLPUSH', 'b', 'b'), // -> "4"
  cmd('RPOPLPUSH', 'a', 'a'), // -> "3"
  cmd('LRANGE', 'b', '0', '-1'), // -> ["4", "2", "5", "1"]
  cmd('RPOPLPUSH', 'a', 'b'), // -> "3"
  cmd('EXISTS', 'a'), // -> 0
  cmd('LMOVE', 'a', 'b', 'LEFT', 'LEFT'), // -> nil
  cmd('RPOPLPUSH', 'a', 'b'), // -> nil
]);

list.case('LMPOP', [
  cmd('RPUSH', 'a', '1', '2', '3'), // -> 3
  cmd('RPUSH', 'b', 'x', 'y'), // -> 2
  cmd('LMPOP', '2', 'none', 'a', 'LEFT'), // -> ["a", ["1"]]
  cmd('LMPOP', '2', 'a', 'b', 'RIGHT', 'COUNT', '5'), // -> ["a", ["3", "2"]]
  cmd('LMPOP', '2', 'a', 'b', 'right', 'count', '1'), // -> ["b", ["y"]]
  cmd('LMPOP', '1', 'none', 'LEFT'), // -> nil array
  cmd('LMPOP', '0', 'b', 'LEFT'), // -> -ERR numkeys should be greater than 0
  cmd('LMPOP', 'x', 'b', 'LEFT'), // -> -ERR numkeys should be greater than 0
  cmd('LMPOP', '1', 'b', 'UP'), // -> -ERR syntax error
  cmd('LMPOP', '2', 'b', 'LEFT'), // -> -ERR syntax error
  cmd('LMPOP', '9', 'b', 'LEFT'), // -> -ERR syntax error
  cmd('LMPOP', '1', 'b', 'LEFT', 'COUNT'), // -> -ERR syntax error
  cmd('LMPOP', '1', 'b', 'LEFT', 'COUNT', '0'), // -> -ERR count should be greater than 0
  cmd('LMPOP', '1', 'b', 'LEFT', 'COUNT', 'x'), // -> -ERR count should be greater than 0
  cmd('LMPOP', '1', 'b', 'LEFT', 'COUNT', '1', 'COUNT', '1'), // -> -ERR syntax error
  cmd('LMPOP', '1', 'b', 'LEFT', 'FOO', '1'), // -> -ERR syntax error
]);

list.case('blocking forms answer at once where there is something', [
  cmd('RPUSH', 'a', '1', '2', '3', '4', '5', '6'), // -> 6
  cmd('BLPOP', 'none', 'a', '0'), // -> ["a", "1"]
  cmd('BRPOP', 'a', 'none', '0.5'), // -> ["a", "6"]
  cmd('BLMPOP', '0', '2', 'none', 'a', 'LEFT', 'COUNT', '2'), // -> ["a", ["2", "3"]]
  cmd('BLMOVE', 'a', 'b', 'LEFT', 'RIGHT', '0'), // -> "4"
  cmd('BRPOPLPUSH', 'a', 'b', '0'), // -> "5"
  cmd('LRANGE', 'b', '0', '-1'), // -> ["5", "4"]
]);

list.case('blocking forms refuse wrong words', [
  cmd('BLPOP', 'a', 'x'), // -> -ERR timeout is not a float or out of range
  cmd('BLPOP', 'a', '-1'), // -> -ERR timeout is negative
  cmd('BLPOP', 'a', '1e30'), // -> -ERR timeout is out of range
  cmd('BLPOP', 'a', '9223372036854775'), // -> -ERR timeout is out of range
  cmd('BLPOP', 'a', 'nan'), // -> -ERR timeout is not a float or out of range
  cmd('BRPOPLPUSH', 'a', 'b', 'x'), // -> -ERR timeout is not a float or out of range
  cmd('BLMOVE', 'a', 'b', 'UP', 'LEFT', 'x'), // -> -ERR syntax error
  cmd('BLMOVE', 'a', 'b', 'LEFT', 'LEFT', 'x'), // -> -ERR timeout is not a float or out of range
  cmd('BLMPOP', 'x', '1', 'a', 'LEFT'), // -> -ERR timeout is not a float or out of range
  cmd('BLMPOP', 'x', '0', 'a', 'LEFT'), // -> -ERR numkeys should be greater than 0
  cmd('BLMPOP', '0', '1', 'a', 'UP'), // -> -ERR syntax error
  cmd('BLMPOP', '-1', '1', 'a', 'LEFT'), // -> -ERR timeout is negative
  cmd('BLPOP', 'a'), // -> -ERR wrong number of arguments for 'blpop' command
]);

list.case('clients wait and are served in their order', [
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('BRPOP', 'q', '0').on('c').blocks(),
  cmd('RPUSH', 'q', '1', '2', '3'), // -> 3
  receive('b'), // -> ["q", "1"]
  receive('c'), // -> ["q", "3"]
  cmd('LRANGE', 'q', '0', '-1'), // -> ["2"]
]);

list.case('a client waits for several keys', [
  cmd('BLPOP', 'x', 'y', 'z', '0').on('b').blocks(),
  cmd('RPUSH', 'z', 'first'), // -> 1
  receive('b'), // -> ["z", "first"]
  cmd('BLPOP', 'x', 'y', 'z', '0').on('b').blocks(),
  cmd('MULTI'), // -> OK
  cmd('RPUSH', 'z', '1'), // -> QUEUED
  cmd('RPUSH', 'x', '2'), // -> QUEUED
  cmd('EXEC'), // -> [1, 1]
  receive('b'), // -> ["x", "2"]
  cmd('EXISTS', 'x', 'y', 'z'), // -> 1
]);

list.case('a waiting client sees what is left when the change is complete', [
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('MULTI'), // -> OK
  cmd('RPUSH', 'q', '1'), // -> QUEUED
  cmd('DEL', 'q'), // -> QUEUED
  cmd('EXEC'), // -> [1, 1]
  cmd('MULTI'), // -> OK
  cmd('RPUSH', 'q', 'a'), // -> QUEUED
  cmd('DEL', 'q'), // -> QUEUED
  cmd('SET', 'q', 'text'), // -> QUEUED
  cmd('EXEC'), // -> [1, 1, OK]
  cmd('DEL', 'q'), // -> 1
  cmd('RPUSH', 'q', 'b'), // -> 1
  receive('b'), // -> ["q", "b"]
]);

list.case('any way that a list comes into being wakes who waits', [
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('RPUSH', 'other', '1'), // -> 1
  cmd('RENAME', 'other', 'q'), // -> OK
  receive('b'), // -> ["q", "1"]
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('RPUSH', 'other', '2'), // -> 1
  cmd('COPY', 'other', 'q'), // -> 1
  receive('b'), // -> ["q", "2"]
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('LMOVE', 'other', 'q', 'LEFT', 'LEFT'), // -> "2"
  receive('b'), // -> ["q", "2"]
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('RPUSH', 'numbers', '3', '1', '2'), // -> 3
  cmd('SORT', 'numbers', 'STORE', 'q'), // -> 3
  receive('b'), // -> ["q", "1"]
]);

list.case('moves wait too, and pass on', [
  cmd('BLMOVE', 'a', 'b', 'LEFT', 'RIGHT', '0').on('b').blocks(),
  cmd('BRPOPLPUSH', 'b', 'c', '0').on('c').blocks(),
  cmd('BLMPOP', '0', '1', 'c', 'LEFT', 'COUNT', '10').on('d').blocks(),
  cmd('RPUSH', 'a', 'x'), // -> 1
  receive('b'), // -> "x"
  receive('c'), // -> "x"
  receive('d'), // -> ["c", ["x"]]
  cmd('EXISTS', 'a', 'b', 'c'), // -> 0
]);

list.case('a waiting move finds a destination of another type', [
  cmd('BLMOVE', 'a', 's', 'LEFT', 'RIGHT', '0').on('b').blocks(),
  cmd('SET', 's', 'text'), // -> OK
  cmd('RPUSH', 'a', 'x'), // -> 1
  receive('b'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('LRANGE', 'a', '0', '-1'), // -> ["x"]
]);

list.case('the time can run out', [
  cmd('BLPOP', 'q', '0.05'), // -> nil array
  cmd('BRPOP', 'q', '0.05'), // -> nil array
  cmd('BLMOVE', 'q', 'r', 'LEFT', 'LEFT', '0.05'), // -> nil array
  cmd('BRPOPLPUSH', 'q', 'r', '0.05'), // -> nil array
  cmd('BLMPOP', '0.05', '1', 'q', 'LEFT'), // -> nil array
  cmd('BLPOP', 'q', '0.0001'), // -> nil array
]);

list.case('nothing waits in a transaction or a script', [
  cmd('MULTI'), // -> OK
  cmd('BLPOP', 'q', '0'), // -> QUEUED
  cmd('BLMOVE', 'q', 'r', 'LEFT', 'LEFT', '0'), // -> QUEUED
  cmd('BRPOPLPUSH', 'q', 'r', '0'), // -> QUEUED
  cmd('BLMPOP', '0', '1', 'q', 'LEFT'), // -> QUEUED
  cmd('EXEC'), // -> [nil, nil, nil, nil]
  cmd('EVAL', "return redis.call('BLPOP', 'q', 0)", '0'), // -> nil
  cmd('EVAL', "return redis.call('BLMOVE', 'q', 'r', 'LEFT', 'LEFT', 0)", '0'), // -> nil
]);

list.case('CLIENT UNBLOCK ends the wait', [
  cmd('CLIENT', 'ID').on('b').as('id').kindOnly(), // -> <integer>
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('id')), // -> 1
  receive('b'), // -> nil array
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('id'), 'ERROR'), // -> 1
  receive('b'), // -> -UNBLOCKED client unblocked via CLIENT UNBLOCK
  cmd('BLMOVE', 'q', 'r', 'LEFT', 'LEFT', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('id'), 'TIMEOUT'), // -> 1
  receive('b'), // -> nil array
  cmd('CLIENT', 'UNBLOCK', ref('id')), // -> 0
]);

const long = 'x'.repeat(100);

list.case('the encoding follows the size of nodes', [
  cmd('RPUSH', 'l', ...Array<string>(79).fill(long)), // -> 79
  cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
  cmd('RPUSH', 'l', long), // -> 80
  cmd('OBJECT', 'ENCODING', 'l'), // -> "quicklist"
  cmd('RPOP', 'l', '40').countOnly(),
  // -> [<item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>,
  //    <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>,
  //    <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, ... (320 characters, sha1
  //    f83fdff6)
  cmd('OBJECT', 'ENCODING', 'l'), // -> "quicklist"
  cmd('RPOP', 'l').kindOnly(), // -> <bulk>
  cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
  cmd('LSET', 'l', '0', 'y'.repeat(9000)), // -> OK
  cmd('OBJECT', 'ENCODING', 'l'), // -> "quicklist"
  cmd('LSET', 'l', '0', 'y'), // -> OK
  cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
  cmd('LINSERT', 'l', 'AFTER', 'nothing', 'y'.repeat(9000)), // -> -1
  cmd('OBJECT', 'ENCODING', 'l'), // -> "quicklist"
  cmd('LTRIM', 'l', '0', '1'), // -> OK
  cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
  cmd('LPUSH', 'n', ...Array.from({ length: 2000 }, (_, number) => number)), // -> 2000
  cmd('OBJECT', 'ENCODING', 'n'), // -> "listpack"
  cmd('LREM', 'n', '0', '5'), // -> 1
  cmd('LTRIM', 'n', '0', '999'), // -> OK
  cmd('OBJECT', 'ENCODING', 'n'), // -> "listpack"
  cmd('LRANGE', 'n', '0', '10'),
  // -> ["1999", "1998", "1997", "1996", "1995", "1994", "1993", "1992", "1991", "1990", "1989"]
]);

list.case(
  'the encoding follows the number of elements in nodes',
  [
    cmd('RPUSH', 'l', '1', '2', '3', '4'), // -> 4
    cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
    cmd('RPUSH', 'l', '5'), // -> 5
    cmd('OBJECT', 'ENCODING', 'l'), // -> "quicklist"
    cmd('LINSERT', 'l', 'BEFORE', '3', 'x'), // -> 6
    cmd('LINSERT', 'l', 'AFTER', '3', 'y'), // -> 7
    cmd('LRANGE', 'l', '0', '-1'), // -> ["1", "2", "x", "3", "y", "4", "5"]
    cmd('LREM', 'l', '0', '1'), // -> 1
    cmd('LREM', 'l', '0', '2'), // -> 1
    cmd('OBJECT', 'ENCODING', 'l'), // -> "quicklist"
    cmd('LPOP', 'l', '3'), // -> ["x", "3", "y"]
    cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
    cmd('LSET', 'l', '0', 'z'), // -> OK
    cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
    cmd('LPOP', 'l'), // -> "z"
    cmd('OBJECT', 'ENCODING', 'l'), // -> "listpack"
  ],
  { settings: { 'list-max-listpack-size': '4' } },
);

list.case(
  'changes are told',
  [
    cmd('PSUBSCRIBE', '__keyevent@*__:*').on('b'), // -> >["psubscribe", "__keyevent@*__:*", 1]
    cmd('RPUSH', 'l', '1', '2', '3', '4', '5', '6'), // -> 6
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "l"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:rpush", "l"]
    cmd('LPUSH', 'l', '0'), // -> 7
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:lpush", "l"]
    cmd('LSET', 'l', '0', 'x'), // -> OK
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:lset", "l"]
    cmd('LINSERT', 'l', 'AFTER', 'x', 'y'), // -> 8
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:linsert", "l"]
    cmd('LREM', 'l', '0', 'nothing'), // -> 0
    cmd('LREM', 'l', '0', 'y'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:lrem", "l"]
    cmd('LTRIM', 'l', '0', '4'), // -> OK
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:ltrim", "l"]
    cmd('RPOP', 'l', '2'), // -> ["4", "3"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:rpop", "l"]
    cmd('LMOVE', 'l', 'm', 'LEFT', 'RIGHT'), // -> "x"
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:rpush", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:lpop", "l"]
    cmd('LMPOP', '1', 'l', 'RIGHT', 'COUNT', '9'), // -> ["l", ["2", "1"]]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:rpop", "l"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "l"]
    cmd('BLPOP', 'm', '0'), // -> ["m", "x"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:lpop", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "m"]
    cmd('BLPOP', 'm', '0').on('c').blocks(),
    cmd('RPUSH', 'm', '1'), // -> 1
    receive('c'), // -> ["m", "1"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:rpush", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:lpop", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "m"]
    cmd('RPUSH', 'm', '1'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:rpush", "m"]
    cmd('LREM', 'm', '1', '1'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:lrem", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "m"]
    cmd('RPUSH', 'm', '1'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:rpush", "m"]
    cmd('LTRIM', 'm', '1', '0'), // -> OK
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:ltrim", "m"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "m"]
  ],
  { settings: { 'notify-keyspace-events': 'EAn' } },
);

list.case('a key that expires while somebody waits', [
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('MULTI'), // -> OK
  cmd('RPUSH', 'q', 'gone'), // -> QUEUED
  cmd('PEXPIRE', 'q', '0'), // -> QUEUED
  cmd('EXEC'), // -> [1, 1]
  pause(5),
  cmd('RPUSH', 'q', 'here'), // -> 1
  receive('b'), // -> ["q", "here"]
]);

const ends = fc.constantFrom('LEFT', 'RIGHT');
const elements = fc.oneof(
  values,
  fc.constantFrom('a', 'b', '1', '127', '128', '-4096', '70000', 'y'.repeat(70), 'z'.repeat(5000)),
);

const operations = fc.oneof(
  command('RPUSH', keys, repeated(elements, 6)),
  command('LPUSH', keys, repeated(elements, 6)),
  command('RPUSHX', keys, elements),
  command('LPOP', keys),
  command('RPOP', keys),
  command('LPOP', keys, smallIntegers),
  command('RPOP', keys, integers),
  command('LRANGE', keys, smallIntegers, integers),
  command('LINDEX', keys, integers),
  command('LSET', keys, smallIntegers, elements),
  command('LINSERT', keys, fc.constantFrom('BEFORE', 'AFTER'), fc.constantFrom('a', 'b', '1'), elements),
  command('LREM', keys, smallIntegers, fc.constantFrom('a', 'b', '1')),
  command('LTRIM', keys, smallIntegers, smallIntegers),
  command('LPOS', keys, fc.constantFrom('a', 'b', '1'), optional('RANK', '-2'), optional('COUNT', '0')),
  command('LMOVE', keys, keys, ends, ends),
  command('RPOPLPUSH', keys, keys),
  command('LMPOP', '2', keys, keys, ends, optional('COUNT', '3')),
  command('LLEN', keys),
  command('OBJECT', 'ENCODING', keys),
  command('COPY', keys, keys),
  command('SET', keys, values),
  command('DEL', keys),
);

list.generated('sequences', operations);
list.generated('sequences with three elements a node', operations, {
  settings: { 'list-max-listpack-size': '3' },
});
list.generated('sequences with nodes of 4 KB', operations, { settings: { 'list-max-listpack-size': '-1' } });
