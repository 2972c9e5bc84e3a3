/**
 * The frame of an interpreted function, which holds its variables and the node of the syntax tree that is being
 * executed.
 *
 * Invariant: before anything that may raise an error, the frame is told the node. When an error is raised, its line,
 * the names of its operands and the name of the called function are derived from that node.
 */

import type { CodePlace } from '../runtime/position.ts';
import type { Code, Site } from '../runtime/site.ts';
import type { LuaTable } from '../runtime/table.ts';
import { type LuaResult, type LuaValue, NO_VALUES } from '../runtime/value.ts';
import type { Expression, LoopStatement, Statement, TableField } from '../syntax/ast.ts';
import { describeValue, valueName } from '../syntax/describe.ts';

/**
 * The compiled form of a loop, which continues where the interpreter has left the loop. It takes the locals of the
 * function by their numbers, what the loop itself remembers from turn to turn, and the varargs. It returns the array of
 * locals when the loop has ended, or else what the function returns.
 */
export type CompiledLoop = (
  locals: LuaValue[],
  state: readonly unknown[],
  varargs: LuaValue[],
) => LuaResult | LuaValue[];

/** Which part of the node is being executed. */
export type Phase = 'operation' | 'lookup' | 'call' | 'tail call';

/** When and how loops are compiled. */
export interface LoopOptions {
  /** How many turns, of all loops together, are interpreted before the current loop is compiled. */
  readonly turns: number;
  readonly compileLoop: (loop: LoopStatement) => CompiledLoop;
}

/** The frame of one call of an interpreted main function. */
export class Frame implements Code {
  readonly displayName: string;
  readonly globals: LuaTable;
  readonly varargs: LuaValue[];
  /** The values of the locals, by the numbers of their symbols. */
  readonly locals: LuaValue[] = [];
  /** The result of the function, once it has returned. */
  result: LuaResult = NO_VALUES;
  private node: Expression | Statement | TableField | undefined = undefined;
  private phase: Phase = 'operation';
  private readonly options: LoopOptions;
  private readonly compiled = new Map<LoopStatement, CompiledLoop>();
  private turns = 0;

  constructor(displayName: string, globals: LuaTable, varargs: LuaValue[], options: LoopOptions) {
    this.displayName = displayName;
    this.globals = globals;
    this.varargs = varargs;
    this.options = options;
  }

  /** Notes the node that is executed next and may raise an error. */
  at(node: Expression | Statement | TableField, phase: Phase = 'operation'): void {
    this.node = node;
    this.phase = phase;
  }

  /** The sites of the current node (runtime/site.ts): one, or for a chain of `..` one for each pair of operands. */
  get sites(): Site[] {
    const { node } = this;
    if (node !== undefined && 'kind' in node && node.kind === 'Concat') {
      const { operands, line } = node;
      return operands.slice(0, -1).map((operand, position) => ({
        line,
        left: describeValue(operand),
        right: describeValue(operands[position + 1]),
      }));
    }
    return node === undefined ? [] : [siteOf(node, this.phase)];
  }

  /** The place that errors of a called builtin show. It is undefined while a compiled loop runs, which has its own. */
  get place(): CodePlace | undefined {
    return this.node && placeOf(this.node, this.phase);
  }

  /**
   * Called when a turn of a loop has ended. Returns the compiled form of the loop if the loop should continue in it.
   */
  turned(loop: LoopStatement): CompiledLoop | undefined {
    const known = this.compiled.get(loop);
    if (known !== undefined || ++this.turns <= this.options.turns) return known;
    this.turns = 0;
    const made = this.options.compileLoop(loop);
    this.compiled.set(loop, made);
    return made;
  }

  /** Runs the rest of a loop in its compiled form. Returns whether the function has returned. */
  runCompiled(run: CompiledLoop, state: readonly unknown[]): boolean {
    const { locals } = this;
    // A run counts as half the number of turns after which a loop is compiled. So the loop around this one is compiled
    // when this one has run twice.
    this.turns += this.options.turns >> 1;
    this.node = undefined;
    const result = run(locals, state, this.varargs);
    if (result === locals) return false;
    this.result = result as LuaResult;
    return true;
  }
}

function siteOf(node: Expression | Statement | TableField, phase: Phase): Site {
  if (!('kind' in node)) return { line: node.line };
  switch (node.kind) {
    case 'Index':
      return { line: node.line, left: describeValue(node.object) };
    case 'Call':
      return { line: node.line, left: describeValue(node.callee) };
    case 'MethodCall':
      return phase === 'lookup'
        ? { line: node.lookupLine, left: describeValue(node.object) }
        : { line: node.line, left: `method '${node.name}'` };
    case 'Binary':
      return { line: node.line, left: describeValue(node.left), right: describeValue(node.right) };
    case 'Unary':
      return { line: node.line, left: describeValue(node.operand) };
    case 'NumericFor':
      return { line: node.prepareLine };
    default:
      return { line: placeOf(node, phase).line };
  }
}

function placeOf(node: Expression | Statement | TableField, phase: Phase): CodePlace {
  const isTail = phase === 'tail call';
  if ('kind' in node) {
    switch (node.kind) {
      case 'Call': {
        const named = valueName(node.callee);
        return { line: node.line, isTail, callName: named?.name, callKind: named?.kind };
      }
      case 'MethodCall':
        return phase === 'lookup'
          ? { line: node.lookupLine }
          : { line: node.line, isTail, callName: node.name, callKind: 'method' };
      case 'GenericFor':
        return { line: node.callLine, callName: '(for generator)', callKind: 'local' };
    }
  }
  return { line: 'line' in node ? node.line : 0 };
}
