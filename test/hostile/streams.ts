/** Hostile byte streams: truncated, with lengths that lie, endless lines, and arguments by the hundred thousand. */
import type { Random } from '../lua/generator/random.ts';
import { printCommand } from '../support/wire.ts';
import { size } from './values.ts';

/** The pieces of a stream, in order, and what happens when they are sent. */
export interface Stream {
  readonly pieces: readonly string[];
  /** Whether the peer goes without waiting for an answer. */
  readonly leaves: boolean;
}

const LENGTHS = [
  '-1',
  '0',
  '1',
  '-2',
  '+5',
  '0x10',
  '1e3',
  '99999999999',
  '2147483647',
  '2147483648',
  '536870912',
  '1048576',
  '4294967296',
  '00',
  ' 1',
  '',
  'x',
];

const bytes = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(random.below(256))).join('');

const command = (random: Random): string =>
  random.pick([
    () => printCommand(['PING']),
    () => printCommand(['ECHO', 'x'.repeat(size(random, 6))]),
    () => printCommand(['SET', 'h:1', bytes(random, random.below(200))]),
    () => printCommand(['GET', 'h:1']),
    () => printCommand(['DEL', ...Array.from({ length: size(random, 4) }, (_, at) => `h:${at}`)]),
    () => printCommand(['EVAL', `return '${'x'.repeat(size(random, 6))}'`, '0']),
    () => printCommand(['SETRANGE', 'h:1', String(size(random, 7)), 'x']),
    () => printCommand(['CONFIG', 'SET', bytes(random, 20), `x${'\n'.repeat(size(random, 5))}y`]),
    () =>
      printCommand(['XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', `x${'\r\n'.repeat(size(random, 5))}y`, '>']),
    () => printCommand(['MULTI']),
    () => printCommand(['SUBSCRIBE', ...Array.from({ length: size(random, 3) }, (_, at) => `h:${at}`)]),
    () => printCommand(['CLIENT', 'REPLY', random.pick(['ON', 'OFF', 'SKIP'])]),
    () => printCommand(['HELLO', random.pick(['2', '3', '4'])]),
  ])();

const KINDS: readonly ((random: Random) => string)[] = [
  // Many arguments, each empty or short, and fewer of them than announced.
  (random) => `*${size(random, 6) * 2}\r\n${'$0\r\n\r\n'.repeat(size(random, 6))}`,
  (random) => {
    const count = size(random, 5.5);
    return `*${count + 1}\r\n$3\r\nDEL\r\n${'$0\r\n\r\n'.repeat(count)}`;
  },
  (random) => `*${random.pick(LENGTHS)}\r\n$${random.pick(LENGTHS)}\r\n${bytes(random, 100)}`,
  (random) => `*2\r\n$4\r\nECHO\r\n$${random.pick(LENGTHS)}\r\n${'x'.repeat(size(random, 6))}`,
  // Lines without an end, and lines with nothing but ends.
  (random) => random.pick(['x', ' ', '"', "'", '\\', '\0', '\t'] as const).repeat(size(random, 6)),
  (random) => '\r\n'.repeat(size(random, 6)),
  (random) => `PING ${'x '.repeat(size(random, 5))}\r\n`,
  (random) => `ECHO "${'\\x41'.repeat(size(random, 4))}"\r\n`.repeat(size(random, 2)),
  (random) => bytes(random, size(random, 5)),
  // Pipelines.
  (random) => printCommand(['PING']).repeat(size(random, 5)),
  (random) => 'PING\r\n'.repeat(size(random, 5)),
  (random) => command(random).repeat(size(random, 2.5)),
  (random) => Array.from({ length: size(random, 3) }, () => command(random)).join(''),
  // Nested headers.
  (random) => '*1\r\n'.repeat(size(random, 5)),
  (random) => '*-1\r\n'.repeat(size(random, 5)),
];

/** Changes single bytes of a stream: the streams are mostly valid, so that the fault comes late. */
function mutated(random: Random, stream: string): string {
  const at = random.below(stream.length + 1);
  const change = random.pick(['', '\r', '\n', '\0', '*', '$', '9', '-', stream.slice(at, at + 20)]);
  return stream.slice(0, at) + change + stream.slice(at + random.below(4));
}

export function hostileStream(random: Random): Stream {
  let stream = random.pick(KINDS)(random);
  if (random.chance(0.4)) stream = mutated(random, stream);
  if (random.chance(0.2)) stream = stream.slice(0, random.below(stream.length + 1));
  return { pieces: cut(random, stream), leaves: random.chance(0.4) };
}

function cut(random: Random, stream: string): string[] {
  if (random.chance(0.5)) return [stream];
  const pieces: string[] = [];
  for (let at = 0; at < stream.length && pieces.length < 50; ) {
    const next = at + 1 + random.below(random.chance(0.5) ? 10 : stream.length);
    pieces.push(stream.slice(at, next));
    at = next;
  }
  return pieces;
}
