/**
 * Executes statements node by node. A loop that goes on for long is compiled on the way, and the rest of it then runs
 * in its compiled form.
 */

import { setIndex } from '../runtime/access.ts';
import { lap, spend } from '../runtime/budget.ts';
import { finish } from '../runtime/call.ts';
import { isTrue } from '../runtime/compare.ts';
import { iterate, loopNumber } from '../runtime/generated.ts';
import { iterator } from '../runtime/iteration.ts';
import { markFrames } from '../runtime/position.ts';
import { type LuaValue, MultiValue, packResult } from '../runtime/value.ts';
import type {
  AssignStatement,
  Block,
  Expression,
  GenericForStatement,
  IfStatement,
  LocalFunctionStatement,
  LocalStatement,
  LocalSymbol,
  LoopStatement,
  NumericForStatement,
  RepeatStatement,
  ReturnStatement,
  Statement,
  WhileStatement,
} from '../syntax/ast.ts';
import { interpretCall, interpretExpression, interpretList, readLate } from './expression.ts';
import type { Frame } from './frame.ts';

/** How a statement ends. */
export type Completion = 'normal' | 'break' | 'return';

/** What a statement costs, in steps; its loops, calls and long expressions cost more. */
const STEPS_PER_STATEMENT = 10;

export function interpretBlock(frame: Frame, { statements }: Block): Completion {
  for (const statement of statements) {
    frame.at(statement);
    spend(STEPS_PER_STATEMENT);
    const completion = interpretStatement(frame, statement);
    if (completion !== 'normal') return completion;
  }
  return 'normal';
}

function interpretStatement(frame: Frame, node: Statement): Completion {
  switch (node.kind) {
    case 'Local':
      declare(frame, node);
      return 'normal';
    case 'Assign':
      assign(frame, node);
      return 'normal';
    case 'CallStatement':
      finish(interpretCall(frame, node.call, false));
      return 'normal';
    case 'If':
      return choose(frame, node);
    case 'Return':
      return leave(frame, node);
    case 'Break':
      return 'break';
    case 'Do':
      return interpretBlock(frame, node.block);
    case 'While':
      return repeatWhile(frame, node);
    case 'Repeat':
      return repeatUntil(frame, node);
    case 'NumericFor':
      return count(frame, node);
    case 'GenericFor':
      return iterateOver(frame, node);
    case 'LocalFunction':
      declareFunction(frame, node);
      return 'normal';
  }
}

markFrames('interpreter', interpretStatement);

function declare(frame: Frame, { symbols, values }: LocalStatement): void {
  if (symbols.length === 1 && values.length === 1) {
    frame.declare(symbols[0], interpretExpression(frame, values[0]));
    return;
  }
  const list = interpretList(frame, values);
  for (let position = 0; position < symbols.length; position++) {
    frame.declare(symbols[position], list[position]);
  }
}

/** The local is there before the function is made, which may refer to it. */
function declareFunction(frame: Frame, { symbol, value }: LocalFunctionStatement): void {
  frame.declare(symbol, undefined);
  frame.assign(symbol, frame.makeFunction(value.body));
}

/**
 * As in Lua, the parts of all targets are evaluated first, then the values, which are stored from the last to the
 * first.
 */
function assign(frame: Frame, { targets, values }: AssignStatement): void {
  const parts: LuaValue[] = [];
  for (const target of targets) {
    if (target.kind !== 'Index') continue;
    parts.push(interpretExpression(frame, target.object), interpretExpression(frame, target.key));
  }
  const single = targets.length === 1 && values.length === 1;
  const list = single ? [interpretExpression(frame, values[0])] : interpretList(frame, values);
  for (let position = targets.length - 1; position >= 0; position--) {
    const target = targets[position];
    const value = list[position];
    switch (target.kind) {
      case 'Local':
        frame.assign(target.symbol, value);
        break;
      case 'Upvalue':
        frame.upvalue(target.symbol).v = value;
        break;
      case 'Global':
        frame.at(target);
        setIndex(frame.environment.table, target.name, value, frame);
        break;
      case 'Index': {
        const key = partAtStore(frame, target.key, parts.pop(), targets, position);
        const object = partAtStore(frame, target.object, parts.pop(), targets, position);
        frame.at(target);
        setIndex(object, key, value, frame);
      }
    }
  }
}

/**
 * The object or key of a target when its value is stored. Lua reads a local only now, but keeps its old value if the local
 * is a target further on.
 */
function partAtStore(
  frame: Frame,
  node: Expression,
  value: LuaValue,
  targets: AssignStatement['targets'],
  position: number,
): LuaValue {
  if (node.kind !== 'Local' || !node.symbol.captured) return value;
  for (let later = position + 1; later < targets.length; later++) {
    const target = targets[later];
    if (target.kind === 'Local' && target.symbol === node.symbol) return value;
  }
  return readLate(frame, node, value);
}

function isTrueIn(frame: Frame, condition: Expression): boolean {
  return isTrue(interpretExpression(frame, condition));
}

function choose(frame: Frame, { clauses, otherwise }: IfStatement): Completion {
  for (const { condition, block } of clauses) {
    if (isTrueIn(frame, condition)) return interpretBlock(frame, block);
  }
  return otherwise === undefined ? 'normal' : interpretBlock(frame, otherwise);
}

function leave(frame: Frame, { values }: ReturnStatement): Completion {
  const [only] = values;
  const isCall = values.length === 1 && (only.kind === 'Call' || only.kind === 'MethodCall');
  if (isCall) frame.result = interpretCall(frame, only, true);
  else frame.result = packResult(interpretList(frame, values));
  return 'return';
}

function repeatWhile(frame: Frame, node: WhileStatement): Completion {
  while (isTrueIn(frame, node.condition)) {
    const end = runBlock(frame, node.block) ?? endTurn(frame, node, []);
    if (end !== undefined) return end;
  }
  return 'normal';
}

function repeatUntil(frame: Frame, node: RepeatStatement): Completion {
  for (;;) {
    const end = runBlock(frame, node.block);
    if (end !== undefined) return end;
    if (isTrueIn(frame, node.condition)) return 'normal';
    const compiled = endTurn(frame, node, []);
    if (compiled !== undefined) return compiled;
  }
}

/** Executes the block of one turn of a loop. Returns how the loop ends if this turn leaves it. */
function runBlock(frame: Frame, block: Block): Completion | undefined {
  const completion = interpretBlock(frame, block);
  if (completion === 'normal') return undefined;
  return completion === 'break' ? 'normal' : completion;
}

/**
 * Ends a turn of a loop, and counts it in the budget. If the loop has gone on for long, the rest of it is run in its
 * compiled form, which begins with `state`; then the function returns how the loop has ended.
 */
function endTurn(frame: Frame, node: LoopStatement, state: readonly unknown[]): Completion | undefined {
  frame.at(node);
  lap(1);
  const compiled = frame.turned(node);
  if (compiled === undefined) return undefined;
  return frame.runCompiled(compiled, state) ? 'return' : 'normal';
}

function count(frame: Frame, node: NumericForStatement): Completion {
  const { symbol, block } = node;
  const values = [
    interpretExpression(frame, node.start),
    interpretExpression(frame, node.limit),
    node.step === undefined ? 1 : interpretExpression(frame, node.step),
  ];
  frame.at(node);
  const [start, limit, step] = values.map((value, position) =>
    typeof value === 'number' ? value : loopNumber(value, BOUNDS[position], frame, 0),
  );
  // Lua subtracts the step once and then adds it at each turn. With fractions, the result can differ from the start
  // value in its last bit.
  for (let counter = start - step + step; step > 0 ? counter <= limit : counter >= limit; counter += step) {
    frame.declare(symbol, counter);
    const end = runBlock(frame, block) ?? endTurn(frame, node, [counter + step, limit, step]);
    if (end !== undefined) return end;
  }
  return 'normal';
}

const BOUNDS = ['initial', 'limit', 'step'];

function iterateOver(frame: Frame, node: GenericForStatement): Completion {
  const { symbols, block } = node;
  const [step, object, start] = interpretList(frame, node.values);
  let control = start;
  const walk = iterator(step, object, control);
  for (;;) {
    if (walk !== undefined) {
      if (!walk.step()) return 'normal';
      declareAll(frame, symbols, walk.key, walk.value, NONE);
    } else {
      frame.at(node);
      const result = iterate(step, object, control, frame, 0);
      if (result instanceof MultiValue) {
        const { values } = result;
        control = values[0];
        declareAll(frame, symbols, control, values[1], values);
      } else {
        control = result;
        declareAll(frame, symbols, control, undefined, NONE);
      }
      if (control === undefined) return 'normal';
    }
    const end = runBlock(frame, block) ?? endTurn(frame, node, [step, object, control, walk]);
    if (end !== undefined) return end;
  }
}

const NONE: readonly LuaValue[] = [];

/** Declares the locals of a turn of a generic loop: the first two values, and the others of a list. */
function declareAll(
  frame: Frame,
  symbols: readonly LocalSymbol[],
  first: LuaValue,
  second: LuaValue,
  values: readonly LuaValue[],
): void {
  frame.declare(symbols[0], first);
  if (symbols.length > 1) frame.declare(symbols[1], second);
  for (let position = 2; position < symbols.length; position++) {
    frame.declare(symbols[position], values[position]);
  }
}
