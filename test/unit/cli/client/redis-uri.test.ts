import { describe, expect, it } from 'vitest';
import { parseRedisUri, type UriParts } from '../../../../src/cli/client/redis-uri.ts';

describe('redis URI', () => {
  it.each<[string, UriParts]>([
    ['redis://', {}],
    ['redis://example.org', { host: 'example.org' }],
    ['REDIS://example.org:7000/2', { host: 'example.org', port: 7000, database: 2 }],
    ['redis://secret@h', { password: 'secret', host: 'h' }],
    ['redis://us%40er:p%3Aw@h/', { user: 'us@er', password: 'p:w', host: 'h' }],
    ['redis://[::1]:7000/1', { host: '::1', port: 7000, database: 1 }],
    ['redis:///3', { database: 3 }],
  ])('reads %s', (uri, parts) => {
    expect(parseRedisUri(uri)).toEqual(parts);
  });

  it.each([
    ['http://x', 'Invalid URI scheme'],
    ['redis://a%4@h', 'Incomplete URI encoding'],
    ['redis://a%zz@h', 'Illegal character in URI encoding'],
  ])('refuses %s', (uri, message) => {
    expect(() => parseRedisUri(uri)).toThrow(message);
  });
});
