/** MEMORY: what keys cost. */

import { integer, isKeyword } from '../../engine/arguments.ts';
import { command, keyAt } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors } from '../../engine/errors.ts';
import { helpReply } from '../subcommand-help.ts';
import { memoryUsage } from './value-memory.ts';

const HELP = [
  'USAGE <key> [SAMPLES <count>]',
  '    Return memory in bytes used by <key> and its value. Nested values are',
  '    sampled up to <count> times (default: 5, 0 means sample all).',
];

const DEFAULT_SAMPLES = 5;

/** How many elements of a collection to look at, as `SAMPLES <count>` says; a count of 0 means all of them. */
function readSamples(args: string[]): number {
  let samples = DEFAULT_SAMPLES;
  for (let at = 0; at < args.length; at += 2) {
    if (!isKeyword(args[at], 'SAMPLES') || at + 1 >= args.length) throw errors.syntax;
    samples = integer(args[at + 1]);
    if (samples < 0) throw errors.syntax;
  }
  return samples === 0 ? Number.POSITIVE_INFINITY : samples;
}

export const memoryUsageCommand = command({
  name: 'USAGE',
  group: 'server',
  since: '4.0.0',
  summary: 'Estimates the memory usage of a key.',
  complexity: 'O(N) where N is the number of samples.',
  arity: -3,
  arguments: [argument.key('key'), argument.integer('count', { token: 'SAMPLES', optional: true })],
  flags: ['readonly'],
  keys: [keyAt(2, 'RO')],
  run({ db }, [key, ...args]) {
    const samples = readSamples(args);
    const entry = db.find(key);
    return entry === undefined ? null : memoryUsage(key, entry, samples);
  },
});

export const memoryHelpCommand = command({
  name: 'HELP',
  group: 'server',
  since: '4.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  run: () => helpReply('MEMORY', HELP),
});

export const memoryCommand = command({
  name: 'MEMORY',
  group: 'server',
  since: '4.0.0',
  summary: 'A container for memory diagnostics commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [memoryUsageCommand, memoryHelpCommand],
});
