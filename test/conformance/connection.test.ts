import { conformance } from './harness/conformance.ts';
import { kindOnly, replaced } from './harness/normalise.ts';
import { bytes, cmd, pause, receive, ref } from './harness/steps.ts';

const connection = conformance('connection');

connection.case('PING and ECHO', [
  cmd('PING'),
  cmd('PING', 'hi\r\nthere'),
  cmd('PING', 'a', 'b'),
  cmd('ECHO', ''),
  cmd('ECHO', '\0\xff'),
  cmd('ECHO'),
  cmd('ECHO', 'a', 'b'),
]);

connection.case('SELECT', [
  cmd('SET', 'a', 'zero'),
  cmd('SELECT', '1'),
  cmd('GET', 'a'),
  cmd('SELECT', '0'),
  cmd('GET', 'a'),
  cmd('SELECT', '15'),
  cmd('SELECT', '16'),
  cmd('SELECT', '-1'),
  cmd('SELECT', 'x'),
  cmd('SELECT', '99999999999999999999'),
  cmd('SELECT', '4294967296'),
  cmd('SELECT'),
]);

connection.case('AUTH without a password', [
  cmd('AUTH', 'x'),
  cmd('AUTH', 'default', 'x'),
  cmd('AUTH', 'nobody', 'x'),
  cmd('AUTH', 'a', 'b', 'c'),
  cmd('AUTH'),
]);

connection.case('HELLO', [
  cmd('HELLO').field('id', kindOnly),
  cmd('HELLO', '1'),
  cmd('HELLO', '4'),
  cmd('HELLO', 'x'),
  cmd('HELLO', '3', 'FOO'),
  cmd('HELLO', '3', 'AUTH', 'default'),
  cmd('HELLO', '3', 'AUTH', 'nobody', 'x'),
  cmd('HELLO', '3', 'SETNAME', 'a b'),
  cmd('HELLO', '3', 'SETNAME'),
  cmd('HELLO', '3', 'SETNAME', 'me', 'AUTH', 'default', 'any').field('id', kindOnly),
  cmd('CLIENT', 'GETNAME'),
  cmd('CONFIG', 'GET', 'maxmemory'),
  cmd('HELLO', '2').field('id', kindOnly),
  cmd('CONFIG', 'GET', 'maxmemory'),
]);

connection.case('RESET brings everything back', [
  cmd('CLIENT', 'SETNAME', 'me'),
  cmd('SELECT', '3'),
  cmd('MULTI'),
  cmd('RESET'),
  cmd('CLIENT', 'GETNAME'),
  cmd('EXEC'),
  cmd('SET', 'a', '1'),
  cmd('SELECT', '0'),
  cmd('GET', 'a'),
  cmd('SUBSCRIBE', 'c'),
  cmd('RESET'),
  cmd('PUBLISH', 'c', 'm').on('b'),
  cmd('GET', 'a'),
  cmd('RESET', 'x'),
]);

connection.case('CLIENT names', [
  cmd('CLIENT', 'GETNAME'),
  cmd('CLIENT', 'SETNAME', 'me'),
  cmd('CLIENT', 'GETNAME'),
  cmd('CLIENT', 'SETNAME', 'a b'),
  cmd('CLIENT', 'SETNAME', 'a\n'),
  cmd('CLIENT', 'SETNAME', '\xff'),
  cmd('CLIENT', 'GETNAME'),
  cmd('CLIENT', 'SETNAME', ''),
  cmd('CLIENT', 'GETNAME'),
  cmd('CLIENT', 'SETINFO', 'lib-name', 'mine'),
  cmd('CLIENT', 'SETINFO', 'LIB-VER', '1.2'),
  cmd('CLIENT', 'SETINFO', 'lib-ver', 'a b'),
  cmd('CLIENT', 'SETINFO', 'LIB-name', 'a b'),
  cmd('CLIENT', 'SETINFO', 'lib-x', 'a'),
  cmd('CLIENT', 'SETINFO', 'lib-x'),
  cmd('CLIENT', 'NO-EVICT', 'on'),
  cmd('CLIENT', 'NO-EVICT', 'x'),
  cmd('CLIENT', 'NO-TOUCH', 'on'),
  cmd('CLIENT', 'NO-TOUCH', 'off'),
  cmd('CLIENT', 'NO-TOUCH', 'x'),
]);

/** What depends on memory, time, sockets and numbering. */
const MASKED = 'id addr laddr fd age idle qbuf qbuf-free argv-mem multi-mem rbs rbp obl tot-mem'.split(' ');
const masks = MASKED.map((name) => replaced(new RegExp(`(?<![a-z-])${name}=[-0-9a-z.:]*`), `<${name}>`));

const info = (...words: string[]) => masks.reduce((step, mask) => step.via(mask), cmd('CLIENT', ...words));

connection.case('CLIENT INFO shows the state of the connection', [
  info('INFO'),
  cmd('CLIENT', 'SETNAME', 'me'),
  cmd('CLIENT', 'SETINFO', 'lib-name', 'lib'),
  cmd('SELECT', '2'),
  cmd('CLIENT', 'NO-EVICT', 'on'),
  cmd('CLIENT', 'NO-TOUCH', 'on'),
  info('INFO'),
  cmd('WATCH', 'k'),
  cmd('SELECT', '2').on('b'),
  cmd('SET', 'k', '1').on('b'),
  info('INFO'),
]);

connection.case('CLIENT LIST', [
  cmd('CLIENT', 'ID').kindOnly().as('id'),
  cmd('CLIENT', 'LIST', 'TYPE', 'normal').kindOnly(),
  cmd('CLIENT', 'LIST', 'TYPE', 'master'),
  cmd('CLIENT', 'LIST', 'TYPE', 'replica'),
  cmd('CLIENT', 'LIST', 'TYPE', 'foo'),
  cmd('CLIENT', 'LIST', 'FOO'),
  cmd('CLIENT', 'LIST', 'ID'),
  cmd('CLIENT', 'LIST', 'ID', 'x'),
  cmd('CLIENT', 'LIST', 'ID', '999999'),
  cmd('CLIENT', 'LIST', 'ID', '0'),
  cmd('CLIENT', 'LIST', 'TYPE'),
]);

connection.case('CLIENT KILL', [
  cmd('CLIENT', 'KILL', '1.2.3.4:5'),
  cmd('CLIENT', 'KILL', 'ADDR', '1.2.3.4:5'),
  cmd('CLIENT', 'KILL', 'ID', '0'),
  cmd('CLIENT', 'KILL', 'ID', 'x'),
  cmd('CLIENT', 'KILL', 'ID'),
  cmd('CLIENT', 'KILL', 'TYPE', 'foo'),
  cmd('CLIENT', 'KILL', 'USER', 'nobody'),
  cmd('CLIENT', 'KILL', 'SKIPME', 'x'),
  cmd('CLIENT', 'KILL', 'FOO', 'x'),
  cmd('CLIENT', 'KILL'),
  cmd('CLIENT', 'ID').on('b').kindOnly().as('b'),
  cmd('CLIENT', 'KILL', 'ID', ref('b')),
  cmd('CLIENT', 'KILL', 'ID', ref('b')),
  cmd('PING'),
]);

connection.case('CLIENT UNBLOCK', [
  cmd('CLIENT', 'ID').on('b').kindOnly().as('b'),
  cmd('CLIENT', 'UNBLOCK', ref('b')),
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('b')),
  receive('b'),
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('b'), 'ERROR'),
  receive('b'),
  cmd('BLPOP', 'q', '0').on('b').blocks(),
  cmd('CLIENT', 'UNBLOCK', ref('b'), 'timeout'),
  receive('b'),
  cmd('CLIENT', 'UNBLOCK', ref('b'), 'foo'),
  cmd('CLIENT', 'UNBLOCK', 'x'),
  cmd('CLIENT', 'UNBLOCK', '999999'),
]);

connection.case('CLIENT PAUSE holds back, UNPAUSE lets go', [
  cmd('CLIENT', 'PAUSE', '100000', 'WRITE'),
  cmd('GET', 'a').on('b'),
  cmd('SET', 'a', '1').on('b').frames(0),
  cmd('GET', 'a'),
  cmd('CLIENT', 'UNPAUSE'),
  receive('b'),
  cmd('CLIENT', 'PAUSE', 'x'),
  cmd('CLIENT', 'PAUSE', '-1'),
  cmd('CLIENT', 'PAUSE', '1', 'foo'),
  cmd('CLIENT', 'PAUSE'),
  cmd('CLIENT', 'UNPAUSE', 'x'),
]);

connection.case('CLIENT REPLY', [
  cmd('CLIENT', 'REPLY', 'ON'),
  cmd('CLIENT', 'REPLY', 'SKIP').frames(0),
  cmd('ECHO', 'lost').frames(0),
  cmd('ECHO', 'heard'),
  cmd('CLIENT', 'REPLY', 'OFF').frames(0),
  cmd('ECHO', 'lost').frames(0),
  cmd('CLIENT', 'REPLY', 'SKIP').frames(0),
  cmd('ECHO', 'lost').frames(0),
  cmd('CLIENT', 'REPLY', 'ON'),
  cmd('CLIENT', 'REPLY', 'foo'),
  cmd('CLIENT', 'REPLY'),
]);

connection.case('CLIENT PAUSE hides keys whose time has come, and removes none', [
  cmd('MULTI'),
  cmd('SET', 'k', 'v', 'PX', '10'),
  cmd('SET', 'again', 'v', 'PX', '10'),
  cmd('CLIENT', 'PAUSE', '100000', 'WRITE'),
  cmd('EXEC'),
  pause(150),
  cmd('GET', 'k'),
  cmd('EXISTS', 'k', 'again'),
  cmd('DBSIZE'),
  cmd('SET', 'again', 'w').on('b').blocks(),
  cmd('CLIENT', 'UNPAUSE'),
  receive('b'),
  cmd('GET', 'k'),
  cmd('GET', 'again'),
  cmd('TTL', 'again'),
  cmd('DBSIZE'),
]);

connection.case('CLIENT REPLY OFF does not hold back confirmations and messages', [
  cmd('CLIENT', 'REPLY', 'OFF').frames(0),
  cmd('SUBSCRIBE', 'c'),
  cmd('PUBLISH', 'c', 'm').on('b'),
  receive('a'),
  cmd('UNSUBSCRIBE', 'c'),
  cmd('CLIENT', 'REPLY', 'ON'),
]);

connection.case('unknown subcommands and wrong numbers of arguments', [
  cmd('CLIENT'),
  cmd('CLIENT', 'FOO'),
  cmd('CLIENT', 'ID', 'x'),
  cmd('CLIENT', 'GETNAME', 'x'),
  cmd('CLIENT', 'SETNAME'),
  cmd('NOSUCHCOMMAND', 'a', 'b'),
  bytes('PING\r\n').frames(1),
]);

connection.case('QUIT', [cmd('QUIT').on('b'), cmd('PING')]);
