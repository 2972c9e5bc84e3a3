import { conformance } from './harness/conformance.ts';
import { kindOnly, replaced } from './harness/normalise.ts';
import { bytes, cmd, pause, receive, ref } from './harness/steps.ts';

const connection = conformance('connection');

connection.case('PING and ECHO', [
  cmd('PING'), // -> PONG
  cmd('PING', 'hi\r\nthere'), // -> "hi\r\nthere"
  cmd('PING', 'a', 'b'), // -> -ERR wrong number of arguments for 'ping' command
  cmd('ECHO', ''), // -> ""
  cmd('ECHO', '\0\xff'), // -> "\x00\xff"
  cmd('ECHO'), // -> -ERR wrong number of arguments for 'echo' command
  cmd('ECHO', 'a', 'b'), // -> -ERR wrong number of arguments for 'echo' command
]);

connection.case('SELECT', [
  cmd('SET', 'a', 'zero'), // -> OK
  cmd('SELECT', '1'), // -> OK
  cmd('GET', 'a'), // -> nil
  cmd('SELECT', '0'), // -> OK
  cmd('GET', 'a'), // -> "zero"
  cmd('SELECT', '15'), // -> OK
  cmd('SELECT', '16'), // -> -ERR DB index is out of range
  cmd('SELECT', '-1'), // -> -ERR DB index is out of range
  cmd('SELECT', 'x'), // -> -ERR value is not an integer or out of range
  cmd('SELECT', '99999999999999999999'), // -> -ERR value is not an integer or out of range
  cmd('SELECT', '4294967296'), // -> -ERR value is out of range, value must between -2147483648 and 2147483647
  cmd('SELECT'), // -> -ERR wrong number of arguments for 'select' command
]);

connection.case('AUTH without a password', [
  cmd('AUTH', 'x'),
  // -> -ERR AUTH <password> called without any password configured for the default user. Are you sure your
  //    configuration is correct?
  cmd('AUTH', 'default', 'x'), // -> OK
  cmd('AUTH', 'nobody', 'x'), // -> -WRONGPASS invalid username-password pair or user is disabled.
  cmd('AUTH', 'a', 'b', 'c'), // -> -ERR syntax error
  cmd('AUTH'), // -> -ERR wrong number of arguments for 'auth' command
]);

connection.case('HELLO', [
  cmd('HELLO').field('id', kindOnly),
  // -> ["server", "redis", "version", "7.2.6", "proto", 2, "id", <integer>, "mode", "standalone", "role",
  //    "master", "modules", []] | RESP3 {"server": "redis", "version": "7.2.6", "proto": 3, "id": <integer>,
  //    "mode": "standalone", "role": "master", "modules": []}
  cmd('HELLO', '1'), // -> -NOPROTO unsupported protocol version
  cmd('HELLO', '4'), // -> -NOPROTO unsupported protocol version
  cmd('HELLO', 'x'), // -> -ERR Protocol version is not an integer or out of range
  cmd('HELLO', '3', 'FOO'), // -> -ERR Syntax error in HELLO option 'FOO'
  cmd('HELLO', '3', 'AUTH', 'default'), // -> -ERR Syntax error in HELLO option 'AUTH'
  cmd('HELLO', '3', 'AUTH', 'nobody', 'x'),
  // -> -WRONGPASS invalid username-password pair or user is disabled.
  cmd('HELLO', '3', 'SETNAME', 'a b'),
  // -> -ERR Client names cannot contain spaces, newlines or special characters.
  cmd('HELLO', '3', 'SETNAME'), // -> -ERR Syntax error in HELLO option 'SETNAME'
  cmd('HELLO', '3', 'SETNAME', 'me', 'AUTH', 'default', 'any').field('id', kindOnly),
  // -> {"server": "redis", "version": "7.2.6", "proto": 3, "id": <integer>, "mode": "standalone", "role":
  //    "master", "modules": []}
  cmd('CLIENT', 'GETNAME'), // -> "me"
  cmd('CONFIG', 'GET', 'maxmemory'), // -> {"maxmemory": "0"}
  cmd('HELLO', '2').field('id', kindOnly),
  // -> ["server", "redis", "version", "7.2.6", "proto", 2, "id", <integer>, "mode", "standalone", "role",
  //    "master", "modules", []]
  cmd('CONFIG', 'GET', 'maxmemory'), // -> ["maxmemory", "0"]
]);

connection.case('RESET brings everything back', [
  cmd('CLIENT', 'SETNAME', 'me'), // -> OK
  cmd('SELECT', '3'), // -> OK
  cmd('MULTI'), // -> OK
  cmd('RESET'), // -> RESET
  cmd('CLIENT', 'GETNAME'), // -> nil
  cmd('EXEC'), // -> -ERR EXEC without MULTI
  cmd('SET', 'a', '1'), // -> OK
  cmd('SELECT', '0'), // -> OK
  cmd('GET', 'a'), // -> "1"
  cmd('SUBSCRIBE', 'c'), // -> ["subscribe", "c", 1]
  cmd('RESET'), // -> RESET
  cmd('PUBLISH', 'c', 'm').on('b'), // -> 0
  cmd('GET', 'a'), // -> "1"
  cmd('RESET', 'x'), // -> -ERR wrong number of arguments for 'reset' command
]);

connection.case('CLIENT names', [
  cmd('CLIENT', 'GETNAME'), // -> nil
  cmd('CLIENT', 'SETNAME', 'me'), // -> OK
  cmd('CLIENT', 'GETNAME'), // -> "me"
  cmd('CLIENT', 'SETNAME', 'a b'),
  // -> -ERR Client names cannot contain spaces, newlines or special characters.
  cmd('CLIENT', 'SETNAME', 'a\n'),
  // -> -ERR Client names cannot contain spaces, newlines or special characters.
  cmd('CLIENT', 'SETNAME', '\xff'),
  // -> -ERR Client names cannot contain spaces, newlines or special characters.
  cmd('CLIENT', 'GETNAME'), // -> "me"
  cmd('CLIENT', 'SETNAME', ''), // -> OK
  cmd('CLIENT', 'GETNAME'), // -> nil
  cmd('CLIENT', 'SETINFO', 'lib-name', 'mine'), // -> OK
  cmd('CLIENT', 'SETINFO', 'LIB-VER', '1.2'), // -> OK
  cmd('CLIENT', 'SETINFO', 'lib-ver', 'a b'),
  // -> -ERR lib-ver cannot contain spaces, newlines or special characters.
  cmd('CLIENT', 'SETINFO', 'LIB-name', 'a b'),
  // -> -ERR LIB-name cannot contain spaces, newlines or special characters.
  cmd('CLIENT', 'SETINFO', 'lib-x', 'a'), // -> -ERR Unrecognized option 'lib-x'
  cmd('CLIENT', 'SETINFO', 'lib-x'), // -> -ERR wrong number of arguments for 'client|setinfo' command
  cmd('CLIENT', 'NO-EVICT', 'on'), // -> OK
  cmd('CLIENT', 'NO-EVICT', 'x'), // -> -ERR syntax error
  cmd('CLIENT', 'NO-TOUCH', 'on'), // -> OK
  cmd('CLIENT', 'NO-TOUCH', 'off'), // -> OK
  cmd('CLIENT', 'NO-TOUCH', 'x'), // -> -ERR syntax error
]);

/** What depends on memory, time, sockets and numbering. */
const MASKED = 'id addr laddr fd age idle qbuf qbuf-free argv-mem multi-mem rbs rbp obl tot-mem'.split(' ');
const masks = MASKED.map((name) => replaced(new RegExp(`(?<![a-z-])${name}=[-0-9a-z.:]*`), `<${name}>`));

const info = (...words: string[]) => masks.reduce((step, mask) => step.via(mask), cmd('CLIENT', ...words));

connection.case('CLIENT INFO shows the state of the connection', [
  info('INFO'),
  // -> "<id> <addr> <laddr> <fd> name= <age> <idle> flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 <qbuf>
  //    <qbuf-free> <argv-mem> <multi-mem> <rbs> <rbp> <obl> oll=0 omem=0 <tot-mem> events=r cmd=client|info
  //    user=default redir=-1 resp=2 lib-name= lib-ver=\n" | RESP3 txt:"<id> <... (503 characters, sha1
  //    dd382539)
  cmd('CLIENT', 'SETNAME', 'me'), // -> OK
  cmd('CLIENT', 'SETINFO', 'lib-name', 'lib'), // -> OK
  cmd('SELECT', '2'), // -> OK
  cmd('CLIENT', 'NO-EVICT', 'on'), // -> OK
  cmd('CLIENT', 'NO-TOUCH', 'on'), // -> OK
  info('INFO'),
  // -> "<id> <addr> <laddr> <fd> name=me <age> <idle> flags=eT db=2 sub=0 psub=0 ssub=0 multi=-1 <qbuf>
  //    <qbuf-free> <argv-mem> <multi-mem> <rbs> <rbp> <obl> oll=0 omem=0 <tot-mem> events=r cmd=client|info
  //    user=default redir=-1 resp=2 lib-name=lib lib-ver=\n" | RESP3 txt:"... (515 characters, sha1 fd840d86)
  cmd('WATCH', 'k'), // -> OK
  cmd('SELECT', '2').on('b'), // -> OK
  cmd('SET', 'k', '1').on('b'), // -> OK
  info('INFO'),
  // -> "<id> <addr> <laddr> <fd> name=me <age> <idle> flags=deT db=2 sub=0 psub=0 ssub=0 multi=-1 <qbuf>
  //    <qbuf-free> <argv-mem> <multi-mem> <rbs> <rbp> <obl> oll=0 omem=0 <tot-mem> events=r cmd=client|info
  //    user=default redir=-1 resp=2 lib-name=lib lib-ver=\n" | RESP3 txt:... (517 characters, sha1 5f6653b5)
]);

connection.case('CLIENT LIST', [
  cmd('CLIENT', 'ID').kindOnly().as('id'), // -> <integer>
  cmd('CLIENT', 'LIST', 'TYPE', 'normal').kindOnly(), // -> <bulk> | RESP3 <verbatim>
  cmd('CLIENT', 'LIST', 'TYPE', 'master'), // -> txt:""
  cmd('CLIENT', 'LIST', 'TYPE', 'replica'), // -> txt:""
  cmd('CLIENT', 'LIST', 'TYPE', 'foo'), // -> -ERR Unknown client type 'foo'
  cmd('CLIENT', 'LIST', 'FOO'), // -> -ERR syntax error
  cmd('CLIENT', 'LIST', 'ID'), // -> -ERR syntax error
  cmd('CLIENT', 'LIST', 'ID', 'x'), // -> -ERR Invalid client ID
  cmd('CLIENT', 'LIST', 'ID', '999999'), // -> txt:""
  cmd('CLIENT', 'LIST', 'ID', '0'), // -> txt:""
  cmd('CLIENT', 'LIST', 'TYPE'), // -> -ERR syntax error
]);

connection.case('CLIENT KILL', [
  cmd('CLIENT', 'KILL', '1.2.3.4:5'), // -> -ERR No such client
  cmd('CLIENT', 'KILL', 'ADDR', '1.2.3.4:5'), // -> 0
  cmd('CLIENT', 'KILL', 'ID', '0'), // -> -ERR client-id should be greater than 0
  cmd('CLIENT', 'KILL', 'ID', 'x'), // -> -ERR client-id should be greater than 0
  cmd('CLIENT', 'KILL', 'ID'), // -> -ERR No such client
  cmd('CLIENT', 'KILL', 'TYPE', 'foo'), // -> -ERR Unknown client type 'foo'
  cmd('CLIENT', 'KILL', 'USER', 'nobody'), // -> -ERR No such user 'nobody'
  cmd('CLIENT', 'KILL', 'SKIPME', 'x'), // -> -ERR syntax error
  cmd('CLIENT', 'KILL', 'FOO', 'x'), // -> -ERR syntax error
  cmd('CLIENT', 'KILL'), // -> -ERR wrong number of arguments for 'client|kill' command
  cmd('CLIENT', 'ID').on('b').kindOnly().as('b'), // -> <integer>
  cmd('CLIENT', 'KILL', 'ID', ref('b')), // -> 1
  cmd('CLIENT', 'KILL', 'ID', ref('b')), // -> 0
  cmd('PING'), // -> PONG
]);

connection.case('CLIENT UNBLOCK', [
  cmd('CLIENT', 'ID').on('b').kindOnly().as('b'), // -> <integer>
  cmd('CLIENT', 'UNBLOCK', ref('b')), // -> 0
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('b')), // -> 1
  receive('b'), // -> nil array
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('b'), 'ERROR'), // -> 1
  receive('b'), // -> -UNBLOCKED client unblocked via CLIENT UNBLOCK
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('b'), 'timeout'), // -> 1
  receive('b'), // -> nil array
  cmd('CLIENT', 'UNBLOCK', ref('b'), 'foo'), // -> -ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR
  cmd('CLIENT', 'UNBLOCK', 'x'), // -> -ERR value is not an integer or out of range
  cmd('CLIENT', 'UNBLOCK', '999999'), // -> 0
]);

connection.case('CLIENT PAUSE holds back, UNPAUSE lets go', [
  cmd('CLIENT', 'PAUSE', '100000', 'WRITE'), // -> OK
  cmd('GET', 'a').on('b'), // -> nil
  cmd('SET', 'a', '1').on('b').frames(0),
  cmd('GET', 'a'), // -> nil
  cmd('CLIENT', 'UNPAUSE'), // -> OK
  receive('b'), // -> OK
  cmd('CLIENT', 'PAUSE', 'x'), // -> -ERR timeout is not an integer or out of range
  cmd('CLIENT', 'PAUSE', '-1'), // -> -ERR timeout is negative
  cmd('CLIENT', 'PAUSE', '1', 'foo'), // -> -ERR CLIENT PAUSE mode must be WRITE or ALL
  cmd('CLIENT', 'PAUSE'), // -> -ERR wrong number of arguments for 'client|pause' command
  cmd('CLIENT', 'UNPAUSE', 'x'), // -> -ERR wrong number of arguments for 'client|unpause' command
]);

connection.case('CLIENT REPLY', [
  cmd('CLIENT', 'REPLY', 'ON'), // -> OK
  cmd('CLIENT', 'REPLY', 'SKIP').frames(0),
  cmd('ECHO', 'lost').frames(0),
  cmd('ECHO', 'heard'), // -> "heard"
  cmd('CLIENT', 'REPLY', 'OFF').frames(0),
  cmd('ECHO', 'lost').frames(0),
  cmd('CLIENT', 'REPLY', 'SKIP').frames(0),
  cmd('ECHO', 'lost').frames(0),
  cmd('CLIENT', 'REPLY', 'ON'), // -> OK
  cmd('CLIENT', 'REPLY', 'foo'), // -> -ERR syntax error
  cmd('CLIENT', 'REPLY'), // -> -ERR wrong number of arguments for 'client|reply' command
]);

connection.case('CLIENT PAUSE hides keys whose time has come, and removes none', [
  cmd('MULTI'), // -> OK
  cmd('SET', 'k', 'v', 'PX', '10'), // -> QUEUED
  cmd('SET', 'again', 'v', 'PX', '10'), // -> QUEUED
  cmd('CLIENT', 'PAUSE', '100000', 'WRITE'), // -> QUEUED
  cmd('EXEC'), // -> [OK, OK, OK]
  pause(150),
  cmd('GET', 'k'), // -> nil
  cmd('EXISTS', 'k', 'again'), // -> 0
  cmd('DBSIZE'), // -> 2
  cmd('SET', 'again', 'w').on('b').blocks(),
  cmd('CLIENT', 'UNPAUSE'), // -> OK
  receive('b'), // -> OK
  cmd('GET', 'k'), // -> nil
  cmd('GET', 'again'), // -> "w"
  cmd('TTL', 'again'), // -> -1
  cmd('DBSIZE'), // -> 1
]);

connection.case('CLIENT REPLY OFF does not hold back confirmations and messages', [
  cmd('CLIENT', 'REPLY', 'OFF').frames(0),
  cmd('SUBSCRIBE', 'c'), // -> >["subscribe", "c", 1]
  cmd('PUBLISH', 'c', 'm').on('b'), // -> 1
  receive('a'), // -> >["message", "c", "m"]
  cmd('UNSUBSCRIBE', 'c'), // -> >["unsubscribe", "c", 0]
  cmd('CLIENT', 'REPLY', 'ON'), // -> OK
]);

connection.case('unknown subcommands and wrong numbers of arguments', [
  cmd('CLIENT'), // -> -ERR wrong number of arguments for 'client' command
  cmd('CLIENT', 'FOO'), // -> -ERR unknown subcommand 'FOO'. Try CLIENT HELP.
  cmd('CLIENT', 'ID', 'x'), // -> -ERR wrong number of arguments for 'client|id' command
  cmd('CLIENT', 'GETNAME', 'x'), // -> -ERR wrong number of arguments for 'client|getname' command
  cmd('CLIENT', 'SETNAME'), // -> -ERR wrong number of arguments for 'client|setname' command
  cmd('NOSUCHCOMMAND', 'a', 'b'),
  // -> -ERR unknown command 'NOSUCHCOMMAND', with args beginning with: 'a' 'b'\x20
  bytes('PING\r\n').frames(1), // -> PONG
]);

connection.case('QUIT', [
  cmd('QUIT').on('b'), // -> OK
  cmd('PING'), // -> PONG
]);
