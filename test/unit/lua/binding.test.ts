import { describe, expect, it } from 'vitest';
import {
  type BindCall,
  callFunction,
  compile,
  createState,
  instantiate,
  type LuaFunction,
  LuaTable,
  type LuaValue,
  openLibraries,
  packResult,
  raise,
} from '../../../src/lua/lua.ts';

function world(bindCall: BindCall): (source: string) => LuaValue[] {
  const state = createState();
  openLibraries(state);
  const redis = new LuaTable();
  const generic: LuaFunction = (...values) => packResult(['generic', ...values]);
  redis.setString('call', generic);
  redis.setString('pcall', generic);
  state.globals.setString('redis', redis);
  return (source) => callFunction(state, instantiate(state, compile(source, '=user_script', { bindCall })));
}

describe('calls of redis.call with a constant name', () => {
  const asked: unknown[] = [];
  const bind: BindCall = (path, name, count) => {
    asked.push([path, name, count]);
    return name === 'unknown' ? undefined : (...values) => `${path} ${name}(${values.join(' ')})`;
  };
  const evaluate = world(bind);

  it('go to what the embedder bound, with the other arguments only', () => {
    asked.length = 0;
    expect(evaluate("return redis.call('GET', 'k')")).toEqual(['redis.call GET(k)']);
    expect(evaluate("local v = redis.pcall('set', 'k', 1) return v")).toEqual(['redis.pcall set(k 1)']);
    expect(evaluate("return redis.call('mget', unpack({'a', 'b'})), 2")).toEqual(['redis.call mget(a b)', 2]);
    expect(evaluate("redis.call('del', 'x') return (redis.call('ping'))")).toEqual(['redis.call ping()']);
    expect(asked).toEqual([
      ['redis.call', 'GET', 1],
      ['redis.pcall', 'set', 2],
      ['redis.call', 'mget', -1],
      ['redis.call', 'del', 1],
      ['redis.call', 'ping', 0],
    ]);
  });

  it('stay what they are where nothing was bound, or the callee is another', () => {
    expect(evaluate("return redis.call('unknown', 1)")).toEqual(['generic', 'unknown', 1]);
    expect(evaluate("local n = 'GET' return redis.call(n, 'k')")).toEqual(['generic', 'GET', 'k']);
    expect(evaluate("local call = redis.call return call('GET', 'k')")).toEqual(['generic', 'GET', 'k']);
    expect(
      evaluate("local redis = {call = function(n) return 'mine ' .. n end} return redis.call('GET')"),
    ).toEqual(['mine GET']);
    expect(
      evaluate("setfenv(1, {redis = {call = function(n) return 'env ' .. n end}}) return redis.call('GET')"),
    ).toEqual(['env GET']);
  });

  it('work in pausable chunks, as arguments, and say their line when they fail', () => {
    const failing = world(() => () => raise('it failed'));
    expect(
      evaluate("local co = coroutine.wrap(function() return redis.call('GET', 'k') end) return co()"),
    ).toEqual(['redis.call GET(k)']);
    expect(evaluate("return tostring(redis.call('GET', 'k')) .. '!'")).toEqual(['redis.call GET(k)!']);
    expect(failing("return pcall(function()\n local x = redis.call('GET',\n 'k') end)")).toEqual([
      false,
      'user_script:2: it failed',
    ]);
  });
});
