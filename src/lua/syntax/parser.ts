/**
 * The parser of statements, and the entry to the whole parser: `parse` turns a text into a syntax tree in which every
 * name is resolved, or throws the error that Lua 5.1 itself would report.
 *
 * Invariant: any text is safe to parse, because the nesting of everything that the parser handles by recursion is
 * bounded, as in Lua.
 */
import type {
  AssignStatement,
  Block,
  Chunk,
  Expression,
  FunctionExpression,
  IndexExpression,
  NameExpression,
  Statement,
  Store,
} from './ast.ts';
import { isCall, isMultiple, isToldPlace } from './classify.ts';
import { displayName } from './error.ts';
import { ExpressionParser, MAXIMUM_LEVELS } from './expression-parser.ts';
import { END_OF_TEXT, NAME, type Reading } from './lexer.ts';
import { Operand, Registers } from './registers.ts';
import { FunctionScope } from './resolve.ts';

/** The tokens that end a block. */
const BLOCK_END: ReadonlySet<string> = new Set(['else', 'elseif', 'end', 'until', END_OF_TEXT]);

/**
 * Parses a chunk.
 *
 * @param source the text, a byte string, or its beginning
 * @param chunkName `@file`, `=name`, or the text itself, as it is given to `loadstring`
 * @param levels the number of C calls in progress, which count as levels of nesting: 0 for the host, 1 inside a script
 * @throws LuaSyntaxError with Lua's message
 */
export function parse(source: string, chunkName: string, levels = 0, reading: Reading = {}): Chunk {
  return new Parser(source, chunkName, levels, reading).parseChunk(chunkName);
}

class Parser extends ExpressionParser {
  parseChunk(chunkName: string): Chunk {
    const { body } = this.scope;
    body.isVararg = true;
    this.lexer.next();
    body.block = this.parseStatements();
    if (this.lexer.token !== END_OF_TEXT) this.lexer.failHere(`'${END_OF_TEXT}' expected`);
    body.endLine = this.lexer.line;
    body.length = this.lexer.offset;
    return {
      kind: 'Chunk',
      chunkName,
      displayName: displayName(chunkName),
      length: this.lexer.offset,
      main: body,
      globals: this.counters.globals,
    };
  }

  /** Parses `{statement [';']}`, up to a token that ends a block, or past a `return` or `break`. */
  private parseStatements(): Block {
    const statements: Statement[] = [];
    this.enter();
    while (!BLOCK_END.has(this.lexer.token)) {
      const statement = this.parseStatement();
      statements.push(statement);
      this.accept(';');
      this.scope.freeRegister = this.scope.active.length;
      if (statement.kind === 'Return' || statement.kind === 'Break') break;
    }
    this.leave();
    return { kind: 'Block', statements };
  }

  private parseBlock(isLoop = false): Block {
    this.scope.enterBlock(isLoop);
    const block = this.parseStatements();
    this.scope.leaveBlock();
    return block;
  }

  private parseStatement(): Statement {
    const { line, token } = this.lexer;
    const parser = STATEMENTS.get(token);
    return parser === undefined ? this.parseExpressionStatement(line) : parser(this, line);
  }

  parseIf(line: number): Statement {
    const clauses: { condition: Expression; block: Block }[] = [];
    let otherwise: Block | undefined;
    do {
      this.lexer.next();
      const condition = this.parseCondition();
      this.expect('then');
      clauses.push({ condition, block: this.parseBlock() });
    } while (this.lexer.token === 'elseif');
    if (this.accept('else')) otherwise = this.parseBlock();
    this.expectClosing('end', 'if', line);
    return { kind: 'If', clauses, otherwise, line };
  }

  private parseCondition(): Expression {
    const operand = this.parseExpression();
    this.registers.goIfTrue(operand);
    return operand.node;
  }

  parseWhile(line: number): Statement {
    const { offset } = this.lexer;
    this.lexer.next();
    const condition = this.parseCondition();
    this.scope.enterBlock(true);
    this.expect('do');
    const block = this.parseBlock();
    this.expectClosing('end', 'while', line);
    this.scope.leaveBlock();
    return { kind: 'While', condition, block, line, length: this.lexer.offset - offset };
  }

  parseDo(line: number): Statement {
    this.lexer.next();
    const block = this.parseBlock();
    this.expectClosing('end', 'do', line);
    return { kind: 'Do', block, line };
  }

  parseRepeat(line: number): Statement {
    this.scope.enterBlock(true);
    this.scope.enterBlock(false);
    const { offset } = this.lexer;
    this.lexer.next();
    const block = this.parseStatements();
    this.expectClosing('until', 'repeat', line);
    const condition = this.parseCondition();
    this.scope.leaveBlock();
    this.scope.leaveBlock();
    return { kind: 'Repeat', block, condition, line, length: this.lexer.offset - offset };
  }

  parseFor(line: number): Statement {
    this.scope.enterBlock(true);
    this.lexer.next();
    const { offset } = this.lexer;
    const name = this.expectName();
    let statement: Statement;
    if (this.lexer.token === '=') statement = this.parseNumericFor(name, line, offset);
    else if (this.lexer.token === ',' || this.lexer.token === 'in')
      statement = this.parseGenericFor(name, line, offset);
    else this.lexer.failHere("'=' or 'in' expected");
    this.expectClosing('end', 'for', line);
    this.scope.leaveBlock();
    return statement;
  }

  private parseNumericFor(name: string, line: number, offset: number): Statement {
    this.declareHidden('(for index)', '(for limit)', '(for step)');
    const symbol = this.scope.declare(name, 'loop');
    this.expect('=');
    const start = this.parseInRegister();
    this.expect(',');
    const limit = this.parseInRegister();
    const step = this.accept(',') ? this.parseInRegister() : undefined;
    if (step === undefined) this.registers.reserve(1);
    symbol.stores.push('number');
    const { block, prepareLine } = this.parseForBody(1);
    const length = this.lexer.offset - offset;
    return { kind: 'NumericFor', symbol, start, limit, step, block, prepareLine, line, length };
  }

  private parseGenericFor(name: string, line: number, offset: number): Statement {
    this.declareHidden('(for generator)', '(for state)', '(for control)');
    const symbols = [this.scope.declare(name, 'loop')];
    while (this.accept(',')) symbols.push(this.scope.declare(this.expectName(), 'loop'));
    this.expect('in');
    for (const symbol of symbols) symbol.stores.push('unknown');
    const callLine = this.lexer.line;
    const { values, last } = this.parseList();
    this.registers.adjust(3, values.length, last);
    this.registers.check(3);
    const { block } = this.parseForBody(symbols.length);
    const length = this.lexer.offset - offset;
    return { kind: 'GenericFor', symbols, values, block, callLine, line, length };
  }

  private declareHidden(...names: string[]): void {
    for (const name of names) this.scope.declare(name, 'loop');
  }

  /** Parses `do block` of a `for` loop. The hidden control variables become visible first, then the declared ones. */
  private parseForBody(variables: number): { block: Block; prepareLine: number } {
    this.scope.activate(3);
    this.expect('do');
    const prepareLine = this.lexer.lastLine;
    this.scope.enterBlock(false);
    this.scope.activate(variables);
    this.registers.reserve(variables);
    const block = this.parseBlock();
    this.scope.leaveBlock();
    return { block, prepareLine };
  }

  /** Parses `function a.b:c(...) ... end`, which is an assignment whose errors show its first line. */
  parseFunctionStatement(line: number): Statement {
    this.lexer.next();
    let name = this.lexer.text;
    let target = this.parseName();
    let isMethod = false;
    while (this.lexer.token === '.' || this.lexer.token === ':') {
      isMethod = this.lexer.token === ':';
      name += this.lexer.token;
      target = this.parseField(target);
      const { node } = target;
      if (node.kind === 'Index' && node.key.kind === 'String') name += node.key.value;
      if (isMethod) break;
    }
    const value = this.parseBody(name, isMethod, line);
    const node = this.asTarget(target);
    this.registers.store(target, new Operand(value, 'relocatable'));
    if (node.kind === 'Global' || node.kind === 'Index') node.line = line;
    else node.symbol.stores.push(value);
    return { kind: 'Assign', targets: [node], values: [value], line };
  }

  parseLocal(line: number): Statement {
    this.lexer.next();
    if (this.accept('function')) {
      const name = this.expectName();
      const symbol = this.scope.declare(name, 'function');
      const target = new Operand({ kind: 'Local', symbol }, 'local', this.scope.freeRegister);
      this.registers.reserve(1);
      this.scope.activate();
      const value = this.parseBody(name, false, this.lexer.line);
      this.registers.store(target, new Operand(value, 'relocatable'));
      symbol.stores.push(value);
      return { kind: 'LocalFunction', symbol, value, line };
    }
    const symbols = [this.scope.declare(this.expectName(), 'local')];
    while (this.accept(',')) symbols.push(this.scope.declare(this.expectName(), 'local'));
    let values: Expression[] = [];
    let last: Operand | undefined;
    if (this.accept('=')) ({ values, last } = this.parseList());
    this.registers.adjust(symbols.length, values.length, last);
    this.scope.activate();
    for (let at = 0; at < symbols.length; at++) symbols[at].stores.push(valueAt(values, at));
    return { kind: 'Local', symbols, values, line };
  }

  parseReturn(line: number): Statement {
    this.lexer.next();
    if (BLOCK_END.has(this.lexer.token) || this.lexer.token === ';')
      return { kind: 'Return', values: [], line };
    const { values, last } = this.parseList();
    if (values.length === 1 && isCall(values[0]) && !isToldPlace(values[0])) this.scope.body.calls--;
    if (last.kind === 'call' || last.kind === 'vararg') this.registers.openList(last);
    else if (values.length === 1) this.registers.toAnyRegister(last);
    else this.registers.toNextRegister(last);
    return { kind: 'Return', values, line };
  }

  parseBreak(line: number): Statement {
    this.lexer.next();
    let { block } = this.scope;
    while (block !== undefined && !block.isLoop) block = block.outer;
    if (block === undefined) this.lexer.failHere('no loop to break');
    return { kind: 'Break', line };
  }

  private parseExpressionStatement(line: number): Statement {
    const operand = this.parsePrimary();
    const { node } = operand;
    if (operand.kind === 'call' && (node.kind === 'Call' || node.kind === 'MethodCall')) {
      return { kind: 'CallStatement', call: node, line };
    }
    return this.parseAssignment(operand, line);
  }

  private parseAssignment(first: Operand, line: number): AssignStatement {
    const operands = [first];
    const targets: (NameExpression | IndexExpression)[] = [this.asTarget(first)];
    while (this.accept(',')) {
      const operand = this.parsePrimary();
      if (operand.kind === 'local') this.keepFromConflict(operands, operand.register);
      const limit = MAXIMUM_LEVELS - this.level;
      if (operands.length > limit) this.failTargets(limit);
      operands.push(operand);
      targets.push(this.asTarget(operand));
    }
    this.expect('=');
    const { values, last } = this.parseList();
    const lastTarget = operands.at(-1);
    if (values.length === targets.length && lastTarget !== undefined) {
      this.registers.discharge(last);
      this.registers.store(lastTarget, last);
      operands.pop();
    } else {
      this.registers.adjust(targets.length, values.length, last);
      if (values.length > targets.length) this.scope.freeRegister -= values.length - targets.length;
    }
    for (const target of operands.reverse()) {
      this.registers.store(target, new Operand({ kind: 'Nil' }, 'fixed', this.scope.freeRegister - 1));
    }
    targets.forEach((target, position) => {
      if (target.kind === 'Local' || target.kind === 'Upvalue') {
        target.symbol.stores.push(valueAt(values, position));
      }
    });
    return { kind: 'Assign', targets, values, line };
  }

  private failTargets(limit: number): never {
    const { line } = this.scope.body;
    const where = line === 0 ? 'main function' : `function at line ${line}`;
    this.lexer.fail(`${where} has more than ${limit} variables in assignment`);
  }

  /**
   * If an earlier target uses a local that is itself assigned to, Lua copies the old value of the local to a
   * register.
   */
  private keepFromConflict(earlier: readonly Operand[], register: number): void {
    const copy = this.scope.freeRegister;
    let conflicts = false;
    for (const target of earlier) {
      if (target.kind !== 'indexed') continue;
      if (target.register === register) {
        target.register = copy;
        conflicts = true;
      }
      if (target.keyRegister === register) {
        target.keyRegister = copy;
        conflicts = true;
      }
    }
    if (conflicts) this.registers.reserve(1);
  }

  protected override parseBody(name: string, isMethod: boolean, line: number): FunctionExpression {
    const { scope: outer, registers: outerRegisters } = this;
    const scope = new FunctionScope(outer, line, this.lexer, this.counters);
    const { body } = scope;
    const { offset } = this.lexer;
    this.scope = scope;
    this.registers = new Registers(this.lexer, scope);
    body.name = name;
    this.expect('(');
    if (isMethod) {
      body.parameters.push(scope.declare('self', 'parameter'));
      scope.activate();
    }
    this.parseParameters();
    this.expect(')');
    body.block = this.parseStatements();
    body.endLine = this.lexer.line;
    body.length = this.lexer.offset - offset;
    this.expectClosing('end', 'function', line);
    this.scope = outer;
    this.registers = outerRegisters;
    return { kind: 'Function', body };
  }

  private parseParameters(): void {
    const { lexer, scope } = this;
    const { body } = scope;
    if (lexer.token !== ')') {
      do {
        if (lexer.token === NAME) body.parameters.push(scope.declare(this.expectName(), 'parameter'));
        else if (lexer.token === '...') {
          lexer.next();
          body.arg = scope.declare('arg', 'arg');
          body.isVararg = true;
        } else lexer.failHere("<name> or '...' expected");
      } while (!body.isVararg && this.accept(','));
    }
    scope.activate();
    this.registers.reserve(scope.active.length);
  }
}

/** What the target at a position gets from a list of values. */
function valueAt(values: readonly Expression[], position: number): Store {
  if (position < values.length) return values[position];
  const last = values.at(-1);
  return last !== undefined && isMultiple(last) ? 'unknown' : 'nil';
}

/** How each statement is parsed that begins with a reserved word. Any other statement is a call or an assignment. */
const STATEMENTS: ReadonlyMap<string, (parser: Parser, line: number) => Statement> = new Map([
  ['if', (parser: Parser, line: number) => parser.parseIf(line)],
  ['while', (parser: Parser, line: number) => parser.parseWhile(line)],
  ['do', (parser: Parser, line: number) => parser.parseDo(line)],
  ['for', (parser: Parser, line: number) => parser.parseFor(line)],
  ['repeat', (parser: Parser, line: number) => parser.parseRepeat(line)],
  ['function', (parser: Parser, line: number) => parser.parseFunctionStatement(line)],
  ['local', (parser: Parser, line: number) => parser.parseLocal(line)],
  ['return', (parser: Parser, line: number) => parser.parseReturn(line)],
  ['break', (parser: Parser, line: number) => parser.parseBreak(line)],
]);
