/**
 * Table constructors. A list, or a record (a table of few constant string keys), is built in one step. A constructor
 * that has computed keys, or that mixes list items and named fields in an order that a script could notice, is built
 * field by field.
 *
 * Lua counts the fields of a constructor and creates the table with the right size. The size decides in what order
 * `next` meets the keys later on, so the table here must have the same one.
 */
import type { Expression, TableExpression, TableField } from '../syntax/ast.ts';
import { isMultiple } from '../syntax/classify.ts';
import { arraySize, constructorFields, ITEMS_PER_STORE } from '../syntax/constructor.ts';
import { emitValues } from './call.ts';
import type { FunctionContext } from './context.ts';
import { emitExpression } from './expression.ts';
import { stringLiteral } from './literals.ts';
import { lineMark } from './marks.ts';
import { isTrueType } from './static-type.ts';

/** A constructor with more fields than this is taken for a dictionary, and is built field by field. */
const RECORD_FIELDS = 24;

export function emitTable(context: FunctionContext, node: TableExpression): string {
  const { fields } = node;
  if (fields.length === 0) return 'new T()';
  const { named, listed, isOpen } = constructorFields(node);
  if (named.length === 0) return emitArray(context, listed);
  const keys = recordKeys(named);
  if (keys === undefined) return emitByField(context, node);
  const shape = context.chunk.shape(keys);
  const slots = (): string => `[${named.map((field) => emitExpression(context, field.value)).join()}]`;
  if (listed.length === 0) {
    const solid = named.every((field) => isSolid(context, field.value));
    return solid ? `new T(EMPTY,${shape},${slots()})` : `record(${shape},${slots()})`;
  }
  if (isOpen && listed.length === 1) return `packed(${shape},${slots()},${emitValues(context, listed)})`;
  const firstNamed = fields.indexOf(named[0]);
  const isListFirst = fields.slice(firstNamed).every((field) => field.key !== undefined);
  return isListFirst
    ? `mixed(${emitArray(context, cutLast(listed))},${shape},${slots()})`
    : emitByField(context, node);
}

/** The keys of a record; undefined if they are not few and different constant strings. */
function recordKeys(fields: readonly TableField[]): string[] | undefined {
  if (fields.length > RECORD_FIELDS) return undefined;
  const keys = new Set<string>();
  for (const { key } of fields) {
    if (key?.kind !== 'String' || keys.has(key.value)) return undefined;
    keys.add(key.value);
  }
  return [...keys];
}

function emitArray(context: FunctionContext, values: readonly Expression[]): string {
  const solid = values.every((value) => isSolid(context, value));
  const array = emitValues(context, values);
  const size = arraySize(isMultiple(values.at(-1)) ? values.length - 1 : values.length);
  // Only long lists are counted as memory, which `fromArray` does. Short ones cost less than counting them would.
  if (solid && values.length <= 50 && size === values.length) return `new T(${array})`;
  return size >= 16 ? `fromArray(${array},${size})` : `fromArray(${array})`;
}

/** Cuts the last item of a list to one value, because fields follow it. */
function cutLast(values: readonly Expression[]): Expression[] {
  return values.map((value, position) =>
    position === values.length - 1 && isMultiple(value)
      ? { kind: 'Parenthesized', expression: value }
      : value,
  );
}

function isSolid(context: FunctionContext, node: Expression): boolean {
  const type = context.chunk.types.of(node);
  return isTrueType(type) || type === 'boolean';
}

/**
 * Builds a table field by field. As in Lua, list items are stored in pieces of a fixed size: a full piece is stored
 * before the field that follows it, and the rest is stored after everything else.
 */
function emitByField(context: FunctionContext, node: TableExpression): string {
  const { fields } = node;
  const { named, listed, isOpen, size } = constructorFields(node);
  const table = context.take();
  const list = context.take();
  const steps = [`${table}=sized(${size},${named.length})`];
  if (listed.length > 0) steps.push(`${list}=[]`);
  let stored = 0;
  let pending = 0;
  fields.forEach((field, position) => {
    if (pending === ITEMS_PER_STORE) {
      steps.push(`setList(${table},${list},${stored + 1},false)`, `${list}=[]`);
      stored += pending;
      pending = 0;
    }
    if (field.key !== undefined) {
      const key =
        field.key.kind === 'String' ? stringLiteral(field.key.value) : emitExpression(context, field.key);
      const site = context.chunk.site(field.line);
      steps.push(
        `${lineMark(context, field.line)}setField(${table},${key},${emitExpression(context, field.value)},C,${site})`,
      );
      return;
    }
    pending++;
    if (position === fields.length - 1 && isOpen) {
      steps.push(`pushAll(${list},${emitValues(context, [field.value])})`);
    } else steps.push(`${list}.push(${emitExpression(context, field.value)})`);
  });
  if (pending > 0) steps.push(`setList(${table},${list},${stored + 1},${isOpen})`);
  return `(${steps.join()},${table})`;
}
