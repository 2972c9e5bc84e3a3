/** What becomes of keys whose time has come as long as nothing but commands can remove them. */
import { conformance } from './harness/conformance.ts';
import { cmd, pause } from './harness/steps.ts';

const expiry = conformance('expiry', { server: ['--enable-debug-command', 'yes'] });

/** With active expiry off, a key that has expired stays until a command removes it, which is then counted. */
const onExpired = (...words: string[]) => [
  cmd('SET', 'e', '1', 'PX', '5'),
  cmd('SET', 'other', '1'),
  pause(20),
  cmd('CONFIG', 'RESETSTAT'),
  cmd(...words),
  cmd('DBSIZE'),
  cmd('INFO', 'stats').replaced(/^.*(expired_keys:\d+).*$/s, '$1'),
  cmd('DEL', 'e'),
];

expiry.case('which commands remove a key that has expired', [
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '0'), // -> OK
  [
    ['KEYS', 'e*'],
    ['DBSIZE'],
    ['EXISTS', 'e'],
    ['OBJECT', 'ENCODING', 'e'],
    ['SWAPDB', '0', '0'],
    ['SUNIONSTORE', 'e', 'nokey'],
    ['SDIFFSTORE', 'e', 'nokey'],
    ['SINTERSTORE', 'e', 'nokey'],
    ['ZUNIONSTORE', 'e', '1', 'nokey'],
    ['ZRANGESTORE', 'e', 'nokey', '0', '-1'],
    ['SORT', 'nokey', 'BY', 'x', 'STORE', 'e'],
    ['BITOP', 'AND', 'e', 'nokey'],
    ['GEOSEARCHSTORE', 'e', 'nokey', 'FROMLONLAT', '1', '1', 'BYRADIUS', '1', 'm'],
    ['PFMERGE', 'e', 'nokey'],
    ['SETRANGE', 'e', '0', 'x'],
    ['GETDEL', 'e'],
    ['UNLINK', 'e'],
    ['COPY', 'other', 'e', 'REPLACE'],
    ['RENAMENX', 'other', 'e'],
    ['EXPIRE', 'e', '100'],
    ['PERSIST', 'e'],
    ['SCAN', '0', 'MATCH', 'e*'],
    ['MOVE', 'e', '1'],
  ].flatMap((words) => onExpired(...words)),
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> KEYS e* -> []
  // -> DBSIZE -> 2
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> DBSIZE -> 2
  // -> DBSIZE -> 2
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> EXISTS e -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> OBJECT ENCODING e -> nil
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> SWAPDB 0 0 -> OK
  // -> DBSIZE -> 2
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> SUNIONSTORE e nokey -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> SDIFFSTORE e nokey -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> SINTERSTORE e nokey -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> ZUNIONSTORE e 1 nokey -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> ZRANGESTORE e nokey 0 -1 -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> SORT nokey BY x STORE e -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> BITOP AND e nokey -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> GEOSEARCHSTORE e nokey FROMLONLAT 1 1 BYRADIUS 1 m -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:0"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> PFMERGE e nokey -> OK
  // -> DBSIZE -> 2
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 1
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> SETRANGE e 0 x -> 1
  // -> DBSIZE -> 2
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 1
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> GETDEL e -> nil
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> UNLINK e -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> COPY other e REPLACE -> 1
  // -> DBSIZE -> 2
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 1
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> RENAMENX other e -> 1
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 1
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> EXPIRE e 100 -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> PERSIST e -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> SCAN 0 MATCH e* -> ["0", []]
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  // -> SET e 1 PX 5 -> OK
  // -> SET other 1 -> OK
  // -> CONFIG RESETSTAT -> OK
  // -> MOVE e 1 -> 0
  // -> DBSIZE -> 1
  // -> INFO stats -> "expired_keys:1"
  // -> DEL e -> 0
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '1'), // -> OK
]);

expiry.case('WATCH and EXEC look at a key that has expired, and leave it there', [
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '0'), // -> OK
  cmd('SET', 'e', '1', 'PX', '5'), // -> OK
  pause(20),
  cmd('WATCH', 'e'), // -> OK
  cmd('DBSIZE'), // -> 1
  cmd('EXISTS', 'e').on('b'), // -> 0
  cmd('DBSIZE'), // -> 0
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> [PONG]
  cmd('SET', 'e', '1', 'PX', '5'), // -> OK
  pause(20),
  cmd('WATCH', 'e'), // -> OK
  cmd('SET', 'e', '2').on('b'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> nil array
  cmd('SET', 'e', '1', 'PX', '100'), // -> OK
  cmd('WATCH', 'e'), // -> OK
  pause(150),
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> nil array
  cmd('DBSIZE'), // -> 1
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '1'), // -> OK
]);

expiry.case('a watched key that SWAPDB replaces by one that has expired', [
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '0'), // -> OK
  cmd('SELECT', '1').on('b'), // -> OK
  cmd('SET', 'e', '1', 'PX', '5').on('b'), // -> OK
  pause(20),
  cmd('WATCH', 'e'), // -> OK
  cmd('SWAPDB', '0', '1').on('b'), // -> OK
  cmd('DBSIZE'), // -> 1
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> [PONG]
  cmd('WATCH', 'e'), // -> OK
  cmd('SWAPDB', '0', '1').on('b'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> [PONG]
  cmd('SET', 'e', '1'), // -> OK
  cmd('WATCH', 'e'), // -> OK
  cmd('SWAPDB', '0', '1').on('b'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('PING'), // -> QUEUED
  cmd('EXEC'), // -> nil array
  cmd('DEBUG', 'SET-ACTIVE-EXPIRE', '1'), // -> OK
]);
