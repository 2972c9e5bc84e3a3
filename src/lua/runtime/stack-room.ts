/**
 * How much room the JavaScript stack has. A host gives from some hundred kilobytes (a thread of Node, a page in a browser)
 * to as much as was asked for (the server's engine thread), and says nowhere how much it is.
 *
 * The host refuses a call whose arguments do not fit on the stack before it does anything of the call. So the room is
 * measured by calls with many arguments, each of which takes eight bytes, whether the code has been optimized or not.
 */

const BYTES_PER_VALUE = 8;
/** The stack is measured in pieces of this size, and not further than this. */
const PIECE = 16_384;
const MEASURED = 8 * 1024 * 1024;
/** What a command takes, with all that it calls, for sure. */
const ROOM = 32_768;

const piece = new Array<number>(PIECE / BYTES_PER_VALUE).fill(0);
const room = new Array<number>(ROOM / BYTES_PER_VALUE).fill(0);

/** Takes arguments without making an array of them. */
const taken: (...values: number[]) => number = () => 0;

/** How many bytes of stack are left, up to 8 MB. */
export function measureStack(): number {
  let pieces = 0;
  const descend: (...values: number[]) => number = () =>
    ++pieces * PIECE < MEASURED ? descend(...piece) + 1 : 0;
  try {
    descend();
  } catch {
    // The end of the stack has been reached.
  }
  return pieces * PIECE;
}

/** Whether a command fits on the stack. It takes a microsecond or two. */
export function hasStackRoom(): boolean {
  try {
    return taken(...room) === 0;
  } catch {
    return false;
  }
}
