import { describe, expect, it } from 'vitest';
import type { FunctionBody, Statement } from '../../../../src/lua/syntax/ast.ts';
import { describeValue } from '../../../../src/lua/syntax/describe.ts';
import { parse } from '../../../../src/lua/syntax/parser.ts';

function main(source: string): FunctionBody {
  return parse(source, '=test').main;
}

function onlyStatement<K extends Statement['kind']>(
  source: string,
  kind: K,
): Extract<Statement, { kind: K }> {
  const statement = main(source).block.statements.at(-1);
  if (statement?.kind !== kind) throw new Error(`not a ${kind}`);
  return statement as Extract<Statement, { kind: K }>;
}

/** The value of the chunk's last `return`. */
function returned(source: string) {
  return onlyStatement(source, 'Return').values[0];
}

describe('names', () => {
  it('mean the innermost declaration before them', () => {
    const value = returned('local a = 1; local a = a; return a');
    const { locals } = main('local a = 1; local a = a; return a');
    expect(value).toMatchObject({ kind: 'Local', symbol: { id: 1 } });
    expect(locals.map(({ id }) => id)).toEqual([0, 1]);
  });

  it('of a local statement are not visible in its own values, of a local function they are', () => {
    expect(onlyStatement('local a = a', 'Local').values[0]).toMatchObject({ kind: 'Global', name: 'a' });
    const { value } = onlyStatement('local function f() return f end', 'LocalFunction');
    expect(value.body.upvalues.map(({ name }) => name)).toEqual(['f']);
  });

  it('of a repeat block are visible in its condition', () => {
    expect(onlyStatement('repeat local done until done', 'Repeat').condition).toMatchObject({
      kind: 'Local',
    });
  });

  it('are upvalues through every function between', () => {
    const [outer] = main('local a; function f() return function() a = 1 end end').functions;
    expect(outer.upvalues).toEqual(outer.functions[0].upvalues);
    expect(outer.upvalues[0]).toMatchObject({ name: 'a', captured: true, assigned: true });
  });

  it('are globals otherwise, and listed', () => {
    const { globals } = parse('local a; a = b; c.d = function() return e end', '=test');
    expect([...globals]).toEqual(['b', 'c', 'e']);
  });
});

describe('locals', () => {
  it('know whether they are captured, assigned, and fresh in each iteration', () => {
    const { locals } = main(
      'local a, b = 1; for i = 1, 2 do local c = function() return i, a end; b = c end',
    );
    expect(locals.map(({ name, captured, assigned, inLoop }) => [name, captured, assigned, inLoop])).toEqual([
      ['a', true, false, false],
      ['b', false, true, false],
      ['i', true, false, true],
      ['c', false, false, true],
    ]);
  });
});

describe('functions', () => {
  it('have an `arg` when vararg, filled when `...` is not mentioned', () => {
    const [plain, compatible, modern] = main(
      'local a = function() end local b = function(x, ...) end local c = function(...) return ... end',
    ).functions;
    expect([plain.isVararg, plain.arg]).toEqual([false, undefined]);
    expect([compatible.isVararg, compatible.usesVararg, compatible.arg?.name]).toEqual([true, false, 'arg']);
    expect([modern.isVararg, modern.usesVararg]).toEqual([true, true]);
    expect(returned('return function(...) return arg end')).toMatchObject({
      body: { block: { statements: [{ values: [{ kind: 'Local', symbol: { role: 'arg' } }] }] } },
    });
  });

  it('declared as methods have `self`', () => {
    const { values } = onlyStatement('function a.b:c(x) end', 'Assign');
    expect(values[0]).toMatchObject({
      body: { name: 'a.b:c', parameters: [{ name: 'self' }, { name: 'x' }] },
    });
  });
});

describe('expressions', () => {
  it('on numerals are folded, but not to something that is no number', () => {
    expect(returned('return 2 ^ 10 - -1 * 3')).toMatchObject({ kind: 'Number', value: 1027 });
    expect(returned('return 1 / 0')).toMatchObject({ kind: 'Binary' });
    expect(returned('return 7 % 0')).toMatchObject({ kind: 'Binary' });
    expect(returned('return not nil')).toMatchObject({ kind: 'True' });
  });

  it('share 0 and -0 within a function, as the constants of Lua 5.1 do', () => {
    const [first, second] = onlyStatement('return 0, -0', 'Return').values;
    expect([first, second]).toEqual([
      { kind: 'Number', value: 0 },
      { kind: 'Number', value: 0 },
    ]);
    expect(returned('return -0')).toEqual({ kind: 'Number', value: -0 });
  });

  it('that are joined are one list', () => {
    expect(returned('return a .. b .. (c .. d)')).toMatchObject({ kind: 'Concat', operands: { length: 4 } });
    expect(returned('return (a .. b) .. c')).toMatchObject({ kind: 'Concat', operands: { length: 2 } });
  });

  it('in parentheses give one value', () => {
    expect(returned('return (f())')).toMatchObject({ kind: 'Parenthesized', expression: { kind: 'Call' } });
    expect(returned('return (a)')).toMatchObject({ kind: 'Global' });
  });

  it('fail on the line where Lua 5.1 emits their code', () => {
    expect(returned('return a\n+ b')).toMatchObject({ line: 2, left: { line: 2 }, right: { line: 2 } });
    expect(returned('return a\n.b\n.c')).toMatchObject({ line: 3, object: { line: 2, object: { line: 1 } } });
    expect(returned('return f(\n1)')).toMatchObject({ line: 1 });
    expect(returned('return a:\nf\n{}')).toMatchObject({ line: 3, lookupLine: 2 });
    expect(onlyStatement('a.b\n=\nc', 'Assign').targets[0]).toMatchObject({ line: 3 });
  });

  it.each([
    ['a', "global 'a'"],
    ['a.b', "field 'b'"],
    ['a[1]', "field '?'"],
    ['a["b c"]', "field 'b c'"],
    ['a or b', undefined],
    ['nil or a', "global 'a'"],
    ['1 and a.b', "field 'b'"],
    ['a and b', undefined],
    ['a and b or c', "global 'c'"],
    ['(a or b) and c.d', "field 'd'"],
    ['(a and b or true) and c', "global 'c'"],
    ['a and (b or c)', undefined],
    ['f()', undefined],
    ['"a"', undefined],
  ])('%s is called %s in errors', (expression, name) => {
    expect(describeValue(returned(`return ${expression}`))).toBe(name);
    expect(describeValue(returned(`local a; return a`))).toBe("local 'a'");
  });
});
