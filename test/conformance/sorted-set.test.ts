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
  cmd('ZADD', 'z', 1, 'a', 2, 'b'),
  cmd('ZADD', 'z', 5, 'a', 3, 'c'),
  cmd('ZADD', 'z', 'CH', 6, 'a', 3, 'c', 4, 'd'),
  cmd('ZADD', 'z', 'ch', 1, 'e', 2, 'e', 3, 'e'),
  ...showKey,
]);

zset.case('ZADD options', [
  cmd('ZADD', 'z', 'XX', 1, 'a'),
  cmd('EXISTS', 'z'),
  cmd('ZADD', 'z', 'NX', 1, 'a', 2, 'b'),
  cmd('ZADD', 'z', 'NX', 9, 'a', 9, 'c'),
  cmd('ZADD', 'z', 'XX', 'CH', 8, 'a', 8, 'new'),
  cmd('ZADD', 'z', 'GT', 'CH', 7, 'a', 10, 'b', 1, 'added'),
  cmd('ZADD', 'z', 'LT', 'CH', 7, 'a', 11, 'b', 1, 'added2'),
  cmd('ZADD', 'z', 'GT', 'XX', 'CH', 7.5, 'a', 11, 'nope'),
  ...showKey,
]);

zset.case('ZADD INCR', [
  cmd('ZADD', 'z', 'INCR', '1.5', 'a'),
  cmd('ZADD', 'z', 'INCR', '1.5', 'a'),
  cmd('ZADD', 'z', 'INCR', 'NX', 1, 'a'),
  cmd('ZADD', 'z', 'INCR', 'XX', 1, 'b'),
  cmd('ZADD', 'y', 'INCR', 'XX', 1, 'b'),
  cmd('ZADD', 'z', 'INCR', 'GT', -1, 'a'),
  cmd('ZADD', 'z', 'INCR', 'LT', -1, 'a'),
  cmd('ZADD', 'z', 'INCR', 0, 'a'),
  cmd('ZADD', 'z', 'INCR', 'inf', 'a'),
  cmd('ZADD', 'z', 'INCR', '-inf', 'a'),
  cmd('ZINCRBY', 'z', '-inf', 'a'),
  cmd('ZINCRBY', 'z', '2.5', 'fresh'),
  cmd('ZINCRBY', 'z', 'x', 'fresh'),
  ...showKey,
]);

zset.case('ZADD errors', [
  cmd('ZADD', 'z', 1),
  cmd('ZADD', 'z', 1, 'a', 2),
  cmd('ZADD', 'z', 'NX', 'XX', 1, 'a'),
  cmd('ZADD', 'z', 'GT', 'LT', 1, 'a'),
  cmd('ZADD', 'z', 'GT', 'NX', 1, 'a'),
  cmd('ZADD', 'z', 'LT', 'NX', 1, 'a'),
  cmd('ZADD', 'z', 'INCR', 1, 'a', 2, 'b'),
  cmd('ZADD', 'z', 'x', 'a'),
  cmd('ZADD', 'z', 1, 'a', 'x', 'b'),
  cmd('ZADD', 'z', 'nan', 'a'),
  cmd('ZADD', 'z', 'NX', 'INCR', 'CH'),
  cmd('ZADD', 'z', '', 'a'),
  cmd('ZADD', 'z', ' 1', 'a'),
  cmd('ZADD', 'z', '0x10', 'a', '1e400', 'b'),
  cmd('ZADD', 'z', '0x10', 'hex', '-0', 'zero', '1e-320', 'tiny'),
  ...showKey,
  cmd('SET', 's', 'x'),
  cmd('ZADD', 's', 1, 'a'),
  cmd('ZADD', 's', 'x', 'a'),
  cmd('ZINCRBY', 's', 1, 'a'),
  cmd('ZINCRBY', 'z', 'nx', 'a'),
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
  ),
  ...showKey,
  cmd('ZMSCORE', 'z', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'none'),
  cmd('ZSCAN', 'z', 0).item(1, unorderedPairs),
  cmd('ZADD', 'z', 1, 'x'.repeat(70)),
  cmd('OBJECT', 'ENCODING', 'z'),
  cmd('ZSCAN', 'z', 0).item(1, unorderedPairs),
]);

zset.case('looking up', [
  fill,
  cmd('ZCARD', 'z'),
  cmd('ZCARD', 'none'),
  cmd('ZSCORE', 'z', 'half'),
  cmd('ZSCORE', 'z', 'none'),
  cmd('ZSCORE', 'none', 'none'),
  cmd('ZMSCORE', 'z', 'low', 'none', 'high'),
  cmd('ZMSCORE', 'none', 'a', 'b'),
  cmd('ZRANK', 'z', 'three'),
  cmd('ZREVRANK', 'z', 'three'),
  cmd('ZRANK', 'z', 'three', 'WITHSCORE'),
  cmd('ZREVRANK', 'z', 'drei', 'withscore'),
  cmd('ZRANK', 'z', 'none'),
  cmd('ZRANK', 'z', 'none', 'WITHSCORE'),
  cmd('ZRANK', 'none', 'none', 'WITHSCORE'),
  cmd('ZRANK', 'none', 'none'),
  cmd('ZRANK', 'z', 'three', 'WITHSCORES'),
  cmd('ZRANK', 'z', 'three', 'WITHSCORE', 'x'),
  cmd('ZCOUNT', 'z', '-inf', '+inf'),
  cmd('ZCOUNT', 'z', '(1', 3),
  cmd('ZCOUNT', 'z', 3, 1),
  cmd('ZCOUNT', 'z', '', ''),
  cmd('ZCOUNT', 'z', '(', '('),
  cmd('ZCOUNT', 'z', 'x', 3),
  cmd('ZCOUNT', 'z', 1, '(x'),
  cmd('ZCOUNT', 'z', 'nan', 3),
  cmd('ZCOUNT', 'z', ' 1', '0x3'),
  cmd('ZCOUNT', 'z', '1 ', 3),
  cmd('ZCOUNT', 'z', '1\x00x', '1e400'),
  cmd('ZCOUNT', 'none', 1, 3),
]);

for (const [name, settings] of [
  ['listpack', {}],
  ['skiplist', { 'zset-max-listpack-entries': '0' }],
] as const) {
  zset.case(
    `ranges by rank (${name})`,
    [
      fill,
      cmd('OBJECT', 'ENCODING', 'z'),
      cmd('ZRANGE', 'z', 0, -1),
      cmd('ZRANGE', 'z', 1, 3, 'WITHSCORES'),
      cmd('ZRANGE', 'z', -3, -2),
      cmd('ZRANGE', 'z', 3, 1),
      cmd('ZRANGE', 'z', -100, 1),
      cmd('ZRANGE', 'z', 5, 100, 'withscores'),
      cmd('ZRANGE', 'z', 100, 200),
      cmd('ZRANGE', 'z', 0, 2, 'REV'),
      cmd('ZRANGE', 'z', 0, 2, 'REV', 'WITHSCORES'),
      cmd('ZREVRANGE', 'z', 0, 2),
      cmd('ZREVRANGE', 'z', -2, -1, 'WITHSCORES'),
      cmd('ZREVRANGE', 'z', 0, 2, 'REV'),
      cmd('ZRANGE', 'z', 0, 1, 'LIMIT', 0, 1),
      cmd('ZRANGE', 'z', 0, 1, 'LIMIT', 0, -1),
      cmd('ZRANGE', 'z', 'x', 1),
      cmd('ZRANGE', 'z', 0, '1.5'),
      cmd('ZRANGE', 'none', 0, -1),
      cmd('ZRANGE', 'none', 0, 'x'),
      cmd('ZRANGE', 'z', 0, -1, 'WHAT'),
    ],
    { settings },
  );

  zset.case(
    `ranges by score (${name})`,
    [
      fill,
      cmd('ZRANGEBYSCORE', 'z', '-inf', '+inf'),
      cmd('ZRANGEBYSCORE', 'z', '(1', 3, 'WITHSCORES'),
      cmd('ZRANGEBYSCORE', 'z', '(1', '(3'),
      cmd('ZREVRANGEBYSCORE', 'z', 3, '(1', 'WITHSCORES'),
      cmd('ZREVRANGEBYSCORE', 'z', '(1', 3),
      cmd('ZRANGE', 'z', 1, 3, 'BYSCORE'),
      cmd('ZRANGE', 'z', 3, 1, 'BYSCORE', 'REV', 'LIMIT', 1, 2),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 1, 2, 'WITHSCORES'),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 1, -1),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', -1, 2),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 0, 0),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 3, 100),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 300, 100),
      cmd('ZREVRANGEBYSCORE', 'z', 3, 1, 'LIMIT', 2, 100),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 1),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'BYSCORE'),
      cmd('ZRANGEBYSCORE', 'z', 'x', 3),
      cmd('ZRANGEBYSCORE', 'z', 1, 3, 'LIMIT', 'x', 2),
    ],
    { settings },
  );

  zset.case(
    `ranges by member (${name})`,
    [
      fillLex,
      cmd('ZRANGEBYLEX', 'l', '-', '+'),
      cmd('ZRANGEBYLEX', 'l', '[b', '(d'),
      cmd('ZRANGEBYLEX', 'l', '(b', '[d'),
      cmd('ZREVRANGEBYLEX', 'l', '[d', '(b'),
      cmd('ZRANGE', 'l', '[d', '(b', 'BYLEX', 'REV'),
      cmd('ZRANGE', 'l', '-', '[c', 'BYLEX', 'LIMIT', 1, 2),
      cmd('ZRANGE', 'l', '-', '[c', 'BYLEX', 'WITHSCORES'),
      cmd('ZRANGEBYLEX', 'l', '-', '[c', 'WITHSCORES'),
      cmd('ZRANGEBYLEX', 'l', '+', '-'),
      cmd('ZRANGEBYLEX', 'l', '[', '('),
      cmd('ZRANGEBYLEX', 'l', 'b', '+'),
      cmd('ZRANGEBYLEX', 'l', '-x', '+'),
      cmd('ZRANGEBYLEX', 'l', '', '+'),
      cmd('ZRANGEBYLEX', 'l', 10, 20),
      cmd('ZLEXCOUNT', 'l', '-', '+'),
      cmd('ZLEXCOUNT', 'l', '[b', '(d'),
      cmd('ZLEXCOUNT', 'l', 'b', '(d'),
      cmd('ZLEXCOUNT', 'none', '-', '+'),
      cmd('ZREMRANGEBYLEX', 'l', '[b', '[c'),
      cmd('ZREMRANGEBYLEX', 'l', 'b', '[c'),
      cmd('ZRANGE', 'l', 0, -1),
      cmd('ZREMRANGEBYLEX', 'l', '-', '+'),
      cmd('EXISTS', 'l'),
    ],
    { settings },
  );

  zset.case(
    `popping (${name})`,
    [
      fill,
      cmd('ZPOPMIN', 'z'),
      cmd('ZPOPMAX', 'z'),
      cmd('ZPOPMIN', 'z', 1),
      cmd('ZPOPMAX', 'z', 2),
      cmd('ZPOPMIN', 'z', 0),
      cmd('ZPOPMIN', 'z', -1),
      cmd('ZPOPMIN', 'z', 'x'),
      cmd('ZPOPMIN', 'z', 1, 2),
      cmd('ZPOPMIN', 'z', 100),
      cmd('EXISTS', 'z'),
      cmd('ZPOPMIN', 'z'),
      cmd('ZPOPMAX', 'z', 3),
    ],
    { settings },
  );
}

zset.case('ranges by member where scores differ', [
  cmd('ZADD', 'm', 0, 'd', 1, 'b', 2, 'x', 3, 'c', 4, 'e'),
  ...[
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
  cmd('ZREMRANGEBYLEX', 'm', '[b', '[d'),
  cmd('ZRANGE', 'm', 0, -1),
]);

zset.case('ZRANGESTORE', [
  fill,
  cmd('ZRANGESTORE', 'd', 'z', 1, 3),
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  cmd('ZRANGESTORE', 'd', 'z', 3, 1, 'BYSCORE', 'REV', 'LIMIT', 0, 2),
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  cmd('ZRANGESTORE', 'd', 'z', '[a', '[m', 'BYLEX'),
  cmd('ZRANGESTORE', 'z', 'z', 0, 1),
  cmd('ZRANGE', 'z', 0, -1),
  cmd('ZRANGESTORE', 'd', 'z', 5, 6),
  cmd('EXISTS', 'd'),
  cmd('ZRANGESTORE', 'd', 'none', 0, -1),
  cmd('ZRANGESTORE', 'd', 'z', 0, -1, 'WITHSCORES'),
  cmd('ZRANGESTORE', 'd', 'z', 0, -1, 'LIMIT', 1, 2),
  cmd('SET', 's', 'x'),
  cmd('ZRANGESTORE', 's', 'z', 0, -1),
  cmd('TYPE', 's'),
  cmd('SET', 's', 'x'),
  cmd('ZRANGESTORE', 'd', 's', 0, -1),
]);

zset.case('removing', [
  fill,
  cmd('ZREM', 'z', 'one', 'none', 'two', 'two'),
  cmd('ZREM', 'none', 'x'),
  cmd('ZREMRANGEBYRANK', 'z', 0, 0),
  cmd('ZREMRANGEBYRANK', 'z', 5, 2),
  cmd('ZREMRANGEBYRANK', 'z', -1, -1),
  cmd('ZREMRANGEBYRANK', 'z', 'x', -1),
  cmd('ZREMRANGEBYSCORE', 'z', '(2.5', 3),
  cmd('ZREMRANGEBYSCORE', 'z', 'x', 3),
  ...showKey,
  cmd('ZREMRANGEBYSCORE', 'z', '-inf', 'inf'),
  cmd('EXISTS', 'z'),
  cmd('ZREMRANGEBYRANK', 'none', 0, -1),
  cmd('ZADD', 'z', 1, 'a'),
  cmd('ZREM', 'z', 'a', 'b'),
  cmd('EXISTS', 'z'),
]);

zset.case('ZMPOP', [
  fill,
  cmd('ZMPOP', 1, 'z', 'MIN'),
  cmd('ZMPOP', 2, 'none', 'z', 'max', 'count', 2),
  cmd('ZMPOP', 2, 'none', 'nil', 'MAX'),
  cmd('ZMPOP', 0, 'z', 'MIN'),
  cmd('ZMPOP', 'x', 'z', 'MIN'),
  cmd('ZMPOP', 2, 'z', 'MIN'),
  cmd('ZMPOP', 1, 'z', 'MID'),
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 0),
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 'x'),
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT'),
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 1, 'COUNT', 1),
  cmd('ZMPOP', 1, 'z', 'MIN', 'COUNT', 100),
  cmd('EXISTS', 'z'),
  cmd('SET', 's', 'x'),
  cmd('ZMPOP', 2, 's', 'z', 'MIN'),
]);

zset.case('blocking pops serve at once what is there', [
  cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c'),
  cmd('BZPOPMIN', 'none', 'z', 0),
  cmd('BZPOPMAX', 'none', 'z', '0.1'),
  cmd('BZMPOP', 0, 2, 'none', 'z', 'MIN', 'COUNT', 5),
  cmd('BZPOPMIN', 'z', '0.01'),
  cmd('BZMPOP', '0.01', 1, 'z', 'MAX'),
  cmd('BZPOPMIN', 'z', -1),
  cmd('BZPOPMIN', 'z', 'x'),
  cmd('BZPOPMIN', 'z', '1e300'),
  cmd('BZMPOP', 'x', 1, 'z', 'MIN'),
  cmd('BZMPOP', 0, 0, 'z', 'MIN'),
  cmd('BZMPOP', 0, 1, 'z', 'MIN', 'COUNT', -1),
  cmd('SET', 's', 'x'),
  cmd('BZPOPMIN', 's', 'z', 0),
]);

zset.case('blocked clients are served in turn', [
  cmd('BZPOPMIN', 'z', 0).on('b').blocks(),
  cmd('BZMPOP', 0, 2, 'y', 'z', 'MAX', 'COUNT', 2).on('c').blocks(),
  cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c', 4, 'd'),
  receive('b'),
  receive('c'),
  cmd('ZRANGE', 'z', 0, -1),
]);

zset.case('a blocked client waits on when another type comes, and is told of it when it stands first', [
  cmd('BZPOPMIN', 'x', 'z', 0).on('b').blocks(),
  cmd('SET', 'x', 'string'),
  cmd('SET', 'z', 'string'),
  cmd('DEL', 'z'),
  cmd('ZADD', 'z', 1, 'a'),
  receive('b'),
  cmd('ZCARD', 'z'),
]);

zset.case('blocking pops in a transaction answer at once', [
  cmd('MULTI'),
  cmd('BZPOPMIN', 'z', 0),
  cmd('BZMPOP', 0, 1, 'z', 'MIN'),
  cmd('EXEC'),
]);

zset.case('union, intersection and difference', [
  cmd('ZADD', 'a', 1, 'x', 2, 'y', 3, 'z'),
  cmd('ZADD', 'b', 10, 'y', 20, 'z', 30, 'w'),
  cmd('SADD', 's', 'x', 'y', 'v'),
  cmd('ZUNION', 2, 'a', 'b'),
  cmd('ZUNION', 2, 'a', 'b', 'WITHSCORES'),
  cmd('ZUNION', 3, 'a', 'b', 's', 'WEIGHTS', 2, 3, '0.5', 'AGGREGATE', 'MAX', 'WITHSCORES'),
  cmd('ZUNION', 2, 'a', 'b', 'AGGREGATE', 'MIN', 'WITHSCORES'),
  cmd('ZINTER', 2, 'a', 'b', 'WITHSCORES'),
  cmd('ZINTER', 2, 'a', 'a', 'WITHSCORES'),
  cmd('ZINTER', 3, 'a', 'b', 's', 'WITHSCORES'),
  cmd('ZINTER', 2, 'a', 'none'),
  cmd('ZDIFF', 2, 'a', 'b', 'WITHSCORES'),
  cmd('ZDIFF', 2, 'a', 'a'),
  cmd('ZDIFF', 3, 'a', 'none', 's', 'WITHSCORES'),
  cmd('ZDIFF', 2, 's', 'a', 'WITHSCORES'),
  cmd('ZINTERCARD', 2, 'a', 'b'),
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', 1),
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', 0),
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', -1),
  cmd('ZINTERCARD', 2, 'a', 'b', 'LIMIT', 'x'),
  cmd('ZUNIONSTORE', 'd', 2, 'a', 'b', 'WEIGHTS', 1, 2),
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  cmd('ZINTERSTORE', 'd', 2, 'a', 'b', 'AGGREGATE', 'MIN'),
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  cmd('ZDIFFSTORE', 'd', 2, 'a', 'b'),
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  cmd('ZDIFFSTORE', 'd', 2, 'none', 'b'),
  cmd('EXISTS', 'd'),
  cmd('ZUNIONSTORE', 'a', 2, 'a', 'b'),
  cmd('ZRANGE', 'a', 0, -1, 'WITHSCORES'),
]);

zset.case('set algebra with infinities', [
  cmd('ZADD', 'a', 'inf', 'x', '-inf', 'y', 0, 'z'),
  cmd('ZADD', 'b', '-inf', 'x', 'inf', 'y', 1, 'z'),
  cmd('ZUNION', 2, 'a', 'b', 'WITHSCORES'),
  cmd('ZINTER', 2, 'a', 'b', 'WITHSCORES'),
  cmd('ZUNION', 2, 'a', 'b', 'WEIGHTS', 0, 0, 'WITHSCORES'),
  cmd('ZINTER', 2, 'a', 'b', 'WEIGHTS', 1, 0, 'AGGREGATE', 'MIN', 'WITHSCORES'),
  cmd('ZINTER', 2, 'a', 'b', 'WEIGHTS', 0, 1, 'AGGREGATE', 'MAX', 'WITHSCORES'),
  cmd('ZUNION', 2, 'a', 'b', 'WEIGHTS', 'inf', '-inf', 'WITHSCORES'),
]);

zset.case('set algebra errors', [
  cmd('ZADD', 'a', 1, 'x'),
  cmd('SET', 's', 'x'),
  cmd('ZUNION', 0, 'a'),
  cmd('ZUNION', -1, 'a'),
  cmd('ZUNION', 'x', 'a'),
  cmd('ZUNION', 3, 'a', 'b'),
  cmd('ZUNION', 1, 's'),
  cmd('ZUNION', 1, 's', 'FOO'),
  cmd('ZUNION', 1, 'a', 'WEIGHTS'),
  cmd('ZUNION', 1, 'a', 'WEIGHTS', 'x'),
  cmd('ZUNION', 1, 'a', 'AGGREGATE'),
  cmd('ZUNION', 1, 'a', 'AGGREGATE', 'avg'),
  cmd('ZUNIONSTORE', 'd', 1, 'a', 'WITHSCORES'),
  cmd('ZUNIONSTORE', 'd', 0, 'a'),
  cmd('ZDIFF', 1, 'a', 'WEIGHTS', 1),
  cmd('ZDIFFSTORE', 'd', 1, 'a', 'AGGREGATE', 'SUM'),
  cmd('ZINTERCARD', 1, 'a', 'WITHSCORES'),
  cmd('ZINTERCARD', 0, 'a'),
  cmd('ZINTERCARD', 1, 'a', 'LIMIT'),
]);

zset.case('ZRANDMEMBER', [
  cmd('ZRANDMEMBER', 'none'),
  cmd('ZRANDMEMBER', 'none', 3),
  cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c'),
  cmd('ZRANDMEMBER', 'z').kindOnly(),
  cmd('ZRANDMEMBER', 'z', 2).countOnly(),
  cmd('ZRANDMEMBER', 'z', -7).countOnly(),
  cmd('ZRANDMEMBER', 'z', -7, 'WITHSCORES').countOnly(),
  cmd('ZRANDMEMBER', 'z', 2, 'WITHSCORES').countOnly(),
  cmd('ZRANDMEMBER', 'z', 3),
  cmd('ZRANDMEMBER', 'z', 9, 'withscores'),
  cmd('ZRANDMEMBER', 'z', 0),
  cmd('ZRANDMEMBER', 'z', 'x'),
  cmd('ZRANDMEMBER', 'z', 2, 'WHAT'),
  cmd('ZRANDMEMBER', 'z', 2, 'WITHSCORES', 'x'),
  cmd('ZRANDMEMBER', 'z', '-9223372036854775808'),
  cmd('ZRANDMEMBER', 'z', '-9223372036854775807', 'WITHSCORES'),
  cmd('ZRANDMEMBER', 'z', '9223372036854775807'),
]);

zset.case('ZSCAN', [
  cmd('ZSCAN', 'none', 0),
  cmd('ZADD', 'z', 1, 'a', 2, 'ab', 3, 'c'),
  cmd('ZSCAN', 'z', 0),
  cmd('ZSCAN', 'z', 0, 'MATCH', 'a*'),
  cmd('ZSCAN', 'z', 0, 'COUNT', 1),
  cmd('ZSCAN', 'z', 'x'),
  cmd('ZSCAN', 'z', 0, 'COUNT', 0),
  cmd('ZSCAN', 'z', 0, 'COUNT', 'x'),
  cmd('ZSCAN', 'z', 0, 'COUNT'),
  cmd('ZSCAN', 'z', 0, 'WHAT', 1),
  cmd('ZSCAN', 'none', 0, 'WHAT', 1),
]);

zset.case(
  'the encoding follows size and length',
  [
    cmd('ZADD', 'z', 1, 'a', 2, 'b', 3, 'c'),
    cmd('OBJECT', 'ENCODING', 'z'),
    cmd('ZADD', 'z', 4, 'd'),
    cmd('OBJECT', 'ENCODING', 'z'),
    cmd('ZREM', 'z', 'a', 'b'),
    cmd('OBJECT', 'ENCODING', 'z'),
    cmd('ZADD', 'y', 1, 'a', 2, 'a', 3, 'a', 4, 'a'),
    cmd('OBJECT', 'ENCODING', 'y'),
    cmd('ZADD', 'x', 1, '123456'),
    cmd('OBJECT', 'ENCODING', 'x'),
    cmd('ZADD', 'w', 1, 'a', 2, '123456'),
    cmd('OBJECT', 'ENCODING', 'w'),
    cmd('ZUNIONSTORE', 'd', 1, 'z'),
    cmd('OBJECT', 'ENCODING', 'd'),
    cmd('ZUNIONSTORE', 'd', 2, 'z', 'w'),
    cmd('OBJECT', 'ENCODING', 'd'),
    cmd('ZRANGESTORE', 'd', 'z', 0, 0),
    cmd('OBJECT', 'ENCODING', 'd'),
    cmd('ZRANGESTORE', 'd', 'w', 0, 1),
    cmd('OBJECT', 'ENCODING', 'd'),
  ],
  { settings: { 'zset-max-listpack-entries': '3', 'zset-max-listpack-value': '5' } },
);

zset.case('another type is refused', [
  cmd('SET', 's', 'x'),
  ...[
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
