/**
 * Generated programs without functions: those whose first run can be interpreted. What other programs declare to rely on
 * is in globals here. Any error ends them.
 */
import { Expressions } from './expressions.ts';
import { CALLS, ITERATORS, PLACES } from './grammar.ts';
import { PRELUDE } from './program.ts';
import { Random } from './random.ts';

const STATEMENTS = 20;
const DEPTH = 3;
const FUNCTIONS = ['f', 'h', 'three', 'tostring', 'type', 'pcall', 'string.upper', 'rawget', 'out'];
/** Forms that only the compiler takes. */
const COMPILED_ONLY = /function|load|coroutine/;

/** A text that declares in globals what the programs rely on. */
export const GLOBALS = `${PRELUDE.replaceAll('local function', 'function').replaceAll(/^(.*?)local (OUT|o)\b/gm, '$1$2')}
t, s, f, n = {10, 20, 30, n = 5, s = "f"}, "str", function(a, ...) step() return a, ... end, 3
redis = {call = print or type}`;

class FlatProgram extends Expressions {
  #left = STATEMENTS;
  #loops = 0;

  block(depth: number, most = 3): string {
    this.scopes.push([]);
    const lines: string[] = [];
    for (let count = 1 + this.random.below(most); count > 0 && this.#left > 0; count--)
      lines.push(this.#statement(depth));
    const { random } = this;
    if (this.#loops > 0 && random.chance(0.2)) lines.push(`if ${this.expression('B', 1)} then break end`);
    this.scopes.pop();
    return `\n${lines.join('\n')}\n`;
  }

  main(): string {
    const lines: string[] = [];
    while (lines.length < 10 && this.#left > 0) lines.push(this.#statement(DEPTH));
    return lines.join('\n');
  }

  /** Nothing here is a function of the program's own. */
  override literal(): string {
    return this.random.pick(FUNCTIONS);
  }

  override functionBody(): string {
    return '';
  }

  protected override fill(form: string, depth: number, kind?: 'A'): string {
    return super.fill(COMPILED_ONLY.test(form) ? 'h' : form, depth, kind);
  }

  #loop(depth: number, names: readonly string[]): string {
    this.#loops++;
    this.scopes.push(names.map((name) => ({ name, kind: 'A' as const })));
    const body = this.block(depth - 1);
    this.scopes.pop();
    this.#loops--;
    return `step()${body}`;
  }

  #statement(depth: number): string {
    this.#left--;
    return this.random.pick(depth > 0 ? FlatProgram.#all : FlatProgram.#simple)(this, depth);
  }

  static readonly #simple: readonly ((program: FlatProgram, depth: number) => string)[] = [
    (p, depth) => {
      const kind = p.kind();
      const text = p.expression(kind, depth);
      return `local ${p.declare(kind)} = ${text}`;
    },
    (p, depth) => `${p.variable(p.kind())} = ${p.expression(p.kind(), depth)}`,
    (p, depth) => `out(${p.fill('$L', depth)})`,
    (p, depth) => `out(${p.expression(p.kind(), depth)})`,
    (p, depth) => `${p.fill(p.random.pick(PLACES), depth)} = ${p.expression(p.kind(), depth)}`,
    (p, depth) => {
      const form = p.random.pick(CALLS);
      return COMPILED_ONLY.test(form) ? 'out()' : p.fill(form, depth);
    },
  ];

  static readonly #all: readonly ((program: FlatProgram, depth: number) => string)[] = [
    ...FlatProgram.#simple,
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
      const step = p.random.chance(0.4) ? `, ${p.random.pick(['2', '-1', '0.1', '1', '0', '"3"', 'n'])}` : '';
      const last = p.random.chance(0.8) ? String(p.random.below(30)) : p.expression('N', depth - 1);
      return `for ${name} = ${p.random.pick(['0', '1', '-0', '0.3', 'n'])}, ${last}${step} do ${p.#loop(depth, [name])}end`;
    },
    (p, depth) => `while ${p.expression('B', depth)} do ${p.#loop(depth, [])}end`,
    (p, depth) => `repeat ${p.#loop(depth, [])}until ${p.expression('B', depth)}`,
    (p, depth) => {
      const [key, value] = [p.fresh(), p.fresh()];
      const from = p.fill(p.random.pick(ITERATORS), depth - 1);
      return `for ${key}, ${value} in ${from} do ${p.#loop(depth, [key, value])}end`;
    },
    (p, depth) => `${p.variable()}, ${p.fill(p.random.pick(PLACES), depth)} = ${p.fill('$A, $A', depth)}`,
    (p, depth) => `do ${p.block(depth - 1)}end`,
    (p, depth) => `out(pcall(${p.literal()}, ${p.expression('A', depth - 1)}))`,
    (p, depth) => `if ${p.expression('B', depth)} then return ${p.fill('$L', depth)} end`,
    (p, depth) => `if ${p.expression('B', depth)} then error(${p.fill('$A', depth)}) end`,
  ];
}

/** The text of the program with this seed. */
export function generateFlatProgram(seed: number): string {
  const random = new Random(seed);
  const body = new FlatProgram(random, { commands: false, coroutines: false }).main();
  return `local u, v = ...\n${body}\nreturn table.concat(OUT, " "), ...`;
}
