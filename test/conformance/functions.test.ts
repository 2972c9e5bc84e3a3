/** Functions: loading, calling, listing libraries. */
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const functions = conformance('functions');

functions.case('FUNCTION LOAD says what is wrong with a library', [
  cmd('FUNCTION', 'LOAD', 'x'),
  cmd('FUNCTION', 'LOAD', '#!lua'),
  cmd('FUNCTION', 'LOAD', '#!lua\n'),
  cmd('FUNCTION', 'LOAD', '#!lua name=x'),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\n'),
  cmd('FUNCTION', 'LOAD', '#!js name=x\n'),
  cmd('FUNCTION', 'LOAD', '#!lua name=x name=y\n'),
  cmd('FUNCTION', 'LOAD', '#!lua name=x foo=bar\n'),
  cmd('FUNCTION', 'LOAD', '#!lua name=x-y\n'),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nreturn ('),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nerror('x')"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nredis.register_function()'),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function('a')"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function('a',1)"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nredis.register_function(1,function() end)'),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function('a-b',function() end)"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a'}"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nredis.register_function{callback=function() end}'),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',callback=1}"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',x=1}"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',flags=1}"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.register_function{function_name='a',flags={'x'}}"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nredis.call('ping')"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', "#!lua name=x\nreturn string.rep('x',2)"),
  cmd(
    'FUNCTION',
    'LOAD',
    'REPLACE',
    "#!lua name=x\nlocal r={} for k,v in pairs(redis) do r[#r+1]=k end error(table.concat(r,','))",
  ),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nerror(tostring(_G))'),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=x\nlocal t = redis.register_function; y = 1'),
]);

functions.case('FCALL calls functions of a library', [
  cmd('FUNCTION', 'STATS'),
  cmd('FUNCTION', 'KILL'),
  cmd(
    'FUNCTION',
    'LOAD',
    "#!lua name=lib1\nlocal n=0\nredis.register_function('f1',function(keys,args) n=n+1 return {n,#keys,args[1]} end)\nredis.register_function{function_name='f2',callback=function() return redis.call('set','a',1) end,description='d',flags={'no-writes'}}\nredis.register_function('f3',function() return redis.register_function end)\nredis.register_function('f4',function() return KEYS end)\nredis.register_function('f5',function() x=1 end)\nredis.register_function('f6',function()\n return redis.call('nosuch') end)\nredis.register_function('f7',function() error('boo') end)\nredis.register_function('f8',function() local r={} for k,v in pairs(_G) do r[#r+1]=k end table.sort(r) return table.concat(r,',') end)",
  ),
  cmd('FUNCTION', 'LOAD', '#!lua name=lib1\n'),
  cmd('FUNCTION', 'LOAD', "#!lua name=lib2\nredis.register_function('f1',function() end)"),
  cmd('FUNCTION', 'LOAD', 'REPLACE', '#!lua name=lib1\nx'),
  cmd('FUNCTION', 'LOAD', 'foo', '#!lua name=lib1\nx'),
  cmd('FCALL', 'f1', '1', 'k', 'a'),
  cmd('FCALL', 'F1', '1', 'k', 'a'),
  cmd('FCALL', 'f2', '0'),
  cmd('FCALL', 'f3', '0'),
  cmd('FCALL', 'f4', '0'),
  cmd('FCALL', 'f5', '0'),
  cmd('FCALL', 'f6', '0'),
  cmd('FCALL', 'f7', '0'),
  cmd('FCALL', 'f8', '0'),
  cmd('FCALL_RO', 'f1', '0'),
  cmd('FCALL_RO', 'f2', '0'),
  cmd('FCALL', 'nosuch', '0'),
  cmd('FCALL', 'f1', 'x'),
  cmd('FCALL', 'f1', '3', 'a'),
  cmd('FCALL', 'f1', '-3', 'a'),
  cmd('FUNCTION', 'STATS'),
  cmd('FUNCTION', 'DELETE', 'x'),
  cmd('FUNCTION', 'DELETE', 'lib1'),
  cmd('FUNCTION', 'FLUSH', 'x'),
  cmd('FUNCTION', 'FLUSH'),
]);

functions.case('FUNCTION LIST and HELP', [
  cmd(
    'FUNCTION',
    'LOAD',
    "#!lua name=one\nredis.register_function{function_name='only',callback=function() return 1 end,description='d',flags={'no-writes','allow-oom'}}",
  ),
  cmd('FUNCTION', 'LIST'),
  cmd('FUNCTION', 'LIST', 'LIBRARYNAME', 'o*', 'WITHCODE'),
  cmd('FUNCTION', 'LIST', 'withcode'),
  cmd('FUNCTION', 'LIST', 'LIBRARYNAME', 'x'),
  cmd('FUNCTION', 'LIST', 'LIBRARYNAME'),
  cmd('FUNCTION', 'LIST', 'x'),
  cmd('FUNCTION', 'HELP'),
]);

functions.case(
  'functions see the sandbox without what belongs to scripts, libraries while they load only the API',
  [
    cmd(
      'FUNCTION',
      'LOAD',
      "#!lua name=x\nlocal api=redis\nredis.register_function('g', function() local r={} for k in pairs(redis) do r[#r+1]=k end table.sort(r) return r end)\nredis.register_function('a', function() local r={} for k in pairs(api) do r[#r+1]=k end table.sort(r) return r end)\nredis.register_function('l', function() return api.register_function('z', function() end) end)\nredis.register_function('n', function() return next(getfenv(1)) == nil end)",
    ),
    cmd('FCALL', 'g', 0),
    cmd('FCALL', 'a', 0),
    cmd('FCALL', 'l', 0),
    cmd('FCALL', 'n', 0),
  ],
);
