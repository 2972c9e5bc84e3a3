import fc from 'fast-check';
import { command, integers, keys, optional, repeated, smallIntegers, values } from './harness/arbitraries.ts';
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

bitmap.case('SETBIT makes a buffer of a value also where nothing changes', [
  cmd('SET', 'n', 12), // -> OK
  cmd('SETBIT', 'n', 2, 1), // -> 1
  cmd('OBJECT', 'ENCODING', 'n'), // -> "raw"
  cmd('GET', 'n'), // -> "12"
]);

const bytes255 = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');

bitmap.case('BITCOUNT', [
  cmd('SET', 'k', 'foobar'), // -> OK
  cmd('BITCOUNT', 'k'), // -> 26
  [
    [0, 0],
    [1, 1],
    [1, -1],
    [-2, -1],
    [-1, -2],
    [-100, 100],
    [-100, -50],
    [5, 3],
    [6, 10],
    ['-9223372036854775808', '9223372036854775807'],
    ['-9223372036854775807', '-9223372036854775808'],
    ['-9223372036854775808', '-9223372036854775807'],
  ].map(([start, end]) => cmd('BITCOUNT', 'k', `${start}`, `${end}`)),
  // -> 4; 6; 22; 7; 0; 26; 4; 0; 0; 26; 0; 4
  cmd('BITCOUNT', 'k', 1, 1, 'BYTE'), // -> 6
  [
    [0, -1],
    [5, 30],
    [8, 8],
    [9, 9],
    [1, 6],
    [9, 14],
    [7, 8],
    [3, 16],
    [40, 100],
    [48, 100],
    [-8, -1],
    [-3, -2],
    [-1, -3],
  ].map(([start, end]) => cmd('BITCOUNT', 'k', start, end, 'bit')),
  // -> 26; 17; 0; 1; 4; 5; 0; 8; 4; 0; 4; 1; 0
  cmd('SET', 'n', 12345), // -> OK
  cmd('BITCOUNT', 'n'), // -> 17
  cmd('BITCOUNT', 'n', 1, 2), // -> 7
  cmd('SET', 'empty', ''), // -> OK
  cmd('BITCOUNT', 'empty'), // -> 0
  cmd('BITCOUNT', 'empty', 0, -1), // -> 0
  cmd('BITCOUNT', 'empty', 0, -1, 'BIT'), // -> 0
  cmd('SET', 'long', bytes255.repeat(600)), // -> OK
  cmd('BITCOUNT', 'long'), // -> 614400
  cmd('BITCOUNT', 'long', 1, -2), // -> 614392
  cmd('BITCOUNT', 'long', 13, 1000003, 'BIT'), // -> 499925
  cmd('APPEND', 'long', 'abc'), // -> 153603
  cmd('BITCOUNT', 'long'), // -> 614410
  cmd('BITCOUNT', 'long', 3, -2), // -> 614404
  cmd('BITCOUNT', 'long', 1001, -11, 'BIT'), // -> 613976
]);

bitmap.case('BITCOUNT refuses', [
  cmd('BITCOUNT', 'missing'), // -> 0
  cmd('BITCOUNT', 'missing', 'x', 'y', 'z', 'more'), // -> 0
  cmd('LPUSH', 'list', 'a'), // -> 1
  cmd('BITCOUNT', 'list', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SET', 'k', 'a'), // -> OK
  cmd('BITCOUNT', 'k', 0), // -> -ERR syntax error
  cmd('BITCOUNT', 'k', 'x', 1), // -> -ERR value is not an integer or out of range
  cmd('BITCOUNT', 'k', 0, 'x'), // -> -ERR value is not an integer or out of range
  cmd('BITCOUNT', 'k', 0, 'x', 'hello'), // -> -ERR value is not an integer or out of range
  cmd('BITCOUNT', 'k', 0, 1, 'hello'), // -> -ERR syntax error
  cmd('BITCOUNT', 'k', -1, -2, 'hello'), // -> 0
  cmd('BITCOUNT', 'k', 0, 1, 'BIT', 'more'), // -> -ERR syntax error
  cmd('BITCOUNT', 'k', 0, 1, 'bit\0s'), // -> 1
  cmd('BITCOUNT', 'k', 0, 1, ''), // -> -ERR syntax error
  cmd('BITCOUNT', 'k', 0, '9223372036854775808'), // -> -ERR value is not an integer or out of range
  cmd('BITCOUNT'), // -> -ERR wrong number of arguments for 'bitcount' command
]);

bitmap.case('BITPOS', [
  cmd('SET', 'k', '\0\xff\xf0\0'), // -> OK
  cmd('BITPOS', 'k', 1), // -> 8
  cmd('BITPOS', 'k', 0), // -> 0
  [
    [1, 0],
    [1, 2],
    [1, 3],
    [1, 4],
    [1, -2],
    [0, 1],
    [0, 2],
    [1, 0, 0],
    [1, 0, 1],
    [0, 1, 1],
    [0, 1, 2],
    [0, 1, -3],
    [0, -3, -3],
    [1, 2, 1],
    [1, -100, 100],
    [0, 5, 10],
  ].map((words) => cmd('BITPOS', 'k', ...words)),
  // -> 8; 16; -1; -1; 16; 20; 20; -1; 8; -1; 20; -1; -1; -1; 8; -1
  [
    [1, 0, 7],
    [1, 0, 8],
    [1, 9, 9],
    [0, 8, 15],
    [0, 8, 19],
    [0, 8, 20],
    [1, 20, 31],
    [1, 19, 31],
    [0, 9, 13],
    [0, 3, 5],
    [1, -13, -1],
    [0, -20, -13],
    [1, 8, 7],
    [0, 10, 100],
  ].map((words) => cmd('BITPOS', 'k', ...words, 'BIT')),
  // -> -1; 8; 9; -1; -1; 20; -1; 19; -1; 3; 19; -1; -1; 20
  cmd('BITPOS', 'k', 1, 1, 1, 'byte'), // -> 8
  cmd('SET', 'ones', '\xff\xff\xff'), // -> OK
  cmd('BITPOS', 'ones', 0), // -> 24
  cmd('BITPOS', 'ones', 0, 0), // -> 24
  cmd('BITPOS', 'ones', 0, 2), // -> 24
  cmd('BITPOS', 'ones', 0, 3), // -> -1
  cmd('BITPOS', 'ones', 0, 0, -1), // -> -1
  cmd('BITPOS', 'ones', 0, 0, -1, 'BIT'), // -> -1
  cmd('BITPOS', 'ones', 0, 3, 5, 'BIT'), // -> -1
  cmd('SET', 'zeros', '\0'.repeat(100)), // -> OK
  cmd('BITPOS', 'zeros', 1), // -> -1
  cmd('BITPOS', 'zeros', 0, 99), // -> 792
  cmd('SETBIT', 'zeros', 700, 1), // -> 0
  cmd('BITPOS', 'zeros', 1), // -> 700
  cmd('BITPOS', 'zeros', 1, 3, 86, 'BYTE'), // -> -1
  cmd('BITPOS', 'zeros', 1, 3, 699, 'BIT'), // -> -1
  cmd('BITPOS', 'zeros', 1, 3, 700, 'BIT'), // -> 700
  cmd('SET', 'long', `${'\0'.repeat(70000)}\x01${'\xff'.repeat(70000)}\xfe`), // -> OK
  cmd('BITPOS', 'long', 1), // -> 560007
  cmd('BITPOS', 'long', 0, 70001), // -> 1120015
  cmd('BITPOS', 'long', 0, 70001, -2), // -> -1
  cmd('SET', 'n', 12), // -> OK
  cmd('BITPOS', 'n', 1), // -> 2
  cmd('SET', 'empty', ''), // -> OK
  cmd('BITPOS', 'empty', 0), // -> -1
  cmd('BITPOS', 'empty', 1), // -> -1
  cmd('BITPOS', 'empty', 0, 0), // -> -1
  cmd('BITPOS', 'missing', 0), // -> 0
  cmd('BITPOS', 'missing', 1), // -> -1
]);

bitmap.case('BITPOS refuses', [
  cmd('BITPOS', 'missing', 2), // -> -ERR The bit argument must be 1 or 0.
  cmd('BITPOS', 'missing', 'x'), // -> -ERR value is not an integer or out of range
  cmd('BITPOS', 'missing', 1, 'x', 'y', 'z', 'more'), // -> -1
  cmd('LPUSH', 'list', 'a'), // -> 1
  cmd('BITPOS', 'list', 2), // -> -ERR The bit argument must be 1 or 0.
  cmd('BITPOS', 'list', 1, 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SET', 'k', 'a'), // -> OK
  cmd('BITPOS', 'k', -1), // -> -ERR The bit argument must be 1 or 0.
  cmd('BITPOS', 'k', 1, 'x'), // -> -ERR value is not an integer or out of range
  cmd('BITPOS', 'k', 1, 0, 'x'), // -> -ERR value is not an integer or out of range
  cmd('BITPOS', 'k', 1, 0, 'x', 'hello'), // -> -ERR syntax error
  cmd('BITPOS', 'k', 1, 'x', 0, 'hello'), // -> -ERR value is not an integer or out of range
  cmd('BITPOS', 'k', 1, 0, 1, 'hello'), // -> -ERR syntax error
  cmd('BITPOS', 'k', 1, 0, 1, 'BIT', 'more'), // -> -ERR syntax error
  cmd('BITPOS', 'k', 1, 0, 'BIT'), // -> -ERR value is not an integer or out of range
  cmd('BITPOS', 'k'), // -> -ERR wrong number of arguments for 'bitpos' command
]);

bitmap.case('BITOP', [
  cmd('SET', 'a', 'abcdef'), // -> OK
  cmd('SET', 'b', '\xff\0\x0f'), // -> OK
  cmd('SET', 'n', 123), // -> OK
  ['AND', 'or', 'Xor'].flatMap((operation) => [
    cmd('BITOP', operation, 'd', 'a', 'b'),
    cmd('GET', 'd'),
    cmd('BITOP', operation, 'd', 'b', 'missing', 'a', 'n'),
    cmd('GET', 'd'),
    cmd('BITOP', operation, 'd', 'a'),
    cmd('GET', 'd'),
    cmd('BITOP', operation, 'd', 'a', 'a'),
    cmd('GET', 'd'),
  ]),
  // -> BITOP AND d a b -> 6
  // -> GET d -> "a\x00\x03\x00\x00\x00"
  // -> BITOP AND d b missing a n -> 6
  // -> GET d -> "\x00\x00\x00\x00\x00\x00"
  // -> BITOP AND d a -> 6
  // -> GET d -> "abcdef"
  // -> BITOP AND d a a -> 6
  // -> GET d -> "abcdef"
  // -> BITOP or d a b -> 6
  // -> GET d -> "\xffbodef"
  // -> BITOP or d b missing a n -> 6
  // -> GET d -> "\xffr\x7fdef"
  // -> BITOP or d a -> 6
  // -> GET d -> "abcdef"
  // -> BITOP or d a a -> 6
  // -> GET d -> "abcdef"
  // -> BITOP Xor d a b -> 6
  // -> GET d -> "\x9ebldef"
  // -> BITOP Xor d b missing a n -> 6
  // -> GET d -> "\xafP_def"
  // -> BITOP Xor d a -> 6
  // -> GET d -> "abcdef"
  // -> BITOP Xor d a a -> 6
  // -> GET d -> "\x00\x00\x00\x00\x00\x00"
  cmd('BITOP', 'NOT', 'd', 'b'), // -> 3
  cmd('GET', 'd'), // -> "\x00\xff\xf0"
  cmd('BITOP', 'NOT', 'd', 'n'), // -> 3
  cmd('GET', 'd'), // -> "\xce\xcd\xcc"
  cmd('OBJECT', 'ENCODING', 'd'), // -> "raw"
  cmd('EXPIRE', 'a', 100), // -> 1
  cmd('BITOP', 'NOT', 'a', 'a'), // -> 6
  cmd('GET', 'a'), // -> "\x9e\x9d\x9c\x9b\x9a\x99"
  cmd('TTL', 'a'), // -> -1
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('BITOP', 'AND', 'list', 'n', 'n'), // -> 3
  cmd('GET', 'list'), // -> "123"
  cmd('BITOP', 'AND', 'list', 'missing', 'missing'), // -> 0
  cmd('EXISTS', 'list'), // -> 0
  cmd('BITOP', 'NOT', 'nothing', 'missing'), // -> 0
  cmd('EXISTS', 'nothing'), // -> 0
]);

bitmap.case('BITOP of long strings', [
  cmd('SET', 'a', bytes255.repeat(600)), // -> OK
  cmd('SET', 'b', `xyz${bytes255.repeat(300)}`), // -> OK
  cmd('SET', 'c', bytes255.slice(7)), // -> OK
  cmd('APPEND', 'c', 'more'), // -> 253
  ['AND', 'OR', 'XOR'].flatMap((operation) => [
    cmd('BITOP', operation, 'd', 'a', 'b'),
    cmd('GET', 'd'),
    cmd('BITOP', operation, 'd', 'c', 'b', 'a', 'c'),
    cmd('GET', 'd'),
    cmd('BITCOUNT', 'd'),
  ]),
  // -> BITOP AND d a b -> 153600
  // -> GET d -> "$153600\r\n\x00\x01\x02\x00\x00\x00\x02\x04\x00\x00\x02\x08\x08\x08\n\x0c\x00\x00\x02\x10\x1
  //    0\x10\x12\x14\x10\x10\x12\x18\x18\x18\x1a"... (153611 bytes, sha1 269ec156)
  // -> BITOP AND d c b a c -> 153600
  // -> GET d -> "$153600\r\n\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x10\
  //    x10\x10\x10\x14\x10\x00\x00\x00\x00\x00\x00"... (153611 bytes, sha1 dd6f9df9)
  // -> BITCOUNT d -> 403
  // -> BITOP OR d a b -> 153600
  // -> GET d -> "$153600\r\nxyz\x03\x05\x07\x07\x07\r\x0f\x0f\x0b\r\x0f\x0f\x0f\x1d\x1f\x1f\x13\x15\x17\x17\x
  //    17\x1d\x1f\x1f\x1b\x1d\x1f\x1f"... (153611 bytes, sha1 b13a9681)
  // -> BITOP OR d c b a c -> 153600
  // -> GET d -> "$153600\r\n\x7fy{\x0b\x0f\x0f\x0f\x0f\x0f\x1f\x1f\x1b\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1b\x1f\x1
  //    f\x1f\x1f\x1f??;???"... (153611 bytes, sha1 0d8c7f9d)
  // -> BITCOUNT d -> 728963
  // -> BITOP XOR d a b -> 153600
  // -> GET d -> "$153600\r\nxxx\x03\x05\x07\x05\x03\r\x0f\r\x03\x05\x07\x05\x03\x1d\x1f\x1d\x03\x05\x07\x05\x
  //    03\r\x0f\r\x03\x05\x07\x05"... (153611 bytes, sha1 1981e639)
  // -> BITOP XOR d c b a c -> 153600
  // -> GET d -> "$153600\r\nxxx\x03\x05\x07\x05\x03\r\x0f\r\x03\x05\x07\x05\x03\x1d\x1f\x1d\x03\x05\x07\x05\x
  //    03\r\x0f\r\x03\x05\x07\x05"... (153611 bytes, sha1 1981e639)
  // -> BITCOUNT d -> 535810
  cmd('BITOP', 'NOT', 'd', 'a'), // -> 153600
  cmd('GET', 'd'),
  // -> "$153600\r\n\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6\xf5\xf4\xf3\xf2\xf1\xf0\xef\xee\xed\xec\xeb\xea\x
  //    e9\xe8\xe7\xe6\xe5\xe4\xe3\xe2\xe1"... (153611 bytes, sha1 2700edf2)
  cmd('BITOP', 'NOT', 'd', 'c'), // -> 253
  cmd('GET', 'd'),
  // -> "\xf8\xf7\xf6\xf5\xf4\xf3\xf2\xf1\xf0\xef\xee\xed\xec\xeb\xea\xe9\xe8\xe7\xe6\xe5\xe4\xe3\xe2\xe1\xe0\
  //    xdf\xde\xdd\xdc\xdb\xda\xd9\xd8\xd7\xd6\xd5\xd4\xd3\xd2\xd1\xd0\xcf\xce\xcd\xcc\xcb\xca\xc9\xc8\xc7\xc
  //    6\xc5\xc4\xc3\xc2\xc1\xc0\xbf\xbe\xbd\xbc\xbb\xba\xb9\xb8\xb7... (725 characters, sha1 11f8dc78)
]);

bitmap.case('BITOP refuses', [
  cmd('SET', 'a', 'x'), // -> OK
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('BITOP', 'NAND', 'd', 'a'), // -> -ERR syntax error
  cmd('BITOP', '', 'd', 'a'), // -> -ERR syntax error
  cmd('BITOP', 'and\0', 'd', 'a'), // -> 1
  cmd('BITOP', 'NOT', 'd', 'a', 'b'), // -> -ERR BITOP NOT must be called with a single source key.
  cmd('BITOP', 'NOT', 'd', 'list'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BITOP', 'NAND', 'd', 'list'), // -> -ERR syntax error
  cmd('BITOP', 'NOT', 'd', 'list', 'a'), // -> -ERR BITOP NOT must be called with a single source key.
  cmd('BITOP', 'OR', 'd', 'a', 'missing', 'list'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BITOP', 'OR', 'd'), // -> -ERR wrong number of arguments for 'bitop' command
]);

bitmap.case('BITOP tells of what it stores', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEAn'), // -> OK
  cmd('SET', 'a', 'x'), // -> OK
  cmd('PSUBSCRIBE', '__keyevent@0__:*').on('b'), // -> >["psubscribe", "__keyevent@0__:*", 1]
  cmd('BITOP', 'OR', 'd', 'a'), // -> 1
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:new", "d"]
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:set", "d"]
  cmd('BITOP', 'OR', 'd', 'missing'), // -> 0
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:del", "d"]
  cmd('BITOP', 'OR', 'd', 'missing'), // -> 0
  cmd('DEL', 'a'), // -> 1
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:del", "a"]
]);

bitmap.case('BITFIELD', [
  cmd('BITFIELD', 'k'), // -> []
  cmd('BITFIELD', 'k', 'GET', 'u8', 0), // -> [0]
  cmd('EXISTS', 'k'), // -> 0
  cmd('BITFIELD', 'k', 'SET', 'i8', 0, -100, 'INCRBY', 'i8', 0, 10, 'GET', 'u8', 0), // -> [0, -90, 166]
  cmd('BITFIELD', 'k', 'set', 'u5', '#3', 21, 'get', 'u5', '#3', 'GET', 'u20', 0, 'GET', 'i5', 15),
  // -> [0, 21, 679957, -11]
  cmd('GET', 'k'), // -> "\xa6\x01P"
  cmd('BITFIELD', 'k', 'GET', 'u63', 0, 'GET', 'i64', 0, 'GET', 'i64', 100, 'GET', 'u1', 4294967295),
  // -> [5980965023101485056, -6484814027506581504, 0, 0]
  cmd('STRLEN', 'k'), // -> 3
  cmd('BITFIELD', 'i64', 'SET', 'i64', 3, '-9223372036854775808', 'GET', 'i64', 3),
  // -> [0, -9223372036854775808]
  cmd('BITFIELD', 'i64', 'SET', 'i64', 3, '9223372036854775807', 'GET', 'i64', 3, 'GET', 'u63', 4),
  // -> [-9223372036854775808, 9223372036854775807, 9223372036854775807]
  cmd('BITFIELD', 'i64', 'INCRBY', 'i64', 3, 1, 'INCRBY', 'i64', 3, -1),
  // -> [-9223372036854775808, 9223372036854775807]
  cmd('GET', 'i64'), // -> "\x0f\xff\xff\xff\xff\xff\xff\xff\xe0"
  cmd('BITFIELD', 'i64', 'OVERFLOW', 'SAT', 'INCRBY', 'i64', 3, 1, 'OVERFLOW', 'FAIL', 'INCRBY', 'i64', 3, 1),
  // -> [9223372036854775807, nil]
  cmd(
    'BITFIELD',
    'u63',
    'SET',
    'u63',
    1,
    '9223372036854775807',
    'INCRBY',
    'u63',
    1,
    2,
    'INCRBY',
    'u63',
    1,
    -3,
  ), // -> [0, 1, 9223372036854775806]
  cmd('BITFIELD', 'u63', 'INCRBY', 'u63', 1, '-9223372036854775808', 'GET', 'i64', 0),
  // -> [9223372036854775806, 9223372036854775806]
  ['u52', 'i52', 'u53', 'i53', 'u54', 'i54'].map((type) =>
    cmd('BITFIELD', `x${type}`, 'INCRBY', type, 5, '4503599627370495', 'INCRBY', type, 5, '9007199254740993'),
  ),
  // -> BITFIELD xu52 INCRBY u52 5 4503599627370495 INCRBY u52 5 900... -> [4503599627370495, 0]
  // -> BITFIELD xi52 INCRBY i52 5 4503599627370495 INCRBY i52 5 900... -> [-1, 0]
  // -> BITFIELD xu53 INCRBY u53 5 4503599627370495 INCRBY u53 5 900... -> [4503599627370495,
  //    4503599627370496]
  // -> BITFIELD xi53 INCRBY i53 5 4503599627370495 INCRBY i53 5 900... -> [4503599627370495,
  //    -4503599627370496]
  // -> BITFIELD xu54 INCRBY u54 5 4503599627370495 INCRBY u54 5 900... -> [4503599627370495,
  //    13510798882111488]
  // -> BITFIELD xi54 INCRBY i54 5 4503599627370495 INCRBY i54 5 900... -> [4503599627370495,
  //    -4503599627370496]
  cmd('SET', 'n', 12), // -> OK
  cmd('BITFIELD', 'n', 'GET', 'u8', '#1'), // -> [50]
  cmd('OBJECT', 'ENCODING', 'n'), // -> "int"
  cmd('BITFIELD', 'n', 'SET', 'u8', '#1', 50), // -> [50]
  cmd('OBJECT', 'ENCODING', 'n'), // -> "raw"
  cmd('GET', 'n'), // -> "12"
  cmd('SET', 't', 'abc', 'EX', 100), // -> OK
  cmd('BITFIELD', 't', 'INCRBY', 'u8', 4, 1), // -> [23]
  cmd('TTL', 't').within(90, 100), // -> <90..100>
]);

const kinds = ['WRAP', 'SAT', 'FAIL'];

bitmap.case('BITFIELD and what is too large', [
  ['u1', 'u8', 'i1', 'i8', 'i31', 'u32', 'i62', 'i63', 'u62', 'u63', 'i64'].flatMap((type) =>
    kinds.map((kind) =>
      cmd(
        ...['BITFIELD', `${type}${kind}`, 'OVERFLOW', kind],
        ...['0', '-1', '127', '128', '-129', '300', '9223372036854775807', '-9223372036854775808'].flatMap(
          (value) => [
            ...['SET', type, '3', value],
            ...['INCRBY', type, '3', value],
            ...['INCRBY', type, '3', '1'],
          ],
        ),
        ...[
          '-9223372036854775681',
          '-9223372036854775680',
          '-4611686018427387905',
          '-4611686018427387904',
        ].flatMap((value) => ['SET', type, '3', value, 'GET', type, '3']),
      ),
    ),
  ),
  // -> BITFIELD u1WRAP OVERFLOW WRAP SET u1 3 0 INCRBY u1 3 0 INCRB... -> [0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0,
  //    1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0]
  // -> BITFIELD u1SAT OVERFLOW SAT SET u1 3 0 INCRBY u1 3 0 INCRBY ... -> [0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1,
  //    1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  // -> BITFIELD u1FAIL OVERFLOW FAIL SET u1 3 0 INCRBY u1 3 0 INCRB... -> [0, 0, 1, nil, 0, 1, nil, nil, nil,
  //    nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, 1, nil, 1, nil, 1,
  //    nil, 1]
  // -> BITFIELD u8WRAP OVERFLOW WRAP SET u8 3 0 INCRBY u8 3 0 INCRB... -> [0, 0, 1, 1, 254, 255, 255, 254,
  //    255, 255, 0, 1, 1, 254, 255, 255, 88, 89, 89, 254, 255, 255, 0, 1, 1, 127, 127, 128, 128, 255, 255, 0]
  // -> BITFIELD u8SAT OVERFLOW SAT SET u8 3 0 INCRBY u8 3 0 INCRBY ... -> [0, 0, 1, 1, 254, 255, 255, 254,
  //    255, 255, 255, 255, 255, 126, 127, 127, 255, 255, 255, 255, 255, 255, 0, 1, 1, 255, 255, 255, 255,
  //    255, 255, 255]
  // -> BITFIELD u8FAIL OVERFLOW FAIL SET u8 3 0 INCRBY u8 3 0 INCRB... -> [0, 0, 1, nil, 0, 1, 1, 254, 255,
  //    255, nil, 129, nil, 0, 1, nil, nil, 2, nil, nil, 3, nil, nil, 4, nil, 4, nil, 4, nil, 4, nil, 4]
  // -> BITFIELD i1WRAP OVERFLOW WRAP SET i1 3 0 INCRBY i1 3 0 INCRB... -> [0, 0, -1, -1, 0, -1, -1, 0, -1,
  //    -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, -1, -1, 0, 0, -1, -1, 0]
  // -> BITFIELD i1SAT OVERFLOW SAT SET i1 3 0 INCRBY i1 3 0 INCRBY ... -> [0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0,
  //    0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, -1, -1, -1, -1, -1, -1, -1]
  // -> BITFIELD i1FAIL OVERFLOW FAIL SET i1 3 0 INCRBY i1 3 0 INCRB... -> [0, 0, nil, 0, nil, 0, nil, nil,
  //    nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, 0, nil, 0, nil,
  //    0, nil, 0]
  // -> BITFIELD i8WRAP OVERFLOW WRAP SET i8 3 0 INCRBY i8 3 0 INCRB... -> [0, 0, 1, 1, -2, -1, -1, -2, -1,
  //    -1, 0, 1, 1, -2, -1, -1, 88, 89, 89, -2, -1, -1, 0, 1, 1, 127, 127, -128, -128, -1, -1, 0]
  // -> BITFIELD i8SAT OVERFLOW SAT SET i8 3 0 INCRBY i8 3 0 INCRBY ... -> [0, 0, 1, 1, -2, -1, -1, 127, 127,
  //    127, 127, 127, 127, -128, -127, -127, 127, 127, 127, 127, 127, 127, -128, -127, -127, 127, 127, -128,
  //    -128, -128, -128, -128]
  // -> BITFIELD i8FAIL OVERFLOW FAIL SET i8 3 0 INCRBY i8 3 0 INCRB... -> [0, 0, 1, 1, -2, -1, -1, nil, nil,
  //    nil, nil, nil, nil, -2, -1, nil, nil, 0, nil, nil, 1, nil, nil, 2, nil, 2, nil, 2, nil, 2, nil, 2]
  // -> BITFIELD i31WRAP OVERFLOW WRAP SET i31 3 0 INCRBY i31 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, -2, -1, -1, 0, 1, 1, 127, 127, 128, 128, -1, -1,
  //    0]
  // -> BITFIELD i31SAT OVERFLOW SAT SET i31 3 0 INCRBY i31 3 0 INCR... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, 1073741823, 1073741823, 1073741823, -1073741824,
  //    -1073741823, -1073741823, 1073741823, 1073741823, 1073741823, 1073741823, -1073741824, -1073741824,
  //    -1073741824]
  // -> BITFIELD i31FAIL OVERFLOW FAIL SET i31 3 0 INCRBY i31 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, nil, nil, 602, nil, nil, 603, nil, 603, nil, 603, nil,
  //    603, nil, 603]
  // -> BITFIELD u32WRAP OVERFLOW WRAP SET u32 3 0 INCRBY u32 3 0 IN... -> [0, 0, 1, 1, 4294967294,
  //    4294967295, 4294967295, 254, 255, 255, 256, 257, 257, 4294967038, 4294967039, 4294967039, 600, 601,
  //    601, 4294967294, 4294967295, 4294967295, 0, 1, 1, 127, 127, 128, 128, 4294967295, 4294967295, 0]
  // -> BITFIELD u32SAT OVERFLOW SAT SET u32 3 0 INCRBY u32 3 0 INCR... -> [0, 0, 1, 1, 4294967294,
  //    4294967295, 4294967295, 254, 255, 255, 256, 257, 257, 4294967166, 4294967167, 4294967167, 600, 601,
  //    601, 4294967295, 4294967295, 4294967295, 0, 1, 1, 4294967295, 4294967295, 4294967295, 4294967295,
  //    4294967295, 4294967295, 4294967295]
  // -> BITFIELD u32FAIL OVERFLOW FAIL SET u32 3 0 INCRBY u32 3 0 IN... -> [0, 0, 1, nil, 0, 1, 1, 254, 255,
  //    255, 256, 257, nil, 128, 129, 129, 600, 601, nil, nil, 602, nil, nil, 603, nil, 603, nil, 603, nil,
  //    603, nil, 603]
  // -> BITFIELD i62WRAP OVERFLOW WRAP SET i62 3 0 INCRBY i62 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, -2, -1, -1, 0, 1, 1, 127, 127, 128, 128, -1, -1,
  //    0]
  // -> BITFIELD i62SAT OVERFLOW SAT SET i62 3 0 INCRBY i62 3 0 INCR... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, 2305843009213693951, 2305843009213693951,
  //    2305843009213693951, -2305843009213693952, -2305843009213693951, -2305843009213693951,
  //    2305843009213693951, 2305843009213693951, 230584... (366 characters, sha1 ee0a07f2)
  // -> BITFIELD i62FAIL OVERFLOW FAIL SET i62 3 0 INCRBY i62 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, nil, nil, 602, nil, nil, 603, nil, 603, nil, 603, nil,
  //    603, nil, 603]
  // -> BITFIELD i63WRAP OVERFLOW WRAP SET i63 3 0 INCRBY i63 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, -2, -1, -1, 0, 1, 1, 127, 127, 128, 128,
  //    4611686018427387903, 4611686018427387903, -4611686018427387904]
  // -> BITFIELD i63SAT OVERFLOW SAT SET i63 3 0 INCRBY i63 3 0 INCR... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, 4611686018427387903, 4611686018427387903,
  //    4611686018427387903, -4611686018427387904, -4611686018427387903, -4611686018427387903,
  //    4611686018427387903, 4611686018427387903, 461168... (364 characters, sha1 62e88608)
  // -> BITFIELD i63FAIL OVERFLOW FAIL SET i63 3 0 INCRBY i63 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, nil, nil, 602, nil, nil, 603, nil, 603, nil, 603, nil,
  //    603, 603, -4611686018427387904]
  // -> BITFIELD u62WRAP OVERFLOW WRAP SET u62 3 0 INCRBY u62 3 0 IN... -> [0, 0, 1, 1, 4611686018427387902,
  //    4611686018427387903, 4611686018427387903, 254, 255, 255, 256, 257, 257, 4611686018427387646,
  //    4611686018427387647, 4611686018427387647, 600, 601, 601, 4611686018427387902, 4611686018427387903,
  //    4611686018427387903, 0, 1, 1, 127, 127,... (320 characters, sha1 5c69250f)
  // -> BITFIELD u62SAT OVERFLOW SAT SET u62 3 0 INCRBY u62 3 0 INCR... -> [0, 0, 1, 1, 4611686018427387902,
  //    4611686018427387903, 4611686018427387903, 254, 255, 255, 256, 257, 257, 4611686018427387774,
  //    4611686018427387775, 4611686018427387775, 600, 601, 601, 4611686018427387903, 4611686018427387903,
  //    4611686018427387903, 0, 1, 1, 461168601... (402 characters, sha1 635cfc23)
  // -> BITFIELD u62FAIL OVERFLOW FAIL SET u62 3 0 INCRBY u62 3 0 IN... -> [0, 0, 1, nil, 0, 1, 1, 254, 255,
  //    255, 256, 257, nil, 128, 129, 129, 600, 601, nil, nil, 602, nil, nil, 603, nil, 603, nil, 603, nil,
  //    603, nil, 603]
  // -> BITFIELD u63WRAP OVERFLOW WRAP SET u63 3 0 INCRBY u63 3 0 IN... -> [0, 0, 1, 1, 9223372036854775806,
  //    9223372036854775807, 9223372036854775807, 254, 255, 255, 256, 257, 257, 9223372036854775550,
  //    9223372036854775551, 9223372036854775551, 600, 601, 601, 9223372036854775806, 9223372036854775807,
  //    9223372036854775807, 0, 1, 1, 127, 127,... (338 characters, sha1 d47bbef3)
  // -> BITFIELD u63SAT OVERFLOW SAT SET u63 3 0 INCRBY u63 3 0 INCR... -> [0, 0, 1, 1, 9223372036854775806,
  //    9223372036854775807, 9223372036854775807, 254, 255, 255, 256, 257, 257, 9223372036854775678,
  //    9223372036854775679, 9223372036854775679, 600, 601, 601, 9223372036854775807, 9223372036854775807,
  //    9223372036854775807, 0, 1, 1, 922337203... (402 characters, sha1 6a1546b4)
  // -> BITFIELD u63FAIL OVERFLOW FAIL SET u63 3 0 INCRBY u63 3 0 IN... -> [0, 0, 1, nil, 0, 1, 1, 254, 255,
  //    255, 256, 257, nil, 128, 129, 129, 600, 601, 601, nil, nil, nil, nil, nil, nil, 9223372036854775807,
  //    nil, 9223372036854775807, nil, 9223372036854775807, nil, 9223372036854775807]
  // -> BITFIELD i64WRAP OVERFLOW WRAP SET i64 3 0 INCRBY i64 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, -2, -1, -1, 0, 1, 1, -9223372036854775681,
  //    -9223372036854775681, -9223372036854775680, -9223372036854775680, -4611686018427387905,
  //    -4611686018427387905, -4611686018427387904]
  // -> BITFIELD i64SAT OVERFLOW SAT SET i64 3 0 INCRBY i64 3 0 INCR... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, 9223372036854775807, 9223372036854775807,
  //    9223372036854775807, -9223372036854775808, -9223372036854775807, -9223372036854775807,
  //    -9223372036854775681, -9223372036854775681, -922... (370 characters, sha1 a4ab0d5a)
  // -> BITFIELD i64FAIL OVERFLOW FAIL SET i64 3 0 INCRBY i64 3 0 IN... -> [0, 0, 1, 1, -2, -1, -1, 254, 255,
  //    255, 256, 257, 257, -258, -257, -257, 600, 601, 601, nil, nil, 9223372036854775807, nil,
  //    -9223372036854775807, -9223372036854775807, -9223372036854775681, -9223372036854775681,
  //    -9223372036854775680, -9223372036854775680, -46116860... (321 characters, sha1 de5b0b9b)
]);

bitmap.case('BITFIELD refuses', [
  [
    'u64',
    'i65',
    'u0',
    'i0',
    'u-1',
    'x8',
    'U8',
    '',
    'u',
    'u08',
    'u 8',
    '8',
    'u8x',
    'u8\0x',
    'i9223372036854775808',
  ].map((type) => cmd('BITFIELD', 'k', 'GET', type, 0)),
  // -> BITFIELD k GET u64 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET i65 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET u0 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET i0 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET u-1 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET x8 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET U8 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET "" 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET u 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET u08 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET "u 8" 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET 8 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET u8x 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not
  //    supported but i64 is.
  // -> BITFIELD k GET "u8\u0000x" 0 -> [0]
  // -> BITFIELD k GET i9223372036854775808 0 -> -ERR Invalid bitfield type. Use something like i16 u8. Note
  //    that u64 is not supported but i64 is.
  [
    ...['-1', 'x', '', '#', '#-1', '#x', '##1', '4294967296', '4294967295', '#536870912', '#536870911', '01'],
    ...['#2305843009213693952', '#1152921504606846976', '#9223372036854775807', '9223372036854775807', ' 1'],
  ].map((offset) => cmd('BITFIELD', 'k', 'GET', 'u8', offset)),
  // -> BITFIELD k GET u8 -1 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 x -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 "" -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 # -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 #-1 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 #x -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 ##1 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 4294967296 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 4294967295 -> [0]
  // -> BITFIELD k GET u8 #536870912 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 #536870911 -> [0]
  // -> BITFIELD k GET u8 01 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 #2305843009213693952 -> [0]
  // -> BITFIELD k GET u8 #1152921504606846976 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 #9223372036854775807 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 9223372036854775807 -> -ERR bit offset is not an integer or out of range
  // -> BITFIELD k GET u8 " 1" -> -ERR bit offset is not an integer or out of range
  cmd('BITFIELD', 'k', 'SET', 'u8', 0, 'x'), // -> -ERR value is not an integer or out of range
  cmd('BITFIELD', 'k', 'SET', 'u8', 0, '9223372036854775808'),
  // -> -ERR value is not an integer or out of range
  cmd('BITFIELD', 'k', 'SET', 'u9x', 'x', 'x'),
  // -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.
  cmd('BITFIELD', 'k', 'SET', 'u9', 'x', 'x'), // -> -ERR bit offset is not an integer or out of range
  cmd('BITFIELD', 'k', 'INCRBY', 'u8', 0, '1.5'), // -> -ERR value is not an integer or out of range
  cmd('BITFIELD', 'k', 'SET', 'u8', 0), // -> -ERR syntax error
  cmd('BITFIELD', 'k', 'GET', 'u8'), // -> -ERR syntax error
  cmd('BITFIELD', 'k', 'GET'), // -> -ERR syntax error
  cmd('BITFIELD', 'k', 'OVERFLOW'), // -> -ERR syntax error
  cmd('BITFIELD', 'k', 'OVERFLOW', 'x'), // -> -ERR Invalid OVERFLOW type specified
  cmd('BITFIELD', 'k', 'OVERFLOW', 'sat'), // -> []
  cmd('BITFIELD', 'k', 'over\0x', 'sat'), // -> -ERR syntax error
  cmd('BITFIELD', 'k', 'get\0x', 'u8', 0), // -> [0]
  cmd('BITFIELD', 'k', 'nothing', 'u8', 0), // -> -ERR syntax error
  cmd('BITFIELD', 'k', 'SET', 'u8', 0, 1, 'GET', 'u64', 0),
  // -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.
  cmd('EXISTS', 'k'), // -> 0
  cmd('BITFIELD'), // -> -ERR wrong number of arguments for 'bitfield' command
  cmd('LPUSH', 'list', 'a'), // -> 1
  cmd('BITFIELD', 'list'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BITFIELD', 'list', 'GET', 'u8', 0),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BITFIELD', 'list', 'SET', 'u8', 0, 1),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BITFIELD', 'list', 'SET', 'u64', 0, 1),
  // -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.
]);

bitmap.case('BITFIELD tells of a change only where there is one', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEAn'), // -> OK
  cmd('PSUBSCRIBE', '__keyevent@0__:*').on('b'), // -> >["psubscribe", "__keyevent@0__:*", 1]
  cmd('BITFIELD', 'k', 'SET', 'u8', 0, 0, 'SET', 'u8', 8, 1), // -> [0, 0]
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:new", "k"]
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:setbit", "k"]
  cmd('BITFIELD', 'k', 'SET', 'u8', 0, 0, 'INCRBY', 'u8', 8, 0), // -> [0, 1]
  cmd('BITFIELD', 'k', 'GET', 'u8', 100, 'SET', 'u8', 17, 0), // -> [0, 0]
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:setbit", "k"]
  cmd('BITFIELD', 'k', 'SET', 'u8', 0, 0, 'SET', 'u8', 8, 2, 'SET', 'u8', 8, 3), // -> [0, 1, 2]
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:setbit", "k"]
  cmd('BITFIELD', 'k', 'OVERFLOW', 'FAIL', 'SET', 'u8', 8, 256), // -> [nil]
  cmd('BITFIELD', 'k', 'OVERFLOW', 'FAIL', 'SET', 'u8', 80, 256), // -> [nil]
  cmd('STRLEN', 'k'), // -> 11
  cmd('BITFIELD', 'created', 'OVERFLOW', 'FAIL', 'SET', 'u8', 8, 256), // -> [nil]
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:new", "created"]
  cmd('GET', 'created'), // -> "\x00\x00"
  cmd('DEL', 'k'), // -> 1
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:del", "k"]
]);

bitmap.case('BITFIELD_RO', [
  cmd('SET', 'k', 'abc'), // -> OK
  cmd('BITFIELD_RO', 'k', 'GET', 'u8', 0, 'get', 'i8', '#2', 'GET', 'u63', 5),
  // -> [97, 99, 1596015894507552768]
  cmd('BITFIELD_RO', 'k'), // -> []
  cmd('BITFIELD_RO', 'missing', 'GET', 'i64', 0), // -> [0]
  cmd('BITFIELD_RO', 'k', 'OVERFLOW', 'SAT', 'GET', 'u8', 0), // -> [97]
  cmd('BITFIELD_RO', 'k', 'GET', 'u8', 0, 'SET', 'u8', 0, 1),
  // -> -ERR BITFIELD_RO only supports the GET subcommand
  cmd('BITFIELD_RO', 'k', 'INCRBY', 'u8', 0, 1), // -> -ERR BITFIELD_RO only supports the GET subcommand
  cmd('BITFIELD_RO', 'k', 'SET', 'u8', 0, 'x'), // -> -ERR value is not an integer or out of range
  cmd('BITFIELD_RO', 'k', 'GET', 'u64', 0),
  // -> -ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.
  cmd('BITFIELD_RO', 'k', 'GET', 'u8'), // -> -ERR syntax error
  cmd('BITFIELD_RO', 'k', 'x'), // -> -ERR syntax error
  cmd('BITFIELD_RO'), // -> -ERR wrong number of arguments for 'bitfield_ro' command
  cmd('LPUSH', 'list', 'a'), // -> 1
  cmd('BITFIELD_RO', 'list', 'GET', 'u8', 0),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('BITFIELD_RO', 'list', 'SET', 'u8', 0, 1), // -> -ERR BITFIELD_RO only supports the GET subcommand
]);

const bits = fc.constantFrom('0', '1');
const bitOffsets = fc.integer({ min: 0, max: 200 }).map(String);
const indexes = fc.integer({ min: -70, max: 70 }).map(String);
const unit = fc.oneof(optional('BIT'), optional('BYTE'));
const types = fc
  .tuple(
    fc.constantFrom('i', 'u'),
    fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 50, max: 64 })),
  )
  .map(([sign, width]) => `${sign}${width}`);
const fieldOffsets = fc.oneof(bitOffsets, fc.constantFrom('#0', '#1', '#3'));
const overflow = fc
  .option(fc.constantFrom('WRAP', 'SAT', 'FAIL'))
  .map((kind) => (kind === null ? [] : ['OVERFLOW', kind]));
const fieldWord = (name: string, amount: fc.Arbitrary<string>) =>
  fc.tuple(overflow, fc.constant(name), types, fieldOffsets, amount).map((words) => words.flat());
const fields = fc.oneof(
  fieldWord('SET', integers),
  fieldWord('INCRBY', integers),
  fc.tuple(fc.constant('GET'), types, fieldOffsets).map((words) => [...words]),
);

bitmap.generated(
  'any sequence of bitmap commands',
  fc.oneof(
    command('SET', keys, values),
    command('SETBIT', keys, bitOffsets, bits),
    command('GETBIT', keys, bitOffsets),
    command('BITCOUNT', keys),
    command('BITCOUNT', keys, indexes, indexes, unit),
    command('BITPOS', keys, bits),
    command('BITPOS', keys, bits, smallIntegers),
    command('BITPOS', keys, bits, indexes, indexes, unit),
    command('BITOP', fc.constantFrom('AND', 'OR', 'XOR', 'NOT'), keys, repeated(keys)),
    command('BITFIELD', keys, repeated(fields)),
    command('BITFIELD', keys, repeated(fields)),
    command('GET', keys),
    command('OBJECT', fc.constant('ENCODING'), keys),
  ),
);
