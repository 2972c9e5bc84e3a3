/** DEBUG PROTOCOL: one reply of each kind, for the tests of clients. */
import type { Context } from '../../engine/context.ts';
import { failure } from '../../engine/errors.ts';
import {
  AttributeReply,
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  MapReply,
  PushReply,
  type Reply,
  SetReply,
  VerbatimReply,
} from '../../protocol/reply.ts';

const REPLIES = new Map(
  Object.entries<(ctx: Context) => Reply>({
    string: () => 'Hello World',
    integer: () => 12345,
    double: () => new DoubleReply(3141 / 1000),
    bignum: () => new BigNumberReply('1234567999999999999999999999999999999'),
    null: () => null,
    array: () => [0, 1, 2],
    set: () => new SetReply([0, 1, 2]),
    map: () => new MapReply([0, 1, 2].flatMap((number) => [number, new BooleanReply(number === 1)])),
    attrib: () =>
      new AttributeReply(['key-popularity', ['key:123', 90]], 'Some real reply following the attribute'),
    push: ({ client, resp }) => {
      if (resp === 2) throw failure('RESP2 is not supported by this command');
      client.push(new PushReply(['server-cpu-usage', 42]));
      return 'Some real reply following the push reply';
    },
    verbatim: () => new VerbatimReply('txt', 'This is a verbatim\nstring'),
    true: () => new BooleanReply(true),
    false: () => new BooleanReply(false),
  }),
);

/**
 * The reply of a kind, in any case.
 * @throws ErrorReply where there is no such kind
 */
export function protocolReply(ctx: Context, kind: string): Reply {
  const name = kind.toLowerCase();
  const reply = REPLIES.get(name);
  if (reply !== undefined) return reply(ctx);
  throw failure(
    'Wrong protocol type name. Please use one of the following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false',
  );
}
