import fc from 'fast-check';
import { command, floats, keys, members, optional, repeated, smallIntegers } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { countOnly, unorderedPairs } from './harness/normalise.ts';
import { cmd, receive } from './harness/steps.ts';

const zset = conformance('sorted-set');

const fill = cmd(
  'ZADD',
  'z',
  1,
  'one',
  2,
  'two',
  3,
  'three',
  3,
  'drei',
  '-inf',
  'low',
  'inf',
  'high',
  '2.5',
  'half',
);
const fillLex = cmd('ZADD', 'l', 0, 'a', 0, 'b', 0, 'c', 0, 'd', 0, 'bb', 0, '', 0, '\xff');
const showKey = [cmd('ZRANGE', 'z', 0, -1, 'WITHSCORES'), cmd('EXISTS', 'z')];

zset.case('ZADD adds, updates and counts', [
  cmd('ZADD', 'z', 1, 'a', 2, 'b'), // -> 2
  cmd('ZADD', 'z', 5, 'a', 3, 'c'), // -> 1
  cmd('ZADD', 'z', 'CH', 6, 'a', 3, 'c', 4, 'd'), // -> 2
  cmd('ZADD', 'z', 'ch', 1, 'e', 2, 'e', 3, 'e'), // -> 3
  showKey,
  // -> ZRANGE z 0 -1 WITHSCORES -> ["b", "2", "c", "3", "e", "3", "d", "4", "a", "6"] | RESP3 [["b", 2.0],
  //    ["c", 3.0], ["e", 3.0], ["d", 4.0], ["a", 6.0]]
  // -> EXISTS z -> 1
]);

zset.case('ZADD options', [
  cmd('ZADD', 'z', 'XX', 1, 'a'), // -> 0
  cmd('EXISTS', 'z'), // -> 0
  cmd('ZADD', 'z', 'NX', 1, 'a', 2, 'b'), // -> 2
  cmd('ZADD', 'z', 'NX', 9, 'a', 9, 'c'), // -> 1
  cmd('ZADD', 'z', 'XX', 'CH', 8, 'a', 8, 'new'), // -> 1
  cmd('ZADD', 'z', 'GT', 'CH', 7, 'a', 10, 'b', 1, 'added'), // -> 2
  cmd('ZADD', 'z', 'LT', 'CH', 7, 'a', 11, 'b', 1, 'added2'), // -> 2
  cmd('ZADD', 'z', 'GT', 'XX', 'CH', 7.5, 'a', 11, 'nope'), // -> 1
  showKey,
  // -> ZRANGE z 0 -1 WITHSCORES -> ["added", "1", "added2", "1", "a", "7.5", "c", "9", "b", "10"] | RESP3
  //    [["added", 1.0], ["added2", 1.0], ["a", 7.5], ["c", 9.0], ["b", 10.0]]
  // -> EXISTS z -> 1
]);

zset.case('ZADD INCR', [
  cmd('ZADD', 'z', 'INCR', '1.5', 'a'), // -> 1.5
  cmd('ZADD', 'z', 'INCR', '1.5', 'a'), // -> 3.0
  cmd('ZADD', 'z', 'INCR', 'NX', 1, 'a'), // -> nil
  cmd('ZADD', 'z', 'INCR', 'XX', 1, 'b'), // -> nil
  cmd('ZADD', 'y', 'INCR', 'XX', 1, 'b'), // -> nil
  cmd('ZADD', 'z', 'INCR', 'GT', -1, 'a'), // -> nil
  cmd('ZADD', 'z', 'INCR', 'LT', -1, 'a'), // -> 2.0
  cmd('ZADD', 'z', 'INCR', 0, 'a'), // -> 2.0
  cmd('ZADD', 'z', 'INCR', 'inf', 'a'), // -> inf
  cmd('ZADD', 'z', 'INCR', '-inf', 'a'), // -> -ERR resulting score is not a number (NaN)
  cmd('ZINCRBY', 'z', '-inf', 'a'), // -> -ERR resulting score is not a number (NaN)
  cmd('ZINCRBY', 'z', '2.5', 'fresh'), // -> 2.5
  cmd('ZINCRBY', 'z', 'x', 'fresh'), // -> -ERR value is not a valid float
  showKey, // -> ["fresh", "2.5", "a", "inf"] | RESP3 [["fresh", 2.5], ["a", inf]]; 1
]);

zset.case('ZADD errors', [
  cmd('ZADD', 'z', 1), // -> -ERR wrong number of arguments for 'zadd' command
  cmd('ZADD', 'z', 1, 'a', 2), // -> -ERR syntax error
  cmd('ZADD', 'z', 'NX', 'XX', 1, 'a'), // -> -ERR XX and NX options at the same time are not compatible
  cmd('ZADD', 'z', 'GT', 'LT', 1, 'a'),
  // -> -ERR GT, LT, and/or NX options at the same time are not compatible
  cmd('ZADD', 'z', 'GT', 'NX', 1, 'a'),
  // -> -ERR GT, LT, and/or NX options at the same time are not compatible
  cmd('ZADD', 'z', 'LT', 'NX', 1, 'a'),
  // -> -ERR GT, LT, and/or NX options at the same time are not compatible
  cmd('ZADD', 'z', 'INCR', 1, 'a', 2, 'b'), // -> -ERR INCR option supports a single increment-element pair
  cmd('ZADD', 'z', 'x', 'a'), // -> -ERR value is not a valid float
  cmd('ZADD', 'z', 1, 'a', 'x', 'b'), // -> -ERR value is not a valid float
  cmd('ZADD', 'z', 'nan', 'a'), // -> -ERR value is not a valid float
  cmd('ZADD', 'z', 'NX', 'INCR', 'CH'), // -> -ERR syntax error
  cmd('ZADD', 'z', '', 'a'), // -> -ERR value is not a valid float
  cmd('ZADD', 'z', ' 1', 'a'), // -> -ERR value is not a valid float
  cmd('ZADD', 'z', '0x10', 'a', '1e400', 'b'), // -> -ERR value is not a valid float
  cmd('ZADD', 'z', '0x10', 'hex', '-0', 'zero', '1e-320', 'tiny'), // -> 3
  showKey,
  // -> ZRANGE z 0 -1 WITHSCORES -> ["zero", "0", "tiny", "1e-320", "hex", "16"] | RESP3 [["zero", 0.0],
  //    ["tiny", 1e-320], ["hex", 16.0]]
  // -> EXISTS z -> 1
  cmd('SET', 's', 'x'), // -> OK
  cmd('ZADD', 's', 1, 'a'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('ZADD', 's', 'x', 'a'), // -> -ERR value is not a valid float
  cmd('ZINCRBY', 's', 1, 'a'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('ZINCRBY', 'z', 'nx', 'a'), // -> -ERR syntax error
]);

zset.case('scores print as doubles', [
  cmd(
    'ZADD',
    'z',
    '0.1',
    'a',
    '1e25',
    'b',
    '1e-7',
    'c',
    '123456789012345678',
    'd',
    '3.0',
    'e',
    '-0.0',
    'f',
    '1.7976931348623157e308',
    'g',
  ), // -> 7
  showKey,
  // -> ZRANGE z 0 -1 WITHSCORES -> ["f", "0", "c", "1e-7", "a", "0.1", "e", "3", "d", "123456789012345680",
  //    "b", "1e+25", "g", "1.7976931348623157e+308"] | RESP3 [["f", 0.0], ["c", 1e-7], ["a", 0.1], ["e",
  //    3.0], ["d", 123456789012345680.0], ["b", 1e+25], ["g", 1.7976931348623157e+308]]
  // -> EXISTS z -> 1
  cmd('ZMSCORE', 'z', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'none'),
  // -> [0.1, 1e+25, 1e-7, 123456789012345680.0, 3.0, 0.0, 1.7976931348623157e+308, nil]
  cmd('ZSCAN', 'z', 0).item(1, unorderedPairs),
  // -> ["0", ["a", "0.1", "b", "1e+25", "c", "1e-7", "d", "123456789012345680", "e", "3", "f", "0", "g",
  //    "1.7976931348623157e+308"]]
  cmd('ZADD', 'z', 1, 'x'.repeat(70)), // -> 1
  cmd('OBJECT', 'ENCODING', 'z'), // -> "skiplist"
  cmd('ZSCAN', 'z', 0).item(1, unorderedPairs),
  // -> ["0", ["a", "0.10000000000000001", "b", "1.0000000000000001e+25", "c", "9.9999999999999995e-08", "d",
  //    "1.2345678901234568e+17", "e", "3", "f", "0", "g", "1.7976931348623157e+308",
  //    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "1"]]
]);

zset.case('looking up', [
  fill, // -> 7
  cmd('ZCARD', 'z'), // -> 7
  cmd('ZCARD', 'none'), // -> 0
  cmd('ZSCORE', 'z', 'half'), // -> 2.5
  cmd('ZSCORE', 'z', 'none'), // -> nil
  cmd('ZSCORE', 'none', 'none'), // -> nil
  cmd('ZMSCORE', 'z', 'low', 'none', 'high'), // -> [-inf, nil, inf]
  cmd('ZMSCORE', 'none', 'a', 'b'), // -> [nil, nil]
  cmd('ZRANK', 'z', 'three'), // -> 5
  cmd('ZREVRANK', 'z', 'three'), // -> 1
  cmd('ZRANK', 'z', 'three', 'WITHSCORE'), // -> [5, 3.0]
  cmd('ZREVRANK', 'z', 'drei', 'withscore'), // -> [2, 3.0]
  cmd('ZRANK', 'z', 'none'), // -> nil
  cmd('ZRANK', 'z', 'none', 'WITHSCORE'), // -> nil array
  cmd('ZRANK', 'none', 'none', 'WITHSCORE'), // -> nil array
  cmd('ZRANK', 'none', 'none'), // -> nil
  cmd('ZRANK', 'z', 'three', 'WITHSCORES'), // -> -ERR syntax error
  cmd('ZRANK', 'z', 'three', 'WITHSCORE', 'x'), // -> -ERR wrong number of arguments for 'zrank' command
  cmd('ZCOUNT', 'z', '-inf', '+inf'), // -> 7
  cmd('ZCOUNT', 'z', '(1', 3), // -> 4
  cmd('ZCOUNT', 'z', 3, 1), // -> 0
  cmd('ZCOUNT', 'z', '', ''), // -> 0
  cmd('ZCOUNT', 'z', '(', '('), // -> 0
  cmd('ZCOUNT', 'z', 'x', 3), // -> -ERR min or max is not a float
  cmd('ZCOUNT', 'z', 1, '(x'), // -> -ERR min or max is not a float
  cmd('ZCOUNT', 'z', 'nan', 3), // -> -ERR min or max is not a float
  cmd('ZCOUNT', 'z', ' 1', '0x3'), // -> 5
  cmd('ZCOUNT', 'z', '1 ', 3), // -> -ERR min or max is not a float
  cmd('ZCOUNT', 'z', '1\x00x', '1e400'), // -> 6
  cmd('ZCOUNT', 'none', 1, 3), // -> 0
]);

for (const [name, settings] of [
  ['listpack', {}],
  ['skiplist', { 'zset-max-listpack-entries': '0' }],
] as const) {
  zset.case(
    `ranges by rank (${name})`,
    [
      fill, // -> 7
      cmd('OBJECT', 'ENCODING', 'z'), // -> "listpack" or "skiplist"
      cmd('ZRANGE', 'z', 0, -1), // -> ["low", "one", "two", "half", "drei", "three", "high"]
      cmd('ZRANGE', 'z', 1, 3, 'WITHSCORES'),
      // -> ["one", "1", "two", "2", "half", "2.5"] | RESP3 [["one", 1.0], ["two", 2.0], ["half", 2.5]]
      cmd('ZRANGE', 'z', -3, -2), // -> ["drei", "three"]
      cmd('ZRANGE', 'z', 3, 1), // -> []
      cmd('ZRANGE', 'z', -100, 1), // -> ["low", "one"]
      cmd('ZRANGE', 'z', 5, 100, 'withscores'),
      // -> ["three", "3", "high", "inf"] | RESP3 [["three", 3.0], ["high", inf]]
      cmd('ZRANGE', 'z', 100, 200), // -> []
      cmd('ZRANGE', 'z', 0, 2, 'REV'), // -> ["high", "three", "drei"]
      cmd('ZRANGE', 'z', 0, 2, 'REV', 'WITHSCORES'),
      // -> ["high", "inf", "three", "3", "drei", "3"] | RESP3 [["high", inf], ["three", 3.0], ["drei", 3.0]]
      cmd('ZREVRANGE', 'z', 0, 2), // -> ["high", "three", "drei"]
      cmd('ZREVRANGE', 'z', -2, -1, 'WITHSCORES'),
      // -> ["one", "1", "low", "-inf"] | RESP3 [["one", 1.0], ["low", -inf]]
      cmd('ZREVRANGE', 'z', 0, 2, 'REV'), // -> -ERR syntax error
      cmd('ZRANGE', 'z', 0, 1, 'LIMIT', 0, 1),
      // -> -ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX
      cmd('ZRANGE', 'z', 0, 1, 'LIMIT', 0, -1), // -> ["low", "one"]
      cmd('ZRANGE', 'z', 'x', 1), // -> -ERR value is not an integer or out of range
      cmd('ZRANGE', 'z', 0, '1.5'), // -> -ERR value is not an integer or out of range
      cmd('ZRANGE', 'none', 0, -1), // -> []
      cmd('ZRANGE', 'none', 0, 'x'), // -> -ERR value is not an integer or out of range
      cmd('ZRANGE', 'z', 0, -1, 'WHAT'), // -> -ERR syntax error
    ],
    { settings },
  );

  zset.case(
    `ranges by score (${name})`,
    [
      fill, // -> 7
      cmd('ZRANGEBYSCORE', 'z', '-inf', '+inf'), // -> ["low", "one", "two", "half", "drei", "three", "high"]
      cmd('ZRANGEBYSCORE', 'z', '(1', 3, 'WITHSCORES'),
      // -> ["two", "2", "half", "2.5", "drei", "3", "three", "3"] | RESP3 [["two", 2.0], ["half", 2.5],
      //    ["drei", 3.0], ["three", 3.0]]
      cmd('ZRANGEBYSCORE', 'z', '(1', '(3'), // -> ["two", "half"]
      cmd('ZREVRANGEBYSCORE', 'z', 3, '(1', 'WITHSCORES'),
      // -> ["three", "3", "drei", "3", "half", "2.5", "two", "2"] | RESP3 [["three", 3.0], ["drei", 3.0],
      //    ["half", 2.5], ["two", 2.0]]
      cmd('ZREVRANGEBYSCORE', 'z', '(1', 3), // -> []
      cmd('ZRANGE', 'z', 1, 3, 'BYSCORE'), // -> ["one", "two", "half", "drei", "three"]
      cmd('ZRANGE', 'z', 3, 1, 'BYSCORE', 'REV', 'LIMIT', 1, 2), // -> ["drei", "half"]
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 1, 2, 'WITHSCORES'),
      // -> ["two", "2", "half", "2.5"] | RESP3 [["two", 2.0], ["half", 2.5]]
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 1, -1), // -> ["two", "half", "drei", "three"]
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', -1, 2), // -> []
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 0, 0), // -> []
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 3, 100), // -> ["drei", "three"]
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 300, 100), // -> []
      cmd('ZREVRANGEBYSCORE', 'z', 3, 1, 'LIMIT', 2, 100), // -> ["half", "two", "one"]
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 1), // -> -ERR syntax error
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'BYSCORE'), // -> -ERR syntax error
      cmd('ZRANGEBYSCORE', 'z', 'x', 3), // -> -ERR min or max is not a float
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 'x', 2), // -> -ERR value is not an integer or out of range
    ],
    { settings },
  );

  zset.case(
    `ranges by member (${name})`,
    [
      fillLex, // -> 7
      cmd('ZRANGEBYLEX', 'l', '-', '+'), // -> ["", "a", "b", "bb", "c", "d", "\xff"]
      cmd('ZRANGEBYLEX', 'l', '[b', '(d'), // -> ["b", "bb", "c"]
      cmd('ZRANGEBYLEX', 'l', '(b', '[d'), // -> ["bb", "c", "d"]
      cmd('ZREVRANGEBYLEX', 'l', '[d', '(b'), // -> ["d", "c", "bb"]
      cmd('ZRANGE', 'l', '[d', '(b', 'BYLEX', 'REV'), // -> ["d", "c", "bb"]
      cmd('ZRANGE', 'l', '-', '[c', 'BYLEX', 'LIMIT', 1, 2), // -> ["a", "b"]
      cmd('ZRANGE', 'l', '-', '[c', 'BYLEX', 'WITHSCORES'),
      // -> -ERR syntax error, WITHSCORES not supported in combination with BYLEX
      cmd('ZRANGEBYLEX', 'l', '-', '[c', 'WITHSCORES'),
      // -> -ERR syntax error, WITHSCORES not supported in combination with BYLEX
      cmd('ZRANGEBYLEX', 'l', '+', '-'), // -> []
      cmd('ZRANGEBYLEX', 'l', '[', '('), // -> []
      cmd('ZRANGEBYLEX', 'l', 'b', '+'), // -> -ERR min or max not valid string range item
      cmd('ZRANGEBYLEX', 'l', '-x', '+'), // -> -ERR min or max not valid string range item
      cmd('ZRANGEBYLEX', 'l', '', '+'), // -> -ERR min or max not valid string range item
      cmd('ZRANGEBYLEX', 'l', 10, 20), // -> -ERR min or max not valid string range item
      cmd('ZLEXCOUNT', 'l', '-', '+'), // -> 7
      cmd('ZLEXCOUNT', 'l', '[b', '(d'), // -> 3
      cmd('ZLEXCOUNT', 'l', 'b', '(d'), // -> -ERR min or max not valid string range item
      cmd('ZLEXCOUNT', 'none', '-', '+'), // -> 0
      cmd('ZREMRANGEBYLEX', 'l', '[b', '[c'), // -> 3
      cmd('ZREMRANGEBYLEX', 'l', 'b', '[c'), // -> -ERR min or max not valid string range item
      cmd('ZRANGE', 'l', 0, -1), // -> ["", "a", "d", "\xff"]
      cmd('ZREMRANGEBYLEX', 'l', '-', '+'), // -> 4
      cmd('EXISTS', 'l'), // -> 0
    ],
    { settings },
  );

  zset.case(
    `popping (${name})`,
    [
      fill, // -> 7
      cmd('ZPOPMIN', 'z'), // -> ["low", -inf]
      cmd('ZPOPMAX', 'z'), // -> ["high", inf]
      cmd('ZPOPMIN', 'z', 1), // -> ["one", "1"] | RESP3 [["one", 1.0]]
      cmd('ZPOPMAX', 'z', 2), // -> ["three", "3", "drei", "3"] | RESP3 [["three", 3.0], ["drei", 3.0]]
      cmd('ZPOPMIN', 'z', 0), // -> []
      cmd('ZPOPMIN', 'z', -1), // -> -ERR value is out of range, must be positive
      cmd('ZPOPMIN', 'z', 'x'), // -> -ERR value is out of range, must be positive
      cmd('ZPOPMIN', 'z', 1, 2), // -> -ERR syntax error
      cmd('ZPOPMIN', 'z', 100), // -> ["two", "2", "half", "2.5"] | RESP3 [["two", 2.0], ["half", 2.5]]
      cmd('EXISTS', 'z'), // -> 0
      cmd('ZPOPMIN', 'z'), // -> []
      cmd('ZPOPMAX', 'z', 3), // -> []
    ],
    { settings },
  );
}

zset.case('ranges by member where scores differ', [
  cmd('ZADD', 'm', 0, 'd', 1, 'b', 2, 'x', 3, 'c', 4, 'e'), // -> 5
  [
    ['[b', '[d'],
    ['(b', '+'],
    ['-', '(d'],
    ['[c', '[c'],
    ['[e', '+'],
    ['[f', '+'],
    ['-', '[c'],
  ].flatMap(([min, max]) => [
    cmd('ZRANGEBYLEX', 'm', min, max),
    cmd('ZREVRANGEBYLEX', 'm', max, min),
    cmd('ZLEXCOUNT', 'm', min, max),
  ]),
  // -> ZRANGEBYLEX m [b [d -> ["d", "b"]
  // -> ZREVRANGEBYLEX m [d [b -> ["c", "x", "b", "d"]
  // -> ZLEXCOUNT m [b [d -> 2
  // -> ZRANGEBYLEX m (b + -> ["d", "b", "x", "c", "e"]
  // -> ZREVRANGEBYLEX m + (b -> ["e", "c", "x"]
  // -> ZLEXCOUNT m (b + -> 5
  // -> ZRANGEBYLEX m - (d -> []
  // -> ZREVRANGEBYLEX m (d - -> []
  // -> ZLEXCOUNT m - (d -> 0
  // -> ZRANGEBYLEX m [c [c -> []
  // -> ZREVRANGEBYLEX m [c [c -> []
  // -> ZLEXCOUNT m [c [c -> 0
  // -> ZRANGEBYLEX m [e + -> ["x", "c", "e"]
  // -> ZREVRANGEBYLEX m + [e -> ["e"]
  // -> ZLEXCOUNT m [e + -> 3
  // -> ZRANGEBYLEX m [f + -> []
  // -> ZREVRANGEBYLEX m + [f -> []
  // -> ZLEXCOUNT m [f + -> 0
  // -> ZRANGEBYLEX m - [c -> []
  // -> ZREVRANGEBYLEX m [c - -> []
  // -> ZLEXCOUNT m - [c -> 0
  cmd('ZREMRANGEBYLEX', 'm', '[b', '[d'), // -> 2
  cmd('ZRANGE', 'm', 0, -1), // -> ["x", "c", "e"]
]);

zset.case('ZRANGESTORE', [
  fill, // -> 7
  cmd('ZRANGESTORE', 'd', 'z', 1, 3), // -> 3
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  // -> ["one", "1", "two", "2", "half", "2.5"] | RESP3 [["one", 1.0], ["two", 2.0], ["half", 2.5]]
  cmd('ZRANGESTORE', 'd', 'z', 3, 1, 'BYSCORE', 'REV', 'LIMIT', 0, 2), // -> 2
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  // -> ["drei", "3", "three", "3"] | RESP3 [["drei", 3.0], ["three", 3.0]]
  cmd('ZRANGESTORE', 'd', 'z', '[a', '[m', 'BYLEX'), // -> 1
  cmd('ZRANGESTORE', 'z', 'z', 0, 1), // -> 2
  cmd('ZRANGE', 'z', 0, -1), // -> ["low", "one"]
  cmd('ZRANGESTORE', 'd', 'z', 5, 6), // -> 0
  cmd('EXISTS', 'd'), // -> 0
  cmd('ZRANGESTORE', 'd', 'none', 0, -1), // -> 0
  cmd('ZRANGESTORE', 'd', 'z', 0, -1, 'WITHSCORES'), // -> -ERR syntax error
  cmd('ZRANGESTORE', 'd', 'z', 0, -1, 'LIMIT', 1, 2),
  // -> -ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX
  cmd('SET', 's', 'x'), // -> OK
  cmd('ZRANGESTORE', 's', 'z', 0, -1), // -> 2
  cmd('TYPE', 's'), // -> zset
  cmd('SET', 's', 'x'), // -> OK
  cmd('ZRANGESTORE', 'd', 's', 0, -1),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

zset.case('removing', [
  fill, // -> 7
  cmd('ZREM', 'z', 'one', 'none', 'two', 'two'), // -> 2
  cmd('ZREM', 'none', 'x'), // -> 0
  cmd('ZREMRANGEBYRANK', 'z', 0, 0), // -> 1
  cmd('ZREMRANGEBYRANK', 'z', 5, 2), // -> 0
  cmd('ZREMRANGEBYRANK', 'z', -1, -1), // -> 1
  cmd('ZREMRANGEBYRANK', 'z', 'x', -1), // -> -ERR value is not an integer or out of range
  cmd('ZREMRANGEBYSCORE', 'z', '(2.5', 3), // -> 2
  cmd('ZREMRANGEBYSCORE', 'z', 'x', 3), // -> -ERR min or max is not a float
  showKey, // -> ["half", "2.5"] | RESP3 [["half", 2.5]]; 1
  cmd('ZREMRANGEBYSCORE', 'z', '-inf', 'inf'), // -> 1
  cmd('EXISTS', 'z'), // -> 0
  cmd('ZREMRANGEBYRANK', 'none', 0, -1), // -> 0
  cmd('ZADD', 'z', 1, 'a'), // -> 1
  cmd('ZREM', 'z', 'a', 'b'), // -> 1
  cmd('EXISTS', 'z'), // -> 0
]);

zset.case('ZMPOP', [
  fill, // -> 7
  cmd('ZMPOP', 1, 'z', 'MIN'), // -> ["z", [["low", -inf]]]
  cmd('ZMPOP', 2, 'none', 'z', 'max', 'count', 2), // -> ["z", [["high", inf], ["three", 3.0]]]
  cmd('ZMPOP', 2, 'none', 'nil', 'MAX'), // -> nil array
  cmd('ZMPOP', 0, 'z', 'MIN'), // -> -ERR numkeys should be greater than 0
  cmd('ZMPOP', 'x', 'z', 'MIN'), // -> -ERR numkeys should be greater than 0
  cmd('ZMPOP', 2, 'z', 'MIN'), // -> -ERR syntax error
  cmd('ZMPOP', 1, 'z', 'MID'), // -> -ERR syntax error
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 0), // -> -ERR count should be greater than 0
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 'x'), // -> -ERR count should be greater than 0
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT'), // -> -ERR syntax error
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 1, 'COUNT', 1), // -> -ERR syntax error
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 100),
  // -> ["z", [["one", 1.0], ["two", 2.0], ["half", 2.5], ["drei", 3.0]]]
  cmd('EXISTS', 'z'), // -> 0
  cmd('SET', 's', 'x'), // -> OK
  cmd('ZMPOP', 2, 's', 'z', 'MIN'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

zset.case('blocking pops serve at once what is there', [
  cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c'), // -> 3
  cmd('BZPOPMIN', 'none', 'z', 0), // -> ["z", "a", 1.0]
  cmd('BZPOPMAX', 'none', 'z', '0.1'), // -> ["z", "c", 3.0]
  cmd('BZMPOP', 0, 2, 'none', 'z', 'MIN', 'COUNT', 5), // -> ["z", [["b", 2.0]]]
  cmd('BZPOPMIN', 'z', '0.01'), // -> nil array
  cmd('BZMPOP', '0.01', 1, 'z', 'MAX'), // -> nil array
  cmd('BZPOPMIN', 'z', -1), // -> -ERR timeout is negative
  cmd('BZPOPMIN', 'z', 'x'), // -> -ERR timeout is not a float or out of range
  cmd('BZPOPMIN', 'z', '1e300'), // -> -ERR timeout is out of range
  cmd('BZMPOP', 'x', 1, 'z', 'MIN'), // -> -ERR timeout is not a float or out of range
  cmd('BZMPOP', 0, 0, 'z', 'MIN'), // -> -ERR numkeys should be greater than 0
  cmd('BZMPOP', 0, 1, 'z', 'MIN', 'COUNT', -1), // -> -ERR count should be greater than 0
  cmd('SET', 's', 'x'), // -> OK
  cmd('BZPOPMIN', 's', 'z', 0), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

zset.case('blocked clients are served in turn', [
  cmd('BZPOPMIN', 'z', 0).on('b').blocks(),
  cmd('BZMPOP', 0, 2, 'y', 'z', 'MAX', 'COUNT', 2).on('c').blocks(),
  cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c', 4, 'd'), // -> 4
  receive('b'), // -> ["z", "a", 1.0]
  receive('c'), // -> ["z", [["d", 4.0], ["c", 3.0]]]
  cmd('ZRANGE', 'z', 0, -1), // -> ["b"]
]);

zset.case('a blocked client waits on when another type comes, and is told of it when it stands first', [
  cmd('BZPOPMIN', 'x', 'z', 0).on('b').blocks(),
  cmd('SET', 'x', 'string'), // -> OK
  cmd('SET', 'z', 'string'), // -> OK
  cmd('DEL', 'z'), // -> 1
  cmd('ZADD', 'z', 1, 'a'), // -> 1
  receive('b'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('ZCARD', 'z'), // -> 1
]);

zset.case('blocking pops in a transaction answer at once', [
  cmd('MULTI'), // -> OK
  cmd('BZPOPMIN', 'z', 0), // -> QUEUED
  cmd('BZMPOP', 0, 1, 'z', 'MIN'), // -> QUEUED
  cmd('EXEC'), // -> [nil, nil]
]);

zset.case('union, intersection and difference', [
  cmd('ZADD', 'a', 1, 'x', 2, 'y', 3, 'z'), // -> 3
  cmd('ZADD', 'b', 10, 'y', 20, 'z', 30, 'w'), // -> 3
  cmd('SADD', 's', 'x', 'y', 'v'), // -> 3
  cmd('ZUNION', 2, 'a', 'b'), // -> ["x", "y", "z", "w"]
  cmd('ZUNION', 2, 'a', 'b', 'WITHSCORES'),
  // -> ["x", "1", "y", "12", "z", "23", "w", "30"] | RESP3 [["x", 1.0], ["y", 12.0], ["z", 23.0], ["w",
  //    30.0]]
  cmd('ZUNION', 3, 'a', 'b', 's', 'WEIGHTS', 2, 3, '0.5', 'AGGREGATE', 'MAX', 'WITHSCORES'),
  // -> ["v", "0.5", "x", "2", "y", "30", "z", "60", "w", "90"] | RESP3 [["v", 0.5], ["x", 2.0], ["y", 30.0],
  //    ["z", 60.0], ["w", 90.0]]
  cmd('ZUNION', 2, 'a', 'b', 'AGGREGATE', 'MIN', 'WITHSCORES'),
  // -> ["x", "1", "y", "2", "z", "3", "w", "30"] | RESP3 [["x", 1.0], ["y", 2.0], ["z", 3.0], ["w", 30.0]]
  cmd('ZINTER', 2, 'a', 'b', 'WITHSCORES'), // -> ["y", "12", "z", "23"] | RESP3 [["y", 12.0], ["z", 23.0]]
  cmd('ZINTER', 2, 'a', 'a', 'WITHSCORES'),
  // -> ["x", "2", "y", "4", "z", "6"] | RESP3 [["x", 2.0], ["y", 4.0], ["z", 6.0]]
  cmd('ZINTER', 3, 'a', 'b', 's', 'WITHSCORES'), // -> ["y", "13"] | RESP3 [["y", 13.0]]
  cmd('ZINTER', 2, 'a', 'none'), // -> []
  cmd('ZDIFF', 2, 'a', 'b', 'WITHSCORES'), // -> ["x", "1"] | RESP3 [["x", 1.0]]
  cmd('ZDIFF', 2, 'a', 'a'), // -> []
  cmd('ZDIFF', 3, 'a', 'none', 's', 'WITHSCORES'), // -> ["z", "3"] | RESP3 [["z", 3.0]]
  cmd('ZDIFF', 2, 's', 'a', 'WITHSCORES'), // -> ["v", "1"] | RESP3 [["v", 1.0]]
  cmd('ZINTERCARD', 2, 'a', 'b'), // -> 2
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', 1), // -> 1
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', 0), // -> 2
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', -1), // -> -ERR LIMIT can't be negative
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', 'x'), // -> -ERR LIMIT can't be negative
  cmd('ZUNIONSTORE', 'd', 2, 'a', 'b', 'WEIGHTS', 1, 2), // -> 4
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  // -> ["x", "1", "y", "22", "z", "43", "w", "60"] | RESP3 [["x", 1.0], ["y", 22.0], ["z", 43.0], ["w",
  //    60.0]]
  cmd('ZINTERSTORE', 'd', 2, 'a', 'b', 'AGGREGATE', 'MIN'), // -> 2
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'), // -> ["y", "2", "z", "3"] | RESP3 [["y", 2.0], ["z", 3.0]]
  cmd('ZDIFFSTORE', 'd', 2, 'a', 'b'), // -> 1
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'), // -> ["x", "1"] | RESP3 [["x", 1.0]]
  cmd('ZDIFFSTORE', 'd', 2, 'none', 'b'), // -> 0
  cmd('EXISTS', 'd'), // -> 0
  cmd('ZUNIONSTORE', 'a', 2, 'a', 'b'), // -> 4
  cmd('ZRANGE', 'a', 0, -1, 'WITHSCORES'),
  // -> ["x", "1", "y", "12", "z", "23", "w", "30"] | RESP3 [["x", 1.0], ["y", 12.0], ["z", 23.0], ["w",
  //    30.0]]
]);

zset.case('set algebra with infinities', [
  cmd('ZADD', 'a', 'inf', 'x', '-inf', 'y', 0, 'z'), // -> 3
  cmd('ZADD', 'b', '-inf', 'x', 'inf', 'y', 1, 'z'), // -> 3
  cmd('ZUNION', 2, 'a', 'b', 'WITHSCORES'),
  // -> ["x", "0", "y", "0", "z", "1"] | RESP3 [["x", 0.0], ["y", 0.0], ["z", 1.0]]
  cmd('ZINTER', 2, 'a', 'b', 'WITHSCORES'),
  // -> ["x", "0", "y", "0", "z", "1"] | RESP3 [["x", 0.0], ["y", 0.0], ["z", 1.0]]
  cmd('ZUNION', 2, 'a', 'b', 'WEIGHTS', 0, 0, 'WITHSCORES'),
  // -> ["x", "0", "y", "0", "z", "0"] | RESP3 [["x", 0.0], ["y", 0.0], ["z", 0.0]]
  cmd('ZINTER', 2, 'a', 'b', 'WEIGHTS', 1, 0, 'AGGREGATE', 'MIN', 'WITHSCORES'),
  // -> ["y", "-inf", "z", "0", "x", "inf"] | RESP3 [["y", -inf], ["z", 0.0], ["x", inf]]
  cmd('ZINTER', 2, 'a', 'b', 'WEIGHTS', 0, 1, 'AGGREGATE', 'MAX', 'WITHSCORES'),
  // -> ["x", "0", "z", "1", "y", "inf"] | RESP3 [["x", 0.0], ["z", 1.0], ["y", inf]]
  cmd('ZUNION', 2, 'a', 'b', 'WEIGHTS', 'inf', '-inf', 'WITHSCORES'),
  // -> ["y", "-inf", "z", "-inf", "x", "inf"] | RESP3 [["y", -inf], ["z", -inf], ["x", inf]]
]);

zset.case('set algebra errors', [
  cmd('ZADD', 'a', 1, 'x'), // -> 1
  cmd('SET', 's', 'x'), // -> OK
  cmd('ZUNION', 0, 'a'), // -> -ERR at least 1 input key is needed for 'zunion' command
  cmd('ZUNION', -1, 'a'), // -> -ERR at least 1 input key is needed for 'zunion' command
  cmd('ZUNION', 'x', 'a'), // -> -ERR value is not an integer or out of range
  cmd('ZUNION', 3, 'a', 'b'), // -> -ERR syntax error
  cmd('ZUNION', 1, 's'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('ZUNION', 1, 's', 'FOO'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('ZUNION', 1, 'a', 'WEIGHTS'), // -> -ERR syntax error
  cmd('ZUNION', 1, 'a', 'WEIGHTS', 'x'), // -> -ERR weight value is not a float
  cmd('ZUNION', 1, 'a', 'AGGREGATE'), // -> -ERR syntax error
  cmd('ZUNION', 1, 'a', 'AGGREGATE', 'avg'), // -> -ERR syntax error
  cmd('ZUNIONSTORE', 'd', 1, 'a', 'WITHSCORES'), // -> -ERR syntax error
  cmd('ZUNIONSTORE', 'd', 0, 'a'), // -> -ERR at least 1 input key is needed for 'zunionstore' command
  cmd('ZDIFF', 1, 'a', 'WEIGHTS', 1), // -> -ERR syntax error
  cmd('ZDIFFSTORE', 'd', 1, 'a', 'AGGREGATE', 'SUM'), // -> -ERR syntax error
  cmd('ZINTERCARD', 1, 'a', 'WITHSCORES'), // -> -ERR syntax error
  cmd('ZINTERCARD', 0, 'a'), // -> -ERR at least 1 input key is needed for 'zintercard' command
  cmd('ZINTERCARD', 1, 'a', 'LIMIT'), // -> -ERR syntax error
]);

zset.case('ZRANDMEMBER', [
  cmd('ZRANDMEMBER', 'none'), // -> nil
  cmd('ZRANDMEMBER', 'none', 3), // -> []
  cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c'), // -> 3
  cmd('ZRANDMEMBER', 'z').kindOnly(), // -> <bulk>
  cmd('ZRANDMEMBER', 'z', 2).countOnly(), // -> [<item>, <item>]
  cmd('ZRANDMEMBER', 'z', -7).countOnly(), // -> [<item>, <item>, <item>, <item>, <item>, <item>, <item>]
  cmd('ZRANDMEMBER', 'z', -7, 'WITHSCORES').countOnly(),
  // -> [<item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>, <item>,
  //    <item>, <item>] | RESP3 [<item>, <item>, <item>, <item>, <item>, <item>, <item>]
  cmd('ZRANDMEMBER', 'z', 2, 'WITHSCORES').countOnly(),
  // -> [<item>, <item>, <item>, <item>] | RESP3 [<item>, <item>]
  cmd('ZRANDMEMBER', 'z', 3), // -> ["c", "b", "a"]
  cmd('ZRANDMEMBER', 'z', 9, 'withscores'),
  // -> ["c", "3", "b", "2", "a", "1"] | RESP3 [["c", 3.0], ["b", 2.0], ["a", 1.0]]
  cmd('ZRANDMEMBER', 'z', 0), // -> []
  cmd('ZRANDMEMBER', 'z', 'x'), // -> -ERR value is not an integer or out of range
  cmd('ZRANDMEMBER', 'z', 2, 'WHAT'), // -> -ERR syntax error
  cmd('ZRANDMEMBER', 'z', 2, 'WITHSCORES', 'x'), // -> -ERR syntax error
  cmd('ZRANDMEMBER', 'z', '-9223372036854775808'),
  // -> -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
  cmd('ZRANDMEMBER', 'z', '-9223372036854775807', 'WITHSCORES'), // -> -ERR value is out of range
  cmd('ZRANDMEMBER', 'z', '9223372036854775807'), // -> ["c", "b", "a"]
]);

zset.case('ZSCAN', [
  cmd('ZSCAN', 'none', 0), // -> ["0", []]
  cmd('ZADD', 'z', 1, 'a', 2, 'ab', 3, 'c'), // -> 3
  cmd('ZSCAN', 'z', 0), // -> ["0", ["a", "1", "ab", "2", "c", "3"]]
  cmd('ZSCAN', 'z', 0, 'MATCH', 'a*'), // -> ["0", ["a", "1", "ab", "2"]]
  cmd('ZSCAN', 'z', 0, 'COUNT', 1), // -> ["0", ["a", "1", "ab", "2", "c", "3"]]
  cmd('ZSCAN', 'z', 'x'), // -> -ERR invalid cursor
  cmd('ZSCAN', 'z', 0, 'COUNT', 0), // -> -ERR syntax error
  cmd('ZSCAN', 'z', 0, 'COUNT', 'x'), // -> -ERR value is not an integer or out of range
  cmd('ZSCAN', 'z', 0, 'COUNT'), // -> -ERR syntax error
  cmd('ZSCAN', 'z', 0, 'WHAT', 1), // -> -ERR syntax error
  cmd('ZSCAN', 'none', 0, 'WHAT', 1), // -> ["0", []]
]);

zset.case(
  'the encoding follows size and length',
  [
    cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c'), // -> 3
    cmd('OBJECT', 'ENCODING', 'z'), // -> "listpack"
    cmd('ZADD', 'z', 4, 'd'), // -> 1
    cmd('OBJECT', 'ENCODING', 'z'), // -> "skiplist"
    cmd('ZREM', 'z', 'a', 'b'), // -> 2
    cmd('OBJECT', 'ENCODING', 'z'), // -> "skiplist"
    cmd('ZADD', 'y', 1, 'a', 2, 'a', 3, 'a', 4, 'a'), // -> 1
    cmd('OBJECT', 'ENCODING', 'y'), // -> "skiplist"
    cmd('ZADD', 'x', 1, '123456'), // -> 1
    cmd('OBJECT', 'ENCODING', 'x'), // -> "skiplist"
    cmd('ZADD', 'w', 1, 'a', 2, '123456'), // -> 2
    cmd('OBJECT', 'ENCODING', 'w'), // -> "skiplist"
    cmd('ZUNIONSTORE', 'd', 1, 'z'), // -> 2
    cmd('OBJECT', 'ENCODING', 'd'), // -> "listpack"
    cmd('ZUNIONSTORE', 'd', 2, 'z', 'w'), // -> 4
    cmd('OBJECT', 'ENCODING', 'd'), // -> "skiplist"
    cmd('ZRANGESTORE', 'd', 'z', 0, 0), // -> 1
    cmd('OBJECT', 'ENCODING', 'd'), // -> "listpack"
    cmd('ZRANGESTORE', 'd', 'w', 0, 1), // -> 2
    cmd('OBJECT', 'ENCODING', 'd'), // -> "skiplist"
  ],
  { settings: { 'zset-max-listpack-entries': '3', 'zset-max-listpack-value': '5' } },
);

zset.case('another type is refused', [
  cmd('SET', 's', 'x'), // -> OK
  [
    ['ZCARD', 's'],
    ['ZSCORE', 's', 'a'],
    ['ZMSCORE', 's', 'a'],
    ['ZRANK', 's', 'a'],
    ['ZCOUNT', 's', 0, 1],
    ['ZLEXCOUNT', 's', '-', '+'],
    ['ZRANGE', 's', 0, 1],
    ['ZRANGEBYSCORE', 's', 0, 1],
    ['ZREM', 's', 'a'],
    ['ZREMRANGEBYRANK', 's', 0, 1],
    ['ZREMRANGEBYSCORE', 's', 0, 1],
    ['ZPOPMIN', 's'],
    ['ZPOPMIN', 's', 0],
    ['ZRANDMEMBER', 's'],
    ['ZRANDMEMBER', 's', 1],
    ['ZSCAN', 's', 0],
    ['ZDIFF', 1, 's'],
    ['ZINTERCARD', 1, 's'],
  ].map((words) => cmd(...words)),
  // -> ZCARD s -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZSCORE s a -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZMSCORE s a -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZRANK s a -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZCOUNT s 0 1 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZLEXCOUNT s - + -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZRANGE s 0 1 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZRANGEBYSCORE s 0 1 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZREM s a -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZREMRANGEBYRANK s 0 1 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZREMRANGEBYSCORE s 0 1 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZPOPMIN s -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZPOPMIN s 0 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZRANDMEMBER s -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZRANDMEMBER s 1 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZSCAN s 0 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZDIFF 1 s -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> ZINTERCARD 1 s -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

const ends = fc.constantFrom('-inf', '+inf', '(1', '1', '(2', '3', '-2', '0', '(-1');
const lexEnds = fc.constantFrom('-', '+', '[m', '(m', '[n', '(o', '[', '(12');
const limit = fc.oneof(
  fc.constant<string[]>([]),
  fc.tuple(smallIntegers, smallIntegers).map(([offset, count]) => ['LIMIT', offset, count]),
);
const flag = (...names: string[]) => fc.subarray(names);
const scored = fc.tuple(floats, members).map((pair) => pair as string[]);
const few = fc
  .constantFrom('1', '2', '3')
  .chain((count) =>
    fc.array(keys, { minLength: Number(count), maxLength: Number(count) }).map((names) => [count, ...names]),
  );

const sequences = fc.oneof(
  {
    weight: 6,
    arbitrary: command(
      'ZADD',
      keys,
      flag('NX', 'XX', 'GT', 'LT', 'CH', 'INCR').map((all) => all.slice(0, 2)),
      repeated(scored),
    ),
  },
  { weight: 6, arbitrary: command('ZADD', keys, repeated(scored, 5)) },
  { weight: 2, arbitrary: command('ZADD', 'l', repeated(members.map((member) => ['0', member]))) },
  command('SADD', keys, repeated(members)),
  command('ZINCRBY', keys, floats, members),
  command('ZREM', keys, repeated(members)),
  command('ZRANGE', keys, smallIntegers, smallIntegers, flag('REV', 'WITHSCORES')),
  command('ZRANGE', keys, ends, ends, 'BYSCORE', flag('REV', 'WITHSCORES'), limit),
  command('ZRANGE', 'l', lexEnds, lexEnds, 'BYLEX', flag('REV'), limit),
  command('ZRANGESTORE', keys, keys, ends, ends, 'BYSCORE', flag('REV'), limit),
  command('ZRANGESTORE', keys, keys, smallIntegers, smallIntegers, flag('REV')),
  command('ZCOUNT', keys, ends, ends),
  command('ZLEXCOUNT', 'l', lexEnds, lexEnds),
  command('ZRANK', keys, members, optional('WITHSCORE')),
  command('ZREVRANK', keys, members),
  command('ZMSCORE', keys, repeated(members)),
  command(
    'ZPOPMIN',
    keys,
    fc.oneof(
      fc.constant<string[]>([]),
      smallIntegers.map((count) => [count]),
    ),
  ),
  command(
    'ZPOPMAX',
    keys,
    fc.oneof(
      fc.constant<string[]>([]),
      smallIntegers.map((count) => [count]),
    ),
  ),
  command('ZMPOP', few, fc.constantFrom('MIN', 'MAX'), optional('COUNT', '2')),
  command('ZREMRANGEBYRANK', keys, smallIntegers, smallIntegers),
  command('ZREMRANGEBYSCORE', keys, ends, ends),
  command('ZREMRANGEBYLEX', 'l', lexEnds, lexEnds),
  command('ZUNION', few, optional('AGGREGATE', 'MAX'), optional('WITHSCORES')),
  command('ZINTER', few, optional('AGGREGATE', 'MIN'), optional('WITHSCORES')),
  command('ZDIFF', few, optional('WITHSCORES')),
  command('ZUNIONSTORE', keys, few),
  command('ZINTERSTORE', keys, few),
  command('ZDIFFSTORE', keys, few),
  command('ZINTERCARD', few, optional('LIMIT', '1')),
  command('ZRANDMEMBER', keys, smallIntegers),
  command('OBJECT', 'ENCODING', keys),
  command('DEL', keys),
);

zset.generated('any sequence', sequences, { normalisers: { ZRANDMEMBER: countOnly } });

zset.case('keyspace events', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEA'), // -> OK
  cmd('PSUBSCRIBE', '__key*__:*').on('n'), // -> >["psubscribe", "__key*__:*", 1]
  cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c', 4, 'd', 5, 'e', 6, 'f'), // -> 6
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zadd"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zadd", "z"]
  cmd('ZADD', 'z', 1, 'a'), // -> 0
  cmd('ZINCRBY', 'z', 1, 'a'), // -> 2.0
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zincr"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zincr", "z"]
  cmd('ZREM', 'z', 'a', 'x'), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zrem"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zrem", "z"]
  cmd('ZREMRANGEBYRANK', 'z', 0, 0), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zremrangebyrank"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zremrangebyrank", "z"]
  cmd('ZREMRANGEBYSCORE', 'z', 3, 3), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zremrangebyscore"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zremrangebyscore", "z"]
  cmd('ZREMRANGEBYLEX', 'z', '[d', '[d'), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zremrangebylex"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zremrangebylex", "z"]
  cmd('ZUNIONSTORE', 'd', 1, 'z'), // -> 2
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:d", "zunionstore"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zunionstore", "d"]
  cmd('ZINTERSTORE', 'd', 1, 'none'), // -> 0
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:d", "del"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:del", "d"]
  cmd('ZRANGESTORE', 'd', 'z', 0, -1), // -> 2
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:d", "zrangestore"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zrangestore", "d"]
  cmd('ZPOPMIN', 'z'), // -> ["e", 5.0]
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zpopmin"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zpopmin", "z"]
  cmd('BZPOPMAX', 'z', 0), // -> ["z", "f", 6.0]
  receive('n').frames(4),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zpopmax"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zpopmax", "z"]; >["pmessage", "__key*__:*", "__keyspace@0__:z", "del"]; >["pmessage",
  //    "__key*__:*", "__keyevent@0__:del", "z"]
  cmd('BZMPOP', 0, 1, 'z', 'MAX').on('b').blocks(),
  cmd('ZADD', 'z', 1, 'a'), // -> 1
  receive('b'), // -> ["z", [["a", 1.0]]]
  receive('n').frames(6),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:z", "zadd"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:zadd", "z"]; >["pmessage", "__key*__:*", "__keyspace@0__:z", "zpopmax"]; >["pmessage",
  //    "__key*__:*", "__keyevent@0__:zpopmax", "z"]; >["pmessage", "__key*__:*", "__... (344 characters, sha1
  //    c18b966a)
  cmd('CONFIG', 'SET', 'notify-keyspace-events', ''), // -> OK
]);
