import fc from 'fast-check';
import { command, keys, optional, repeated } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { each, field, item, kindOnly, within } from './harness/normalise.ts';
import { cmd, receive } from './harness/steps.ts';

const stream = conformance('stream');

const MAX = '18446744073709551615';
const show = cmd('XRANGE', 's', '-', '+');
const info = cmd('XINFO', 'STREAM', 's');
const fill = [1, 2, 3, 4, 5].map((ms) => cmd('XADD', 's', `${ms}-0`, 'f', ms));
/** The four facts of each pending entry, its idle time being whatever it is. */
const pendingList = (...words: (string | number)[]) =>
  cmd('XPENDING', ...words).each(item(2, within(0, 5000)));
const consumers = cmd('XINFO', 'CONSUMERS', 's', 'g')
  .each(field('idle', within(0, 5000)))
  .each(field('inactive', within(-1, 5000)));

stream.case('XADD with IDs of every form', [
  cmd('XADD', 's', '1-1', 'a', 1, 'b', 2),
  cmd('XADD', 's', 1, 'a', 1),
  cmd('XADD', 's', '1-1', 'a', 1),
  cmd('XADD', 's', '1-*', 'a', 1),
  cmd('XADD', 's', '0-*', 'a', 1),
  cmd('XADD', 's', 5, 'a', 1),
  cmd('XADD', 's', '5-*', 'a', 1),
  cmd('XADD', 's', '007-08', 'a', 1),
  cmd('XADD', 's', '+8- 9', 'a', 1),
  cmd('XADD', 's', '9007199254740993-9007199254740993', 'big', 1),
  cmd('XADD', 's', `9007199254740993-${MAX}`, 'big', 2),
  cmd('XADD', 's', '9007199254740993-*', 'big', 3),
  cmd('XADD', 's', '*', 'a', 1).kindOnly(),
  cmd('XADD', 's', `${MAX}-${MAX}`, 'last', 1),
  cmd('XADD', 's', '*', 'a', 1),
  cmd('XADD', 't', '0-0', 'a', 1),
  cmd('XADD', 't', 0, 'a', 1),
  cmd('XADD', 't', '0-*', 'a', 1),
  cmd('XLEN', 's'),
  cmd('XLEN', 'none'),
  cmd('XRANGE', 's', '-', '(9007199254740994'),
]);

stream.case('XADD errors', [
  cmd('XADD', 's', '*', 'a'),
  cmd('XADD', 's', '*', 'a', 1, 'b'),
  cmd('XADD', 's', '*'),
  cmd('XADD', 's', 'MAXLEN', 10, '*', 'a'),
  cmd('XADD', 's', 'x', 'a', 1),
  cmd('XADD', 's', '-', 'a', 1),
  cmd('XADD', 's', '+', 'a', 1),
  cmd('XADD', 's', '1-', 'a', 1),
  cmd('XADD', 's', '-1', 'a', 1),
  cmd('XADD', 's', '1-2-3', 'a', 1),
  cmd('XADD', 's', '1-x', 'a', 1),
  cmd('XADD', 's', '18446744073709551616-0', 'a', 1),
  cmd('XADD', 's', '1-18446744073709551616', 'a', 1),
  cmd('XADD', 's', '', 'a', 1),
  cmd('XADD', 's', '1'.repeat(130), 'a', 1),
  cmd('XADD', 's', 'MAXLEN', 'x', '*', 'a', 1),
  cmd('XADD', 's', 'MAXLEN', -1, '*', 'a', 1),
  cmd('XADD', 's', 'MAXLEN', '~', '*', 'a', 1),
  cmd('XADD', 's', 'MAXLEN', 1, 'MINID', 1, '*', 'a', 1),
  cmd('XADD', 's', 'LIMIT', 1, '*', 'a', 1),
  cmd('XADD', 's', 'LIMIT', 0, '*', 'a', 1),
  cmd('XADD', 's', 'MAXLEN', 1, 'LIMIT', 1, '*', 'a', 1),
  cmd('XADD', 's', 'MAXLEN', '=', 1, 'LIMIT', 0, '*', 'a', 1),
  cmd('XADD', 's', 'MAXLEN', '~', 1, 'LIMIT', -1, '*', 'a', 1),
  cmd('XADD', 's', 'MAXLEN', '~', 1, 'LIMIT', 'x', '*', 'a', 1),
  cmd('XADD', 's', 'MINID', 'x', '*', 'a', 1),
  cmd('XADD', 's', 'NOMKSTREAM', '*', 'a', 1),
  cmd('EXISTS', 's'),
  cmd('SET', 's', 'x'),
  cmd('XADD', 's', '*', 'a', 1),
  cmd('XADD', 's', '0-0', 'a', 1),
]);

stream.case('ranges', [
  ...fill,
  cmd('XADD', 's', '5-1', 'g', 'h', 'i', 'j'),
  show,
  cmd('XRANGE', 's', 2, 4),
  cmd('XRANGE', 's', '(2', '(4'),
  cmd('XRANGE', 's', '(2-0', '(5-1'),
  cmd('XRANGE', 's', 5, 5),
  cmd('XRANGE', 's', 4, 2),
  cmd('XRANGE', 's', '-', '+', 'COUNT', 2),
  cmd('XRANGE', 's', '-', '+', 'COUNT', 0),
  cmd('XRANGE', 's', '-', '+', 'COUNT', -5),
  cmd('XRANGE', 's', '-', '+', 'count', 2, 'COUNT', 1),
  cmd('XREVRANGE', 's', '+', '-'),
  cmd('XREVRANGE', 's', 4, 2, 'COUNT', 2),
  cmd('XREVRANGE', 's', '(4', '(2'),
  cmd('XREVRANGE', 's', '+', '-', 'COUNT', 0),
  cmd('XRANGE', 'none', '-', '+'),
  cmd('XRANGE', 'none', '-', '+', 'COUNT', 0),
  cmd('XRANGE', 's', '+', '-'),
  cmd('XRANGE', 's', '(-', '+'),
  cmd('XRANGE', 's', '-', '(+'),
  cmd('XRANGE', 's', '-', '(0-0'),
  cmd('XRANGE', 's', '-', '(0'),
  cmd('XRANGE', 's', `(${MAX}-${MAX}`, '+'),
  cmd('XRANGE', 's', `(${MAX}`, '+'),
  cmd('XRANGE', 's', '(', '+'),
  cmd('XRANGE', 's', 'x', '+'),
  cmd('XRANGE', 's', '-', '+', 'COUNT'),
  cmd('XRANGE', 's', '-', '+', 'COUNT', 'x'),
  cmd('XRANGE', 's', '-', '+', 'LIMIT', 1),
  cmd('XREVRANGE', 's', '-', '+'),
]);

stream.case('XDEL leaves gaps', [
  ...fill,
  cmd('XDEL', 's', '3-0', '9-9', 3),
  cmd('XDEL', 's', 'x'),
  cmd('XDEL', 's', '2-0', 'x'),
  cmd('XDEL', 'none', 'x'),
  cmd('XDEL', 's', 1),
  show,
  info,
  cmd('XDEL', 's', 2, 4, 5),
  info,
  cmd('EXISTS', 's'),
  cmd('XADD', 's', '5-0', 'a', 1),
  cmd('XADD', 's', '6-0', 'a', 1),
  info,
]);

stream.case('trimming', [
  ...fill,
  cmd('XTRIM', 's', 'MAXLEN', 4),
  cmd('XTRIM', 's', 'MAXLEN', '=', 4),
  cmd('XTRIM', 's', 'MINID', 3),
  show,
  info,
  cmd('XTRIM', 's', 'MAXLEN', '~', 1),
  cmd('XADD', 's', 'MAXLEN', 2, 9, 'a', 1),
  show,
  cmd('XADD', 's', 'NOMKSTREAM', 'MINID', '=', 9, 10, 'a', 1),
  show,
  cmd('XTRIM', 's', 'MINID', '20'),
  show,
  info,
  cmd('XTRIM', 's', 'MAXLEN', 0),
  cmd('XTRIM', 's'),
  cmd('XTRIM', 's', 'MAXLEN'),
  cmd('XTRIM', 's', 'FOO', 1),
  cmd('XTRIM', 's', 'MAXLEN', 'x'),
  cmd('XTRIM', 's', 'LIMIT', 1),
  cmd('XTRIM', 's', 'LIMIT', 0),
  cmd('XTRIM', 's', 'MAXLEN', 1, 'LIMIT', 1),
  cmd('XTRIM', 's', 'MAXLEN', '~', 1, 'LIMIT', 1),
  cmd('XTRIM', 's', 'MAXLEN', '*', 1),
  cmd('XTRIM', 'none', 'MAXLEN', 1),
]);

const ten = Array.from({ length: 35 }, (_, i) => cmd('XADD', 's', `${i + 1}-0`, 'f', i * 1000));
const blockInfo = cmd('XINFO', 'STREAM', 's');

stream.case(
  'approximate trimming goes by blocks of so many entries',
  [
    ...ten,
    blockInfo,
    cmd('XTRIM', 's', 'MAXLEN', '~', 12),
    blockInfo,
    cmd('XDEL', 's', '22-0', '23-0'),
    cmd('XTRIM', 's', 'MAXLEN', 11),
    cmd('XADD', 's', '36-0', 'f', 1),
    blockInfo,
    cmd('XTRIM', 's', 'MINID', '~', '33'),
    cmd('XTRIM', 's', 'MINID', '~', '30', 'LIMIT', 3),
    cmd('XADD', 's', 'MAXLEN', '~', 0, '50', 'f', 1),
    blockInfo,
  ],
  { settings: { 'stream-node-max-entries': '10' } },
);

stream.case(
  'blocks are cut by their bytes',
  [
    ...[
      'short',
      'x'.repeat(40),
      'x'.repeat(100),
      '12',
      '-5000',
      '70000',
      '3000000',
      '12345678901',
      'x'.repeat(90),
    ].flatMap((text, i) => [
      cmd('XADD', 's', `${i + 1}-${i * 50}`, 'field', text),
      cmd('XADD', 's', `${i + 1}-*`, text, i, 'y', '007'),
    ]),
    blockInfo,
    ...Array.from({ length: 20 }, (_, i) => cmd('XADD', 's', `${(i + 1) * 1000}-0`, 'f', i)),
    blockInfo,
    cmd('XTRIM', 's', 'MAXLEN', '~', 10),
    blockInfo,
  ],
  { settings: { 'stream-node-max-bytes': '200', 'stream-node-max-entries': '0' } },
);

stream.case('XSETID', [
  ...fill,
  cmd('XSETID', 's', '10-0'),
  cmd('XSETID', 's', '4-0'),
  cmd('XSETID', 's', 'x'),
  cmd('XSETID', 's', '10-0', 'ENTRIESADDED', 100, 'MAXDELETEDID', '2-0'),
  info,
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED', 3),
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED', -1),
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED'),
  cmd('XSETID', 's', '11-0', 'MAXDELETEDID', '12-0'),
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED', '9223372036854775807'),
  cmd('XSETID', 's', '11-0', 'WHAT', 1),
  info,
  cmd('XSETID', 'none', '1-0'),
  cmd('XDEL', 's', '5-0'),
  cmd('XSETID', 's', '4-0'),
  cmd('XSETID', 's', '-'),
]);

stream.case('XREAD', [
  ...fill,
  cmd('XADD', 't', '1-0', 'x', 'y'),
  cmd('XREAD', 'STREAMS', 's', '3-0'),
  cmd('XREAD', 'COUNT', 1, 'STREAMS', 's', 't', 2, 0),
  cmd('XREAD', 'COUNT', 0, 'STREAMS', 's', 4),
  cmd('XREAD', 'COUNT', -1, 'STREAMS', 's', 4),
  cmd('XREAD', 'STREAMS', 's', 'none', '$', 0),
  cmd('XREAD', 'STREAMS', 's', 't', '9', 0),
  cmd('XREAD', 'STREAMS', 's', 's', '4', '3'),
  cmd('XREAD', 'BLOCK', 10, 'STREAMS', 's', '$'),
  cmd('XREAD', 'STREAMS', 's'),
  cmd('XREAD', 'STREAMS', 's', 't', 0),
  cmd('XREAD', 'STREAMS'),
  cmd('XREAD', 'COUNT', 1),
  cmd('XREAD', 'COUNT', 'x', 'STREAMS', 's', 0),
  cmd('XREAD', 'BLOCK', 'x', 'STREAMS', 's', 0),
  cmd('XREAD', 'BLOCK', -1, 'STREAMS', 's', 0),
  cmd('XREAD', 'BLOCK', '9223372036854775807', 'STREAMS', 's', '$'),
  cmd('XREAD', 'NOACK', 'STREAMS', 's', 0),
  cmd('XREAD', 'GROUP', 'g', 'c', 'STREAMS', 's', 0),
  cmd('XREAD', 'FOO', 'STREAMS', 's', 0),
  cmd('XREAD', 'STREAMS', 's', '>'),
  cmd('XREAD', 'STREAMS', 's', '-'),
  cmd('XREAD', 'STREAMS', 's', 'x'),
  cmd('XREAD', 'STREAMS', 's', `${MAX}-${MAX}`),
  cmd('SET', 'string', 'x'),
  cmd('XREAD', 'STREAMS', 's', 'string', 0, 0),
]);

stream.case('XREAD waits', [
  ...fill,
  cmd('XREAD', 'BLOCK', 0, 'STREAMS', 's', 't', '$', '$').on('b').blocks(),
  cmd('XREAD', 'BLOCK', 0, 'COUNT', 1, 'STREAMS', 't', '5-0').on('c').blocks(),
  cmd('XADD', 't', '5-0', 'a', 1),
  receive('b'),
  cmd('SET', 't2', 'x'),
  cmd('MULTI'),
  cmd('XADD', 't', '6-0', 'a', 1),
  cmd('XADD', 't', '7-0', 'a', 1),
  cmd('EXEC'),
  receive('c'),
  cmd('XREAD', 'BLOCK', 0, 'STREAMS', 'gone', 0).on('d').blocks(),
  cmd('SET', 'gone', 'x'),
  cmd('DEL', 'gone'),
  cmd('XADD', 'gone', '1-0', 'a', 1),
  receive('d'),
]);

stream.case('XGROUP', [
  cmd('XGROUP', 'CREATE', 's', 'g', '$'),
  cmd('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM'),
  cmd('XGROUP', 'CREATE', 's', 'g', '0'),
  cmd('XGROUP', 'CREATE', 's', 'h', '5-5', 'ENTRIESREAD', 7),
  cmd('XGROUP', 'CREATE', 's', 'i', 'x'),
  cmd('XGROUP', 'CREATE', 's', 'i', '-'),
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD', -2),
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD', 'x'),
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD'),
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'FOO'),
  cmd('XGROUP', 'CREATE', 's', 'i'),
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD', -1, 'MKSTREAM'),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XGROUP', 'SETID', 's', 'g', '3'),
  cmd('XGROUP', 'SETID', 's', 'h', '$', 'ENTRIESREAD', 2),
  cmd('XGROUP', 'SETID', 's', 'none', 0),
  cmd('XGROUP', 'SETID', 'none', 'g', 0),
  cmd('XGROUP', 'SETID', 's', 'i', '+'),
  cmd('XGROUP', 'SETID', 's', 'g', 0, 'MKSTREAM'),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XGROUP', 'CREATECONSUMER', 's', 'g', 'c'),
  cmd('XGROUP', 'CREATECONSUMER', 's', 'g', 'c'),
  cmd('XGROUP', 'CREATECONSUMER', 's', 'none', 'c'),
  cmd('XGROUP', 'DELCONSUMER', 's', 'g', 'c'),
  cmd('XGROUP', 'DELCONSUMER', 's', 'g', 'c'),
  cmd('XGROUP', 'DELCONSUMER', 's', 'none', 'c'),
  cmd('XGROUP', 'DESTROY', 's', 'i'),
  cmd('XGROUP', 'DESTROY', 's', 'i'),
  cmd('XGROUP', 'DESTROY', 'none', 'i'),
  cmd('XGROUP', 'HELP'),
  cmd('XGROUP'),
  cmd('XGROUP', 'FOO'),
  cmd('XGROUP', 'CREATE'),
  cmd('XGROUP', 'HELP', 'x'),
  cmd('SET', 'string', 'x'),
  cmd('XGROUP', 'CREATE', 'string', 'g', 0, 'MKSTREAM'),
  cmd('XGROUP', 'DESTROY', 'string', 'g'),
]);

stream.case('XREADGROUP and XACK', [
  ...fill,
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 2, 'STREAMS', 's', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'COUNT', 1, 'STREAMS', 's', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'carol', 'COUNT', 1, 'NOACK', 'STREAMS', 's', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '1-0'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 1, 'STREAMS', 's', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'STREAMS', 's', '9'),
  cmd('XPENDING', 's', 'g'),
  pendingList('s', 'g', '-', '+', 10),
  cmd('XDEL', 's', '1-0'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', 0),
  cmd('XACK', 's', 'g', '1-0', '3-0', '4-0', '1-0'),
  cmd('XACK', 's', 'none', '1-0'),
  cmd('XACK', 'none', 'g', 'x'),
  cmd('XACK', 's', 'g', 'x'),
  cmd('XPENDING', 's', 'g'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '>'),
  cmd('XGROUP', 'SETID', 's', 'g', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'STREAMS', 's', '>'),
  cmd('XPENDING', 's', 'g'),
  cmd('XINFO', 'GROUPS', 's'),
  consumers,
]);

stream.case('XREADGROUP errors', [
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'),
  ...fill,
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'),
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '$'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', 't', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', 'x'),
  cmd('XREADGROUP', 'COUNT', 1, 'NOACK', 'STREAMS', 's', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'FOO', 's'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 'x', 'STREAMS', 's', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', 'none', '>', '>'),
  cmd('SET', 'string', 'x'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'string', '>'),
  cmd('XINFO', 'CONSUMERS', 's', 'g'),
]);

stream.case('XREADGROUP waits, in turn', [
  cmd('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'BLOCK', 20, 'STREAMS', 's', '>'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'BLOCK', 0, 'STREAMS', 's', '>').on('b').blocks(),
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'BLOCK', 0, 'COUNT', 1, 'STREAMS', 's', '>').on('c').blocks(),
  cmd('XADD', 's', '1-0', 'a', 1),
  receive('b'),
  cmd('XADD', 's', '2-0', 'a', 1),
  receive('c'),
  cmd('XPENDING', 's', 'g'),
]);

for (const [name, ...words] of [
  ['the group is destroyed', 'XGROUP', 'DESTROY', 's', 'g'],
  ['the key is deleted', 'DEL', 's'],
  ['the key is unlinked', 'UNLINK', 's'],
  ['the key gets another type', 'SET', 's', 'x'],
  ['everything is flushed', 'FLUSHALL'],
  ['the key is renamed', 'RENAME', 's', 't'],
  ['the key is copied over', 'COPY', 'empty', 's', 'REPLACE'],
] as const) {
  stream.case(`a waiting XREADGROUP is told when ${name}`, [
    cmd('XADD', 'empty', '1-0', 'a', 1),
    cmd('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM'),
    cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'BLOCK', 0, 'STREAMS', 's', '>').on('b').blocks(),
    cmd(...words),
    receive('b'),
  ]);
}

stream.case('XPENDING', [
  ...fill,
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XPENDING', 's', 'g'),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'STREAMS', 's', '>').countOnly(),
  cmd('XPENDING', 's', 'g'),
  pendingList('s', 'g', '-', '+', 10),
  pendingList('s', 'g', '(1', 4, 2),
  pendingList('s', 'g', 1, '(4', 20, 'bob'),
  pendingList('s', 'g', 'IDLE', 0, '-', '+', 10, 'alice'),
  pendingList('s', 'g', 'IDLE', 100000, '-', '+', 10),
  pendingList('s', 'g', '-', '+', 10, 'nobody'),
  pendingList('s', 'g', '-', '+', 0),
  pendingList('s', 'g', '-', '+', -1),
  cmd('XPENDING', 's', 'none'),
  cmd('XPENDING', 'none', 'g'),
  cmd('XPENDING', 's', 'g', '-'),
  cmd('XPENDING', 's', 'g', '-', '+'),
  cmd('XPENDING', 's', 'g', '-', '+', 'x'),
  cmd('XPENDING', 's', 'g', 'x', '+', 1),
  cmd('XPENDING', 's', 'g', 'IDLE', 1, '-', '+'),
  cmd('XPENDING', 's', 'g', 'IDLE', 'x', '-', '+', 1),
  cmd('XPENDING', 's', 'g', '-', '+', 1, 'a', 'b', 'c', 'd'),
  pendingList('s', 'g', '-', '+', 1, 'alice', 'x'),
]);

stream.case('XCLAIM', [
  ...fill,
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 3, 'STREAMS', 's', '>').countOnly(),
  cmd('XCLAIM', 's', 'g', 'bob', 0, '1-0'),
  cmd('XCLAIM', 's', 'g', 'bob', 100000, '2-0'),
  cmd('XCLAIM', 's', 'g', 'bob', 0, '2-0', '9-0', '4-0', 'JUSTID'),
  cmd('XCLAIM', 's', 'g', 'bob', 0, '4-0', 'FORCE'),
  cmd('XCLAIM', 's', 'g', 'bob', 0, '5-0', 'FORCE', 'JUSTID', 'RETRYCOUNT', 7),
  cmd('XCLAIM', 's', 'g', 'bob', 0, '8-0', 'FORCE'),
  pendingList('s', 'g', '-', '+', 10),
  cmd('XCLAIM', 's', 'g', 'carol', -5, '3-0', 'IDLE', 4000, 'RETRYCOUNT', 3),
  cmd('XPENDING', 's', 'g', '-', '+', 10, 'carol').each(item(2, within(4000, 9000))),
  cmd('XCLAIM', 's', 'g', 'carol', 0, '3-0', 'TIME', 1000, 'LASTID', '3-0'),
  cmd('XCLAIM', 's', 'g', 'carol', 0, '3-0', 'TIME', '99999999999999', 'LASTID', '9-0', 'RETRYCOUNT', -2),
  pendingList('s', 'g', '-', '+', 10, 'carol'),
  cmd('XDEL', 's', '2-0'),
  cmd('XCLAIM', 's', 'g', 'carol', 0, '2-0', '1-0'),
  cmd('XPENDING', 's', 'g'),
  cmd('XINFO', 'GROUPS', 's'),
  consumers,
  cmd('XCLAIM', 's', 'none', 'c', 0, '1-0'),
  cmd('XCLAIM', 'none', 'g', 'c', 'x', '1-0'),
  cmd('XCLAIM', 's', 'g', 'c', 'x', '1-0'),
  cmd('XCLAIM', 's', 'g', 'c', 0, 'x'),
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'IDLE'),
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'IDLE', 'x'),
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'TIME', 'x'),
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'RETRYCOUNT', 'x'),
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'LASTID', 'x'),
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'FORCE', '2-0'),
]);

stream.case('XAUTOCLAIM', [
  ...fill,
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '>').countOnly(),
  cmd('XDEL', 's', '2-0', '4-0'),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 100000, 0),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT', 2),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, '(1-0', 'COUNT', 1, 'JUSTID'),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, '-'),
  pendingList('s', 'g', '-', '+', 10),
  consumers,
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, '9'),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 'x', 0),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 'x'),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT', 0),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT', 'x'),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT'),
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'FOO'),
  cmd('XAUTOCLAIM', 's', 'none', 'bob', 0, 0),
  cmd('XAUTOCLAIM', 'none', 'g', 'bob', 0, 0),
]);

stream.case('XINFO', [
  cmd('XINFO', 'STREAM', 'none'),
  ...fill,
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XGROUP', 'CREATE', 's', 'a', '2-0'),
  cmd('XREADGROUP', 'GROUP', 'g', 'zoe', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 1, 'STREAMS', 's', '>').countOnly(),
  cmd('XGROUP', 'CREATECONSUMER', 's', 'g', 'idle'),
  cmd('XINFO', 'STREAM', 's'),
  cmd('XINFO', 'GROUPS', 's'),
  consumers,
  cmd('XINFO', 'STREAM', 's', 'FULL', 'COUNT', 'x'),
  cmd('XINFO', 'STREAM', 's', 'FULL', 'COUNT'),
  cmd('XINFO', 'STREAM', 's', 'FOO'),
  cmd('XINFO', 'STREAM', 's', 'FULL', 'FOO', 1),
  cmd('XINFO', 'STREAM', 's', 'FULL', 'COUNT', 1, 2),
  cmd('XINFO', 'CONSUMERS', 's', 'none'),
  cmd('XINFO', 'CONSUMERS', 'none', 'g'),
  cmd('XINFO', 'CONSUMERS', 's'),
  cmd('XINFO', 'GROUPS', 'none'),
  cmd('XINFO', 'HELP'),
  cmd('XINFO', 'FOO'),
  cmd('XINFO'),
  cmd('SET', 'string', 'x'),
  cmd('XINFO', 'STREAM', 'string'),
]);

const times = [
  field('seen-time', kindOnly),
  field('active-time', kindOnly),
  field('pending', each(item(1, kindOnly))),
].map((normalise) => field('consumers', each(normalise)));

stream.case('XINFO STREAM FULL', [
  ...fill,
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XREADGROUP', 'GROUP', 'g', 'zoe', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  ...[[], ['COUNT', 1], ['COUNT', 0], ['COUNT', -1]].map((count) =>
    [field('pending', each(item(2, kindOnly))), ...times].reduce(
      (step, normalise) => step.field('groups', each(normalise)),
      cmd('XINFO', 'STREAM', 's', 'FULL', ...count),
    ),
  ),
]);

stream.case('the lag of a group', [
  ...fill,
  cmd('XGROUP', 'CREATE', 's', 'g', 0),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 's', '>'),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XDEL', 's', '3-0'),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 's', '>'),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 's', '>'),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XTRIM', 's', 'MAXLEN', 0),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XADD', 's', '9-0', 'a', 1),
  cmd('XINFO', 'GROUPS', 's'),
  cmd('XGROUP', 'SETID', 's', 'g', 1),
  cmd('XINFO', 'GROUPS', 's'),
]);

stream.case('another type is refused', [
  cmd('SET', 's', 'x'),
  ...[
    ['XLEN', 's'],
    ['XRANGE', 's', '-', '+'],
    ['XDEL', 's', '1-0'],
    ['XTRIM', 's', 'MAXLEN', 1],
    ['XSETID', 's', '1-0'],
    ['XACK', 's', 'g', 'x'],
    ['XPENDING', 's', 'g'],
    ['XCLAIM', 's', 'g', 'c', 0, '1-0'],
    ['XAUTOCLAIM', 's', 'g', 'c', 0, '1-0'],
    ['XINFO', 'GROUPS', 's'],
  ].map((words) => cmd(...words)),
]);

const ids = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('', '-*', '-0', '-1'))
  .map(([ms, seq]) => `${ms}${seq}`);
const plainIds = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('', '-0', '-1'))
  .map(([ms, seq]) => `${ms}${seq}`);
const from = fc.oneof(
  plainIds,
  fc.constant('-'),
  plainIds.map((id) => `(${id}`),
);
const to = fc.oneof(
  plainIds,
  fc.constant('+'),
  plainIds.map((id) => `(${id}`),
);
const groups = fc.constantFrom('g', 'h');
const names = fc.constantFrom('alice', 'bob');
const count = fc.constantFrom<string[]>([], ['COUNT', '1'], ['COUNT', '3']);
const trim = fc.constantFrom<string[]>(
  [],
  ['MAXLEN', '5'],
  ['MAXLEN', '~', '4'],
  ['MINID', '~', '12'],
  ['MINID', '8'],
  ['MAXLEN', '~', '1', 'LIMIT', '3'],
);
const streams = fc.constantFrom('a', 'b');
const fields = fc.constantFrom<string[]>(['f', 'v'], ['f', '1', 'g', '2'], ['h', 'x']);

const sequences = fc.oneof(
  { weight: 12, arbitrary: command('XADD', streams, trim, ids, fields) },
  {
    weight: 2,
    arbitrary: command(
      'XGROUP',
      'CREATE',
      streams,
      groups,
      fc.constantFrom('$', '0', '5'),
      optional('MKSTREAM'),
    ),
  },
  {
    weight: 5,
    arbitrary: command(
      'XREADGROUP',
      'GROUP',
      groups,
      names,
      count,
      optional('NOACK'),
      'STREAMS',
      streams,
      fc.constantFrom('>', '>', '0', '4-0'),
    ),
  },
  { weight: 2, arbitrary: command('XACK', streams, groups, repeated(plainIds)) },
  { weight: 2, arbitrary: command('XDEL', streams, repeated(plainIds)) },
  command('XRANGE', streams, from, to, count),
  command('XREVRANGE', streams, to, from, count),
  command('XTRIM', streams, trim),
  command('XREAD', count, 'STREAMS', streams, plainIds),
  command('XGROUP', 'SETID', streams, groups, plainIds),
  command('XGROUP', fc.constantFrom('CREATECONSUMER', 'DELCONSUMER'), streams, groups, names),
  command('XGROUP', 'DESTROY', streams, groups),
  command(
    'XCLAIM',
    streams,
    groups,
    names,
    '0',
    repeated(plainIds),
    optional('FORCE'),
    optional('JUSTID'),
    optional('LASTID', '9-0'),
  ),
  command('XAUTOCLAIM', streams, groups, names, '0', from, count, optional('JUSTID')),
  command('XPENDING', streams, groups),
  command('XSETID', streams, plainIds),
  command('XINFO', 'STREAM', streams),
  command('XINFO', 'GROUPS', streams),
  command('XLEN', keys),
  command('COPY', streams, streams, 'REPLACE'),
  command('DEL', streams),
);

stream.generated('any sequence', sequences, { settings: { 'stream-node-max-entries': '3' }, length: 60 });
