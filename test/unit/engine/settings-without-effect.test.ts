import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SettingsRegistry } from '../../../src/engine/settings.ts';
import { settingsTable } from '../../../src/engine/settings-table.ts';
import { effectWarning, settingsWithoutEffect } from '../../../src/engine/settings-without-effect.ts';

const withoutEffect = [...settingsWithoutEffect()].sort();

/** Read in the sources, although nothing that a client can see hangs on the value but its own display. */
const READ_FOR_DISPLAY = [
  // INFO shows them.
  'hz',
  'maxmemory-policy',
  'repl-backlog-size',
  // The name of the command that records an effect.
  'lazyfree-lazy-server-del',
  // CONFIG GET and SET.
  'save',
];

/** All sources but the settings' own. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('cli') && !/engine.settings/.test(path))
  .map((path) => readFileSync(`src/${path}`, 'utf8'))
  .join('\n');

/** Whether a value is read anywhere, as a property of the settings' values. */
function isRead(name: string): boolean {
  const property = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const reading = new RegExp(
    `\\b(values|settings)\\.${property}\\b|[{,]\\s*${property}\\b[^{}]*} = [\\w.#]*(values|settings)\\b`,
    'i',
  );
  return reading.test(sources);
}

describe('the settings without effect', () => {
  it('are those whose values nobody reads', () => {
    const unread = Object.keys(settingsTable).filter((name) => !isRead(name));
    expect([...unread, ...READ_FOR_DISPLAY].sort()).toEqual(withoutEffect);
  });

  it('are those that docs/differences.md lists', () => {
    const document = readFileSync('docs/differences.md', 'utf8');
    const section = document.split('## Settings without effect')[1].split('\n## ')[0];
    const listed = [...section.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(withoutEffect);
  });
});

describe('the warning', () => {
  const warningAfter = (name: Parameters<SettingsRegistry['set']>[0], text: string) => {
    const registry = new SettingsRegistry();
    registry.set(name, text);
    return effectWarning(name, registry);
  };

  it('names the setting and the reason, and not the value', () => {
    expect(warningAfter('masterauth', 'secret')).toBe(
      'The setting masterauth has no effect here: there is no replication.',
    );
    expect(warningAfter('maxmemory-policy', 'allkeys-lru')).toBe(
      'The setting maxmemory-policy has no effect here: no key is evicted: over maxmemory, commands that need memory are refused.',
    );
  });

  it('is for values other than the default', () => {
    expect(warningAfter('appendonly', 'yes')).toBeDefined();
    expect(warningAfter('appendonly', 'no')).toBeUndefined();
    expect(warningAfter('save', '60 1')).toBeDefined();
    expect(warningAfter('save', '3600 1 300 100 60 10000')).toBeUndefined();
  });

  it('is not for settings that have an effect, nor for no save points', () => {
    expect(warningAfter('maxmemory', '100mb')).toBeUndefined();
    expect(warningAfter('save', '')).toBeUndefined();
  });
});
