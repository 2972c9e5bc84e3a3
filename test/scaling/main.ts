/**
 * Measures one part, and prints what was found. It runs in a process of its own, because coverage is much slower in one
 * that has loaded a test runner.
 */
import { measureCommands } from './commands.ts';
import { measureFunctions } from './functions.ts';
import { measureTexts } from './texts.ts';

const parts = new Map([
  ['functions', measureFunctions],
  ['commands', measureCommands],
  ['texts', measureTexts],
]);
process.stdout.write(JSON.stringify(parts.get(process.argv[2])?.()), () => process.exit(0));
