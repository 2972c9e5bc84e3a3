import { describe, expect, it } from 'vitest';
import { CommandHelp } from '../../../../src/cli/client/help.ts';
import { MapReply, type Reply, SetReply, StatusReply } from '../../../../src/protocol/reply.ts';

const argument = (...fields: Reply[]) => new MapReply(fields);
const optional: Reply[] = ['flags', new SetReply([new StatusReply('optional')])];
const multiple: Reply[] = ['flags', new SetReply([new StatusReply('multiple')])];

const SET_ARGUMENTS = [
  argument('name', 'key', 'type', 'key', 'display_text', 'key'),
  argument('name', 'value', 'type', 'string', ...multiple),
  argument('name', 'condition', 'type', 'oneof', ...optional, 'arguments', [
    argument('name', 'nx', 'type', 'pure-token', 'token', 'NX'),
    argument('name', 'seconds', 'type', 'integer', 'token', 'EX'),
  ]),
];

const docs = (summary: string, group: string, ...rest: Reply[]) =>
  new MapReply(['summary', summary, 'since', '1.0.0', 'group', group, ...rest]);

const DOCS = new MapReply([
  'set',
  docs('Sets.', 'string', 'arguments', SET_ARGUMENTS),
  'config',
  docs('A container.', 'server', 'subcommands', new MapReply(['config|get', docs('Gets.', 'server')])),
]);

describe('help', () => {
  const help = new CommandHelp(async () => DOCS);

  it('explains a command', async () => {
    expect(await help.describe(['set'])).toBe(
      '\r\n  \x1b[1mSET\x1b[0m \x1b[90mkey value [value ...] [NX|EX seconds]\x1b[0m\r\n' +
        '  \x1b[33msummary:\x1b[0m Sets.\r\n  \x1b[33msince:\x1b[0m 1.0.0\r\n  \x1b[33mgroup:\x1b[0m string\r\n\r\n',
    );
  });

  it('lists subcommands with their container, and groups without their name', async () => {
    const named = (text: string) => [...text.matchAll(/1m([A-Z ]+)/g)].map((match) => match[1]);
    expect(named(await help.describe(['config']))).toEqual(['CONFIG', 'CONFIG GET']);
    expect(named(await help.describe(['Config', 'Get']))).toEqual(['CONFIG GET']);
    expect(named(await help.describe(['@string']))).toEqual(['SET']);
    expect(await help.describe(['nothing'])).toBe('\r\n');
  });

  it('completes names, and topics behind help', async () => {
    await help.load();
    expect(help.complete('con')).toEqual(['CONFIG', 'CONFIG GET']);
    expect(help.complete('help @s')).toEqual(['help @server', 'help @string']);
  });
});
