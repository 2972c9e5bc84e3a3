#!/usr/bin/env node
/**
 * The program `tidelock`. It hands the arguments behind `server` or `cli` on as they are, since both take the options
 * that redis-server and redis-cli take.
 */
import { cac } from 'cac';
import { CliExit } from './client/cli-exit.ts';
import { VERSION } from './version.ts';

/** The programs by name. Each takes the arguments behind its name, and answers the exit code, or undefined to go on. */
const PROGRAMS = new Map(
  Object.entries<(argv: string[]) => Promise<number | undefined>>({
    server: async (argv) => (await import('../server/run-server.ts')).runServer(argv),
    cli: async (argv) => (await import('./client/client.ts')).runClient(argv),
  }),
);

/** Prints the help or the version, or that there is no such command. Answers the exit code. */
function runTopLevel(argv: string[]): number {
  const program = cac('tidelock');
  program.usage('<command> [arguments]');
  program.command(
    'server [redis.conf] [--name value ...]',
    'Start the server, with options as redis-server takes them',
  );
  program.command(
    'cli [options] [command ...]',
    'Talk to a server, as redis-cli does; see tidelock cli --help',
  );
  program.help();
  program.version(VERSION);
  const { options, args } = program.parse(['node', 'tidelock', ...argv], { run: false });
  if (options.help || options.version) return 0;
  if (args.length > 0) process.stderr.write(`tidelock: unknown command '${args[0]}'\n`);
  else if (argv.length > 0) process.stderr.write(`tidelock: unknown option '${argv[0]}'\n`);
  else program.outputHelp();
  if (argv.length > 0) process.stderr.write('Try tidelock --help\n');
  return 1;
}

async function main([name, ...rest]: string[]): Promise<void> {
  const run = PROGRAMS.get(name ?? '');
  try {
    const exitCode =
      run === undefined ? runTopLevel([name, ...rest].filter((word) => word !== undefined)) : await run(rest);
    if (exitCode !== undefined) process.exitCode = exitCode;
  } catch (error) {
    if (!(error instanceof CliExit)) throw error;
    if (error.message !== '') process.stderr.write(`${error.message}\n`, 'latin1');
    process.exitCode = error.exitCode;
  }
}

// It is no failure when the reader of the output goes away, as in `tidelock --help | head -1`.
process.stdout.on('error', () => process.exit(0));

await main(process.argv.slice(2));
