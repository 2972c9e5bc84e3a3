/**
 * Executes statements node by node. A loop that goes on for long is compiled on the way, and the rest of it then runs
 * in its compiled form.
 */

import { setIndex } from '../runtime/access.ts';
import { lap } from '../runtime/budget.ts';
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
  LocalStatement,
  LoopStatement,
  NumericForStatement,
  RepeatStatement,
  ReturnStatement,
  Statement,
  WhileStatement,
} from '../syntax/ast.ts';
import { interpretCall, interpretExpression, interpretList } from './expression.ts';
import type { Frame } from './frame.ts';

/** How a statement ends. */
export type Completion = 'normal' | 'break' | 'return';

export function interpretBlock(frame: Frame, { statements }: Block): Completion {
  for (const statement of statements) {
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
    default:
      throw new Error(`${node.kind} cannot be interpreted`);
  }
}

markFrames('interpreter', interpretStatement);

function declare(frame: Frame, { symbols, values }: LocalStatement): void {
  const { locals } = frame;
  if (symbols.length === 1 && values.length === 1) {
    locals[symbols[0].id] = interpretExpression(frame, values[0]);
    return;
  }
  const list = interpretList(frame, values);
  for (let position = 0; position < symbols.length; position++) locals[symbols[position].id] = list[position];
}

/**
 * As in Lua, the parts of all targets are evaluated first, then the values, which are stored from the last to the
 * first.
 */
function assign(frame: Frame, { targets, values }: AssignStatement): void {
  const { locals, globals } = frame;
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
    if (target.kind === 'Local') locals[target.symbol.id] = value;
    else {
      frame.at(target);
      if (target.kind === 'Global') setIndex(globals, target.name, value, frame);
      else {
        const key = parts.pop();
        setIndex(parts.pop(), key, value, frame);
      }
    }
  }
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
    frame.locals[symbol.id] = counter;
    const end = runBlock(frame, block) ?? endTurn(frame, node, [counter + step, limit, step]);
    if (end !== undefined) return end;
  }
  return 'normal';
}

const BOUNDS = ['initial', 'limit', 'step'];

function iterateOver(frame: Frame, node: GenericForStatement): Completion {
  const { locals } = frame;
  const { symbols, block } = node;
  const [step, object, start] = interpretList(frame, node.values);
  let control = start;
  const walk = iterator(step, object, control);
  for (;;) {
    for (const { id } of symbols) locals[id] = undefined;
    if (walk !== undefined) {
      if (!walk.step()) return 'normal';
      locals[symbols[0].id] = walk.key;
      if (symbols.length > 1) locals[symbols[1].id] = walk.value;
    } else {
      frame.at(node);
      const result = iterate(step, object, control, frame, 0);
      if (result instanceof MultiValue) {
        for (let position = 0; position < symbols.length; position++) {
          locals[symbols[position].id] = result.values[position];
        }
      } else locals[symbols[0].id] = result;
      control = locals[symbols[0].id];
      if (control === undefined) return 'normal';
    }
    const end = runBlock(frame, block) ?? endTurn(frame, node, [step, object, control, walk]);
    if (end !== undefined) return end;
  }
}
