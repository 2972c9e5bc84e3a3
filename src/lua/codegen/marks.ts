/**
 * What explains errors: which Lua line, and which call, every place of the generated text belongs to, and what the
 * operands at a site are called.
 *
 * Most scripts never raise an error, so none of this is made until one asks: the same text is then generated again, by
 * a context that `explains`. Text is put together from strings, so places are unknown until the end: marks
 * travel inside the text between control characters that no literal can contain, and `readMarks` takes them out.
 */

import type { Expression } from '../syntax/ast.ts';
import { describeValue, type ValueName, valueName } from '../syntax/describe.ts';

const OPEN = '\x80';
const CLOSE = '\x81';
const MARK = /\x80([^\x81]*)\x81/g;

/** What a place of the text stands for: a Lua line and, at a call, what the callee is called. */
export interface CodePlace {
  readonly line: number;
  /** A call that Lua makes in place of the calling function: if it calls Lua code, that function is gone. */
  readonly isTail?: boolean;
  readonly callName?: string;
  readonly callKind?: ValueName['kind'];
}

/** Where text is generated, and whether with marks and names. */
interface Explaining {
  readonly explains: boolean;
}

/** A mark: what follows belongs to a Lua line. */
export function lineMark({ explains }: Explaining, line: number): string {
  return explains ? `${OPEN}${line}${CLOSE}` : '';
}

/** A mark right before a call: its line, negative for a tail call, and what the callee is called. */
export function callMark(context: Explaining, line: number, callee: Expression, isTail = false): string {
  if (!context.explains) return '';
  const named = valueName(callee);
  return named === undefined
    ? lineMark(context, isTail ? -line : line)
    : namedCallMark(context, line, named.name, named.kind, isTail);
}

/** The same for a callee that is no expression of its own. */
export function namedCallMark(
  { explains }: Explaining,
  line: number,
  name: string,
  kind: ValueName['kind'],
  isTail = false,
): string {
  return explains ? `${OPEN}${isTail ? -line : line},${kind},${encodeURIComponent(name)}${CLOSE}` : '';
}

/** What messages call the value of an expression. */
export function describe({ explains }: Explaining, node: Expression): string | undefined {
  return explains ? describeValue(node) : undefined;
}

/** The places of a text. */
export interface Marks {
  /** Where each line of the text begins. */
  readonly lineStarts: readonly number[];
  /** Where marks stand in the text without them, in ascending order. */
  readonly offsets: readonly number[];
  readonly places: readonly CodePlace[];
}

export function readMarks(marked: string): Marks {
  const text = marked.replace(MARK, '');
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const offsets: number[] = [];
  const places: CodePlace[] = [];
  let removed = 0;
  for (const match of marked.matchAll(MARK)) {
    const [text, callKind, callName] = match[1].split(',');
    const place = { line: Math.abs(Number(text)), isTail: text.startsWith('-') };
    offsets.push(match.index - removed);
    places.push(
      callName === undefined
        ? place
        : { ...place, callKind: callKind as ValueName['kind'], callName: decodeURIComponent(callName) },
    );
    removed += match[0].length;
  }
  return { lineStarts, offsets, places };
}

/** The mark that a place of the text belongs to: the last one at or before it. Line and column count from 1. */
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
