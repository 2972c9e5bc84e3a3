/** A recorded sample of generated programs with a real server's answers, for machines that have none. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateProgram } from './program.ts';

const FILE = fileURLToPath(new URL('sample.json', import.meta.url));

export interface Sample {
  /** The first seed. */
  readonly seed: number;
  /** Of all programs: a changed generator needs a new sample. */
  readonly digest: string;
  /** One answer a program, in the order of the seeds. */
  readonly answers: readonly string[];
}

export function samplePrograms(seed: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => generateProgram(seed + at));
}

export function digestOf(programs: readonly string[]): string {
  return createHash('sha1').update(programs.join('\n'), 'latin1').digest('hex');
}

export function readSample(): Sample | undefined {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : undefined;
}

export function writeSample(seed: number, programs: readonly string[], answers: readonly string[]): void {
  const sample: Sample = { seed, digest: digestOf(programs), answers };
  writeFileSync(FILE, `${JSON.stringify(sample, undefined, 1)}\n`);
}
