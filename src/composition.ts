/**
 * The composition root: the one place where engine, commands and scripting are put together. Every host (the server's
 * engine thread, the embedded API, tests) makes its engine here.
 */
import { allCommands } from './commands/commands.ts';
import { setDictSeed } from './data/dict.ts';
import { type Clock, type Random, systemClock } from './engine/clock.ts';
import { Engine } from './engine/engine.ts';
import type { Host } from './engine/host.ts';
import type { SettingsRegistry } from './engine/settings.ts';

export interface EngineParts {
  /** The machine's clock by default. */
  clock?: Clock;
  /** `Math.random` by default. */
  random?: Random;
  /** Every setting at its default when absent. */
  settings?: SettingsRegistry;
  /** Whether there are the commands of scripts and functions; true by default. */
  scripts?: boolean;
  host: Host;
}

/** An engine with all commands. */
export function createEngine(parts: EngineParts): Engine {
  const { clock = systemClock(), random = Math.random, settings, scripts = true, host } = parts;
  // Nobody outside can then choose keys that collide.
  setDictSeed(Math.floor(random() * 2 ** 32));
  const commands = scripts ? allCommands : allCommands.filter(({ group }) => group !== 'scripting');
  return new Engine({ commands, clock, random, settings, host });
}
