import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LuaSyntaxError } from '../../../../src/lua/syntax/error.ts';
import { END_OF_TEXT, Lexer, NUMBER, STRING } from '../../../../src/lua/syntax/lexer.ts';
import { parse } from '../../../../src/lua/syntax/parser.ts';
import { literalValue, Places, skim } from '../../../../src/lua/syntax/skim.ts';

function shapeOf(source: string): string | undefined {
  return skim(source)?.shape;
}

/** Whether a parser finds every place of a text to be a literal or a comment. */
function isSound(source: string): boolean {
  const skimmed = skim(source);
  if (skimmed === undefined) return false;
  const places = new Places(skimmed);
  parse(source, '=x', 0, { places });
  return places.areSound;
}

describe('skim', () => {
  it('takes out plain literals and comments of one line, and nothing else', () => {
    expect(skim('local x1 = 12 -- twelve\nreturn x1, "a b", \'c\'')).toEqual({
      shape: 'local x1 = \x01 \x03\nreturn x1, \x02, \x02',
      places: [11, 14, 35, 42],
      ends: [13, 23, 40, 45],
      literals: ['12', undefined, '"a b"', "'c'"],
    });
    for (const kept of [
      '0',
      '007',
      '1.5',
      '.5',
      '0x10',
      '1e3',
      '5e-3',
      '1.5E+3',
      'x1',
      '12345678901234567',
      '1..2',
    ]) {
      expect(shapeOf(`return ${kept}`)).toBe(`return ${kept}`);
    }
    for (const kept of [
      String.raw`"a\n"`,
      String.raw`'\''`,
      '[[1]]',
      '[=[ "1" ]] -- ]=]',
      '--[[ 1\n"2" ]] x',
    ]) {
      expect(shapeOf(kept)).toBe(kept);
    }
    expect(literalValue("'12'")).toBe('12');
    expect(literalValue('12')).toBe(12);
  });

  it('leaves texts alone that hold placeholders, or are long', () => {
    expect(skim('return "\x01"')).toBeUndefined();
    expect(skim(`return 1${' '.repeat(8000)}`)).toBeUndefined();
  });

  it('is found out where it took a literal for what is none', () => {
    expect(isSound('local a = 1 -- one\nreturn a .. "b", {1; x = "y"}, f"z"')).toBe(true);
    expect(isSound('return [[ ]] .. "1"')).toBe(true);
    expect(isSound('return [==[ ]] "1" ]==]')).toBe(true);
    // For Lua a NUL byte may stand for any optional byte: this is one number, 5, of four bytes.
    expect(isSound('return 5\0+3')).toBe(false);
    expect(isSound('return 5\0')).toBe(false);
  });

  it('gives the values that the lexer reads, wherever that finds a place', () => {
    const part = fc.constantFrom(
      ...[
        '7',
        '12',
        '1.5',
        '0x1',
        '3e',
        '-',
        '+',
        '.',
        '..',
        '\0',
        'x',
        ' ',
        '\n',
        '\\',
        '-- c',
        '--[[',
        ']]',
        '[=',
      ],
      ...['"a"', "'b'", '"\\n"', '"', "'", '[[', '123456789012345', '1234567890123456'],
    );
    const text = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
    let compared = 0;
    fc.assert(
      fc.property(text, (source) => {
        const skimmed = skim(source);
        if (skimmed === undefined) return;
        const lexer = new Lexer(source, '=x', { places: new Places(skimmed) });
        try {
          do {
            lexer.next();
            if (lexer.place < 0 || (lexer.token !== NUMBER && lexer.token !== STRING)) continue;
            const read = lexer.token === NUMBER ? lexer.number : lexer.text;
            expect(literalValue(skimmed.literals[lexer.place])).toBe(read);
            compared++;
          } while (lexer.token !== END_OF_TEXT);
        } catch (exception) {
          expect(exception).toBeInstanceOf(LuaSyntaxError);
        }
      }),
      { numRuns: 10_000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('gives texts the same shape only if they differ in places alone', () => {
    const part = fc.constantFrom(
      '1',
      '12',
      '"a"',
      "'b'",
      '-- c\n',
      '--[[d]]',
      'x',
      ' ',
      '[[',
      ']]',
      '"',
      '\\',
      '-',
      '\n',
      '=',
      '--',
    );
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (source) => {
        const skimmed = skim(source);
        if (skimmed === undefined) return;
        let at = 0;
        let rebuilt = '';
        for (const char of skimmed.shape) {
          const isPlace = char <= '\x03';
          const from = skimmed.places[at];
          const literal = isPlace
            ? (skimmed.literals[at] ?? /[^\r\n]*/.exec(source.slice(from))?.[0] ?? '')
            : char;
          if (isPlace) at++;
          rebuilt += literal;
        }
        expect(rebuilt).toBe(source);
      }),
      { numRuns: 2000 },
    );
  });
});
