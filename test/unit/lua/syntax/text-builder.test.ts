import { describe, expect, it } from 'vitest';
import { TextBuilder } from '../../../../src/lua/syntax/text-builder.ts';

describe('a text builder', () => {
  it('joins any number of pieces in their order', () => {
    const builder = new TextBuilder();
    expect(builder.text).toBe('');
    let expected = '';
    for (let piece = 0; piece < 5000; piece++) {
      builder.add(`${piece},`);
      expected += `${piece},`;
      if (piece % 1700 === 0) expect(builder.text).toBe(expected);
    }
    expect(builder.text).toBe(expected);
  });
});
