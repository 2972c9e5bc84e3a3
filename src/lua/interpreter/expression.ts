/**
 * Expressions, evaluated node by node with the operators of the runtime.
 *
 * Operands are evaluated from left to right. Lua reads a local of the running function later than that: when the operation
 * is done. That makes a difference only if a function that captured the local may change it in between, so such a local
 * is read once more after the other operands have been evaluated.
 */
import { index } from '../runtime/access.ts';
import { spend } from '../runtime/budget.ts';
import { callable, expand, one } from '../runtime/call.ts';
import { isTrue } from '../runtime/compare.ts';
import { within } from '../runtime/environment.ts';
import { errorAt } from '../runtime/error-function.ts';
import { defer, pushAll, setField } from '../runtime/generated.ts';
import {
  add,
  concatMany,
  divide,
  equals,
  greaterEqual,
  greaterThan,
  lengthOf,
  lessEqual,
  lessThan,
  multiply,
  negate,
  raiseToPower,
  remainder,
  subtract,
} from '../runtime/operators.ts';
import { markFrames } from '../runtime/position.ts';
import type { Code } from '../runtime/site.ts';
import { LuaTable } from '../runtime/table.ts';
import type { LuaFunction, LuaResult, LuaValue } from '../runtime/value.ts';
import type {
  BinaryExpression,
  CallExpression,
  ConcatExpression,
  Expression,
  IndexExpression,
  LogicalExpression,
  MethodCallExpression,
  MultipleExpression,
  TableExpression,
  UnaryExpression,
} from '../syntax/ast.ts';
import { isEnvironmentFunction, isErrorCall, isMultiple, leftOf } from '../syntax/classify.ts';
import { arraySize, ITEMS_PER_STORE } from '../syntax/constructor.ts';
import { valueName } from '../syntax/describe.ts';
import type { Frame } from './frame.ts';

/** A left chain (`a + b + c ...`) with more links than this is evaluated in a loop: it has no bound, and the stack has. */
const CHAIN = 8;

/** How many links of a chain, or items of a list, are evaluated between two charges, and what each of them costs. */
const ITEMS_PER_CHARGE = 64;
const STEPS_PER_ITEM = 10;

type Operation = (left: LuaValue, right: LuaValue, code: Code, site: number) => LuaValue;

const OPERATIONS: Readonly<Record<BinaryExpression['operator'], Operation>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
  '^': raiseToPower,
  '==': equals,
  '~=': (left, right) => !equals(left, right),
  '<': lessThan,
  '<=': lessEqual,
  '>': greaterThan,
  '>=': greaterEqual,
};

/** Evaluates an expression to its first value. */
export function interpretExpression(frame: Frame, node: Expression): LuaValue {
  switch (node.kind) {
    case 'Local':
      return frame.read(node.symbol);
    case 'String':
    case 'Number':
      return node.value;
    case 'Global':
      frame.at(node);
      return index(frame.environment.table, node.name, frame);
    case 'Index':
    case 'Call':
    case 'MethodCall':
    case 'Binary':
    case 'Logical':
      return continueChain(frame, node, interpretLeft(frame, node));
    case 'Concat':
      return concatenate(frame, node);
    case 'Unary':
      return operateUnary(frame, node);
    case 'Table':
      return construct(frame, node);
    case 'True':
      return true;
    case 'False':
      return false;
    case 'Nil':
      return undefined;
    case 'Vararg':
      return frame.varargs[0];
    case 'Parenthesized':
      return interpretExpression(frame, node.expression);
    case 'Upvalue':
      return frame.upvalue(node.symbol).v;
    case 'Function':
      return frame.makeFunction(node.body);
  }
}

markFrames('interpreter', interpretExpression);

/** An expression whose value begins with that of its left part. */
type Link = IndexExpression | CallExpression | MethodCallExpression | BinaryExpression | LogicalExpression;

/** Evaluates the left part of an expression. */
function interpretLeft(frame: Frame, node: Link): LuaValue {
  const left = leftOf(node) as Expression;
  let at: Expression | undefined = left;
  for (let links = 0; links < CHAIN; links++) {
    at = leftOf(at);
    if (at === undefined) return interpretExpression(frame, left);
  }
  return interpretChain(frame, left as Link);
}

function interpretChain(frame: Frame, last: Link): LuaValue {
  const links: Link[] = [];
  let first: Expression = last;
  for (let left = leftOf(first); left !== undefined; left = leftOf(first)) {
    links.push(first as Link);
    chargeItem(links.length);
    first = left;
  }
  let value = interpretExpression(frame, first);
  for (let position = links.length - 1; position >= 0; position--) {
    chargeItem(position);
    value = continueChain(frame, links[position], value);
  }
  return value;
}

/** Charges for the items of a list or chain; it has to be called for each of them. */
function chargeItem(position: number): void {
  if (position % ITEMS_PER_CHARGE === 0) spend(ITEMS_PER_CHARGE * STEPS_PER_ITEM);
}

/** Evaluates an expression whose left part has the value `left`. */
function continueChain(frame: Frame, node: Link, left: LuaValue): LuaValue {
  switch (node.kind) {
    case 'Index':
      return readIndex(frame, node, left);
    case 'Call':
      return one(callFunction(frame, node, left, false));
    case 'MethodCall':
      return one(callMethod(frame, node, left, false));
    case 'Binary':
      return operate(frame, node, left);
    case 'Logical':
      return isTrue(left) === (node.operator === 'and') ? interpretExpression(frame, node.right) : left;
  }
}

/** The value of an operand, now that the operands after it have been evaluated. */
export function readLate(frame: Frame, node: Expression, value: LuaValue): LuaValue {
  return node.kind === 'Local' && node.symbol.captured ? frame.read(node.symbol) : value;
}

/** Evaluates a list of expressions to all of its values, in an array that the receiver owns. */
export function interpretList(frame: Frame, nodes: readonly Expression[]): LuaValue[] {
  const values: LuaValue[] = [];
  const last = nodes.length - 1;
  for (let position = 0; position <= last; position++) {
    const node = nodes[position];
    if (position === last && isMultiple(node)) pushAll(values, allValues(frame, node));
    else values.push(interpretExpression(frame, node));
  }
  return values;
}

function allValues(frame: Frame, node: MultipleExpression): readonly LuaValue[] {
  return node.kind === 'Vararg' ? frame.varargs : expand(interpretCall(frame, node, false));
}

/** Makes a call, and returns the result in the form in which the callee returned it. */
export function interpretCall(
  frame: Frame,
  node: CallExpression | MethodCallExpression,
  isTail: boolean,
): LuaResult {
  const left = interpretLeft(frame, node);
  return node.kind === 'Call'
    ? callFunction(frame, node, left, isTail)
    : callMethod(frame, node, left, isTail);
}

function callFunction(frame: Frame, node: CallExpression, value: LuaValue, isTail: boolean): LuaResult {
  const special = specialCallee(frame, node, value);
  const callee = special ?? (typeof value === 'function' ? value : callable(value, frame));
  const values = interpretList(frame, node.arguments);
  frame.at(node, isTail ? 'tail call' : 'call');
  if (isTail && special === undefined && !frame.program.runsOnce) return defer(callee, values);
  return apply(callee, values);
}

/** What to call instead of a function that has to be told where it is called; undefined for all others. */
function specialCallee(frame: Frame, node: CallExpression, value: LuaValue): LuaFunction | undefined {
  if (isErrorCall(node)) return errorAt(value, frame, 0);
  const { callee } = node;
  const name = callee.kind === 'Global' ? callee.name : valueName(callee)?.name;
  return isEnvironmentFunction(name) ? within(frame.environment, value, frame, 0) : undefined;
}

function callMethod(frame: Frame, node: MethodCallExpression, object: LuaValue, isTail: boolean): LuaResult {
  frame.at(node, 'lookup');
  const method = index(object, node.name, frame);
  const callee = typeof method === 'function' ? method : callable(method, frame);
  const values = [object];
  pushAll(values, interpretList(frame, node.arguments));
  frame.at(node, isTail ? 'tail call' : 'call');
  return isTail && !frame.program.runsOnce ? defer(callee, values) : apply(callee, values);
}

/** Calls a function. Few arguments are passed one by one, because spreading them takes longer than a short call. */
function apply(callee: LuaFunction, values: readonly LuaValue[]): LuaResult {
  switch (values.length) {
    case 0:
      return callee();
    case 1:
      return callee(values[0]);
    case 2:
      return callee(values[0], values[1]);
    case 3:
      return callee(values[0], values[1], values[2]);
    default:
      return callee(...values);
  }
}

function readIndex(frame: Frame, node: IndexExpression, object: LuaValue): LuaValue {
  const key = interpretExpression(frame, node.key);
  frame.at(node);
  return index(readLate(frame, node.object, object), key, frame);
}

function operate(frame: Frame, node: BinaryExpression, left: LuaValue): LuaValue {
  const right = interpretExpression(frame, node.right);
  frame.at(node);
  return OPERATIONS[node.operator](readLate(frame, node.left, left), right, frame, 0);
}

function operateUnary(frame: Frame, node: UnaryExpression): LuaValue {
  const operand = interpretExpression(frame, node.operand);
  if (node.operator === 'not') return !isTrue(operand);
  frame.at(node);
  return node.operator === '-' ? negate(operand, frame) : lengthOf(operand, frame);
}

function concatenate(frame: Frame, node: ConcatExpression): LuaValue {
  const values: LuaValue[] = [];
  for (const operand of node.operands) values.push(interpretExpression(frame, operand));
  frame.at(node);
  return concatMany(values, frame);
}

/**
 * Makes the table of a constructor. As in Lua, list items are stored in pieces of a fixed size. A full piece is stored
 * before the field that follows it, and the rest is stored after everything else.
 */
function construct(frame: Frame, node: TableExpression): LuaTable {
  const { fields } = node;
  if (fields.length === 0) return new LuaTable();
  let listed = 0;
  for (const { key } of fields) if (key === undefined) listed++;
  const last = fields[fields.length - 1];
  const open = last.key === undefined && isMultiple(last.value) ? last.value : undefined;
  const size = arraySize(open === undefined ? listed : listed - 1);
  const isList = listed === fields.length;
  const table = isList ? undefined : LuaTable.sized(size, fields.length - listed);
  let list: LuaValue[] = [];
  let first = 1;
  for (let position = 0; position < fields.length; position++) {
    const field = fields[position];
    chargeItem(position + 1);
    if (table !== undefined && list.length === ITEMS_PER_STORE) {
      table.setList(list, first, false);
      first += list.length;
      list = [];
    }
    if (table !== undefined && field.key !== undefined) {
      const key = interpretExpression(frame, field.key);
      const value = interpretExpression(frame, field.value);
      frame.at(field);
      setField(table, readLate(frame, field.key, key), value, frame, 0);
    } else if (open !== undefined && field === last) pushAll(list, allValues(frame, open));
    else list.push(interpretExpression(frame, field.value));
  }
  if (table === undefined) return LuaTable.fromArray(list, size);
  if (list.length > 0 || open !== undefined) table.setList(list, first, open !== undefined);
  return table;
}
