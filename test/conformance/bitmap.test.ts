import { conformance } from './harness/conformance.ts';
import { cmd, receive } from './harness/steps.ts';

const bitmap = conformance('bitmap');

bitmap.case('GETBIT', [
  cmd('GETBIT', 'missing', 0), // -> 0
  cmd('SET', 'k', 'a\xff\0'), // -> OK
  [0, 1, 2, 6, 7, 8, 15, 16, 23, 24, 4294967295].map((offset) => cmd('GETBIT', 'k', offset)),
  // -> 0; 1; 1; 0; 1; 1; 1; 0; 0; 0; 0
  cmd('SET', 'n', 12), // -> OK
  cmd('GETBIT', 'n', 2), // -> 1
  cmd('GETBIT', 'n', 15), // -> 0
  cmd('APPEND', 'k', 'b'), // -> 4
  cmd('GETBIT', 'k', 25), // -> 1
  cmd('GETBIT', 'k', 32), // -> 0
]);

bitmap.case('GETBIT refuses', [
  cmd('SET', 'k', 'a'), // -> OK
  ['x', '', '-1', '01', ' 1', '1.0', '#1', '4294967296', '9223372036854775808'].map((offset) =>
    cmd('GETBIT', 'k', offset),
  ),
  // -> GETBIT k x -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k "" -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k -1 -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k 01 -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k " 1" -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k 1.0 -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k #1 -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k 4294967296 -> -ERR bit offset is not an integer or out of range
  // -> GETBIT k 9223372036854775808 -> -ERR bit offset is not an integer or out of range
  cmd('GETBIT', 'k'), // -> -ERR wrong number of arguments for 'getbit' command
  cmd('GETBIT', 'k', 1, 2), // -> -ERR wrong number of arguments for 'getbit' command
  cmd('LPUSH', 'list', 'a'), // -> 1
  cmd('GETBIT', 'list', 1), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GETBIT', 'list', 'x'), // -> -ERR bit offset is not an integer or out of range
]);

bitmap.case('SETBIT', [
  cmd('SETBIT', 'k', 7, 1), // -> 0
  cmd('GET', 'k'), // -> "\x01"
  cmd('SETBIT', 'k', 7, 0), // -> 1
  cmd('SETBIT', 'k', 7, 0), // -> 0
  cmd('SETBIT', 'k', 17, 0), // -> 0
  cmd('GET', 'k'), // -> "\x00\x00\x00"
  cmd('SETBIT', 'k', 0, 1), // -> 0
  cmd('SETBIT', 'k', 0, 1), // -> 1
  cmd('SETBIT', 'k', 23, 1), // -> 0
  cmd('GET', 'k'), // -> "\x80\x00\x01"
  cmd('OBJECT', 'ENCODING', 'k'), // -> "raw"
  cmd('SETBIT', 'zero', 100, 0), // -> 0
  cmd('STRLEN', 'zero'), // -> 13
  cmd('SET', 'number', 12), // -> OK
  cmd('SETBIT', 'number', 6, 1), // -> 0
  cmd('GET', 'number'), // -> "32"
  cmd('INCR', 'number'), // -> 33
  cmd('SET', 'text', '\xff\0', 'EX', 100), // -> OK
  cmd('SETBIT', 'text', 1, 0), // -> 1
  cmd('GET', 'text'), // -> "\xbf\x00"
  cmd('TTL', 'text').within(90, 100), // -> <90..100>
]);

bitmap.case('SETBIT refuses', [
  ['x', '-1', '4294967296'].map((offset) => cmd('SETBIT', 'k', offset, 1)),
  // -> SETBIT k x 1 -> -ERR bit offset is not an integer or out of range
  // -> SETBIT k -1 1 -> -ERR bit offset is not an integer or out of range
  // -> SETBIT k 4294967296 1 -> -ERR bit offset is not an integer or out of range
  ['2', '-1', 'x', '', '01', '9223372036854775807'].map((bit) => cmd('SETBIT', 'k', 0, bit)),
  // -> SETBIT k 0 2 -> -ERR bit is not an integer or out of range
  // -> SETBIT k 0 -1 -> -ERR bit is not an integer or out of range
  // -> SETBIT k 0 x -> -ERR bit is not an integer or out of range
  // -> SETBIT k 0 "" -> -ERR bit is not an integer or out of range
  // -> SETBIT k 0 01 -> -ERR bit is not an integer or out of range
  // -> SETBIT k 0 9223372036854775807 -> -ERR bit is not an integer or out of range
  cmd('SETBIT', 'k', 'x', 'y'), // -> -ERR bit offset is not an integer or out of range
  cmd('SETBIT', 'k', 0), // -> -ERR wrong number of arguments for 'setbit' command
  cmd('EXISTS', 'k'), // -> 0
  cmd('LPUSH', 'list', 'a'), // -> 1
  cmd('SETBIT', 'list', 1, 1), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SETBIT', 'list', 1, 2), // -> -ERR bit is not an integer or out of range
]);

bitmap.case('SETBIT tells of a change only where there is one', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEA'), // -> OK
  cmd('SUBSCRIBE', '__keyevent@0__:setbit').on('b'), // -> >["subscribe", "__keyevent@0__:setbit", 1]
  cmd('SETBIT', 'k', 1, 0), // -> 0
  receive('b'), // -> >["message", "__keyevent@0__:setbit", "k"]
  cmd('SETBIT', 'k', 1, 0), // -> 0
  cmd('SETBIT', 'k', 1, 1), // -> 0
  receive('b'), // -> >["message", "__keyevent@0__:setbit", "k"]
]);
