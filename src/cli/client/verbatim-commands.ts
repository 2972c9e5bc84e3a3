/** The commands whose reply is a text for people. It is printed as it is, in every output mode. */

/** Which calls of a command are meant. What a rule leaves out may be anything. */
interface Rule {
  /** The second word, in lower case. */
  second?: string;
  /** The exact number of words. */
  words?: number;
}

/** The rules of a command, of which one has to agree, by its name in lower case. */
const RULES = new Map<string, Rule[]>([
  ['info', [{}]],
  ['lolwut', [{}]],
  ['debug', [{ second: 'htstats' }, { second: 'htstats-key' }, { second: 'client-eviction' }]],
  ['memory', [{ second: 'malloc-stats' }, { second: 'doctor' }]],
  [
    'cluster',
    [
      { second: 'nodes', words: 2 },
      { second: 'info', words: 2 },
    ],
  ],
  ['client', [{ second: 'list' }, { second: 'info' }]],
  [
    'latency',
    [
      { second: 'graph', words: 3 },
      { second: 'doctor', words: 2 },
    ],
  ],
  ['proxy', [{ second: 'info' }]],
]);

export function isPrintedVerbatim(words: string[]): boolean {
  const rules = RULES.get(words[0].toLowerCase()) ?? [];
  return rules.some(({ second, words: count }) => {
    if (second !== undefined && words[1]?.toLowerCase() !== second) return false;
    return count === undefined || words.length === count;
  });
}
