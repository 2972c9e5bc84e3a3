/** INFO: the state of the server as text for people and monitoring tools. */

import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { VerbatimReply } from '../../protocol/reply.ts';
import { type Field, type InfoSection, infoSections } from './info-sections.ts';

/** Groups of sections: `modules` is part of none but `everything`. */
const GROUPS = new Map(
  Object.entries<(name: string, section: InfoSection) => boolean>({
    default: (_name, section) => section.isDefault,
    all: (name) => name !== 'modules',
    everything: () => true,
  }),
);

/** The names of the sections that the words ask for; unknown ones ask for nothing. */
function wantedSections(words: string[]): Set<string> {
  const wanted = new Set<string>();
  for (const word of words.length === 0 ? ['default'] : words.map((each) => each.toLowerCase())) {
    const isInGroup = GROUPS.get(word) ?? ((name: string) => name === word);
    for (const [name, section] of infoSections) if (isInGroup(name, section)) wanted.add(name);
  }
  return wanted;
}

const print = (title: string, fields: Field[]) =>
  `# ${title}\r\n${fields.map(([name, text]) => `${name}:${text}\r\n`).join('')}`;

export const infoCommand = command({
  name: 'INFO',
  group: 'server',
  since: '1.0.0',
  summary: 'Returns information and statistics about the server.',
  complexity: 'O(1)',
  arity: -1,
  arguments: [argument.string('section', { optional: true, multiple: true })],
  flags: ['loading', 'stale'],
  acl: ['dangerous'],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
  history: [['7.0.0', 'Added support for taking multiple section arguments.']],
  run({ engine }, words) {
    const wanted = wantedSections(words);
    const sections = [...infoSections].filter(([name]) => wanted.has(name));
    const texts = sections.map(([, { title, fields }]) => print(title, fields(engine)));
    return new VerbatimReply('txt', texts.join('\r\n'));
  },
});
