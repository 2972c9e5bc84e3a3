/**
 * The recorded answers of a family's cases beside their commands, in the source of the family: written by the recorder,
 * and compared with the recording by every run, so that what a reader sees is what the real server answered.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerText, digest } from './answer-text.ts';
import { type AnswersOf, caseSites, layOut, type Site, withAnswers } from './case-source.ts';
import type { Recording } from './recording.ts';
import type { Step } from './steps.ts';

/** Answers of a group of steps stand together while they are this short. */
const LONGEST_TOGETHER = 80;
const LONGEST_ANSWER = 300;
/** Of an answer that stands among those of other steps in one text. */
const LONGEST_OF_MANY = 90;
const LONGEST_LABEL = 60;
const BIOME = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));

interface DeclaredCase {
  readonly name: string;
  /** The steps as the case lists them: an element of its list is a step or a group of steps. */
  readonly groups: readonly (readonly Step[])[];
}

/** What one step answered. */
interface StepAnswer {
  readonly sent: string;
  readonly text: string;
}

export class ShownAnswers {
  readonly #recording: Recording;
  readonly #path: string;
  readonly #cases: DeclaredCase[] = [];

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#path = join(dirname(fileURLToPath(import.meta.url)), '..', `${recording.family}.test.ts`);
  }

  declare(name: string, groups: readonly (readonly Step[])[]): void {
    this.#cases.push({ name, groups });
  }

  /** Where the source shows something else than was recorded. */
  differences(): string[] {
    const source = readFileSync(this.#path, 'latin1');
    const sites = caseSites(source);
    const answersOf = this.#answersOf(sites);
    return sites.flatMap((site) =>
      site.elements.flatMap((element, at) => {
        const expected = layOut(source, element, answersOf(site, at));
        if (expected.join('\n') === element.shown.join('\n')) return [];
        const place = `${this.#recording.family}.test.ts:${element.line}`;
        return [`${place} shows ${printLines(element.shown)}, and recorded is ${printLines(expected)}`];
      }),
    );
  }

  /** Writes the recorded answers into the source. */
  write(): void {
    // The formatter may break a line, and then an answer may find another place.
    for (let round = 0, before = ''; round < 4; round++) {
      const source = readFileSync(this.#path, 'latin1');
      if (source === before) return;
      before = source;
      writeFileSync(this.#path, withAnswers(source, this.#answersOf(caseSites(source))), 'latin1');
      const { status, stderr } = spawnSync(process.execPath, [BIOME, 'format', '--write', this.#path]);
      if (status !== 0) throw new Error(`${this.#path} could not be formatted: ${stderr}`);
    }
  }

  #answersOf(sites: readonly Site[]): AnswersOf {
    const casesOf = sites.map((): DeclaredCase[] => []);
    for (const declared of this.#cases) casesOf[siteOf(sites, declared.name).index].push(declared);
    const answers = casesOf.map((cases) => cases.map((declared) => this.#groupsOf(declared)));
    return (site, element) => {
      const cases = answers[site.index];
      if (!site.isWhole) return distinct(cases.map((groups) => groupText(groups[element] ?? [])));
      if (cases.length === 1) return groupText(cases[0].flat());
      return casesOf[site.index].map(({ name }, at) =>
        digest(`${name}: ${joined(cases[at].flat(), LONGEST_OF_MANY)}`, LONGEST_ANSWER),
      );
    };
  }

  /** What the steps of a case answered, group by group. */
  #groupsOf({ name, groups }: DeclaredCase): StepAnswer[][] {
    const { 2: resp2, 3: resp3 } = this.#recording.transcripts(name) ?? {};
    let position = 0;
    return groups.map((steps) =>
      steps.map((step) => {
        const answer = { resp2: resp2?.[position]?.[1], resp3: resp3?.[position]?.[1] };
        position++;
        return { sent: printable(step.describe()), text: answerText(answer) };
      }),
    );
  }
}

/** The bytes that are no ASCII as `\\x80`: the source is a text. */
const printable = (text: string): string =>
  text.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);

function siteOf(sites: readonly Site[], name: string): Site {
  const literal = sites.filter((site) => site.literalName === name);
  const found = literal.length > 0 ? literal : sites.filter((site) => site.matches(name));
  if (found.length !== 1)
    throw new Error(`${found.length} calls in the source can have made the case ${name}`);
  return found[0];
}

/** The answers of a group of steps: of one, of several that are short together, or each with what was sent. */
function groupText(answers: readonly StepAnswer[]): string[] {
  const shown = answers.filter(({ text }) => text !== '');
  const together = joined(shown);
  if (shown.length <= 1 || together.length <= LONGEST_TOGETHER) {
    return together === '' ? [] : [digest(together, LONGEST_ANSWER)];
  }
  return shown.map(({ sent, text }) => {
    const label = sent.replace(/^a> /, '');
    const short = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL)}...` : label;
    return `${short} -> ${digest(text, LONGEST_ANSWER)}`;
  });
}

function joined(answers: readonly StepAnswer[], room = LONGEST_ANSWER): string {
  return answers.map(({ text }) => digest(text, room)).join('; ');
}

/** What cases of one source answered: once if it is the same in all of them. */
function distinct(answers: readonly string[][]): string[] {
  const seen = new Map(answers.map((lines) => [lines.join('\n'), lines]));
  if (seen.size <= 1) return [...seen.values()][0] ?? [];
  return [digest([...seen.values()].map((lines) => lines.join('; ')).join(' or '), LONGEST_ANSWER)];
}

function printLines(lines: readonly string[]): string {
  return lines.length === 0 ? 'no answer' : `\n  ${lines.join('\n  ')}\n`;
}
