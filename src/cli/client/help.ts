/**
 * The help of the interactive client: `help`, `help <command>` and `help @<group>`. It is made of what the server answers
 * to COMMAND DOCS, which it is asked for when help is first needed.
 */
import { BLANKS, endOfRun } from '../../bytes/character-set.ts';
import { ErrorReply, MapReply, type Reply, SetReply, StatusReply } from '../../protocol/reply.ts';
import { VERSION } from '../version.ts';

interface Entry {
  /** The full name, such as `CONFIG GET`. */
  name: string;
  /** The arguments, such as `parameter [parameter ...]`. */
  syntax: string;
  summary: string;
  since: string;
  group: string;
}

const GENERIC_HELP = `tidelock cli ${VERSION}
To get help about Redis commands type:
      "help @<group>" to get a list of commands in <group>
      "help <command>" for help on <command>
      "help <tab>" to get a list of possible help topics
      "quit" to exit
`;

/** The entries of a map, which is an array of keys and values in RESP2. */
function fields(reply: Reply | undefined): Map<string, Reply> {
  const flat = reply instanceof MapReply ? reply.entries : Array.isArray(reply) ? reply : [];
  const map = new Map<string, Reply>();
  for (let i = 0; i + 1 < flat.length; i += 2) map.set(text(flat[i]), flat[i + 1]);
  return map;
}

function text(reply: Reply | undefined): string {
  if (reply instanceof StatusReply) return reply.text;
  return typeof reply === 'string' ? reply : '';
}

function list(reply: Reply | undefined): Reply[] {
  if (reply instanceof SetReply) return reply.members;
  return Array.isArray(reply) ? reply : [];
}

/** The syntax of one argument, as the documentation writes it: `[EX seconds]`, `key [key ...]`, `<A | B>`. */
function argumentSyntax(argument: Map<string, Reply>): string {
  const flags = new Set(list(argument.get('flags')).map(text));
  const type = text(argument.get('type'));
  const token = argument.has('token') ? text(argument.get('token')) || '""' : undefined;
  const body = argumentBody(argument, type);
  const isPureToken = type === 'pure-token';
  let syntax = token === undefined ? body : isPureToken ? token : `${token} ${body}`;
  if (flags.has('multiple')) {
    const repeatsToken = token !== undefined && flags.has('multiple_token');
    const unit = repeatsToken ? `${token}${isPureToken ? '' : ` ${body}`}` : body;
    syntax += ` [${unit} ...]`;
  }
  return flags.has('optional') ? `[${syntax}]` : syntax;
}

function argumentBody(argument: Map<string, Reply>, type: string): string {
  if (type === 'oneof') return argumentsSyntax(argument.get('arguments'), '|');
  if (type === 'block') return argumentsSyntax(argument.get('arguments'), ' ');
  if (type === 'pure-token') return '';
  return text(argument.get('display_text')) || text(argument.get('name')) || '""';
}

function argumentsSyntax(reply: Reply | undefined, separator: string): string {
  return list(reply)
    .map((argument) => argumentSyntax(fields(argument)))
    .join(separator);
}

function entriesOf(name: string, docs: Map<string, Reply>): Entry[] {
  const entry: Entry = {
    name,
    syntax: argumentsSyntax(docs.get('arguments'), ' '),
    summary: text(docs.get('summary')),
    since: text(docs.get('since')),
    group: text(docs.get('group')),
  };
  const entries = [entry];
  for (const [subcommand, subdocs] of fields(docs.get('subcommands'))) {
    const word = subcommand.slice(subcommand.indexOf('|') + 1).toUpperCase();
    for (const inner of entriesOf(`${name} ${word}`, fields(subdocs))) entries.push(inner);
  }
  return entries;
}

function describeEntry(entry: Entry, withGroup: boolean): string {
  const syntax = entry.syntax === '' ? '' : entry.syntax;
  let out = `\r\n  \x1b[1m${entry.name}\x1b[0m \x1b[90m${syntax}\x1b[0m\r\n`;
  out += `  \x1b[33msummary:\x1b[0m ${entry.summary}\r\n  \x1b[33msince:\x1b[0m ${entry.since}\r\n`;
  return withGroup ? `${out}  \x1b[33mgroup:\x1b[0m ${entry.group}\r\n` : out;
}

export class CommandHelp {
  private readonly fetchDocs: () => Promise<Reply | undefined>;
  private entries: Entry[] | undefined;

  /** @param fetchDocs answers the reply of COMMAND DOCS, or undefined when there is no server */
  constructor(fetchDocs: () => Promise<Reply | undefined>) {
    this.fetchDocs = fetchDocs;
  }

  /** The text of `help <words>`. The words are those that a command's name begins with, or the group `@name`. */
  async describe(words: string[]): Promise<string> {
    if (words.length === 0) return GENERIC_HELP;
    const entries = await this.load();
    const wanted = words.map((word) => word.toUpperCase());
    const group = words[0].startsWith('@') ? words[0].slice(1).toLowerCase() : undefined;
    const matching = entries.filter((entry) => {
      if (group !== undefined) return entry.group === group;
      const parts = entry.name.split(' ');
      return wanted.length <= parts.length && wanted.every((word, index) => word === parts[index]);
    });
    return `${matching.map((entry) => describeEntry(entry, group === undefined)).join('')}\r\n`;
  }

  /** The lines that the beginning of a line may become: names of commands and, behind `help `, also groups. */
  complete(line: string): string[] {
    const asksForHelp = /^help\s/i.test(line);
    const head = asksForHelp ? line.slice(0, endOfRun(line, 'help'.length, BLANKS)) : '';
    const typed = line.slice(head.length).toUpperCase();
    const names = (this.entries ?? []).map((entry) => entry.name);
    const groups = new Set((this.entries ?? []).map((entry) => `@${entry.group}`));
    const topics = asksForHelp ? [...groups, ...names] : names;
    return topics.filter((topic) => topic.toUpperCase().startsWith(typed)).map((topic) => head + topic);
  }

  async load(): Promise<Entry[]> {
    if (this.entries !== undefined) return this.entries;
    const reply = await this.fetchDocs();
    if (reply === undefined || reply instanceof ErrorReply) return [];
    const commands = [...fields(reply)].flatMap(([name, docs]) =>
      entriesOf(name.toUpperCase(), fields(docs)),
    );
    // They are sorted by their bytes, as in redis-cli.
    this.entries = commands.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    return this.entries;
  }
}
