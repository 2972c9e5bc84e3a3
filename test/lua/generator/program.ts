/**
 * Whole programs: the same seed makes the same text. Every program ends: function bodies and loop bodies count
 * steps, and past a bound each of them raises an error.
 */
import { Expressions, type Theme } from './expressions.ts';
import { CALLS, ITERATORS, type Kind, PLACES } from './grammar.ts';
import { Random } from './random.ts';

/** Statements that a program may have in all. */
const STATEMENTS = 24;
const DEPTH = 3;

/**
 * What programs rely on: `out` notes values in a form that shows no addresses, tables in the order of `next`, `clip` keeps
 * strings short, `step` bounds the running time, `key` keeps objects, whose addresses decide where they are, from becoming
 * keys. Without a garbage collector: it forgets the keys of removed fields, which shows in the order of what is added later.
 */
export const PRELUDE = `collectgarbage("stop") math.randomseed(7) local OUT, STEPS = {}, 0
local function step() STEPS = STEPS + 1 if STEPS > 120 then error("stop", 0) end end
local function clip(s) if type(s) == "string" and #s > 80 then return string.sub(s, 1, 80) end return s end
local function str(v) local k = type(v) if k == "table" or k == "function" or k == "thread" or k == "userdata" then return k end return tostring(v) end
local function less(a, b) local s, r = type(a), type(b) if s ~= r then return s < r end if s == "number" or s == "string" then return a < b end return str(a) < str(b) end
local function key(v) local k = type(v) if k == "table" or k == "function" or k == "thread" or k == "userdata" then return k end return v end
local function keys(t) local r = {} for k in next, t do r[#r + 1] = k end table.sort(r, less) return r end
local function sorted(t) local r, i = keys(t), 0 return function() i = i + 1 local k = r[i] if k ~= nil then return k, rawget(t, k) end end end
local function show(v, d) if type(v) ~= "table" then return type(v) == "string" and "'" .. v .. "'" or str(v) end if d > 2 then return "{}" end local r = {} for k, e in next, v do r[#r + 1] = str(k) .. "=" .. show(e, d + 1) if #r > 12 then break end end return "{" .. table.concat(r, ",") .. "}" end
local function out(...) for i = 1, select("#", ...) do OUT[#OUT + 1] = clip(show((select(i, ...)), 0)) end OUT[#OUT + 1] = ";" if #OUT > 300 then error("stop", 0) end end
local function plain(v, d) if type(v) ~= "table" then return clip(v) end d = d or 0 for k, e in pairs(v) do v[k] = d < 9 and plain(e, d + 1) or d end return v end
local function sort(t, f) table.sort(t, f) return t end
local function object(t, m) return setmetatable(t, m) end
local function three() return 1, nil, "three" end
local function h(a, b) step() return b, a end
local o = setmetatable({n = 4}, {__add = function(a, b) return 41 end, __concat = function(a, b) return "cat" end, __call = function(self, a) return a end, __unm = function() return "unm" end, __lt = function(a, b) return true end, __index = function(t, k) return k end, __tostring = function() return "object" end})
`;

/** Redis 7.2 crashes when an error that is a table without an \`err\` is not caught. */
const NO_TABLE_ERRORS =
  'local raise = error local function error(v, l) raise(type(v) == "table" and "table" or v, l) end ';

export type StatementMaker = (program: Program, depth: number) => string;

/** A function's body opens with a step, so does a loop's. */
const STEP = 'step() ';

/** A program under construction. */
export class Program extends Expressions {
  #left = STATEMENTS;
  #loops = 0;

  constructor(random: Random, theme: Theme) {
    super(random, theme);
    for (const [name, kind] of this.given) this.declare(kind, name);
  }

  /** The variables that a program begins with. */
  protected get given(): readonly (readonly [string, Kind])[] {
    return LOCALS;
  }

  /** Makers of statements: of those without blocks at depth 0. */
  protected makers(depth: number): readonly StatementMaker[] {
    return depth > 0 ? STATEMENT_MAKERS : SIMPLE_MAKERS;
  }

  /** A chunk of nothing but statements. */
  statements(most: number): string {
    const lines: string[] = [];
    while (lines.length < most && this.#left > 0) lines.push(this.statement(DEPTH));
    return lines.join('\n');
  }

  /** The statements of a block, in a scope of their own. */
  block(depth: number, most = 3): string {
    this.scopes.push([]);
    const lines: string[] = [];
    for (let count = 1 + this.random.below(most); count > 0 && this.#left > 0; count--)
      lines.push(this.statement(depth));
    if (this.#loops > 0 && this.random.chance(0.08)) lines.push('do break end');
    this.scopes.pop();
    return `\n${lines.join('\n')}\n`;
  }

  /** The statements of the main function: an error ends most of them and not the program. */
  main(): string {
    const lines: string[] = [];
    while (lines.length < 8 && this.#left > 0) {
      const text = this.statement(DEPTH);
      const keep = text.startsWith('local') || this.random.chance(0.2);
      lines.push(keep ? text : `out(pcall(function(...) ${STEP}${text} end, 7, ...))`);
    }
    return `${lines.join('\n')}\n`;
  }

  functionBody(depth: number): string {
    const loops = this.#loops;
    this.#loops = 0;
    const body = depth > 0 && this.random.chance(0.6) ? this.block(depth - 1, 2) : '';
    this.#loops = loops;
    const result = this.random.chance(0.85) ? `return ${this.returned(depth)}` : '';
    return `${STEP}${body}${result}`;
  }

  private returned(depth: number): string {
    return this.random.chance(0.5) ? this.expression(this.kind(), depth - 1) : this.fill('$L', depth - 1);
  }

  protected loop(depth: number, names: readonly string[]): string {
    this.#loops++;
    this.scopes.push(names.map((name) => ({ name, kind: 'A' as const })));
    const body = this.block(depth - 1, 2);
    this.scopes.pop();
    this.#loops--;
    return `${STEP}${body}`;
  }

  protected statement(depth: number): string {
    this.#left--;
    return this.random.pick(this.makers(depth))(this, depth);
  }

  static readonly simple: readonly StatementMaker[] = [
    (p, depth) => p.local(depth),
    (p, depth) => p.local(depth),
    (p, depth) => `${p.variable(p.kind())} = ${p.expression(p.kind(), depth)}`,
    (p, depth) => `out(${p.fill('$L', depth)})`,
    (p, depth) => `out(${p.expression(p.kind(), depth)})`,
    (p, depth) => `${p.fill(p.random.pick(PLACES), depth)} = ${p.expression(p.kind(), depth)}`,
    (p, depth) => p.fill(p.random.pick(CALLS), depth),
    (p, depth) => `out(${p.special(depth)})`,
  ];

  /** Those with blocks that need no function. */
  static readonly flow: readonly StatementMaker[] = [
    (p, depth) => {
      const [first, second] = [p.fresh(), p.fresh()];
      const text = `local ${first}, ${second} = ${p.fill('$L', depth)}`;
      p.declare('A', first);
      p.declare('A', second);
      return text;
    },
    (p, depth) => {
      const otherwise = p.random.chance(0.5) ? `else ${p.block(depth - 1)}` : '';
      const between = p.random.chance(0.2)
        ? `elseif ${p.expression('B', depth)} then ${p.block(depth - 1)}`
        : '';
      return `if ${p.expression('B', depth)} then ${p.block(depth - 1)}${between}${otherwise}end`;
    },
    (p, depth) => {
      const name = p.fresh();
      const step = p.random.chance(0.4) ? `, ${p.random.pick(STEPS)}` : '';
      const last = p.random.chance(0.8) ? String(p.random.below(6)) : p.expression('N', depth - 1);
      return `for ${name} = ${p.random.below(4)}, ${last}${step} do ${p.loop(depth, [name])}end`;
    },
    (p, depth) => `while ${p.expression('B', depth)} do ${p.loop(depth, [])}end`,
    (p, depth) => `repeat ${p.loop(depth, [])}until ${p.expression('B', depth)}`,
    (p, depth) => {
      const [key, value] = [p.fresh(), p.fresh()];
      const from = p.fill(p.random.pick(ITERATORS), depth - 1);
      return `for ${key}, ${value} in ${from} do ${p.loop(depth, [key, value])}end`;
    },
  ];

  static readonly compound: readonly StatementMaker[] = [
    ...Program.flow,
    (p, depth) => {
      const name = p.declare('F');
      return `local function ${name}${p.literal(depth).slice('function'.length)}`;
    },
    (p, depth) => {
      const name = p.fresh();
      const text = `local ${name} = ${p.literal(depth)}`;
      p.declare('F', name);
      return text;
    },
    (p, depth) => `${p.variable()}, ${p.fill(p.random.pick(PLACES), depth)} = ${p.fill('$A, $A', depth)}`,
    (p, depth) => `out(pcall(${p.literal(depth)}, ${p.expression('A', depth - 1)}))`,
    (p, depth) => `do ${p.block(depth - 1)}end`,
    (p, depth) => `function t.f(self, ...) ${STEP}${p.inFunction(depth)}end`,
    (p, depth) => `function t:m(a) ${STEP}${p.inFunction(depth)}end`,
    (p, depth) => `out(pcall(error, ${p.fill('$A, $I', depth)}))`,
    (p, depth) => `out(pcall(function() ${STEP}error(${p.fill('$A, $I', depth)}) end))`,
    (p, depth) => `out(xpcall(${p.literal(depth)}, ${p.expression('F', depth - 1)}))`,
    (p, depth) => `if ${p.expression('B', depth)} then return ${p.returned(depth)} end`,
  ];

  /** A nested function's body whose parameters the statements do not name. */
  private inFunction(depth: number): string {
    const { varargs } = this;
    this.varargs = false;
    const loops = this.#loops;
    this.#loops = 0;
    const body = this.block(depth - 1, 2);
    this.#loops = loops;
    this.varargs = varargs;
    return body;
  }

  private local(depth: number): string {
    const kind = this.kind();
    const text = this.expression(kind, depth);
    return `local ${this.declare(kind)} = ${text}`;
  }
}

/** What every program declares, see below. */
const LOCALS = [
  ['s', 'S'],
  ['t', 'T'],
  ['f', 'F'],
  ['u', 'A'],
  ['n', 'N'],
] as const;
const STEPS = ['2', '-1', '0.5', '1', '0', '3'];
const SIMPLE_MAKERS = Program.simple;
const STATEMENT_MAKERS = [...Program.simple, ...Program.compound];

/** The text of the program with this seed. */
export function generateProgram(seed: number): string {
  const random = new Random(seed);
  const theme: Theme = { commands: random.chance(0.25), coroutines: random.chance(0.3) };
  const program = new Program(random, theme);
  const body = program.main();
  const start = theme.commands ? 'redis.call("flushall")\n' : '';
  const locals = `local s, t, f, u, n = "str", {10, 20, 30, n = 5, s = "f"}, function(a, ...) step() return a, ... end, nil, 3\n`;
  const head = `${PRELUDE}${start}local function main(...)\n${locals}`;
  if (random.chance(0.3)) {
    return `${NO_TABLE_ERRORS}${head}${body}end\nreturn {table.concat(OUT, " "), main(4, nil, "v")}`;
  }
  return `${head}${body}end\nlocal r = {pcall(main, 4, nil, "v")}\nreturn {table.concat(OUT, " "), show(r, 0)}`;
}

/** What is peculiar to a program. */
export function bodyOf(program: string): string {
  return program.slice(program.indexOf('return b, a end'));
}

/** The program without some of its lines, largest pieces first; what every program relies on stays. */
export function* shorten(program: string): Generator<string> {
  const lines = program.split('\n');
  const first = lines.findIndex((line) => line.startsWith('local s, t, f, u, n')) + 1;
  for (let size = lines.length >> 1; size >= 1; size >>= 1) {
    for (let start = first; start + size < lines.length; start++) {
      yield [...lines.slice(0, start), ...lines.slice(start + size)].join('\n');
    }
  }
}
