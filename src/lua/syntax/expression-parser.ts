/**
 * The parser of expressions. It parses operators by precedence climbing, and makes nodes in which names are resolved.
 *
 * Invariant: at each token it tells `registers` (registers.ts) what Lua 5.1's compiler does there, in the same order.
 * Which of several errors is reported, the lines of nodes, and the limit on complexity follow from that. `enter` bounds
 * the nesting.
 */
import type {
  ArithmeticOperator,
  CallExpression,
  ComparisonOperator,
  ConcatExpression,
  Expression,
  FunctionExpression,
  IndexExpression,
  MethodCallExpression,
  NameExpression,
  TableExpression,
  TableField,
} from './ast.ts';
import { isCall, isMultiple } from './classify.ts';
import { ITEMS_PER_STORE } from './constructor.ts';
import { foldArithmetic, isDecided } from './fold.ts';
import { Lexer, NAME, NUMBER, type Reading, STRING, tokenText } from './lexer.ts';
import { Operand, Registers } from './registers.ts';
import { ChunkCounters, FunctionScope } from './resolve.ts';

/** How many constructs may be nested, counted together with the C calls in progress. */
export const MAXIMUM_LEVELS = 200;
const UNARY_PRECEDENCE = 8;

interface Precedence {
  readonly left: number;
  readonly right: number;
  readonly family: 'arithmetic' | 'comparison' | 'concat' | 'and' | 'or';
}

const PRECEDENCES: ReadonlyMap<string, Precedence> = new Map<string, Precedence>([
  ['or', { left: 1, right: 1, family: 'or' }],
  ['and', { left: 2, right: 2, family: 'and' }],
  ...['==', '~=', '<', '<=', '>', '>='].map((operator): [string, Precedence] => [
    operator,
    { left: 3, right: 3, family: 'comparison' },
  ]),
  ['..', { left: 5, right: 4, family: 'concat' }],
  ['+', { left: 6, right: 6, family: 'arithmetic' }],
  ['-', { left: 6, right: 6, family: 'arithmetic' }],
  ['*', { left: 7, right: 7, family: 'arithmetic' }],
  ['/', { left: 7, right: 7, family: 'arithmetic' }],
  ['%', { left: 7, right: 7, family: 'arithmetic' }],
  ['^', { left: 10, right: 9, family: 'arithmetic' }],
]);

/** Expressions of one token, and what kind of operand each of them is at first. */
const CONSTANTS: ReadonlyMap<string, () => Operand> = new Map([
  ['nil', () => new Operand({ kind: 'Nil' }, 'nil')],
  ['true', () => new Operand({ kind: 'True' }, 'true')],
  ['false', () => new Operand({ kind: 'False' }, 'false')],
]);

export abstract class ExpressionParser {
  protected readonly lexer: Lexer;
  protected readonly counters = new ChunkCounters();
  protected scope: FunctionScope;
  protected registers: Registers;
  /** The number of nested constructs, including the C calls in progress. */
  protected level: number;

  constructor(source: string, chunkName: string, level: number, reading: Reading) {
    const { readMore } = reading;
    this.lexer = new Lexer(source, chunkName, {
      ...reading,
      readMore: readMore && (() => readMore(this.level)),
    });
    this.level = level;
    this.scope = new FunctionScope(undefined, 0, this.lexer, this.counters);
    this.registers = new Registers(this.lexer, this.scope);
  }

  /** Parses `(parameters) block end`, which follows `function` and a name. */
  protected abstract parseBody(name: string, isMethod: boolean, line: number): FunctionExpression;

  protected enter(): void {
    if (++this.level > MAXIMUM_LEVELS) this.lexer.fail('chunk has too many syntax levels');
  }

  protected leave(): void {
    this.level--;
  }

  /** Steps over `token` if it is the current one. */
  protected accept(token: string): boolean {
    if (this.lexer.token !== token) return false;
    this.lexer.next();
    return true;
  }

  protected expect(token: string): void {
    if (!this.accept(token)) this.lexer.failHere(`'${tokenText(token)}' expected`);
  }

  /** Expects the token that closes `opener`, which is on the given line. */
  protected expectClosing(token: string, opener: string, line: number): void {
    if (this.accept(token)) return;
    const where = line === this.lexer.line ? '' : ` (to close '${opener}' at line ${line})`;
    this.lexer.failHere(`'${token}' expected${where}`);
  }

  protected expectName(): string {
    if (this.lexer.token !== NAME) this.lexer.failHere(`'${NAME}' expected`);
    const { text } = this.lexer;
    this.lexer.next();
    return text;
  }

  parseExpression(): Operand {
    return this.parseSubexpression(0);
  }

  /** Parses an expression whose value goes to the next register. */
  protected parseInRegister(): Expression {
    const operand = this.parseExpression();
    this.registers.toNextRegister(operand);
    return operand.node;
  }

  /** Parses `expression {',' expression}`. The caller decides what becomes of the last operand. */
  protected parseList(): { values: Expression[]; last: Operand } {
    let last = this.parseExpression();
    const values = [last.node];
    while (this.accept(',')) {
      this.registers.toNextRegister(last);
      last = this.parseExpression();
      values.push(last.node);
    }
    return { values, last };
  }

  protected parseSubexpression(limit: number): Operand {
    this.enter();
    let operand = this.parseUnary();
    for (;;) {
      const operator = this.lexer.token;
      const precedence = PRECEDENCES.get(operator);
      if (precedence === undefined || precedence.left <= limit) break;
      this.lexer.next();
      this.beforeRightSide(precedence, operand);
      const right = this.parseSubexpression(precedence.right);
      operand = this.combine(operator, precedence, operand, right);
    }
    this.leave();
    return operand;
  }

  private parseUnary(): Operand {
    const operator = this.lexer.token;
    if (operator !== 'not' && operator !== '-' && operator !== '#') return this.parseSimple();
    this.lexer.next();
    const operand = this.parseSubexpression(UNARY_PRECEDENCE);
    if (operator === 'not') return this.negate(operand);
    if (operator === '-' && operand.isNumeral && operand.node.kind === 'Number') {
      operand.node = { kind: 'Number', value: -operand.node.value };
      return operand;
    }
    this.registers.toAnyRegister(operand);
    this.registers.release(operand);
    const { lastLine: line } = this.lexer;
    return new Operand({ kind: 'Unary', operator, operand: operand.node, line }, 'relocatable');
  }

  private negate(operand: Operand): Operand {
    const isPlain = !operand.hasJumps;
    this.registers.negate(operand);
    if (isPlain && operand.kind === 'true') operand.node = { kind: 'True' };
    else if (isPlain && operand.kind === 'false') operand.node = { kind: 'False' };
    else operand.node = { kind: 'Unary', operator: 'not', operand: operand.node, line: this.lexer.lastLine };
    return operand;
  }

  /** Called when a binary operator has been read, which is when Lua evaluates the left side. */
  private beforeRightSide({ family }: Precedence, left: Operand): void {
    if (family === 'and') this.registers.goIfTrue(left);
    else if (family === 'or') this.registers.goIfFalse(left);
    else if (family === 'concat') this.registers.toNextRegister(left);
    else if (family === 'comparison' || !left.isNumeral) this.registers.toRegisterOrConstant(left);
  }

  private combine(operator: string, { family }: Precedence, left: Operand, right: Operand): Operand {
    if (family === 'and' || family === 'or') {
      this.registers.discharge(right);
      if (isDecided(family, left.node)) {
        if (isMultiple(right.node)) right.node = { kind: 'Parenthesized', expression: right.node };
        return right;
      }
      if (right.kind === 'number' && right.node.kind === 'Number') right.numeral = right.node;
      right.node = { kind: 'Logical', operator: family, left: left.node, right: right.node };
      if (family === 'and') right.falseJumps ||= left.falseJumps;
      else right.trueJumps ||= left.trueJumps;
      return right;
    }
    if (family === 'concat') return this.concatenate(left, right);
    if (family === 'arithmetic') return this.calculate(operator as ArithmeticOperator, left, right);
    this.registers.toRegisterOrConstant(left);
    this.registers.toRegisterOrConstant(right);
    this.registers.release(right);
    this.registers.release(left);
    const { lastLine: line } = this.lexer;
    const comparison = operator as ComparisonOperator;
    return new Operand(
      { kind: 'Binary', operator: comparison, left: left.node, right: right.node, line },
      'test',
    );
  }

  private calculate(operator: ArithmeticOperator, left: Operand, right: Operand): Operand {
    if (left.isNumeral && right.isNumeral && left.node.kind === 'Number' && right.node.kind === 'Number') {
      const folded = foldArithmetic(operator, left.node.value, right.node.value);
      if (folded !== undefined) {
        left.node = { kind: 'Number', value: folded };
        return left;
      }
    }
    this.registers.toRegisterOrConstant(right);
    this.registers.toRegisterOrConstant(left);
    this.registers.release(right);
    this.registers.release(left);
    const { lastLine: line } = this.lexer;
    return new Operand({ kind: 'Binary', operator, left: left.node, right: right.node, line }, 'relocatable');
  }

  /**
   * Makes one node of `a .. (b .. c)` if `b .. c` has not been put into a register yet; Lua joins all three at once.
   */
  private concatenate(left: Operand, right: Operand): Operand {
    this.registers.toValue(right);
    if (right.kind === 'relocatable' && right.node.kind === 'Concat') {
      this.registers.release(left);
      right.node.operands.unshift(left.node);
      return right;
    }
    this.registers.toNextRegister(right);
    this.registers.release(right);
    this.registers.release(left);
    const node: ConcatExpression = {
      kind: 'Concat',
      operands: [left.node, right.node],
      line: this.lexer.lastLine,
    };
    return new Operand(node, 'relocatable');
  }

  private parseSimple(): Operand {
    const { lexer } = this;
    const { token } = lexer;
    if (token === NAME || token === '(') return this.parsePrimary();
    if (token === '{') return this.parseTable();
    if (token === 'function') {
      lexer.next();
      return new Operand(this.parseBody('', false, lexer.line), 'relocatable');
    }
    const operand = this.simpleOperand(token);
    if (operand === undefined) return this.parsePrimary();
    lexer.next();
    return operand;
  }

  private simpleOperand(token: string): Operand | undefined {
    if (token === NUMBER) return new Operand(this.literal('Number', this.lexer.number), 'number');
    if (token === STRING) return new Operand(this.literal('String', this.lexer.text), 'constant');
    if (token === '...') {
      const { body } = this.scope;
      if (!body.isVararg) this.lexer.failHere("cannot use '...' outside a vararg function");
      body.usesVararg = true;
      return new Operand({ kind: 'Vararg' }, 'vararg');
    }
    return CONSTANTS.get(token)?.();
  }

  private literal<Kind extends 'Number' | 'String'>(
    kind: Kind,
    value: Kind extends 'Number' ? number : string,
  ): Expression {
    const { place } = this.lexer;
    return (place < 0 ? { kind, value } : { kind, value, place }) as Expression;
  }

  /** The variable to which the current token, a name, refers. */
  protected parseName(): Operand {
    const name = this.expectName();
    const found = this.scope.resolve(name);
    if (found.where === 'local')
      return new Operand({ kind: 'Local', symbol: found.symbol }, 'local', found.register);
    if (found.where === 'upvalue') return new Operand({ kind: 'Upvalue', symbol: found.symbol }, 'upvalue');
    return new Operand({ kind: 'Global', name, line: this.lexer.lastLine }, 'global');
  }

  private parsePrefix(): Operand {
    const { lexer } = this;
    if (lexer.token === NAME) return this.parseName();
    if (lexer.token !== '(') lexer.failHere('unexpected symbol');
    const { line } = lexer;
    lexer.next();
    const operand = this.parseExpression();
    this.expectClosing(')', '(', line);
    this.registers.discharge(operand);
    if (isMultiple(operand.node)) operand.node = { kind: 'Parenthesized', expression: operand.node };
    return operand;
  }

  /** Parses a name or an expression in parentheses, followed by any number of indexes and calls. */
  protected parsePrimary(): Operand {
    const { lexer } = this;
    let operand = this.parsePrefix();
    for (;;) {
      switch (lexer.token) {
        case '.':
          operand = this.parseField(operand);
          break;
        case '[': {
          this.registers.toAnyRegister(operand);
          operand = this.index(operand, this.parseBracketed());
          break;
        }
        case ':':
          operand = this.parseMethodCall(operand);
          break;
        case '(':
        case '{':
        case STRING:
          operand = this.parseCall(operand);
          break;
        default:
          return operand;
      }
    }
  }

  /** Parses `.name`, or the `:name` of a function statement. */
  protected parseField(object: Operand): Operand {
    this.registers.toAnyRegister(object);
    this.lexer.next();
    return this.index(object, new Operand({ kind: 'String', value: this.expectName() }, 'constant'));
  }

  private index(object: Operand, key: Operand): Operand {
    this.registers.index(object, key);
    const node: IndexExpression = {
      kind: 'Index',
      object: object.node,
      key: key.node,
      line: this.lexer.lastLine,
    };
    object.node = node;
    return object;
  }

  /** Parses `[expression]`. */
  private parseBracketed(): Operand {
    this.lexer.next();
    const key = this.parseExpression();
    this.registers.toValue(key);
    this.expect(']');
    return key;
  }

  private parseCall(callee: Operand): Operand {
    this.registers.toNextRegister(callee);
    const { line } = this.lexer;
    const node: CallExpression = {
      kind: 'Call',
      callee: callee.node,
      arguments: this.parseArguments(callee),
      line,
    };
    this.noteCall(node);
    return new Operand(node, 'call', callee.register);
  }

  private parseMethodCall(object: Operand): Operand {
    this.lexer.next();
    const name = this.expectName();
    this.registers.self(object);
    const { line, lastLine: lookupLine } = this.lexer;
    const values = this.parseArguments(object);
    const node: MethodCallExpression = {
      kind: 'MethodCall',
      object: object.node,
      name,
      arguments: values,
      line,
      lookupLine,
    };
    this.noteCall(node);
    return new Operand(node, 'call', object.register);
  }

  private noteCall(node: CallExpression | MethodCallExpression): void {
    const { body } = this.scope;
    body.calls++;
    if (isCall(node.arguments.at(-1))) body.passesResults = true;
  }

  /** Parses arguments into the registers after that of the callee. These registers are free again afterwards. */
  private parseArguments(callee: Operand): Expression[] {
    const { lexer } = this;
    const { line } = lexer;
    let values: Expression[] = [];
    let last: Operand | undefined;
    if (lexer.token === '(') {
      if (line !== lexer.lastLine) lexer.failHere('ambiguous syntax (function call x new statement)');
      lexer.next();
      if (!this.accept(')')) {
        ({ values, last } = this.parseList());
        this.registers.openList(last);
        this.expectClosing(')', '(', line);
      }
    } else if (lexer.token === '{') {
      last = this.parseTable();
      values = [last.node];
    } else if (lexer.token === STRING) {
      last = new Operand(this.literal('String', lexer.text), 'constant');
      values = [last.node];
      lexer.next();
    } else lexer.failHere('function arguments expected');
    if (last !== undefined && last.kind !== 'call' && last.kind !== 'vararg')
      this.registers.toNextRegister(last);
    this.scope.freeRegister = callee.register + 1;
    return values;
  }

  private parseTable(): Operand {
    const { lexer, registers } = this;
    const { line } = lexer;
    const node: TableExpression = { kind: 'Table', fields: [], line };
    const table = new Operand(node, 'relocatable');
    registers.toNextRegister(table);
    this.expect('{');
    let item: Operand | undefined;
    let waiting = 0;
    do {
      if (lexer.token === '}') break;
      if (item !== undefined) {
        registers.toNextRegister(item);
        item = undefined;
        if (waiting === ITEMS_PER_STORE) {
          this.scope.freeRegister = table.register + 1;
          waiting = 0;
        }
      }
      if (lexer.token === '[' || (lexer.token === NAME && lexer.peek() === '='))
        node.fields.push(this.parseRecordField());
      else {
        item = this.parseExpression();
        waiting++;
        node.fields.push({ key: undefined, value: item.node, line: lexer.lastLine });
      }
    } while (this.accept(',') || this.accept(';'));
    this.expectClosing('}', '{', line);
    if (waiting > 0 && item !== undefined) {
      if (item.kind === 'call' || item.kind === 'vararg') registers.openList(item);
      else registers.toNextRegister(item);
    }
    if (waiting > 0) this.scope.freeRegister = table.register + 1;
    return table;
  }

  private parseRecordField(): TableField {
    const { lexer, registers, scope } = this;
    const { freeRegister } = scope;
    const isName = lexer.token === NAME;
    const key = isName
      ? new Operand({ kind: 'String', value: this.expectName() }, 'constant')
      : this.parseBracketed();
    this.expect('=');
    registers.toRegisterOrConstant(key);
    const value = this.parseExpression();
    registers.toRegisterOrConstant(value);
    scope.freeRegister = freeRegister;
    return {
      key: key.node,
      value: isMultiple(value.node) ? { kind: 'Parenthesized', expression: value.node } : value.node,
      line: lexer.lastLine,
    };
  }

  /** The node of a variable that a statement assigns to. Throws a syntax error if the operand is not a variable. */
  protected asTarget(operand: Operand): NameExpression | IndexExpression {
    const { node, kind } = operand;
    if (kind === 'local' || kind === 'upvalue' || kind === 'global' || kind === 'indexed') {
      if (node.kind === 'Local' || node.kind === 'Upvalue') {
        node.symbol.assigned = true;
        return node;
      }
      if (node.kind === 'Global' || node.kind === 'Index') return node;
    }
    this.lexer.failHere('syntax error');
  }
}
