import { describe, expect, test } from 'vitest';
import { answerText, digest } from '../../conformance/harness/answer-text.ts';
import { shortened } from '../../conformance/harness/run.ts';

const resp2 = (reply: string) => answerText({ resp2: reply, resp3: undefined });
const both = (old: string, now = old) => answerText({ resp2: old, resp3: now });

describe('an answer beside its command', () => {
  test.each([
    [':-5\r\n', '-5'],
    ['$2\r\nhi\r\n', '"hi"'],
    ['$6\r\n"\\\r\n\0\xff\r\n', String.raw`"\"\\\r\n\x00\xff"`],
    ['+OK\r\n', 'OK'],
    ['-ERR no such key\r\n', '-ERR no such key'],
    ['-ERR ends with a blank: \r\n', String.raw`-ERR ends with a blank:\x20`],
    ['$-1\r\n', 'nil'],
    ['*-1\r\n', 'nil array'],
    ['*3\r\n:1\r\n*0\r\n$-1\r\n', '[1, [], nil]'],
    ['%1\r\n$1\r\nk\r\n~1\r\n:1\r\n', '{"k": ~[1]}'],
    ['>2\r\n$1\r\nm\r\n#t\r\n', '>["m", true]'],
    [',3\r\n', '3.0'],
    [',1e+20\r\n', '1e+20'],
    [',inf\r\n', 'inf'],
    ['(123\r\n', '123n'],
    ['=7\r\ntxt:a\nb\r\n', String.raw`txt:"a\nb"`],
    ['|1\r\n$1\r\nt\r\n:1\r\n$1\r\nv\r\n', '|{"t": 1} "v"'],
    ['<integer>\r\n', '<integer>'],
    ['*1\r\n<low..high>\r\n', '[<low..high>]'],
    ['<closed>', '<closed>'],
    ['+subscribed\r\n:2\r\n', 'subscribed; 2'],
    ['', ''],
  ])('%j is shown as %s', (reply, text) => expect(resp2(reply)).toBe(text));

  test.each([
    ['*2\r\n$1\r\nk\r\n$1\r\nv\r\n', '%1\r\n$1\r\nk\r\n$1\r\nv\r\n', '{"k": "v"}'],
    ['*1\r\n$1\r\na\r\n', '~1\r\n$1\r\na\r\n', '~["a"]'],
    ['$3\r\n1.5\r\n', ',1.5\r\n', '1.5'],
    [':1\r\n', '#t\r\n', 'true'],
    ['$1\r\na\r\n', '=5\r\ntxt:a\r\n', 'txt:"a"'],
    ['$-1\r\n', '_\r\n', 'nil'],
    ['*-1\r\n', '_\r\n', 'nil array'],
  ])('the RESP3 answer alone where RESP2 has %j for %j', (old, now, text) =>
    expect(both(old, now)).toBe(text),
  );

  test('both answers where they differ otherwise', () => {
    expect(both('*2\r\n$1\r\na\r\n$1\r\n1\r\n', '*1\r\n*2\r\n$1\r\na\r\n,1\r\n')).toBe(
      '["a", "1"] | RESP3 [["a", 1.0]]',
    );
    expect(both('$4\r\n0.10\r\n', ',0.1\r\n')).toBe('"0.10" | RESP3 0.1');
    expect(both('*1\r\n$1\r\na\r\n', '*2\r\n$1\r\na\r\n$1\r\nb\r\n')).toBe('["a"] | RESP3 ["a", "b"]');
  });

  test('a reply of which only the beginning was kept', () => {
    expect(resp2(shortened(`$9000\r\n${'x'.repeat(9000)}\r\n`))).toMatch(
      /^"\$9000\\r\\nx{33}"\.\.\. \(9009 bytes, sha1 [0-9a-f]{8}\)$/,
    );
  });

  test('long texts are cut, and differ where what was cut differs', () => {
    const long = 'x'.repeat(500);
    expect(digest(long, 500)).toBe(long);
    expect(digest(`${long}y`, 200)).toMatch(/^x+\.\.\. \(501 characters, sha1 [0-9a-f]{8}\)$/);
    expect(digest(`${long}y`, 200)).toHaveLength(200);
    expect(digest(`${long}y`, 200)).not.toBe(digest(`${long}z`, 200));
  });
});
