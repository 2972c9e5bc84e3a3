/**
 * Warms up: runs scripts of our own, so that V8 has optimized the parser, the interpreter, the generator and the
 * libraries before the first script of a client comes. Otherwise the first scripts would take several times as long
 * as later ones. The work is divided into slices, for a thread that does it while it has nothing else to do.
 *
 * Invariant: the tables of these scripts hold strings, functions and other tables, but no numbers. V8 adapts the code
 * for tables to the values that it has seen; if these were doubles mixed with other values, it would from then on
 * keep doubles as objects, and programs that compute with them would be slow. So V8 is left to learn that from the
 * programs that come.
 */
import { generate } from './codegen/chunk.ts';
import { firstRun } from './first-run.ts';
import { callFunction, compile, createState, instantiate, openLibraries, parseText } from './lua.ts';
import { LuaTable } from './runtime/table.ts';
import { parse } from './syntax/parser.ts';
import { type Skimmed, skim } from './syntax/skim.ts';

/** A script like most of those that clients send. `number` makes its text different from all others. */
const plainScript = (number: number): string => `-- limits the rate of a key
local key, now, amount = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2] or '1')
local limit${number}, window = ${number}, 60 * 1.5
local bucket = key .. ':' .. math.floor(now / window)
local current = tonumber(redis.call('get', bucket) or '0')
if current + amount > limit${number} + 1e6 and not ARGV[3] then
  return { key, bucket }
elseif current ~= 0 or key == "" then
  redis.call('expire', bucket, -(window * 2) % -7 + -1.5)
end
local items, seen = { key, 'x', ...; count = '1', ["last"] = bucket }, {}
for i = 1, 3 do
  items[#items + 1] = string.format('%s:%d', key, now - i)
  seen[items[i]] = key
end
for name, value in pairs(items) do
  if type(name) == 'string' then items[name] = value else items.count = items.count .. name end
end
while amount <= 3 do amount = amount + 1 if amount == limit${number} then break end end
return { bucket:len() .. '', (select('#', unpack(items))) .. 'x', ok = key:sub(1, 3):upper() }`;

/** A script with functions. */
const scriptOfFunctions = (number: number): string => `
local Queue${number} = {}
Queue${number}.__index = Queue${number}
function Queue${number}.new(name, ...)
  local queue = setmetatable({ name = name, first = 1, last = 0, items = { ... } }, Queue${number})
  queue.last = select('#', ...)
  return queue
end
function Queue${number}:push(value)
  self.last = self.last + 1
  self.items[self.last] = value
  return self.last - self.first + 1, self
end
local function sum(list, from)
  local total, count = 0, 0
  for i = from or 1, #list do
    local value = list[i]
    if type(value) == 'number' and value >= 0 then total, count = total + value % 10 ^ 2, count + 1 end
  end
  repeat count = count - 1 until count <= 1
  return total / 2, count
end
local function each(list, visit) for position, value in ipairs(list) do visit(position, value) end end
local queue, seen = Queue${number}.new(KEYS[1], 3, 4, 5), {}
for i = 1, 2 do queue:push(i * ${number} - 1) end
each(queue.items, function(position, value) seen[#seen + 1] = position .. '=' .. tostring(value) end)
local ok, message = pcall(function() if queue.last < 0 then error('empty') end return -queue.last end)
return { sum(queue.items), ok and message or not ok, table.concat(seen, ','), queue:push(0) }`;

/** A script that uses the libraries: strings and patterns, tables, coroutines, errors and classes. */
const SCRIPT_OF_LIBRARIES = `
local words, found = {}, {}
for word in (KEYS[1] .. ' and others, more of them'):gmatch('%a+') do words[#words + 1] = word end
for i = 1, #words do
  local word = words[i]
  local first, second = word:byte(1, 2)
  local upper = word:upper():lower():gsub('[aeiou]', '-') .. string.char(first, second or first)
  upper = upper .. word:sub(2, -2) .. word:sub(i, i)
  if word:find('(%w)e') then found[word] = upper:rep(2):reverse()
  elseif word:match('^%a') then found[upper] = word end
  table.insert(words, i, (table.remove(words, i)))
end
for name, value in pairs(found) do if #name > #value then found[name] = nil end end
for position, value in ipairs(words) do words[position] = value .. '' end
table.sort(words, function(a, b) return a < b end)

local function producer(list)
  return coroutine.wrap(function() for i = 1, #list do coroutine.yield(list[i]) end end)
end
local function filter(source)
  return coroutine.wrap(function()
    for value in source do if value ~= '' then coroutine.yield(value, value) end end
  end)
end
local function walk(list, from)
  if from > #list then return end
  coroutine.yield(list[from])
  walk(list, from + 1)
end
for value in filter(producer(words)) do found[value] = value end
for value in coroutine.wrap(function() walk(words, 1) end) do found[value] = value end
local thread = coroutine.create(function(a, b) return (coroutine.yield(a .. b)) end)
local _, joined = coroutine.resume(thread, 'a', 'b')
coroutine.resume(thread, joined)

local function check(value)
  if value == 'a' then error('first') end
  if value == 'b' then error({}) end
  if value == 'c' then return value.field.missing end
  return value
end
for _, value in ipairs({ 'a', 'b', 'c', 'd' }) do
  local ok, message = pcall(check, value)
  found[value] = message
end

local class = setmetatable({}, { __index = { inherited = 'y' } })
class.__index = class
function class:name() return self.first end
local object = setmetatable({ first = 'x' }, class)
object.second = object:name() .. object.inherited
return table.concat(words, ',') .. coroutine.status(thread)`;

/** How many times the script of the libraries runs. */
const LIBRARY_RUNS = 300;
/** How many slices the warm-up has in all. */
const SLICES = 900;
/** One script in this many is compiled. The others are only interpreted, since the generator is optimized sooner. */
const COMPILED_EVERY = 6;

/**
 * Does one slice of the warm-up each time that the next value is asked for. Most slices are short, a few are longer.
 */
export function* warmUp(): Generator<void> {
  const state = createState();
  openLibraries(state);
  const redis = new LuaTable();
  redis.setString('call', () => '3');
  state.globals.setString('redis', redis);
  state.globals.setString('KEYS', LuaTable.fromList(['some key']));
  state.globals.setString('ARGV', LuaTable.fromList(['1700000000', '2', 'other']));
  const libraries = instantiate(state, compile(SCRIPT_OF_LIBRARIES, '@user_script'));
  for (let run = 0; run < LIBRARY_RUNS; run++) {
    callFunction(state, libraries);
    yield;
  }
  for (let number = 0; number < SLICES; number++) {
    if (number % COMPILED_EVERY !== 0) {
      const source = plainScript(number);
      const parsed = parseText(source, '@user_script', skim(source) as Skimmed);
      const run = firstRun(state, parsed, undefined);
      if (run !== undefined) callFunction(state, run.main, 'given');
    } else generate(() => parse(scriptOfFunctions(number), '@user_script'), { boundCalls: true });
    yield;
  }
}
