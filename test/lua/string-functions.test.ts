/**
 * Generated calls of the string functions, on Tidelock and on stock Lua: the same results or the same errors. Most are
 * ordinary, so that the quick ways through the library are taken as well as the careful ones.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { callFunction, compile, instantiate } from '../../src/lua/lua.ts';
import { newState } from '../unit/lua/lib/evaluate.ts';
import { hasLua } from '../unit/lua/syntax/stock-lua.ts';

const CALLS = 4000;

/** Numbers from a seed, so that a failure can be seen again. */
function randomFrom(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)];
  return { below, pick, next };
}

type Random = ReturnType<typeof randomFrom>;

/** A byte string as a Lua literal. */
const quoted = (text: string) =>
  `"${text.replace(/[^ !#-[\]-~]/g, (character) => `\\${`${character.charCodeAt(0)}`.padStart(3, '0')}`)}"`;

const ODD_NUMBERS = [
  '0',
  '-0',
  '1e15',
  '-1e15',
  '1e300',
  '-1e300',
  '1/0',
  '-1/0',
  '2^31',
  '2^53',
  '2^63',
  '-2^63',
  '1e-5',
  '5e-324',
];

const integer = ({ below, pick }: Random) => `${below(pick([10, 100, 1e6, 1e12])) - below(5)}`;

function number(random: Random): string {
  const { below, pick, next } = random;
  switch (below(8)) {
    case 0:
      return pick(ODD_NUMBERS);
    case 1:
      return `${(next() - 0.5) * 10 ** (below(40) - 20)}`;
    case 2:
      // Halves, quarters, ...: halfway between two texts.
      return `${(below(2 ** 20) + 0.5) / 2 ** below(20)}`;
    case 3:
      return `${below(1e6) - 5e5}/${pick([1000, 100, 10, 8, 7, 3])}`;
    case 4:
      return `${below(1e6)}/1e${below(12)}`;
    default:
      return integer(random);
  }
}

const TEXTS = [
  '',
  'a',
  'hello',
  'Hello World',
  'a,b,,c',
  'x\0y',
  'caf\xe9 \xff',
  '12',
  ' 0x1F ',
  '1e3',
  'x'.repeat(120),
  'key = value',
];

const text = ({ below, pick }: Random) => (below(12) === 0 ? `${below(1000)}` : quoted(pick(TEXTS)));

const odd = ({ pick }: Random) => pick(['nil', 'true', '{}', 'print', '"x"', '"7"']);

const position = (random: Random) =>
  random.below(10) === 0
    ? random.pick([number(random), odd(random), '2.7', '-0.5'])
    : `${random.below(16) - 6}`;

const FLAGS = ['', '', '', '-', '+', ' ', '#', '0', '-+', '+0', ' #'];
const WIDTHS = ['', '', '5', '1', '12', '20'];
const PRECISIONS = ['', '', '.0', '.1', '.2', '.3', '.4', '.6', '.14', '.17', '.', '.20'];

function directive(random: Random): { text: string; argument: string } {
  const { pick, below } = random;
  const plain = below(2) === 0;
  const conversion = pick([...'ddssffgGeExXoiucq']);
  const modifiers =
    conversion === 'q'
      ? ''
      : plain
        ? pick(['', '', '.2', '5.2', '8.3', '.14'])
        : pick(FLAGS) + pick(WIDTHS) + pick(PRECISIONS);
  const ofText = conversion === 's' || conversion === 'q';
  const argument = below(20) === 0 ? odd(random) : ofText ? text(random) : number(random);
  return { text: `%${modifiers}${conversion}`, argument };
}

const PATTERNS = [
  'l+',
  '(%w+)',
  '^%s*(.-)%s*$',
  '[^,]*',
  ',',
  'lo',
  '%d+',
  '()',
  '(h)(e)',
  '.',
  'l-o',
  'a?b',
  '%f[%w]%w+',
  '%bxy',
  '[%w_]+',
  'o World',
  '$',
  'l$',
  '([^=]*)=',
  '(.)%1',
];

const GENERATORS: Record<string, (random: Random) => string> = {
  tostring: (random) => `tostring, ${number(random)}`,
  concat: (random) => `function(a, b) return a .. b end, ${number(random)}, ${text(random)}`,
  tonumber: (random) =>
    random.below(3) > 0
      ? `tonumber, ${text(random)}`
      : `tonumber, ${quoted(random.pick(['ff', '10', '-7', 'zz', '8', ' 11 ', '0x10', '1.5']))}, ${random.pick([2, 8, 10, 16, 36, 40])}`,
  sub: (random) =>
    `string.sub, ${text(random)}, ${position(random)}${random.below(4) === 0 ? '' : `, ${position(random)}`}`,
  byte: (random) =>
    `string.byte, ${text(random)}${['', `, ${position(random)}`, `, ${position(random)}, ${position(random)}`][random.below(3)]}`,
  char: (random) =>
    `string.char, ${Array.from({ length: random.below(5) }, () => (random.below(15) === 0 ? position(random) : `${random.below(256)}`)).join() || '65'}`,
  format: (random) => {
    const parts = Array.from({ length: 1 + random.below(3) }, () => directive(random));
    const format = parts.map((part) => random.pick(['', 'x', ' ', '%%']) + part.text).join('');
    const missing = random.below(30) === 0 ? 1 : 0;
    const given = parts.slice(missing).map((part) => part.argument);
    return ['string.format', quoted(format), ...given].join();
  },
  find: (random) =>
    `string.find, ${text(random)}, ${quoted(random.pick(PATTERNS))}${random.below(2) === 0 ? '' : `, ${position(random)}, ${random.pick(['nil', 'true', 'false'])}`}`,
  match: (random) => `string.match, ${text(random)}, ${quoted(random.pick(PATTERNS))}`,
  gmatch: (random) =>
    `function(s, p) local r = '' for a, b in string.gmatch(s, p) do r = r .. '<' .. tostring(a) .. tostring(b) .. '>' end return r end, ${text(random)}, ${quoted(random.pick(PATTERNS))}`,
  gsub: (random) =>
    `string.gsub, ${text(random)}, ${quoted(random.pick(PATTERNS))}, ${random.pick(['""', '"<%0>"', '"%1%1"', '"-"', '"%"', '"%2"', 'string.upper', '{ hello = "bye", l = 7, x = false }', '7', 'nil'])}${random.below(3) === 0 ? `, ${position(random)}` : ''}`,
  cases: (random) => `string.${random.pick(['upper', 'lower', 'reverse', 'len'])}, ${text(random)}`,
  rep: (random) => `string.rep, ${text(random)}, ${random.below(40) - 3}`,
  join: (random) =>
    `table.concat, {${Array.from({ length: random.below(6) }, () => random.pick([text, number, odd])(random)).join()}}${random.pick(['', ', ","', ', 1', ', "", 2', ', ";", 1, 3', ', "", 0, 1'])}`,
};

/** A Lua function body that answers one line a call. */
function programOf(generate: (random: Random) => string, seed: number): string {
  const random = randomFrom(seed);
  const calls = Array.from({ length: CALLS }, () => `call(${generate(random)})`);
  // In functions of their own, or the constants would be too many for one.
  const blocks: string[] = [];
  for (let first = 0; first < CALLS; first += 100) {
    blocks.push(`(function() ${calls.slice(first, first + 100).join(' ')} end)()`);
  }
  return `local print, out = function() end, {}
local function call(f, ...)
  local results = { pcall(f, ...) }
  local texts = {}
  for i = 1, table.maxn(results) do
    local value = results[i]
    texts[i] = type(value) == 'number' and string.format('%.17g', value) or tostring(value)
  end
  out[#out + 1] = (table.concat(texts, '|'):gsub('[^ -~]', function(c) return '\\\\' .. c:byte() end))
end
${blocks.join(';\n')}
return table.concat(out, '\\n')`;
}

function askStock(program: string): string {
  const { stdout } = spawnSync('lua5.1', ['-e', 'io.write(assert(loadstring(io.read("*a")))())'], {
    input: Buffer.from(program, 'latin1'),
    maxBuffer: 1 << 28,
  });
  return stdout.toString('latin1');
}

function ask(program: string): string {
  const state = newState();
  const [answer] = callFunction(state, instantiate(state, compile(program, '=c', {})));
  return `${answer}`;
}

describe.skipIf(!hasLua)('string functions answer as stock Lua does', () => {
  it.each(Object.keys(GENERATORS))('%s', (name) => {
    const program = programOf(GENERATORS[name], 42);
    const calls = program.match(/call\(.*?\)(?= call\(| end\))/g);
    const [found, expected] = [ask(program).split('\n'), askStock(program).split('\n')];
    expect(expected).toHaveLength(CALLS);
    for (const [index, line] of expected.entries()) expect(found[index], `${calls?.[index]}`).toBe(line);
  });
});
