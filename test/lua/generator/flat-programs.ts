/**
 * Generated programs without functions: those whose first run can be interpreted. What other programs declare to rely on
 * is in globals here. Any error ends them.
 */
import { PRELUDE, Program, type StatementMaker } from './program.ts';
import { Random } from './random.ts';

const STATEMENTS = 10;
const FUNCTIONS = ['f', 'h', 'three', 'tostring', 'type', 'pcall', 'string.upper', 'rawget', 'out'];
/** Forms that only the compiler takes. */
const COMPILED_ONLY = /function|load|coroutine/;

/** A text that declares in globals what the programs rely on. */
export const GLOBALS = `${PRELUDE.replaceAll('local function', 'function').replaceAll(/^(.*?)local (OUT|o)\b/gm, '$1$2')}
t, s, f, n = {10, 20, 30, n = 5, s = "f"}, "str", function(a, ...) step() return a, ... end, 3`;

class FlatProgram extends Program {
  protected override get given(): [] {
    return [];
  }

  /** Nothing here is a function of the program's own. */
  override literal(): string {
    return this.random.pick(FUNCTIONS);
  }

  override functionBody(): string {
    return '';
  }

  protected override fill(form: string, depth: number, kind?: 'A'): string {
    return super.fill(COMPILED_ONLY.test(form) ? 'h()' : form, depth, kind);
  }

  protected override makers(depth: number): readonly StatementMaker[] {
    return depth > 0 ? FlatProgram.flat : Program.simple;
  }

  static readonly flat: readonly StatementMaker[] = [
    ...Program.simple,
    ...Program.flow,
    (p, depth) => `do ${p.block(depth - 1)}end`,
    (p, depth) => `if ${p.expression('B', depth)} then return ${p.expression('A', depth)}, ... end`,
    (p, depth) => `if ${p.expression('B', depth)} then error(${p.expression('A', depth)}) end`,
    (p, depth) => `out(pcall(${p.literal(depth)}, ${p.expression('A', depth - 1)}))`,
    (p, depth) => `for i = -0, 1, ${p.expression('N', 1)} do step() ${p.block(depth - 1)}end`,
  ];
}

/** The text of the program with this seed. */
export function generateFlatProgram(seed: number): string {
  const program = new FlatProgram(new Random(seed), { commands: false, coroutines: false });
  return `local u, v = ...\n${program.statements(STATEMENTS)}\nreturn table.concat(OUT, " "), ...`;
}
