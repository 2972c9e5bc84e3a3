/** Commands, from the bytes of their requests to those of their replies: see command-samples.ts. */
import { allCommands } from '../../src/commands/commands.ts';
import { CommandTable } from '../../src/engine/command-table.ts';
import { RequestDecoder } from '../../src/protocol/decode.ts';
import { encode, encodeBeginning, type Rest, UnfinishedReply } from '../../src/protocol/encode.ts';
import type { Reply } from '../../src/protocol/reply.ts';
import { latin1 } from '../../src/server/latin1.ts';
import { Random } from '../lua/generator/random.ts';
import { engineBench } from '../support/engine.ts';
import { StepCounter } from '../support/steps.ts';
import { printCommand } from '../support/wire.ts';
import { commandSamples, PLAIN, SUPER_LINEAR, TEXTS, VALUES } from './command-samples.ts';
import { FACTOR, type Findings, LARGER } from './findings.ts';

const SIZE = 250;

let counter: StepCounter;

/** What every command is given is texts of these kinds. */
const PLAIN_TEXTS = ['of letters', 'of line ends'];

export function measureCommands(): Findings {
  counter = new StepCounter();
  const names = [...new CommandTable(allCommands).all()].map(({ fullName }) => fullName);
  const subjects: Findings['subjects'] = {};
  for (const name of names) {
    const words = name.toUpperCase().split('|').join(' ');
    const own = (commandSamples[name] ?? []).map((rest) => `${words} ${rest}`);
    subjects[name] = [
      ...own.flatMap((sample) =>
        findings([sample], sample.includes('@text') ? Object.keys(TEXTS) : ['of letters']),
      ),
      ...findings(
        PLAIN.map((rest) => `${words} ${rest}`),
        PLAIN_TEXTS,
      ),
    ];
  }
  return { names, sampled: Object.keys(commandSamples), subjects };
}

/** Measures samples, all of them together, with texts of these kinds. */
function findings(samples: readonly string[], texts: readonly string[]): unknown[] {
  return texts.flatMap((kind) => {
    const text = TEXTS[kind];
    measure(samples, text, 10);
    for (const size of [SIZE, LARGER * SIZE]) {
      const once = measure(samples, text, size);
      const twice = measure(samples, text, 2 * size);
      if (twice <= FACTOR * once) return [];
      if (size > SIZE) return [{ samples, text: kind, once, twice }];
    }
    return [];
  });
}

/** The steps that samples take, in an engine of their own. */
function measure(samples: readonly string[], text: (size: number) => string, size: number): number {
  const random = new Random(1);
  const bench = engineBench({ random: () => random.next() });
  const runs = samples
    .filter((sample) => !SUPER_LINEAR.has(sample))
    .map((sample) => {
      const client = bench.connect();
      const words = sample.split(' ');
      for (const [name, make] of Object.entries(VALUES)) {
        if (!words.some((word) => word.replace('@times:', '') === name)) continue;
        for (const [word, ...rest] of make(size)) client.call(word, ...rest);
      }
      const request = words.flatMap((word) => expand(word, text, size));
      return { client, bytes: Buffer.from(printCommand(request), 'latin1') };
    });
  return counter.count(() => {
    for (const { client, bytes } of runs) {
      const decoder = new RequestDecoder(latin1, { maxBulkLength: 2 ** 29 });
      decoder.feed(bytes, 0, bytes.length);
      while (decoder.next()) client.call(decoder.name, ...decoder.args);
      for (const reply of [...client.replies, ...client.pushes]) {
        encode(reply, 2);
        encodeInParts(reply);
      }
    }
  });
}

/** Encodes a reply as the server does when others wait: part after part, with its length asked for in between. */
function encodeInParts(reply: Reply): void {
  const rest: Rest = [];
  encodeBeginning(reply, 3, '', rest);
  const unfinished = new UnfinishedReply(rest, 3);
  unfinished.encodedLength();
  while (!unfinished.isDone) unfinished.nextPart();
}

function expand(word: string, text: (size: number) => string, size: number): string[] {
  const numbered = (make: (number: number) => string[]) =>
    Array.from({ length: size }, (_, at) => make(at + 1)).flat();
  if (word === '@many') return numbered((at) => [`e${at}`]);
  if (word === '@pairs') return numbered((at) => [`e${at}`, 'v']);
  if (word === '@scores') return numbered((at) => [`${at}`, `e${at}`]);
  if (word === '@positions') return numbered((at) => [`${at % 180}`, `${at % 85}`, `e${at}`]);
  if (word === '@ids') return numbered((at) => [`${at}-0`]);
  if (word.startsWith('@times:')) return numbered(() => [word.slice('@times:'.length)]);
  return [word.replace('@text', () => text(size)).replace('@n', String(size))];
}
