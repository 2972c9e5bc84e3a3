/** Who a connection is: AUTH, and HELLO, which also chooses the protocol. */

import { integer64, isKeyword } from '../../engine/arguments.ts';
import { command } from '../../engine/command.ts';
import * as argument from '../../engine/command-arguments.ts';
import type { Context } from '../../engine/context.ts';
import { errors, failure } from '../../engine/errors.ts';
import { REDIS_VERSION } from '../../engine/redis-version.ts';
import { ErrorReply, MapReply, OK } from '../../protocol/reply.ts';
import { checkClientName } from './client-attributes.ts';

/** What stands in the slow log and before monitors for a secret. */
const REDACTED = '(redacted)';

const DEFAULT_USER = 'default';

/** Lets a client in, or raises WRONGPASS. The default user is the only one; without a password it takes any. */
function authenticate({ client, engine, settings }: Context, user: string, password: string): void {
  const expected = settings.requirepass;
  if (user !== DEFAULT_USER || (expected !== '' && password !== expected)) {
    engine.statistics.deniedAuthentications++;
    throw errors.wrongPassword;
  }
  client.authenticated = true;
  client.userName = user;
}

/** Hides some of the arguments from those who watch. */
function redact(ctx: Context, args: string[], from: number, count: number): void {
  ctx.shownArguments = (ctx.shownArguments ?? [...args]).fill(REDACTED, from, from + count);
}

export const authCommand = command({
  name: 'AUTH',
  group: 'connection',
  since: '1.0.0',
  summary: 'Authenticates the connection.',
  complexity: 'O(N) where N is the number of passwords defined for the user',
  arity: -2,
  arguments: [argument.string('username', { optional: true, since: '6.0.0' }), argument.string('password')],
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
  acl: ['connection'],
  history: [['6.0.0', 'Added ACL style (username and password).']],
  run(ctx, args) {
    if (args.length > 2) throw errors.syntax;
    redact(ctx, args, 0, args.length);
    if (args.length === 1 && ctx.settings.requirepass === '') {
      throw failure(
        'AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      );
    }
    const [user, password] = args.length === 2 ? args : [DEFAULT_USER, args[0]];
    authenticate(ctx, user, password);
    return OK;
  },
});

const notAnInteger = failure('Protocol version is not an integer or out of range');

const mustAuthenticate = new ErrorReply(
  'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
);

/** What HELLO may be told besides the version. */
interface HelloOptions {
  credentials?: [user: string, password: string];
  name?: string;
}

function readHelloOptions(ctx: Context, args: string[]): HelloOptions {
  const options: HelloOptions = {};
  for (let at = 1; at < args.length; at++) {
    const left = args.length - 1 - at;
    if (isKeyword(args[at], 'AUTH') && left >= 2) {
      options.credentials = [args[at + 1], args[at + 2]];
      redact(ctx, args, at + 1, 2);
      at += 2;
    } else if (isKeyword(args[at], 'SETNAME') && left >= 1) {
      options.name = args[++at];
      checkClientName(options.name);
    } else throw failure(`Syntax error in HELLO option '${args[at]}'`);
  }
  return options;
}

export const helloCommand = command({
  name: 'HELLO',
  group: 'connection',
  since: '6.0.0',
  summary: 'Handshakes with the Redis server.',
  complexity: 'O(1)',
  arity: -1,
  arguments: [
    argument.block(
      'arguments',
      [
        argument.integer('protover'),
        argument.block('auth', [argument.string('username'), argument.string('password')], {
          token: 'AUTH',
          optional: true,
        }),
        argument.string('clientname', { token: 'SETNAME', optional: true }),
      ],
      { optional: true },
    ),
  ],
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
  acl: ['connection'],
  history: [
    [
      '6.2.0',
      "`protover` made optional; when called without arguments the command reports the current connection's context.",
    ],
  ],
  run(ctx, args) {
    const { client } = ctx;
    const version = args.length === 0 ? undefined : integer64(args[0], notAnInteger);
    if (version !== undefined && version !== 2 && version !== 3) throw errors.noProtocol;
    const { credentials, name } = readHelloOptions(ctx, args);
    if (credentials !== undefined) authenticate(ctx, ...credentials);
    if (!client.authenticated) throw mustAuthenticate;
    if (name !== undefined) client.name = name;
    if (version !== undefined) client.resp = version;
    return new MapReply([
      'server',
      'redis',
      'version',
      REDIS_VERSION,
      'proto',
      client.resp,
      'id',
      client.id,
      'mode',
      'standalone',
      'role',
      'master',
      'modules',
      [],
    ]);
  },
});
