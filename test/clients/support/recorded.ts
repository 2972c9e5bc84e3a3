/**
 * What a real server's users saw, recorded: for outcomes too long to write into a test.
 * `CLIENTS=redis CLIENTS_RECORD=1` with a 7.2 in `REDIS_SERVER` records anew.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', 'recorded');
const RECORDING = Boolean(process.env.CLIENTS_RECORD);

/**
 * Opens the recorded outcomes of a family (`recorded/<family>.json`); the function that it answers compares
 * an outcome (anything JSON) with the recorded one of that name.
 */
export function recorded(family: string): (name: string, outcome: unknown) => void {
  const path = join(FOLDER, `${family}.json`);
  const outcomes: Record<string, unknown> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return (name, outcome) => {
    const plain = JSON.parse(JSON.stringify(outcome));
    if (RECORDING) {
      outcomes[name] = plain;
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(path, `${JSON.stringify(outcomes, undefined, 2)}\n`);
    }
    expect(plain).toEqual(outcomes[name]);
  };
}
