/**
 * Generated programs about one thing: where tables keep their keys. They build tables in every way that there is, delete,
 * add again, leave holes, change tables while they traverse them, and note the order of `next` and the border that `#` finds.
 *
 * Strings are short: stock Lua and Redis differ in the hash of long ones.
 */
import { Random } from './random.ts';

/** What the programs rely on; the collector would forget the keys of removed fields. */
const PRELUDE = `collectgarbage("stop") local OUT = {}
local function out(...) for j = 1, select("#", ...) do local v = select(j, ...) OUT[#OUT + 1] = type(v) == "table" and "{}" or type(v) == "string" and v:gsub("^.-:%d+: ", "") or tostring(v) end end
local function one() return 1 end local function three() return 1, 2, 3 end local function none() end local function holes() return nil, 5, nil end
local function show(t) OUT[#OUT + 1] = "#" .. #t .. ":" local walked, stepped = 0, 0 for k, v in pairs(t) do out(k, v) walked = walked + 1 end
local k repeat k = next(t, k) if k ~= nil then stepped = stepped + 1 end until k == nil out(walked == stepped) OUT[#OUT + 1] = ";" end
`;

const NAMES = ['a', 'b', 'c', 'd', 'id', 'left', 'name', 'next', 'right', 'value', 'x', 'y', 'z', 'n'];
const NUMBERS = [
  '-1',
  '-2',
  '0.5',
  '1.5',
  '1e15',
  '-7',
  '2^31',
  '2^40',
  '0',
  '1/3',
  '100000',
  '2^26',
  '2^26 + 1',
];
const VALUES = ['1', '"v"', 'true', 'false', '2', 'nil', 'nil', '{}', 'i'];

class TableProgram {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  text(): string {
    const lines = [`local i = 3 local t, u = ${this.table}, ${this.table}`];
    for (let count = 3 + this.#random.below(25); count > 0; count--) {
      const table = this.#random.pick(['t', 't', 'u']);
      lines.push(this.#random.pick(STATEMENTS)(this, table));
      if (this.#random.chance(0.3)) lines.push(`show(${table})`);
    }
    const body = [...lines, 'show(t) show(u)'].join('\n');
    return `${PRELUDE}out(pcall(function()\n${body}\nend))\nreturn table.concat(OUT, " ")`;
  }

  below(limit: number): number {
    return this.#random.below(limit);
  }

  get key(): string {
    const { below, pick } = {
      below: (n: number) => this.below(n),
      pick: this.#random.pick.bind(this.#random),
    };
    return pick([
      () => `"${pick(NAMES)}"`,
      () => `"${pick(NAMES)}"`,
      () => `"k${below(60)}"`,
      () => `"item${below(8)}"`,
      () => String(below(12)),
      () => String(below(70)),
      () => pick(NUMBERS),
      () => pick(['true', 'false']),
      () => 'i',
    ])();
  }

  get name(): string {
    return this.#random.pick(NAMES);
  }

  get value(): string {
    return this.#random.pick(VALUES);
  }

  /** A table constructor. */
  get table(): string {
    const random = this.#random;
    const fields = Array.from({ length: this.below(8) }, () =>
      random.pick([
        () => `[${this.key}] = ${this.value}`,
        () => `${this.name} = ${this.value}`,
        () => this.value,
        () => this.value,
      ])(),
    );
    if (random.chance(0.2)) fields.push(random.pick(['three()', 'none()', 'holes()', 'one()', '(three())']));
    if (random.chance(0.1))
      fields.push(...Array.from({ length: 10 + this.below(120) }, (_, at) => String(at)));
    if (random.chance(0.1)) fields.push(`[${this.below(80)}] = 7`);
    if (random.chance(0.1)) fields.push('three()');
    return `{${fields.join(', ')}}`;
  }
}

const STATEMENTS: readonly ((p: TableProgram, t: string) => string)[] = [
  (p, t) => `${t}[${p.key}] = ${p.value}`,
  (p, t) => `${t}[${p.key}] = ${p.value}`,
  (p, t) => `${t}.${p.name} = ${p.value}`,
  (p, t) => `${t}.${p.name} = nil ${t}.${p.name} = ${p.value}`,
  (p, t) => `${t} = ${p.table}`,
  (p, t) => `for i = 1, ${p.below(300)} do ${t}["k" .. i] = i end`,
  (p, t) => `for i = ${p.below(5)}, ${p.below(60)} do ${t}[i] = i end`,
  (p, t) => `for i = ${p.below(60)}, 1, -1 do ${t}[i] = ${p.value} end`,
  (p, t) => `for i = 1, ${p.below(30)} do ${t}[#${t} + 1] = i end`,
  (p, t) => `for i = 1, ${p.below(20)} do table.remove(${t}) end`,
  (p, t) => `for i = ${p.below(6)}, ${p.below(40)} do ${t}[i] = nil end`,
  (p, t) => `for i = 1, ${p.below(40)} do ${t}[-i] = i ${t}[i / 4] = i end`,
  (p, t) => `pcall(table.insert, ${t}, ${p.below(4) + 1}, 5)`,
  (p, t) => `pcall(table.remove, ${t}, ${p.below(3) + 1})`,
  (p, t) => `setmetatable(${t}, {__newindex = function() end}) ${t}[${p.key}] = 1 setmetatable(${t}, nil)`,
  (p, t) =>
    `for i = 1, ${p.below(300)} do ${t}[i * ${p.below(9) + 1}] = i if i % 3 == 0 then ${t}[i] = nil end end`,
  (p, t) => `for i = 1, ${p.below(50)} do ${t}["q" .. i] = i ${t}["q" .. (i - ${p.below(8) + 1})] = nil end`,
  (p, t) => `for i = 1, ${p.below(80)} do ${t}[i + ${p.below(40)}] = i ${t}[i + ${p.below(20)}] = nil end`,
  (p, t) =>
    `for k, v in pairs(${t}) do if type(v) == "number" and v % ${p.below(3) + 2} == 0 then ${t}[k] = nil end end`,
  (p, t) => `for k in next, ${t} do ${t}[k] = ${p.value} end`,
  (p, t) =>
    `do local c = 0 out(pcall(function() for k, v in pairs(${t}) do c = c + 1 if c > 60 then break end out(k) ` +
    `${t}[${p.key}] = ${p.value} if c % 4 == 0 then ${t}["new" .. c] = c end end end)) end`,
];

/** The program with this seed. It returns what it noted. */
export function generateTableProgram(seed: number): string {
  return new TableProgram(seed).text();
}
