/** Hostile values as Lua expressions: huge, odd, endless, or with metamethods that misbehave. */
import type { Random } from '../lua/generator/random.ts';

const NUMBERS = [
  '0',
  '-1',
  '1',
  '2',
  '7999',
  '8000',
  '1e5',
  '2^31',
  '-2^31',
  '2^32',
  '2^53',
  '-2^53',
  '2^63',
  '1e15',
  '1e308',
  '-1e308',
  '5e-324',
  '0/0',
  '1/0',
  '-1/0',
  '0.1',
  '-0',
  '1e9',
  '536870888',
  '67108864',
  '134217728',
];

const TEXTS = [
  "''",
  "'x'",
  "'\\0'",
  "'\\255'",
  "'%'",
  "'%%'",
  "'%s'",
  "'%1'",
  "'%b'",
  "'%f'",
  "'['",
  "'[^'",
  "'[]'",
  "'(()'",
  "'\\r\\n'",
  "'1e'",
  "'0x'",
  "'nan'",
  "'inf'",
  "'-'",
  "'*'",
  "'$'",
  "'__index'",
  "'constructor'",
  "'__proto__'",
  "'-- '",
  "']]'",
  "'#!lua'",
];

/** What texts are repeated of. Each is bad for some function: for trimming, patterns, numbers, JSON, formats, chunks. */
const PARTS = [
  "'x'",
  "'\\n'",
  "'\\r\\n'",
  "' '",
  "'\\0'",
  "'\\255'",
  "'9'",
  "'('",
  "'['",
  "'{'",
  "'[['",
  "'%s'",
  "'%0'",
  "'%a'",
  "'%b()'",
  "'.-'",
  "'a*'",
  "'(a*)'",
  "'i'",
  "'i4'",
  "'x=1 '",
  "'f()'",
  "'a..'",
  "'a.b.'",
  "'-- \\n'",
  "'\"'",
  "'\\\\'",
  "'1,'",
  "'[],'",
  '\'{"a":\'',
  "'\\145'",
  "'\\221\\255'",
  "'*1\\r\\n'",
  "'do '",
  "'function() '",
  "'local a '",
  "'goto '",
  "'1 '",
  "'- '",
  "'not '",
  "'#!lua '",
  "'*'",
  "'?'",
];

/** Sizes from one to some ten million, the small ones more often. */
export function size(random: Random, most = 7.5): number {
  return Math.floor(10 ** (random.next() * random.next() * most));
}

export const number = (random: Random): string =>
  random.chance(0.7) ? random.pick(NUMBERS) : String(size(random) * (random.chance(0.2) ? -1 : 1));

export function text(random: Random): string {
  if (random.chance(0.4)) return random.pick(TEXTS);
  const repeated = `(${random.pick(PARTS)}):rep(${size(random)})`;
  if (random.chance(0.5)) return repeated;
  return `${random.pick(['', `${random.pick(TEXTS)} .. `])}${repeated} .. ${random.pick(TEXTS)}`;
}

const FILLED = [
  (random: Random) =>
    `(function() local t = {} for i = 1, ${size(random, 6)} do t[i] = i end return t end)()`,
  (random: Random) =>
    `(function() local t = {} for i = 1, ${size(random, 6)} do t[i] = 'x' .. i end return t end)()`,
  (random: Random) =>
    `(function() local t = {} for i = 1, ${size(random, 6)} do t['k' .. i] = i end return t end)()`,
  (random: Random) => `(function() local t = {} for i = 1, ${size(random, 5)} do t = {t} end return t end)()`,
  (random: Random) =>
    `(function() local t = {} for i = 1, ${size(random, 5)} do t[i] = {i, {i}} end return t end)()`,
  (random: Random) =>
    `(function() local t = {} for i = ${size(random, 5)}, 1, -1 do t[i] = i end return t end)()`,
  () => '(function() local t = {} t[1] = t t.t = t return t end)()',
  () => '{1, 2, nil, 4, nil, nil, 7}',
  () => "{err = 'MY error'}",
  () => '{ok = {}}',
  () => '{double = 0/0}',
  () => '{map = {set = {}}}',
  () => '{big_number = {}}',
];

/** Functions as metamethods and callbacks: what they do is none of what is expected. */
const FUNCTIONS = [
  'error',
  'function() end',
  'function(...) return ... end',
  'function(...) error({...}) end',
  'function() while true do end end',
  'function(a) return a.x end',
  'function(a, b) return a < b end',
  'function(a, b) return a .. b end',
  'function(a) return tostring(a) end',
  'function() local t = {} for i = 1, 1e5 do t[i] = i end return t end',
  "function() return ('x'):rep(1e6) end",
  'function(...) return pcall(...) end',
  'function() return coroutine.yield(1) end',
  "function() return redis.call('ping') end",
  'function() return setmetatable({}, {__call = error}) end',
  'function() return nil, nil, nil end',
  'print',
  'pcall',
  'setmetatable',
  'string.rep',
  'coroutine.wrap(function() while true do coroutine.yield() end end)',
];

const EVENTS =
  '__index __newindex __call __tostring __eq __lt __le __concat __len __unm __add __mod __gc __mode __metatable'.split(
    ' ',
  );

export const callback = (random: Random): string => random.pick(FUNCTIONS);

function table(random: Random): string {
  if (random.chance(0.6)) return random.pick(FILLED)(random);
  const events = Array.from(
    { length: 1 + random.below(4) },
    () => `${random.pick(EVENTS)} = ${callback(random)}`,
  );
  const mine = `setmetatable(${random.chance(0.7) ? '{}' : random.pick(FILLED)(random)}, {${events.join(', ')}})`;
  if (random.chance(0.7)) return mine;
  // A chain, or a circle, of tables that ask the next one.
  return random.chance(0.5)
    ? `(function() local t = {} for i = 1, ${size(random, 4.5)} do t = setmetatable({}, {__index = t, __newindex = t}) end return t end)()`
    : '(function() local t = {} return setmetatable(t, {__index = t, __newindex = t}) end)()';
}

/** Any value. */
export function value(random: Random): string {
  const kind = random.below(20);
  if (kind < 5) return number(random);
  if (kind < 11) return text(random);
  if (kind < 15) return table(random);
  if (kind < 17) return callback(random);
  return random.pick([
    'nil',
    'true',
    'false',
    '_G',
    'KEYS',
    'ARGV',
    'ARGV[1]',
    'coroutine.running()',
    'newproxy(true)',
    'coroutine.create(function() coroutine.yield() end)',
    "select('#')",
    'collectgarbage()',
  ]);
}
