/** CLIENT: a connection's own attributes and modes, and the container of its subcommands. */

import { isKeyword } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import { errors, failure } from '../../engine/errors.ts';
import { OK } from '../../protocol/reply.ts';
import { helpReply } from '../subcommand-help.ts';
import { checkClientName, checkLibraryAttribute } from './client-attributes.ts';
import { clientPauseCommand, clientUnblockCommand, clientUnpauseCommand } from './client-control.ts';
import { clientInfoCommand, clientKillCommand, clientListCommand } from './client-list.ts';

const HELP = [
  'GETNAME',
  '    Return the name of the current connection.',
  'ID',
  '    Return the ID of the current connection.',
  'INFO',
  '    Return information about the current client connection.',
  'KILL <ip:port>',
  '    Kill connection made from <ip:port>.',
  'KILL <option> <value> [<option> <value> [...]]',
  '    Kill connections. Options are:',
  '    * ADDR (<ip:port>|<unixsocket>:0)',
  '      Kill connections made from the specified address',
  '    * LADDR (<ip:port>|<unixsocket>:0)',
  '      Kill connections made to specified local address',
  '    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)',
  '      Kill connections by type.',
  '    * USER <username>',
  '      Kill connections authenticated by <username>.',
  '    * SKIPME (YES|NO)',
  '      Skip killing current connection (default: yes).',
  'LIST [options ...]',
  '    Return information about client connections. Options:',
  '    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)',
  '      Return clients of specified type.',
  'UNPAUSE',
  '    Stop the current client pause, resuming traffic.',
  'PAUSE <timeout> [WRITE|ALL]',
  '    Suspend all, or just write, clients for <timeout> milliseconds.',
  'REPLY (ON|OFF|SKIP)',
  '    Control the replies sent to the current connection.',
  'SETNAME <name>',
  '    Assign the name <name> to the current connection.',
  'SETINFO <option> <value>',
  '    Set client meta attr. Options are:',
  '    * LIB-NAME: the client lib name.',
  '    * LIB-VER: the client lib version.',
  'UNBLOCK <clientid> [TIMEOUT|ERROR]',
  '    Unblock the specified blocked client.',
  'NO-EVICT (ON|OFF)',
  '    Protect current client connection from eviction.',
  'NO-TOUCH (ON|OFF)',
  '    Will not touch LRU/LFU stats when this mode is on.',
];

export const clientIdCommand = command({
  name: 'ID',
  group: 'connection',
  since: '5.0.0',
  summary: 'Returns the unique client ID of the connection.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],
  acl: ['connection'],
  run: ({ client }) => client.id,
});

export const clientGetnameCommand = command({
  name: 'GETNAME',
  group: 'connection',
  since: '2.6.9',
  summary: 'Returns the name of the connection.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],
  acl: ['connection'],
  run: ({ client }) => (client.name === '' ? null : client.name),
});

export const clientSetnameCommand = command({
  name: 'SETNAME',
  group: 'connection',
  since: '2.6.9',
  summary: 'Sets the connection name.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.string('connection-name')],
  flags: ['noscript', 'loading', 'stale'],
  acl: ['connection'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  run({ client }, [name]) {
    checkClientName(name);
    client.name = name;
    return OK;
  },
});

export const clientSetinfoCommand = command({
  name: 'SETINFO',
  group: 'connection',
  since: '7.2.0',
  summary: 'Sets information specific to the client or connection.',
  complexity: 'O(1)',
  arity: 4,
  arguments: [
    argument.oneof('attr', [
      argument.string('libname', { token: 'LIB-NAME' }),
      argument.string('libver', { token: 'LIB-VER' }),
    ]),
  ],
  flags: ['noscript', 'loading', 'stale'],
  acl: ['connection'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  run({ client }, [attribute, text]) {
    const isName = isKeyword(attribute, 'LIB-NAME');
    if (!isName && !isKeyword(attribute, 'LIB-VER')) throw failure(`Unrecognized option '${attribute}'`);
    checkLibraryAttribute(attribute, text);
    if (isName) client.libraryName = text;
    else client.libraryVersion = text;
    return OK;
  },
});

export const clientReplyCommand = command({
  name: 'REPLY',
  group: 'connection',
  since: '3.2.0',
  summary: 'Instructs the server whether to reply to commands.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [
    argument.oneof('action', [
      argument.pureToken('ON'),
      argument.pureToken('OFF'),
      argument.pureToken('SKIP'),
    ]),
  ],
  flags: ['noscript', 'loading', 'stale'],
  acl: ['connection'],
  run({ client }, [mode]) {
    if (isKeyword(mode, 'ON')) {
      client.replyMode = 'on';
      return OK;
    }
    if (isKeyword(mode, 'OFF')) client.replyMode = 'off';
    else if (!isKeyword(mode, 'SKIP')) throw errors.syntax;
    else if (client.replyMode !== 'off') client.replyMode = 'skip-next';
    return undefined;
  },
});

function onOrOff(word: string): boolean {
  if (isKeyword(word, 'ON')) return true;
  if (isKeyword(word, 'OFF')) return false;
  throw errors.syntax;
}

export const clientNoEvictCommand = command({
  name: 'NO-EVICT',
  group: 'connection',
  since: '7.0.0',
  summary: 'Sets the client eviction mode of the connection.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.oneof('enabled', [argument.pureToken('ON'), argument.pureToken('OFF')])],
  flags: ['admin', 'noscript', 'loading', 'stale'],
  acl: ['connection'],
  run({ client }, [word]) {
    client.noEvict = onOrOff(word);
    return OK;
  },
});

export const clientNoTouchCommand = command({
  name: 'NO-TOUCH',
  group: 'connection',
  since: '7.2.0',
  summary: 'Controls whether commands sent by the client affect the LRU/LFU of accessed keys.',
  complexity: 'O(1)',
  arity: 3,
  arguments: [argument.oneof('enabled', [argument.pureToken('ON'), argument.pureToken('OFF')])],
  flags: ['noscript', 'loading', 'stale'],
  acl: ['connection'],
  run({ client }, [word]) {
    client.noTouch = onOrOff(word);
    return OK;
  },
});

export const clientHelpCommand = command({
  name: 'HELP',
  group: 'connection',
  since: '5.0.0',
  summary: 'Returns helpful text about the different subcommands.',
  complexity: 'O(1)',
  arity: 2,
  flags: ['loading', 'stale'],
  acl: ['connection'],
  run: () => helpReply('CLIENT', HELP),
});

export const clientCommand = command({
  name: 'CLIENT',
  group: 'connection',
  since: '2.4.0',
  summary: 'A container for client connection commands.',
  complexity: 'Depends on subcommand.',
  arity: -2,
  flags: [],
  subcommands: [
    clientIdCommand,
    clientInfoCommand,
    clientListCommand,
    clientKillCommand,
    clientGetnameCommand,
    clientSetnameCommand,
    clientSetinfoCommand,
    clientReplyCommand,
    clientPauseCommand,
    clientUnpauseCommand,
    clientUnblockCommand,
    clientNoEvictCommand,
    clientNoTouchCommand,
    clientHelpCommand,
  ],
});
