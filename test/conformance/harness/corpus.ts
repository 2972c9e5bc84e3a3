/** All conformance cases and recorded sequences, for tests that need many commands of every kind. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CollectedFamily } from './conformance.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Loads the families of test/conformance without running them. */
export async function corpus(): Promise<CollectedFamily[]> {
  process.env.CONFORMANCE = 'collect';
  for (const file of readdirSync(FOLDER)) {
    if (file.endsWith('.test.ts')) await import(join(FOLDER, file));
  }
  const { collected } = await import('./conformance.ts');
  return collected;
}
