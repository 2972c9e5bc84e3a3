/**
 * Marks: how the generator keeps track of which Lua line, and which call, each place of the generated text belongs to.
 * Error messages need that, together with the names of the operands at each site (a place that can fail).
 *
 * Most scripts never raise an error, so none of this is made at first. When an error asks for it, the same text is
 * generated once more, by a context that `explains`. Invariant: without its marks, the text is the same both times.
 *
 * The generator joins strings, so it does not know where a piece of text will end up. Therefore a mark is part of the
 * text, between two control characters that cannot occur in a literal, until `readMarks` finds it in the finished text.
 */

import type { Expression } from '../syntax/ast.ts';
import { describeValue, type ValueName, valueName } from '../syntax/describe.ts';

const OPEN = '\x80';
const CLOSE = '\x81';
/** What precedes the line of an entry. */
const ENTRY = '>';

/**
 * The Lua code that a place of the generated text belongs to: a line and, at a call, what the script calls the
 * callee.
 */
export interface CodePlace {
  readonly line: number;
  /** Whether a tail call stands there. If it called Lua code, the calling function is no longer on Lua's stack. */
  readonly isTail?: boolean;
  /** Whether the function is only about to begin with this line. */
  readonly isEntry?: boolean;
  readonly callName?: string;
  readonly callKind?: ValueName['kind'];
}

/** A context, as far as it says whether marks and names are wanted. */
interface Explaining {
  readonly explains: boolean;
}

/** The mark which says that the text after it belongs to a Lua line. */
export function lineMark({ explains }: Explaining, line: number): string {
  return explains ? `${OPEN}${line}${CLOSE}` : '';
}

/** The mark of the place where a call of a function is counted: the line that the function is about to begin with. */
export function entryMark({ explains }: Explaining, line: number): string {
  return explains ? `${OPEN}${ENTRY}${line}${CLOSE}` : '';
}

/** The mark right before a call: its line, which is negative for a tail call, and what the script calls the callee. */
export function callMark(context: Explaining, line: number, callee: Expression, isTail = false): string {
  if (!context.explains) return '';
  const named = valueName(callee);
  return named === undefined
    ? lineMark(context, isTail ? -line : line)
    : namedCallMark(context, line, named.name, named.kind, isTail);
}

/** The same mark for a callee that is not an expression of its own, such as a method. */
export function namedCallMark(
  { explains }: Explaining,
  line: number,
  name: string,
  kind: ValueName['kind'],
  isTail = false,
): string {
  return explains ? `${OPEN}${isTail ? -line : line},${kind},${encodeURIComponent(name)}${CLOSE}` : '';
}

/** What error messages call the value of an expression. */
export function describe({ explains }: Explaining, node: Expression): string | undefined {
  return explains ? describeValue(node) : undefined;
}

/** The marks of a finished text. */
export interface Marks {
  /** The offset at which each line of the text begins. */
  readonly lineStarts: readonly number[];
  /** The offsets of the marks in the text without marks, in ascending order. */
  readonly offsets: readonly number[];
  readonly places: readonly CodePlace[];
}

/** Finds the marks in a finished text. */
export function readMarks(marked: string): Marks {
  const lineStarts = [0];
  const offsets: number[] = [];
  const places: CodePlace[] = [];
  let removed = 0;
  let at = 0;
  // It is looked for once only, because there may be very many marks before it.
  let newline = marked.indexOf('\n');
  const endOfLines = (end: number): void => {
    for (; newline >= 0 && newline < end; newline = marked.indexOf('\n', newline + 1)) {
      lineStarts.push(newline + 1 - removed);
    }
  };
  for (let open = marked.indexOf(OPEN); open >= 0; open = marked.indexOf(OPEN, at)) {
    endOfLines(open);
    const close = marked.indexOf(CLOSE, open);
    offsets.push(open - removed);
    places.push(placeOfMark(marked.slice(open + 1, close)));
    removed += close + 1 - open;
    at = close + 1;
  }
  endOfLines(marked.length);
  return { lineStarts, offsets, places };
}

function placeOfMark(mark: string): CodePlace {
  if (mark.startsWith(ENTRY)) return { line: Number(mark.slice(1)), isEntry: true };
  const [text, callKind, callName] = mark.split(',');
  const place = { line: Math.abs(Number(text)), isTail: text.startsWith('-') };
  return callName === undefined
    ? place
    : { ...place, callKind: callKind as ValueName['kind'], callName: decodeURIComponent(callName) };
}

/** The length of a text without its marks, which it has only if it explains errors. */
export function lengthWithoutMarks(text: string): number {
  let { length } = text;
  for (let open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, open + 1)) {
    length -= text.indexOf(CLOSE, open) + 1 - open;
  }
  return length;
}

/** The mark that a place of the text belongs to, which is the last one at or before it. Line and column start at 1. */
export function findMark(marks: Marks, line: number, column: number): CodePlace {
  const offset = (marks.lineStarts[line - 1] ?? 0) + column - 1;
  let low = 0;
  let high = marks.offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (marks.offsets[middle] <= offset) low = middle + 1;
    else high = middle;
  }
  return marks.places[Math.max(0, low - 1)] ?? { line: 0 };
}
