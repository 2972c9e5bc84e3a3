/** Thrown to end the program, from anywhere below `main`. The message, if there is one, goes to standard error. */
export class CliExit extends Error {
  readonly exitCode: number;
  constructor(exitCode: number, message = '') {
    super(message);
    this.exitCode = exitCode;
  }
}
