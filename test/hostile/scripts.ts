/** Hostile scripts: they loop, recurse, allocate, catch what ends them, and call everything with everything. */
import type { Random } from '../lua/generator/random.ts';
import { callback, number, size, text, value } from './values.ts';

/** What a script may call: the functions that the engine shows, and the commands that do not touch the witnesses. */
export interface Vocabulary {
  readonly functions: readonly string[];
  readonly commands: readonly string[];
}

const LOCALS = ['a', 'b', 'c', 'd'];
const KEYS = ['h:1', 'h:2', 'h:3', 'h:list', 'h:hash', 'h:set', 'h:zset', 'h:stream'];

/** A value, or what the script has made already. */
const operand = (random: Random): string => (random.chance(0.5) ? random.pick(LOCALS) : value(random));

function list(random: Random, most: number): string {
  const count = random.below(most + 1);
  const given = Array.from({ length: count }, () => operand(random));
  if (random.chance(0.1)) given.push(`unpack(${random.pick(LOCALS)})`);
  return given.join(', ');
}

function command(random: Random, vocabulary: Vocabulary): string {
  const name = random
    .pick(vocabulary.commands)
    .split('|')
    .map((word) => `'${word}'`)
    .join(', ');
  const words = Array.from({ length: random.below(5) }, () =>
    random.chance(0.5) ? `'${random.pick(KEYS)}'` : operand(random),
  );
  return `redis.${random.pick(['call', 'pcall'])}(${[name, ...words].join(', ')})`;
}

/** Expressions that are calls, so that they can stand as statements as well. */
function call(random: Random, vocabulary: Vocabulary): string {
  const kind = random.below(10);
  if (kind < 6) return `${random.pick(vocabulary.functions)}(${list(random, 4)})`;
  if (kind < 8) return command(random, vocabulary);
  return `${random.pick(LOCALS)}(${list(random, 3)})`;
}

const OPERATIONS = [
  (random: Random) => `${operand(random)} .. ${operand(random)}`,
  (random: Random) => `${operand(random)} + ${operand(random)}`,
  (random: Random) => `${operand(random)} < ${operand(random)}`,
  (random: Random) => `${operand(random)} == ${operand(random)}`,
  (random: Random) => `#${random.pick(LOCALS)}`,
  (random: Random) => `-${random.pick(LOCALS)}`,
  (random: Random) => `${random.pick(LOCALS)}.x`,
  (random: Random) => `${random.pick(LOCALS)}[${operand(random)}]`,
  (random: Random) => `tostring(${operand(random)})`,
];

function expression(random: Random, vocabulary: Vocabulary): string {
  if (random.chance(0.6)) return call(random, vocabulary);
  return random.chance(0.6) ? random.pick(OPERATIONS)(random) : value(random);
}

const caught = (random: Random, body: string): string =>
  random.chance(0.6) ? `pcall(function() ${body} end)` : body;

/** Statements that go on for ever, or until something ends them. */
const ENDLESS = [
  (body: string) => `while true do ${body} end`,
  (body: string) => `while true do pcall(function() ${body} end) end`,
  (body: string) => `repeat ${body} until false`,
  (body: string) => `local function forever() ${body} return forever() end forever()`,
  (body: string) => `local function forever() pcall(forever) ${body} end while true do pcall(forever) end`,
  (body: string) =>
    `local co = coroutine.wrap(function() while true do ${body} coroutine.yield() end end) while true do co() end`,
  (body: string) => `while true do coroutine.resume(coroutine.create(function() ${body} end)) end`,
  (body: string) => `xpcall(function() ${body} error('x') end, function() while true do end end)`,
  (body: string) => `table.sort({3, 2, 1, 5, 4}, function() while true do ${body} end end)`,
  (body: string) => `('x'):gsub('x', function() while true do ${body} end end)`,
  (body: string) =>
    `local t = setmetatable({}, {__index = function() while true do ${body} end end}) local x = t.x`,
  (body: string) => `for i = 1, math.huge do ${body} end`,
];

/** Statements that take ever more memory or ever more of the stack. */
const GREEDY = [
  (body: string) => `local all = {} while true do all[#all + 1] = {${body}} end`,
  (body: string) => `local all = {} while true do all[#all + 1] = function() return ${body} end end`,
  (body: string) => `local s = 'x' while true do s = s .. s .. tostring(${body}) end`,
  (body: string) => `local s = '' for i = 1, 1e7 do s = s .. 'x' end return ${body}`,
  (body: string) =>
    `local all = {} while true do all[#all + 1] = coroutine.create(function() return ${body} end) end`,
  (body: string) => `local all = {} for i = 1, 1e9 do all[i] = i end return ${body}`,
  (body: string) => `local all = {} for i = 1, 1e9 do all['k' .. i] = i end return ${body}`,
  (body: string) => `local function f(n) return 1 + f(n + 1) end return f(1), ${body}`,
  (body: string) => `local function f(n) pcall(f, n + 1) return 1 + f(n + 1) end return f(1), ${body}`,
  (body: string) => `local function f(...) return f(..., ...) end return f(${body})`,
  (body: string) => `local function f(...) return 1, f(...) end return f(${body})`,
  (body: string) => `local t = {} for i = 1, 1e7 do redis.log(redis.LOG_WARNING, i) end return ${body}`,
  (body: string) =>
    `local function f(n) local co = coroutine.wrap(f) return co(n + 1) end return f(1), ${body}`,
];

/** Runs a statement where hardly any of the stack is left: by halving the depth until one fits. */
const atTheEnd = (body: string): string =>
  `local function deep(n) if n == 0 then ${body} else deep(n - 1) end return n end
  local n = ${2 ** 20} while not pcall(deep, n) do n = math.floor(n / 2) end
  while true do n = n + 1 if not pcall(deep, n) then n = n - 2 end end`.replace(/\n */g, ' ');

function statement(random: Random, vocabulary: Vocabulary): string {
  const inner = expression(random, vocabulary);
  switch (random.below(9)) {
    case 0:
      return `${random.pick(LOCALS)} = ${inner}`;
    case 1:
      return `${random.pick(LOCALS)}[${operand(random)}] = ${inner}`;
    case 2:
      return caught(random, call(random, vocabulary));
    case 3:
      return `for i = 1, ${size(random, 6)} do ${caught(random, call(random, vocabulary))} end`;
    case 4:
      return `for k, v in pairs(${operand(random)}) do ${random.pick(LOCALS)} = ${random.pick(['k', 'v', inner])} end`;
    case 5:
      return `${random.pick(LOCALS)} = ${random.pick(LOCALS)} .. ${text(random)}`;
    case 6:
      return `pcall(loadstring(${text(random)}) or error, ${number(random)})`;
    case 7:
      return `setmetatable(${random.pick(LOCALS)}, {__index = ${callback(random)}, __lt = ${callback(random)}})`;
    default:
      return caught(random, `${random.pick(LOCALS)} = ${inner}`);
  }
}

/** One script, on one line. */
export function hostileScript(random: Random, vocabulary: Vocabulary): string {
  const locals = `local ${LOCALS.join(', ')} = ${LOCALS.map(() => value(random)).join(', ')}`;
  const statements = Array.from({ length: 1 + random.below(5) }, () => statement(random, vocabulary)).join(
    ' ',
  );
  const kind = random.below(12);
  if (kind < 4) return `${locals} ${statements} return ${expression(random, vocabulary)}`;
  if (kind < 5) return `${locals} ${statements} return ${random.pick(LOCALS)}`;
  if (kind < 8) return `${locals} ${random.pick(ENDLESS)(statements)}`;
  if (kind < 10)
    return `${locals} ${statements} do ${random.pick(GREEDY)(expression(random, vocabulary))} end`;
  if (kind < 11) return `${locals} ${atTheEnd(random.pick(ENDLESS)(statements))}`;
  return `${locals} ${atTheEnd(statements)}`;
}

/** A library with one function, which does the same. */
export function hostileLibrary(random: Random, vocabulary: Vocabulary): string {
  const inside = hostileScript(random, vocabulary).replace(/\b(KEYS|ARGV)\b/g, 'keys');
  if (random.chance(0.2)) return `#!lua name=hostile\n${inside}`;
  return `#!lua name=hostile\nredis.register_function('hostile', function(keys, args) ${inside} end)`;
}
