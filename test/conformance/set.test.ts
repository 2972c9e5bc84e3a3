import fc from 'fast-check';
import { command, keys, members, optional, repeated, values } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { unordered } from './harness/normalise.ts';
import { cmd, receive } from './harness/steps.ts';

const set = conformance('set');

set.case('members are added, removed and asked for', [
  cmd('SADD', 's', 'b', 'a', 'b', '10'), // -> 3
  cmd('SADD', 's', 'a', 'c'), // -> 1
  cmd('SADD', 's', 'a'), // -> 0
  cmd('SMEMBERS', 's'), // -> ~["b", "a", "10", "c"]
  cmd('SCARD', 's'), // -> 4
  cmd('SCARD', 'none'), // -> 0
  cmd('SISMEMBER', 's', '10'), // -> 1
  cmd('SISMEMBER', 's', '010'), // -> 0
  cmd('SISMEMBER', 'none', 'a'), // -> 0
  cmd('SMISMEMBER', 's', 'a', 'x', '10'), // -> [1, 0, 1]
  cmd('SMISMEMBER', 'none', 'a', 'x'), // -> [0, 0]
  cmd('SREM', 's', 'a', 'a', 'x', 'b'), // -> 2
  cmd('SREM', 'none', 'a'), // -> 0
  cmd('SREM', 's', '10', 'c', 'd'), // -> 2
  cmd('EXISTS', 's'), // -> 0
  cmd('SMEMBERS', 's'), // -> ~[]
]);

set.case('wrong words are refused', [
  cmd('SET', 't', 'text'), // -> OK
  cmd('SADD', 's', 'a'), // -> 1
  cmd('SADD', 't', 'a'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SREM', 't', 'a'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SMEMBERS', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SMOVE', 't', 's', 'a'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SMOVE', 's', 't', 'a'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SMOVE', 's', 't', 'x'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SMOVE', 'none', 't', 'x'), // -> 0
  cmd('SPOP', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SPOP', 't', '2'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SPOP', 's', '-1'), // -> -ERR value is out of range, must be positive
  cmd('SPOP', 's', 'x'), // -> -ERR value is out of range, must be positive
  cmd('SPOP', 's', '1', '2'), // -> -ERR syntax error
  cmd('SRANDMEMBER', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SRANDMEMBER', 's', 'x'), // -> -ERR value is not an integer or out of range
  cmd('SRANDMEMBER', 's', '1', '2'), // -> -ERR syntax error
  cmd('SRANDMEMBER', 's', '-9223372036854775808'),
  // -> -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
  cmd('SINTER', 's', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SINTER', 'none', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SUNION', 's', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SDIFF', 's', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SDIFFSTORE', 'd', 's', 't'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SSCAN', 't', '0'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('SADD', 's'), // -> -ERR wrong number of arguments for 'sadd' command
]);

set.case('SMOVE', [
  cmd('SADD', 'a', '1', '2', 'x'), // -> 3
  cmd('SMOVE', 'a', 'b', 'x'), // -> 1
  cmd('SMOVE', 'a', 'b', 'x'), // -> 0
  cmd('SMOVE', 'a', 'a', '1'), // -> 1
  cmd('SMOVE', 'a', 'a', 'x'), // -> 0
  cmd('SMOVE', 'a', 'b', '1'), // -> 1
  cmd('SMEMBERS', 'b'), // -> ~["x", "1"]
  cmd('SMOVE', 'a', 'b', '2'), // -> 1
  cmd('EXISTS', 'a'), // -> 0
  cmd('SMOVE', 'b', 'c', '1'), // -> 1
  cmd('OBJECT', 'ENCODING', 'c'), // -> "intset"
]);

set.case('SINTER, SUNION, SDIFF and their stores', [
  cmd('SADD', 'a', '1', '2', '3', 'x', 'y'), // -> 5
  cmd('SADD', 'b', '2', '3', 'y', 'z'), // -> 4
  cmd('SADD', 'c', '3', '2'), // -> 2
  cmd('SINTER', 'a', 'b'), // -> ~["2", "3", "y"]
  cmd('SINTER', 'a', 'b', 'c'), // -> ~["2", "3"]
  cmd('SINTER', 'a', 'a'), // -> ~["1", "2", "3", "x", "y"]
  cmd('SINTER', 'a', 'none'), // -> ~[]
  cmd('SUNION', 'a', 'b', 'none'), // -> ~["1", "2", "3", "x", "y", "z"]
  cmd('SUNION', 'c', 'a'), // -> ~["1", "2", "3", "x", "y"]
  cmd('SDIFF', 'a', 'b'), // -> ~["1", "x"]
  cmd('SDIFF', 'a'), // -> ~["1", "2", "3", "x", "y"]
  cmd('SDIFF', 'a', 'a'), // -> ~[]
  cmd('SDIFF', 'a', 'b', 'a'), // -> ~[]
  cmd('SDIFF', 'none', 'a'), // -> ~[]
  cmd('SINTERSTORE', 'd', 'a', 'c'), // -> 2
  cmd('OBJECT', 'ENCODING', 'd'), // -> "intset"
  cmd('SMEMBERS', 'd'), // -> ~["2", "3"]
  cmd('SUNIONSTORE', 'd', 'a', 'b'), // -> 6
  cmd('OBJECT', 'ENCODING', 'd'), // -> "listpack"
  cmd('SDIFFSTORE', 'd', 'a', 'b'), // -> 2
  cmd('SMEMBERS', 'd'), // -> ~["1", "x"]
  cmd('OBJECT', 'ENCODING', 'd'), // -> "listpack"
  cmd('SET', 'd', 'text', 'EX', '100'), // -> OK
  cmd('SUNIONSTORE', 'd', 'c'), // -> 2
  cmd('TTL', 'd'), // -> -1
  cmd('SINTERSTORE', 'd', 'a', 'none'), // -> 0
  cmd('EXISTS', 'd'), // -> 0
  cmd('SINTERSTORE', 'a', 'a', 'b'), // -> 3
  cmd('SMEMBERS', 'a'), // -> ~["2", "3", "y"]
  cmd('SDIFFSTORE', 'a', 'a', 'a'), // -> 0
  cmd('EXISTS', 'a'), // -> 0
]);

set.case('SINTERCARD', [
  cmd('SADD', 'a', '1', '2', '3', 'x'), // -> 4
  cmd('SADD', 'b', '2', '3', 'x'), // -> 3
  cmd('SINTERCARD', '2', 'a', 'b'), // -> 3
  cmd('SINTERCARD', '2', 'a', 'b', 'LIMIT', '2'), // -> 2
  cmd('SINTERCARD', '2', 'a', 'b', 'limit', '0'), // -> 3
  cmd('SINTERCARD', '2', 'a', 'none'), // -> 0
  cmd('SINTERCARD', '1', 'a'), // -> 4
  cmd('SINTERCARD', '0', 'a'), // -> -ERR numkeys should be greater than 0
  cmd('SINTERCARD', 'x', 'a'), // -> -ERR numkeys should be greater than 0
  cmd('SINTERCARD', '-1', 'a'), // -> -ERR numkeys should be greater than 0
  cmd('SINTERCARD', '3', 'a', 'b'), // -> -ERR Number of keys can't be greater than number of args
  cmd('SINTERCARD', '1', 'a', 'b'), // -> -ERR syntax error
  cmd('SINTERCARD', '1', 'a', 'LIMIT'), // -> -ERR syntax error
  cmd('SINTERCARD', '1', 'a', 'LIMIT', '-1'), // -> -ERR LIMIT can't be negative
  cmd('SINTERCARD', '1', 'a', 'LIMIT', 'x'), // -> -ERR LIMIT can't be negative
  cmd('SINTERCARD', '1', 'a', 'LIMIT', '1', 'LIMIT', '2'), // -> 2
]);

set.case('SPOP and SRANDMEMBER', [
  cmd('SPOP', 'none'), // -> nil
  cmd('SPOP', 'none', '3'), // -> ~[]
  cmd('SRANDMEMBER', 'none'), // -> nil
  cmd('SRANDMEMBER', 'none', '3'), // -> []
  cmd('SADD', 's', 'a'), // -> 1
  cmd('SRANDMEMBER', 's'), // -> "a"
  cmd('SRANDMEMBER', 's', '-3'), // -> ["a", "a", "a"]
  cmd('SRANDMEMBER', 's', '1'), // -> ["a"]
  cmd('SPOP', 's', '0'), // -> ~[]
  cmd('SPOP', 's'), // -> "a"
  cmd('EXISTS', 's'), // -> 0
  cmd('SADD', 's', 'c', 'a', '1', 'b'), // -> 4
  cmd('SRANDMEMBER', 's', '9'), // -> ["c", "a", "1", "b"]
  cmd('SRANDMEMBER', 's', '4'), // -> ["c", "a", "1", "b"]
  cmd('SRANDMEMBER', 's', '0'), // -> []
  cmd('SRANDMEMBER', 's', '3').countOnly(), // -> [<item>, <item>, <item>]
  cmd('SRANDMEMBER', 's', '-9').countOnly(),
  // -> [<item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>]
  cmd('SPOP', 's', '1').countOnly(), // -> ~[<item>]
  cmd('SPOP', 's', '2').countOnly(), // -> ~[<item>, <item>]
  cmd('SCARD', 's'), // -> 1
  cmd('SADD', 't', 'c', 'a', '1', 'b'), // -> 4
  cmd('SPOP', 't', '4'), // -> ~["c", "a", "1", "b"]
  cmd('EXISTS', 't'), // -> 0
]);

set.case('SSCAN visits small sets whole', [
  cmd('SADD', 'numbers', '3', '1', '2'), // -> 3
  cmd('SADD', 'words', 'b', 'a', 'ab'), // -> 3
  cmd('SSCAN', 'none', '0'), // -> ["0", []]
  cmd('SSCAN', 'numbers', '0', 'COUNT', '1'), // -> ["0", ["1", "2", "3"]]
  cmd('SSCAN', 'words', '0', 'MATCH', 'a*'), // -> ["0", ["a", "ab"]]
  cmd('SSCAN', 'words', '7'), // -> ["0", ["b", "a", "ab"]]
  cmd('SSCAN', 'words', '0', 'COUNT', '0'), // -> -ERR syntax error
  cmd('SSCAN', 'words', '0', 'NOVALUES'), // -> -ERR syntax error
  cmd('SSCAN', 'words', 'x'), // -> -ERR invalid cursor
]);

const letters = Array.from({ length: 12 }, (_, number) => `m${number}`);
const numbers = Array.from({ length: 12 }, (_, number) => `${number}`);
const small = {
  'set-max-intset-entries': '4',
  'set-max-listpack-entries': '5',
  'set-max-listpack-value': '6',
};

set.case(
  'the encoding follows the settings',
  [
    cmd('SADD', 'i', '1', '2', '3', '4'), // -> 4
    cmd('OBJECT', 'ENCODING', 'i'), // -> "intset"
    cmd('SADD', 'i', '5'), // -> 1
    cmd('OBJECT', 'ENCODING', 'i'), // -> "hashtable"
    cmd('SADD', 'i2', '1', '2'), // -> 2
    cmd('SADD', 'i2', 'x'), // -> 1
    cmd('OBJECT', 'ENCODING', 'i2'), // -> "listpack"
    cmd('SREM', 'i2', 'x'), // -> 1
    cmd('OBJECT', 'ENCODING', 'i2'), // -> "listpack"
    cmd('SADD', 'i2', '3', '4', '5'), // -> 3
    cmd('OBJECT', 'ENCODING', 'i2'), // -> "listpack"
    cmd('SADD', 'i2', '6'), // -> 1
    cmd('OBJECT', 'ENCODING', 'i2'), // -> "hashtable"
    cmd('SADD', 'i3', '1234567'), // -> 1
    cmd('OBJECT', 'ENCODING', 'i3'), // -> "intset"
    cmd('SADD', 'i3', 'x'), // -> 1
    cmd('OBJECT', 'ENCODING', 'i3'), // -> "hashtable"
    cmd('SADD', 'i4', '1', '1', '1', '1', '1'), // -> 1
    cmd('OBJECT', 'ENCODING', 'i4'), // -> "listpack"
    cmd('SADD', 'i5', '1'), // -> 1
    cmd('SADD', 'i5', '1', '1', '1', '1', '1'), // -> 0
    cmd('OBJECT', 'ENCODING', 'i5'), // -> "hashtable"
    cmd('SADD', 'w', '1234567x'), // -> 1
    cmd('OBJECT', 'ENCODING', 'w'), // -> "hashtable"
    cmd('SADD', 'w1', 'a', 'b', 'c', 'd', 'e'), // -> 5
    cmd('OBJECT', 'ENCODING', 'w1'), // -> "listpack"
    cmd('SADD', 'w1', 'a', 'b', 'c', 'd', 'e', 'e'), // -> 0
    cmd('OBJECT', 'ENCODING', 'w1'), // -> "hashtable"
    cmd('SADD', 'w2', 'a', '1', '2'), // -> 3
    cmd('SREM', 'w2', 'a'), // -> 1
    cmd('SUNIONSTORE', 'd', 'w2'), // -> 2
    cmd('OBJECT', 'ENCODING', 'd'), // -> "intset"
    cmd('SINTERSTORE', 'd', 'w2'), // -> 2
    cmd('OBJECT', 'ENCODING', 'd'), // -> "intset"
    cmd('SADD', 'big', ...letters), // -> 12
    cmd('SADD', 'part', ...letters.slice(0, 3)), // -> 3
    cmd('SINTERSTORE', 'd', 'big', 'part'), // -> 3
    cmd('OBJECT', 'ENCODING', 'd'), // -> "listpack"
    cmd('SDIFFSTORE', 'd', 'part', 'big'), // -> 0
    cmd('SDIFFSTORE', 'd', 'big', 'part', 'i'), // -> 9
    cmd('OBJECT', 'ENCODING', 'd'), // -> "hashtable"
    cmd('SADD', 'most', ...letters.slice(0, 10)), // -> 10
    cmd('SDIFFSTORE', 'd', 'big', 'most'), // -> 2
    cmd('OBJECT', 'ENCODING', 'd'), // -> "listpack"
    cmd('SDIFFSTORE', 'd', 'big', 'most', 'part', 'part', 'part', 'part'), // -> 2
    cmd('OBJECT', 'ENCODING', 'd'), // -> "hashtable"
    cmd('SADD', 'digits', ...numbers), // -> 12
    cmd('SADD', 'few', '1', '2', '3'), // -> 3
    cmd('SINTERSTORE', 'd', 'digits', 'few'), // -> 3
    cmd('OBJECT', 'ENCODING', 'd'), // -> "intset"
    cmd('SDIFFSTORE', 'd', 'digits', 'few'), // -> 9
    cmd('OBJECT', 'ENCODING', 'd'), // -> "hashtable"
    cmd('SPOP', 'big', '11').countOnly(),
    // -> ~[<item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>]
    cmd('OBJECT', 'ENCODING', 'big'), // -> "listpack"
    cmd('SPOP', 'most', '2').countOnly(), // -> ~[<item>, <item>]
    cmd('OBJECT', 'ENCODING', 'most'), // -> "hashtable"
    cmd('SPOP', 'digits', '11').countOnly(),
    // -> ~[<item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>]
    cmd('OBJECT', 'ENCODING', 'digits'), // -> "listpack"
    cmd('SMOVE', 'w1', 'moved', 'a'), // -> 1
    cmd('OBJECT', 'ENCODING', 'moved'), // -> "listpack"
  ],
  { settings: small },
);

set.case(
  'large sets',
  [
    cmd('SADD', 's', ...letters), // -> 12
    cmd('SMEMBERS', 's').unordered(),
    // -> ~["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11"]
    cmd('SSCAN', 's', '0', 'COUNT', '100').item(1, unordered),
    // -> ["0", ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11"]]
    cmd('SRANDMEMBER', 's', '11').countOnly(),
    // -> [<item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>]
    cmd('SRANDMEMBER', 's', '2').countOnly(), // -> [<item>, <item>]
    cmd('SRANDMEMBER', 's', '12').unordered(),
    // -> ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11"]
    cmd('SPOP', 's', '2').countOnly(), // -> ~[<item>, <item>]
    cmd('SPOP', 's', '9').countOnly(),
    // -> ~[<item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>]
    cmd('SCARD', 's'), // -> 1
    cmd('SPOP', 's', '9').countOnly(), // -> ~[<item>]
    cmd('EXISTS', 's'), // -> 0
  ],
  { settings: small },
);

set.case(
  'changes are told',
  [
    cmd('PSUBSCRIBE', '__keyevent@*__:*').on('b'), // -> >["psubscribe", "__keyevent@*__:*", 1]
    cmd('SADD', 's', 'a', 'b', 'c', 'd', 'e', 'f'), // -> 6
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "s"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:sadd", "s"]
    cmd('SADD', 's', 'a'), // -> 0
    cmd('SREM', 's', 'x'), // -> 0
    cmd('SREM', 's', 'a'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:srem", "s"]
    cmd('SMOVE', 's', 't', 'b'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:srem", "s"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "t"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:sadd", "t"]
    cmd('SPOP', 's').kindOnly(), // -> <bulk>
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:spop", "s"]
    cmd('SPOP', 's', '2').countOnly(), // -> ~[<item>, <item>]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:spop", "s"]
    cmd('SPOP', 's', '2').countOnly(), // -> ~[<item>]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:spop", "s"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "s"]
    cmd('SPOP', 't'), // -> "b"
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:spop", "t"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "t"]
    cmd('SADD', 's', 'a'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "s"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:sadd", "s"]
    cmd('SUNIONSTORE', 'd', 's'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "d"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:sunionstore", "d"]
    cmd('SINTERSTORE', 'd', 's', 's'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:sinterstore", "d"]
    cmd('SDIFFSTORE', 'd', 's', 's'), // -> 0
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "d"]
    cmd('SMOVE', 's', 'd', 'a'), // -> 1
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:srem", "s"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:del", "s"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:new", "d"]
    receive('b'), // -> >["pmessage", "__keyevent@*__:*", "__keyevent@0__:sadd", "d"]
  ],
  { settings: { 'notify-keyspace-events': 'EAn' } },
);

const anyMember = fc.oneof(members, values);

const operations = fc.oneof(
  command('SADD', keys, repeated(anyMember, 5)),
  command('SREM', keys, repeated(members)),
  command('SMOVE', keys, keys, members),
  command('SMEMBERS', keys),
  command('SCARD', keys),
  command('SISMEMBER', keys, members),
  command('SMISMEMBER', keys, repeated(members)),
  command('SINTER', repeated(keys)),
  command('SUNION', repeated(keys)),
  command('SDIFF', repeated(keys)),
  command('SINTERSTORE', keys, repeated(keys)),
  command('SUNIONSTORE', keys, repeated(keys)),
  command('SDIFFSTORE', keys, repeated(keys)),
  command('SINTERCARD', fc.constantFrom('1', '2', '3'), repeated(keys), optional('LIMIT', '1')),
  command('SPOP', keys, fc.constant('100')),
  command('SRANDMEMBER', keys, fc.constantFrom('100', '0')),
  command('SSCAN', keys, fc.constant('0'), optional('MATCH', '*1*'), fc.constant<string[]>(['COUNT', '100'])),
  command('OBJECT', 'ENCODING', keys),
  command('COPY', keys, keys),
  command('DEL', keys),
  command('SET', keys, values),
);

const loose = {
  SMEMBERS: unordered,
  SINTER: unordered,
  SUNION: unordered,
  SDIFF: unordered,
  SPOP: unordered,
  SRANDMEMBER: unordered,
  SSCAN: (reply: Parameters<typeof unordered>[0]) =>
    'items' in reply && reply.items !== null ? { ...reply, items: reply.items.map(unordered) } : reply,
};

set.generated('sequences on small sets, order and all', operations);
set.generated('sequences with low limits', operations, { settings: small, normalisers: loose });
