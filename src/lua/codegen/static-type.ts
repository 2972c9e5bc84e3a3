/**
 * What is known about values before the program runs.
 *
 * A local has a static type if every value that is ever stored in it has that type, whatever path the program takes;
 * `local sum = 0; for i = 1, n do sum = sum + i end` makes `sum` a number. Metamethods and errors cannot
 * break this: an expression has a type only if it can give nothing else. The operators then leave out their checks.
 */
import type { Chunk, Expression, LocalSymbol } from '../syntax/ast.ts';
import { walkChunk } from './walk.ts';

/** `unset`: no value seen yet; `any`: nothing is known. All of number, string, table and function are true. */
export type StaticType = 'unset' | 'number' | 'string' | 'boolean' | 'table' | 'function' | 'nil' | 'any';

/** Left chains longer than this are not looked into. */
const DEPTH_LIMIT = 60;
/** Rounds after which a chunk's locals that still change count as unknown. */
const ROUND_LIMIT = 40;

export class StaticTypes {
  private readonly types = new Map<LocalSymbol, StaticType>();
  /** Locals that are read somewhere. */
  readonly read = new Set<LocalSymbol>();

  constructor(chunk: Chunk) {
    const stores = collectStores(chunk, this.read);
    this.solve(stores);
  }

  ofSymbol(symbol: LocalSymbol): StaticType {
    return this.types.get(symbol) ?? 'any';
  }

  of(node: Expression, depth = 0): StaticType {
    switch (node.kind) {
      case 'Number':
        return 'number';
      case 'String':
        return 'string';
      case 'Nil':
        return 'nil';
      case 'True':
      case 'False':
        return 'boolean';
      case 'Function':
        return 'function';
      case 'Table':
        return 'table';
      case 'Local':
      case 'Upvalue':
        return this.ofSymbol(node.symbol);
      case 'Unary':
        if (node.operator === 'not') return 'boolean';
        return node.operator === '-' && depth < DEPTH_LIMIT ? this.numeric(node.operand, depth) : 'any';
      case 'Binary': {
        if (isComparison(node.operator)) return 'boolean';
        if (depth >= DEPTH_LIMIT) return 'any';
        const left = this.numeric(node.left, depth);
        const right = this.numeric(node.right, depth);
        return left === 'any' || right === 'any' ? 'any' : left === 'unset' ? left : right;
      }
      case 'Logical': {
        if (depth >= DEPTH_LIMIT) return 'any';
        const left = this.of(node.left, depth + 1);
        const right = this.of(node.right, depth + 1);
        if (isTrueType(left)) return node.operator === 'or' ? left : right;
        return join(left, right);
      }
      default:
        return 'any';
    }
  }

  private numeric(node: Expression, depth: number): StaticType {
    const type = this.of(node, depth + 1);
    return type === 'number' || type === 'unset' ? type : 'any';
  }

  private solve(stores: Map<LocalSymbol, (Expression | StaticType)[]>): void {
    for (const symbol of stores.keys()) this.types.set(symbol, 'unset');
    for (let round = 0; round < ROUND_LIMIT; round++) {
      let changed = false;
      for (const [symbol, values] of stores) {
        const before = this.ofSymbol(symbol);
        if (before === 'any') continue;
        let type: StaticType = before;
        for (const value of values) type = join(type, typeof value === 'string' ? value : this.of(value));
        if (type === before) continue;
        this.types.set(symbol, type);
        changed = true;
      }
      if (!changed) return;
    }
    this.types.clear();
  }
}

/** Never nil or false. */
export function isTrueType(type: StaticType): boolean {
  return type === 'number' || type === 'string' || type === 'table' || type === 'function';
}

export function isComparison(operator: string): boolean {
  return operator === '==' || operator === '~=' || operator[0] === '<' || operator[0] === '>';
}

function join(left: StaticType, right: StaticType): StaticType {
  if (left === right || right === 'unset') return left;
  return left === 'unset' ? right : 'any';
}

function collectStores(chunk: Chunk, read: Set<LocalSymbol>): Map<LocalSymbol, (Expression | StaticType)[]> {
  const stores = new Map<LocalSymbol, (Expression | StaticType)[]>();
  const targets = new Set<Expression>();
  const store = (symbol: LocalSymbol, value: Expression | StaticType): void => {
    const values = stores.get(symbol);
    if (values === undefined) stores.set(symbol, [value]);
    else values.push(value);
  };
  /** What position `position` of a list of values gets. */
  const valueAt = (values: readonly Expression[], position: number): Expression | StaticType => {
    if (position < values.length) return values[position];
    const last = values.at(-1);
    const open = last?.kind === 'Call' || last?.kind === 'MethodCall' || last?.kind === 'Vararg';
    return open ? 'any' : 'nil';
  };
  walkChunk(chunk, {
    body(body) {
      for (const symbol of body.parameters) store(symbol, 'any');
      if (body.arg !== undefined) store(body.arg, 'any');
    },
    statement(node) {
      switch (node.kind) {
        case 'Local':
          node.symbols.forEach((symbol, position) => {
            store(symbol, valueAt(node.values, position));
          });
          break;
        case 'LocalFunction':
          store(node.symbol, 'function');
          break;
        case 'NumericFor':
          store(node.symbol, 'number');
          break;
        case 'GenericFor':
          for (const symbol of node.symbols) store(symbol, 'any');
          break;
        case 'Assign':
          node.targets.forEach((target, position) => {
            if (target.kind !== 'Local' && target.kind !== 'Upvalue') return;
            targets.add(target);
            store(target.symbol, valueAt(node.values, position));
          });
          break;
        default:
      }
    },
    expression(node) {
      if ((node.kind === 'Local' || node.kind === 'Upvalue') && !targets.has(node)) read.add(node.symbol);
    },
  });
  return stores;
}
