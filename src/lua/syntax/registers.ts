/**
 * Simulates how Lua 5.1's compiler assigns values to the registers of its virtual machine.
 *
 * We have no such registers, but two things that a script can see depend on them. A function that needs 250 registers
 * is rejected as "too complex". And the line that a run-time error shows is that of the newest token which the
 * compiler had read when it emitted the failing instruction. It emits the reading of a global or of a field only when
 * the value is first needed, which is often after the operator that follows has been read.
 *
 * Invariant: the parser calls these methods at the same tokens, and in the same order, as Lua's parser calls its code
 * generator, so that `freeRegister` has the same value at each token, and a node gets its line at the same moment.
 */
import type { Expression, NumberExpression } from './ast.ts';
import type { Lexer } from './lexer.ts';
import type { FunctionScope } from './resolve.ts';

const MAXIMUM_REGISTERS = 250;

/**
 * What is known about the value of an operand.
 *
 * - `constant`, `nil`, `true`, `false`, `number`: the value is known, and is not in a register yet.
 * - `local`, `upvalue`, `global`, `indexed`: it is a variable, or `t[k]`, that has not been read yet.
 * - `test`: it is a comparison, which so far is only a jump.
 * - `call`, `vararg`: it may be several values.
 * - `relocatable`: it has been computed, but its register is not chosen yet.
 * - `fixed`: it is in `register`.
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
  /** The register of a `local`, `call` or `fixed` operand, or that of the table of an `indexed` one. */
  register: number;
  /** The register of the key of an `indexed` operand; -1 if the key is a constant. */
  keyRegister = -1;
  /** The number on the right side of an `and` or `or`, as long as it has not become a constant of the function. */
  numeral: NumberExpression | undefined = undefined;
  /** Whether there are jumps out of an `and`, `or` or `not` whose value is then true, or false. */
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

  /** Whether this is a numeral that constant folding can still use. */
  get isNumeral(): boolean {
    return this.kind === 'number' && this.node.kind === 'Number' && !this.hasJumps;
  }
}

/** Moves the operands of one function between registers as Lua 5.1's code generator does. */
export class Registers {
  readonly #lexer: Lexer;
  readonly #scope: FunctionScope;

  constructor(lexer: Lexer, scope: FunctionScope) {
    this.#lexer = lexer;
    this.#scope = scope;
  }

  /** Takes `count` registers. Throws a syntax error at the current token if there are not enough. */
  reserve(count: number): void {
    this.check(count);
    this.#scope.freeRegister += count;
  }

  /** Throws a syntax error if `count` more registers would be too many. */
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

  /** Reads a variable, and cuts several values to one. This is where the node gets its line. */
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

  /** Makes a number a constant of the function. 0 and -0 are one constant, with the sign of whichever came first. */
  #toConstant(operand: Operand): void {
    const node = operand.numeral ?? operand.node;
    if (operand.kind !== 'number' || node.kind !== 'Number') return;
    // A literal with a number of its own (see skim.ts) is never zero.
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

  /** Puts the value into a register and returns that, or -1 if it can be a constant inside the instruction. */
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

  /** Tests an operand. Returns false if no test is needed, because the value is known to pass it. */
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

  /** Continues if the operand is true: after the left side of `and`, and after a condition. */
  goIfTrue(operand: Operand): void {
    if (this.#test(operand, ['constant', 'number', 'true'])) operand.falseJumps = true;
    operand.trueJumps = false;
  }

  /** Continues if the operand is false: after the left side of `or`. */
  goIfFalse(operand: Operand): void {
    if (this.#test(operand, ['nil', 'false'])) operand.trueJumps = true;
    operand.falseJumps = false;
  }

  /** Applies `not` to an operand. The caller makes the new node. */
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

  /** Turns `operand`, which is in a register already, into `operand[key]`. */
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

  /** Lets the last expression of a list give all of its values. */
  openList(operand: Operand): void {
    if (operand.kind === 'vararg') this.reserve(1);
  }

  /** Makes `wanted` values of `count` expressions, of which `last` is the last one. */
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

  /** Stores a value in a local, an upvalue, a global or a field. */
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
