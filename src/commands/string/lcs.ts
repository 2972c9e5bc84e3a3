/** LCS: the longest common subsequence of two strings, by dynamic programming. */

import { integer, isKeyword } from '../../engine/arguments.ts';
import { command, keyRange } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { isString, stringOf } from '../../engine/values.ts';
import { MapReply, type Reply } from '../../protocol/reply.ts';

interface LcsOptions {
  indexes: boolean;
  lengthOnly: boolean;
  minimumMatch: number;
  withMatchLength: boolean;
}

function parseOptions(args: string[]): LcsOptions {
  const options: LcsOptions = { indexes: false, lengthOnly: false, minimumMatch: 0, withMatchLength: false };
  for (let at = 2; at < args.length; at++) {
    if (isKeyword(args[at], 'IDX')) options.indexes = true;
    else if (isKeyword(args[at], 'LEN')) options.lengthOnly = true;
    else if (isKeyword(args[at], 'WITHMATCHLEN')) options.withMatchLength = true;
    else if (isKeyword(args[at], 'MINMATCHLEN') && at + 1 < args.length) {
      options.minimumMatch = Math.max(0, integer(args[++at]));
    } else throw errors.syntax;
  }
  if (options.indexes && options.lengthOnly) {
    throw failure('If you want both the length and indexes, please just use IDX.');
  }
  return options;
}

function operand(ctx: Context, key: string): string {
  const value = ctx.db.lookup(key)?.value;
  if (value !== undefined && !isString(value)) throw failure('The specified keys must contain string values');
  return value === undefined ? '' : stringOf(value);
}

export const lcsCommand = command({
  name: 'LCS',
  group: 'string',
  since: '7.0.0',
  summary: 'Finds the longest common substring.',
  complexity: 'O(N*M) where N and M are the lengths of s1 and s2, respectively',
  arity: -3,
  arguments: [
    argument.key('key1'),
    argument.key('key2'),
    argument.pureToken('LEN', { optional: true }),
    argument.pureToken('IDX', { optional: true }),
    argument.integer('min-match-len', { token: 'MINMATCHLEN', optional: true }),
    argument.pureToken('WITHMATCHLEN', { optional: true }),
  ],
  flags: ['readonly'],
  acl: ['string'],
  keys: [keyRange(1, 1, 1, 'RO', 'access')],
  run(ctx, args) {
    const a = operand(ctx, args[0]);
    const b = operand(ctx, args[1]);
    const options = parseOptions(args);
    const width = b.length + 1;
    const cells = width * (a.length + 1);
    if (cells * 4 > ctx.settings.protoMaxBulkLen) {
      throw failure('Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len');
    }
    const lengths = fillTable(a, b, width);
    const total = lengths[cells - 1];
    if (options.lengthOnly) return total;
    return trace(a, b, lengths, width, options);
  },
});

/**
 * The lengths of the longest common subsequences of all beginnings: that of the first i bytes of `a` and the first j
 * bytes of `b` stands at `i * width + j`.
 */
function fillTable(a: string, b: string, width: number): Uint32Array {
  const lengths = new Uint32Array(width * (a.length + 1));
  for (let i = 1; i <= a.length; i++) {
    const byte = a.charCodeAt(i - 1);
    const row = i * width;
    for (let j = 1; j < width; j++) {
      lengths[row + j] =
        byte === b.charCodeAt(j - 1)
          ? lengths[row - width + j - 1] + 1
          : Math.max(lengths[row - width + j], lengths[row + j - 1]);
    }
  }
  return lengths;
}

/** Walks through the table from its end to its beginning, and collects the subsequence and its unbroken parts. */
function trace(a: string, b: string, lengths: Uint32Array, width: number, options: LcsOptions): Reply {
  const total = lengths[lengths.length - 1];
  const bytes: string[] = [];
  const matches: Reply[] = [];
  let stretch = 0;
  let i = a.length;
  let j = b.length;
  const endStretch = () => {
    if (stretch > 0 && stretch >= options.minimumMatch) {
      const match: Reply[] = [
        [i, i + stretch - 1],
        [j, j + stretch - 1],
      ];
      if (options.withMatchLength) match.push(stretch);
      matches.push(match);
    }
    stretch = 0;
  };
  while (i > 0 && j > 0) {
    if (a.charCodeAt(i - 1) === b.charCodeAt(j - 1)) {
      bytes.push(a[i - 1]);
      stretch++;
      i--;
      j--;
      continue;
    }
    endStretch();
    if (lengths[(i - 1) * width + j] > lengths[i * width + j - 1]) i--;
    else j--;
  }
  endStretch();
  return options.indexes ? new MapReply(['matches', matches, 'len', total]) : bytes.reverse().join('');
}
