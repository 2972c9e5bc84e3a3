import { beforeEach, describe, expect, it } from 'vitest';
import { openString } from '../../../../src/lua/lib/string.ts';
import { compilePattern } from '../../../../src/lua/lib/string-pattern.ts';
import { ScriptAbort } from '../../../../src/lua/runtime/error.ts';
import { LuaState } from '../../../../src/lua/runtime/state.ts';
import { LuaTable } from '../../../../src/lua/runtime/table.ts';
import type { LuaFunction, LuaValue } from '../../../../src/lua/runtime/value.ts';

let state: LuaState;

function call(name: string, ...values: LuaValue[]): void {
  const library = state.globals.getString('string') as LuaTable;
  state.enter(() => (library.getString(name) as LuaFunction)(...values));
}

/** Whether a cached pattern holds a subject: captures are cut out of it. */
function holdsSubject(text: string): boolean {
  const pattern = compilePattern(text);
  pattern.start = 0;
  pattern.end = 1;
  return pattern.whole() !== '';
}

beforeEach(() => {
  state = new LuaState();
  openString(state);
});

describe('a pattern in the cache', () => {
  it('holds its subject until the captures are read', () => {
    expect(compilePattern('(%a)').find('abc', 0)).toBe(true);
    expect(holdsSubject('(%a)')).toBe(true);
    expect(compilePattern('(%a)').capture(0)).toBe('a');
    compilePattern('(%a)').forget();
    expect(holdsSubject('(%a)')).toBe(false);
  });

  it.each<[string, string, LuaValue[]]>([
    ['a match', 'match', ['abc', '%a+']],
    ['a search', 'find', ['abc', '(b)']],
    ['a search that finds nothing', 'find', ['abc', '%d']],
    ['a match at the start that fails', 'match', ['abc', '^%d']],
    ['replacements', 'gsub', ['abc', '%w', '%0%0']],
    ['nothing to replace', 'gsub', ['abc', '%s', '']],
  ])('holds nothing after %s', (_, name, values) => {
    call(name, ...values);
    expect(holdsSubject(values[1] as string)).toBe(false);
  });

  it.each<[string, string, LuaValue[]]>([
    ['a capture that never ends', 'find', ['abc', '(b']],
    ['a capture that does not exist', 'gsub', ['abc', 'b', '%2']],
    ['a pattern that ends too soon', 'find', ['abc', 'b%']],
    ['a replacement of no use', 'gsub', ['abc', 'c', () => new LuaTable()]],
  ])('holds nothing after the error of %s', (_, name, values) => {
    expect(() => call(name, ...values)).toThrow();
    expect(holdsSubject(values[1] as string)).toBe(false);
  });

  it('holds nothing while a replacement is asked for', () => {
    const held: boolean[] = [];
    call('gsub', 'x1', '%d', () => {
      held.push(holdsSubject('%d'));
      return undefined;
    });
    call('gsub', 'x1', '(%d)()', () => {
      held.push(holdsSubject('(%d)()'));
      return undefined;
    });
    expect(held).toEqual([false, false]);
  });

  it('holds nothing once its script was stopped', () => {
    state.onBudget = () => {
      throw new ScriptAbort('enough');
    };
    expect(() => call('find', 'a'.repeat(100_000), '.-.-.-.-b')).toThrow(ScriptAbort);
    expect(holdsSubject('.-.-.-.-b')).toBe(false);
  });
});
