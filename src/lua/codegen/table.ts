/**
 * Table constructors. Lists and records are built in one step; whatever has computed keys, or mixes both kinds
 * in an order that shows, is built field by field.
 */
import type { Expression, TableExpression, TableField } from '../syntax/ast.ts';
import { emitValues, isMultiple } from './call.ts';
import type { FunctionContext } from './context.ts';
import { emitExpression } from './expression.ts';
import { stringLiteral } from './literals.ts';
import { lineMark } from './marks.ts';
import { isTrueType } from './static-type.ts';

/** Records with more fields than this are dictionaries. */
const RECORD_FIELDS = 24;

export function emitTable(context: FunctionContext, node: TableExpression): string {
  const { fields } = node;
  if (fields.length === 0) return 'new T()';
  const named = fields.filter((field) => field.key !== undefined);
  const listed = fields.filter((field) => field.key === undefined).map((field) => field.value);
  if (named.length === 0) return emitArray(context, listed);
  const keys = recordKeys(named);
  if (keys === undefined) return emitByField(context, fields);
  const shape = context.chunk.shape(keys);
  const slots = (): string => `[${named.map((field) => emitExpression(context, field.value)).join()}]`;
  if (listed.length === 0) return `new T(EMPTY,${shape},${slots()})`;
  const firstNamed = fields.indexOf(named[0]);
  const isListFirst = fields.slice(firstNamed).every((field) => field.key !== undefined);
  return isListFirst
    ? `mixed(${emitArray(context, cutLast(listed))},${shape},${slots()})`
    : emitByField(context, fields);
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
  // Long constructors are accounted for, short ones cost less than that.
  return solid && values.length <= 50 ? `new T(${array})` : `fromArray(${array})`;
}

/** A record follows the list: its last value is one value. */
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

/** Positions are stored after everything else, as Lua does it. */
function emitByField(context: FunctionContext, fields: readonly TableField[]): string {
  const table = context.take();
  const list = context.take();
  const steps = [`${table}=new T()`];
  const hasList = fields.some((field) => field.key === undefined);
  if (hasList) steps.push(`${list}=[]`);
  fields.forEach((field, position) => {
    if (field.key !== undefined) {
      const key =
        field.key.kind === 'String' ? stringLiteral(field.key.value) : emitExpression(context, field.key);
      const site = context.chunk.site(field.line);
      steps.push(
        `${lineMark(field.line)}setField(${table},${key},${emitExpression(context, field.value)},C,${site})`,
      );
    } else if (position === fields.length - 1 && isMultiple(field.value)) {
      steps.push(`pushAll(${list},${emitValues(context, [field.value])})`);
    } else steps.push(`${list}.push(${emitExpression(context, field.value)})`);
  });
  if (hasList) steps.push(`setList(${table},${list})`);
  context.release(list, table);
  return `(${steps.join()},${table})`;
}
