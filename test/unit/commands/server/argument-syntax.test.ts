import { describe, expect, it } from 'vitest';
import { parseSyntax } from '../../../../src/commands/server/argument-syntax.ts';
import { commandSyntax } from '../../../../src/commands/server/command-syntax.ts';

const plain = { flags: [] as string[] };

describe('argument syntax', () => {
  it('reads names, types and marks', () => {
    expect(parseSyntax('key:key#0 value* count:integer"COUNT"?@6.2.0 old=ip:port!2.8.12')).toMatchObject([
      { name: 'key', type: 'key', keySpecIndex: 0, ...plain },
      { name: 'value', type: 'string', flags: ['multiple'] },
      { name: 'count', type: 'integer', token: 'COUNT', flags: ['optional'], since: '6.2.0' },
      { name: 'old', displayText: 'ip:port', deprecatedSince: '2.8.12', ...plain },
    ]);
  });

  it('reads choices and groups inside each other', () => {
    const [choice] = parseSyntax('c:oneof?(nx:pure-token"NX" pair:block(a b:double))');
    expect(choice).toMatchObject({
      type: 'oneof',
      flags: ['optional'],
      children: [
        { name: 'nx', type: 'pure-token', token: 'NX' },
        { name: 'pair', type: 'block', children: [{ name: 'a' }, { name: 'b', type: 'double' }] },
      ],
    });
  });

  it.each(Object.entries(commandSyntax))('reads the arguments of %s', (_name, syntax) => {
    expect(parseSyntax(syntax ?? '').length).toBeGreaterThan(0);
  });

  it('refuses what it does not understand', () => {
    expect(() => parseSyntax('(a)')).toThrow();
  });
});
