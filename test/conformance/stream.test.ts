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
  cmd('XADD', 's', '1-1', 'a', 1, 'b', 2), // -> "1-1"
  cmd('XADD', 's', 1, 'a', 1),
  // -> -ERR The ID specified in XADD is equal or smaller than the target stream top item
  cmd('XADD', 's', '1-1', 'a', 1),
  // -> -ERR The ID specified in XADD is equal or smaller than the target stream top item
  cmd('XADD', 's', '1-*', 'a', 1), // -> "1-2"
  cmd('XADD', 's', '0-*', 'a', 1),
  // -> -ERR The ID specified in XADD is equal or smaller than the target stream top item
  cmd('XADD', 's', 5, 'a', 1), // -> "5-0"
  cmd('XADD', 's', '5-*', 'a', 1), // -> "5-1"
  cmd('XADD', 's', '007-08', 'a', 1), // -> "7-8"
  cmd('XADD', 's', '+8- 9', 'a', 1), // -> "8-9"
  cmd('XADD', 's', '9007199254740993-9007199254740993', 'big', 1), // -> "9007199254740993-9007199254740993"
  cmd('XADD', 's', `9007199254740993-${MAX}`, 'big', 2), // -> "9007199254740993-18446744073709551615"
  cmd('XADD', 's', '9007199254740993-*', 'big', 3),
  // -> -ERR The ID specified in XADD is equal or smaller than the target stream top item
  cmd('XADD', 's', '*', 'a', 1).kindOnly(), // -> <bulk>
  cmd('XADD', 's', `${MAX}-${MAX}`, 'last', 1), // -> "18446744073709551615-18446744073709551615"
  cmd('XADD', 's', '*', 'a', 1),
  // -> -ERR The stream has exhausted the last possible ID, unable to add more items
  cmd('XADD', 't', '0-0', 'a', 1), // -> -ERR The ID specified in XADD must be greater than 0-0
  cmd('XADD', 't', 0, 'a', 1), // -> -ERR The ID specified in XADD must be greater than 0-0
  cmd('XADD', 't', '0-*', 'a', 1), // -> "0-1"
  cmd('XLEN', 's'), // -> 10
  cmd('XLEN', 'none'), // -> 0
  cmd('XRANGE', 's', '-', '(9007199254740994'),
  // -> [["1-1", ["a", "1", "b", "2"]], ["1-2", ["a", "1"]], ["5-0", ["a", "1"]], ["5-1", ["a", "1"]], ["7-8",
  //    ["a", "1"]], ["8-9", ["a", "1"]], ["9007199254740993-9007199254740993", ["big", "1"]],
  //    ["9007199254740993-18446744073709551615", ["big", "2"]], ["9007199254740994-0", ["a", "1"]]]
]);

stream.case('XADD errors', [
  cmd('XADD', 's', '*', 'a'), // -> -ERR wrong number of arguments for 'xadd' command
  cmd('XADD', 's', '*', 'a', 1, 'b'), // -> -ERR wrong number of arguments for 'xadd' command
  cmd('XADD', 's', '*'), // -> -ERR wrong number of arguments for 'xadd' command
  cmd('XADD', 's', 'MAXLEN', 10, '*', 'a'), // -> -ERR wrong number of arguments for 'xadd' command
  cmd('XADD', 's', 'x', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '-', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '+', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '1-', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '-1', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '1-2-3', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '1-x', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '18446744073709551616-0', 'a', 1),
  // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '1-18446744073709551616', 'a', 1),
  // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '', 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', '1'.repeat(130), 'a', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', 'MAXLEN', 'x', '*', 'a', 1), // -> -ERR value is not an integer or out of range
  cmd('XADD', 's', 'MAXLEN', -1, '*', 'a', 1), // -> -ERR The MAXLEN argument must be >= 0.
  cmd('XADD', 's', 'MAXLEN', '~', '*', 'a', 1), // -> -ERR value is not an integer or out of range
  cmd('XADD', 's', 'MAXLEN', 1, 'MINID', 1, '*', 'a', 1),
  // -> -ERR syntax error, MAXLEN and MINID options at the same time are not compatible
  cmd('XADD', 's', 'LIMIT', 1, '*', 'a', 1),
  // -> -ERR syntax error, LIMIT cannot be used without specifying a trimming strategy
  cmd('XADD', 's', 'LIMIT', 0, '*', 'a', 1),
  // -> -ERR syntax error, LIMIT cannot be used without the special ~ option
  cmd('XADD', 's', 'MAXLEN', 1, 'LIMIT', 1, '*', 'a', 1),
  // -> -ERR syntax error, LIMIT cannot be used without the special ~ option
  cmd('XADD', 's', 'MAXLEN', '=', 1, 'LIMIT', 0, '*', 'a', 1),
  // -> -ERR syntax error, LIMIT cannot be used without the special ~ option
  cmd('XADD', 's', 'MAXLEN', '~', 1, 'LIMIT', -1, '*', 'a', 1), // -> -ERR The LIMIT argument must be >= 0.
  cmd('XADD', 's', 'MAXLEN', '~', 1, 'LIMIT', 'x', '*', 'a', 1),
  // -> -ERR value is not an integer or out of range
  cmd('XADD', 's', 'MINID', 'x', '*', 'a', 1),
  // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XADD', 's', 'NOMKSTREAM', '*', 'a', 1), // -> nil
  cmd('EXISTS', 's'), // -> 0
  cmd('SET', 's', 'x'), // -> OK
  cmd('XADD', 's', '*', 'a', 1), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('XADD', 's', '0-0', 'a', 1), // -> -ERR The ID specified in XADD must be greater than 0-0
]);

stream.case('ranges', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XADD', 's', '5-1', 'g', 'h', 'i', 'j'), // -> "5-1"
  show,
  // -> [["1-0", ["f", "1"]], ["2-0", ["f", "2"]], ["3-0", ["f", "3"]], ["4-0", ["f", "4"]], ["5-0", ["f",
  //    "5"]], ["5-1", ["g", "h", "i", "j"]]]
  cmd('XRANGE', 's', 2, 4), // -> [["2-0", ["f", "2"]], ["3-0", ["f", "3"]], ["4-0", ["f", "4"]]]
  cmd('XRANGE', 's', '(2', '(4'), // -> [["3-0", ["f", "3"]], ["4-0", ["f", "4"]]]
  cmd('XRANGE', 's', '(2-0', '(5-1'), // -> [["3-0", ["f", "3"]], ["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]
  cmd('XRANGE', 's', 5, 5), // -> [["5-0", ["f", "5"]], ["5-1", ["g", "h", "i", "j"]]]
  cmd('XRANGE', 's', 4, 2), // -> []
  cmd('XRANGE', 's', '-', '+', 'COUNT', 2), // -> [["1-0", ["f", "1"]], ["2-0", ["f", "2"]]]
  cmd('XRANGE', 's', '-', '+', 'COUNT', 0), // -> nil array
  cmd('XRANGE', 's', '-', '+', 'COUNT', -5), // -> nil array
  cmd('XRANGE', 's', '-', '+', 'count', 2, 'COUNT', 1), // -> [["1-0", ["f", "1"]]]
  cmd('XREVRANGE', 's', '+', '-'),
  // -> [["5-1", ["g", "h", "i", "j"]], ["5-0", ["f", "5"]], ["4-0", ["f", "4"]], ["3-0", ["f", "3"]], ["2-0",
  //    ["f", "2"]], ["1-0", ["f", "1"]]]
  cmd('XREVRANGE', 's', 4, 2, 'COUNT', 2), // -> [["4-0", ["f", "4"]], ["3-0", ["f", "3"]]]
  cmd('XREVRANGE', 's', '(4', '(2'), // -> [["4-0", ["f", "4"]], ["3-0", ["f", "3"]]]
  cmd('XREVRANGE', 's', '+', '-', 'COUNT', 0), // -> nil array
  cmd('XRANGE', 'none', '-', '+'), // -> []
  cmd('XRANGE', 'none', '-', '+', 'COUNT', 0), // -> []
  cmd('XRANGE', 's', '+', '-'), // -> []
  cmd('XRANGE', 's', '(-', '+'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XRANGE', 's', '-', '(+'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XRANGE', 's', '-', '(0-0'), // -> -ERR invalid end ID for the interval
  cmd('XRANGE', 's', '-', '(0'), // -> []
  cmd('XRANGE', 's', `(${MAX}-${MAX}`, '+'), // -> -ERR invalid start ID for the interval
  cmd('XRANGE', 's', `(${MAX}`, '+'), // -> []
  cmd('XRANGE', 's', '(', '+'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XRANGE', 's', 'x', '+'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XRANGE', 's', '-', '+', 'COUNT'), // -> -ERR syntax error
  cmd('XRANGE', 's', '-', '+', 'COUNT', 'x'), // -> -ERR value is not an integer or out of range
  cmd('XRANGE', 's', '-', '+', 'LIMIT', 1), // -> -ERR syntax error
  cmd('XREVRANGE', 's', '-', '+'), // -> []
]);

stream.case('XDEL leaves gaps', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XDEL', 's', '3-0', '9-9', 3), // -> 1
  cmd('XDEL', 's', 'x'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XDEL', 's', '2-0', 'x'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XDEL', 'none', 'x'), // -> 0
  cmd('XDEL', 's', 1), // -> 1
  show, // -> [["2-0", ["f", "2"]], ["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]
  info,
  // -> {"length": 3, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id": "5-0",
  //    "max-deleted-entry-id": "3-0", "entries-added": 5, "recorded-first-entry-id": "2-0", "groups": 0,
  //    "first-entry": ["2-0", ["f", "2"]], "last-entry": ["5-0", ["f", "5"]]}
  cmd('XDEL', 's', 2, 4, 5), // -> 3
  info,
  // -> {"length": 0, "radix-tree-keys": 0, "radix-tree-nodes": 1, "last-generated-id": "5-0",
  //    "max-deleted-entry-id": "5-0", "entries-added": 5, "recorded-first-entry-id": "0-0", "groups": 0,
  //    "first-entry": nil, "last-entry": nil}
  cmd('EXISTS', 's'), // -> 1
  cmd('XADD', 's', '5-0', 'a', 1),
  // -> -ERR The ID specified in XADD is equal or smaller than the target stream top item
  cmd('XADD', 's', '6-0', 'a', 1), // -> "6-0"
  info,
  // -> {"length": 1, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id": "6-0",
  //    "max-deleted-entry-id": "5-0", "entries-added": 6, "recorded-first-entry-id": "6-0", "groups": 0,
  //    "first-entry": ["6-0", ["a", "1"]], "last-entry": ["6-0", ["a", "1"]]}
]);

stream.case('trimming', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XTRIM', 's', 'MAXLEN', 4), // -> 1
  cmd('XTRIM', 's', 'MAXLEN', '=', 4), // -> 0
  cmd('XTRIM', 's', 'MINID', 3), // -> 1
  show, // -> [["3-0", ["f", "3"]], ["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]
  info,
  // -> {"length": 3, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id": "5-0",
  //    "max-deleted-entry-id": "0-0", "entries-added": 5, "recorded-first-entry-id": "3-0", "groups": 0,
  //    "first-entry": ["3-0", ["f", "3"]], "last-entry": ["5-0", ["f", "5"]]}
  cmd('XTRIM', 's', 'MAXLEN', '~', 1), // -> 0
  cmd('XADD', 's', 'MAXLEN', 2, 9, 'a', 1), // -> "9-0"
  show, // -> [["5-0", ["f", "5"]], ["9-0", ["a", "1"]]]
  cmd('XADD', 's', 'NOMKSTREAM', 'MINID', '=', 9, 10, 'a', 1), // -> "10-0"
  show, // -> [["9-0", ["a", "1"]], ["10-0", ["a", "1"]]]
  cmd('XTRIM', 's', 'MINID', '20'), // -> 2
  show, // -> []
  info,
  // -> {"length": 0, "radix-tree-keys": 0, "radix-tree-nodes": 1, "last-generated-id": "10-0",
  //    "max-deleted-entry-id": "0-0", "entries-added": 7, "recorded-first-entry-id": "0-0", "groups": 0,
  //    "first-entry": nil, "last-entry": nil}
  cmd('XTRIM', 's', 'MAXLEN', 0), // -> 0
  cmd('XTRIM', 's'), // -> -ERR wrong number of arguments for 'xtrim' command
  cmd('XTRIM', 's', 'MAXLEN'), // -> -ERR wrong number of arguments for 'xtrim' command
  cmd('XTRIM', 's', 'FOO', 1), // -> -ERR syntax error
  cmd('XTRIM', 's', 'MAXLEN', 'x'), // -> -ERR value is not an integer or out of range
  cmd('XTRIM', 's', 'LIMIT', 1),
  // -> -ERR syntax error, LIMIT cannot be used without specifying a trimming strategy
  cmd('XTRIM', 's', 'LIMIT', 0), // -> -ERR syntax error, XTRIM must be called with a trimming strategy
  cmd('XTRIM', 's', 'MAXLEN', 1, 'LIMIT', 1),
  // -> -ERR syntax error, LIMIT cannot be used without the special ~ option
  cmd('XTRIM', 's', 'MAXLEN', '~', 1, 'LIMIT', 1), // -> 0
  cmd('XTRIM', 's', 'MAXLEN', '*', 1), // -> -ERR value is not an integer or out of range
  cmd('XTRIM', 'none', 'MAXLEN', 1), // -> 0
]);

const ten = Array.from({ length: 35 }, (_, i) => cmd('XADD', 's', `${i + 1}-0`, 'f', i * 1000));
const blockInfo = cmd('XINFO', 'STREAM', 's');

stream.case(
  'approximate trimming goes by blocks of so many entries',
  [
    ten,
    // -> XADD s 1-0 f 0 -> "1-0"
    // -> XADD s 2-0 f 1000 -> "2-0"
    // -> XADD s 3-0 f 2000 -> "3-0"
    // -> XADD s 4-0 f 3000 -> "4-0"
    // -> XADD s 5-0 f 4000 -> "5-0"
    // -> XADD s 6-0 f 5000 -> "6-0"
    // -> XADD s 7-0 f 6000 -> "7-0"
    // -> XADD s 8-0 f 7000 -> "8-0"
    // -> XADD s 9-0 f 8000 -> "9-0"
    // -> XADD s 10-0 f 9000 -> "10-0"
    // -> XADD s 11-0 f 10000 -> "11-0"
    // -> XADD s 12-0 f 11000 -> "12-0"
    // -> XADD s 13-0 f 12000 -> "13-0"
    // -> XADD s 14-0 f 13000 -> "14-0"
    // -> XADD s 15-0 f 14000 -> "15-0"
    // -> XADD s 16-0 f 15000 -> "16-0"
    // -> XADD s 17-0 f 16000 -> "17-0"
    // -> XADD s 18-0 f 17000 -> "18-0"
    // -> XADD s 19-0 f 18000 -> "19-0"
    // -> XADD s 20-0 f 19000 -> "20-0"
    // -> XADD s 21-0 f 20000 -> "21-0"
    // -> XADD s 22-0 f 21000 -> "22-0"
    // -> XADD s 23-0 f 22000 -> "23-0"
    // -> XADD s 24-0 f 23000 -> "24-0"
    // -> XADD s 25-0 f 24000 -> "25-0"
    // -> XADD s 26-0 f 25000 -> "26-0"
    // -> XADD s 27-0 f 26000 -> "27-0"
    // -> XADD s 28-0 f 27000 -> "28-0"
    // -> XADD s 29-0 f 28000 -> "29-0"
    // -> XADD s 30-0 f 29000 -> "30-0"
    // -> XADD s 31-0 f 30000 -> "31-0"
    // -> XADD s 32-0 f 31000 -> "32-0"
    // -> XADD s 33-0 f 32000 -> "33-0"
    // -> XADD s 34-0 f 33000 -> "34-0"
    // -> XADD s 35-0 f 34000 -> "35-0"
    blockInfo,
    // -> {"length": 35, "radix-tree-keys": 4, "radix-tree-nodes": 10, "last-generated-id": "35-0",
    //    "max-deleted-entry-id": "0-0", "entries-added": 35, "recorded-first-entry-id": "1-0", "groups": 0,
    //    "first-entry": ["1-0", ["f", "0"]], "last-entry": ["35-0", ["f", "34000"]]}
    cmd('XTRIM', 's', 'MAXLEN', '~', 12), // -> 20
    blockInfo,
    // -> {"length": 15, "radix-tree-keys": 2, "radix-tree-nodes": 6, "last-generated-id": "35-0",
    //    "max-deleted-entry-id": "0-0", "entries-added": 35, "recorded-first-entry-id": "21-0", "groups": 0,
    //    "first-entry": ["21-0", ["f", "20000"]], "last-entry": ["35-0", ["f", "34000"]]}
    cmd('XDEL', 's', '22-0', '23-0'), // -> 2
    cmd('XTRIM', 's', 'MAXLEN', 11), // -> 2
    cmd('XADD', 's', '36-0', 'f', 1), // -> "36-0"
    blockInfo,
    // -> {"length": 12, "radix-tree-keys": 2, "radix-tree-nodes": 6, "last-generated-id": "36-0",
    //    "max-deleted-entry-id": "23-0", "entries-added": 36, "recorded-first-entry-id": "25-0", "groups": 0,
    //    "first-entry": ["25-0", ["f", "24000"]], "last-entry": ["36-0", ["f", "1"]]}
    cmd('XTRIM', 's', 'MINID', '~', '33'), // -> 6
    cmd('XTRIM', 's', 'MINID', '~', '30', 'LIMIT', 3), // -> 0
    cmd('XADD', 's', 'MAXLEN', '~', 0, '50', 'f', 1), // -> "50-0"
    blockInfo,
    // -> {"length": 0, "radix-tree-keys": 0, "radix-tree-nodes": 1, "last-generated-id": "50-0",
    //    "max-deleted-entry-id": "23-0", "entries-added": 37, "recorded-first-entry-id": "0-0", "groups": 0,
    //    "first-entry": nil, "last-entry": nil}
  ],
  { settings: { 'stream-node-max-entries': '10' } },
);

stream.case(
  'blocks are cut by their bytes',
  [
    [
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
    // -> XADD s 1-0 field short -> "1-0"
    // -> XADD s 1-* short 0 y 007 -> "1-1"
    // -> XADD s 2-50 field xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx -> "2-50"
    // -> XADD s 2-* xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx 1 y 007 -> "2-51"
    // -> XADD s 3-100 field xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... -> "3-100"
    // -> XADD s 3-* xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... -> "3-101"
    // -> XADD s 4-150 field 12 -> "4-150"
    // -> XADD s 4-* 12 3 y 007 -> "4-151"
    // -> XADD s 5-200 field -5000 -> "5-200"
    // -> XADD s 5-* -5000 4 y 007 -> "5-201"
    // -> XADD s 6-250 field 70000 -> "6-250"
    // -> XADD s 6-* 70000 5 y 007 -> "6-251"
    // -> XADD s 7-300 field 3000000 -> "7-300"
    // -> XADD s 7-* 3000000 6 y 007 -> "7-301"
    // -> XADD s 8-350 field 12345678901 -> "8-350"
    // -> XADD s 8-* 12345678901 7 y 007 -> "8-351"
    // -> XADD s 9-400 field xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... -> "9-400"
    // -> XADD s 9-* xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... -> "9-401"
    blockInfo,
    // -> {"length": 18, "radix-tree-keys": 6, "radix-tree-nodes": 14, "last-generated-id": "9-401",
    //    "max-deleted-entry-id": "0-0", "entries-added": 18, "recorded-first-entry-id": "1-0", "groups": 0,
    //    "first-entry": ["1-0", ["field", "short"]], "last-entry": ["9-401", ["xxxxx... (371 characters, sha1
    //    63074bd0)
    Array.from({ length: 20 }, (_, i) => cmd('XADD', 's', `${(i + 1) * 1000}-0`, 'f', i)),
    // -> XADD s 1000-0 f 0 -> "1000-0"
    // -> XADD s 2000-0 f 1 -> "2000-0"
    // -> XADD s 3000-0 f 2 -> "3000-0"
    // -> XADD s 4000-0 f 3 -> "4000-0"
    // -> XADD s 5000-0 f 4 -> "5000-0"
    // -> XADD s 6000-0 f 5 -> "6000-0"
    // -> XADD s 7000-0 f 6 -> "7000-0"
    // -> XADD s 8000-0 f 7 -> "8000-0"
    // -> XADD s 9000-0 f 8 -> "9000-0"
    // -> XADD s 10000-0 f 9 -> "10000-0"
    // -> XADD s 11000-0 f 10 -> "11000-0"
    // -> XADD s 12000-0 f 11 -> "12000-0"
    // -> XADD s 13000-0 f 12 -> "13000-0"
    // -> XADD s 14000-0 f 13 -> "14000-0"
    // -> XADD s 15000-0 f 14 -> "15000-0"
    // -> XADD s 16000-0 f 15 -> "16000-0"
    // -> XADD s 17000-0 f 16 -> "17000-0"
    // -> XADD s 18000-0 f 17 -> "18000-0"
    // -> XADD s 19000-0 f 18 -> "19000-0"
    // -> XADD s 20000-0 f 19 -> "20000-0"
    blockInfo,
    // -> {"length": 38, "radix-tree-keys": 7, "radix-tree-nodes": 17, "last-generated-id": "20000-0",
    //    "max-deleted-entry-id": "0-0", "entries-added": 38, "recorded-first-entry-id": "1-0", "groups": 0,
    //    "first-entry": ["1-0", ["field", "short"]], "last-entry": ["20000-0", ["f", "19"]]}
    cmd('XTRIM', 's', 'MAXLEN', '~', 10), // -> 23
    blockInfo,
    // -> {"length": 15, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id": "20000-0",
    //    "max-deleted-entry-id": "0-0", "entries-added": 38, "recorded-first-entry-id": "6000-0", "groups":
    //    0, "first-entry": ["6000-0", ["f", "5"]], "last-entry": ["20000-0", ["f", "19"]]}
  ],
  { settings: { 'stream-node-max-bytes': '200', 'stream-node-max-entries': '0' } },
);

stream.case('XSETID', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XSETID', 's', '10-0'), // -> OK
  cmd('XSETID', 's', '4-0'), // -> -ERR The ID specified in XSETID is smaller than the target stream top item
  cmd('XSETID', 's', 'x'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XSETID', 's', '10-0', 'ENTRIESADDED', 100, 'MAXDELETEDID', '2-0'), // -> OK
  info,
  // -> {"length": 5, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id": "10-0",
  //    "max-deleted-entry-id": "2-0", "entries-added": 100, "recorded-first-entry-id": "1-0", "groups": 0,
  //    "first-entry": ["1-0", ["f", "1"]], "last-entry": ["5-0", ["f", "5"]]}
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED', 3),
  // -> -ERR The entries_added specified in XSETID is smaller than the target stream length
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED', -1), // -> -ERR entries_added must be positive
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED'), // -> -ERR syntax error
  cmd('XSETID', 's', '11-0', 'MAXDELETEDID', '12-0'),
  // -> -ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id
  cmd('XSETID', 's', '11-0', 'ENTRIESADDED', '9223372036854775807'), // -> OK
  cmd('XSETID', 's', '11-0', 'WHAT', 1), // -> -ERR syntax error
  info,
  // -> {"length": 5, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id": "11-0",
  //    "max-deleted-entry-id": "2-0", "entries-added": 9223372036854775807, "recorded-first-entry-id": "1-0",
  //    "groups": 0, "first-entry": ["1-0", ["f", "1"]], "last-entry": ["5-0", ["f", "5"]]}
  cmd('XSETID', 'none', '1-0'), // -> -ERR no such key
  cmd('XDEL', 's', '5-0'), // -> 1
  cmd('XSETID', 's', '4-0'),
  // -> -ERR The ID specified in XSETID is smaller than current max_deleted_entry_id
  cmd('XSETID', 's', '-'), // -> -ERR Invalid stream ID specified as stream command argument
]);

stream.case('XREAD', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XADD', 't', '1-0', 'x', 'y'), // -> "1-0"
  cmd('XREAD', 'STREAMS', 's', '3-0'),
  // -> [["s", [["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]]] | RESP3 {"s": [["4-0", ["f", "4"]], ["5-0", ["f",
  //    "5"]]]}
  cmd('XREAD', 'COUNT', 1, 'STREAMS', 's', 't', 2, 0),
  // -> [["s", [["3-0", ["f", "3"]]]], ["t", [["1-0", ["x", "y"]]]]] | RESP3 {"s": [["3-0", ["f", "3"]]], "t":
  //    [["1-0", ["x", "y"]]]}
  cmd('XREAD', 'COUNT', 0, 'STREAMS', 's', 4),
  // -> [["s", [["5-0", ["f", "5"]]]]] | RESP3 {"s": [["5-0", ["f", "5"]]]}
  cmd('XREAD', 'COUNT', -1, 'STREAMS', 's', 4),
  // -> [["s", [["5-0", ["f", "5"]]]]] | RESP3 {"s": [["5-0", ["f", "5"]]]}
  cmd('XREAD', 'STREAMS', 's', 'none', '$', 0), // -> nil array
  cmd('XREAD', 'STREAMS', 's', 't', '9', 0),
  // -> [["t", [["1-0", ["x", "y"]]]]] | RESP3 {"t": [["1-0", ["x", "y"]]]}
  cmd('XREAD', 'STREAMS', 's', 's', '4', '3'),
  // -> [["s", [["5-0", ["f", "5"]]]], ["s", [["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]]] | RESP3 {"s":
  //    [["5-0", ["f", "5"]]], "s": [["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]}
  cmd('XREAD', 'BLOCK', 10, 'STREAMS', 's', '$'), // -> nil array
  cmd('XREAD', 'STREAMS', 's'), // -> -ERR wrong number of arguments for 'xread' command
  cmd('XREAD', 'STREAMS', 's', 't', 0),
  // -> -ERR Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be specified.
  cmd('XREAD', 'STREAMS'), // -> -ERR wrong number of arguments for 'xread' command
  cmd('XREAD', 'COUNT', 1), // -> -ERR wrong number of arguments for 'xread' command
  cmd('XREAD', 'COUNT', 'x', 'STREAMS', 's', 0), // -> -ERR value is not an integer or out of range
  cmd('XREAD', 'BLOCK', 'x', 'STREAMS', 's', 0), // -> -ERR timeout is not an integer or out of range
  cmd('XREAD', 'BLOCK', -1, 'STREAMS', 's', 0), // -> -ERR timeout is negative
  cmd('XREAD', 'BLOCK', '9223372036854775807', 'STREAMS', 's', '$'), // -> -ERR timeout is out of range
  cmd('XREAD', 'NOACK', 'STREAMS', 's', 0),
  // -> -ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.
  cmd('XREAD', 'GROUP', 'g', 'c', 'STREAMS', 's', 0),
  // -> -ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.
  cmd('XREAD', 'FOO', 'STREAMS', 's', 0), // -> -ERR syntax error
  cmd('XREAD', 'STREAMS', 's', '>'),
  // -> -ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.
  cmd('XREAD', 'STREAMS', 's', '-'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XREAD', 'STREAMS', 's', 'x'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XREAD', 'STREAMS', 's', `${MAX}-${MAX}`), // -> nil array
  cmd('SET', 'string', 'x'), // -> OK
  cmd('XREAD', 'STREAMS', 's', 'string', 0, 0),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

stream.case('XREAD waits', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XREAD', 'BLOCK', 0, 'STREAMS', 's', 't', '$', '$').on('b').blocks(),
  cmd('XREAD', 'BLOCK', 0, 'COUNT', 1, 'STREAMS', 't', '5-0').on('c').blocks(),
  cmd('XADD', 't', '5-0', 'a', 1), // -> "5-0"
  receive('b'), // -> [["t", [["5-0", ["a", "1"]]]]] | RESP3 {"t": [["5-0", ["a", "1"]]]}
  cmd('SET', 't2', 'x'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('XADD', 't', '6-0', 'a', 1), // -> QUEUED
  cmd('XADD', 't', '7-0', 'a', 1), // -> QUEUED
  cmd('EXEC'), // -> ["6-0", "7-0"]
  receive('c'), // -> [["t", [["6-0", ["a", "1"]]]]] | RESP3 {"t": [["6-0", ["a", "1"]]]}
  cmd('XREAD', 'BLOCK', 0, 'STREAMS', 'gone', 0).on('d').blocks(),
  cmd('SET', 'gone', 'x'), // -> OK
  cmd('DEL', 'gone'), // -> 1
  cmd('XADD', 'gone', '1-0', 'a', 1), // -> "1-0"
  receive('d'), // -> [["gone", [["1-0", ["a", "1"]]]]] | RESP3 {"gone": [["1-0", ["a", "1"]]]}
]);

stream.case('XGROUP', [
  cmd('XGROUP', 'CREATE', 's', 'g', '$'),
  // -> -ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the
  //    MKSTREAM option to create an empty stream automatically.
  cmd('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM'), // -> OK
  cmd('XGROUP', 'CREATE', 's', 'g', '0'), // -> -BUSYGROUP Consumer Group name already exists
  cmd('XGROUP', 'CREATE', 's', 'h', '5-5', 'ENTRIESREAD', 7), // -> OK
  cmd('XGROUP', 'CREATE', 's', 'i', 'x'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XGROUP', 'CREATE', 's', 'i', '-'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD', -2),
  // -> -ERR value for ENTRIESREAD must be positive or -1
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD', 'x'), // -> -ERR value is not an integer or out of range
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'FOO'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.
  cmd('XGROUP', 'CREATE', 's', 'i'), // -> -ERR wrong number of arguments for 'xgroup|create' command
  cmd('XGROUP', 'CREATE', 's', 'i', 0, 'ENTRIESREAD', -1, 'MKSTREAM'), // -> OK
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 0, "pending": 0, "last-delivered-id": "0-0", "entries-read": nil, "lag":
  //    0}, {"name": "h", "consumers": 0, "pending": 0, "last-delivered-id": "5-5", "entries-read": 7, "lag":
  //    0}, {"name": "i", "consumers": 0, "pending": 0, "last-delivere... (310 characters, sha1 b464e17d)
  cmd('XGROUP', 'SETID', 's', 'g', '3'), // -> OK
  cmd('XGROUP', 'SETID', 's', 'h', '$', 'ENTRIESREAD', 2), // -> OK
  cmd('XGROUP', 'SETID', 's', 'none', 0), // -> -NOGROUP No such consumer group 'none' for key name 's'
  cmd('XGROUP', 'SETID', 'none', 'g', 0),
  // -> -ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the
  //    MKSTREAM option to create an empty stream automatically.
  cmd('XGROUP', 'SETID', 's', 'i', '+'), // -> OK
  cmd('XGROUP', 'SETID', 's', 'g', 0, 'MKSTREAM'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'SETID'. Try XGROUP HELP.
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 0, "pending": 0, "last-delivered-id": "3-0", "entries-read": nil, "lag":
  //    0}, {"name": "h", "consumers": 0, "pending": 0, "last-delivered-id": "0-0", "entries-read": 2, "lag":
  //    0}, {"name": "i", "consumers": 0, "pending": 0, "last-delivere... (348 characters, sha1 44af452a)
  cmd('XGROUP', 'CREATECONSUMER', 's', 'g', 'c'), // -> 1
  cmd('XGROUP', 'CREATECONSUMER', 's', 'g', 'c'), // -> 0
  cmd('XGROUP', 'CREATECONSUMER', 's', 'none', 'c'),
  // -> -NOGROUP No such consumer group 'none' for key name 's'
  cmd('XGROUP', 'DELCONSUMER', 's', 'g', 'c'), // -> 0
  cmd('XGROUP', 'DELCONSUMER', 's', 'g', 'c'), // -> 0
  cmd('XGROUP', 'DELCONSUMER', 's', 'none', 'c'),
  // -> -NOGROUP No such consumer group 'none' for key name 's'
  cmd('XGROUP', 'DESTROY', 's', 'i'), // -> 1
  cmd('XGROUP', 'DESTROY', 's', 'i'), // -> 0
  cmd('XGROUP', 'DESTROY', 'none', 'i'),
  // -> -ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the
  //    MKSTREAM option to create an empty stream automatically.
  cmd('XGROUP', 'HELP'),
  // -> [XGROUP <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, CREATE <key> <groupname> <id|$>
  //    [option],     Create a new consumer group. Options are:,     * MKSTREAM,       Create the empty stream
  //    if it does not exist.,     * ENTRIESREAD entries_read,       Set... (692 characters, sha1 997dc9c6)
  cmd('XGROUP'), // -> -ERR wrong number of arguments for 'xgroup' command
  cmd('XGROUP', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try XGROUP HELP.
  cmd('XGROUP', 'CREATE'), // -> -ERR wrong number of arguments for 'xgroup|create' command
  cmd('XGROUP', 'HELP', 'x'), // -> -ERR wrong number of arguments for 'xgroup|help' command
  cmd('SET', 'string', 'x'), // -> OK
  cmd('XGROUP', 'CREATE', 'string', 'g', 0, 'MKSTREAM'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('XGROUP', 'DESTROY', 'string', 'g'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

stream.case('XREADGROUP and XACK', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 2, 'STREAMS', 's', '>'),
  // -> [["s", [["1-0", ["f", "1"]], ["2-0", ["f", "2"]]]]] | RESP3 {"s": [["1-0", ["f", "1"]], ["2-0", ["f",
  //    "2"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'COUNT', 1, 'STREAMS', 's', '>'),
  // -> [["s", [["3-0", ["f", "3"]]]]] | RESP3 {"s": [["3-0", ["f", "3"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'carol', 'COUNT', 1, 'NOACK', 'STREAMS', 's', '>'),
  // -> [["s", [["4-0", ["f", "4"]]]]] | RESP3 {"s": [["4-0", ["f", "4"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', 0),
  // -> [["s", [["1-0", ["f", "1"]], ["2-0", ["f", "2"]]]]] | RESP3 {"s": [["1-0", ["f", "1"]], ["2-0", ["f",
  //    "2"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '1-0'),
  // -> [["s", [["2-0", ["f", "2"]]]]] | RESP3 {"s": [["2-0", ["f", "2"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 1, 'STREAMS', 's', 0),
  // -> [["s", [["1-0", ["f", "1"]]]]] | RESP3 {"s": [["1-0", ["f", "1"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'STREAMS', 's', '9'), // -> [["s", []]] | RESP3 {"s": []}
  cmd('XPENDING', 's', 'g'), // -> [3, "1-0", "3-0", [["alice", "2"], ["bob", "1"]]]
  pendingList('s', 'g', '-', '+', 10),
  // -> [["1-0", "alice", <0..5000>, 3], ["2-0", "alice", <0..5000>, 3], ["3-0", "bob", <0..5000>, 1]]
  cmd('XDEL', 's', '1-0'), // -> 1
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', 0),
  // -> [["s", [["1-0", nil array], ["2-0", ["f", "2"]]]]] | RESP3 {"s": [["1-0", nil], ["2-0", ["f", "2"]]]}
  cmd('XACK', 's', 'g', '1-0', '3-0', '4-0', '1-0'), // -> 2
  cmd('XACK', 's', 'none', '1-0'), // -> 0
  cmd('XACK', 'none', 'g', 'x'), // -> 0
  cmd('XACK', 's', 'g', 'x'), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XPENDING', 's', 'g'), // -> [1, "2-0", "2-0", [["alice", "1"]]]
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '>'),
  // -> [["s", [["5-0", ["f", "5"]]]]] | RESP3 {"s": [["5-0", ["f", "5"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '>'), // -> nil array
  cmd('XGROUP', 'SETID', 's', 'g', 0), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'STREAMS', 's', '>'),
  // -> [["s", [["2-0", ["f", "2"]], ["3-0", ["f", "3"]], ["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]]] | RESP3
  //    {"s": [["2-0", ["f", "2"]], ["3-0", ["f", "3"]], ["4-0", ["f", "4"]], ["5-0", ["f", "5"]]]}
  cmd('XPENDING', 's', 'g'), // -> [4, "2-0", "5-0", [["bob", "4"]]]
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 3, "pending": 4, "last-delivered-id": "5-0", "entries-read": 5, "lag": 0}]
  consumers,
  // -> [{"name": "alice", "pending": 0, "idle": <0..5000>, "inactive": <-1..5000>}, {"name": "bob",
  //    "pending": 4, "idle": <0..5000>, "inactive": <-1..5000>}, {"name": "carol", "pending": 0, "idle":
  //    <0..5000>, "inactive": <-1..5000>}]
]);

stream.case('XREADGROUP errors', [
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'),
  // -> -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'),
  // -> -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '$'),
  // -> -ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this
  //    consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an
  //    empty result set.
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's'),
  // -> -ERR wrong number of arguments for 'xreadgroup' command
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', 't', '>'),
  // -> -ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be specified.
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', 'x'),
  // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XREADGROUP', 'COUNT', 1, 'NOACK', 'STREAMS', 's', '>'), // -> -ERR Missing GROUP option for XREADGROUP
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'FOO', 's'), // -> -ERR syntax error
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 'x', 'STREAMS', 's', '>'),
  // -> -ERR value is not an integer or out of range
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', 'none', '>', '>'),
  // -> -NOGROUP No such key 'none' or consumer group 'g' in XREADGROUP with GROUP option
  cmd('SET', 'string', 'x'), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'string', '>'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('XINFO', 'CONSUMERS', 's', 'g'), // -> []
]);

stream.case('XREADGROUP waits, in turn', [
  cmd('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM'), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'BLOCK', 20, 'STREAMS', 's', '>'), // -> nil array
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'BLOCK', 0, 'STREAMS', 's', '>').on('b').blocks(),
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'BLOCK', 0, 'COUNT', 1, 'STREAMS', 's', '>').on('c').blocks(),
  cmd('XADD', 's', '1-0', 'a', 1), // -> "1-0"
  receive('b'), // -> [["s", [["1-0", ["a", "1"]]]]] | RESP3 {"s": [["1-0", ["a", "1"]]]}
  cmd('XADD', 's', '2-0', 'a', 1), // -> "2-0"
  receive('c'), // -> [["s", [["2-0", ["a", "1"]]]]] | RESP3 {"s": [["2-0", ["a", "1"]]]}
  cmd('XPENDING', 's', 'g'), // -> [2, "1-0", "2-0", [["alice", "1"], ["bob", "1"]]]
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
    cmd('XADD', 'empty', '1-0', 'a', 1), // -> "1-0"
    cmd('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM'), // -> OK
    cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'BLOCK', 0, 'STREAMS', 's', '>').on('b').blocks(),
    cmd(...words), // -> 1 or OK
    receive('b'),
    // -> -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option or -WRONGTYPE
    //    Operation against a key holding the wrong kind of value
  ]);
}

stream.case('XPENDING', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XPENDING', 's', 'g'), // -> [0, nil, nil, nil]
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  cmd('XREADGROUP', 'GROUP', 'g', 'bob', 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  cmd('XPENDING', 's', 'g'), // -> [5, "1-0", "5-0", [["alice", "2"], ["bob", "3"]]]
  pendingList('s', 'g', '-', '+', 10),
  // -> [["1-0", "alice", <0..5000>, 1], ["2-0", "alice", <0..5000>, 1], ["3-0", "bob", <0..5000>, 1], ["4-0",
  //    "bob", <0..5000>, 1], ["5-0", "bob", <0..5000>, 1]]
  pendingList('s', 'g', '(1', 4, 2), // -> [["2-0", "alice", <0..5000>, 1], ["3-0", "bob", <0..5000>, 1]]
  pendingList('s', 'g', 1, '(4', 20, 'bob'),
  // -> [["3-0", "bob", <0..5000>, 1], ["4-0", "bob", <0..5000>, 1]]
  pendingList('s', 'g', 'IDLE', 0, '-', '+', 10, 'alice'),
  // -> [["1-0", "alice", <0..5000>, 1], ["2-0", "alice", <0..5000>, 1]]
  pendingList('s', 'g', 'IDLE', 100000, '-', '+', 10), // -> []
  pendingList('s', 'g', '-', '+', 10, 'nobody'), // -> []
  pendingList('s', 'g', '-', '+', 0), // -> []
  pendingList('s', 'g', '-', '+', -1), // -> []
  cmd('XPENDING', 's', 'none'), // -> -NOGROUP No such key 's' or consumer group 'none'
  cmd('XPENDING', 'none', 'g'), // -> -NOGROUP No such key 'none' or consumer group 'g'
  cmd('XPENDING', 's', 'g', '-'), // -> -ERR syntax error
  cmd('XPENDING', 's', 'g', '-', '+'), // -> -ERR syntax error
  cmd('XPENDING', 's', 'g', '-', '+', 'x'), // -> -ERR value is not an integer or out of range
  cmd('XPENDING', 's', 'g', 'x', '+', 1), // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XPENDING', 's', 'g', 'IDLE', 1, '-', '+'), // -> -ERR syntax error
  cmd('XPENDING', 's', 'g', 'IDLE', 'x', '-', '+', 1), // -> -ERR value is not an integer or out of range
  cmd('XPENDING', 's', 'g', '-', '+', 1, 'a', 'b', 'c', 'd'), // -> -ERR syntax error
  pendingList('s', 'g', '-', '+', 1, 'alice', 'x'), // -> [["1-0", "alice", <0..5000>, 1]]
]);

stream.case('XCLAIM', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 3, 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  cmd('XCLAIM', 's', 'g', 'bob', 0, '1-0'), // -> [["1-0", ["f", "1"]]]
  cmd('XCLAIM', 's', 'g', 'bob', 100000, '2-0'), // -> []
  cmd('XCLAIM', 's', 'g', 'bob', 0, '2-0', '9-0', '4-0', 'JUSTID'), // -> ["2-0"]
  cmd('XCLAIM', 's', 'g', 'bob', 0, '4-0', 'FORCE'), // -> [["4-0", ["f", "4"]]]
  cmd('XCLAIM', 's', 'g', 'bob', 0, '5-0', 'FORCE', 'JUSTID', 'RETRYCOUNT', 7), // -> ["5-0"]
  cmd('XCLAIM', 's', 'g', 'bob', 0, '8-0', 'FORCE'), // -> []
  pendingList('s', 'g', '-', '+', 10),
  // -> [["1-0", "bob", <0..5000>, 2], ["2-0", "bob", <0..5000>, 1], ["3-0", "alice", <0..5000>, 1], ["4-0",
  //    "bob", <0..5000>, 2], ["5-0", "bob", <0..5000>, 7]]
  cmd('XCLAIM', 's', 'g', 'carol', -5, '3-0', 'IDLE', 4000, 'RETRYCOUNT', 3), // -> [["3-0", ["f", "3"]]]
  cmd('XPENDING', 's', 'g', '-', '+', 10, 'carol').each(item(2, within(4000, 9000))),
  // -> [["3-0", "carol", <4000..9000>, 3]]
  cmd('XCLAIM', 's', 'g', 'carol', 0, '3-0', 'TIME', 1000, 'LASTID', '3-0'), // -> [["3-0", ["f", "3"]]]
  cmd('XCLAIM', 's', 'g', 'carol', 0, '3-0', 'TIME', '99999999999999', 'LASTID', '9-0', 'RETRYCOUNT', -2),
  // -> [["3-0", ["f", "3"]]]
  pendingList('s', 'g', '-', '+', 10, 'carol'), // -> [["3-0", "carol", <0..5000>, 5]]
  cmd('XDEL', 's', '2-0'), // -> 1
  cmd('XCLAIM', 's', 'g', 'carol', 0, '2-0', '1-0'), // -> [["1-0", ["f", "1"]]]
  cmd('XPENDING', 's', 'g'), // -> [4, "1-0", "5-0", [["bob", "2"], ["carol", "2"]]]
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 3, "pending": 4, "last-delivered-id": "9-0", "entries-read": 3, "lag": 2}]
  consumers,
  // -> [{"name": "alice", "pending": 0, "idle": <0..5000>, "inactive": <-1..5000>}, {"name": "bob",
  //    "pending": 2, "idle": <0..5000>, "inactive": <-1..5000>}, {"name": "carol", "pending": 2, "idle":
  //    <0..5000>, "inactive": <-1..5000>}]
  cmd('XCLAIM', 's', 'none', 'c', 0, '1-0'), // -> -NOGROUP No such key 's' or consumer group 'none'
  cmd('XCLAIM', 'none', 'g', 'c', 'x', '1-0'), // -> -NOGROUP No such key 'none' or consumer group 'g'
  cmd('XCLAIM', 's', 'g', 'c', 'x', '1-0'), // -> -ERR Invalid min-idle-time argument for XCLAIM
  cmd('XCLAIM', 's', 'g', 'c', 0, 'x'), // -> -ERR Unrecognized XCLAIM option 'x'
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'IDLE'), // -> -ERR Unrecognized XCLAIM option 'IDLE'
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'IDLE', 'x'), // -> -ERR Invalid IDLE option argument for XCLAIM
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'TIME', 'x'), // -> -ERR Invalid TIME option argument for XCLAIM
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'RETRYCOUNT', 'x'),
  // -> -ERR Invalid RETRYCOUNT option argument for XCLAIM
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'LASTID', 'x'),
  // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XCLAIM', 's', 'g', 'c', 0, '1-0', 'FORCE', '2-0'), // -> -ERR Unrecognized XCLAIM option '2-0'
]);

stream.case('XAUTOCLAIM', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  cmd('XDEL', 's', '2-0', '4-0'), // -> 2
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 100000, 0), // -> ["0-0", [], ["2-0", "4-0"]]
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT', 2),
  // -> ["5-0", [["1-0", ["f", "1"]], ["3-0", ["f", "3"]]], []]
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, '(1-0', 'COUNT', 1, 'JUSTID'), // -> ["5-0", ["3-0"], []]
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, '-'),
  // -> ["0-0", [["1-0", ["f", "1"]], ["3-0", ["f", "3"]], ["5-0", ["f", "5"]]], []]
  pendingList('s', 'g', '-', '+', 10),
  // -> [["1-0", "bob", <0..5000>, 3], ["3-0", "bob", <0..5000>, 3], ["5-0", "bob", <0..5000>, 2]]
  consumers,
  // -> [{"name": "alice", "pending": 0, "idle": <0..5000>, "inactive": <-1..5000>}, {"name": "bob",
  //    "pending": 3, "idle": <0..5000>, "inactive": <-1..5000>}]
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, '9'), // -> ["0-0", [], []]
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 'x', 0), // -> -ERR Invalid min-idle-time argument for XAUTOCLAIM
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 'x'),
  // -> -ERR Invalid stream ID specified as stream command argument
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT', 0), // -> -ERR COUNT must be > 0
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT', 'x'), // -> -ERR COUNT must be > 0
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'COUNT'), // -> -ERR syntax error
  cmd('XAUTOCLAIM', 's', 'g', 'bob', 0, 0, 'FOO'), // -> -ERR syntax error
  cmd('XAUTOCLAIM', 's', 'none', 'bob', 0, 0), // -> -NOGROUP No such key 's' or consumer group 'none'
  cmd('XAUTOCLAIM', 'none', 'g', 'bob', 0, 0), // -> -NOGROUP No such key 'none' or consumer group 'g'
]);

stream.case('XINFO', [
  cmd('XINFO', 'STREAM', 'none'), // -> -ERR no such key
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XGROUP', 'CREATE', 's', 'a', '2-0'), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'zoe', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 1, 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  cmd('XGROUP', 'CREATECONSUMER', 's', 'g', 'idle'), // -> 1
  cmd('XINFO', 'STREAM', 's'),
  // -> {"length": 5, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id": "5-0",
  //    "max-deleted-entry-id": "0-0", "entries-added": 5, "recorded-first-entry-id": "1-0", "groups": 2,
  //    "first-entry": ["1-0", ["f", "1"]], "last-entry": ["5-0", ["f", "5"]]}
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "a", "consumers": 0, "pending": 0, "last-delivered-id": "2-0", "entries-read": nil, "lag":
  //    nil}, {"name": "g", "consumers": 3, "pending": 3, "last-delivered-id": "3-0", "entries-read": 3,
  //    "lag": 2}]
  consumers,
  // -> [{"name": "alice", "pending": 1, "idle": <0..5000>, "inactive": <-1..5000>}, {"name": "idle",
  //    "pending": 0, "idle": <0..5000>, "inactive": <-1..5000>}, {"name": "zoe", "pending": 2, "idle":
  //    <0..5000>, "inactive": <-1..5000>}]
  cmd('XINFO', 'STREAM', 's', 'FULL', 'COUNT', 'x'), // -> -ERR value is not an integer or out of range
  cmd('XINFO', 'STREAM', 's', 'FULL', 'COUNT'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
  cmd('XINFO', 'STREAM', 's', 'FOO'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
  cmd('XINFO', 'STREAM', 's', 'FULL', 'FOO', 1),
  // -> -ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
  cmd('XINFO', 'STREAM', 's', 'FULL', 'COUNT', 1, 2),
  // -> -ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
  cmd('XINFO', 'CONSUMERS', 's', 'none'), // -> -NOGROUP No such consumer group 'none' for key name 's'
  cmd('XINFO', 'CONSUMERS', 'none', 'g'), // -> -ERR no such key
  cmd('XINFO', 'CONSUMERS', 's'), // -> -ERR wrong number of arguments for 'xinfo|consumers' command
  cmd('XINFO', 'GROUPS', 'none'), // -> -ERR no such key
  cmd('XINFO', 'HELP'),
  // -> [XINFO <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, CONSUMERS <key> <groupname>,     Show
  //    consumers of <groupname>., GROUPS <key>,     Show the stream consumer groups., STREAM <key> [FULL
  //    [COUNT <count>],     Show information about the stream., HELP,     Print this help.]
  cmd('XINFO', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try XINFO HELP.
  cmd('XINFO'), // -> -ERR wrong number of arguments for 'xinfo' command
  cmd('SET', 'string', 'x'), // -> OK
  cmd('XINFO', 'STREAM', 'string'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);

const times = [
  field('seen-time', kindOnly),
  field('active-time', kindOnly),
  field('pending', each(item(1, kindOnly))),
].map((normalise) => field('consumers', each(normalise)));

stream.case('XINFO STREAM FULL', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XREADGROUP', 'GROUP', 'g', 'zoe', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  cmd('XREADGROUP', 'GROUP', 'g', 'alice', 'COUNT', 2, 'STREAMS', 's', '>').countOnly(),
  // -> [<item>] | RESP3 {<item>: <item>}
  [[], ['COUNT', 1], ['COUNT', 0], ['COUNT', -1]].map((count) =>
    [field('pending', each(item(2, kindOnly))), ...times].reduce(
      (step, normalise) => step.field('groups', each(normalise)),
      cmd('XINFO', 'STREAM', 's', 'FULL', ...count),
    ),
  ),
  // -> XINFO STREAM s FULL -> {"length": 5, "radix-tree-keys": 1, "radix-tree-nodes": 2, "last-generated-id":
  //    "5-0", "max-deleted-entry-id": "0-0", "entries-added": 5, "recorded-first-entry-id": "1-0", "entries":
  //    [["1-0", ["f", "1"]], ["2-0", ["f", "2"]], ["3-0", ["f", "3"]], ["4-0", ["f", "4"]... (827 characters,
  //    sha1 1eaff1dc)
  // -> XINFO STREAM s FULL COUNT 1 -> {"length": 5, "radix-tree-keys": 1, "radix-tree-nodes": 2,
  //    "last-generated-id": "5-0", "max-deleted-entry-id": "0-0", "entries-added": 5,
  //    "recorded-first-entry-id": "1-0", "entries": [["1-0", ["f", "1"]]], "groups": [{"name": "g",
  //    "last-delivered-id": "4-0", "entri... (603 characters, sha1 ffd20597)
  // -> XINFO STREAM s FULL COUNT 0 -> {"length": 5, "radix-tree-keys": 1, "radix-tree-nodes": 2,
  //    "last-generated-id": "5-0", "max-deleted-entry-id": "0-0", "entries-added": 5,
  //    "recorded-first-entry-id": "1-0", "entries": [["1-0", ["f", "1"]], ["2-0", ["f", "2"]], ["3-0", ["f",
  //    "3"]], ["4-0", ["f", "4"]... (827 characters, sha1 1eaff1dc)
  // -> XINFO STREAM s FULL COUNT -1 -> {"length": 5, "radix-tree-keys": 1, "radix-tree-nodes": 2,
  //    "last-generated-id": "5-0", "max-deleted-entry-id": "0-0", "entries-added": 5,
  //    "recorded-first-entry-id": "1-0", "entries": [["1-0", ["f", "1"]], ["2-0", ["f", "2"]], ["3-0", ["f",
  //    "3"]], ["4-0", ["f", "4"]... (827 characters, sha1 1eaff1dc)
]);

stream.case('the lag of a group', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 0, "pending": 0, "last-delivered-id": "0-0", "entries-read": nil, "lag":
  //    5}]
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 's', '>'),
  // -> [["s", [["1-0", ["f", "1"]]]]] | RESP3 {"s": [["1-0", ["f", "1"]]]}
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 1, "last-delivered-id": "1-0", "entries-read": 1, "lag": 4}]
  cmd('XDEL', 's', '3-0'), // -> 1
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 1, "last-delivered-id": "1-0", "entries-read": 1, "lag":
  //    nil}]
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 's', '>'),
  // -> [["s", [["2-0", ["f", "2"]]]]] | RESP3 {"s": [["2-0", ["f", "2"]]]}
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 2, "last-delivered-id": "2-0", "entries-read": nil, "lag":
  //    nil}]
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 's', '>'),
  // -> [["s", [["4-0", ["f", "4"]]]]] | RESP3 {"s": [["4-0", ["f", "4"]]]}
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 3, "last-delivered-id": "4-0", "entries-read": nil, "lag":
  //    nil}]
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'),
  // -> [["s", [["5-0", ["f", "5"]]]]] | RESP3 {"s": [["5-0", ["f", "5"]]]}
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 4, "last-delivered-id": "5-0", "entries-read": 5, "lag": 0}]
  cmd('XTRIM', 's', 'MAXLEN', 0), // -> 4
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 4, "last-delivered-id": "5-0", "entries-read": 5, "lag": 0}]
  cmd('XADD', 's', '9-0', 'a', 1), // -> "9-0"
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 4, "last-delivered-id": "5-0", "entries-read": 5, "lag": 1}]
  cmd('XGROUP', 'SETID', 's', 'g', 1), // -> OK
  cmd('XINFO', 'GROUPS', 's'),
  // -> [{"name": "g", "consumers": 1, "pending": 4, "last-delivered-id": "1-0", "entries-read": nil, "lag":
  //    1}]
]);

stream.case('another type is refused', [
  cmd('SET', 's', 'x'), // -> OK
  [
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
  // -> XLEN s -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XRANGE s - + -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XDEL s 1-0 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XTRIM s MAXLEN 1 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XSETID s 1-0 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XACK s g x -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XPENDING s g -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XCLAIM s g c 0 1-0 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XAUTOCLAIM s g c 0 1-0 -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> XINFO GROUPS s -> -WRONGTYPE Operation against a key holding the wrong kind of value
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

stream.case('keyspace events', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEAn'), // -> OK
  cmd('PSUBSCRIBE', '__key*__:*').on('n'), // -> >["psubscribe", "__key*__:*", 1]
  cmd('XADD', 's', '1-0', 'a', 1), // -> "1-0"
  receive('n').frames(4),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "new"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:new", "s"]; >["pmessage", "__key*__:*", "__keyspace@0__:s", "xadd"]; >["pmessage",
  //    "__key*__:*", "__keyevent@0__:xadd", "s"]
  cmd('XADD', 's', 'MAXLEN', 1, '2-0', 'a', 1), // -> "2-0"
  receive('n').frames(4),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xadd"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xadd", "s"]; >["pmessage", "__key*__:*", "__keyspace@0__:s", "xtrim"]; >["pmessage",
  //    "__key*__:*", "__keyevent@0__:xtrim", "s"]
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-create"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-create", "s"]
  cmd('XGROUP', 'CREATE', 't', 'g', 0, 'MKSTREAM'), // -> OK
  receive('n').frames(4),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:t", "new"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:new", "t"]; >["pmessage", "__key*__:*", "__keyspace@0__:t", "xgroup-create"];
  //    >["pmessage", "__key*__:*", "__keyevent@0__:xgroup-create", "t"]
  cmd('XGROUP', 'SETID', 's', 'g', 0), // -> OK
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-setid"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-setid", "s"]
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'),
  // -> [["s", [["2-0", ["a", "1"]]]]] | RESP3 {"s": [["2-0", ["a", "1"]]]}
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-createconsumer"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-createconsumer", "s"]
  cmd('XGROUP', 'CREATECONSUMER', 's', 'g', 'd'), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-createconsumer"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-createconsumer", "s"]
  cmd('XCLAIM', 's', 'g', 'e', 0, '2-0'), // -> [["2-0", ["a", "1"]]]
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-createconsumer"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-createconsumer", "s"]
  cmd('XAUTOCLAIM', 's', 'g', 'f', 0, 0), // -> ["0-0", [["2-0", ["a", "1"]]], []]
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-createconsumer"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-createconsumer", "s"]
  cmd('XACK', 's', 'g', '2-0'), // -> 1
  cmd('XGROUP', 'DELCONSUMER', 's', 'g', 'd'), // -> 0
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-delconsumer"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-delconsumer", "s"]
  cmd('XSETID', 's', '9-0'), // -> OK
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xsetid"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xsetid", "s"]
  cmd('XTRIM', 's', 'MAXLEN', 0), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xtrim"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xtrim", "s"]
  cmd('XADD', 's', '10-0', 'a', 1), // -> "10-0"
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xadd"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xadd", "s"]
  cmd('XDEL', 's', '10-0'), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xdel"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xdel", "s"]
  cmd('XGROUP', 'DESTROY', 's', 'g'), // -> 1
  receive('n').frames(2),
  // -> >["pmessage", "__key*__:*", "__keyspace@0__:s", "xgroup-destroy"]; >["pmessage", "__key*__:*",
  //    "__keyevent@0__:xgroup-destroy", "s"]
  cmd('CONFIG', 'SET', 'notify-keyspace-events', ''), // -> OK
]);

stream.case('what a transaction that watches a stream notices', [
  fill, // -> "1-0"; "2-0"; "3-0"; "4-0"; "5-0"
  cmd('XGROUP', 'CREATE', 's', 'g', 0), // -> OK
  [
    ['XADD', 's', '6-0', 'a', 1],
    ['XDEL', 's', '1-0'],
    ['XTRIM', 's', 'MAXLEN', 3],
    ['XLEN', 's'],
    ['XDEL', 's', '99-0'],
  ].flatMap((words) => [cmd('WATCH', 's'), cmd(...words), cmd('MULTI'), cmd('PING'), cmd('EXEC')]),
  // -> WATCH s -> OK
  // -> XADD s 6-0 a 1 -> "6-0"
  // -> MULTI -> OK
  // -> PING -> QUEUED
  // -> EXEC -> nil array
  // -> WATCH s -> OK
  // -> XDEL s 1-0 -> 1
  // -> MULTI -> OK
  // -> PING -> QUEUED
  // -> EXEC -> nil array
  // -> WATCH s -> OK
  // -> XTRIM s MAXLEN 3 -> 2
  // -> MULTI -> OK
  // -> PING -> QUEUED
  // -> EXEC -> nil array
  // -> WATCH s -> OK
  // -> XLEN s -> 3
  // -> MULTI -> OK
  // -> PING -> QUEUED
  // -> EXEC -> [PONG]
  // -> WATCH s -> OK
  // -> XDEL s 99-0 -> 0
  // -> MULTI -> OK
  // -> PING -> QUEUED
  // -> EXEC -> [PONG]
]);

stream.case('what of a stream wakes those who wait for it', [
  cmd('XGROUP', 'CREATE', 'x', 'g', '$', 'MKSTREAM'), // -> OK
  cmd('XADD', 'x', '1-1', 'a', 'b'), // -> "1-1"
  cmd('XADD', 'x', '2-1', 'a', 'b'), // -> "2-1"
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 'x', '>'),
  // -> [["x", [["1-1", ["a", "b"]], ["2-1", ["a", "b"]]]]] | RESP3 {"x": [["1-1", ["a", "b"]], ["2-1", ["a",
  //    "b"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'BLOCK', '0', 'STREAMS', 'x', '>').on('b').blocks(),
  cmd('XGROUP', 'SETID', 'x', 'g', '0'), // -> OK
  cmd('XGROUP', 'CREATE', 'x', 'other', '0'), // -> OK
  cmd('XGROUP', 'CREATECONSUMER', 'x', 'g', 'd'), // -> 1
  cmd('XDEL', 'x', '1-1'), // -> 1
  cmd('EXPIRE', 'x', '100'), // -> 1
  cmd('XADD', 'x', '3-1', 'a', 'b'), // -> "3-1"
  receive('b'),
  // -> [["x", [["2-1", ["a", "b"]], ["3-1", ["a", "b"]]]]] | RESP3 {"x": [["2-1", ["a", "b"]], ["3-1", ["a",
  //    "b"]]]}
  cmd('XREADGROUP', 'GROUP', 'g', 'c', 'BLOCK', '0', 'STREAMS', 'x', '>').on('b').blocks(),
  cmd('XGROUP', 'DESTROY', 'x', 'g'), // -> 1
  receive('b'), // -> -NOGROUP No such key 'x' or consumer group 'g' in XREADGROUP with GROUP option
  cmd('XREADGROUP', 'GROUP', 'other', 'c', 'STREAMS', 'x', '>'),
  // -> [["x", [["2-1", ["a", "b"]], ["3-1", ["a", "b"]]]]] | RESP3 {"x": [["2-1", ["a", "b"]], ["3-1", ["a",
  //    "b"]]]}
  cmd('XREADGROUP', 'GROUP', 'other', 'c', 'BLOCK', '0', 'STREAMS', 'x', '>').on('b').blocks(),
  cmd('SET', 'x', '1'), // -> OK
  receive('b'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
]);
