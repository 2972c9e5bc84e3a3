/** Scripts: conversions, errors, the `redis` table, the sandbox, the script cache. */
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const scripting = conformance('scripting');

/** A script without keys and arguments. */
const lua = (script: string) => cmd('EVAL', script, '0');

scripting.case('what a script returns becomes a reply', [
  lua('return {err="My Err\\r\\nx"}'), // -> -My Err  x
  lua('return {err="-FOO x"}'), // -> --FOO x
  lua('return {err=12}'), // -> []
  lua('return {ok="a\\r\\nb\\0c"}'), // -> a  b
  lua('return {ok=12}'), // -> []
  lua('return {1,2,nil,4}'), // -> [1, 2]
  lua('return {1.9,-1.9,1e300,0/0,2^53+2,-2^63}'),
  // -> [1, -1, -9223372036854775808, -9223372036854775808, 9007199254740994, -9223372036854775808]
  lua('return {true,false}'), // -> [1, nil]
  lua('return {double=1.5}'), // -> 1.5
  lua('return {double=3}'), // -> 3.0
  lua('return {big_number="123\\n4"}'), // -> 123 4n
  lua('return {verbatim_string={format="txt",string="abc"}}'), // -> txt:"abc"
  lua('return {verbatim_string={format="t",string="abc"}}'), // -> "abc" | RESP3 "t  :abc"
  lua('return {map={a=1}}'), // -> {"a": 1}
  lua('return {set={a=true}}'), // -> ~["a"]
  lua('return {map={}}'), // -> {}
  lua('return string.rep'), // -> nil
  lua('return function() end'), // -> nil
  lua('return cjson.null'), // -> nil
  lua('local t = setmetatable({},{__index=function(t,k) return k end}) return t'), // -> []
  lua('return setmetatable({err="x"},{})'), // -> -x
  lua('return {err="x", 1}'), // -> -x
  lua('return {{err="x"},{ok="y"},"z"}'), // -> [-x, y, "z"]
]);

scripting.case('errors name the script and the line', [
  lua('error({err="FOO", source="x"})'),
  // -> -FOO script: b158a790559b6f7ee31f066be7bdb376c2818bc5, on @user_script:1.
  lua('error("x",0)'), // -> -ERR x script: 30c50906f9c7735a6ac0d4f8b24229c1436672e7, on @user_script:1.
  lua('error()'), // -> -ERR nil script: aca90d914519fdb9825352bdc0befb59f7c8510f, on @user_script:1.
  lua('error(12)'),
  // -> -ERR user_script:1: 12 script: 531d78cb0a3022f46aa8fcca247caa61d303b321, on @user_script:1.
  lua('return loadstring("error(\'x\')")()'),
  // -> -ERR [string "error('x')"]:1: x script: 44155e9f1df4c8699e6613ec2ffa3c060f620eae, on error('x'):1.
  lua('return loadstring("return redis.call(\'nosuch\')")()'),
  // -> -ERR Unknown Redis command called from script script: 5bfbc32ddd0fea5fd2abe6126813008494694d65, on
  //    return redis.call('nosuch'):1.
]);

scripting.case('the error handler of scripts names its caller', [
  lua("local t = __redis__err__handler('x') return {t.err, t.source, t.line}"),
  // -> ["ERR x", "@user_script", 1]
  lua(
    "local function f() return __redis__err__handler('x') end local t = f() return {t.err, t.source, t.line}",
  ), // -> ["ERR x", "=(tail call)", -1]
  lua("local ok, t = pcall(__redis__err__handler, 'x') return {t.err, t.source, t.line}"),
  // -> ["ERR x", "@user_script", 1]
]);

/** Raises an object that is described by what a function answers. */
const raising = (described: string) =>
  lua(`local p = newproxy(true) getmetatable(p).__tostring = function() ${described} end error(p)`);

scripting.case('errors that are no texts', [
  raising("return 'described'"),
  // -> -ERR described script: 1b5c2c868ab425fdc7cf2a2e1e650831ce4e77cf, on @user_script:1.
  raising('return 12'), // -> -ERR 12 script: 895ba5463572e45e48d32cf030dcc1f53cc3d453, on @user_script:1.
  raising('return {}'),
  // -> -ERR err_handler_def:9: attempt to concatenate a table value script:
  //    3a4fa24a0662614c7dfb3217a793797710a0a822, on @err_handler_def:9.
  raising("error('while it is described')"),
  // -> -ERR user_script:1: while it is described script: 9199a66fa544edcdebb8de7367b8ab3c240b9c75, on
  //    @user_script:1.
  lua('error(newproxy())').replaced(/0x[0-9a-f]+/g, '<address>'),
  // -> -ERR userdata: <address> script: 2bdaed0272f3059d56fd105b81c8a1eb03f7cdc7, on @user_script:1.
  lua('error(true)'), // -> -ERR true script: 4fafe2149f68a1618a3eef40aeef55f5af6951da, on @user_script:1.
  lua('coroutine.wrap(function() error({err="X y"}) end)()'),
  // -> -X y script: e5d0304ed3c5538b9d948085e21beb502684129f, on @user_script:1.
  lua('error({err="X y", source="s", line=3})'),
  // -> -X y script: 6aa4e6edf9f8404163ae5bec78c9df4c1b84bf50, on @user_script:1.
]);

scripting.case('pcall hands on the text of an error table', [
  cmd('SET', 'str', 'x'), // -> OK
  lua('return {pcall(redis.call,"lpush","str",1)}'),
  // -> [nil, "WRONGTYPE Operation against a key holding the wrong kind of value"]
  lua('return {pcall(function() error({a=1}) end)}'), // -> [nil, []]
  lua('return {pcall(error)}'), // -> [nil]
  lua("return {select('#', pcall(error,{a=1})), select('#', pcall(error,{err=\"x\"}))}"), // -> [3, 2]
  lua('return {xpcall(function() error({err="x"}) end, function(e) return e.err end)}'), // -> [nil, "x"]
  lua('local ok,e = pcall(redis.call,"lpush","str",1) return {type(e), tostring(e)}'),
  // -> ["string", "WRONGTYPE Operation against a key holding the wrong kind of value"]
  lua('return {pcall(pcall)}'), // -> [1, nil, "attempt to call a boolean value"]
  lua('return pcall()'), // -> nil
  lua('return {pcall(1)}'), // -> [nil, "attempt to call a number value"]
]);

scripting.case('globals and libraries are read-only', [
  lua('return x'),
  // -> -ERR user_script:1: Script attempted to access nonexistent global variable 'x' script:
  //    03c387736bb5cc009ff35151572cee04677aa374, on @user_script:1.
  lua('x=1'),
  // -> -ERR user_script:1: Attempt to modify a readonly table script:
  //    7caf6056913504f0508c65faf2dc3f94ff65bcfd, on @user_script:1.
  lua('redis.x=1'),
  // -> -ERR user_script:1: Attempt to modify a readonly table script:
  //    5b2bc017c4ad02e0a4040b10e3482419e45c58b0, on @user_script:1.
  lua('return redis.nosuch'), // -> nil
  lua('return redis[{}]'), // -> nil
  lua('return _G[{}]'),
  // -> -ERR user_script:1: Second argument to luaProtectedTableError must be a string or number script:
  //    f5e46ffa995d057195858d2ec284417949577337, on @user_script:1.
  lua('return _G[1]'),
  // -> -ERR user_script:1: Script attempted to access nonexistent global variable '1' script:
  //    0091a13ad00ce89d838ef5c652c12912460a3d1c, on @user_script:1.
  lua('string.x=1'),
  // -> -ERR user_script:1: Attempt to modify a readonly table script:
  //    0200261db1e7771c266e77366576961c8f228af1, on @user_script:1.
  lua('rawset(_G,"x",1)'),
  // -> -ERR Attempt to modify a readonly table script: 517037cf275e7e72b5879174217c6ec3d56fb107, on
  //    @user_script:1.
  lua('rawset(redis,"x",1)'),
  // -> -ERR Attempt to modify a readonly table script: e80f9f8be6f3405235b0dbe94aaf09019c52adfd, on
  //    @user_script:1.
  lua('setmetatable(_G,{})'),
  // -> -ERR Attempt to modify a readonly table script: e8f1b52cec0990f58c59b37010d130cfdce9e1a5, on
  //    @user_script:1.
  lua('return getmetatable(_G)'), // -> []
  lua('getmetatable(_G).__index=nil'),
  // -> -ERR user_script:1: Attempt to modify a readonly table script:
  //    083d1807f1c42cf4f52a132b3c0e099e3c4b2d17, on @user_script:1.
  lua('table.insert(redis,1)'),
  // -> -ERR Attempt to modify a readonly table script: 3a23258ee49a94b81503b4867b0064d44bda462d, on
  //    @user_script:1.
  lua('KEYS=1'),
  // -> -ERR user_script:1: Attempt to modify a readonly table script:
  //    ca0990f0b41102cb81caee914a8ee6a01cf984e6, on @user_script:1.
  lua('KEYS[1]="a" return KEYS[1]'), // -> "a"
  lua('return #ARGV'), // -> 0
]);

scripting.case('the protocol version of a script decides what it sees', [
  lua('redis.setresp(3) return {true,false}'), // -> [true, false]
  lua('redis.setresp(3) return {double=1.5}'), // -> 1.5
  lua('redis.setresp(3) return tostring(redis.call("get","nokey"))'), // -> "nil"
  lua('redis.setresp(3) local r=redis.call("hgetall","nokey") return {type(r.map), tostring(next(r))}'),
  // -> ["table", "map"]
  lua('redis.setresp(1)'),
  // -> -ERR RESP version must be 2 or 3. script: c7b902a2c3928d46426d230692867f2c99b55bcc, on @user_script:1.
  lua('redis.setresp()'),
  // -> -ERR redis.setresp() requires one argument. script: 42aacaf580759e59c97e8b1974d08a62f960014f, on
  //    @user_script:1.
  lua('redis.setresp("3")'), // -> nil
]);

scripting.case('replies that scripts make', [
  lua('return redis.error_reply("x")'), // -> -ERR x
  lua('return redis.error_reply("My Err")'), // -> -My Err
  lua('return redis.error_reply("-My Err")'), // -> -My Err
  lua('return redis.error_reply(12)'), // -> -ERR wrong number or type of arguments
  lua('return redis.status_reply("a","b")'), // -> -ERR wrong number or type of arguments
  lua('return redis.status_reply("a")'), // -> a
]);

scripting.case('what redis.call refuses', [
  cmd('SET', 'str', 'x'), // -> OK
  lua('return redis.call()'),
  // -> -ERR Please specify at least one argument for this redis lib call script:
  //    0a907e1429221a4d85516cab7fd219a82a9439d8, on @user_script:1.
  lua('return redis.call("nosuch")'),
  // -> -ERR Unknown Redis command called from script script: 2218effcac8108416909801acfb39c080a85adfa, on
  //    @user_script:1.
  lua('return redis.call("get")'),
  // -> -ERR Wrong number of args calling Redis command from script script:
  //    ad9cf9305028be601cfd2abed4ce895eb41a4a6f, on @user_script:1.
  lua('return redis.call({})'),
  // -> -ERR Lua redis lib command arguments must be strings or integers script:
  //    80747816df1f4411f7c442b928fce6a814214839, on @user_script:1.
  lua('return redis.call("get",{})'),
  // -> -ERR Lua redis lib command arguments must be strings or integers script:
  //    dcef67b9205a9d3f8a30c37ec57d43db9375b79d, on @user_script:1.
  lua('return redis.call("get",nil)'),
  // -> -ERR Lua redis lib command arguments must be strings or integers script:
  //    199ffb85fe3fa5ded20c327e6f63c80b4684c570, on @user_script:1.
  lua('return redis.call("config","foo")'),
  // -> -ERR Unknown Redis command called from script script: fbfc77e4ed57144bead356c113df0865255fdfd9, on
  //    @user_script:1.
  lua('return redis.call("config")'),
  // -> -ERR Wrong number of args calling Redis command from script script:
  //    9e55b782a343ab6165e99797ba9f91980cb2a316, on @user_script:1.
  lua('return redis.call("eval","return 1",0)'),
  // -> -ERR This Redis command is not allowed from script script: e5084e7bcd2fb5da5f7764a118cb0e1f801776b7,
  //    on @user_script:1.
  lua('return redis.pcall("nosuch")'), // -> -ERR Unknown Redis command called from script
  lua('return redis.pcall("nosuch").err'), // -> "ERR Unknown Redis command called from script"
  lua('return tostring(redis.pcall("nosuch").ignore_error_stats_update)'), // -> "true"
  lua('return redis.pcall("lpush","str",1)'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  lua('return redis.call("ping")'), // -> PONG
  lua('return redis.call("PING","x")'), // -> "x"
  lua('return redis.call("incr","cnt", "x")'),
  // -> -ERR Wrong number of args calling Redis command from script script:
  //    73bb7064a9a8fe670cc5ceb7365748a91306b3a5, on @user_script:1.
  lua('return redis.call("config","get","maxmemory")'),
  // -> -ERR This Redis command is not allowed from script script: 1cd570513150d835064eac31efa48acec43b664c,
  //    on @user_script:1.
  lua('return redis.call("object","help")[1]'),
  // -> OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:
  lua('return redis.call("select",3)'), // -> OK
  lua('return redis.call("multi")'),
  // -> -ERR This Redis command is not allowed from script script: 211a39902cf76b98677003ff6f4c16cf0d1d5d6b,
  //    on @user_script:1.
  lua('return redis.call("subscribe","x")'),
  // -> -ERR This Redis command is not allowed from script script: e7d45421cfe07574789e1c13ccf1015b1d648fe6,
  //    on @user_script:1.
  lua('return redis.call("blpop","nokey",0)'), // -> nil
]);

scripting.case('numbers as arguments', [
  lua('return redis.acl_check_cmd("set","a","b")'), // -> 1
  lua('return redis.call("set","a",1.5) and redis.call("get","a")'), // -> "1.5"
  lua('return redis.call("set","a",1e20) and redis.call("get","a")'), // -> "1e+20"
  lua('return redis.call("set","a",2^62) and redis.call("get","a")'), // -> "4611686018427387904"
  lua('return redis.call("set","a",2^63) and redis.call("get","a")'), // -> "9223372036854776000"
  lua('return redis.call("set","a",-0.0) and redis.call("get","a")'), // -> "0"
  lua('return redis.call("set","a",0/0) and redis.call("get","a")'), // -> "-nan"
  lua('return redis.call("set","a",1/0) and redis.call("get","a")'), // -> "inf"
  lua('return redis.call("set","a",3.0) and redis.call("get","a")'), // -> "3"
  lua('return redis.call("set","a",0.1+0.2) and redis.call("get","a")'), // -> "0.30000000000000004"
]);

scripting.case('the rest of the redis table', [
  cmd('SET', 'str', 'x'), // -> OK
  lua('redis.call("set","str","x") return redis.call("lpush","str",1)'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value script:
  //    fbd36c0a3805c5b1d0d6f79dea36898e985fd037, on @user_script:1.
  lua('return tostring(redis.call("get","nokey"))'), // -> "false"
  lua('return redis.sha1hex("")'), // -> "da39a3ee5e6b4b0d3255bfef95601890afd80709"
  lua('return redis.sha1hex()'),
  // -> -ERR wrong number of arguments script: 3c7ce947ae74a835cc575b6ee87fb27503cb7ba4, on @user_script:1.
  lua('return redis.sha1hex(12)'), // -> "7b52009b64fd0a2a49e6d8a939753077792b0554"
  lua('return redis.sha1hex(nil)'), // -> "da39a3ee5e6b4b0d3255bfef95601890afd80709"
  lua('redis.set_repl(8)'),
  // -> -ERR Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE. script:
  //    31ea15e29440d4d44ecec90000cef39b66c5d740, on @user_script:1.
  lua('redis.set_repl()'),
  // -> -ERR redis.set_repl() requires one argument. script: e39b47fd8e0d5dc1c7155bbafcefaf48cf163f82, on
  //    @user_script:1.
  lua('return redis.set_repl(redis.REPL_ALL)'), // -> nil
  lua(
    'return {redis.REPL_ALL,redis.REPL_NONE,redis.REPL_AOF,redis.REPL_SLAVE,redis.REPL_REPLICA,redis.LOG_DEBUG,redis.LOG_WARNING,redis.REDIS_VERSION,redis.REDIS_VERSION_NUM}',
  ), // -> [3, 0, 1, 2, 2, 0, 3, "7.2.6", 459270]
  lua('return redis.acl_check_cmd("nosuch")'),
  // -> -ERR Invalid command passed to redis.acl_check_cmd() script: 845c47ef9792d96c18d3ab32fa5bcfca46201d7a,
  //    on @user_script:1.
  lua('return redis.acl_check_cmd()'),
  // -> -ERR Please specify at least one argument for this redis lib call script:
  //    1124f33ad66e7866b4e0c1499a4c20fb5eb9c180, on @user_script:1.
  lua('return tostring(redis.breakpoint())..tostring(redis.replicate_commands())'), // -> "falsetrue"
  lua('return tostring(redis.debug(1))'),
  // -> -ERR user_script:1: bad argument #1 to 'tostring' (value expected) script:
  //    9c5acf26a3543ae634281be6999400c5595960a3, on @user_script:1.
]);

scripting.case('EVAL, EVALSHA, SCRIPT and shebang lines', [
  cmd('EVAL', 'return 1', 'x'), // -> -ERR value is not an integer or out of range
  cmd('EVAL', 'return 1', '2', 'a'), // -> -ERR Number of keys can't be greater than number of args
  cmd('EVAL', 'return 1', '-1'), // -> -ERR Number of keys can't be negative
  cmd('EVAL', 'return 1'), // -> -ERR wrong number of arguments for 'eval' command
  cmd('EVALSHA', 'ffff', '0'), // -> -NOSCRIPT No matching script. Please use EVAL.
  cmd('EVALSHA', 'ffffffffffffffffffffffffffffffffffffffff', '0'),
  // -> -NOSCRIPT No matching script. Please use EVAL.
  cmd('EVALSHA', 'E0E1F9FABFC9D4800C877A703B823AC0578FF8DB', '0'),
  // -> -NOSCRIPT No matching script. Please use EVAL.
  cmd('EVAL_RO', "return redis.call('set','a',1)", '0'),
  // -> -ERR Write commands are not allowed from read-only scripts. script:
  //    119b0beb461d5982ddacc6dda6829882d5e16b4d, on @user_script:1.
  cmd('EVAL', "#!lua\nreturn redis.call('set','a',1)", '0'), // -> OK
  cmd('EVAL', "#!lua flags=no-writes\nreturn redis.call('set','a',1)", '0'),
  // -> -ERR Write commands are not allowed from read-only scripts. script:
  //    36dfcf40eac5d9221c568698818560e04c0903bd, on @user_script:2.
  cmd('EVAL', '#!lua flags=no-writes,x\nreturn 1', '0'), // -> -ERR Unexpected flag in script shebang: x
  cmd('EVAL', '#!lua x=1\nreturn 1', '0'), // -> -ERR Unknown lua shebang option: x=1
  cmd('EVAL', '#!lua', '0'), // -> -ERR Invalid script shebang
  cmd('EVAL', '#!js\nreturn 1', '0'), // -> -ERR Unexpected engine in script shebang: #!js
  cmd('EVAL', '#! "\nreturn 1', '0'), // -> -ERR Invalid engine in script shebang
  cmd('EVAL', '#!lua flags=\nreturn 1', '0'), // -> 1
  cmd('EVAL_RO', '#!lua\nreturn 1', '0'),
  // -> -ERR Can not execute a script with write flag using *_ro command.
  cmd('EVAL', "#!lua\n\nerror('x')", '0'),
  // -> -ERR user_script:3: x script: d5c067904293d26cc22cb0530ae28ee1fdc88fbc, on @user_script:3.
  cmd('SCRIPT', 'LOAD', 'return ('),
  // -> -ERR Error compiling script (new function): user_script:1: unexpected symbol near '<eof>'
  cmd('SCRIPT', 'LOAD', 'return 1'), // -> "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"
  cmd('SCRIPT', 'EXISTS', 'E0E1F9FABFC9D4800C877A703B823AC0578FF8DB', 'x'), // -> [1, 0]
  cmd('SCRIPT', 'FLUSH', 'x'), // -> -ERR SCRIPT FLUSH only support SYNC|ASYNC option
  cmd('SCRIPT', 'FLUSH', 'sync', 'x'), // -> -ERR SCRIPT FLUSH only support SYNC|ASYNC option
  cmd('SCRIPT', 'KILL'), // -> -NOTBUSY No scripts in execution right now.
  cmd('SCRIPT'), // -> -ERR wrong number of arguments for 'script' command
  cmd('SCRIPT', 'LOAD'), // -> -ERR wrong number of arguments for 'script|load' command
  cmd('SCRIPT', 'HELP'),
  // -> [SCRIPT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, DEBUG (YES|SYNC|NO),     Set the
  //    debug mode for subsequent scripts executed., EXISTS <sha1> [<sha1> ...],     Return information about
  //    the existence of the scripts in the script cache., FLUSH [ASYNC|... (757 characters, sha1 6ccc7783)
]);

/** Lists everything that can be reached from the globals: its path, its kind, and whether it may be changed. */
const WALK = `
local seen={}
local out={}
local function walk(t,p)
  if seen[t] then out[#out+1]=p..' -> '..seen[t] return end
  seen[t]=p
  local ks={}
  for k,v in next,t do ks[#ks+1]=k end
  table.sort(ks,function(a,b) return tostring(a)<tostring(b) end)
  for _,k in ipairs(ks) do
    local v=rawget(t,k)
    local s=type(v)
    local q=p..'.'..tostring(k)
    if s=='string' or s=='number' then s=s..' '..tostring(v) end
    if s=='table' then local ok,e=pcall(rawset,v,'zz',nil) out[#out+1]=q..' table '..(ok and 'rw' or 'ro') walk(v,q) elseif s=='function' then out[#out+1]=q..' function' else out[#out+1]=q..' '..s end
  end
  local m=getmetatable(t)
  if m then local ok,e=pcall(rawset,m,'zz',nil) out[#out+1]=p..'<meta> '..(ok and 'rw' or 'ro') walk(m,p..'<meta>') end
end
walk(_G,'_G')
local m=getmetatable('') local ok=pcall(rawset,m,'zz',nil) out[#out+1]='string<meta> '..(ok and 'rw' or 'ro') walk(m,'string<meta>')
return out
`;

scripting.case('the sandbox holds what Redis shows, and nothing else', [
  lua(WALK), // -> "*164\r\n$16\r\n_G.ARGV table rw\r\n$16\r\n_G.KEY"... (5100 bytes, sha1 8c9b8f8f)
]);

scripting.case(
  'without enough replicas scripts may not write',
  [
    cmd('EVAL', "#!lua flags=no-writes\nreturn redis.call('GET', 'k')", '0'), // -> nil
    cmd('EVAL', "return redis.call('GET', 'k')", '0'), // -> nil
    cmd('EVAL', "#!lua\nreturn redis.call('GET', 'k')", '0'),
    // -> -NOREPLICAS Not enough good replicas to write.
    cmd('EVAL', "return redis.call('SET', 'k', 'v')", '0'),
    // -> -NOREPLICAS Not enough good replicas to write. script: 5c4d62f4e30c54fb15935b5892148e5ce7374077, on
    //    @user_script:1.
    cmd('EVAL', "return redis.pcall('SET', 'k', 'v')", '0'),
    // -> -NOREPLICAS Not enough good replicas to write.
    cmd('EVAL_RO', "return redis.call('SET', 'k', 'v')", '0'),
    // -> -ERR Write commands are not allowed from read-only scripts. script:
    //    5c4d62f4e30c54fb15935b5892148e5ce7374077, on @user_script:1.
    cmd('EVAL_RO', "#!lua\nreturn redis.call('GET', 'k')", '0'),
    // -> -NOREPLICAS Not enough good replicas to write.
  ],
  { settings: { 'min-replicas-to-write': '1' } },
);

scripting.case('time stands still, and has microseconds', [
  cmd(
    'EVAL',
    `local first = redis.call('TIME')
for i = 1, 2e6 do end
local second = redis.call('TIME')
return {first[1] == second[1], first[2] == second[2]}`,
    '0',
  ), // -> [1, 1]
]);

const packing = (count: number) => `local t = {}
for i = 1, ${count} do t[i] = 1 end
return #cmsgpack.pack(unpack(t))`;

scripting.case('how many values cmsgpack packs', [
  cmd('EVAL', packing(4000), '0'), // -> 4000
  cmd('EVAL', packing(4001), '0'),
  // -> -ERR user_script:3: bad argument #0 to 'pack' (Too many arguments for MessagePack pack.) script:
  //    c8a05ba398ca356b05b8c93c8c0d807ef135205d, on @user_script:3.
  cmd('EVAL', packing(7000), '0'),
  // -> -ERR user_script:3: bad argument #0 to 'pack' (Too many arguments for MessagePack pack.) script:
  //    04f3c0440da3e62e34c88331ad26881d70546e59, on @user_script:3.
]);
