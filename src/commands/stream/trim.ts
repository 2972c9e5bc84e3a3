/** The trimming of streams, which XADD and XTRIM have in common, and XTRIM itself. */
import { Stream, type TrimOptions, type TrimStrategy } from '../../data/stream.ts';
import { formatStreamId, MAX_STREAM_ID } from '../../data/stream-id.ts';
import { integer } from '../../engine/arguments.ts';
import { command, firstKey } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { events } from '../../engine/events.ts';
import type { Reply } from '../../protocol/reply.ts';
import { parseId } from './ids.ts';

const twoStrategies = failure('syntax error, MAXLEN and MINID options at the same time are not compatible');
const negativeLength = failure('The MAXLEN argument must be >= 0.');
const negativeLimit = failure('The LIMIT argument must be >= 0.');
const limitWithoutStrategy = failure(
  'syntax error, LIMIT cannot be used without specifying a trimming strategy',
);
const limitWithoutTilde = failure('syntax error, LIMIT cannot be used without the special ~ option');
const noStrategy = failure('syntax error, XTRIM must be called with a trimming strategy');

/** Without LIMIT approximate trimming removes at most the entries of so many blocks. */
const DEFAULT_LIMIT_BLOCKS = 100;
const UNBOUNDED_BLOCKS_LIMIT = 10_000;
const LARGEST_DEFAULT_LIMIT = 1_000_000;

/** Reads the options of trimming one by one. The caller reads the words that are none of them. */
export class TrimParser {
  readonly #args: string[];
  #strategy: TrimStrategy | undefined;
  #approximate = false;
  #limit: number | undefined;
  /** Where the threshold stands among the arguments. */
  #position = 0;
  /** Where each LIMIT stands among them. */
  readonly #limitPositions: number[] = [];

  constructor(args: string[]) {
    this.#args = args;
  }

  /** Reads the option at a position. Answers the position behind it, or the same one when it is no option of trimming. */
  take(position: number): number {
    const following = this.#args.length - position - 1;
    if (following === 0) return position;
    const option = this.#args[position].toLowerCase();
    if (option === 'maxlen' || option === 'minid') return this.#takeStrategy(option, position + 1);
    if (option !== 'limit') return position;
    const limit = integer(this.#args[position + 1]);
    if (limit < 0) throw negativeLimit;
    this.#limit = limit;
    this.#limitPositions.push(position);
    return position + 2;
  }

  #takeStrategy(option: 'maxlen' | 'minid', start: number): number {
    if (this.#strategy !== undefined) throw twoStrategies;
    let position = start;
    const sign = this.#args[position];
    if ((sign === '~' || sign === '=') && position + 1 < this.#args.length) {
      this.#approximate = sign === '~';
      position++;
    }
    this.#position = position;
    const text = this.#args[position];
    if (option === 'minid') this.#strategy = { minId: parseId(text) };
    else {
      const maxLength = integer(text);
      if (maxLength < 0) throw negativeLength;
      this.#strategy = { maxLength };
    }
    return position + 1;
  }

  /** The trimming that was asked for; undefined for none, which is an error when it is `required`. */
  finish(ctx: Context, required: boolean): Trimming | undefined {
    if (this.#strategy === undefined) {
      if (this.#limit) throw limitWithoutStrategy;
      if (required) throw noStrategy;
      // LIMIT 0 is refused, too, although it would limit nothing.
      if (this.#limit !== undefined) throw limitWithoutTilde;
      return undefined;
    }
    const options = {
      strategy: this.#strategy,
      approximate: this.#approximate,
      limit: this.#effectiveLimit(ctx),
    };
    return new Trimming(options, this.#position, this.#limitPositions);
  }

  #effectiveLimit(ctx: Context): number {
    if (this.#limit !== undefined) {
      if (!this.#approximate) throw limitWithoutTilde;
      return this.#limit;
    }
    if (!this.#approximate) return 0;
    const limit = DEFAULT_LIMIT_BLOCKS * ctx.settings.streamNodeMaxEntries;
    return limit <= 0 ? UNBOUNDED_BLOCKS_LIMIT : Math.min(limit, LARGEST_DEFAULT_LIMIT);
  }
}

/** The trimming that a command asked for. */
export class Trimming {
  readonly options: TrimOptions;
  readonly #position: number;
  readonly #limitPositions: readonly number[];

  constructor(options: TrimOptions, position: number, limitPositions: readonly number[]) {
    this.options = options;
    this.#position = position;
    this.#limitPositions = limitPositions;
  }

  /**
   * Makes approximate trimming exact in the words to replay, because another server may divide the stream into other
   * blocks. LIMIT is left out, since it is allowed with approximate trimming only.
   * @param words the command's name, and then its arguments
   */
  makeExact(words: string[], stream: Stream): void {
    if (!this.options.approximate) return;
    const firstId = stream.edgeId(false) ?? MAX_STREAM_ID;
    words[this.#position] = '=';
    words[this.#position + 1] =
      'maxLength' in this.options.strategy ? `${stream.length}` : formatStreamId(firstId);
    for (const position of [...this.#limitPositions].reverse()) words.splice(position + 1, 2);
  }
}

function trim(ctx: Context, args: string[]): Reply {
  const key = args[0];
  const parser = new TrimParser(args);
  for (let position = 1; position < args.length; ) {
    const next = parser.take(position);
    if (next === position) throw errors.syntax;
    position = next;
  }
  const trimming = parser.finish(ctx, true);
  const stream = ctx.db.edit(key, Stream);
  if (stream === undefined || trimming === undefined) return 0;
  const plan = stream.planTrim(trimming.options);
  if (plan.entries > 0) ctx.db.change(key, events.xtrim);
  stream.trim(plan);
  if (plan.entries === 0) return 0;
  if (trimming.options.approximate) {
    const words = ['XTRIM', ...args];
    trimming.makeExact(words, stream);
    ctx.replaceEffect(words);
  }
  return plan.entries;
}

/** The arguments that ask for trimming, as COMMAND DOCS describes them. */
export const TRIMMING = [
  argument.oneof('strategy', [argument.pureToken('MAXLEN'), argument.pureToken('MINID', { since: '6.2.0' })]),
  argument.oneof(
    'operator',
    [argument.pureToken('=', { name: 'equal' }), argument.pureToken('~', { name: 'approximately' })],
    { optional: true },
  ),
  argument.string('threshold'),
  argument.integer('count', { token: 'LIMIT', optional: true, since: '6.2.0' }),
];

export const xtrimCommand = command({
  name: 'XTRIM',
  group: 'stream',
  since: '5.0.0',
  summary: 'Deletes messages from the beginning of a stream.',
  complexity:
    'O(N), with N being the number of evicted entries. Constant times are very small however, since entries are organized in macro nodes containing multiple entries that can be released with a single deallocation.',
  arity: -4,
  arguments: [argument.key('key'), argument.block('trim', TRIMMING)],
  flags: ['write'],
  acl: ['stream'],
  keys: [firstKey('RW', 'delete')],
  tips: ['nondeterministic_output'],
  history: [['6.2.0', 'Added the `MINID` trimming strategy and the `LIMIT` option.']],
  run: trim,
});
