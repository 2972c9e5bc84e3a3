import { beforeEach, describe, expect, it } from 'vitest';
import { openString } from '../../../../src/lua/lib/string.ts';
import { LuaError, ScriptAbort } from '../../../../src/lua/runtime/error.ts';
import { LuaState } from '../../../../src/lua/runtime/state.ts';
import { LuaTable } from '../../../../src/lua/runtime/table.ts';
import { allValues, type LuaFunction, type LuaValue } from '../../../../src/lua/runtime/value.ts';

let state: LuaState;

function call(name: string, ...values: LuaValue[]): LuaValue[] {
  const library = state.globals.getString('string') as LuaTable;
  return state.enter(() => [...allValues((library.getString(name) as LuaFunction)(...values))]);
}

/** The error's text; called from no Lua code, a builtin is named '?' as under pcall in Lua 5.1. */
function failure(name: string, ...values: LuaValue[]): LuaValue {
  try {
    call(name, ...values);
  } catch (error) {
    if (error instanceof LuaError) return error.value;
    throw error;
  }
  throw new Error('no error was raised');
}

beforeEach(() => {
  state = new LuaState();
  openString(state);
});

describe('string arguments', () => {
  it('converts between numbers and strings', () => {
    expect(call('len', 12.5)).toEqual([4]);
    expect(call('rep', 'ab', '2')).toEqual(['abab']);
    expect(call('sub', 'hello', '2', 3.9)).toEqual(['el']);
  });

  it('names what is wrong with an argument', () => {
    expect(failure('rep')).toBe("bad argument #1 to '?' (string expected, got no value)");
    expect(failure('rep', 'x', undefined)).toBe("bad argument #2 to '?' (number expected, got nil)");
    expect(failure('char', 256)).toBe("bad argument #1 to '?' (invalid value)");
  });

  it('wraps integers as C does', () => {
    expect(call('rep', 'x', 2 ** 32 + 3)).toEqual(['xxx']);
    expect(call('sub', 'abc', 1, 1e300)).toEqual(['']);
  });
});

describe('string basics', () => {
  it('counts positions from either end', () => {
    expect(call('sub', 'hello', -3)).toEqual(['llo']);
    expect(call('sub', 'hello', 0, 2)).toEqual(['he']);
    expect(call('byte', 'abc', 1, -1)).toEqual([97, 98, 99]);
    expect(call('byte', 'abc', 10)).toEqual([]);
  });

  it('changes the case of ASCII letters only', () => {
    expect(call('upper', 'stra\xdfe \xe9')).toEqual(['STRA\xdfE \xe9']);
    expect(call('lower', 'ABC \xc9')).toEqual(['abc \xc9']);
  });

  it('refuses to build what does not fit in memory', () => {
    expect(failure('rep', 'xxxxxxxx', 2 ** 31 - 1)).toBe('not enough memory');
  });
});

describe('patterns', () => {
  it('finds plain text, classes and captures', () => {
    expect(call('find', 'a.b', '.', 1, true)).toEqual([2, 2]);
    expect(call('find', 'key = value', '(%w+)%s*=%s*(%w+)')).toEqual([1, 11, 'key', 'value']);
    expect(call('match', '2026-11-21', '^(%d+)-(%d+)')).toEqual(['2026', '11']);
    expect(call('match', 'hello', '()ll()')).toEqual([3, 5]);
  });

  it('knows balance, frontier and back references', () => {
    expect(call('match', 'f(a(b)c)d', '%b()')).toEqual(['(a(b)c)']);
    expect(call('gsub', 'THE (quick) fox', '%f[%a]%a+', 'w')).toEqual(['w (w) w', 3]);
    expect(call('match', '"it\'s"', '(["\']).-%1')).toEqual(['"']);
  });

  it('raises an error of the pattern only where matching reaches it', () => {
    expect(call('find', 'a', 'x%')).toEqual([undefined]);
    expect(failure('find', 'a', '%')).toBe("malformed pattern (ends with '%')");
    expect(failure('find', 'a', '[a')).toBe("malformed pattern (missing ']')");
    expect(failure('find', 'a', '(a')).toBe('unfinished capture');
    expect(failure('find', 'a', '%1')).toBe('invalid capture index');
    expect(failure('find', 'a', '(a?)'.repeat(33))).toBe('too many captures');
  });

  it('walks all matches, empty ones too', () => {
    const [iterator] = call('gmatch', 'one two', '%a*');
    const words: LuaValue[] = [];
    for (;;) {
      const [word] = allValues((iterator as LuaFunction)());
      if (word === undefined) break;
      words.push(word);
    }
    expect(words).toEqual(['one', '', 'two', '']);
  });

  it('replaces by text, table and function', () => {
    expect(call('gsub', 'abc', '%w', '%0%0', 2)).toEqual(['aabbc', 2]);
    expect(call('gsub', 'abc', '', '-')).toEqual(['-a-b-c-', 4]);
    const names = new LuaTable();
    names.setString('x', 'X');
    expect(call('gsub', '$x $y', '%$(%w)', names)).toEqual(['X $y', 2]);
    const double: LuaFunction = (digit) => Number(digit) * 2;
    expect(call('gsub', '1 2', '%d', double)).toEqual(['2 4', 2]);
    expect(failure('gsub', 'abc', 'b', '%2')).toBe('invalid capture index');
    expect(failure('gsub', 'abc', 'b', () => new LuaTable())).toBe('invalid replacement value (a table)');
  });

  it('can be interrupted while it backtracks', () => {
    state.onBudget = () => {
      throw new ScriptAbort('enough');
    };
    expect(() => call('find', 'a'.repeat(100_000), '.-.-.-.-b')).toThrow(ScriptAbort);
  });
});

describe('string.format', () => {
  it.each<[string, LuaValue[], string]>([
    ['%5.1f|%05.1f|%+.3e|%#.0f', [3.125, 3.14, 12345.678, 3], '  3.1|003.1|+1.235e+04|3.'],
    ['%g %g %G', [1e20, 0.1, 1e-10], '1e+20 0.1 1E-10'],
    ['%d %i %05d %-5d|%+d', [-1.9, '10', 5, 5, 5], '-1 10 00005 5    |+5'],
    ['%x %X %#x %o %u', [-1, 255, 255, 8, -1], 'ffffffffffffffff FF 0xff 10 18446744073709551615'],
    ['%d %x', [2 ** 63, 2 ** 63], '-9223372036854775808 8000000000000000'],
    ['%.3d|%.0d|%5.2s|%c', [5, 0, 'abc', 65], '005||   ab|A'],
    ['%q', ['a\nb\0c\r\\"'], '"a\\\nb\\000c\\r\\\\\\""'],
    ['%.0f %.0f', [0.5, 2.5], '0 2'],
  ])('formats %j', (format, values, expected) => {
    expect(call('format', format, ...values)).toEqual([expected]);
  });

  it('names what is wrong with the format', () => {
    expect(failure('format', '%y', 1)).toBe("invalid option '%y' to 'format'");
    expect(failure('format', '%123d', 1)).toBe('invalid format (width or precision too long)');
    expect(failure('format', '%------d', 1)).toBe('invalid format (repeated flags)');
    expect(failure('format', '%d')).toBe("bad argument #2 to '?' (no value)");
  });
});
