import { describe, expect, it } from 'vitest';
import { ErrorReply } from '../../../src/protocol/reply.ts';
import { scriptingOf } from '../../../src/scripting/scripting.ts';
import { createRig } from './support.ts';

const NOSCRIPT = new ErrorReply('NOSCRIPT No matching script. Please use EVAL.');

describe('the script cache', () => {
  it('is shared by EVAL and SCRIPT LOAD', () => {
    const { send } = createRig();
    const sha = send('a', 'SCRIPT', 'LOAD', 'return ARGV[1]') as string;
    expect(send('a', 'EVALSHA', sha, '0', 'x')).toBe('x');
    send('a', 'EVAL', 'return KEYS[1]', '1', 'k');
    expect(send('a', 'EVALSHA', '4a2267357833227dd98abdedb8cf24b15a986445', '1', 'k')).toBe('k');
  });

  it('knows digests in any case', () => {
    const { send } = createRig();
    const sha = send('a', 'SCRIPT', 'LOAD', 'return 1') as string;
    expect(send('a', 'EVALSHA', sha.toUpperCase(), '0')).toBe(1);
    expect(send('a', 'SCRIPT', 'EXISTS', sha.toUpperCase(), 'x')).toEqual([1, 0]);
  });

  it('is emptied by SCRIPT FLUSH', () => {
    const { send } = createRig();
    const sha = send('a', 'SCRIPT', 'LOAD', 'return 1') as string;
    send('a', 'SCRIPT', 'FLUSH');
    expect(send('a', 'EVALSHA', sha, '0')).toEqual(NOSCRIPT);
  });

  it('drops the least recently used scripts that were only evaluated, and keeps those that were loaded', () => {
    const { engine, send } = createRig();
    const loaded = send('a', 'SCRIPT', 'LOAD', 'return "loaded"') as string;
    const used = send('a', 'EVAL', 'return redis.sha1hex("return 1")', '0') as string;
    for (let count = 0; count < 600; count++) {
      send('a', 'EVAL', `return ${count}`, '0');
      if (count > 1) expect(send('a', 'EVALSHA', used, '0')).toBe(1);
    }
    expect(scriptingOf(engine).scripts.size).toBe(501);
    expect(send('a', 'EVALSHA', loaded, '0')).toBe('loaded');
    const sha = (text: string) => send('a', 'EVAL', 'return redis.sha1hex(ARGV[1])', '0', text) as string;
    expect(send('a', 'EVALSHA', sha('return 2'), '0')).toEqual(NOSCRIPT);
    expect(send('a', 'EVALSHA', sha('return 599'), '0')).toBe(599);
    expect(send('a', 'EVAL', 'return 2', '0')).toBe(2);
  });

  it('answers the same, errors and their places included, after a script was compiled again for running often', () => {
    const { send } = createRig();
    const script = "local n = redis.call('INCR', KEYS[1])\nif n % 100 == 0 then return n + nil end\nreturn n";
    const sha = send('a', 'SCRIPT', 'LOAD', script) as string;
    const failing = new Set<string>();
    for (let count = 1; count <= 2100; count++) {
      const reply = send('a', 'EVALSHA', sha, '1', 'k');
      if (count % 100 !== 0) expect(reply).toBe(count);
      else failing.add((reply as ErrorReply).text);
    }
    expect([...failing]).toEqual([
      `ERR user_script:2: attempt to perform arithmetic on a nil value script: ${sha}, on @user_script:2.`,
    ]);
  });

  it('does not keep a script that does not compile', () => {
    const { engine, send } = createRig();
    expect(send('a', 'EVAL', 'return (', '0')).toEqual(
      new ErrorReply(
        "ERR Error compiling script (new function): user_script:1: unexpected symbol near '<eof>'",
      ),
    );
    expect(scriptingOf(engine).scripts.size).toBe(0);
  });
});

describe('places in errors', () => {
  const fail = 'local t = nil\nreturn t.x';
  const message = expect.objectContaining({
    text: expect.stringContaining('user_script:2: attempt to index'),
  });

  it('are known however many scripts came after the one that raises them', () => {
    const { send } = createRig();
    const sha = send('a', 'SCRIPT', 'LOAD', fail) as string;
    for (let count = 0; count < 600; count++) send('a', 'EVAL', `return ${count}`, '0');
    send('a', 'EVAL', 'for i = 1, 5000 do loadstring("return " .. i)() end', '0');
    expect(send('a', 'EVALSHA', sha, '0')).toEqual(message);
    expect(send('a', 'EVAL', `return loadstring(ARGV[1], '@user_script')()`, '0', fail)).toEqual(message);
  });
});

describe('redis.call with a constant name', () => {
  it('does what the general call does', () => {
    const { send } = createRig();
    const script = `
      local call, results = redis.call, {}
      for _, pair in ipairs({
        {pcall(function() return redis.call('SET', 'k', 1.0, 'EX', 100) end)},
        {pcall(function() return call('SET', 'k', 1.0, 'EX', 100) end)},
        {pcall(function() return redis.call('get') end)},
        {pcall(function() return call('get') end)},
        {pcall(function() return redis.call('get', {}) end)},
        {pcall(function() return call('get', {}) end)},
        {pcall(function() return redis.call('get', unpack({'k'})) end)},
        {pcall(function() return call('get', unpack({'k'})) end)},
        {pcall(function() return redis.call('get', unpack({})) end)},
        {pcall(function() return call('get', unpack({})) end)},
      }) do
        results[#results + 1] = type(pair[2]) == 'table' and pair[2].ok or pair[2]
      end
      return results`;
    const results = send('a', 'EVAL', script, '0') as string[];
    for (let index = 0; index < results.length; index += 2) expect(results[index]).toBe(results[index + 1]);
    expect(results).toHaveLength(10);
  });

  it('is not bound where the script has an environment or a local of its own', () => {
    const { send } = createRig();
    expect(
      send(
        'a',
        'EVAL',
        "local redis = {call = function(...) return select('#', ...) end} return redis.call('get', 'k')",
        '0',
      ),
    ).toBe(2);
    expect(
      send(
        'a',
        'EVAL',
        "setfenv(1, {redis = {call = function(name) return name end}}) return redis.call('get', 'k')",
        '0',
      ),
    ).toBe('get');
  });
});
