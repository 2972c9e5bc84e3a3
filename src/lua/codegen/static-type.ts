/**
 * Static types: what is known about the values of locals and expressions before the program runs. The generator leaves
 * checks out where the type is known.
 *
 * Invariant: an expression has a type only if it can have no other value, whatever path the program takes and whatever
 * metamethods do. A local has a type only if every value that is ever stored in it has that type. For instance,
 * `local sum = 0; for i = 1, n do sum = sum + i end` makes `sum` a number.
 */
import type { Chunk, Expression, LocalSymbol, Store } from '../syntax/ast.ts';
import type { Meter } from '../syntax/meter.ts';

/** A static type. `unset` means that no value has been seen yet, and `any` that nothing is known. */
export type StaticType = 'unset' | 'number' | 'string' | 'boolean' | 'table' | 'function' | 'nil' | 'any';

/** A left chain (`a + b + c ...`) is looked into up to this depth; below it nothing is known. */
const DEPTH_LIMIT = 60;
/** Looks at values and operators between two charges, and what each costs, in steps. */
const LOOKS_PER_CHARGE = 256;
const STEPS_PER_LOOK = 10;
/** The types are refined in rounds until nothing changes. If that takes more rounds than this, nothing is known. */
const ROUND_LIMIT = 40;

/** The static types of a chunk. */
export class StaticTypes {
  /** The type of each local, by the number of the local. */
  private readonly types: StaticType[] = [];
  private readonly meter: Meter;
  private looks = 0;

  constructor(chunk: Chunk, meter: Meter) {
    this.meter = meter;
    const symbols: LocalSymbol[] = [];
    const bodies = [chunk.main];
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      for (const symbol of body.locals) symbols.push(symbol);
      for (const inner of body.functions) bodies.push(inner);
    }
    this.solve(symbols);
  }

  ofSymbol(symbol: LocalSymbol): StaticType {
    return this.types[symbol.id];
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
        this.charge();
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

  private solve(symbols: readonly LocalSymbol[]): void {
    const { types } = this;
    for (const symbol of symbols) types[symbol.id] = 'unset';
    for (let round = 0; round < ROUND_LIMIT; round++) {
      let changed = false;
      for (const { id, stores } of symbols) {
        this.charge();
        const before = types[id];
        if (before === 'any') continue;
        let type: StaticType = before;
        for (let at = 0; at < stores.length && type !== 'any'; at++) {
          this.charge();
          type = join(type, this.ofStore(stores[at]));
        }
        if (type === before) continue;
        types[id] = type;
        changed = true;
      }
      if (!changed) return;
    }
    types.fill('any');
  }

  private charge(): void {
    if (++this.looks % LOOKS_PER_CHARGE === 0) this.meter.spend(LOOKS_PER_CHARGE * STEPS_PER_LOOK);
  }

  private ofStore(store: Store): StaticType {
    if (typeof store !== 'string') return this.of(store);
    return store === 'unknown' ? 'any' : store;
  }
}

/** Whether all values of a type count as true, because none of them is nil or false. */
export function isTrueType(type: StaticType): boolean {
  return type === 'number' || type === 'string' || type === 'table' || type === 'function';
}

export function isComparison(operator: string): boolean {
  return operator === '==' || operator === '~=' || operator[0] === '<' || operator[0] === '>';
}

/** The type of a local in which values of both types are stored. */
function join(left: StaticType, right: StaticType): StaticType {
  if (left === right || right === 'unset') return left;
  return left === 'unset' ? right : 'any';
}
