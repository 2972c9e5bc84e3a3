import { describe, expect, it } from 'vitest';
import { ErrorReply } from '../../../src/protocol/reply.ts';
import { createRig } from './support.ts';

const library = (name: string, body: string) => `#!lua name=${name}\n${body}`;

describe('function libraries', () => {
  it('keep what their locals hold from call to call', () => {
    const { send } = createRig();
    send(
      'a',
      'FUNCTION',
      'LOAD',
      library('counter', "local n = 0 redis.register_function('next', function() n = n + 1 return n end)"),
    );
    expect([send('a', 'FCALL', 'next', '0'), send('a', 'FCALL', 'NEXT', '0')]).toEqual([1, 2]);
  });

  it('are replaced as a whole, or stay as they were', () => {
    const { send } = createRig();
    send('a', 'FUNCTION', 'LOAD', library('l', "redis.register_function('f', function() return 1 end)"));
    expect(send('a', 'FUNCTION', 'LOAD', 'REPLACE', library('l', 'oops('))).toBeInstanceOf(ErrorReply);
    expect(send('a', 'FCALL', 'f', '0')).toBe(1);
    send(
      'a',
      'FUNCTION',
      'LOAD',
      'REPLACE',
      library('l', "redis.register_function('g', function() return 2 end)"),
    );
    expect(send('a', 'FCALL', 'f', '0')).toEqual(new ErrorReply('ERR Function not found'));
    expect(send('a', 'FCALL', 'g', '0')).toBe(2);
  });

  it('do not share functions of the same name', () => {
    const { send } = createRig();
    send('a', 'FUNCTION', 'LOAD', library('one', "redis.register_function('f', function() return 1 end)"));
    expect(
      send('a', 'FUNCTION', 'LOAD', library('two', "redis.register_function('F', function() end)")),
    ).toEqual(new ErrorReply('ERR Function F already exists'));
  });

  it('must load within half a second', () => {
    const { send } = createRig();
    expect(send('a', 'FUNCTION', 'LOAD', library('slow', 'while true do end'))).toEqual(
      new ErrorReply('ERR Error registering functions: ERR FUNCTION LOAD timeout'),
    );
  });

  it('cannot call commands while they load', () => {
    const { send } = createRig();
    expect(send('a', 'FUNCTION', 'LOAD', library('eager', "redis.call('set', 'k', 1)"))).toEqual(
      new ErrorReply(
        "ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global variable 'call'",
      ),
    );
  });
});
