/** Scripts: conversions, errors, the `redis` table, the sandbox, the script cache. */
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const scripting = conformance('scripting');

/** A script without keys and arguments. */
const lua = (script: string) => cmd('EVAL', script, '0');

scripting.case('what a script returns becomes a reply', [
  lua('return {err="My Err\\r\\nx"}'),
  lua('return {err="-FOO x"}'),
  lua('return {err=12}'),
  lua('return {ok="a\\r\\nb\\0c"}'),
  lua('return {ok=12}'),
  lua('return {1,2,nil,4}'),
  lua('return {1.9,-1.9,1e300,0/0,2^53+2,-2^63}'),
  lua('return {true,false}'),
  lua('return {double=1.5}'),
  lua('return {double=3}'),
  lua('return {big_number="123\\n4"}'),
  lua('return {verbatim_string={format="txt",string="abc"}}'),
  lua('return {verbatim_string={format="t",string="abc"}}'),
  lua('return {map={a=1}}'),
  lua('return {set={a=true}}'),
  lua('return {map={}}'),
  lua('return string.rep'),
  lua('return function() end'),
  lua('return cjson.null'),
  lua('local t = setmetatable({},{__index=function(t,k) return k end}) return t'),
  lua('return setmetatable({err="x"},{})'),
  lua('return {err="x", 1}'),
  lua('return {{err="x"},{ok="y"},"z"}'),
]);

scripting.case('errors name the script and the line', [
  lua('error({err="FOO", source="x"})'),
  lua('error("x",0)'),
  lua('error()'),
  lua('error(12)'),
  lua('return loadstring("error(\'x\')")()'),
  lua('return loadstring("return redis.call(\'nosuch\')")()'),
]);

scripting.case('the error handler of scripts names its caller', [
  lua("local t = __redis__err__handler('x') return {t.err, t.source, t.line}"),
  lua(
    "local function f() return __redis__err__handler('x') end local t = f() return {t.err, t.source, t.line}",
  ),
  lua("local ok, t = pcall(__redis__err__handler, 'x') return {t.err, t.source, t.line}"),
]);

/** Raises an object that is described by what a function answers. */
const raising = (described: string) =>
  lua(`local p = newproxy(true) getmetatable(p).__tostring = function() ${described} end error(p)`);

scripting.case('errors that are no texts', [
  raising("return 'described'"),
  raising('return 12'),
  raising('return {}'),
  raising("error('while it is described')"),
  lua('error(newproxy())').replaced(/0x[0-9a-f]+/g, '<address>'),
  lua('error(true)'),
  lua('coroutine.wrap(function() error({err="X y"}) end)()'),
  lua('error({err="X y", source="s", line=3})'),
]);

scripting.case('pcall hands on the text of an error table', [
  cmd('SET', 'str', 'x'),
  lua('return {pcall(redis.call,"lpush","str",1)}'),
  lua('return {pcall(function() error({a=1}) end)}'),
  lua('return {pcall(error)}'),
  lua("return {select('#', pcall(error,{a=1})), select('#', pcall(error,{err=\"x\"}))}"),
  lua('return {xpcall(function() error({err="x"}) end, function(e) return e.err end)}'),
  lua('local ok,e = pcall(redis.call,"lpush","str",1) return {type(e), tostring(e)}'),
  lua('return {pcall(pcall)}'),
  lua('return pcall()'),
  lua('return {pcall(1)}'),
]);

scripting.case('globals and libraries are read-only', [
  lua('return x'),
  lua('x=1'),
  lua('redis.x=1'),
  lua('return redis.nosuch'),
  lua('return redis[{}]'),
  lua('return _G[{}]'),
  lua('return _G[1]'),
  lua('string.x=1'),
  lua('rawset(_G,"x",1)'),
  lua('rawset(redis,"x",1)'),
  lua('setmetatable(_G,{})'),
  lua('return getmetatable(_G)'),
  lua('getmetatable(_G).__index=nil'),
  lua('table.insert(redis,1)'),
  lua('KEYS=1'),
  lua('KEYS[1]="a" return KEYS[1]'),
  lua('return #ARGV'),
]);

scripting.case('the protocol version of a script decides what it sees', [
  lua('redis.setresp(3) return {true,false}'),
  lua('redis.setresp(3) return {double=1.5}'),
  lua('redis.setresp(3) return tostring(redis.call("get","nokey"))'),
  lua('redis.setresp(3) local r=redis.call("hgetall","nokey") return {type(r.map), tostring(next(r))}'),
  lua('redis.setresp(1)'),
  lua('redis.setresp()'),
  lua('redis.setresp("3")'),
]);

scripting.case('replies that scripts make', [
  lua('return redis.error_reply("x")'),
  lua('return redis.error_reply("My Err")'),
  lua('return redis.error_reply("-My Err")'),
  lua('return redis.error_reply(12)'),
  lua('return redis.status_reply("a","b")'),
  lua('return redis.status_reply("a")'),
]);

scripting.case('what redis.call refuses', [
  cmd('SET', 'str', 'x'),
  lua('return redis.call()'),
  lua('return redis.call("nosuch")'),
  lua('return redis.call("get")'),
  lua('return redis.call({})'),
  lua('return redis.call("get",{})'),
  lua('return redis.call("get",nil)'),
  lua('return redis.call("config","foo")'),
  lua('return redis.call("config")'),
  lua('return redis.call("eval","return 1",0)'),
  lua('return redis.pcall("nosuch")'),
  lua('return redis.pcall("nosuch").err'),
  lua('return tostring(redis.pcall("nosuch").ignore_error_stats_update)'),
  lua('return redis.pcall("lpush","str",1)'),
  lua('return redis.call("ping")'),
  lua('return redis.call("PING","x")'),
  lua('return redis.call("incr","cnt", "x")'),
  lua('return redis.call("config","get","maxmemory")'),
  lua('return redis.call("object","help")[1]'),
  lua('return redis.call("select",3)'),
  lua('return redis.call("multi")'),
  lua('return redis.call("subscribe","x")'),
  lua('return redis.call("blpop","nokey",0)'),
]);

scripting.case('numbers as arguments', [
  lua('return redis.acl_check_cmd("set","a","b")'),
  lua('return redis.call("set","a",1.5) and redis.call("get","a")'),
  lua('return redis.call("set","a",1e20) and redis.call("get","a")'),
  lua('return redis.call("set","a",2^62) and redis.call("get","a")'),
  lua('return redis.call("set","a",2^63) and redis.call("get","a")'),
  lua('return redis.call("set","a",-0.0) and redis.call("get","a")'),
  lua('return redis.call("set","a",0/0) and redis.call("get","a")'),
  lua('return redis.call("set","a",1/0) and redis.call("get","a")'),
  lua('return redis.call("set","a",3.0) and redis.call("get","a")'),
  lua('return redis.call("set","a",0.1+0.2) and redis.call("get","a")'),
]);

scripting.case('the rest of the redis table', [
  cmd('SET', 'str', 'x'),
  lua('redis.call("set","str","x") return redis.call("lpush","str",1)'),
  lua('return tostring(redis.call("get","nokey"))'),
  lua('return redis.sha1hex("")'),
  lua('return redis.sha1hex()'),
  lua('return redis.sha1hex(12)'),
  lua('return redis.sha1hex(nil)'),
  lua('redis.set_repl(8)'),
  lua('redis.set_repl()'),
  lua('return redis.set_repl(redis.REPL_ALL)'),
  lua(
    'return {redis.REPL_ALL,redis.REPL_NONE,redis.REPL_AOF,redis.REPL_SLAVE,redis.REPL_REPLICA,redis.LOG_DEBUG,redis.LOG_WARNING,redis.REDIS_VERSION,redis.REDIS_VERSION_NUM}',
  ),
  lua('return redis.acl_check_cmd("nosuch")'),
  lua('return redis.acl_check_cmd()'),
  lua('return tostring(redis.breakpoint())..tostring(redis.replicate_commands())'),
  lua('return tostring(redis.debug(1))'),
]);

scripting.case('EVAL, EVALSHA, SCRIPT and shebang lines', [
  cmd('EVAL', 'return 1', 'x'),
  cmd('EVAL', 'return 1', '2', 'a'),
  cmd('EVAL', 'return 1', '-1'),
  cmd('EVAL', 'return 1'),
  cmd('EVALSHA', 'ffff', '0'),
  cmd('EVALSHA', 'ffffffffffffffffffffffffffffffffffffffff', '0'),
  cmd('EVALSHA', 'E0E1F9FABFC9D4800C877A703B823AC0578FF8DB', '0'),
  cmd('EVAL_RO', "return redis.call('set','a',1)", '0'),
  cmd('EVAL', "#!lua\nreturn redis.call('set','a',1)", '0'),
  cmd('EVAL', "#!lua flags=no-writes\nreturn redis.call('set','a',1)", '0'),
  cmd('EVAL', '#!lua flags=no-writes,x\nreturn 1', '0'),
  cmd('EVAL', '#!lua x=1\nreturn 1', '0'),
  cmd('EVAL', '#!lua', '0'),
  cmd('EVAL', '#!js\nreturn 1', '0'),
  cmd('EVAL', '#! "\nreturn 1', '0'),
  cmd('EVAL', '#!lua flags=\nreturn 1', '0'),
  cmd('EVAL_RO', '#!lua\nreturn 1', '0'),
  cmd('EVAL', "#!lua\n\nerror('x')", '0'),
  cmd('SCRIPT', 'LOAD', 'return ('),
  cmd('SCRIPT', 'LOAD', 'return 1'),
  cmd('SCRIPT', 'EXISTS', 'E0E1F9FABFC9D4800C877A703B823AC0578FF8DB', 'x'),
  cmd('SCRIPT', 'FLUSH', 'x'),
  cmd('SCRIPT', 'FLUSH', 'sync', 'x'),
  cmd('SCRIPT', 'KILL'),
  cmd('SCRIPT'),
  cmd('SCRIPT', 'LOAD'),
  cmd('SCRIPT', 'HELP'),
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

scripting.case('the sandbox holds what Redis shows, and nothing else', [lua(WALK)]);

scripting.case(
  'without enough replicas scripts may not write',
  [
    cmd('EVAL', "#!lua flags=no-writes\nreturn redis.call('GET', 'k')", '0'),
    cmd('EVAL', "return redis.call('GET', 'k')", '0'),
    cmd('EVAL', "#!lua\nreturn redis.call('GET', 'k')", '0'),
    cmd('EVAL', "return redis.call('SET', 'k', 'v')", '0'),
    cmd('EVAL', "return redis.pcall('SET', 'k', 'v')", '0'),
    cmd('EVAL_RO', "return redis.call('SET', 'k', 'v')", '0'),
    cmd('EVAL_RO', "#!lua\nreturn redis.call('GET', 'k')", '0'),
  ],
  { settings: { 'min-replicas-to-write': '1' } },
);
