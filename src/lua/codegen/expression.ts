/**
 * Expressions. Each becomes one JavaScript expression, whose value is the first value of the Lua expression. `emitters`
 * lists how each kind of node is emitted. The text contains the common cases, such as two numbers for `+`, and calls
 * the runtime for all others.
 */
import type {
  BinaryExpression,
  ConcatExpression,
  Expression,
  GlobalExpression,
  IndexExpression,
  LogicalExpression,
  UnaryExpression,
} from '../syntax/ast.ts';
import { leftOf } from '../syntax/classify.ts';
import { emitCall, emitMethodCall, emitVararg } from './call.ts';
import { emitCondition } from './condition.ts';
import type { FunctionContext } from './context.ts';
import { emitFunction } from './function.ts';
import { describe, lineMark } from './marks.ts';
import { emitArguments, emitNumber, emitOperand, emitString, repeatable, sequence } from './operand.ts';
import { isComparison, isTrueType, type StaticType } from './static-type.ts';
import { emitTable } from './table.ts';

/**
 * A left chain is an expression such as `a + b + c ...` or `f()()...`, whose first part nests once for each link. A
 * chain longer than this is evaluated piece by piece, so that the text does not nest too deep for the JavaScript
 * parser.
 */
const CHAIN_PIECE = 16;
/** If `..` has more operands than this, they are passed to the runtime as a list. */
const CONCAT_NESTING = 12;

type Emitter<Kind extends Expression['kind']> = (
  context: FunctionContext,
  node: Extract<Expression, { kind: Kind }>,
) => string;

const emitters: { [Kind in Expression['kind']]: Emitter<Kind> } = {
  Nil: () => 'undefined',
  True: () => 'true',
  False: () => 'false',
  Number: emitNumber,
  String: emitString,
  Vararg: (context, node) => emitVararg(context, node),
  Function: (context, node) => emitFunction(context.chunk, node.body),
  Local: (context, node) => context.variable(node.symbol),
  Upvalue: (context, node) => context.variable(node.symbol),
  Global: emitGlobal,
  Index: (context, node) => emitIndex(context, node),
  Call: (context, node) => emitCall(context, node, 'single'),
  MethodCall: (context, node) => emitMethodCall(context, node, 'single'),
  Parenthesized: (context, node) => emitExpression(context, node.expression),
  Binary: emitBinary,
  Concat: emitConcat,
  Logical: emitLogical,
  Unary: emitUnary,
  Table: emitTable,
};

/** The text of an expression's first value. */
export function emitExpression(context: FunctionContext, node: Expression): string {
  if (context.evaluated.size > 0) {
    const known = context.evaluated.get(node);
    if (known !== undefined) return known;
  }
  context.chunk.chargeNode();
  const chain = leftChain(context, node);
  return context.scoped(() =>
    chain === undefined ? emitNode(context, node) : emitChain(context, node, chain),
  );
}

function emitNode(context: FunctionContext, node: Expression): string {
  return (emitters[node.kind] as Emitter<typeof node.kind>)(context, node as never);
}

/** The nodes at which a long left chain is cut, the innermost first; undefined if the chain is short. */
function leftChain(context: FunctionContext, node: Expression): Expression[] | undefined {
  let length = 0;
  let next = leftOf(node);
  // A piece that has been evaluated already is the end of the chain: what is below it must not be emitted again.
  for (; next !== undefined && !context.evaluated.has(next); next = leftOf(next)) length++;
  if (length <= CHAIN_PIECE) return undefined;
  const cuts: Expression[] = [];
  next = leftOf(node);
  for (let distance = 1; distance <= length && next !== undefined; distance++, next = leftOf(next)) {
    if (distance % CHAIN_PIECE === 0) cuts.push(next);
  }
  return cuts.reverse();
}

/** Emits a long left chain. Its pieces are evaluated one after the other into the same temporary. */
function emitChain(context: FunctionContext, node: Expression, cuts: Expression[]): string {
  const temporary = context.take();
  const setups: string[] = [];
  for (const cut of cuts) {
    setups.push(`${temporary}=${context.scoped(() => emitNode(context, cut))}`);
    context.evaluated.set(cut, temporary);
  }
  const text = sequence(setups, emitNode(context, node));
  for (const cut of cuts) context.evaluated.delete(cut);
  return text;
}

/**
 * Reads a field with a constant name. The text of `object` must be one that may be repeated. `method` is the method of
 * the field site that is called if the field is not where the site found it last.
 */
export function emitFieldRead(
  context: FunctionContext,
  object: string,
  site: string,
  isTable: boolean,
  method: 'read' | 'pass' = 'read',
): string {
  if (context.chunk.modes.compact) return `${site}.read(${object})`;
  const guard = isTable ? '' : `${object}!==undefined&&`;
  return context.scoped(() => {
    const value = context.take();
    return `(${guard}${object}.shape===${site}.shape&&(${value}=${object}.slots[${site}.slot])!==undefined?${value}:${site}.${method}(${object}))`;
  });
}

/**
 * The text of a value that the function returns. If it is a field of a value that has no fields, the error is returned
 * instead of thrown (`FieldSite.pass`), which is much cheaper.
 */
export function emitReturned(context: FunctionContext, node: Expression): string {
  if (node.kind !== 'Index' || node.key.kind !== 'String' || context.isCold)
    return emitExpression(context, node);
  if (context.chunk.modes.compact || leftChain(context, node) !== undefined)
    return emitExpression(context, node);
  const { object } = node;
  if (object.kind !== 'Index') return emitIndex(context, node, 'pass');
  const temporary = context.take();
  const setup = `${temporary}=${emitReturned(context, object)}`;
  return context.withEvaluated(object, temporary, () => sequence([setup], emitIndex(context, node, 'pass')));
}

/** The text of a read that need not be fast: `index(object,key,C,site)`. */
export function emitColdRead(
  context: FunctionContext,
  object: string,
  key: string,
  line: number,
  described?: string,
): string {
  return `${lineMark(context, line)}index(${object},${key},C,${context.chunk.site(line, described)})`;
}

/**
 * The text of a condition that is true for tables, and that assigns the array of the table to `target`. Only tables
 * have a property `array`; to look at it is faster than `instanceof`.
 */
export function arrayOf(target: string, value: string): string {
  return `${value}!==undefined&&(${target}=${value}.array)!==undefined`;
}

function emitGlobal(context: FunctionContext, node: GlobalExpression): string {
  if (context.isCold) {
    return `${lineMark(context, node.line)}${context.chunk.globalSite(node.name, node.line)}.get(${context.globalTable})`;
  }
  const site = context.chunk.fieldSite(node.name, node.line);
  return lineMark(context, node.line) + emitFieldRead(context, context.globalTable, site, true);
}

function emitIndex(
  context: FunctionContext,
  node: IndexExpression,
  method: 'read' | 'pass' = 'read',
): string {
  const { types } = context.chunk;
  if (context.isCold) {
    const [object, key] = emitArguments(context, node.object, node.key);
    return emitColdRead(context, object, key, node.line, describe(context, node.object));
  }
  const isTable = types.of(node.object) === 'table';
  const object = emitOperand(context, node.object);
  if (node.key.kind === 'String') {
    const site = context.chunk.fieldSite(node.key.value, node.line, describe(context, node.object));
    return sequence(
      [object.setup],
      lineMark(context, node.line) + emitFieldRead(context, object.text, site, isTable, method),
    );
  }
  const key = emitOperand(context, node.key);
  const site = context.chunk.site(node.line, describe(context, node.object));
  const slow = `${lineMark(context, node.line)}index(${object.text},${key.text},C,${site})`;
  const keyType = types.of(node.key);
  if (keyType !== 'any' && keyType !== 'number' && keyType !== 'unset') {
    return sequence([object.setup, key.setup], slow);
  }
  const value = context.take();
  const array = isTable ? `${object.text}.array` : value;
  const guards = [
    keyType === 'number' ? '' : `typeof ${key.text}==="number"`,
    isTable ? '' : arrayOf(value, object.text),
    `(${value}=${array}[${key.text}-1])!==undefined`,
  ];
  const fast = guards.filter((guard) => guard !== '').join('&&');
  return sequence([object.setup, key.setup], `(${fast}?${value}:${slow})`);
}

const ARITHMETIC: Record<string, { slow: string; fast: (left: string, right: string) => string }> = {
  '+': { slow: 'add', fast: (left, right) => `${left}+${right}` },
  '-': { slow: 'subtract', fast: (left, right) => `${left}-${right}` },
  '*': { slow: 'multiply', fast: (left, right) => `${left}*${right}` },
  '/': { slow: 'divide', fast: (left, right) => `${left}/${right}` },
  '%': { slow: 'remainder', fast: (left, right) => `${left}-floor(${left}/${right})*${right}` },
  '^': { slow: 'raiseToPower', fast: (left, right) => `power(${left},${right})` },
};

const ORDER: Record<string, string> = {
  '<': 'lessThan',
  '<=': 'lessEqual',
  '>': 'greaterThan',
  '>=': 'greaterEqual',
};

function emitBinary(context: FunctionContext, node: BinaryExpression): string {
  if (node.operator === '==' || node.operator === '~=') return emitEquality(context, node);
  const { types } = context.chunk;
  const { operator, left, right } = node;
  const isOrder = isComparison(operator);
  const leftNumber = types.of(left) === 'number';
  const rightNumber = types.of(right) === 'number';
  const fast = isOrder ? (a: string, b: string): string => `${a}${operator}${b}` : ARITHMETIC[operator].fast;
  if (leftNumber && rightNumber && operator !== '%') {
    // Both operands are numbers, so that no metamethod can run in between and change one of them.
    return `(${fast(emitExpression(context, left), emitExpression(context, right))})`;
  }
  const slowName = isOrder ? ORDER[operator] : ARITHMETIC[operator].slow;
  if (context.isCold) {
    const operands = emitArguments(context, left, right).join();
    const site = context.chunk.site(node.line, describe(context, left), describe(context, right));
    return `${lineMark(context, node.line)}${slowName}(${operands},C,${site})`;
  }
  const first = emitOperand(context, left);
  const second = emitOperand(context, right);
  const quick =
    operator === '%' ? emitRemainder(context, first.text, second.text, right) : fast(first.text, second.text);
  const guards = [
    leftNumber ? '' : `typeof ${first.text}==="number"`,
    rightNumber ? '' : `typeof ${second.text}==="number"`,
  ].filter((guard) => guard !== '');
  if (guards.length === 0) return sequence([first.setup, second.setup], `(${quick})`);
  const site = context.chunk.site(node.line, describe(context, left), describe(context, right));
  const slow = `${lineMark(context, node.line)}${slowName}(${first.text},${second.text},C,${site})`;
  return sequence([first.setup, second.setup], `(${guards.join('&&')}?${quick}:${slow})`);
}

/**
 * `a % b` on numbers. JavaScript's `%` gives the same result as Lua's only for some signs. If both operands are 32-bit
 * integers with such signs, it is used: V8 then divides integers, which is much faster than the general way.
 */
function emitRemainder(context: FunctionContext, left: string, right: string, divisor: Expression): string {
  const general = ARITHMETIC['%'].fast(left, right);
  const dividend = context.take();
  const isInteger = `(${dividend}=${left}|0)===${left}&&${dividend}>=0`;
  let text: string;
  if (divisor.kind === 'Number') {
    const plain = Number.isInteger(divisor.value) && divisor.value > 0 && divisor.value < 2 ** 31;
    text = plain ? `${isInteger}?${dividend}%${right}:${general}` : general;
  } else {
    const whole = context.take();
    text = `${isInteger}&&(${whole}=${right}|0)===${right}&&${whole}>0?${dividend}%${whole}:${general}`;
  }
  return `(${text})`;
}

function emitEquality(context: FunctionContext, node: BinaryExpression): string {
  const { types } = context.chunk;
  const same = node.operator === '==';
  const identity = [node.left, node.right].some((operand) => isComparedAtOnce(types.of(operand), operand));
  if (context.isCold && !identity) {
    const operands = emitArguments(context, node.left, node.right).join();
    return `${same ? '' : '!'}${lineMark(context, node.line)}equals(${operands})`;
  }
  const first = emitOperand(context, node.left);
  const second = emitOperand(context, node.right);
  const setups = [first.setup, second.setup];
  if (identity) return sequence(setups, `(${first.text}${same ? '===' : '!=='}${second.text})`);
  const compared = `${lineMark(context, node.line)}equals(${first.text},${second.text})`;
  // Comparing long texts has to be charged.
  const isLong = `typeof ${first.text}==="string"&&${first.text}.length>${FREE_TEXT}`;
  const equal = `${isLong}?${compared}:${first.text}===${second.text}||typeof ${first.text}==="object"&&${compared}`;
  return sequence(setups, same ? `(${equal})` : `!(${equal})`);
}

/** Texts up to this length are compared without a charge. */
const FREE_TEXT = 1023;

/** Whether comparing a value of this type with any other takes no time and calls no metamethod. */
function isComparedAtOnce(type: StaticType, operand: Expression): boolean {
  if (type === 'string') return operand.kind === 'String' && operand.value.length <= FREE_TEXT;
  return type !== 'any' && type !== 'table' && type !== 'unset';
}

function emitConcat(context: FunctionContext, node: ConcatExpression): string {
  const { operands } = node;
  const texts = operands.map((operand) => emitExpression(context, operand));
  // Every pair of neighbours is a site of its own. The result of joining the operands further right has the name of the
  // first of them, because Lua keeps it in the register of that operand.
  const last = operands.length - 1;
  const sites = operands
    .slice(0, last)
    .map((operand, position) =>
      context.chunk.site(node.line, describe(context, operand), describe(context, operands[position + 1])),
    );
  if (operands.length > CONCAT_NESTING) {
    return `${lineMark(context, node.line)}concatMany([${texts.join()}],C,${sites[0]})`;
  }
  let text = texts[last];
  for (let position = last - 1; position >= 0; position--) {
    text = `${lineMark(context, node.line)}concat(${texts[position]},${text},C,${sites[position]})`;
  }
  return text;
}

function emitLogical(context: FunctionContext, node: LogicalExpression): string {
  const { types } = context.chunk;
  const { left, right } = node;
  const leftType = types.of(left);
  const isAnd = node.operator === 'and';
  if (leftType === 'boolean') {
    return `(${emitCondition(context, left)}${isAnd ? '&&' : '||'}${emitExpression(context, right)})`;
  }
  if (
    !isAnd &&
    left.kind === 'Logical' &&
    left.operator === 'and' &&
    isTrueType(types.of(left.right)) &&
    !context.evaluated.has(left)
  ) {
    // In `a and b or c`, b is known to count as true, so this is `a ? b : c`.
    const condition = emitCondition(context, left.left);
    return `(${condition}?${emitExpression(context, left.right)}:${emitExpression(context, right)})`;
  }
  const known = repeatable(context, left);
  const value = known ?? emitExpression(context, left);
  const temporary = known ?? context.take();
  const tested = known ?? `(${temporary}=${value})`;
  const otherwise = emitExpression(context, right);
  return isAnd
    ? `(${tested}===undefined||${temporary}===false?${temporary}:${otherwise})`
    : `(${tested}!==undefined&&${temporary}!==false?${temporary}:${otherwise})`;
}

function emitUnary(context: FunctionContext, node: UnaryExpression): string {
  if (node.operator === 'not') return `!${emitCondition(context, node.operand)}`;
  const type = context.chunk.types.of(node.operand);
  const operand = emitOperand(context, node.operand);
  const site = context.chunk.site(node.line, describe(context, node.operand));
  const at = lineMark(context, node.line);
  if (node.operator === '-') {
    if (type === 'number') return sequence([operand.setup], `(-${operand.text})`);
    const slow = `${at}negate(${operand.text},C,${site})`;
    return sequence([operand.setup], `(typeof ${operand.text}==="number"?-${operand.text}:${slow})`);
  }
  if (type === 'table') return sequence([operand.setup], `${operand.text}.length()`);
  const slow = `${at}lengthOf(${operand.text},C,${site})`;
  return sequence(
    [operand.setup],
    `(${operand.text}!==undefined&&${operand.text}.array!==undefined?${operand.text}.length():${slow})`,
  );
}
