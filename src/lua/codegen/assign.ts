/**
 * Assignments. Invariant, as in Lua 5.1: the objects and keys on the left are evaluated first, then the values on the
 * right, and then the values are stored, from the last target to the first.
 */
import type { AssignStatement, Expression, GlobalExpression, IndexExpression } from '../syntax/ast.ts';
import { isMultiple } from '../syntax/classify.ts';
import type { FunctionContext } from './context.ts';
import { arrayOf, emitExpression } from './expression.ts';
import { stringLiteral } from './literals.ts';
import { describe, lineMark } from './marks.ts';
import { emitCopy, emitOperand, type Operand } from './operand.ts';
import { emitListRead } from './statement.ts';

type Target = AssignStatement['targets'][number];

/** A target whose parts have been evaluated. `store` makes the statement that stores a value, given as a text. */
interface Prepared {
  readonly setups: string[];
  store(value: string, isNil: boolean): string;
}

export function emitAssign(context: FunctionContext, node: AssignStatement): string {
  const { targets, values } = node;
  if (targets.length === 1 && values.length === 1) return emitSingle(context, targets[0], values[0]);
  const prepared = targets.map((target, position) =>
    prepare(context, target, (_, node) => emitPart(context, node, targets.slice(position + 1))),
  );
  const setups = prepared.flatMap((target) => target.setups);
  const texts = emitValueList(context, values, targets.length, setups);
  const stores = prepared
    .map((target, position) => target.store(texts[position] ?? 'undefined', true))
    .reverse();
  return [...setups.filter((setup) => setup !== '').map((setup) => `${setup};`), ...stores].join('');
}

/**
 * Emits an object or key on the left. If it is a local, Lua reads it only when it stores, and functions that are called
 * on the right may have changed it by then. But if the same local is also a target further on, Lua keeps its old value.
 */
function emitPart(context: FunctionContext, node: Expression, later: readonly Target[]): Operand {
  const isKept =
    node.kind === 'Local' && later.some((target) => target.kind === 'Local' && target.symbol === node.symbol);
  return node.kind === 'Local' && !isKept ? emitOperand(context, node) : emitCopy(context, node);
}

function emitSingle(context: FunctionContext, target: Target, value: Expression): string {
  if (target.kind === 'Local' || target.kind === 'Upvalue') {
    context.assigned(target.symbol);
    return `${context.variable(target.symbol)}=${emitExpression(context, value)};`;
  }
  const prepared = prepare(context, target, emitOperand);
  const operand = emitOperand(context, value);
  const setups = [...prepared.setups, operand.setup].filter((setup) => setup !== '');
  const type = context.chunk.types.of(value);
  const store = prepared.store(operand.text, type === 'any' || type === 'nil' || type === 'unset');
  return [...setups.map((setup) => `${setup};`), store].join('');
}

/** Evaluates the values on the right into texts whose values the stores cannot change. */
function emitValueList(
  context: FunctionContext,
  values: readonly Expression[],
  wanted: number,
  setups: string[],
): string[] {
  const texts: string[] = [];
  values.forEach((value, position) => {
    const isLast = position === values.length - 1;
    if (isLast && isMultiple(value) && position < wanted - 1) {
      const list = context.take();
      setups.push(`${list}=${emitListRead(context, value)}`);
      for (let place = position; place < wanted; place++) texts.push(`${list}[${place - position}]`);
      return;
    }
    const operand = emitCopy(context, value);
    setups.push(operand.setup);
    texts.push(operand.text);
  });
  return texts;
}

function prepare(
  context: FunctionContext,
  target: Target,
  part: (context: FunctionContext, node: Expression) => Operand,
): Prepared {
  if (target.kind === 'Global') return prepareGlobal(context, target);
  if (target.kind === 'Index') return prepareIndex(context, target, part);
  context.assigned(target.symbol);
  const name = context.variable(target.symbol);
  return { setups: [], store: (value) => `${name}=${value};` };
}

function prepareGlobal(context: FunctionContext, target: GlobalExpression): Prepared {
  if (context.isCold) {
    const cold = context.chunk.site(target.line);
    const place = `${context.globalTable},${stringLiteral(target.name)}`;
    return {
      setups: [],
      store: (value) => `${lineMark(context, target.line)}setIndex(${place},${value},C,${cold});`,
    };
  }
  const site = context.chunk.fieldSite(target.name, target.line);
  const table = context.globalTable;
  return {
    setups: [],
    store: (value, isNil) =>
      lineMark(context, target.line) + storeField(context, table, site, value, isNil, true),
  };
}

function prepareIndex(
  context: FunctionContext,
  target: IndexExpression,
  part: (context: FunctionContext, node: Expression) => Operand,
): Prepared {
  const { types } = context.chunk;
  const object = part(context, target.object);
  const isTable = types.of(target.object) === 'table';
  const at = lineMark(context, target.line);
  if (target.key.kind === 'String' && !context.isCold) {
    const site = context.chunk.fieldSite(target.key.value, target.line, describe(context, target.object));
    return {
      setups: [object.setup],
      store: (value, isNil) => at + storeField(context, object.text, site, value, isNil, isTable),
    };
  }
  const key = part(context, target.key);
  const keyType = types.of(target.key);
  const position = context.take();
  const array = context.take();
  const site = context.chunk.site(target.line, describe(context, target.object));
  return {
    setups: [object.setup, key.setup],
    store(value, isNil) {
      const slow = `${at}setIndex(${object.text},${key.text},${value},C,${site});`;
      if (context.isCold || (keyType !== 'any' && keyType !== 'number' && keyType !== 'unset')) return slow;
      const known = isTable ? `${object.text}.array` : array;
      // An element right after the last one is stored here, too, unless the array is the one that all empty tables
      // share.
      const isAppended = `${position}>0&&${position}===${known}.length&&${position}<${object.text}.capacity&&${object.text}.metatable===undefined`;
      const guards = [
        keyType === 'number' ? '' : `typeof ${key.text}==="number"`,
        isTable ? '' : arrayOf(array, object.text),
        `(${position}=${key.text}-1)>>>0===${position}`,
        `(${known}[${position}]!==undefined||${isAppended})`,
        `!${object.text}.frozen`,
        isNil ? `${value}!==undefined` : '',
      ];
      return `if(${guards.filter((guard) => guard !== '').join('&&')})${known}[${position}]=${value};else ${slow}`;
    },
  };
}

function storeField(
  context: FunctionContext,
  object: string,
  site: string,
  value: string,
  isNil: boolean,
  isTable: boolean,
): string {
  if (context.chunk.modes.compact) return `${site}.write(${object},${value});`;
  // Storing nil is rare, and tables have to take note of it, so it always goes through the general way.
  const guard = (isNil ? `${value}!==undefined&&` : '') + (isTable ? '' : `${object}!==undefined&&`);
  const slot = `${object}.slots[${site}.slot]`;
  return `if(${guard}${object}.shape===${site}.shape&&${slot}!==undefined)${slot}=${value};else ${site}.write(${object},${value});`;
}
