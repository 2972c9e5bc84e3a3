import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

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
