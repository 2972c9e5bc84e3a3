import { describe, expect, it } from 'vitest';
import { ErrorReply, OK, type Reply } from '../../../src/protocol/reply.ts';
import { createRig, type Rig } from './support.ts';

const text = (reply: Reply | undefined) => (reply instanceof ErrorReply ? reply.text : reply);

/** Runs a script that takes too long; what others are answered meanwhile. */
function busy(rig: Rig, script: string, ...commands: string[][]): (Reply | undefined)[] {
  const answers: (Reply | undefined)[] = [];
  rig.onDrain = () => {
    const words = commands[answers.length];
    if (words !== undefined) answers.push(text(rig.send('other', ...words)));
  };
  answers.push(text(rig.send('caller', 'EVAL', script, '0')));
  return answers;
}

const BUSY = 'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.';

describe('a script that takes too long', () => {
  it('has others answered BUSY, and can be killed', () => {
    const rig = createRig();
    const answers = busy(rig, '\nwhile true do end', ['PING'], ['SCRIPT', 'KILL']);
    expect(answers).toEqual([
      BUSY,
      OK,
      expect.stringMatching(
        /^ERR Script killed by user with SCRIPT KILL\.\.\. script: \w{40}, on @user_script:2\.$/,
      ),
    ]);
    expect(rig.log[0]).toMatch(/^Slow script detected: still in execution after \d+ milliseconds\./);
    expect(text(rig.send('other', 'GET', 'k'))).toBe(null);
  });

  it.each([
    ['pcall', 'while true do pcall(function() while true do end end) end'],
    [
      'xpcall',
      'while true do xpcall(function() while true do end end, function() while true do end end) end',
    ],
    ['coroutines', 'while true do pcall(coroutine.wrap(function() while true do end end)) end'],
    ['callbacks', "while true do pcall(string.gsub, 'a', 'a', function() while true do end end) end"],
    ['errors of commands', "while true do redis.pcall('nosuch') end"],
    ['commands', "repeat local value = redis.call('get', 'k') until value == 1"],
    ['patterns', "string.find(string.rep('a', 100000), '.-.-.-.-b')"],
    ['tail calls', 'local function f() return f() end f()'],
  ])('cannot hide from being killed behind %s', (_, script) => {
    const answers = busy(createRig(), script, ['SCRIPT', 'KILL']);
    expect(answers[0]).toBe(OK);
    expect(answers[1]).toMatch(/^ERR Script killed by user/);
  });

  it('is not killed once it has written, nor by FUNCTION KILL', () => {
    const rig = createRig();
    const answers = busy(rig, "redis.call('set', 'k', 1) for i = 1, 3000000 do end return 'done'", [
      'SCRIPT',
      'KILL',
    ]);
    expect(answers[0]).toMatch(/^UNKILLABLE /);
    expect(answers[1]).toBe('done');
    expect(busy(rig, 'for i = 1, 3000000 do end return 1', ['FUNCTION', 'KILL'])).toEqual([BUSY, 1]);
    expect(text(rig.send('other', 'SCRIPT', 'KILL'))).toBe('NOTBUSY No scripts in execution right now.');
  });

  it('is left alone where the threshold is 0', () => {
    const rig = createRig();
    rig.send('other', 'CONFIG', 'SET', 'busy-reply-threshold', '0');
    rig.onDrain = () => {
      throw new Error('nobody may be let in');
    };
    expect(rig.send('caller', 'EVAL', 'for i = 1, 1000000 do end return 1', '0')).toBe(1);
  });
});

describe("a function's run", () => {
  it('is shown by FUNCTION STATS and ended by FUNCTION KILL', () => {
    const rig = createRig();
    rig.send(
      'a',
      'FUNCTION',
      'LOAD',
      "#!lua name=l\nredis.register_function('f', function() while true do end end)",
    );
    const answers: unknown[] = [];
    rig.onDrain = () => {
      answers.push(rig.send('other', 'FUNCTION', 'STATS'), rig.send('other', 'FUNCTION', 'KILL'));
    };
    expect(text(rig.send('caller', 'FCALL', 'f', '1', 'key'))).toMatch(
      /^ERR Script killed .* script: f, on @user_function:2\.$/,
    );
    expect(JSON.stringify(answers[0])).toContain('"command",["fcall","f","1","key"]');
  });
});

describe('what a script changes', () => {
  const recorded = (script: string): string[][] => {
    const effects: string[][] = [];
    const rig = createRig({
      record: (_database, words) => effects.push(words),
      endUnit: () => effects.push(['END']),
    });
    rig.send('a', 'EVAL', script, '0');
    return effects;
  };

  it('is recorded command by command, as one unit', () => {
    expect(recorded("redis.call('set', 'a', 1) redis.call('get', 'a') redis.call('incr', 'a')")).toEqual([
      ['set', 'a', '1'],
      ['incr', 'a'],
      ['END'],
    ]);
  });

  it('is not recorded where the script said so', () => {
    expect(recorded("redis.set_repl(redis.REPL_NONE) redis.call('set', 'a', 1)")).toEqual([['END']]);
  });
});

describe('a script', () => {
  it('runs in the database of its caller, whose selection it cannot change', () => {
    const rig = createRig();
    rig.send('a', 'SELECT', '3');
    rig.send('a', 'EVAL', "redis.call('set', 'k', 3) redis.call('select', 5) redis.call('set', 'k', 5)", '0');
    expect(rig.send('a', 'GET', 'k')).toBe('3');
    rig.send('a', 'SELECT', '5');
    expect(rig.send('a', 'GET', 'k')).toBe('5');
  });

  it('sees time stand still', () => {
    const rig = createRig();
    rig.onDrain = () => rig.clock.advance(1000);
    const script = `
      local before = redis.call('time')
      for i = 1, 1000000 do end
      local after = redis.call('time')
      return {before[1], before[2], after[1], after[2]}`;
    rig.send('a', 'CONFIG', 'SET', 'busy-reply-threshold', '1');
    const times = rig.send('a', 'EVAL', script, '0') as Reply[];
    expect(times.slice(2)).toEqual(times.slice(0, 2));
    expect(rig.send('a', 'TIME')).not.toEqual(times.slice(0, 2));
  });

  it('counts the errors of its commands once', () => {
    const rig = createRig();
    rig.send('a', 'EVAL', "redis.pcall('nosuch') return redis.call('nosuch')", '0');
    expect(rig.engine.statistics.errors.get('ERR')).toBe(2);
  });
});
