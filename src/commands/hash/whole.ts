/** HGETALL, HKEYS and HVALS, which answer a whole hash in its order. */
import { Hash } from '../../data/hash.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { MapReply, type Reply } from '../../protocol/reply.ts';

export const hgetallCommand = command({
  name: 'HGETALL',
  group: 'hash',
  since: '2.0.0',
  summary: 'Returns all fields and values in a hash.',
  complexity: 'O(N) where N is the size of the hash.',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['hash'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output_order'],
  run(ctx, [key]) {
    const entries: Reply[] = [];
    ctx.db.read(key, Hash)?.forEach((value, field) => {
      entries.push(field, value);
    });
    return new MapReply(entries);
  },
});

export const hkeysCommand = command({
  name: 'HKEYS',
  group: 'hash',
  since: '2.0.0',
  summary: 'Returns all fields in a hash.',
  complexity: 'O(N) where N is the size of the hash.',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['hash'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output_order'],
  run(ctx, [key]) {
    const fields: Reply[] = [];
    ctx.db.read(key, Hash)?.forEach((_, field) => {
      fields.push(field);
    });
    return fields;
  },
});

export const hvalsCommand = command({
  name: 'HVALS',
  group: 'hash',
  since: '2.0.0',
  summary: 'Returns all values in a hash.',
  complexity: 'O(N) where N is the size of the hash.',
  arity: 2,
  arguments: [argument.key('key')],
  flags: ['readonly'],
  acl: ['hash'],
  keys: [firstKey('RO', 'access')],
  tips: ['nondeterministic_output_order'],
  run(ctx, [key]) {
    const values: Reply[] = [];
    ctx.db.read(key, Hash)?.forEach((value) => {
      values.push(value);
    });
    return values;
  },
});
