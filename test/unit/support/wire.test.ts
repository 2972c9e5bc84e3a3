import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfReply, parseWire, printCommand, printWire } from '../../support/wire.ts';

const replies = [
  '+OK\r\n',
  '-ERR no\r\n',
  ':-1\r\n',
  ',1.50\r\n',
  '(123456789012345678901234567890\r\n',
  '#t\r\n',
  '_\r\n',
  '$-1\r\n',
  '$0\r\n\r\n',
  '$6\r\na\r\n\x00\xffb\r\n',
  '=7\r\ntxt:abc\r\n',
  '!5\r\nERR x\r\n',
  '*-1\r\n',
  '*0\r\n',
  '*2\r\n*1\r\n:1\r\n$1\r\na\r\n',
  '%1\r\n+k\r\n~1\r\n:1\r\n',
  '>2\r\n+message\r\n+x\r\n',
  '|1\r\n+ttl\r\n:5\r\n$1\r\nv\r\n',
];

describe('replies on the wire', () => {
  test.each(replies)('%j is printed as it was parsed', (bytes) => {
    const parsed = parseWire(bytes);
    expect(parsed?.end).toBe(bytes.length);
    expect(parsed && printWire(parsed.node)).toBe(bytes);
  });

  test.each(replies)('%j is not parsed before it is complete', (bytes) => {
    for (let length = 0; length < bytes.length; length++)
      expect(parseWire(bytes.slice(0, length))).toBeUndefined();
  });

  test.each(replies)('%j ends where it ends, and not before it is complete', (bytes) => {
    expect(endOfReply(`+x\r\n${bytes}:1\r\n`, 4)).toBe(4 + bytes.length);
    for (let length = 0; length < bytes.length; length++)
      expect(endOfReply(bytes.slice(0, length))).toBeUndefined();
  });

  test('the end of a very deep reply is found', () => {
    const bytes = `${'*1\r\n'.repeat(100_000)}:1\r\n`;
    expect(endOfReply(bytes)).toBe(bytes.length);
  });

  test('one reply is taken from among several', () => {
    const bytes = replies.join('');
    let start = 0;
    const found = [];
    for (let parsed = parseWire(bytes); parsed !== undefined; parsed = parseWire(bytes, start)) {
      found.push(bytes.slice(start, parsed.end));
      start = parsed.end;
    }
    expect(found).toEqual(replies);
  });

  test('what is no reply is refused', () => {
    expect(() => parseWire('hello\r\n')).toThrow('no RESP');
    expect(() => parseWire('$x\r\n')).toThrow('no RESP');
    expect(() => endOfReply('hello\r\n')).toThrow('no RESP');
    expect(() => endOfReply('$x\r\n')).toThrow('no RESP');
  });

  test('a command is an array of bulk strings, whatever bytes its words hold', () => {
    const words = fc.array(fc.uint8Array().map((bytes) => String.fromCharCode(...bytes)));
    fc.assert(
      fc.property(words, (command) => {
        const node = parseWire(printCommand(command))?.node;
        expect(node).toEqual({ kind: '*', items: command.map((text) => ({ kind: '$', text })) });
      }),
    );
  });
});
