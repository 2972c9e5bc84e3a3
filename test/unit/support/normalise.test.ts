import { describe, expect, test } from 'vitest';
import {
  countOnly,
  each,
  field,
  item,
  kindOnly,
  type Normaliser,
  replaced,
  unordered,
  unorderedPairs,
  within,
} from '../../conformance/harness/normalise.ts';
import { normalised } from '../../conformance/harness/run.ts';

const apply = (reply: string, ...normalisers: Normaliser[]) => normalised(reply, normalisers);

describe('what a conformance case may forgive', () => {
  test('order: items, and pairs of a map or of a flat array', () => {
    expect(apply('*2\r\n+b\r\n+a\r\n', unordered)).toBe('*2\r\n+a\r\n+b\r\n');
    expect(apply('%2\r\n+b\r\n:1\r\n+a\r\n:2\r\n', unordered)).toBe('%2\r\n+a\r\n:2\r\n+b\r\n:1\r\n');
    expect(apply('*4\r\n+b\r\n:1\r\n+a\r\n:2\r\n', unorderedPairs)).toBe('*4\r\n+a\r\n:2\r\n+b\r\n:1\r\n');
  });

  test('values, but not their kinds; nulls and errors stay what they are', () => {
    expect(apply(':1699\r\n', kindOnly)).toBe('<integer>\r\n');
    expect(apply('*2\r\n$1\r\nx\r\n*1\r\n,1\r\n', kindOnly)).toBe('*2\r\n<bulk>\r\n*1\r\n<double>\r\n');
    expect(apply('$-1\r\n', kindOnly)).toBe('$-1\r\n');
    expect(apply('-ERR no\r\n', kindOnly)).toBe('-ERR no\r\n');
  });

  test('numbers between bounds; others show', () => {
    expect(apply(':99\r\n', within(90, 100))).toBe('<90..100>\r\n');
    expect(apply('$2\r\n99\r\n', within(90, 100))).toBe('<90..100>\r\n');
    expect(apply(':-2\r\n', within(90, 100))).toBe(':-2\r\n');
  });

  test('parts of a reply: one item, every item, one field, a pattern', () => {
    expect(apply('*2\r\n:1\r\n:2\r\n', item(1, kindOnly))).toBe('*2\r\n:1\r\n<integer>\r\n');
    expect(apply('*2\r\n:1\r\n:2\r\n', each(kindOnly))).toBe('*2\r\n<integer>\r\n<integer>\r\n');
    expect(apply('%2\r\n$2\r\nid\r\n:7\r\n+v\r\n+id\r\n', field('id', kindOnly))).toBe(
      '%2\r\n$2\r\nid\r\n<integer>\r\n+v\r\n+id\r\n',
    );
    expect(apply('$5\r\nid=77\r\n', replaced(/\d+/, '<id>'))).toBe('$7\r\nid=<id>\r\n');
    expect(apply('*2\r\n+x\r\n+y\r\n', countOnly)).toBe('*2\r\n<item>\r\n<item>\r\n');
  });

  test('the end of a connection is no reply and stays', () => {
    expect(apply('<closed>', kindOnly)).toBe('<closed>');
  });
});
