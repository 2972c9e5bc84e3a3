import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

/** Words that every object of JavaScript knows, wherever a word is looked up: none of them is one of ours. */
const words = conformance('words', { server: ['--enable-debug-command', 'yes'] });

const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

for (const word of INHERITED) {
  words.case(`${word} is no command and no subcommand`, [
    cmd(word),
    // -> -ERR unknown command 'constructor', with args beginning with:\x20 or -ERR unknown command
    //    '__proto__', with args beginning with:\x20 or -ERR unknown command 'toString', with args beginning
    //    with:\x20 or -ERR unknown command 'hasOwnProperty', with args beginning with... (335 characters,
    //    sha1 178d17b6)
    cmd(word, 'argument'),
    // -> -ERR unknown command 'constructor', with args beginning with: 'argument'\x20 or -ERR unknown command
    //    '__proto__', with args beginning with: 'argument'\x20 or -ERR unknown command 'toString', with args
    //    beginning with: 'argument'\x20 or -ERR unknown command 'hasOwnPr... (390 characters, sha1 74a80b6f)
    cmd('CONFIG', word),
    // -> -ERR unknown subcommand 'constructor'. Try CONFIG HELP. or -ERR unknown subcommand '__proto__'. Try
    //    CONFIG HELP. or -ERR unknown subcommand 'toString'. Try CONFIG HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try CONFIG HELP. or -ERR unknown subcommand 'valueOf'. Try CONFIG HELP.
    cmd('CLIENT', word),
    // -> -ERR unknown subcommand 'constructor'. Try CLIENT HELP. or -ERR unknown subcommand '__proto__'. Try
    //    CLIENT HELP. or -ERR unknown subcommand 'toString'. Try CLIENT HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try CLIENT HELP. or -ERR unknown subcommand 'valueOf'. Try CLIENT HELP.
    cmd('COMMAND', word),
    // -> -ERR unknown subcommand 'constructor'. Try COMMAND HELP. or -ERR unknown subcommand '__proto__'. Try
    //    COMMAND HELP. or -ERR unknown subcommand 'toString'. Try COMMAND HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try COMMAND HELP. or -ERR unknown subcommand 'valueOf'. Try COMMAND HELP.
    cmd('DEBUG', word),
    // -> -ERR unknown subcommand or wrong number of arguments for 'constructor'. Try DEBUG HELP. or -ERR
    //    unknown subcommand or wrong number of arguments for '__proto__'. Try DEBUG HELP. or -ERR unknown
    //    subcommand or wrong number of arguments for 'toString'. Try DEBUG HELP. ... (445 characters, sha1
    //    bb7108f5)
    cmd('FUNCTION', word),
    // -> -ERR unknown subcommand 'constructor'. Try FUNCTION HELP. or -ERR unknown subcommand '__proto__'.
    //    Try FUNCTION HELP. or -ERR unknown subcommand 'toString'. Try FUNCTION HELP. or -ERR unknown
    //    subcommand 'hasOwnProperty'. Try FUNCTION HELP. or -ERR unknown subcommand 'valueOf'. Try FUNCTION
    //    HELP.
    cmd('MEMORY', word, 'key'),
    // -> -ERR unknown subcommand 'constructor'. Try MEMORY HELP. or -ERR unknown subcommand '__proto__'. Try
    //    MEMORY HELP. or -ERR unknown subcommand 'toString'. Try MEMORY HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try MEMORY HELP. or -ERR unknown subcommand 'valueOf'. Try MEMORY HELP.
    cmd('OBJECT', word, 'key'),
    // -> -ERR unknown subcommand 'constructor'. Try OBJECT HELP. or -ERR unknown subcommand '__proto__'. Try
    //    OBJECT HELP. or -ERR unknown subcommand 'toString'. Try OBJECT HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try OBJECT HELP. or -ERR unknown subcommand 'valueOf'. Try OBJECT HELP.
    cmd('PUBSUB', word),
    // -> -ERR unknown subcommand 'constructor'. Try PUBSUB HELP. or -ERR unknown subcommand '__proto__'. Try
    //    PUBSUB HELP. or -ERR unknown subcommand 'toString'. Try PUBSUB HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try PUBSUB HELP. or -ERR unknown subcommand 'valueOf'. Try PUBSUB HELP.
    cmd('SCRIPT', word),
    // -> -ERR unknown subcommand 'constructor'. Try SCRIPT HELP. or -ERR unknown subcommand '__proto__'. Try
    //    SCRIPT HELP. or -ERR unknown subcommand 'toString'. Try SCRIPT HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try SCRIPT HELP. or -ERR unknown subcommand 'valueOf'. Try SCRIPT HELP.
    cmd('SLOWLOG', word),
    // -> -ERR unknown subcommand 'constructor'. Try SLOWLOG HELP. or -ERR unknown subcommand '__proto__'. Try
    //    SLOWLOG HELP. or -ERR unknown subcommand 'toString'. Try SLOWLOG HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try SLOWLOG HELP. or -ERR unknown subcommand 'valueOf'. Try SLOWLOG HELP.
    cmd('XGROUP', word, 'key', 'group'),
    // -> -ERR unknown subcommand 'constructor'. Try XGROUP HELP. or -ERR unknown subcommand '__proto__'. Try
    //    XGROUP HELP. or -ERR unknown subcommand 'toString'. Try XGROUP HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try XGROUP HELP. or -ERR unknown subcommand 'valueOf'. Try XGROUP HELP.
    cmd('XINFO', word, 'key'),
    // -> -ERR unknown subcommand 'constructor'. Try XINFO HELP. or -ERR unknown subcommand '__proto__'. Try
    //    XINFO HELP. or -ERR unknown subcommand 'toString'. Try XINFO HELP. or -ERR unknown subcommand
    //    'hasOwnProperty'. Try XINFO HELP. or -ERR unknown subcommand 'valueOf'. Try XINFO HELP.
    cmd('COMMAND', 'INFO', word, `config|${word}`), // -> [nil, nil]
    cmd('COMMAND', 'DOCS', word, `config|${word}`), // -> {}
    cmd('COMMAND', 'LIST', 'FILTERBY', 'ACLCAT', word), // -> []
    cmd('COMMAND', 'LIST', 'FILTERBY', word, 'x'), // -> -ERR syntax error
    cmd('COMMAND', 'GETKEYS', word, 'x'), // -> -ERR Invalid command specified
    cmd('EVAL', `return redis.pcall(ARGV[1], 'x')`, '0', word),
    // -> -ERR Unknown Redis command called from script
    cmd('EVAL', `return redis.pcall('${word}')`, '0'), // -> -ERR Unknown Redis command called from script
  ]);

  words.case(`${word} is no setting, and no word of one`, [
    cmd('CONFIG', 'GET', word), // -> {}
    cmd('CONFIG', 'SET', word, '1'),
    // -> -ERR Unknown option or number of arguments for CONFIG SET - 'constructor' or -ERR Unknown option or
    //    number of arguments for CONFIG SET - '__proto__' or -ERR Unknown option or number of arguments for
    //    CONFIG SET - 'toString' or -ERR Unknown option or number of argume... (375 characters, sha1
    //    db9e2bac)
    cmd('CONFIG', 'SET', 'appendfsync', word),
    // -> -ERR CONFIG SET failed (possibly related to argument 'appendfsync') - argument(s) must be one of the
    //    following: everysec, always, no
    cmd('CONFIG', 'SET', 'client-output-buffer-limit', `normal 1${word} 0 0`),
    // -> -ERR CONFIG SET failed (possibly related to argument 'client-output-buffer-limit') - Error in hard,
    //    soft or soft_seconds setting in buffer limit configuration.
    cmd('CONFIG', 'SET', 'client-output-buffer-limit', `${word} 0 0 0`),
    // -> -ERR CONFIG SET failed (possibly related to argument 'client-output-buffer-limit') - Invalid client
    //    class specified in buffer limit configuration.
    cmd('CONFIG', 'SET', 'latency-tracking-info-percentiles', word),
    // -> -ERR CONFIG SET failed (possibly related to argument 'latency-tracking-info-percentiles') - Invalid
    //    latency-tracking-info-percentiles parameters
    cmd('CONFIG', 'SET', 'loglevel', word),
    // -> -ERR CONFIG SET failed (possibly related to argument 'loglevel') - argument(s) must be one of the
    //    following: debug, verbose, notice, warning, nothing
    cmd('CONFIG', 'SET', 'maxmemory', `1${word}`),
    // -> -ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value
    cmd('CONFIG', 'SET', 'maxmemory-clients', `1${word}`),
    // -> -ERR CONFIG SET failed (possibly related to argument 'maxmemory-clients') - argument must be a
    //    memory or percent value
    cmd('CONFIG', 'SET', 'notify-keyspace-events', word),
    // -> -ERR CONFIG SET failed (possibly related to argument 'notify-keyspace-events') - Invalid event class
    //    character. Use 'Ag$lshzxeKEtmdn'.
    cmd('CONFIG', 'SET', 'save', word),
    // -> -ERR CONFIG SET failed (possibly related to argument 'save') - Invalid save parameters
    cmd('CONFIG', 'SET', 'timeout', word),
    // -> -ERR CONFIG SET failed (possibly related to argument 'timeout') - argument couldn't be parsed into
    //    an integer
    cmd('CONFIG', 'SET', 'activerehashing', word),
    // -> -ERR CONFIG SET failed (possibly related to argument 'activerehashing') - argument must be 'yes' or
    //    'no'
  ]);

  words.case(`${word} is no option`, [
    cmd('SET', 'key', 'value', word), // -> -ERR syntax error
    cmd('SET', 'key', 'value', word, '1'), // -> -ERR syntax error
    cmd('SET', 'key', 'value'), // -> OK
    cmd('GETEX', 'key', word), // -> -ERR syntax error
    cmd('EXPIRE', 'key', '10', word),
    // -> -ERR Unsupported option constructor or -ERR Unsupported option __proto__ or -ERR Unsupported option
    //    toString or -ERR Unsupported option hasOwnProperty or -ERR Unsupported option valueOf
    cmd('COPY', 'key', 'other', word), // -> -ERR syntax error
    cmd('SORT', 'list', word), // -> -ERR syntax error
    cmd('LMPOP', '1', 'list', word), // -> -ERR syntax error
    cmd('LINSERT', 'list', word, 'a', 'b'), // -> -ERR syntax error
    cmd('LPOS', 'list', 'a', word, '1'), // -> -ERR syntax error
    cmd('ZADD', 'zset', word, '1', 'a'), // -> -ERR syntax error
    cmd('ZRANGE', 'zset', '0', '1', word), // -> -ERR syntax error
    cmd('ZUNIONSTORE', 'zset', '1', 'other', 'AGGREGATE', word), // -> -ERR syntax error
    cmd('ZRANGEBYSCORE', 'zset', word, '1'), // -> -ERR min or max is not a float
    cmd('ZRANGEBYLEX', 'zset', word, '+'), // -> -ERR min or max not valid string range item
    cmd('XADD', 'stream', word, '*', 'a', 'b'),
    // -> -ERR Invalid stream ID specified as stream command argument
    cmd('XREAD', word, '1', 'STREAMS', 'stream', '0'), // -> -ERR syntax error
    cmd('XTRIM', 'stream', word, '1'), // -> -ERR syntax error
    cmd('SCAN', '0', word, '1'), // -> -ERR syntax error
    cmd('SCAN', '0', 'TYPE', word), // -> ["0", []]
    cmd('SINTERCARD', '1', 'set', word, '1'), // -> -ERR syntax error
    cmd('LCS', 'key', 'other', word), // -> -ERR syntax error
    cmd('FLUSHALL', word), // -> -ERR syntax error
    cmd('INFO', word), // -> txt:""
    cmd('OBJECT', 'ENCODING', word), // -> nil
  ]);

  words.case(`${word} is no client's attribute, user, filter or flag`, [
    cmd('CLIENT', 'KILL', word, 'x'), // -> -ERR syntax error
    cmd('CLIENT', 'KILL', 'TYPE', word),
    // -> -ERR Unknown client type 'constructor' or -ERR Unknown client type '__proto__' or -ERR Unknown
    //    client type 'toString' or -ERR Unknown client type 'hasOwnProperty' or -ERR Unknown client type
    //    'valueOf'
    cmd('CLIENT', 'LIST', 'TYPE', word),
    // -> -ERR Unknown client type 'constructor' or -ERR Unknown client type '__proto__' or -ERR Unknown
    //    client type 'toString' or -ERR Unknown client type 'hasOwnProperty' or -ERR Unknown client type
    //    'valueOf'
    cmd('CLIENT', 'LIST', word, 'x'), // -> -ERR syntax error
    cmd('CLIENT', 'NO-EVICT', word), // -> -ERR syntax error
    cmd('CLIENT', 'REPLY', word), // -> -ERR syntax error
    cmd('CLIENT', 'PAUSE', '0', word), // -> -ERR CLIENT PAUSE mode must be WRITE or ALL
    cmd('CLIENT', 'UNBLOCK', '1', word), // -> -ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR
    cmd('CLIENT', 'SETINFO', word, 'x'),
    // -> -ERR Unrecognized option 'constructor' or -ERR Unrecognized option '__proto__' or -ERR Unrecognized
    //    option 'toString' or -ERR Unrecognized option 'hasOwnProperty' or -ERR Unrecognized option 'valueOf'
    cmd('AUTH', word, 'x'), // -> -WRONGPASS invalid username-password pair or user is disabled.
    cmd('HELLO', word), // -> -ERR Protocol version is not an integer or out of range
    cmd('HELLO', '2', word, 'x'),
    // -> -ERR Syntax error in HELLO option 'constructor' or -ERR Syntax error in HELLO option '__proto__' or
    //    -ERR Syntax error in HELLO option 'toString' or -ERR Syntax error in HELLO option 'hasOwnProperty'
    //    or -ERR Syntax error in HELLO option 'valueOf'
    cmd('FUNCTION', 'LIST', word),
    // -> -ERR Unknown argument constructor or -ERR Unknown argument __proto__ or -ERR Unknown argument
    //    toString or -ERR Unknown argument hasOwnProperty or -ERR Unknown argument valueOf
    cmd('FUNCTION', 'FLUSH', word), // -> -ERR FUNCTION FLUSH only supports SYNC|ASYNC option
    cmd('FUNCTION', 'LOAD', `#!${word} name=x\nreturn 1`),
    // -> -ERR Engine 'constructor' not found or -ERR Engine '__proto__' not found or -ERR Engine 'toString'
    //    not found or -ERR Engine 'hasOwnProperty' not found or -ERR Engine 'valueOf' not found
    cmd('FUNCTION', 'LOAD', `#!lua ${word}=x\nreturn 1`),
    // -> -ERR Invalid metadata value given: constructor=x or -ERR Invalid metadata value given: __proto__=x
    //    or -ERR Invalid metadata value given: toString=x or -ERR Invalid metadata value given:
    //    hasOwnProperty=x or -ERR Invalid metadata value given: valueOf=x
    cmd(
      'FUNCTION',
      'LOAD',
      `#!lua name=${word}\nredis.register_function('${word}', function() return 1 end)`,
    ), // -> "constructor" or "__proto__" or "toString" or "hasOwnProperty" or "valueOf"
    cmd('FCALL', word, '0'), // -> 1
    cmd('FUNCTION', 'DELETE', word), // -> OK
    cmd('FCALL', word, '0'), // -> -ERR Function not found
    cmd(
      'FUNCTION',
      'LOAD',
      `#!lua name=flags\nredis.register_function{function_name='f', callback=function() end, flags={'${word}'}}`,
    ), // -> -ERR Error registering functions: ERR unknown flag given
    cmd(
      'FUNCTION',
      'LOAD',
      `#!lua name=named\nredis.register_function{function_name='f', callback=function() end, ${word}=1}`,
    ), // -> -ERR Error registering functions: ERR unknown argument given to redis.register_function
    cmd('EVAL', `#!lua flags=${word}\nreturn 1`, '0'),
    // -> -ERR Unexpected flag in script shebang: constructor or -ERR Unexpected flag in script shebang:
    //    __proto__ or -ERR Unexpected flag in script shebang: toString or -ERR Unexpected flag in script
    //    shebang: hasOwnProperty or -ERR Unexpected flag in script shebang: valueOf
    cmd('SCRIPT', 'FLUSH', word), // -> -ERR SCRIPT FLUSH only support SYNC|ASYNC option
  ]);

  words.case(`${word} is a word like any other in scripts' libraries`, [
    cmd('EVAL', `return {${word}, cjson.${word}, ({}).${word}}`, '0'),
    // -> -ERR user_script:1: Script attempted to access nonexistent global variable 'constructor' script:
    //    3621fab85b604f53b960cffae6bca1c8486d5a67, on @user_script:1. or -ERR user_script:1: Script attempted
    //    to access nonexistent global variable '__proto__' script: 08d770f90... (795 characters, sha1
    //    1ee63c10)
    cmd('EVAL', `return tostring(({}).${word})`, '0'), // -> "nil"
    cmd('EVAL', `return cjson.encode({${word} = 1})`, '0'),
    // -> "{\"constructor\":1}" or "{\"__proto__\":1}" or "{\"toString\":1}" or "{\"hasOwnProperty\":1}" or
    //    "{\"valueOf\":1}"
    cmd('EVAL', `return cjson.decode('{"${word}":5}')['${word}']`, '0'), // -> 5
    cmd('EVAL', `return cmsgpack.unpack(cmsgpack.pack({${word} = 1})).${word}`, '0'), // -> 1
    cmd('EVAL', `return pcall(struct.size, '${word}')`, '0'), // -> nil or 1
    cmd('EVAL', `return pcall(string.format, '%${word}', 1)`, '0'), // -> 1 or nil
    cmd('EVAL', `return {('%${word}'):find('%${word.charAt(0)}')}`, '0'), // -> [] or [2, 2]
    cmd('EVAL', `return {pcall(cjson.encode_invalid_numbers, '${word}')}`, '0'),
    // -> [nil, "bad argument #1 to '?' (invalid option 'constructor')"] or [nil, "bad argument #1 to '?'
    //    (invalid option '__proto__')"] or [nil, "bad argument #1 to '?' (invalid option 'toString')"] or
    //    [nil, "bad argument #1 to '?' (invalid option 'hasOwnProperty')"] or [ni... (320 characters, sha1
    //    50cf73ad)
    cmd('EVAL', `return {pcall(collectgarbage, '${word}')}`, '0'),
    // -> [nil, "bad argument #1 to '?' (invalid option 'constructor')"] or [nil, "bad argument #1 to '?'
    //    (invalid option '__proto__')"] or [nil, "bad argument #1 to '?' (invalid option 'toString')"] or
    //    [nil, "bad argument #1 to '?' (invalid option 'hasOwnProperty')"] or [ni... (320 characters, sha1
    //    50cf73ad)
    cmd('HSET', 'hash', word, word), // -> 1
    cmd('HGETALL', 'hash'),
    // -> {"constructor": "constructor"} or {"__proto__": "__proto__"} or {"toString": "toString"} or
    //    {"hasOwnProperty": "hasOwnProperty"} or {"valueOf": "valueOf"}
    cmd('SADD', 'set', word), // -> 1
    cmd('SISMEMBER', 'set', word), // -> 1
    cmd('SISMEMBER', 'set', 'other'), // -> 0
    cmd('ZADD', 'zset', '1', word), // -> 1
    cmd('ZSCORE', 'zset', word), // -> 1.0
    cmd('GET', word), // -> nil
    cmd('SET', word, word), // -> OK
    cmd('GET', word), // -> "constructor" or "__proto__" or "toString" or "hasOwnProperty" or "valueOf"
  ]);
}

words.case('errors show the words of a call as they were sent', [
  [
    ['FUNCTION', 'FLUSH', 'ASYNC', 'Y'],
    ['function', 'Flush', 'ASYNC', 'Y'],
    ['xgroup', 'create', 'a', 'b', 'c', 'd', 'e'],
    ['XGroup', 'SetId', 'a', 'b', 'c', 'd'],
    ['XINFO', 'Stream', 'a', 'b'],
    ['CLIENT', 'PAUSE', '1', 'ALL', 'x'],
    ['client', 'Unblock', '99', 'ERROR', 'x'],
    ['slowlog', 'Get', '1', '2'],
    ['pubsub', 'Channels', 'a', 'b'],
    ['debug', 'NoSuch'],
    ['debug', 'x'.repeat(200)],
    ['GeoSearch', 'k', 'FROMLONLAT', '1', '1', 'ASC', 'ANY'],
    ['geosearch', 'k', 'BYRADIUS', '1', 'm', 'ASC', 'DESC'],
    ['GEOSEARCHSTORE', 'd', 'k', 'FROMLONLAT', '1', '1', 'ASC', 'DESC'],
  ].map((words) => cmd(...words)),
  // -> FUNCTION FLUSH ASYNC Y -> -ERR unknown subcommand or wrong number of arguments for 'FLUSH'. Try
  //    FUNCTION HELP.
  // -> function Flush ASYNC Y -> -ERR unknown subcommand or wrong number of arguments for 'Flush'. Try
  //    FUNCTION HELP.
  // -> xgroup create a b c d e -> -ERR unknown subcommand or wrong number of arguments for 'create'. Try
  //    XGROUP HELP.
  // -> XGroup SetId a b c d -> -ERR unknown subcommand or wrong number of arguments for 'SetId'. Try XGROUP
  //    HELP.
  // -> XINFO Stream a b -> -ERR no such key
  // -> CLIENT PAUSE 1 ALL x -> -ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT
  //    HELP.
  // -> client Unblock 99 ERROR x -> -ERR unknown subcommand or wrong number of arguments for 'Unblock'. Try
  //    CLIENT HELP.
  // -> slowlog Get 1 2 -> -ERR unknown subcommand or wrong number of arguments for 'Get'. Try SLOWLOG HELP.
  // -> pubsub Channels a b -> -ERR unknown subcommand or wrong number of arguments for 'Channels'. Try PUBSUB
  //    HELP.
  // -> debug NoSuch -> -ERR unknown subcommand or wrong number of arguments for 'NoSuch'. Try DEBUG HELP.
  // -> debug xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... -> -ERR unknown subcommand or wrong
  //    number of arguments for 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
  //    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'. Try DEBUG HELP.
  // -> GeoSearch k FROMLONLAT 1 1 ASC ANY -> -ERR exactly one of BYRADIUS and BYBOX can be specified for
  //    GeoSearch
  // -> geosearch k BYRADIUS 1 m ASC DESC -> -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for
  //    geosearch
  // -> GEOSEARCHSTORE d k FROMLONLAT 1 1 ASC DESC -> -ERR exactly one of BYRADIUS and BYBOX can be specified
  //    for GEOSEARCHSTORE
  cmd('EVAL', "return redis.pcall('GeoSearch', 'k', 'BYRADIUS', '1', 'm', 'ASC', 'DESC')", '0'),
  // -> -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GeoSearch
  cmd('EVAL', "return redis.pcall('XRead', 'BLOCK', '0', 'STREAMS', 'k', '0')", '0'),
  // -> -ERR XRead command is not allowed with BLOCK option from scripts
  cmd('EVAL', "return redis.pcall('XInfo', 'Stream', 'k', 'x')", '0'), // -> -ERR no such key
]);
