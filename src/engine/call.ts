/**
 * One call of a command: the command, the words as they were sent, and the part of them that its handler gets.
 * Everything that a run needs to know of a request stands here, so that nothing is cut off and glued back on.
 *
 * `C` is the context that handlers get.
 */
import type { Handler } from './command-spec.ts';
import type { Command } from './command-table.ts';

export class Call<C> {
  // Declared only, so that the constructor does not set the fields twice. V8 compiles all that runs a script's command into the
  // script's loop only as long as its bytecode is short (docs/measurements.md).
  declare readonly command: Command<C>;
  /** The command's name as it was sent: `sEt`. */
  declare readonly name: string;
  /** What was sent after the name; a subcommand's name comes first. */
  declare readonly rest: string[];
  /** What the handler gets: the rest, without the subcommand's name. */
  declare readonly args: string[];
  /** What runs: the command's handler, or, for a client that has waited, what tries again. */
  declare readonly handler: Handler<C>;

  constructor(command: Command<C>, name: string, rest: string[], args: string[], handler: Handler<C>) {
    this.command = command;
    this.name = name;
    this.rest = rest;
    this.args = args;
    this.handler = handler;
  }

  /** All words as they were sent, the name first. */
  get words(): string[] {
    return [this.name, ...this.rest];
  }
}
