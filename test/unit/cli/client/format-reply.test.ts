import { describe, expect, it } from 'vitest';
import { formatInvalidation, formatReply, PrintedDouble } from '../../../../src/cli/client/format-reply.ts';
import type { OutputMode } from '../../../../src/cli/client/options.ts';
import {
  BigNumberReply,
  BooleanReply,
  ErrorReply,
  MapReply,
  NULL_ARRAY,
  OK,
  PushReply,
  type Reply,
  SetReply,
  VerbatimReply,
} from '../../../../src/protocol/reply.ts';

const format = (reply: Reply, mode: OutputMode, verbatim = false) =>
  formatReply(reply, mode, { item: '\n', reply: '\n' }, verbatim);

/** The texts are those of redis-cli 7.2.6. */
const CASES: [name: string, reply: Reply, texts: Record<'standard' | 'raw' | 'csv' | 'json', string>][] = [
  ['status', OK, { standard: 'OK\n', raw: 'OK\n', csv: '"OK"\n', json: '"OK"\n' }],
  [
    'error',
    new ErrorReply('ERR no "x"'),
    {
      standard: '(error) ERR no "x"\n',
      raw: 'ERR no "x"\n\n',
      csv: 'ERROR,"ERR no \\"x\\""\n',
      json: 'error:"ERR no \\"x\\""\n',
    },
  ],
  ['integer', 42, { standard: '(integer) 42\n', raw: '42\n', csv: '42\n', json: '42\n' }],
  [
    '64 bits',
    2n ** 62n,
    {
      standard: `(integer) ${2n ** 62n}\n`,
      raw: `${2n ** 62n}\n`,
      csv: `${2n ** 62n}\n`,
      json: `${2n ** 62n}\n`,
    },
  ],
  [
    'double',
    new PrintedDouble('1.10'),
    { standard: '(double) 1.10\n', raw: '1.10\n', csv: '1.10\n', json: '1.10\n' },
  ],
  [
    'bulk',
    'a"\xff\n',
    { standard: '"a\\"\\xff\\n"\n', raw: 'a"\xff\n\n', csv: '"a\\"\\xff\\n"\n', json: '"a\\"\xff\\n"\n' },
  ],
  ['nil', null, { standard: '(nil)\n', raw: '\n', csv: 'NULL\n', json: 'null\n' }],
  ['null array', NULL_ARRAY, { standard: '(nil)\n', raw: '\n', csv: 'NULL\n', json: 'null\n' }],
  ['true', new BooleanReply(true), { standard: '(true)\n', raw: '(true)\n', csv: 'true\n', json: 'true\n' }],
  [
    'verbatim',
    new VerbatimReply('txt', 'a\nb'),
    { standard: 'a\nb\n', raw: 'a\nb\n', csv: '"a\\nb"\n', json: '"a\\nb"\n' },
  ],
  [
    'big number',
    new BigNumberReply('123'),
    { standard: '(big number) 123\n', raw: '123\n', csv: '123\n', json: '123\n' },
  ],
  ['empty array', [], { standard: '(empty array)\n', raw: '\n', csv: '\n', json: '[]\n' }],
  [
    'nested array',
    ['a', ['b', [1, null]], 'c'],
    {
      standard: '1) "a"\n2) 1) "b"\n   2) 1) (integer) 1\n      2) (nil)\n3) "c"\n',
      raw: 'a\nb\n1\n\nc\n',
      csv: '"a","b",1,NULL,"c"\n',
      json: '["a",["b",[1,null]],"c"]\n',
    },
  ],
  [
    'map with a value of several lines',
    new MapReply(['a', 1, 'b', ['x', 'y'], 3, new SetReply([2])]),
    {
      standard: '1# "a" => (integer) 1\n2# "b" => \n   1) "x"\n   2) "y"\n3# (integer) 3 => 1~ (integer) 2\n',
      raw: 'a 1\nb x\ny\n3 2\n',
      csv: '"a",1,"b","x","y",3,2\n',
      json: '{"a":1,"b":["x","y"],"3":[2]}\n',
    },
  ],
];

describe('format reply', () => {
  it.each(CASES)('prints %s', (_, reply, texts) => {
    const printed = Object.fromEntries(
      (['standard', 'raw', 'csv', 'json'] as const).map((mode) => [mode, format(reply, mode)]),
    );
    expect(printed).toEqual(texts);
  });

  it('aligns numbers to the longest', () => {
    const lines = format(Array(10).fill('x'), 'standard').split('\n');
    expect(lines.slice(0, 1)).toEqual([' 1) "x"']);
    expect(lines[9]).toBe('10) "x"');
  });

  it('prints texts for people as they are, without a delimiter', () => {
    expect(format('# Server\r\n', 'standard', true)).toBe('# Server\r\n');
  });

  it('escapes bytes beyond ASCII in quoted JSON', () => {
    expect(format('é\n', 'quoted-json')).toBe('"\\\\xe9\\\\n"\n');
  });

  it('shows invalidations on one line', () => {
    expect(formatInvalidation(new PushReply(['invalidate', ['a', 'b']]))).toBe("-> invalidate: 'a', 'b'\n");
    expect(formatInvalidation(new PushReply(['message', 'a', 'b']))).toBeUndefined();
  });
});
