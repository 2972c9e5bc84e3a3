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
  /** The seed of hash tables; by default a random one, in force for what else the thread makes as well. */
  dictSeed?: number;
  host: Host;
}

/** A seed that nobody outside knows, so that nobody can choose keys that collide. */
export function drawDictSeed(random: Random = Math.random): number {
  return Math.floor(random() * 2 ** 32);
}

/** An engine with all commands. */
export function createEngine(parts: EngineParts): Engine {
  const { clock = systemClock(), random = Math.random, settings, scripts = true, host } = parts;
  setDictSeed(parts.dictSeed ?? drawDictSeed(random));
  const commands = scripts ? allCommands : allCommands.filter(({ group }) => group !== 'scripting');
  return new Engine({ commands, clock, random, settings, host });
}
