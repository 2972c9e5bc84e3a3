/**
 * The rule by which a command is found: it is the constant that is named after its full name in camel case,
 * with the word Command behind it. `grep -r 'export const configGet' src/commands` finds CONFIG GET.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../../src/commands/commands.ts';
import type { CommandSpec } from '../../../src/engine/command.ts';
import { CommandTable } from '../../../src/engine/command-table.ts';

const ROOT = join(import.meta.dirname, '../../../src/commands');

/** `evalRoCommand` of `eval_ro`, `clientNoEvictCommand` of `client|no-evict`. */
const constantName = (fullName: string): string =>
  `${fullName.replace(/[|_-](.)/g, (_, letter) => letter.toUpperCase())}Command`;

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

const isSpec = (value: unknown): value is CommandSpec =>
  typeof value === 'object' && value !== null && 'arity' in value && 'flags' in value && 'summary' in value;

const exported = new Map<string, CommandSpec>();
for (const path of files) {
  for (const [name, value] of Object.entries(await import(join(ROOT, path)))) {
    if (isSpec(value)) exported.set(name, value);
  }
}

const sources = files.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
const commands = [...new CommandTable(allCommands).all()];

describe('every command is a constant of its own', () => {
  it.each(commands.map((command) => [command.fullName, command] as const))('%s', (fullName, { spec }) => {
    const name = constantName(fullName);
    expect(exported.get(name)).toBe(spec);
    expect(sources).toContain(`export const ${name} = command({\n  name: '${spec.name}',\n`);
  });

  it('and every such constant is a command', () => {
    expect([...exported.keys()].sort()).toEqual(
      commands.map(({ fullName }) => constantName(fullName)).sort(),
    );
  });
});
