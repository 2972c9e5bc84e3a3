/**
 * Expressions from the grammar, with the variables in reach.
 *
 * Depth bounds the size: at depth 0 only leaves are chosen. Some expressions are of another kind than asked for, so that errors and coercions happen.
 */
import {
  COMMANDS,
  COROUTINES,
  DIRECTIVES,
  DOCUMENTS,
  FORMS,
  KEYS,
  type Kind,
  LISTS,
  METHODS,
  OBJECTS,
  PATTERNS,
  REPLACEMENTS,
  STRUCTS,
} from './grammar.ts';
import type { Random } from './random.ts';

interface Variable {
  readonly name: string;
  readonly kind: Kind;
}

const KINDS: readonly Kind[] = ['N', 'S', 'B', 'T', 'F', 'A'];
const LEAK = 0.03;

/** What a program is about besides the language itself. */
export interface Theme {
  readonly commands: boolean;
  readonly coroutines: boolean;
}

export abstract class Expressions {
  protected readonly random: Random;
  protected readonly theme: Theme;
  protected scopes: Variable[][] = [[]];
  protected varargs = true;
  #names = 0;

  constructor(random: Random, theme: Theme) {
    this.random = random;
    this.theme = theme;
  }

  /** The statements of a function. */
  abstract functionBody(depth: number): string;

  /** A name that the program does not use yet. */
  protected fresh(): string {
    return `v${++this.#names}`;
  }

  protected declare(kind: Kind, name = this.fresh()): string {
    this.scopes[this.scopes.length - 1].push({ name, kind });
    return name;
  }

  /** A variable in reach, rather one of the kind. */
  protected variable(kind: Kind = 'A'): string {
    const all = this.scopes.flat();
    const fitting = all.filter((each) => each.kind === kind);
    const from = fitting.length > 0 && this.random.chance(0.9) ? fitting : all;
    return from.length === 0 ? 'u' : this.random.pick(from).name;
  }

  protected kind(): Kind {
    return this.random.pick(KINDS);
  }

  /** An expression of a kind. */
  expression(wanted: Kind, depth: number): string {
    const kind = this.random.chance(LEAK) ? 'A' : wanted;
    const { leaves, inner } = FORMS[kind];
    if (depth <= 0 || this.random.chance(0.2)) {
      if (this.random.chance(0.4)) return this.variable(kind);
      return this.fill(this.random.pick(leaves), 0, kind);
    }
    return this.fill(this.random.pick(inner), depth - 1, kind);
  }

  /** A function literal. */
  literal(depth: number): string {
    const { varargs } = this;
    const parameters = Array.from({ length: this.random.below(3) }, () => this.fresh());
    this.varargs = this.random.chance(0.35);
    const list = [...parameters, ...(this.varargs ? ['...'] : [])].join(', ');
    this.scopes.push(parameters.map((name) => ({ name, kind: this.kind() })));
    const body = this.functionBody(depth);
    this.scopes.pop();
    this.varargs = varargs;
    return `function(${list}) ${body} end`;
  }

  /** Expands the `$` signs of a form of the given kind. */
  protected fill(form: string, depth: number, kind: Kind = 'A'): string {
    const { varargs } = this;
    // A function literal of the form's own has no use for the varargs around it.
    if (form.includes('function(')) this.varargs = false;
    const filled = form.replace(/\$([A-Z])(\()?/g, (_, sign: string, open: string | undefined) => {
      const text = this.part(sign, depth, kind);
      if (open === undefined) return text;
      return /^[\w.]+$/.test(text) && !/^\d/.test(text) ? `${text}(` : `(${text})(`;
    });
    this.varargs = varargs;
    return filled;
  }

  private part(sign: string, depth: number, kind: Kind): string {
    const { random } = this;
    switch (sign) {
      case 'E':
        return '';
      case 'U':
        return this.varargs ? '...' : 'nil';
      case 'M':
        return this.fill(random.pick(METHODS), depth);
      case 'I':
        return String(random.below(10) - 2);
      case 'V':
        return this.variable(kind);
      case 'L':
        return this.fill(random.pick(LISTS), depth);
      case 'C':
        return this.literal(depth);
      case 'G':
        return this.functionBody(depth);
      case 'P':
        return this.fill(random.pick(PATTERNS), Math.min(depth, 1));
      case 'R':
        return this.fill(random.pick(REPLACEMENTS), depth);
      case 'D':
        return random.pick(DIRECTIVES);
      case 'W':
        return this.fill(random.pick(STRUCTS), Math.min(depth, 1));
      case 'J':
        return this.fill(random.pick(DOCUMENTS), depth - 1);
      case 'K':
        return random.pick(KEYS);
      case 'O':
        return depth <= 0 ? 'o' : this.fill(random.pick(OBJECTS), depth - 1);
      case 'X':
        return this.special(depth);
      default:
        return this.expression(sign as Kind, depth);
    }
  }

  /** An expression of the program's theme. */
  protected special(depth: number): string {
    const { commands, coroutines } = this.theme;
    if (coroutines && (!commands || this.random.chance(0.5)))
      return this.fill(this.random.pick(COROUTINES), depth);
    if (commands) return this.fill(this.random.pick(COMMANDS), depth);
    return this.expression('A', depth - 1);
  }
}
