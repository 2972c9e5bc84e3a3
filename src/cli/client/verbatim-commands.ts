/**
 * Commands whose reply is a text for people: it is printed as it is, in every output mode.
 */

/** The second word it takes, and the exact number of words; left out, any will do. */
interface Rule {
  second?: string;
  words?: number;
}

const RULES: Record<string, Rule[]> = {
  info: [{}],
  lolwut: [{}],
  debug: [{ second: 'htstats' }, { second: 'htstats-key' }, { second: 'client-eviction' }],
  memory: [{ second: 'malloc-stats' }, { second: 'doctor' }],
  cluster: [
    { second: 'nodes', words: 2 },
    { second: 'info', words: 2 },
  ],
  client: [{ second: 'list' }, { second: 'info' }],
  latency: [
    { second: 'graph', words: 3 },
    { second: 'doctor', words: 2 },
  ],
  proxy: [{ second: 'info' }],
};

export function isPrintedVerbatim(words: string[]): boolean {
  const rules = RULES[words[0].toLowerCase()] ?? [];
  return rules.some(({ second, words: count }) => {
    if (second !== undefined && words[1]?.toLowerCase() !== second) return false;
    return count === undefined || words.length === count;
  });
}
