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
import { encode } from '../../../src/protocol/encode.ts';
import { engineBench } from '../../support/engine.ts';

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

it('the example in ARCHITECTURE.md is one of them, word for word', () => {
  const guide = readFileSync(join(ROOT, '../../ARCHITECTURE.md'), 'utf8');
  const examples = [...guide.matchAll(/```ts\n(export const \w+Command = .*?)```/gs)].map(([, code]) => code);
  expect(examples.length).toBe(1);
  for (const example of examples) expect(sources).toContain(example);
});

describe('words of clients are never looked up in an object with a prototype', () => {
  /** Calls in which a word chooses what happens; `?` stands for it. */
  const calls = [
    '?',
    ...commands.filter(({ subcommands }) => subcommands !== undefined).map(({ spec }) => `${spec.name} ?`),
    'CLIENT KILL ? x',
    'CLIENT LIST TYPE ?',
    'CLIENT PAUSE 1 ?',
    'CLIENT SETINFO ? x',
    'COMMAND DOCS ? config|?',
    'COMMAND GETKEYS ? a b',
    'COMMAND GETKEYSANDFLAGS SORT k ? STORE d',
    'COMMAND INFO ? config|?',
    'COMMAND LIST FILTERBY ? x',
    'COMMAND LIST FILTERBY ACLCAT ?',
    'CONFIG GET ?',
    'CONFIG SET ? x',
    'CONFIG SET maxmemory 1?',
    'DEBUG ?',
    'DEBUG PROTOCOL ?',
    'EXPIRE k 1 ?',
    'FLUSHALL ?',
    'GETEX k ? 1',
    'INFO ?',
    'SET k v ? 1',
    'SORT k ?',
    'XADD k ? 1 * f v',
    'ZADD k ? 1 m',
    'ZRANGE k 0 1 ?',
    'ZUNION 1 k AGGREGATE ?',
  ];
  const answer = (call: string, word: string): string => {
    const { connect } = engineBench();
    const [name, ...args] = call.replaceAll('?', word).split(' ');
    return encode(connect().call(name, ...args) ?? null, 3);
  };

  it.each(calls)('%s', (call) => {
    for (const word of Object.getOwnPropertyNames(Object.prototype)) {
      const unknown = word.replaceAll(/[a-z]/gi, 'q');
      const [theirs, ours] = [word, unknown].map((each) => answer(call, each).toLowerCase());
      expect(theirs.replaceAll(word.toLowerCase(), unknown)).toBe(ours);
    }
  });
});

it('docs/differences.md names the commands of Redis that are missing, and no other', () => {
  const read = (path: string) => readFileSync(join(ROOT, '../..', path), 'utf8');
  const present = new Set(commands.map(({ fullName }) => fullName));
  const recorded = Object.keys(JSON.parse(read('test/conformance/recorded/specs.json')).commands);
  // A container that is missing stands for its subcommands.
  const missing = recorded
    .filter((name) => !present.has(name))
    .filter((name) => !name.includes('|') || present.has(name.split('|')[0]))
    .map((name) => name.replace('|', ' ').toUpperCase());
  const [, section] = read('docs/differences.md').split('## Not there yet');
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  const named = rows.slice(2).flatMap((row) =>
    row
      .split('|')[2]
      .split(',')
      .map((name) => name.trim()),
  );
  expect(named.sort()).toEqual(missing.sort());
});
