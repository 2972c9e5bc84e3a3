/**
 * Which Lua line, and which call, every place of the generated text belongs to.
 *
 * Text is put together from strings, so places are unknown until the end: marks travel inside the text
 * between control characters that no literal can contain; `withoutMarks` takes them out, `readMarks` reads them when an
 * error asks for its place.
 */
const OPEN = '\x80';
const CLOSE = '\x81';
const MARK = /\x80([^\x81]*)\x81/g;

export type CallKind = 'global' | 'local' | 'upvalue' | 'field' | 'method';

/** What a place of the text stands for: a Lua line and, at a call, what the callee is called. */
export interface CodePlace {
  readonly line: number;
  readonly callName?: string;
  readonly callKind?: CallKind;
}

/** A mark: what follows belongs to a Lua line. */
export function lineMark(line: number): string {
  return `${OPEN}${line}${CLOSE}`;
}

/** A mark right before a call: its line and what the callee is called. */
export function callMark(line: number, name: string | undefined, kind: CallKind | undefined): string {
  return name === undefined || kind === undefined
    ? `${OPEN}${line}${CLOSE}`
    : `${OPEN}${line},${kind},${encodeURIComponent(name)}${CLOSE}`;
}

/** Marks by their place in the text, in ascending order. */
export interface Marks {
  readonly offsets: readonly number[];
  readonly places: readonly CodePlace[];
}

/** The text that V8 gets. */
export function withoutMarks(marked: string): string {
  return marked.replace(MARK, '');
}

/** The marks of a text, by their places in what `withoutMarks` makes of it. */
export function readMarks(marked: string): Marks {
  const offsets: number[] = [];
  const places: CodePlace[] = [];
  let removed = 0;
  for (const match of marked.matchAll(MARK)) {
    const [line, callKind, callName] = match[1].split(',');
    offsets.push(match.index - removed);
    places.push(
      callName === undefined
        ? { line: Number(line) }
        : { line: Number(line), callKind: callKind as CallKind, callName: decodeURIComponent(callName) },
    );
    removed += match[0].length;
  }
  return { offsets, places };
}

/** The mark that a place of the text belongs to: the last one at or before it. */
export function findMark(marks: Marks, offset: number): CodePlace {
  let low = 0;
  let high = marks.offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (marks.offsets[middle] <= offset) low = middle + 1;
    else high = middle;
  }
  return marks.places[Math.max(0, low - 1)] ?? { line: 0 };
}
