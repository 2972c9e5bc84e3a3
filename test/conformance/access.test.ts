/**
 * Which commands count as an access of a key. A new key's LFU counter is 5, and the first access after it always makes it 6;
 * from then on chance decides, so each command meets a key that is new. Nothing decays meanwhile.
 */
import { conformance } from './harness/conformance.ts';
import type { Normaliser } from './harness/normalise.ts';
import { cmd } from './harness/steps.ts';

const access = conformance('access');

/** What a command answers is the matter of other cases. */
const anything: Normaliser = () => ({ kind: '<', text: 'anything' });

/** Whether there was an access. */
const accesses: Normaliser = (reply) => {
  const count = 'text' in reply && reply.kind === ':' ? Number(reply.text) : 0;
  return count === 0
    ? reply
    : { kind: '<', text: count === 5 ? 'no access' : count > 5 ? 'accessed' : 'less' };
};

const MAKE: Record<string, string[]> = {
  string: ['SET', 'k', '123456'],
  list: ['RPUSH', 'k', 'a', 'b', 'c'],
  set: ['SADD', 'k', 'a', 'b', 'c'],
  hash: ['HSET', 'k', 'a', '1', 'b', '2'],
  zset: ['ZADD', 'k', '1', 'a', '2', 'b', '3', 'c'],
  stream: ['XADD', 'k', '1-1', 'a', 'b'],
};

const COMMANDS: Record<string, string[]> = {
  string:
    'GET k|GETEX k PERSIST|GETEX k EX 100|GETSET k x|GETRANGE k 0 1|STRLEN k|MGET k|APPEND k x|SETRANGE k 0 x|SETBIT k 1 1|GETBIT k 1|BITCOUNT k|BITPOS k 1|BITFIELD k GET u8 0|BITFIELD k SET u8 0 1|BITFIELD_RO k GET u8 0|BITOP NOT k k|EXPIRE k 100|PEXPIRE k 100000|EXPIRE k 100 XX|PERSIST k|TTL k|PTTL k|EXPIRETIME k|TYPE k|EXISTS k|TOUCH k|OBJECT ENCODING k|RENAME k k|COPY k other|SETNX k x|SET k x NX|SET k x GET|SET k x XX|SET k x KEEPTTL|MSETNX k x|SORT k|LPUSH k x|MEMORY USAGE k|DEBUG OBJECT k|KEYS k|SCAN 0|RANDOMKEY|LCS k k|WATCH k|PFCOUNT k'.split(
      '|',
    ),
  list: 'LLEN k|LRANGE k 0 -1|LINDEX k 0|LPOP k|RPOP k|LPUSH k x|RPUSHX k x|LSET k 0 x|LINSERT k BEFORE a x|LREM k 1 a|LTRIM k 0 1|LPOS k a|LMOVE k k LEFT RIGHT|RPOPLPUSH k other|SORT k ALPHA|SORT k ALPHA STORE k|BLPOP k 0|LMPOP 1 k LEFT|GET k'.split(
    '|',
  ),
  set: 'SCARD k|SMEMBERS k|SISMEMBER k a|SMISMEMBER k a b|SADD k x|SADD k a|SREM k a|SREM k none|SPOP k|SPOP k 1|SRANDMEMBER k|SRANDMEMBER k 2|SMOVE k other a|SMOVE other k z|SINTER k k|SUNION k|SDIFF k|SINTERCARD 1 k|SUNIONSTORE other k|SSCAN k 0'.split(
    '|',
  ),
  hash: 'HGET k a|HMGET k a|HGETALL k|HKEYS k|HVALS k|HLEN k|HSTRLEN k a|HEXISTS k a|HSET k a 1|HSETNX k a 1|HINCRBY k a 1|HINCRBYFLOAT k a 1|HDEL k a|HDEL k none|HRANDFIELD k|HSCAN k 0'.split(
    '|',
  ),
  zset: 'ZCARD k|ZSCORE k a|ZMSCORE k a|ZRANK k a|ZREVRANK k a|ZRANGE k 0 -1|ZRANGEBYSCORE k 0 9|ZCOUNT k 0 9|ZLEXCOUNT k - +|ZADD k 1 a|ZADD k 9 x|ZINCRBY k 1 a|ZREM k a|ZREM k none|ZREMRANGEBYRANK k 0 0|ZREMRANGEBYSCORE k 1 1|ZPOPMIN k|ZPOPMAX k|ZRANDMEMBER k|ZRANGESTORE other k 0 -1|ZUNION 1 k|ZINTERCARD 1 k|ZUNIONSTORE other 1 k|ZMPOP 1 k MIN|BZPOPMIN k 0|ZSCAN k 0|GEOPOS k a|GEODIST k a b|GEOADD k 1 1 x|GEOHASH k a'.split(
    '|',
  ),
  stream:
    'XLEN k|XRANGE k - +|XREVRANGE k + -|XREAD STREAMS k 0|XADD k * a b|XDEL k 1-1|XTRIM k MAXLEN 1|XSETID k 9-9|XINFO STREAM k|XINFO GROUPS k|XGROUP CREATE k g 0|XGROUP DESTROY k none|XPENDING k none|XACK k none 1-1'.split(
      '|',
    ),
};

for (const [type, commands] of Object.entries(COMMANDS)) {
  access.case(
    `commands on a ${type}`,
    commands.map((command) => [
      cmd('FLUSHALL'),
      cmd(...MAKE[type]),
      cmd(...command.split(' ')).via(anything),
      cmd('OBJECT', 'FREQ', 'k').via(accesses),
      cmd('UNWATCH'),
    ]),
    // -> commands on a string: OK; OK; <anything>; <accessed>; OK; OK; OK; <anything>; <accessed>; OK; OK;
    //    OK; <anything>; <accessed>; OK; OK; OK; <anything>; <accessed>; OK; OK; OK; <anything>; <accessed>;
    //    OK; OK; OK; <anything>; <accessed>; OK; OK; OK; <anything>; <acces... (1688 characters, sha1
    //    aa75fa5b)
    // -> commands on a list: OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; OK; 3;
    //    <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK;
    //    OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; ... (683 characters, sha1
    //    69cfbb19)
    // -> commands on a set: OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; OK; 3;
    //    <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK;
    //    OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; O... (717 characters, sha1
    //    140c74fe)
    // -> commands on a hash: OK; 2; <anything>; <accessed>; OK; OK; 2; <anything>; <accessed>; OK; OK; 2;
    //    <anything>; <accessed>; OK; OK; 2; <anything>; <accessed>; OK; OK; 2; <anything>; <accessed>; OK;
    //    OK; 2; <anything>; <accessed>; OK; OK; 2; <anything>; <accessed>; OK; ... (578 characters, sha1
    //    f733056e)
    // -> commands on a zset: OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; OK; 3;
    //    <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK;
    //    OK; 3; <anything>; <accessed>; OK; OK; 3; <anything>; <accessed>; OK;... (1068 characters, sha1
    //    b2a69b7d)
    // -> commands on a stream: OK; "1-1"; <anything>; <accessed>; OK; OK; "1-1"; <anything>; <accessed>; OK;
    //    OK; "1-1"; <anything>; <accessed>; OK; OK; "1-1"; <anything>; <accessed>; OK; OK; "1-1"; <anything>;
    //    <accessed>; OK; OK; "1-1"; <anything>; <accessed>; OK; OK; "1-1"... (566 characters, sha1 d1794d49)
    { settings: { 'maxmemory-policy': 'allkeys-lfu', 'lfu-decay-time': '0' } },
  );
}
