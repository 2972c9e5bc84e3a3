/**
 * Expressions, evaluated node by node with the operators of the runtime.
 *
 * Operands are evaluated from left to right, and a local is read when its turn comes. Lua reads it later, when the
 * operation is done; that makes no difference here, because what is interpreted contains no functions, and only a
 * function that captured the local could change it in between.
 */
import { index } from '../runtime/access.ts';
import { callable, expand, one } from '../runtime/call.ts';
import { isTrue } from '../runtime/compare.ts';
import { errorAt } from '../runtime/error-function.ts';
import { pushAll, setField } from '../runtime/generated.ts';
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
  MethodCallExpression,
  MultipleExpression,
  TableExpression,
  UnaryExpression,
} from '../syntax/ast.ts';
import { isErrorCall, isMultiple } from '../syntax/classify.ts';
import { constructorFields, ITEMS_PER_STORE } from '../syntax/constructor.ts';
import type { Frame } from './frame.ts';

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
      return frame.locals[node.symbol.id];
    case 'String':
    case 'Number':
      return node.value;
    case 'Index':
      return readIndex(frame, node);
    case 'Global':
      frame.at(node);
      return index(frame.globals, node.name, frame);
    case 'Call':
      return one(callFunction(frame, node, false));
    case 'MethodCall':
      return one(callMethod(frame, node, false));
    case 'Binary':
      return operate(frame, node);
    case 'Concat':
      return concatenate(frame, node);
    case 'Logical': {
      const left = interpretExpression(frame, node.left);
      return isTrue(left) === (node.operator === 'and') ? interpretExpression(frame, node.right) : left;
    }
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
    default:
      throw new Error(`${node.kind} cannot be interpreted`);
  }
}

markFrames('interpreter', interpretExpression);

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
  return node.kind === 'Call' ? callFunction(frame, node, isTail) : callMethod(frame, node, isTail);
}

function callFunction(frame: Frame, node: CallExpression, isTail: boolean): LuaResult {
  const value = interpretExpression(frame, node.callee);
  const callee = isErrorCall(node)
    ? errorAt(value, frame, 0)
    : typeof value === 'function'
      ? value
      : callable(value, frame);
  const values = interpretList(frame, node.arguments);
  frame.at(node, isTail ? 'tail call' : 'call');
  return apply(callee, values);
}

function callMethod(frame: Frame, node: MethodCallExpression, isTail: boolean): LuaResult {
  const object = interpretExpression(frame, node.object);
  frame.at(node, 'lookup');
  const method = index(object, node.name, frame);
  const callee = typeof method === 'function' ? method : callable(method, frame);
  const values = [object];
  pushAll(values, interpretList(frame, node.arguments));
  frame.at(node, isTail ? 'tail call' : 'call');
  return apply(callee, values);
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

function readIndex(frame: Frame, node: IndexExpression): LuaValue {
  const object = interpretExpression(frame, node.object);
  const key = interpretExpression(frame, node.key);
  frame.at(node);
  return index(object, key, frame);
}

function operate(frame: Frame, node: BinaryExpression): LuaValue {
  const left = interpretExpression(frame, node.left);
  const right = interpretExpression(frame, node.right);
  frame.at(node);
  return OPERATIONS[node.operator](left, right, frame, 0);
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
  const { named, listed, isOpen, size } = constructorFields(node);
  if (named.length === 0) return LuaTable.fromArray(interpretList(frame, listed), size);
  const table = LuaTable.sized(size, named.length);
  let list: LuaValue[] = [];
  let first = 1;
  for (const field of fields) {
    if (list.length === ITEMS_PER_STORE) {
      table.setList(list, first, false);
      first += list.length;
      list = [];
    }
    if (field.key !== undefined) {
      const key = interpretExpression(frame, field.key);
      const value = interpretExpression(frame, field.value);
      frame.at(field);
      setField(table, key, value, frame, 0);
    } else if (isOpen && field === fields[fields.length - 1]) {
      pushAll(list, allValues(frame, field.value as MultipleExpression));
    } else list.push(interpretExpression(frame, field.value));
  }
  if (list.length > 0 || isOpen) table.setList(list, first, isOpen);
  return table;
}
