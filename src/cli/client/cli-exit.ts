/** Ends the program from anywhere below `main`: the message, if any, goes to standard error. */
export class CliExit extends Error {
  readonly exitCode: number;
  constructor(exitCode: number, message = '') {
    super(message);
    this.exitCode = exitCode;
  }
}
