import { describe, expect, it } from 'vitest';
import { skim } from '../../../src/lua/syntax/skim.ts';
import { generateProgram } from '../../lua/generator/program.ts';
import { createRig } from './support.ts';

type Evaluate = (source: string) => string;

/** Replies as text, without digests and addresses, which differ. */
function evaluator(isShared: boolean): Evaluate {
  const { send } = createRig();
  return (source) => {
    if (!isShared) send('a', 'SCRIPT', 'FLUSH');
    send('a', 'FLUSHALL');
    const reply = send('a', 'EVAL', source, '1', 'k', '7', 'word');
    const text = JSON.stringify(reply, (_, value) => (typeof value === 'bigint' ? Number(value) : value));
    return text.replace(/[0-9a-f]{40}|0x[0-9a-f]+/g, '');
  };
}

const NUMBERS = ['1', '2', '3', '7', '16', '100', '300'];
const STRINGS = ['""', '"a"', "'x'", '"5"', "'some longer text, with -- and [[ in it'", '"\\x"'];

/** A text of the same shape with other literals. */
function vary(source: string, next: () => number): string {
  const skimmed = skim(source);
  if (skimmed === undefined) return source;
  let varied = '';
  let at = 0;
  skimmed.places.forEach((place, number) => {
    const literal = skimmed.literals[number];
    varied += source.slice(at, place);
    if (literal === undefined) {
      varied += '--changed';
      at = place + (/[^\r\n]*/.exec(source.slice(place))?.[0].length ?? 0);
      return;
    }
    const choices = /\d/.test(literal[0]) ? NUMBERS : STRINGS;
    varied += next() % 3 === 0 ? literal : choices[next() % choices.length];
    at = place + literal.length;
  });
  return varied + source.slice(at);
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state >> 8;
  };
}

const PROGRAMS = [
  `local a, b = 1, 'two' -- comment
   return { a + 3, b .. 'x' .. 2, -4, 5 * 6, 7 - -8, not 9, #'abc', 10 == 10, 'a' == 'a', 2 ^ 3, 10 % 3 }`,
  `local t = { 5, 6, x = 'y', ['z'] = 7, [3] = 8 } t['w'] = 9 t[10] = 'v'
   return { t.x, t['z'], t[3], t.w, t[10], t[1], #t, t['x'], tostring(t.none) }`,
  `local sum = 0 for i = 1, 5 do sum = sum + i * 2 end for i = 10, 1, -3 do sum = sum + 1 end return sum`,
  `local function f(x) return x .. 'inner' .. 3 end return { f(1), f('2'), (f{} and 4) }`,
  `if ARGV[1] == '7' and 3 < 4 or false then return redis.call('SET', KEYS[1], 5, 'EX', 100) end return 'no'`,
  `redis.call('SET', 'a', 1) redis.call('INCRBY', 'a', 2) return { redis.call('GET', 'a'), redis.pcall('NOSUCH', 3) }`,
  `return string.format('%d %s %5.1f', 12, 'ab', 3) .. ("q"):rep(3) .. ('%d'):format(4)`,
  `local x = 'a' + 1 return x`,
  `local t = { a = 1 }
   return t['b']['c'] + 1`,
  `local s = 'abc'
   return s.x.y`,
  `error('wrong ' .. 12)`,
  `error({ err = 'My error ' .. 3 })`,
  `return pcall(error, 'text', 2)`,
  `return { select(2, 'a', 'b', 'c'), unpack({ 1, 2, 3 }) }`,
  `return type'x' .. type{1} .. tostring(3)`,
  `return tonumber('10', 16) + tonumber('7')`,
  `local f = loadstring('return 1 + 1') return f() + 2`,
  `local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b .. 'c' end) return { co(1), co('x') }`,
  `while true do break end repeat local x = 5 until x > 0 return 3 > 2`,
  `return { 1 and 2, nil or 3, false and 4, 'a' or 'b', 5 and nil }`,
  `local a <const> = 1`,
  `return 5 5`,
];

describe('scripts of one shape', () => {
  it('answer as if each was compiled for itself, errors and their places included', () => {
    const next = randomNumbers(1);
    const alone = evaluator(false);
    for (const program of PROGRAMS) {
      const shared = evaluator(true);
      for (let round = 0; round < 30; round++) {
        const varied = round === 0 ? program : vary(program, next);
        expect([varied, shared(varied)]).toEqual([varied, alone(varied)]);
      }
    }
  });

  it('answer so in generated programs', () => {
    const next = randomNumbers(2);
    const [shared, alone] = [evaluator(true), evaluator(false)];
    for (let seed = 1; seed <= 20; seed++) {
      const program = generateProgram(seed).replace(
        /^local function main\(\.\.\.\)$(.*)^end$/ms,
        'do $1 end',
      );
      for (let round = 0; round < 3; round++) {
        const varied = round === 0 ? program : vary(program, next);
        expect([varied, shared(varied)]).toEqual([varied, alone(varied)]);
      }
    }
  });

  it('know their places after the one that was compiled is gone', () => {
    const { send } = createRig();
    const failing = (number: number) => `local t = nil\n\nif ${number} > 0 then return t.x end`;
    send('a', 'EVAL', failing(1), '0');
    for (let count = 0; count < 600; count++)
      send('a', 'EVAL', `return ${count} + #KEYS${' '.repeat(count)}`, '0');
    for (const number of [2, 3]) {
      expect(send('a', 'EVAL', failing(number), '0')).toEqual(
        expect.objectContaining({
          text: expect.stringContaining("user_script:3: attempt to index local 't' (a nil value)"),
        }),
      );
    }
    send('a', 'SCRIPT', 'FLUSH');
    expect(send('a', 'EVAL', failing(4), '0')).toEqual(
      expect.objectContaining({ text: expect.stringContaining('user_script:3:') }),
    );
  });
});
