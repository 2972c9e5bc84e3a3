import { conformance } from './harness/conformance.ts';
import { unordered } from './harness/normalise.ts';
import { cmd, receive } from './harness/steps.ts';

const pubsub = conformance('pubsub');

pubsub.case('messages reach subscribers of the channel and of matching patterns', [
  cmd('SUBSCRIBE', 'news', 'other').frames(2).on('b'),
  // -> >["subscribe", "news", 1]; >["subscribe", "other", 2]
  cmd('PSUBSCRIBE', 'n*').on('b'), // -> >["psubscribe", "n*", 3]
  cmd('PUBLISH', 'news', 'hello'), // -> 2
  receive('b'), // -> >["message", "news", "hello"]
  receive('b'), // -> >["pmessage", "n*", "news", "hello"]
  cmd('PUBLISH', 'nobody', 'hello'), // -> 1
  receive('b'), // -> >["pmessage", "n*", "nobody", "hello"]
  cmd('PUBLISH', 'silence', ''), // -> 0
  cmd('PUBLISH', 'other', '\0\xff'), // -> 1
  receive('b'), // -> >["message", "other", "\x00\xff"]
]);

pubsub.case('subscribing twice counts once', [
  cmd('SUBSCRIBE', 'a', 'a').frames(2), // -> >["subscribe", "a", 1]; >["subscribe", "a", 1]
  cmd('SUBSCRIBE', 'a'), // -> >["subscribe", "a", 1]
  cmd('PSUBSCRIBE', 'a'), // -> >["psubscribe", "a", 2]
  cmd('UNSUBSCRIBE', 'a', 'none').frames(2), // -> >["unsubscribe", "a", 1]; >["unsubscribe", "none", 1]
  cmd('UNSUBSCRIBE'), // -> >["unsubscribe", nil, 1]
  cmd('PUNSUBSCRIBE', 'a'), // -> >["punsubscribe", "a", 0]
  cmd('PUNSUBSCRIBE'), // -> >["punsubscribe", nil, 0]
  cmd('SUNSUBSCRIBE'), // -> >["sunsubscribe", nil, 0]
]);

pubsub.case('unsubscribing from everything', [
  cmd('SUBSCRIBE', 'a'), // -> >["subscribe", "a", 1]
  cmd('PSUBSCRIBE', 'p'), // -> >["psubscribe", "p", 2]
  cmd('SSUBSCRIBE', 's'), // -> >["ssubscribe", "s", 1]
  cmd('UNSUBSCRIBE'), // -> >["unsubscribe", "a", 1]
  cmd('PUNSUBSCRIBE'), // -> >["punsubscribe", "p", 0]
  cmd('SUNSUBSCRIBE'), // -> >["sunsubscribe", "s", 0]
  cmd('GET', 'a'), // -> nil
]);

pubsub.case('shard channels are apart', [
  cmd('SSUBSCRIBE', 'c', 'd').frames(2).on('b'), // -> >["ssubscribe", "c", 1]; >["ssubscribe", "d", 2]
  cmd('SUBSCRIBE', 'c').on('b'), // -> >["subscribe", "c", 1]
  cmd('PUBLISH', 'c', 'plain'), // -> 1
  receive('b'), // -> >["message", "c", "plain"]
  cmd('SPUBLISH', 'c', 'sharded'), // -> 1
  receive('b'), // -> >["smessage", "c", "sharded"]
  cmd('SUNSUBSCRIBE', 'c').on('b'), // -> >["sunsubscribe", "c", 1]
  cmd('SPUBLISH', 'c', 'sharded'), // -> 0
]);

pubsub.case('what a subscriber may call', [
  cmd('SUBSCRIBE', 'c'), // -> >["subscribe", "c", 1]
  cmd('PING'), // -> ["pong", ""] | RESP3 PONG
  cmd('PING', 'x'), // -> ["pong", "x"] | RESP3 "x"
  cmd('GET', 'a'),
  // -> -ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in
  //    this context | RESP3 nil
  cmd('MULTI'),
  // -> -ERR Can't execute 'multi': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed
  //    in this context | RESP3 OK
  cmd('HGETALL', 'a'),
  // -> -ERR Can't execute 'hgetall': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed
  //    in this context | RESP3 QUEUED
  cmd('CONFIG', 'GET', 'maxmemory'),
  // -> -ERR Can't execute 'config|get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are
  //    allowed in this context | RESP3 QUEUED
  cmd('NOSUCH'), // -> -ERR unknown command 'NOSUCH', with args beginning with:\x20
  cmd('UNSUBSCRIBE', 'c'), // -> ["unsubscribe", "c", 0] | RESP3 QUEUED
  cmd('GET', 'a'), // -> nil | RESP3 QUEUED
]);

pubsub.case('inside a transaction', [
  cmd('MULTI'), // -> OK
  cmd('SUBSCRIBE', 'c'), // -> QUEUED
  cmd('PUBLISH', 'c', 'own'), // -> QUEUED
  cmd('EXEC'), // -> [>["subscribe", "c", 1], 1]
  receive('a'), // -> >["message", "c", "own"]
  cmd('PING'), // -> ["pong", ""] | RESP3 PONG
  cmd('UNSUBSCRIBE', 'c'), // -> >["unsubscribe", "c", 0]
  cmd('MULTI'), // -> OK
  cmd('SSUBSCRIBE', 'c'), // -> QUEUED
  cmd('EXEC'), // -> [-ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client]
]);

pubsub.case('PUBSUB', [
  cmd('PUBSUB', 'CHANNELS'), // -> []
  cmd('PUBSUB', 'NUMPAT'), // -> 0
  cmd('PUBSUB', 'NUMSUB'), // -> []
  cmd('PUBSUB', 'NUMSUB', 'a', 'b'), // -> ["a", 0, "b", 0]
  cmd('SUBSCRIBE', 'a', 'b', 'ab').frames(3).on('b'),
  // -> >["subscribe", "a", 1]; >["subscribe", "b", 2]; >["subscribe", "ab", 3]
  cmd('SUBSCRIBE', 'a').on('c'), // -> >["subscribe", "a", 1]
  cmd('PSUBSCRIBE', 'x*', 'y*').frames(2).on('b'), // -> >["psubscribe", "x*", 4]; >["psubscribe", "y*", 5]
  cmd('PSUBSCRIBE', 'x*').on('c'), // -> >["psubscribe", "x*", 2]
  cmd('SSUBSCRIBE', 's1', 's2').frames(2).on('b'), // -> >["ssubscribe", "s1", 1]; >["ssubscribe", "s2", 2]
  cmd('PUBSUB', 'CHANNELS').via(unordered), // -> ["a", "b", "ab"]
  cmd('PUBSUB', 'channels', 'a*').via(unordered), // -> ["a", "ab"]
  cmd('PUBSUB', 'CHANNELS', 'z'), // -> []
  cmd('PUBSUB', 'NUMPAT'), // -> 2
  cmd('PUBSUB', 'NUMSUB', 'a', 'b', 'none', 'a'), // -> ["a", 2, "b", 1, "none", 0, "a", 2]
  cmd('PUBSUB', 'SHARDCHANNELS').via(unordered), // -> ["s1", "s2"]
  cmd('PUBSUB', 'SHARDCHANNELS', '*2'), // -> ["s2"]
  cmd('PUBSUB', 'SHARDNUMSUB', 's1', 'a'), // -> ["s1", 1, "a", 0]
  cmd('PUBSUB', 'SHARDNUMSUB'), // -> []
  cmd('PUBSUB', 'HELP'),
  // -> [PUBSUB <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, CHANNELS [<pattern>],     Return the
  //    currently active channels matching a <pattern> (default: '*')., NUMPAT,     Return number of
  //    subscriptions to patterns., NUMSUB [<channel> ...],     Return the nu... (632 characters, sha1
  //    21a9a92b)
  cmd('PUBSUB'), // -> -ERR wrong number of arguments for 'pubsub' command
  cmd('PUBSUB', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try PUBSUB HELP.
  cmd('PUBSUB', 'CHANNELS', 'a', 'b'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'CHANNELS'. Try PUBSUB HELP.
  cmd('PUBSUB', 'SHARDCHANNELS', 'a', 'b'),
  // -> -ERR unknown subcommand or wrong number of arguments for 'SHARDCHANNELS'. Try PUBSUB HELP.
  cmd('PUBSUB', 'NUMPAT', 'a'), // -> -ERR wrong number of arguments for 'pubsub|numpat' command
]);

pubsub.case('errors', [
  cmd('SUBSCRIBE'), // -> -ERR wrong number of arguments for 'subscribe' command
  cmd('PSUBSCRIBE'), // -> -ERR wrong number of arguments for 'psubscribe' command
  cmd('SSUBSCRIBE'), // -> -ERR wrong number of arguments for 'ssubscribe' command
  cmd('PUBLISH', 'a'), // -> -ERR wrong number of arguments for 'publish' command
  cmd('SPUBLISH', 'a'), // -> -ERR wrong number of arguments for 'spublish' command
  cmd('PUBLISH', 'a', 'b', 'c'), // -> -ERR wrong number of arguments for 'publish' command
]);

pubsub.case('keyspace notifications', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEA'), // -> OK
  cmd('PSUBSCRIBE', '__key*').on('b'), // -> >["psubscribe", "__key*", 1]
  cmd('SET', 'k', 'v'), // -> OK
  receive('b'), // -> >["pmessage", "__key*", "__keyspace@0__:k", "set"]
  receive('b'), // -> >["pmessage", "__key*", "__keyevent@0__:set", "k"]
  cmd('DEL', 'k'), // -> 1
  receive('b'), // -> >["pmessage", "__key*", "__keyspace@0__:k", "del"]
  receive('b'), // -> >["pmessage", "__key*", "__keyevent@0__:del", "k"]
  cmd('CONFIG', 'SET', 'notify-keyspace-events', ''), // -> OK
]);
