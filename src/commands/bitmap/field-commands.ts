/** BITFIELD and BITFIELD_RO: integers of any width within a string. */
import { type Integer64, parseInteger64 } from '../../bytes/number.ts';
import { untilNul } from '../../bytes/until-nul.ts';
import { GrowableBytes } from '../../data/growable-bytes.ts';
import { integer64 } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import { editableBytes, lengthOf } from '../../engine/values.ts';
import type { Reply } from '../../protocol/reply.ts';
import { assigned, type FieldType, incremented, type Overflow, readField, writeField } from './bit-field.ts';
import { sourceOf } from './blocks.ts';
import { fieldOffset } from './offset.ts';

const badType = failure(
  'Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.',
);
const badOverflow = failure('Invalid OVERFLOW type specified');
const readsOnly = failure('BITFIELD_RO only supports the GET subcommand');

interface Access {
  readonly offset: number;
  readonly type: FieldType;
}

interface WriteAccess extends Access {
  readonly kind: 'SET' | 'INCRBY';
  readonly amount: Integer64;
  readonly overflow: Overflow;
}

type Operation = (Access & { readonly kind: 'GET' }) | WriteAccess;

/** Each subcommand, and how many words it takes behind its name. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['GET', 2],
  ['SET', 3],
  ['INCRBY', 3],
  ['OVERFLOW', 1],
]);

const upperCase = (word: string): string => untilNul(word).toUpperCase();

/** The subcommand at a place, if all of its words are there. */
function subcommandAt(words: readonly string[], at: number): string | undefined {
  const name = upperCase(words[at]);
  const count = WORDS.get(name);
  return count !== undefined && at + count < words.length ? name : undefined;
}

function fieldType(word: string): FieldType {
  const text = untilNul(word);
  const signed = text.startsWith('i');
  if (!signed && !text.startsWith('u')) throw badType;
  const bits = parseInteger64(text.slice(1));
  if (typeof bits !== 'number' || bits < 1 || bits > (signed ? 64 : 63)) throw badType;
  return { signed, bits };
}

function overflowKind(word: string): Overflow {
  const kind = upperCase(word);
  if (kind !== 'WRAP' && kind !== 'SAT' && kind !== 'FAIL') throw badOverflow;
  return kind;
}

function parse(ctx: Context, words: readonly string[]): Operation[] {
  const operations: Operation[] = [];
  let overflow: Overflow = 'WRAP';
  for (let at = 0; at < words.length; ) {
    const kind = subcommandAt(words, at);
    if (kind === undefined) throw errors.syntax;
    if (kind === 'OVERFLOW') {
      overflow = overflowKind(words[at + 1]);
      at += 2;
      continue;
    }
    const type = fieldType(words[at + 1]);
    const offset = fieldOffset(ctx, words[at + 2], type.bits);
    if (kind === 'SET' || kind === 'INCRBY') {
      operations.push({ kind, type, offset, amount: integer64(words[at + 3]), overflow });
      at += 4;
    } else {
      operations.push({ kind: 'GET', type, offset });
      at += 3;
    }
  }
  return operations;
}

const isWrite = (operation: Operation): operation is WriteAccess => operation.kind !== 'GET';

function readAll(ctx: Context, key: string, operations: readonly Operation[]): Reply[] {
  const entry = ctx.db.lookup(key);
  const source = entry === undefined ? '' : sourceOf(entry.value);
  return operations.map(({ offset, type }) => readField(source, offset, type));
}

/** Does what was asked for, in order. `beforeWrite` is called before each write; `differs`: whether it changes the field. */
function execute(
  bytes: GrowableBytes,
  operations: readonly Operation[],
  beforeWrite: (differs: boolean) => void,
): Reply[] {
  return operations.map((operation) => {
    const { offset, type } = operation;
    const before = readField(bytes, offset, type);
    if (!isWrite(operation)) return before;
    const { kind, amount, overflow } = operation;
    const after =
      kind === 'SET' ? assigned(type, amount, overflow) : incremented(type, before, amount, overflow);
    if (after === undefined) return null;
    beforeWrite(before !== after);
    writeField(bytes, offset, type, after);
    return kind === 'SET' ? before : after;
  });
}

/**
 * Makes the value long enough for all that is to be written, and then writes. Where OVERFLOW FAIL keeps everything from being
 * written, it has become longer all the same, and Redis tells nobody of that.
 */
function writeAll(ctx: Context, key: string, operations: readonly Operation[], lastBit: number): Reply[] {
  const length = Math.floor(lastBit / 8) + 1;
  const entry = ctx.db.editEntry(key);
  let isWritten = false;
  if (entry === undefined) {
    const bytes = new GrowableBytes('', length);
    bytes.extend(length);
    const replies = execute(bytes, operations, () => {
      isWritten = true;
    });
    ctx.db.add(key, bytes, isWritten ? events.setbit : events.silent);
    return replies;
  }
  const grows = length > lengthOf(entry.value);
  const bytes = editableBytes(entry);
  if (grows) {
    ctx.db.change(key, events.silent);
    bytes.extend(length);
  }
  const replies = execute(bytes, operations, (differs) => {
    if (isWritten || !(grows || differs)) return;
    isWritten = true;
    if (!grows) ctx.db.change(key, events.setbit);
  });
  if (grows && isWritten) ctx.db.announceLate(key, events.setbit);
  return replies;
}

/** The last bit that is written, undefined if nothing is. */
function lastWritten(operations: readonly Operation[]): number | undefined {
  return operations
    .filter(isWrite)
    .reduce<number | undefined>(
      (last, { offset, type }) => Math.max(last ?? 0, offset + type.bits - 1),
      undefined,
    );
}

const encoding = argument.string('encoding');
const offset = argument.integer('offset');

/** Whether all is GET, so far as the words can be understood: for the flags of the key. */
function onlyReads(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; ) {
    const kind = subcommandAt(words, at);
    if (kind !== 'GET' && kind !== 'OVERFLOW') return false;
    at += kind === 'GET' ? 3 : 2;
  }
  return true;
}

export const bitfieldCommand = command({
  name: 'BITFIELD',
  group: 'bitmap',
  since: '3.2.0',
  summary: 'Performs arbitrary bitfield integer operations on strings.',
  complexity: 'O(1) for each subcommand specified',
  arity: -2,
  arguments: [
    argument.key('key'),
    argument.oneof(
      'operation',
      [
        argument.block('get-block', [encoding, offset], { token: 'GET' }),
        argument.block('write', [
          argument.oneof(
            'overflow-block',
            ['WRAP', 'SAT', 'FAIL'].map((token) => argument.pureToken(token)),
            { token: 'OVERFLOW', optional: true },
          ),
          argument.oneof('write-operation', [
            argument.block('set-block', [encoding, offset, argument.integer('value')], { token: 'SET' }),
            argument.block('incrby-block', [encoding, offset, argument.integer('increment')], {
              token: 'INCRBY',
            }),
          ]),
        ]),
      ],
      { multiple: true, optional: true },
    ),
  ],
  flags: ['write', 'denyoom', 'movablekeys'],
  acl: ['bitmap'],
  keys: [
    {
      ...firstKey('RW', 'access', 'update', 'variable_flags'),
      notes: 'This command allows both access and modification of the key',
    },
  ],
  getKeys: ([, key, ...words]) => [
    { key, position: 1, flags: onlyReads(words) ? ['RO', 'access'] : ['RW', 'access', 'update'] },
  ],
  run(ctx, [key, ...words]) {
    const operations = parse(ctx, words);
    const lastBit = lastWritten(operations);
    return lastBit === undefined ? readAll(ctx, key, operations) : writeAll(ctx, key, operations, lastBit);
  },
});

export const bitfieldRoCommand = command({
  name: 'BITFIELD_RO',
  group: 'bitmap',
  since: '6.0.0',
  summary: 'Performs arbitrary read-only bitfield integer operations on strings.',
  complexity: 'O(1) for each subcommand specified',
  arity: -2,
  arguments: [
    argument.key('key'),
    argument.block('get-block', [encoding, offset], {
      token: 'GET',
      optional: true,
      multiple: true,
      multipleToken: true,
    }),
  ],
  flags: ['readonly', 'fast'],
  acl: ['bitmap'],
  keys: [firstKey('RO', 'access')],
  run(ctx, [key, ...words]) {
    const operations = parse(ctx, words);
    if (lastWritten(operations) !== undefined) throw readsOnly;
    return readAll(ctx, key, operations);
  },
});
