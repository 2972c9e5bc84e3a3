/**
 * Where Lua 5.1's compiler would keep each value: the shadow of its register allocation.
 *
 * No register is ever used; two visible things depend on them. A function that needs 250 of them is "too
 * complex", and an instruction's line, shown by run-time errors, is that of the newest token consumed
 * when the compiler *emits* it: a global or index expression is emitted when its value is first needed,
 * often after the operator that follows it has been read.
 */
import type { Expression, NumberExpression } from './ast.ts';
import type { Lexer } from './lexer.ts';
import type { FunctionScope } from './resolve.ts';

const MAXIMUM_REGISTERS = 250;

/**
 * - `constant`, `nil`, `true`, `false`, `number`: known now, in no register yet
 * - `local`, `upvalue`, `global`, `indexed`: a variable not read yet
 * - `test`: a comparison, still a jump
 * - `call`, `vararg`: may give several values
 * - `relocatable`: computed, its register not chosen yet; `fixed`: in `register`
 */
type OperandKind =
  | 'constant'
  | 'nil'
  | 'true'
  | 'false'
  | 'number'
  | 'local'
  | 'upvalue'
  | 'global'
  | 'indexed'
  | 'test'
  | 'call'
  | 'vararg'
  | 'relocatable'
  | 'fixed';

/** An expression on its way into a register. */
export class Operand {
  node: Expression;
  kind: OperandKind;
  /** Of a `local`, `call` or `fixed`; of the table of an `indexed`. */
  register: number;
  /** Register of an `indexed` operand's key; -1 for a constant key. */
  keyRegister = -1;
  /** The number that is still to become a constant, where it is the right side of `and` or `or`. */
  numeral: NumberExpression | undefined = undefined;
  /** Jumps that leave an `and`/`or`/`not` with a true or a false value. */
  trueJumps = false;
  falseJumps = false;

  constructor(node: Expression, kind: OperandKind, register = -1) {
    this.node = node;
    this.kind = kind;
    this.register = register;
  }

  get hasJumps(): boolean {
    return this.trueJumps || this.falseJumps;
  }

  /** A numeral that can still be folded. */
  get isNumeral(): boolean {
    return this.kind === 'number' && this.node.kind === 'Number' && !this.hasJumps;
  }
}

/** Moves operands about as Lua 5.1's code generator does. */
export class Registers {
  readonly #lexer: Lexer;
  readonly #scope: FunctionScope;

  constructor(lexer: Lexer, scope: FunctionScope) {
    this.#lexer = lexer;
    this.#scope = scope;
  }

  /** Takes `count` registers; a syntax error at the current token when there are not enough. */
  reserve(count: number): void {
    this.check(count);
    this.#scope.freeRegister += count;
  }

  /** Fails if `count` more registers would be too many. */
  check(count: number): void {
    if (this.#scope.freeRegister + count >= MAXIMUM_REGISTERS) {
      this.#lexer.failHere('function or expression too complex');
    }
  }

  #free(register: number): void {
    if (register >= this.#scope.active.length) this.#scope.freeRegister--;
  }

  release(operand: Operand): void {
    if (operand.kind === 'fixed') this.#free(operand.register);
  }

  /** The place where a variable is read and a list is cut to one value. */
  discharge(operand: Operand): void {
    const { node } = operand;
    switch (operand.kind) {
      case 'local':
      case 'call':
        operand.kind = 'fixed';
        return;
      case 'upvalue':
      case 'vararg':
        operand.kind = 'relocatable';
        return;
      case 'global':
        if (node.kind === 'Global') node.line = this.#lexer.lastLine;
        operand.kind = 'relocatable';
        return;
      case 'indexed':
        if (node.kind === 'Index') node.line = this.#lexer.lastLine;
        if (operand.keyRegister >= 0) this.#free(operand.keyRegister);
        this.#free(operand.register);
        operand.kind = 'relocatable';
    }
  }

  /** A number becomes a constant of the function; 0 and -0 are the same one. */
  #toConstant(operand: Operand): void {
    const node = operand.numeral ?? operand.node;
    if (operand.kind !== 'number' || node.kind !== 'Number') return;
    // A placed literal is never zero.
    if (node.place !== undefined || node.value !== 0) return;
    this.#scope.zero ??= node.value;
    node.value = this.#scope.zero;
  }

  toRegister(operand: Operand, register: number): void {
    this.discharge(operand);
    this.#toConstant(operand);
    operand.kind = 'fixed';
    operand.register = register;
    operand.trueJumps = false;
    operand.falseJumps = false;
  }

  toNextRegister(operand: Operand): void {
    this.discharge(operand);
    this.release(operand);
    this.reserve(1);
    this.toRegister(operand, this.#scope.freeRegister - 1);
  }

  toAnyRegister(operand: Operand): void {
    this.discharge(operand);
    if (operand.kind === 'fixed') {
      if (!operand.hasJumps) return;
      if (operand.register >= this.#scope.active.length) {
        this.toRegister(operand, operand.register);
        return;
      }
    }
    this.toNextRegister(operand);
  }

  toValue(operand: Operand): void {
    if (operand.hasJumps) this.toAnyRegister(operand);
    else this.discharge(operand);
  }

  /** A register, or a constant inside the instruction (-1). */
  toRegisterOrConstant(operand: Operand): number {
    this.toValue(operand);
    switch (operand.kind) {
      case 'number':
        this.#toConstant(operand);
        operand.kind = 'constant';
        return -1;
      case 'true':
      case 'false':
      case 'nil':
        operand.kind = 'constant';
        return -1;
      case 'constant':
        return -1;
    }
    this.toAnyRegister(operand);
    return operand.register;
  }

  #dischargeToAnyRegister(operand: Operand): void {
    if (operand.kind === 'fixed') return;
    this.reserve(1);
    this.discharge(operand);
    this.#toConstant(operand);
    if (operand.kind === 'test') return;
    operand.kind = 'fixed';
    operand.register = this.#scope.freeRegister - 1;
  }

  /** True when it took a test; a value known to pass needs none. */
  #test(operand: Operand, known: readonly OperandKind[]): boolean {
    this.discharge(operand);
    if (known.includes(operand.kind)) return false;
    if (operand.kind === 'test') return true;
    const isNot =
      operand.kind === 'relocatable' && operand.node.kind === 'Unary' && operand.node.operator === 'not';
    if (!isNot) {
      this.#dischargeToAnyRegister(operand);
      this.release(operand);
    }
    return true;
  }

  /** The left side of `and`, and any condition. */
  goIfTrue(operand: Operand): void {
    if (this.#test(operand, ['constant', 'number', 'true'])) operand.falseJumps = true;
    operand.trueJumps = false;
  }

  /** The left side of `or`. */
  goIfFalse(operand: Operand): void {
    if (this.#test(operand, ['nil', 'false'])) operand.trueJumps = true;
    operand.falseJumps = false;
  }

  /** `not`: what becomes of the operand; its node is the caller's business. */
  negate(operand: Operand): void {
    this.discharge(operand);
    switch (operand.kind) {
      case 'nil':
      case 'false':
        operand.kind = 'true';
        break;
      case 'constant':
      case 'number':
      case 'true':
        operand.kind = 'false';
        break;
      case 'relocatable':
      case 'fixed':
        this.#dischargeToAnyRegister(operand);
        this.release(operand);
        operand.kind = 'relocatable';
    }
    const { trueJumps } = operand;
    operand.trueJumps = operand.falseJumps;
    operand.falseJumps = trueJumps;
  }

  /** Turns `operand` into `operand[key]`; the operand is in a register already. */
  index(operand: Operand, key: Operand): void {
    operand.keyRegister = this.toRegisterOrConstant(key);
    operand.kind = 'indexed';
  }

  /** Prepares `operand:name`, which takes two registers in a row. */
  self(operand: Operand): void {
    this.toAnyRegister(operand);
    this.release(operand);
    const register = this.#scope.freeRegister;
    this.reserve(2);
    operand.kind = 'fixed';
    operand.register = register;
  }

  /** Lets the last expression of a list give as many values as it has. */
  openList(operand: Operand): void {
    if (operand.kind === 'vararg') this.reserve(1);
  }

  /** Makes `count` expressions, the last of them `last`, into `wanted` values. */
  adjust(wanted: number, count: number, last: Operand | undefined): void {
    let extra = wanted - count;
    if (last !== undefined && (last.kind === 'call' || last.kind === 'vararg')) {
      extra = Math.max(0, extra + 1);
      this.openList(last);
      if (extra > 1) this.reserve(extra - 1);
      return;
    }
    if (last !== undefined) this.toNextRegister(last);
    if (extra > 0) this.reserve(extra);
  }

  /** Stores into a local, an upvalue, a global or an index. */
  store(target: Operand, value: Operand): void {
    const { node } = target;
    if (target.kind === 'local') {
      this.release(value);
      this.toRegister(value, target.register);
      return;
    }
    if (target.kind === 'indexed') this.toRegisterOrConstant(value);
    else this.toAnyRegister(value);
    if (node.kind === 'Global' || node.kind === 'Index') node.line = this.#lexer.lastLine;
    this.release(value);
  }
}
