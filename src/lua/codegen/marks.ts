/**
 * Which Lua line, and which call, every place of the generated text belongs to.
 *
 * Text is put together from strings, so places are unknown until the end: marks travel inside the text
 * between control characters that no literal can contain, and `extractMarks` takes them out.
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

/** Takes the marks out of a text. */
export function extractMarks(marked: string): { text: string; marks: Marks } {
  const offsets: number[] = [];
  const places: CodePlace[] = [];
  let removed = 0;
  const text = marked.replace(MARK, (whole: string, content: string, offset: number) => {
    const [line, callKind, callName] = content.split(',');
    offsets.push(offset - removed);
    places.push(
      callName === undefined
        ? { line: Number(line) }
        : { line: Number(line), callKind: callKind as CallKind, callName: decodeURIComponent(callName) },
    );
    removed += whole.length;
    return '';
  });
  return { text, marks: { offsets, places } };
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
