import { describe, expect, it } from 'vitest';
import * as argument from '../../../src/engine/command-arguments.ts';

describe('the arguments of a command', () => {
  it('have a name and a type, and options where they differ from a plain word', () => {
    expect(argument.string('value')).toEqual({ name: 'value', type: 'string' });
    expect(argument.unixTime('at', { token: 'EXAT', since: '6.2.0' })).toEqual({
      name: 'at',
      type: 'unix-time',
      token: 'EXAT',
      since: '6.2.0',
    });
  });

  it('are keys of the first key specification unless they say otherwise', () => {
    expect(argument.key('source').keySpecIndex).toBe(0);
    expect(argument.key('destination', { keySpecIndex: 1 }).keySpecIndex).toBe(1);
  });

  it('are tokens named after themselves unless they say otherwise', () => {
    expect(argument.pureToken('NX', { optional: true })).toEqual({
      name: 'nx',
      type: 'pure-token',
      token: 'NX',
      optional: true,
    });
    expect(argument.pureToken('=', { name: 'equal' })).toMatchObject({ name: 'equal', token: '=' });
  });

  it('nest: alternatives and blocks hold arguments', () => {
    const range = argument.block('range', [argument.integer('start'), argument.integer('end')]);
    expect(argument.oneof('which', [argument.pureToken('ALL'), range], { optional: true })).toEqual({
      name: 'which',
      type: 'oneof',
      optional: true,
      parts: [{ name: 'all', type: 'pure-token', token: 'ALL' }, range],
    });
  });
});
