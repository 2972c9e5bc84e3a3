/**
 * Generated Lua scripts: small, mostly meaningful, often wrong, so that values, coercions and error texts are
 * compared. Nothing in them loops long, on the real server either (`string.rep` of 2^53, `table.insert` at -2^53,
 * converting a table that contains itself twice).
 */
import fc from 'fast-check';

const NUMBERS = [
  '0',
  '1',
  '-1',
  '3',
  '0.5',
  '-2.5',
  '1e15',
  '1e16',
  '2^53',
  '2^63',
  '1e300*1e300',
  '0x10',
  '1/3',
  '100',
];
const STRINGS = [
  "''",
  "'abc'",
  "'10'",
  "' 0x10 '",
  "'1e2'",
  "'a,b;c'",
  "'%d'",
  "'\\0\\255'",
  "'x\\ty'",
  "'-'",
  '\'[1,{"a":null}]\'',
];
const NAMES = [
  'KEYS[1]',
  'ARGV[1]',
  'ARGV[2]',
  'ARGV[9]',
  'x',
  't',
  't.b',
  't[1]',
  't.b.c',
  'nil',
  'true',
  'false',
  'undefinedName',
];
const OPERATORS = ['+', '-', '*', '/', '%', '^', '..', '==', '~=', '<', '<=', '>', '>=', 'and', 'or'];
const PATTERNS = [
  "'%a+'",
  "'(.)(.)'",
  "'%d*'",
  "'^a'",
  "'[^,]+'",
  "'%s'",
  "'.-c'",
  "'%f[%w]%w+'",
  "'('",
  "'%'",
  "'[a'",
  "'()'",
];
const FORMATS = [
  "'%d'",
  "'%5.2f'",
  "'%s'",
  "'%q'",
  "'%x'",
  "'%g'",
  "'%c'",
  "'%-5s|'",
  "'%.14g'",
  "'%i %%'",
  "'%y'",
  "'%05d'",
  "'%e'",
];
const COMMANDS = [
  "'GET', KEYS[1]",
  "'SET', KEYS[1], ARGV[1]",
  "'INCR', KEYS[1]",
  "'LPUSH', 'l', 1, 2",
  "'HSET', 'h', 'f', 0.1",
  "'NOPE'",
  "'GET'",
  "'HGETALL', 'h'",
  "'LRANGE', 'l', 0, -1",
  "'TYPE', KEYS[1]",
  "'ZADD', 'z', 1.5, 'm'",
  "'ZRANGE', 'z', 0, -1, 'WITHSCORES'",
  "'PING'",
  "'ECHO', x",
  "'SET', KEYS[1], t",
];

const { expression } = fc.letrec<{ expression: string; simple: string; table: string; call: string }>(
  (tie) => {
    const e = tie('expression');
    /** Text with `?` where expressions go. */
    const template = (text: string) => {
      const pieces = text.split('?');
      return fc
        .tuple(...pieces.slice(1).map(() => e))
        .map((parts) => pieces.map((piece, at) => (at === 0 ? piece : parts[at - 1] + piece)).join(''));
    };
    const withOne = (choices: readonly string[], text: (choice: string) => string) =>
      fc.constantFrom(...choices).chain((choice) => template(text(choice)));
    return {
      simple: fc.oneof(fc.constantFrom(...NUMBERS), fc.constantFrom(...STRINGS), fc.constantFrom(...NAMES)),
      table: fc.oneof(
        template('{?, ?}'),
        template('{a = ?, ?}'),
        template('{[?] = ?}'),
        fc.constantFrom(
          '{}',
          '{1, nil, 3}',
          '{{}}',
          "{ok = 'fine'}",
          "{err = 'ERR mine'}",
          '{1, 2, 3, n = 4}',
        ),
      ),
      call: fc.oneof(
        withOne(
          [
            'tostring',
            'tonumber',
            'type',
            'math.floor',
            'math.abs',
            'math.sqrt',
            'string.len',
            'string.upper',
            'string.reverse',
            'string.byte',
            'unpack',
            'cjson.encode',
            'cmsgpack.pack',
            'redis.sha1hex',
            'assert',
            'bit.bnot',
            'bit.tohex',
            'redis.status_reply',
            'redis.error_reply',
            'math.modf',
            'rawlen',
            'getmetatable',
          ],
          (name) => `${name}(?)`,
        ),
        withOne(
          [
            'tonumber',
            'math.max',
            'math.min',
            'math.fmod',
            'string.sub',
            'rawequal',
            'rawget',
            'select',
            'bit.band',
            'bit.lshift',
            'bit.arshift',
            'bit.rol',
            'table.concat',
            'math.ldexp',
            'setmetatable',
            'table.getn',
            'table.remove',
          ],
          (name) => `${name}(?, ?)`,
        ),
        withOne(
          ['string.sub', 'table.concat', 'string.byte', 'bit.bxor', 'string.char'],
          (name) => `${name}(?, ?, ?)`,
        ),
        withOne(['string.find', 'string.match', 'string.gmatch'], (name) => `${name}(?, PATTERN)`).chain(
          (text) => fc.constantFrom(...PATTERNS).map((pattern) => text.replace('PATTERN', pattern)),
        ),
        fc
          .tuple(template('string.gsub(?, PATTERN, ?)'), fc.constantFrom(...PATTERNS))
          .map(([text, pattern]) => text.replace('PATTERN', () => pattern)),
        fc
          .tuple(fc.constantFrom(...FORMATS), e)
          .map(([format, value]) => `string.format(${format}, ${value})`),
        template('pcall(function() return ? end)'),
        template('select("#", ?, ?)'),
        template('(function(...) local n = select("#", ...) return n, ... end)(?, ?)'),
        template('cjson.decode(?)'),
        template('cmsgpack.unpack(cmsgpack.pack(?))'),
        template("struct.unpack('<i4', struct.pack('<i4', ?))"),
        fc.constantFrom(...COMMANDS).map((words) => `redis.call(${words})`),
        fc.constantFrom(...COMMANDS).map((words) => `redis.pcall(${words})`),
        template('x:upper()'),
        template('(?):rep(2)'),
        template('string.rep(?, 3)'),
        template('pcall(error, ?)'),
        // A table without `err` that reaches the top ends a real 7.2.6.
        template('error(plain(?))'),
        template('table.insert(t, plain(?))'),
        template('table.insert(t, 2, plain(?))'),
      ),
      expression: fc.oneof(
        { depthSize: 'small', maxDepth: 4 },
        { arbitrary: tie('simple'), weight: 4 },
        {
          arbitrary: fc.tuple(e, fc.constantFrom(...OPERATORS), e).map(([a, op, b]) => `(${a} ${op} ${b})`),
          weight: 3,
        },
        { arbitrary: tie('call'), weight: 3 },
        { arbitrary: tie('table'), weight: 1 },
        {
          arbitrary: fc.tuple(fc.constantFrom('-', 'not ', '#'), e).map(([op, a]) => `${op}${a}`),
          weight: 1,
        },
      ),
    };
  },
);

const statement = fc.oneof(
  expression.map((e) => `x = ${e}`),
  expression.map((e) => `t.b = plain(${e})`),
  fc.tuple(expression, expression).map(([a, b]) => `t[${a}] = plain(${b})`),
  expression.map((e) => `for i = 1, 3 do x = ${e} end`),
  expression.map((e) => `for k, v in pairs(t) do x = v; t.b = plain(${e}); break end`),
  fc.tuple(expression, expression).map(([a, b]) => `if ${a} then x = ${b} else t = {x} end`),
  fc.tuple(expression, expression).map(([a, b]) => `for i = ${a}, ${b} do x = i; break end`),
  expression.map((e) => `local y = ${e}\nx = y`),
);

/**
 * Shows a value in full: numbers as Lua prints them (but for the sign of nan, which V8 does not keep), strings as they are, tables by sorted keys (the order of a
 * table's keys is not compared).
 */
const SHOW = `
local function show(value, depth)
  if value ~= value then return 'nan' end
  if type(value) == 'number' then return string.format('%.14g', value) end
  if type(value) ~= 'table' or depth > 2 then return type(value) .. ' ' .. tostring(value) end
  local lines = {}
  for k, v in pairs(value) do lines[#lines + 1] = show(k, depth + 1) .. '=' .. show(v, depth + 1) end
  table.sort(lines)
  return '{' .. table.concat(lines, ', ') .. '}'
end
local seen = {}
local function note(...)
  local words = {}
  for i = 1, select('#', ...) do words[i] = show((select(i, ...)), 0) end
  seen[#seen + 1] = table.concat(words, '; ')
end
local function plain(value) return type(value) == 'table' and 'a table' or value end
local x, t = ARGV[1], {1, 2, 'three', b = {}}`;

/** A script: a few statements on `x` and `t`, and a list of results; what fails is noted and the rest goes on. */
export const scripts = fc
  .tuple(
    fc.array(statement, { maxLength: 4 }),
    fc.array(expression, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('return seen', 'return {seen, x, t}', 'return t'),
    fc.boolean(),
  )
  .map(([statements, results, end, careful]) => {
    const guarded = (body: string) => (careful ? `note(pcall(function()\n${body}\nend))` : body);
    return [
      SHOW,
      ...statements.map(guarded),
      ...results.map((result) => `note(pcall(function() return ${result} end))`),
      end,
    ].join('\n');
  });
