import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ManualClock,
  ReplyError,
  ScriptTimeoutError,
  Tidelock,
  type TidelockOptions,
} from '../../../src/tidelock.ts';

afterEach(() => void vi.useRealTimers());

const FOREVER = 'while true do end';
const make = (options: TidelockOptions = {}) => new Tidelock({ maxScriptMilliseconds: 50, ...options });

/** The error that ended a script. */
function ended(run: () => unknown): ScriptTimeoutError {
  try {
    run();
  } catch (error) {
    if (error instanceof ScriptTimeoutError) return error;
    throw error;
  }
  throw new Error('the script came to its end');
}

describe('a script that runs longer than maxScriptMilliseconds', () => {
  test('is ended by an error that says which one it was, and where it stood', () => {
    const tidelock = make();
    const sha = tidelock.call<string>('SCRIPT', 'LOAD', `\n${FOREVER}`);
    const error = ended(() => tidelock.eval(`\n${FOREVER}`));
    expect(error).toBeInstanceOf(ReplyError);
    expect(error).toMatchObject({
      name: 'ScriptTimeoutError',
      code: 'ERR',
      script: sha,
      line: 2,
      milliseconds: 50,
      message: `ERR Script ended by maxScriptMilliseconds: it ran for more than 50 ms. script: ${sha}, on @user_script:2.`,
    });
    expect(ended(() => tidelock.evalsha(sha)).script).toBe(sha);
  });

  test.each([
    ['pcall', `while true do pcall(function() ${FOREVER} end) end`],
    ['xpcall', `while true do xpcall(function() ${FOREVER} end, function() ${FOREVER} end) end`],
    ['coroutines', `while true do coroutine.resume(coroutine.create(function() ${FOREVER} end)) end`],
    ['redis.pcall', "while true do redis.pcall('nosuch') end"],
    ['error objects', 'while true do pcall(error, setmetatable({}, {__tostring = error})) end'],
    [
      '__index',
      'local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do pcall(function() return t[1] end) end',
    ],
    ['recursion', 'local function f() pcall(f) f() end while true do pcall(f) end'],
    ['a comparison of sort', `table.sort({3, 2, 1}, function() ${FOREVER} end)`],
    ['backtracking', "return (('a'):rep(3000)):find(('.-'):rep(20) .. 'b')"],
    [
      'slow commands',
      "for i = 1, 20000 do redis.call('RPUSH', 'l', i) end while true do redis.call('LRANGE', 'l', 0, -1) end",
    ],
  ])('is ended inside %s', (_, script) => {
    expect(ended(() => make().eval(script)).milliseconds).toBe(50);
  });

  test.each<[string, TidelockOptions]>([
    ['a clock that is moved by hand', { clock: new ManualClock() }],
    ['no busy-reply-threshold', { settings: { 'busy-reply-threshold': 0 } }],
  ])('is ended by real time, with %s', (_, options) => {
    expect(ended(() => make(options).eval(FOREVER)).line).toBe(1);
  });

  test('is ended by real time, with fake timers', () => {
    vi.useFakeTimers();
    expect(ended(() => make().eval(FOREVER)).line).toBe(1);
  });

  test('keeps what it wrote, and leaves engine and sessions as usable as before', () => {
    const tidelock = make();
    const session = tidelock.session({ resp: 3 });
    session.call('SELECT', 1);
    ended(() => session.eval(`redis.call('SET', 'kept', 1) redis.setresp(3) ${FOREVER}`));
    expect(session.call('GET', 'kept')).toBe('1');
    expect(tidelock.call('EXISTS', 'kept')).toBe(0);
    expect(tidelock.eval("return redis.call('INCR', 'n')")).toBe(1);
    expect(tidelock.call('SCRIPT', 'EXISTS', '0')).toEqual([0]);
    expect(() => tidelock.call('SCRIPT', 'KILL')).toThrow('NOTBUSY');
  });

  test('is an error among the replies of EXEC, and the commands after it run', () => {
    const tidelock = make();
    tidelock.call('MULTI');
    tidelock.call('EVAL', FOREVER, 0);
    tidelock.call('SET', 'after', 1);
    expect(tidelock.call('EXEC')).toEqual([expect.any(ScriptTimeoutError), 'OK']);
  });

  test('rejects wait, also when CLIENT PAUSE held it back', async () => {
    const clock = new ManualClock();
    const tidelock = make({ clock });
    await expect(tidelock.wait('EVAL', FOREVER, 0)).rejects.toThrow(ScriptTimeoutError);
    tidelock.call('CLIENT', 'PAUSE', 1000, 'WRITE');
    const waits = tidelock.session().wait('EVAL', FOREVER, 0);
    clock.advance(1000);
    tidelock.tick();
    await expect(waits).rejects.toThrow(ScriptTimeoutError);
  });

  test('may be a function, or the loading of a library', () => {
    const tidelock = make({ clock: new ManualClock() });
    const library = `#!lua name=slow\nredis.register_function('forever', function()\n${FOREVER} end)`;
    tidelock.call('FUNCTION', 'LOAD', library);
    expect(ended(() => tidelock.call('FCALL', 'forever', 0))).toMatchObject({ script: 'forever', line: 3 });
    const loading = ended(() => tidelock.call('FUNCTION', 'LOAD', `#!lua name=never\n${FOREVER}`));
    expect(loading).toMatchObject({ script: 'never', line: 2 });
    expect(tidelock.call('FUNCTION', 'LIST', 'LIBRARYNAME', 'never')).toEqual([]);
  });

  test('is each one for itself: many short ones together may take longer', () => {
    const tidelock = make();
    const start = performance.now();
    while (performance.now() - start < 120) expect(tidelock.eval('return 1')).toBe(1);
  });
});

test('without a limit loading a library ends all the same, by real time', () => {
  const tidelock = new Tidelock({
    clock: new ManualClock(),
    maxScriptMilliseconds: Number.POSITIVE_INFINITY,
  });
  expect(() => tidelock.call('FUNCTION', 'LOAD', `#!lua name=never\n${FOREVER}`)).toThrow(
    'FUNCTION LOAD timeout',
  );
});
