import { describe, expect, it } from 'vitest';
import { isSensitive } from '../../../../src/cli/client/sensitive-commands.ts';

describe('commands kept out of the history', () => {
  it.each([
    'auth x',
    'AUTH user x',
    '3 auth x',
    'acl setuser a >b',
    'config set maxmemory 1 requirepass x',
    'hello 3 auth default x',
    'hello 3 setname n auth default x',
    'migrate h 1 k 0 10 copy auth x',
    'migrate h 1 "" 0 10 auth2 u x keys a',
  ])('hides %s', (line) => expect(isSensitive(line.split(' '))).toBe(true));

  it.each([
    'get auth',
    'acl list',
    'config set maxmemory requirepass',
    'config get requirepass',
    'hello 3',
    '',
  ])('keeps %s', (line) => expect(isSensitive(line.split(' '))).toBe(false));
});
