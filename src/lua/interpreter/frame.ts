/**
 * The frame of one call of an interpreted function: its locals, and where it stands. A frame is the `Code` of the
 * operators that the interpreter calls: each operation notes its node before it is done, and its only site, number 0,
 * says what error messages need to know about that node.
 */
import type { CodePlace, Position } from '../runtime/position.ts';
import type { Code, Site } from '../runtime/site.ts';
import type { Environment } from '../runtime/state.ts';
import { type LuaFunction, type LuaResult, type LuaValue, NO_VALUES } from '../runtime/value.ts';
import type {
  Expression,
  FunctionBody,
  LocalSymbol,
  LoopStatement,
  Statement,
  TableField,
} from '../syntax/ast.ts';
import { describeValue, valueName } from '../syntax/describe.ts';

/** A local that some inner function uses. The function and the frame share the box. */
export interface Box {
  v: LuaValue;
}

/**
 * The compiled form of a loop, which continues where the interpreter has left the loop. It takes the locals and the boxes
 * of the function by their slots, what the loop itself remembers from turn to turn, and the varargs. It returns the array
 * of locals when the loop has ended, or else what the function returns.
 */
export type CompiledLoop = (
  locals: LuaValue[],
  state: readonly unknown[],
  varargs: LuaValue[],
  boxes: readonly Box[],
) => LuaResult | LuaValue[];

/** Which part of the node is being executed. */
export type Phase = 'operation' | 'lookup' | 'call' | 'tail call';

/** What the frames of one text have in common: when and how parts of it are compiled. */
export interface Program {
  readonly displayName: string;
  /** How many turns of loops a frame interprets before it compiles the current loop. */
  readonly turns: number;
  /** Whether the text is called once, and by no Lua code; no chain of tail calls can then arise in its main function. */
  readonly runsOnce: boolean;
  /** Compiles a loop; undefined if it has to stay interpreted. */
  compileLoop(loop: LoopStatement, frame: Frame): CompiledLoop | undefined;
  /** Makes the value of an inner function, given the boxes of its upvalues. */
  makeFunction(body: FunctionBody, environment: Environment, upvalues: readonly Box[]): LuaFunction;
}

/** The frame of one call of an interpreted function. */
export class Frame implements Code {
  readonly program: Program;
  readonly body: FunctionBody;
  readonly environment: Environment;
  readonly upvalues: readonly Box[];
  readonly varargs: LuaValue[];
  /** The values of the locals that no inner function uses, by their slots. */
  readonly locals: LuaValue[] = [];
  /** The boxes of the other ones, by their slots. */
  readonly boxes: Box[] = [];
  /** The frame of the interpreted function whose call is under way around this one. */
  outer: Frame | undefined = undefined;
  /** How many frames are under way, this one included. */
  depth = 1;
  /** The result of the function, once it has returned. */
  result: LuaResult = NO_VALUES;
  private node: Expression | Statement | TableField | undefined = undefined;
  private phase: Phase = 'operation';
  private readonly compiled = new Map<LoopStatement, CompiledLoop | undefined>();
  private turns = 0;

  constructor(
    program: Program,
    body: FunctionBody,
    environment: Environment,
    upvalues: readonly Box[],
    varargs: LuaValue[],
  ) {
    this.program = program;
    this.body = body;
    this.environment = environment;
    this.upvalues = upvalues;
    this.varargs = varargs;
  }

  get displayName(): string {
    return this.program.displayName;
  }

  /** Gives a local its first value. If inner functions use it, those that are made from now on share a new variable. */
  declare(symbol: LocalSymbol, value: LuaValue): void {
    if (symbol.captured) this.boxes[symbol.slot] = { v: value };
    else this.locals[symbol.slot] = value;
  }

  read(symbol: LocalSymbol): LuaValue {
    return symbol.captured ? this.boxes[symbol.slot].v : this.locals[symbol.slot];
  }

  assign(symbol: LocalSymbol, value: LuaValue): void {
    if (symbol.captured) this.boxes[symbol.slot].v = value;
    else this.locals[symbol.slot] = value;
  }

  /** The box of a local of a function further out. */
  upvalue(symbol: LocalSymbol): Box {
    return this.upvalues[this.body.upvalues.indexOf(symbol)];
  }

  /** Makes the value of a function that stands directly in this one. */
  makeFunction(body: FunctionBody): LuaFunction {
    const upvalues = body.upvalues.map((symbol) =>
      symbol.owner === this.body ? this.boxes[symbol.slot] : this.upvalue(symbol),
    );
    return this.program.makeFunction(body, this.environment, upvalues);
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
  get place(): Position | undefined {
    return this.node && { source: this.displayName, ...placeOf(this.node, this.phase) };
  }

  /**
   * Called when a turn of a loop has ended. Returns the compiled form of the loop if the loop should continue in it.
   */
  turned(loop: LoopStatement): CompiledLoop | undefined {
    const known = this.compiled.get(loop);
    if (known !== undefined || ++this.turns <= this.program.turns) return known;
    this.turns = 0;
    if (this.compiled.has(loop)) return undefined;
    const made = this.program.compileLoop(loop, this);
    this.compiled.set(loop, made);
    return made;
  }

  /** Runs the rest of a loop in its compiled form. Returns whether the function has returned. */
  runCompiled(run: CompiledLoop, state: readonly unknown[]): boolean {
    const { locals } = this;
    // A run counts as half the number of turns after which a loop is compiled. So the loop around this one is compiled
    // when this one has run twice.
    this.turns += this.program.turns >> 1;
    this.node = undefined;
    const result = run(locals, state, this.varargs, this.boxes);
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
