import { conformance } from './harness/conformance.ts';
import { unordered } from './harness/normalise.ts';
import { cmd, receive } from './harness/steps.ts';

const pubsub = conformance('pubsub');

pubsub.case('messages reach subscribers of the channel and of matching patterns', [
  cmd('SUBSCRIBE', 'news', 'other').frames(2).on('b'),
  cmd('PSUBSCRIBE', 'n*').on('b'),
  cmd('PUBLISH', 'news', 'hello'),
  receive('b'),
  receive('b'),
  cmd('PUBLISH', 'nobody', 'hello'),
  receive('b'),
  cmd('PUBLISH', 'silence', ''),
  cmd('PUBLISH', 'other', '\0\xff'),
  receive('b'),
]);

pubsub.case('subscribing twice counts once', [
  cmd('SUBSCRIBE', 'a', 'a').frames(2),
  cmd('SUBSCRIBE', 'a'),
  cmd('PSUBSCRIBE', 'a'),
  cmd('UNSUBSCRIBE', 'a', 'none').frames(2),
  cmd('UNSUBSCRIBE'),
  cmd('PUNSUBSCRIBE', 'a'),
  cmd('PUNSUBSCRIBE'),
  cmd('SUNSUBSCRIBE'),
]);

pubsub.case('unsubscribing from everything', [
  cmd('SUBSCRIBE', 'a'),
  cmd('PSUBSCRIBE', 'p'),
  cmd('SSUBSCRIBE', 's'),
  cmd('UNSUBSCRIBE'),
  cmd('PUNSUBSCRIBE'),
  cmd('SUNSUBSCRIBE'),
  cmd('GET', 'a'),
]);

pubsub.case('shard channels are apart', [
  cmd('SSUBSCRIBE', 'c', 'd').frames(2).on('b'),
  cmd('SUBSCRIBE', 'c').on('b'),
  cmd('PUBLISH', 'c', 'plain'),
  receive('b'),
  cmd('SPUBLISH', 'c', 'sharded'),
  receive('b'),
  cmd('SUNSUBSCRIBE', 'c').on('b'),
  cmd('SPUBLISH', 'c', 'sharded'),
]);

pubsub.case('what a subscriber may call', [
  cmd('SUBSCRIBE', 'c'),
  cmd('PING'),
  cmd('PING', 'x'),
  cmd('GET', 'a'),
  cmd('MULTI'),
  cmd('HGETALL', 'a'),
  cmd('CONFIG', 'GET', 'maxmemory'),
  cmd('NOSUCH'),
  cmd('UNSUBSCRIBE', 'c'),
  cmd('GET', 'a'),
]);

pubsub.case('inside a transaction', [
  cmd('MULTI'),
  cmd('SUBSCRIBE', 'c'),
  cmd('PUBLISH', 'c', 'own'),
  cmd('EXEC'),
  receive('a'),
  cmd('PING'),
  cmd('UNSUBSCRIBE', 'c'),
  cmd('MULTI'),
  cmd('SSUBSCRIBE', 'c'),
  cmd('EXEC'),
]);

pubsub.case('PUBSUB', [
  cmd('PUBSUB', 'CHANNELS'),
  cmd('PUBSUB', 'NUMPAT'),
  cmd('PUBSUB', 'NUMSUB'),
  cmd('PUBSUB', 'NUMSUB', 'a', 'b'),
  cmd('SUBSCRIBE', 'a', 'b', 'ab').frames(3).on('b'),
  cmd('SUBSCRIBE', 'a').on('c'),
  cmd('PSUBSCRIBE', 'x*', 'y*').frames(2).on('b'),
  cmd('PSUBSCRIBE', 'x*').on('c'),
  cmd('SSUBSCRIBE', 's1', 's2').frames(2).on('b'),
  cmd('PUBSUB', 'CHANNELS').via(unordered),
  cmd('PUBSUB', 'channels', 'a*').via(unordered),
  cmd('PUBSUB', 'CHANNELS', 'z'),
  cmd('PUBSUB', 'NUMPAT'),
  cmd('PUBSUB', 'NUMSUB', 'a', 'b', 'none', 'a'),
  cmd('PUBSUB', 'SHARDCHANNELS').via(unordered),
  cmd('PUBSUB', 'SHARDCHANNELS', '*2'),
  cmd('PUBSUB', 'SHARDNUMSUB', 's1', 'a'),
  cmd('PUBSUB', 'SHARDNUMSUB'),
  cmd('PUBSUB', 'HELP'),
  cmd('PUBSUB'),
  cmd('PUBSUB', 'FOO'),
  cmd('PUBSUB', 'CHANNELS', 'a', 'b'),
  cmd('PUBSUB', 'SHARDCHANNELS', 'a', 'b'),
  cmd('PUBSUB', 'NUMPAT', 'a'),
]);

pubsub.case('errors', [
  cmd('SUBSCRIBE'),
  cmd('PSUBSCRIBE'),
  cmd('SSUBSCRIBE'),
  cmd('PUBLISH', 'a'),
  cmd('SPUBLISH', 'a'),
  cmd('PUBLISH', 'a', 'b', 'c'),
]);

pubsub.case('keyspace notifications', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEA'),
  cmd('PSUBSCRIBE', '__key*').on('b'),
  cmd('SET', 'k', 'v'),
  receive('b'),
  receive('b'),
  cmd('DEL', 'k'),
  receive('b'),
  receive('b'),
  cmd('CONFIG', 'SET', 'notify-keyspace-events', ''),
]);
