import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type Argument, Tidelock } from '../../../src/tidelock.ts';

const call = (...words: unknown[]) => {
  const tidelock = new Tidelock();
  return () => tidelock.call(...(words as [string, ...Argument[]]));
};

describe('the arguments of a command', () => {
  test.each([
    [[], 'The name of a command must be a string, not undefined'],
    [[null], 'The name of a command must be a string, not null'],
    [[['GET', 'k']], 'The name of a command must be a string, not an array'],
    [['SET', 'a', null], 'SET: argument 2 must be a string, a number, a bigint or a Uint8Array, not null'],
    [
      ['SET', undefined, 'v'],
      'SET: argument 1 must be a string, a number, a bigint or a Uint8Array, not undefined',
    ],
    [
      ['SET', 'a', Number.NaN],
      'SET: argument 2 must be a string, a number, a bigint or a Uint8Array, not NaN',
    ],
    [['SET', 'a', true], 'not true'],
    [['SET', 'a', Symbol('s')], 'not a symbol'],
    [
      ['DEL', ['a', 'b']],
      'DEL: argument 1 must be a string, a number, a bigint or a Uint8Array, not an array: spread',
    ],
    [['SET', 'a', { toString: () => 'text' }], 'not an object'],
    [['SET', 'a', new Date()], 'not an instance of Date'],
    [['SET', 'a', new Uint16Array(1)], 'not an instance of Uint16Array'],
    [['SET', 'a', new ArrayBuffer(1)], 'not an instance of ArrayBuffer'],
    [['SET', 'a', () => 'text'], 'not a function'],
    [['SET', 'a', Promise.resolve('v')], 'not an instance of Promise'],
  ])('%o is refused', (words, message) => {
    expect(call(...words)).toThrow(TypeError);
    expect(call(...words)).toThrow(message);
  });

  test.each<[Argument, string]>([
    [0, '0'],
    [-0, '0'],
    [-7, '-7'],
    [0.1, '0.1'],
    [1e21, '1e+21'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [-9_223_372_036_854_775_808n, '-9223372036854775808'],
    ['', ''],
    ['a\ud800b', 'a\ufffdb'],
    ['\udc00\ud800', '\ufffd\ufffd'],
    ['😀', '😀'],
  ])('%o is sent as %o', (argument, text) => {
    expect(call('ECHO', argument)()).toBe(text);
  });

  test('numbers serve where a command takes them', () => {
    const tidelock = new Tidelock();
    tidelock.call('ZADD', 'z', Number.NEGATIVE_INFINITY, 'low', 1e21, 'high');
    expect(tidelock.call('ZRANGEBYSCORE', 'z', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual([
      'low',
      'high',
    ]);
    expect(() => tidelock.call('INCRBY', 'n', 1e21)).toThrow('ERR value is not an integer or out of range');
  });

  test('bytes come from any realm, buffers and views included', () => {
    const foreign: Uint8Array = runInNewContext('new Uint8Array([1, 255])');
    const views = [foreign, Buffer.from([1, 255]), new Uint8Array([0, 1, 255, 0]).subarray(1, 3)];
    const session = new Tidelock().session({ bytes: true });
    for (const view of views) expect(session.call('ECHO', view)).toEqual(new Uint8Array([1, 255]));
  });

  test('a name that is no command is answered as Redis does, in any script', () => {
    expect(call('größe')).toThrow("ERR unknown command 'größe', with args beginning with: ");
    expect(call('\ud800')).toThrow("ERR unknown command '\ufffd'");
    expect(call('')).toThrow("ERR unknown command ''");
    expect(call('__proto__')).toThrow("ERR unknown command '__proto__'");
  });
});

describe('the input of a script', () => {
  const evaluate = (input: unknown, script: unknown = 'return 1') => {
    const tidelock = new Tidelock();
    return () => tidelock.eval(script as string, input as never);
  };

  test.each([
    [
      ['k'],
      "eval takes an object such as { keys: ['key'], arguments: ['value'] } after the script, not an array",
    ],
    ['k', "eval takes an object such as { keys: ['key'], arguments: ['value'] } after the script, not 'k'"],
    [{ args: ['v'] }, "eval: unknown property 'args'; it takes 'keys' and 'arguments'"],
    [{ keys: 'k' }, "eval: 'keys' must be an array, not 'k'"],
    [{ arguments: new Set(['v']) }, "eval: 'arguments' must be an array, not an instance of Set"],
    [{ keys: null }, "eval: 'keys' must be an array, not null"],
    [{ keys: ['k', null] }, 'eval: keys[1] must be a string, a number, a bigint or a Uint8Array, not null'],
    [
      { arguments: [['v']] },
      'eval: arguments[0] must be a string, a number, a bigint or a Uint8Array, not an array',
    ],
    // biome-formatter: a hole
    [
      { arguments: new Array(1) },
      'eval: arguments[0] must be a string, a number, a bigint or a Uint8Array, not undefined',
    ],
  ])('%o is refused', (input, message) => {
    expect(evaluate(input)).toThrow(TypeError);
    expect(evaluate(input)).toThrow(message);
  });

  test('a script is text or bytes, a digest is text', () => {
    expect(evaluate({}, () => 1)).toThrow(
      'eval: the script must be a string or a Uint8Array, not a function',
    );
    expect(evaluate({}, 1)).toThrow('eval: the script must be a string or a Uint8Array, not 1');
    expect(evaluate({}, new TextEncoder().encode('return 7'))()).toBe(7);
    const tidelock = new Tidelock();
    expect(() => tidelock.evalsha(null as never)).toThrow('evalsha: the SHA1 must be a string, not null');
    expect(() => tidelock.evalsha('0'.repeat(40), { args: [] } as never)).toThrow(
      "evalsha: unknown property 'args'",
    );
  });

  test('there may be more keys and arguments than a JavaScript call takes', () => {
    const keys = Array.from({ length: 300_000 }, (_, index) => index);
    const script = 'return {#KEYS, #ARGV, KEYS[300000], ARGV[1]}';
    expect(evaluate({ keys, arguments: keys }, script)()).toEqual([300_000, 300_000, '299999', '0']);
  });
});
