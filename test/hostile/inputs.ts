/**
 * What is sent to a server to bring it down. Each input follows from a seed and its number alone, so that one that made a
 * difference can be sent again.
 */
import { Random } from '../lua/generator/random.ts';
import { SCENES, type Scene } from './scenes.ts';
import { hostileLibrary, hostileScript, type Vocabulary } from './scripts.ts';
import { hostileStream, type Stream } from './streams.ts';

export type Input =
  | { readonly kind: 'script'; readonly words: readonly string[] }
  | { readonly kind: 'library'; readonly text: string }
  | { readonly kind: 'stream'; readonly stream: Stream }
  | { readonly kind: 'scene'; readonly name: string; readonly scene: Scene };

export type Kind = Input['kind'];

/** The input of a number. */
export function inputOf(seed: number, number: number, vocabulary: Vocabulary): Input {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  // The first numbers of a generator resemble those of its neighbours.
  for (let at = 0; at < 4; at++) random.next();
  const kind = random.below(100);
  if (kind < 66) {
    const keys = random.chance(0.5) ? [] : ['h:1', 'h:2'];
    const words = [
      'EVAL',
      hostileScript(random, vocabulary),
      String(keys.length),
      ...keys,
      'x\r\n'.repeat(random.below(4000)),
    ];
    return { kind: 'script', words };
  }
  if (kind < 72) return { kind: 'library', text: hostileLibrary(random, vocabulary) };
  if (kind < 92) return { kind: 'stream', stream: hostileStream(random) };
  const name = random.pick(Object.keys(SCENES));
  return { kind: 'scene', name, scene: SCENES[name](random) };
}

/** An input as it is shown to people, and cut where it is long. */
export function describe(input: Input, length = 4000): string {
  const shown = (words: string) =>
    words.length > length ? `${words.slice(0, length)}... (${words.length} bytes)` : words;
  if (input.kind === 'script') return `${input.words.map((word) => shown(JSON.stringify(word))).join(' ')}`;
  if (input.kind === 'library') return shown(JSON.stringify(input.text));
  if (input.kind === 'scene') return `${input.name} ${shown(JSON.stringify(input.scene))}`;
  return shown(JSON.stringify(input.stream));
}
