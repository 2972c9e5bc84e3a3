import fc from 'fast-check';
import { command, keys, smallIntegers, values } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const string = conformance('string');

string.case('SET and GET', [
  cmd('GET', 'missing'), // -> nil
  cmd('SET', 'k', 'v'), // -> OK
  cmd('GET', 'k'), // -> "v"
  cmd('SET', 'bin\0\xff\r\n', '\0\xff\r\n'), // -> OK
  cmd('GET', 'bin\0\xff\r\n'), // -> "\x00\xff\r\n"
  cmd('SET', '', ''), // -> OK
  cmd('GET', ''), // -> ""
  cmd('SET', 'k'), // -> -ERR wrong number of arguments for 'set' command
  cmd('GET'), // -> -ERR wrong number of arguments for 'get' command
  cmd('GET', 'a', 'b'), // -> -ERR wrong number of arguments for 'get' command
]);

string.case('SET with options', [
  cmd('SET', 'k', '1', 'NX'), // -> OK
  cmd('SET', 'k', '2', 'NX'), // -> nil
  cmd('SET', 'k', '3', 'XX'), // -> OK
  cmd('SET', 'other', '3', 'XX'), // -> nil
  cmd('SET', 'k', '4', 'GET'), // -> "3"
  cmd('SET', 'k', '5', 'NX', 'GET'), // -> "4"
  cmd('SET', 'fresh', '5', 'NX', 'GET'), // -> nil
  cmd('SET', 'fresh2', '5', 'XX', 'GET'), // -> nil
  cmd('EXISTS', 'fresh2'), // -> 0
  cmd('SET', 'k', 'v', 'EX', '100'), // -> OK
  cmd('TTL', 'k').within(90, 100), // -> <90..100>
  cmd('SET', 'k', 'w', 'KEEPTTL'), // -> OK
  cmd('TTL', 'k').within(90, 100), // -> <90..100>
  cmd('SET', 'k', 'w'), // -> OK
  cmd('TTL', 'k'), // -> -1
  cmd('SET', 'k', 'w', 'PX', '100000'), // -> OK
  cmd('TTL', 'k').within(90, 100), // -> <90..100>
  cmd('SET', 'k', 'w', 'EXAT', '33177117420'), // -> OK
  cmd('EXPIRETIME', 'k'), // -> 33177117420
  cmd('SET', 'k', 'w', 'PXAT', '33177117420123'), // -> OK
  cmd('PEXPIRETIME', 'k'), // -> 33177117420123
  cmd('SET', 'k', 'w', 'EXAT', '1'), // -> OK
  cmd('GET', 'k'), // -> nil
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('SET', 'list', 'v', 'GET'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('TYPE', 'list'), // -> list
  cmd('SET', 'list', 'v'), // -> OK
]);

string.case('SET refuses', [
  cmd('SET', 'k', 'v', 'FOO'), // -> -ERR syntax error
  cmd('SET', 'k', 'v', 'NX', 'XX'), // -> -ERR syntax error
  cmd('SET', 'k', 'v', 'EX'), // -> -ERR syntax error
  cmd('SET', 'k', 'v', 'EX', '0'), // -> -ERR invalid expire time in 'set' command
  cmd('SET', 'k', 'v', 'EX', '-1'), // -> -ERR invalid expire time in 'set' command
  cmd('SET', 'k', 'v', 'PX', 'x'), // -> -ERR value is not an integer or out of range
  cmd('SET', 'k', 'v', 'EX', '9223372036854775807'), // -> -ERR invalid expire time in 'set' command
  cmd('SET', 'k', 'v', 'PX', '9223372036854775807'), // -> -ERR invalid expire time in 'set' command
  cmd('SET', 'k', 'v', 'PXAT', '9223372036854775807'), // -> OK
  cmd('SET', 'k', 'v', 'EX', '10', 'PX', '10'), // -> -ERR syntax error
  cmd('SET', 'k', 'v', 'EX', '10', 'KEEPTTL'), // -> -ERR syntax error
  cmd('SET', 'k', 'v', 'KEEPTTL', 'EX', '10'), // -> -ERR syntax error
  cmd('SET', 'k', 'v', 'PERSIST'), // -> -ERR syntax error
]);

string.case('SETEX, PSETEX, SETNX, GETSET, GETDEL, GETEX', [
  cmd('SETEX', 'k', '100', 'v'), // -> OK
  cmd('TTL', 'k').within(90, 100), // -> <90..100>
  cmd('SETEX', 'k', '0', 'v'), // -> -ERR invalid expire time in 'setex' command
  cmd('SETEX', 'k', 'x', 'v'), // -> -ERR value is not an integer or out of range
  cmd('PSETEX', 'k', '-5', 'v'), // -> -ERR invalid expire time in 'psetex' command
  cmd('PSETEX', 'k', '100000', 'w'), // -> OK
  cmd('SETNX', 'k', 'v'), // -> 0
  cmd('SETNX', 'n', 'v'), // -> 1
  cmd('GETSET', 'k', 'new'), // -> "w"
  cmd('TTL', 'k'), // -> -1
  cmd('GETSET', 'absent', 'new'), // -> nil
  cmd('GETDEL', 'absent'), // -> "new"
  cmd('GETDEL', 'absent'), // -> nil
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('GETDEL', 'list'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GETSET', 'list', 'v'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GETEX', 'list'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GETEX', 'k', 'EX', '100'), // -> "new"
  cmd('TTL', 'k').within(90, 100), // -> <90..100>
  cmd('GETEX', 'k', 'PERSIST'), // -> "new"
  cmd('TTL', 'k'), // -> -1
  cmd('GETEX', 'k', 'PXAT', '33177117420123'), // -> "new"
  cmd('PEXPIRETIME', 'k'), // -> 33177117420123
  cmd('GETEX', 'k'), // -> "new"
  cmd('PEXPIRETIME', 'k'), // -> 33177117420123
  cmd('GETEX', 'k', 'NX'), // -> -ERR syntax error
  cmd('GETEX', 'k', 'EX', '10', 'PERSIST'), // -> -ERR syntax error
  cmd('GETEX', 'k', 'EX', '0'), // -> -ERR invalid expire time in 'getex' command
  cmd('GETEX', 'k', 'PXAT', '1000'), // -> "new"
  cmd('GET', 'k'), // -> nil
  cmd('GETEX', 'absent', 'EX', '0'), // -> nil
]);

string.case('MGET, MSET, MSETNX', [
  cmd('MSET', 'a', '1', 'b', '2', 'a', '3'), // -> OK
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('MGET', 'a', 'b', 'list', 'none'), // -> ["3", "2", nil, nil]
  cmd('MSET', 'a', '1', 'b'), // -> -ERR wrong number of arguments for 'mset' command
  cmd('MSETNX', 'a', '1', 'b'), // -> -ERR wrong number of arguments for 'msetnx' command
  cmd('MSETNX', 'a', '9', 'c', '9'), // -> 0
  cmd('MSETNX', 'c', '9', 'd', '9'), // -> 1
  cmd('MGET', 'a', 'b', 'c', 'd'), // -> ["3", "2", "9", "9"]
]);

string.case('counters are 64-bit', [
  cmd('INCR', 'n'), // -> 1
  cmd('INCRBY', 'n', '9007199254740991'), // -> 9007199254740992
  cmd('INCR', 'n'), // -> 9007199254740993
  cmd('GET', 'n'), // -> "9007199254740993"
  cmd('OBJECT', 'ENCODING', 'n'), // -> "int"
  cmd('SET', 'n', '9223372036854775806'), // -> OK
  cmd('INCR', 'n'), // -> 9223372036854775807
  cmd('INCR', 'n'), // -> -ERR increment or decrement would overflow
  cmd('DECRBY', 'n', '9223372036854775807'), // -> 0
  cmd('DECR', 'n'), // -> -1
  cmd('SET', 'n', '-9223372036854775807'), // -> OK
  cmd('DECR', 'n'), // -> -9223372036854775808
  cmd('DECR', 'n'), // -> -ERR increment or decrement would overflow
  cmd('INCRBY', 'n', '-1'), // -> -ERR increment or decrement would overflow
  cmd('DECRBY', 'n', '-9223372036854775808'), // -> -ERR decrement would overflow
  cmd('INCRBY', 'n', '9223372036854775808'), // -> -ERR value is not an integer or out of range
  cmd('INCRBY', 'n', '1.5'), // -> -ERR value is not an integer or out of range
  cmd('INCRBY', 'n', ' 1'), // -> -ERR value is not an integer or out of range
  cmd('SET', 's', ' 11'), // -> OK
  cmd('INCR', 's'), // -> -ERR value is not an integer or out of range
  cmd('SET', 's', '11 '), // -> OK
  cmd('INCR', 's'), // -> -ERR value is not an integer or out of range
  cmd('SET', 's', '+11'), // -> OK
  cmd('INCR', 's'), // -> -ERR value is not an integer or out of range
  cmd('SET', 's', '011'), // -> OK
  cmd('INCR', 's'), // -> -ERR value is not an integer or out of range
  cmd('SET', 's', '-0'), // -> OK
  cmd('INCR', 's'), // -> -ERR value is not an integer or out of range
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('INCR', 'list'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('INCRBY', 'list', 'x'), // -> -ERR value is not an integer or out of range
  cmd('INCR', 'fresh'), // -> 1
  cmd('EXPIRE', 'fresh', '100'), // -> 1
  cmd('INCR', 'fresh'), // -> 2
  cmd('TTL', 'fresh').within(90, 100), // -> <90..100>
]);

string.case('INCRBYFLOAT adds long doubles', [
  cmd('INCRBYFLOAT', 'f', '0.1'), // -> "0.1"
  cmd('INCRBYFLOAT', 'f', '0.2'), // -> "0.3"
  cmd('INCRBYFLOAT', 'f', '-0.3'), // -> "0"
  cmd('INCRBYFLOAT', 'f', '5.0e3'), // -> "5000"
  cmd('INCRBYFLOAT', 'f', '1e-10'), // -> "5000.00000000010000001"
  cmd('INCRBYFLOAT', 'f', 'x'), // -> -ERR value is not a valid float
  cmd('INCRBYFLOAT', 'f', 'inf'), // -> -ERR increment would produce NaN or Infinity
  cmd('INCRBYFLOAT', 'f', 'nan'), // -> -ERR value is not a valid float
  cmd('INCRBYFLOAT', 'f', ' 1'), // -> -ERR value is not a valid float
  cmd('INCRBYFLOAT', 'f', ''), // -> -ERR value is not a valid float
  cmd('SET', 'f', '17179869184'), // -> OK
  cmd('INCRBYFLOAT', 'f', '1.5'), // -> "17179869185.5"
  cmd('SET', 'f', '3.0e3'), // -> OK
  cmd('INCRBYFLOAT', 'f', '200'), // -> "3200"
  cmd('SET', 'f', 'abc'), // -> OK
  cmd('INCRBYFLOAT', 'f', '1'), // -> -ERR value is not a valid float
  cmd('INCRBYFLOAT', 'big', '1e300'),
  // -> "10000000000000000000089973240795591938705239442732907479382600823212656465961809357558491520837504971
  //    903503725086142748359035925561846729839130962605207486462873271356418436532940842551076060167897266529
  //    3237003055138294762099454029477278188962060617926761162709741... (303 characters, sha1 96c42f4f)
  cmd('INCRBYFLOAT', 'big', '-1e300'), // -> "0"
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('INCRBYFLOAT', 'list', '1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

string.case('APPEND, STRLEN, SETRANGE, GETRANGE', [
  cmd('APPEND', 'k', 'hello'), // -> 5
  cmd('APPEND', 'k', ' world'), // -> 11
  cmd('GET', 'k'), // -> "hello world"
  cmd('STRLEN', 'k'), // -> 11
  cmd('STRLEN', 'none'), // -> 0
  cmd('OBJECT', 'ENCODING', 'k'), // -> "raw"
  cmd('SETRANGE', 'k', '6', 'Redis'), // -> 11
  cmd('GET', 'k'), // -> "hello Redis"
  cmd('SETRANGE', 'pad', '5', 'x'), // -> 6
  cmd('GET', 'pad'), // -> "\x00\x00\x00\x00\x00x"
  cmd('SETRANGE', 'none', '5', ''), // -> 0
  cmd('EXISTS', 'none'), // -> 0
  cmd('SETRANGE', 'k', '-1', 'x'), // -> -ERR offset is out of range
  cmd('SETRANGE', 'k', '536870912', 'x'), // -> -ERR string exceeds maximum allowed size (proto-max-bulk-len)
  cmd('SETRANGE', 'k', 'a', 'x'), // -> -ERR value is not an integer or out of range
  cmd('SET', 'int', '1234'), // -> OK
  cmd('SETRANGE', 'int', '1', 'X'), // -> 4
  cmd('GET', 'int'), // -> "1X34"
  cmd('SET', 'int', '12'), // -> OK
  cmd('APPEND', 'int', '3'), // -> 3
  cmd('INCR', 'int'), // -> 124
  cmd('OBJECT', 'ENCODING', 'int'), // -> "int"
  [
    [0, -1],
    [0, 3],
    [-3, -1],
    [3, 1],
    [-1, -5],
    [0, 100],
    [100, 200],
    [-100, 2],
    [-100, -50],
  ].map(([start, end]) => cmd('GETRANGE', 'k', start, end)),
  // -> "hello Redis"; "hell"; "dis"; ""; ""; "hello Redis"; ""; "hel"; "h"
  cmd('SUBSTR', 'k', '0', '2'), // -> "hel"
  cmd('GETRANGE', 'k', 'x', '2'), // -> -ERR value is not an integer or out of range
  cmd('GETRANGE', 'none', '0', '-1'), // -> ""
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('APPEND', 'list', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SETRANGE', 'list', '0', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GETRANGE', 'list', '0', '1'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('STRLEN', 'list'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

string.case('encodings', [
  cmd('SET', 'k', '9223372036854775807'), // -> OK
  cmd('OBJECT', 'ENCODING', 'k'), // -> "int"
  cmd('SET', 'k', '9223372036854775808'), // -> OK
  cmd('OBJECT', 'ENCODING', 'k'), // -> "embstr"
  cmd('SET', 'k', 'x'.repeat(44)), // -> OK
  cmd('OBJECT', 'ENCODING', 'k'), // -> "embstr"
  cmd('SET', 'k', 'x'.repeat(45)), // -> OK
  cmd('OBJECT', 'ENCODING', 'k'), // -> "raw"
  cmd('SET', 'k', '007'), // -> OK
  cmd('OBJECT', 'ENCODING', 'k'), // -> "embstr"
  cmd('OBJECT', 'ENCODING', 'none'), // -> nil
  cmd('OBJECT', 'REFCOUNT', 'k'), // -> 1
  cmd('OBJECT', 'IDLETIME', 'k').within(0, 1), // -> <0..1>
  cmd('OBJECT', 'FREQ', 'k'),
  // -> -ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when
  //    switching between policies at runtime LRU and LFU data will take some time to adjust.
  cmd('OBJECT', 'FOO', 'k'), // -> -ERR unknown subcommand 'FOO'. Try OBJECT HELP.
  cmd('OBJECT', 'ENCODING'), // -> -ERR wrong number of arguments for 'object|encoding' command
  cmd('OBJECT', 'HELP'),
  // -> [OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, ENCODING <key>,     Return the kind
  //    of internal representation used in order to store the value,     associated with a <key>., FREQ <key>,
  //    Return the access frequency index of the <key>. The retu... (641 characters, sha1 c1b254f9)
  cmd('OBJECT'), // -> -ERR wrong number of arguments for 'object' command
]);

string.case('LCS', [
  cmd('MSET', 'a', 'ohmytext', 'b', 'mynewtext'), // -> OK
  cmd('LCS', 'a', 'b'), // -> "mytext"
  cmd('LCS', 'a', 'b', 'LEN'), // -> 6
  cmd('LCS', 'a', 'b', 'IDX'), // -> {"matches": [[[4, 7], [5, 8]], [[2, 3], [0, 1]]], "len": 6}
  cmd('LCS', 'a', 'b', 'IDX', 'MINMATCHLEN', '4'), // -> {"matches": [[[4, 7], [5, 8]]], "len": 6}
  cmd('LCS', 'a', 'b', 'IDX', 'MINMATCHLEN', '4', 'WITHMATCHLEN'),
  // -> {"matches": [[[4, 7], [5, 8], 4]], "len": 6}
  cmd('LCS', 'a', 'none'), // -> ""
  cmd('LCS', 'a', 'none', 'IDX'), // -> {"matches": [], "len": 0}
  cmd('LCS', 'a', 'b', 'IDX', 'LEN'), // -> -ERR If you want both the length and indexes, please just use IDX.
  cmd('LCS', 'a', 'b', 'FOO'), // -> -ERR syntax error
  cmd('LPUSH', 'list', 'x'), // -> 1
  cmd('LCS', 'a', 'list'), // -> -ERR The specified keys must contain string values
]);

string.generated(
  'any sequence of string commands',
  fc.oneof(
    command('SET', keys, values),
    command('GET', keys),
    command('APPEND', keys, values),
    command('SETRANGE', keys, smallIntegers, values),
    command('GETRANGE', keys, smallIntegers, smallIntegers),
    command('INCRBY', keys, smallIntegers),
    command('STRLEN', keys),
    command('GETDEL', keys),
    command('OBJECT', fc.constant('ENCODING'), keys),
    command('COPY', keys, keys),
    command('RENAME', keys, keys),
  ),
);
