/** Functions: loading, calling, listing libraries. */
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const functions = conformance('functions');

functions.case('FUNCTION LOAD says what is wrong with a library', [
  cmd('FUNCTION', 'LOAD', 'x'), // -> -ERR Missing library metadata
  cmd('FUNCTION', 'LOAD', '#!lua'), // -> -ERR Invalid library metadata
  cmd('FUNCTION', 'LOAD', '#!lua\n'), // -> -ERR Library name was not given
  cmd('FUNCTION', 'LOAD', '#!lua name=x'), // -> -ERR Invalid library metadata
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\n'), // -> -ERR No functions registered
  cmd('FUNCTION', 'LOAD', '#!js name=x\n'), // -> -ERR Engine 'js' not found
  cmd('FUNCTION', 'LOAD', '#!lua name=x name=y\n'),
  // -> -ERR Invalid metadata value, name argument was given multiple times
  cmd('FUNCTION', 'LOAD', '#!lua name=x foo=bar\n'), // -> -ERR Invalid metadata value given: foo=bar
  cmd('FUNCTION', 'LOAD', '#!lua name=x-y\n'),
  // -> -ERR Library names can only contain letters, numbers, or underscores(_) and must be at least one
  //    character long
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nreturn ('),
  // -> -ERR Error compiling function: user_function:2: unexpected symbol near '<eof>'
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nerror('x')"),
  // -> -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global
  //    variable 'error'
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nredis.register_function()'),
  // -> -ERR Error registering functions: ERR wrong number of arguments to redis.register_function
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function('a')"),
  // -> -ERR Error registering functions: ERR calling redis.register_function with a single argument is only
  //    applicable to Lua table (representing named arguments).
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function('a',1)"),
  // -> -ERR Error registering functions: ERR second argument to redis.register_function must be a function
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nredis.register_function(1,function() end)'), // -> "x"
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function('a-b',function() end)"),
  // -> -ERR Error registering functions: ERR Library names can only contain letters, numbers, or
  //    underscores(_) and must be at least one character long
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a'}"),
  // -> -ERR Error registering functions: ERR redis.register_function must get a callback argument
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nredis.register_function{callback=function() end}'),
  // -> -ERR Error registering functions: ERR redis.register_function must get a function name argument
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',callback=1}"),
  // -> -ERR Error registering functions: ERR callback argument given to redis.register_function must be a
  //    function
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',x=1}"),
  // -> -ERR Error registering functions: ERR unknown argument given to redis.register_function
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',flags=1}"),
  // -> -ERR Error registering functions: ERR flags argument to redis.register_function must be a table
  //    representing function flags
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',flags={'x'}}"),
  // -> -ERR Error registering functions: ERR unknown flag given
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.call('ping')"),
  // -> -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global
  //    variable 'call'
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nreturn string.rep('x',2)"),
  // -> -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global
  //    variable 'string'
  cmd(
    'FUNCTION',
    'LOAD',
    'REPLACE',
    "#!lua name=x\nlocal r={} for k,v in pairs(redis) do r[#r+1]=k end error(table.concat(r,','))",
  ),
  // -> -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global
  //    variable 'pairs'
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nerror(tostring(_G))'),
  // -> -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global
  //    variable 'error'
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nlocal t = redis.register_function; y = 1'),
  // -> -ERR Error registering functions: ERR user_function:2: Attempt to modify a readonly table
]);

functions.case('FCALL calls functions of a library', [
  cmd('FUNCTION', 'STATS'),
  // -> {"running_script": nil, "engines": {"LUA": {"libraries_count": 0, "functions_count": 0}}}
  cmd('FUNCTION', 'KILL'), // -> -NOTBUSY No scripts in execution right now.
  cmd(
    'FUNCTION',
    'LOAD',
    "#!lua name=lib1\nlocal n=0\nredis.register_function('f1',function(keys,args) n=n+1 return {n,#keys,args[1]} end)\nredis.register_function{function_name='f2',callback=function() return redis.call('set','a',1) end,description='d',flags={'no-writes'}}\nredis.register_function('f3',function() return redis.register_function end)\nredis.register_function('f4',function() return KEYS end)\nredis.register_function('f5',function() x=1 end)\nredis.register_function('f6',function()\n return redis.call('nosuch') end)\nredis.register_function('f7',function() error('boo') end)\nredis.register_function('f8',function() local r={} for k,v in pairs(_G) do r[#r+1]=k end table.sort(r) return table.concat(r,',') end)",
  ), // -> "lib1"
  cmd('FUNCTION', 'LOAD', '#!lua name=lib1\n'), // -> -ERR Library 'lib1' already exists
  cmd('FUNCTION', 'LOAD', "#!lua name=lib2\nredis.register_function('f1',function() end)"),
  // -> -ERR Function f1 already exists
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=lib1\nx'),
  // -> -ERR Error compiling function: user_function:2: '=' expected near '<eof>'
  cmd('FUNCTION', 'LOAD', 'foo', '#!lua name=lib1\nx'), // -> -ERR Unknown option given: foo
  cmd('FCALL', 'f1', '1', 'k', 'a'), // -> [1, 1, "a"]
  cmd('FCALL', 'F1', '1', 'k', 'a'), // -> [2, 1, "a"]
  cmd('FCALL', 'f2', '0'),
  // -> -ERR Write commands are not allowed from read-only scripts. script: f2, on @user_function:4.
  cmd('FCALL', 'f3', '0'), // -> nil
  cmd('FCALL', 'f4', '0'),
  // -> -ERR user_function:6: Script attempted to access nonexistent global variable 'KEYS' script: f4, on
  //    @user_function:6.
  cmd('FCALL', 'f5', '0'),
  // -> -ERR user_function:7: Attempt to modify a readonly table script: f5, on @user_function:7.
  cmd('FCALL', 'f6', '0'),
  // -> -ERR Unknown Redis command called from script script: f6, on @user_function:9.
  cmd('FCALL', 'f7', '0'), // -> -ERR user_function:10: boo script: f7, on @user_function:10.
  cmd('FCALL', 'f8', '0'),
  // -> "_G,_VERSION,assert,bit,cjson,cmsgpack,collectgarbage,coroutine,error,gcinfo,getfenv,getmetatable,ipai
  //    rs,load,loadstring,math,newproxy,next,pairs,pcall,rawequal,rawget,rawset,redis,select,setfenv,setmetat
  //    able,string,struct,table,tonumber,tostring,type,unpack,xpcall"
  cmd('FCALL_RO', 'f1', '0'), // -> -ERR Can not execute a script with write flag using *_ro command.
  cmd('FCALL_RO', 'f2', '0'),
  // -> -ERR Write commands are not allowed from read-only scripts. script: f2, on @user_function:4.
  cmd('FCALL', 'nosuch', '0'), // -> -ERR Function not found
  cmd('FCALL', 'f1', 'x'), // -> -ERR Bad number of keys provided
  cmd('FCALL', 'f1', '3', 'a'), // -> -ERR Number of keys can't be greater than number of args
  cmd('FCALL', 'f1', '-3', 'a'), // -> -ERR Number of keys can't be negative
  cmd('FUNCTION', 'STATS'),
  // -> {"running_script": nil, "engines": {"LUA": {"libraries_count": 1, "functions_count": 8}}}
  cmd('FUNCTION', 'DELETE', 'x'), // -> -ERR Library not found
  cmd('FUNCTION', 'DELETE', 'lib1'), // -> OK
  cmd('FUNCTION', 'FLUSH', 'x'), // -> -ERR FUNCTION FLUSH only supports SYNC|ASYNC option
  cmd('FUNCTION', 'FLUSH'), // -> OK
]);

functions.case('FUNCTION LIST and HELP', [
  cmd(
    'FUNCTION',
    'LOAD',
    "#!lua name=one\nredis.register_function{function_name='only',callback=function() return 1 end,description='d',flags={'no-writes','allow-oom'}}",
  ), // -> "one"
  cmd('FUNCTION', 'LIST'),
  // -> [{"library_name": "one", "engine": "LUA", "functions": [{"name": "only", "description": "d", "flags":
  //    ~[no-writes, allow-oom]}]}]
  cmd('FUNCTION', 'LIST', 'LIBRARYNAME', 'o*', 'WITHCODE'),
  // -> [{"library_name": "one", "engine": "LUA", "functions": [{"name": "only", "description": "d", "flags":
  //    ~[no-writes, allow-oom]}], "library_code": "#!lua name=one\nredis.register_function{function_name='onl
  //    y',callback=function() return 1 end,description='d',flags={'no-writes','allow-oom'}}"}]
  cmd('FUNCTION', 'LIST', 'withcode'),
  // -> [{"library_name": "one", "engine": "LUA", "functions": [{"name": "only", "description": "d", "flags":
  //    ~[no-writes, allow-oom]}], "library_code": "#!lua name=one\nredis.register_function{function_name='onl
  //    y',callback=function() return 1 end,description='d',flags={'no-writes','allow-oom'}}"}]
  cmd('FUNCTION', 'LIST', 'LIBRARYNAME', 'x'), // -> []
  cmd('FUNCTION', 'LIST', 'LIBRARYNAME'), // -> -ERR library name argument was not given
  cmd('FUNCTION', 'LIST', 'x'), // -> -ERR Unknown argument x
  cmd('FUNCTION', 'HELP'),
  // -> [FUNCTION <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, LOAD [REPLACE] <FUNCTION CODE>,
  //    Create a new library with the given library name and code., DELETE <LIBRARY NAME>,     Delete the
  //    given library., LIST [LIBRARYNAME PATTERN] [WITHCODE],     Ret... (1960 characters, sha1 6f415d1c)
]);

functions.case(
  'functions see the sandbox without what belongs to scripts, libraries while they load only the API',
  [
    cmd(
      'FUNCTION',
      'LOAD',
      "#!lua name=x\nlocal api=redis\nredis.register_function('g', function() local r={} for k in pairs(redis) do r[#r+1]=k end table.sort(r) return r end)\nredis.register_function('a', function() local r={} for k in pairs(api) do r[#r+1]=k end table.sort(r) return r end)\nredis.register_function('l', function() return api.register_function('z', function() end) end)\nredis.register_function('n', function() return next(getfenv(1)) == nil end)",
    ), // -> "x"
    cmd('FCALL', 'g', 0),
    // -> ["LOG_DEBUG", "LOG_NOTICE", "LOG_VERBOSE", "LOG_WARNING", "REDIS_VERSION", "REDIS_VERSION_NUM",
    //    "REPL_ALL", "REPL_AOF", "REPL_NONE", "REPL_REPLICA", "REPL_SLAVE", "acl_check_cmd", "call",
    //    "error_reply", "log", "pcall", "set_repl", "setresp", "sha1hex", "status_reply"]
    cmd('FCALL', 'a', 0),
    // -> ["LOG_DEBUG", "LOG_NOTICE", "LOG_VERBOSE", "LOG_WARNING", "REDIS_VERSION", "REDIS_VERSION_NUM",
    //    "log", "register_function"]
    cmd('FCALL', 'l', 0),
    // -> -ERR redis.register_function can only be called on FUNCTION LOAD command script: l, on
    //    @user_function:5.
    cmd('FCALL', 'n', 0), // -> 1
  ],
);
