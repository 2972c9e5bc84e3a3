/**
 * Statements. Each becomes one or more JavaScript statements on a line of their own. `emitters` lists how each kind of
 * node is emitted.
 *
 * Locals become `var`, because reading a `let` from a closure costs a check. Only if each turn of a loop must have a
 * variable of its own, since a closure may keep it, is it a `let`.
 */
import type {
  Block,
  CallStatement,
  Expression,
  IfStatement,
  LocalFunctionStatement,
  LocalStatement,
  LocalSymbol,
  LoopStatement,
  RepeatStatement,
  ReturnStatement,
  Statement,
  WhileStatement,
} from '../syntax/ast.ts';
import { isErrorCall, isMultiple } from '../syntax/classify.ts';
import { emitAssign } from './assign.ts';
import { copiesVarargs, emitAnyCall, emitRaise, emitReturnOf, emitTailCall, emitValues } from './call.ts';
import { emitCondition } from './condition.ts';
import type { FunctionContext } from './context.ts';
import { COPIES } from './counting.ts';
import { emitExpression, emitReturned } from './expression.ts';
import { emitFunction } from './function.ts';
import { emitGenericFor, emitNumericFor } from './loop.ts';
import { lengthWithoutMarks, lineMark } from './marks.ts';

/** Whether a loop over this block has to call `lap` itself, because no loop that does so runs at each of its turns. */
function makesLaps(block: Block): boolean {
  return !block.statements.some((statement) => {
    switch (statement.kind) {
      case 'While':
      case 'Repeat':
      case 'NumericFor':
      case 'GenericFor':
        return makesLaps(statement.block);
      default:
        return false;
    }
  });
}

/** How many turns of loops a function counts by itself before it calls `lap`, which counts them in the budget. */
const LAP_TURNS = 128;

/** So much text counts as a turn. It is more than what most inner loops have. */
const TEXT_PER_TURN = 512;

/**
 * Emits a loop over a block. `line` is the line of the loop statement, and `emitBody` gets the text of the statement
 * that leaves the loop.
 *
 * Every turn of a loop has to be counted, or else a script could run for ever; but counting must not slow loops down.
 * So the variable `k` counts the turns of all loops of the function, and the text is two nested loops: the inner one
 * runs `LAP_TURNS` turns, and the outer one then calls `lap`. The inner loop contains no call for the counting, so
 * that V8 can keep its values in registers; even a call behind a condition would make it keep them in memory.
 *
 * A loop that runs another such loop at each of its turns does not call `lap`, but leaves that to the other one,
 * which tests `k` before anything else. That is because V8 discards optimized code when a call happens in it that has
 * not happened before, and the loop's own call would be such a rare one.
 *
 * `k|=0` and `L1=+L1` tell V8 that these variables are numbers. When V8 enters optimized code in the middle of an
 * outer loop it does not know the types of variables, and would keep numbers as objects.
 *
 * `npm run bench:lua -- --only loops` measures this.
 */
export function emitLoop(
  context: FunctionContext,
  line: number,
  block: Block,
  increment: string,
  emitBody: (leave: string) => string,
): string {
  const label = context.label();
  const outer = context.leave;
  context.leave = `break ${label};`;
  context.countsTurns = true;
  const leave = context.leave;
  const { body, numbers } = context.inLoop(() => emitBody(leave));
  context.leave = outer;
  const turn = countTurns(context, body);
  if (!makesLaps(block)) return `${label}:for(;;${turn}${increment}){${body}}`;
  const types = numbers.map((symbol) => `${context.variable(symbol)}=+${context.variable(symbol)};`).join('');
  return `${label}:for(;;){${types}for(k|=0;k<${LAP_TURNS};${turn}${increment}){${body}}${lineMark(context, line)}lap(k);k=0;}`;
}

/**
 * The text that counts a turn. One of a long body counts as several, as may calls of library functions in a row. One that
 * copies the values of `...` pays for them.
 */
function countTurns(context: FunctionContext, body: string): string {
  const turns = turnsOf(body);
  if (context.body.isVararg && copiesVarargs(body)) return `k+=${turns}+${COPIES}`;
  return turns === 1 ? 'k++' : `k+=${turns}`;
}

/** As how many turns of a short loop a text counts. */
export function turnsOf(text: string): number {
  return 1 + Math.floor(lengthWithoutMarks(text) / TEXT_PER_TURN);
}

/** The statements for the rest of a loop whose first turns have been interpreted. */
export function emitResumedLoop(context: FunctionContext, node: LoopStatement): string {
  return context.scoped(() => {
    switch (node.kind) {
      case 'While':
        return emitWhile(context, node);
      case 'Repeat':
        return emitRepeat(context, node);
      case 'NumericFor':
        return emitNumericFor(context, node, true);
      case 'GenericFor':
        return emitGenericFor(context, node, true);
    }
  });
}

type Emitter<Kind extends Statement['kind']> = (
  context: FunctionContext,
  node: Extract<Statement, { kind: Kind }>,
) => string;

const emitters: { [Kind in Statement['kind']]: Emitter<Kind> } = {
  Local: emitLocal,
  LocalFunction: emitLocalFunction,
  Assign: emitAssign,
  CallStatement: emitCallStatement,
  Do: (context, node) => `{\n${emitBlock(context, node.block)}}`,
  While: emitWhile,
  Repeat: emitRepeat,
  If: emitIf,
  NumericFor: (context, node) => emitNumericFor(context, node, false),
  GenericFor: (context, node) => emitGenericFor(context, node, false),
  Return: emitReturn,
  Break: (context) => context.leave,
};

export function emitBlock(context: FunctionContext, block: Block): string {
  return emitStatements(context, block.statements);
}

export function emitStatements(context: FunctionContext, statements: readonly Statement[]): string {
  let text = '';
  for (const statement of statements) {
    context.chunk.chargeNode();
    const emit = emitters[statement.kind] as Emitter<typeof statement.kind>;
    const emitted = context.scoped(() => emit(context, statement as never));
    text += `${lineMark(context, statement.line)}${emitted}\n`;
  }
  return text;
}

function emitLocal(context: FunctionContext, node: LocalStatement): string {
  const { symbols, values } = node;
  for (const symbol of symbols) context.declared(symbol);
  if (symbols.length === values.length && symbols.length === 1) {
    return context.declare(symbols[0], emitExpression(context, values[0]));
  }
  const last = values.at(-1);
  if (values.length <= symbols.length && isMultiple(last) && values.length < symbols.length) {
    return emitLocalsFromList(context, symbols, values);
  }
  // In Lua all values are evaluated before the first name comes into scope. The JavaScript names are unique, so the
  // declarations only have to keep the order of the values.
  const text = symbols.map((symbol, position) => {
    const value = position < values.length ? emitExpression(context, values[position]) : 'undefined';
    return context.declare(symbol, value);
  });
  for (const value of values.slice(symbols.length)) text.push(`${emitExpression(context, value)};`);
  return text.join('');
}

function emitLocalsFromList(
  context: FunctionContext,
  symbols: readonly LocalSymbol[],
  values: readonly Expression[],
): string {
  const single = values.slice(0, -1);
  const text = single.map((value, position) =>
    context.declare(symbols[position], emitExpression(context, value)),
  );
  const list = context.take();
  text.push(`${list}=${emitListRead(context, values[values.length - 1])};`);
  symbols.slice(single.length).forEach((symbol, position) => {
    text.push(context.declare(symbol, `${list}[${position}]`));
  });
  return text.join('');
}

/** The text of an array of all values of the last expression of a list. The array must not be written to. */
export function emitListRead(context: FunctionContext, node: Expression): string {
  return node.kind === 'Vararg' ? 'V' : emitValues(context, [node]);
}

function emitLocalFunction(context: FunctionContext, node: LocalFunctionStatement): string {
  return context.declare(node.symbol, emitFunction(context.chunk, node.value.body));
}

function emitCallStatement(context: FunctionContext, node: CallStatement): string {
  const { call } = node;
  const raises = call.kind === 'Call' && isErrorCall(call);
  return raises ? emitRaise(context, call) : `${emitAnyCall(context, call, 'none')};`;
}

function emitWhile(context: FunctionContext, node: WhileStatement): string {
  return emitLoop(
    context,
    node.line,
    node.block,
    '',
    (leave) => `if(!(${emitCondition(context, node.condition)}))${leave}\n${emitBlock(context, node.block)}`,
  );
}

function emitRepeat(context: FunctionContext, node: RepeatStatement): string {
  return emitLoop(
    context,
    node.line,
    node.block,
    '',
    (leave) => `\n${emitBlock(context, node.block)}if(${emitCondition(context, node.condition)})${leave}`,
  );
}

function emitIf(context: FunctionContext, node: IfStatement): string {
  const clauses = node.clauses.map(
    ({ condition, block }) => `if(${emitCondition(context, condition)}){\n${emitBlock(context, block)}}`,
  );
  return nest(
    context,
    clauses,
    node.otherwise === undefined ? '' : `else{\n${emitBlock(context, node.otherwise)}}`,
  );
}

/**
 * How many clauses an `if` may have. V8's parser nests once for each `else if`, so a longer chain becomes a row of `if`
 * statements, each of which ends by leaving a labelled block.
 */
function nest(context: FunctionContext, clauses: readonly string[], otherwise: string): string {
  if (clauses.length <= ELSE_IF_NESTING) return clauses.join('else ') + otherwise;
  const label = context.label();
  const flat = clauses.map((clause) => `${clause.slice(0, -1)}break ${label};}`).join('');
  return `${label}:{${flat}${otherwise === '' ? '' : otherwise.slice('else'.length)}}`;
}

const ELSE_IF_NESTING = 100;

function emitReturn(context: FunctionContext, node: ReturnStatement): string {
  const { values } = node;
  const { end } = context;
  if (values.length === 0) return `${end}return N;`;
  const [only] = values;
  if (values.length > 1) return emitReturnOf(context, emitSeveral(context, values));
  if (only.kind === 'Call' || only.kind === 'MethodCall') return emitTailCall(context, only);
  if (only.kind === 'Vararg') return `${end}return packResult(V);`;
  if (isSimple(only)) return `${end}return ${emitExpression(context, only)};`;
  return emitReturnOf(context, emitReturned(context, only));
}

/** Whether an expression does nothing but give a value. */
function isSimple({ kind }: Expression): boolean {
  return (
    kind === 'Local' ||
    kind === 'Upvalue' ||
    kind === 'Number' ||
    kind === 'String' ||
    kind === 'Nil' ||
    kind === 'True' ||
    kind === 'False'
  );
}

function emitSeveral(context: FunctionContext, values: readonly Expression[]): string {
  const list = emitValues(context, values);
  return isMultiple(values.at(-1)) ? `packResult(${list})` : `new M(${list})`;
}
