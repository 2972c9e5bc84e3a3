/**
 * The source of a family of cases, where the answers stand as comments: `cmd('LLEN', 'l'), // -> 3`.
 *
 * An answer stands at the end of the line on which its step ends, or on lines of its own below, where it is too
 * long or one of several. The recorder writes these comments and nothing else in the file; other comments stay.
 *
 * Positions are those of bytes, as the parser counts them: the source is held as a byte string.
 */
import { parseSync } from '@swc/core';

const LINE_WIDTH = 110;
const MARK = '// -> ';
const CONTINUED = '//    ';
/** One of our comments with the lines that it goes on for and the blanks, or the line's beginning, before it. */
const COMMENTS = /\n?[ \t]*\/\/ -> [^\n]*(?:\n[ \t]*\/\/ {4}[^\n]*)*/g;

/** A call of `case` in the source. */
export interface Site {
  /** Its place among the calls of the source. */
  readonly index: number;
  /** Whether a case of this name can come from here: the name may be put together when the test runs. */
  matches(name: string): boolean;
  /** The literal name. */
  readonly literalName: string | undefined;
  /** Whether the steps are no array literal: then `elements` is the expression that makes them. */
  readonly isWhole: boolean;
  readonly elements: readonly Element[];
}

/** A step, or a group of steps, as it stands in the source. */
export interface Element {
  readonly line: number;
  /** Where the element ends, and where the next one begins or the list ends. */
  readonly end: number;
  readonly limit: number;
  /** The comment lines that show its answer now, without their indentation. */
  readonly shown: readonly string[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What swc's nodes have in common, as far as it is needed here. */
interface SyntaxNode {
  readonly type: string;
  readonly span: Span;
  readonly [key: string]: unknown;
}

/** Every call of a method `case` with steps, in the order of the source. */
export function caseSites(source: string): Site[] {
  const module = parseSync(Buffer.from(source, 'latin1').toString('utf8'), { syntax: 'typescript' });
  const sites: Site[] = [];
  visit(module as unknown as SyntaxNode, (node) => {
    const site = siteOf(node, source, sites.length);
    if (site !== undefined) sites.push(site);
  });
  return sites;
}

function visit(value: unknown, see: (node: SyntaxNode) => void): void {
  if (value === null || typeof value !== 'object') return;
  if ('type' in value && 'span' in value) see(value as SyntaxNode);
  for (const child of Object.values(value)) visit(child, see);
}

interface Argument {
  readonly spread: unknown;
  readonly expression: SyntaxNode;
}

function siteOf(node: SyntaxNode, source: string, index: number): Site | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = node.callee as SyntaxNode & { property?: { value?: string } };
  if (callee.type !== 'MemberExpression' || callee.property?.value !== 'case') return undefined;
  const [name, steps, next] = node.arguments as Argument[];
  if (steps === undefined) return undefined;
  const isWhole = steps.expression.type !== 'ArrayExpression';
  const items = isWhole ? [steps] : (steps.expression.elements as Argument[]);
  if (items.some((item) => item?.spread)) {
    throw new Error(
      `line ${lineAt(source, items[0].expression.span.start)}: a group of steps stands among the others without ...`,
    );
  }
  const listEnd = isWhole ? (next?.expression.span.start ?? node.span.end) : steps.expression.span.end;
  const bounds = items.map(({ expression }) => ({
    start: expression.span.start - 1,
    end: expression.span.end - 1,
  }));
  return {
    index,
    ...nameOf(name.expression),
    isWhole,
    elements: bounds.map(({ end }, at) => elementOf(source, end, bounds[at + 1]?.start ?? listEnd - 2)),
  };
}

function nameOf(node: SyntaxNode): Pick<Site, 'matches' | 'literalName'> {
  if (node.type === 'StringLiteral') {
    const literalName = node.value as string;
    return { literalName, matches: (name) => name === literalName };
  }
  const quasis = node.type === 'TemplateLiteral' ? (node.quasis as { cooked: string }[]) : [];
  const parts = quasis.map(({ cooked }) => cooked.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.length === 0 ? '[^]*' : parts.join('[^]*')}$`);
  return { literalName: undefined, matches: (name) => pattern.test(name) };
}

function elementOf(source: string, end: number, limit: number): Element {
  const comments = source.slice(end, limit).match(COMMENTS) ?? [];
  const shown = comments.flatMap((comment) => comment.trim().split('\n')).map((line) => line.trim());
  return { line: lineAt(source, end), end, limit, shown };
}

function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}

/** The source without the comments that show answers. */
export function withoutAnswers(source: string): string {
  let text = source;
  const elements = caseSites(source).flatMap((site) => site.elements);
  for (const { end, limit } of elements.sort((a, b) => b.end - a.end)) {
    text = text.slice(0, end) + text.slice(end, limit).replace(COMMENTS, '') + text.slice(limit);
  }
  return text;
}

/** How the answers of an element stand in the source: at the end of its line if there is room, else below. */
export function layOut(source: string, { end }: Element, answers: readonly string[]): string[] {
  if (answers.length === 0) return [];
  const { column, indentation } = lineOf(source, end);
  const inline = `${MARK}${answers[0]}`;
  // One for the comma, one for the blank before the comment.
  if (answers.length === 1 && column + 2 + inline.length <= LINE_WIDTH) return [inline];
  return answers.flatMap((answer) => wrap(answer, LINE_WIDTH - indentation.length - MARK.length));
}

/** Whether the comment lines of an element stand at the end of its line. */
function isInline(source: string, element: Element, lines: readonly string[]): boolean {
  return lines.length === 1 && lineOf(source, element.end).column + 2 + lines[0].length <= LINE_WIDTH;
}

function lineOf(source: string, position: number): { column: number; indentation: string } {
  const start = source.lastIndexOf('\n', position - 1) + 1;
  const line = source.slice(start, position);
  return { column: line.length, indentation: /^ */.exec(line)?.[0] ?? '' };
}

/** A text in lines of at most `width` characters, cut at blanks where there are any. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(' ', width);
    const cut = blank > width / 2 ? blank : width;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  lines.push(rest);
  return lines.map((line, at) => `${at === 0 ? MARK : CONTINUED}${line}`.trimEnd());
}

/** The answers of an element: several where it stands for several steps. */
export type AnswersOf = (site: Site, element: number) => readonly string[];

/** The source with each element's answers beside it. */
export function withAnswers(source: string, answersOf: AnswersOf): string {
  const bare = withoutAnswers(source);
  const insertions = caseSites(bare).flatMap((site) =>
    site.elements.map((element, at) => ({ element, lines: layOut(bare, element, answersOf(site, at)) })),
  );
  let text = bare;
  for (const { element, lines } of insertions.sort((a, b) => b.element.end - a.element.end)) {
    if (lines.length > 0) text = insert(text, element, lines, isInline(bare, element, lines));
  }
  return text;
}

function insert(text: string, { end }: Element, lines: readonly string[], inline: boolean): string {
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const lineEnd = text.indexOf('\n', end + comma);
  const rest = text.slice(end + comma, lineEnd);
  const { indentation } = lineOf(text, end);
  if (inline && rest.trim() === '') return `${text.slice(0, end + comma)} ${lines[0]}${text.slice(lineEnd)}`;
  // A comment of somebody else's stays where it is; code that follows goes to the next line.
  const from = rest.trim() === '' || rest.trim().startsWith('//') ? lineEnd : end + comma;
  const block = lines.map((line) => `\n${indentation}${line}`).join('');
  return `${text.slice(0, from)}${block}${from === lineEnd ? '' : '\n'}${text.slice(from)}`;
}
