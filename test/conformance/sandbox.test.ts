/**
 * What scripts and functions can reach, as a real server shows it: every name from the globals on, its type, its
 * value where it is a constant, whether it may be changed, and its metatable.
 */
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const sandbox = conformance('sandbox');

/** Defines `walk(root, name)`, which answers a line for each thing that can be reached. */
const WALK = `
local function walk(root, name)
  local seen, lines = {}, {}
  local function isReadOnly(value) return pcall(rawset, value, {}, nil) and 'open' or 'read-only' end
  local function visit(value, path)
    local kind = type(value)
    if kind == 'table' and seen[value] then lines[#lines + 1] = path .. ' = ' .. seen[value] return end
    local meta = getmetatable(value)
    if kind ~= 'table' then
      local text = kind == 'function' and '' or ' ' .. tostring(value)
      lines[#lines + 1] = path .. ' ' .. kind .. text .. (meta and ' with a metatable' or '')
      if kind ~= 'string' or path ~= '""' then return end
    else
      seen[value] = path
      lines[#lines + 1] = path .. ' table ' .. isReadOnly(value)
      local keys, texts = {}, {}
      for key in next, value do
        texts[#texts + 1] = type(key) .. ' ' .. tostring(key)
        keys[texts[#texts]] = key
      end
      table.sort(texts)
      for _, text in ipairs(texts) do visit(rawget(value, keys[text]), path .. '.' .. tostring(keys[text])) end
    end
    if meta then visit(meta, path .. '<metatable>') end
  end
  visit(root, name)
  return lines
end
`;

/** Something about each function that is called with nothing: what it answers or what it complains about. */
const COMPLAIN = `
local function complain(library, prefix)
  local lines = {}
  for name, value in next, library do
    if type(value) == 'function' and name ~= 'yield' and name ~= 'random' and name ~= 'gcinfo' and name ~= 'clock' and name ~= 'call' then
      local results = {pcall(value)}
      for at = 1, #results do results[at] = tostring(results[at]) end
      lines[#lines + 1] = prefix .. name .. ': ' .. table.concat(results, ' ')
    end
  end
  table.sort(lines)
  return lines
end
`;

const addresses = /(table|function|userdata|thread): (0x)?[0-9a-f]+/g;

sandbox.case('scripts', [
  cmd('EVAL', `${WALK} return walk(_G, '_G')`, 0),
  // -> "*161\r\n$18\r\n_G table read-only\r\n$18\r\n_G.A"... (5247 bytes, sha1 a9f92a03)
  cmd('EVAL', `${WALK} return walk('', '""')`, 0),
  // -> ["\"\" string  with a metatable", "\"\"<metatable> table open", "\"\"<metatable>.__index table
  //    read-only", "\"\"<metatable>.__index.byte function", "\"\"<metatable>.__index.char function",
  //    "\"\"<metatable>.__index.dump function", "\"\"<metatable>.__index.find funct... (729 characters, sha1
  //    65c2959d)
  cmd('EVAL', `${WALK} return walk(getfenv(1), 'environment')`, 0),
  // -> "*161\r\n$27\r\nenvironment table read-only\r\n"... (6705 bytes, sha1 3e56c658)
  cmd('EVAL', `${WALK} return walk(KEYS, 'KEYS')`, 1, 'k'),
  // -> ["KEYS table open", "KEYS.1 string k with a metatable"]
  cmd('EVAL', `${WALK} return walk(cjson.null, 'null')`, 0).replaced(addresses, '<$1>'),
  // -> ["null userdata userdata: (nil)"]
  cmd('EVAL', `${WALK} return walk(redis.error_reply('x'), 'error')`, 0),
  // -> ["error table open", "error.err string ERR x with a metatable"]
  cmd('EVAL', `${WALK} return walk(redis.pcall('nosuch'), 'failure')`, 0),
  // -> ["failure table open", "failure.err string ERR Unknown Redis command called from script with a
  //    metatable", "failure.ignore_error_stats_update boolean true"]
  cmd('EVAL', `${WALK} return walk(select(2, pcall(redis.call, 'nosuch')), 'failure')`, 0),
  // -> ["failure string ERR Unknown Redis command called from script with a metatable"]
  cmd('EVAL', `${WALK} return walk(cjson.new(), 'new')`, 0),
  // -> ["new table open", "new._NAME string cjson with a metatable", "new._VERSION string 2.1.0 with a
  //    metatable", "new.decode function", "new.decode_invalid_numbers function", "new.decode_max_depth
  //    function", "new.encode function", "new.encode_invalid_numbers function", ... (465 characters, sha1
  //    82b73666)
  cmd('EVAL', `${WALK} return walk(cjson.decode('[{},[]]'), 'decoded')`, 0),
  // -> ["decoded table open", "decoded.1 table open", "decoded.2 table open"]
]);

sandbox.case('functions', [
  cmd(
    'FUNCTION',
    'LOAD',
    `#!lua name=walks
local api = redis
${WALK}
redis.register_function('globals', function() return walk(_G, '_G') end)
redis.register_function('environment', function() return walk(getfenv(1), 'environment') end)
redis.register_function('api', function() return walk(api, 'api') end)
redis.register_function('string', function() return walk('', '""') end)
redis.register_function('arguments', function(...) return walk({...}, 'arguments') end)`,
  ), // -> "walks"
  cmd('FCALL', 'globals', 0),
  // -> "*155\r\n$18\r\n_G table read-only\r\n$10\r\n_G._"... (5049 bytes, sha1 838eac88)
  // Redis leaves the metatable of the functions' globals open.
  cmd('FCALL', 'environment', 0).replaced(/(environment<metatable> table) (open|read-only)/, '<$1>'),
  // -> "*157\r\n$27\r\nenvironment table read-only\r\n"... (9490 bytes, sha1 05d06669)
  cmd('FCALL', 'api', 0),
  // -> ["api table read-only", "api.LOG_DEBUG number 0", "api.LOG_NOTICE number 2", "api.LOG_VERBOSE number
  //    1", "api.LOG_WARNING number 3", "api.REDIS_VERSION string 7.2.6 with a metatable",
  //    "api.REDIS_VERSION_NUM number 459270", "api.log function", "api.register_function... (345 characters,
  //    sha1 1dc82deb)
  cmd('FCALL', 'string', 0),
  // -> ["\"\" string  with a metatable", "\"\"<metatable> table open", "\"\"<metatable>.__index table
  //    read-only", "\"\"<metatable>.__index.byte function", "\"\"<metatable>.__index.char function",
  //    "\"\"<metatable>.__index.dump function", "\"\"<metatable>.__index.find funct... (729 characters, sha1
  //    65c2959d)
  cmd('FCALL', 'arguments', 1, 'k', 'a', 'b'),
  // -> ["arguments table open", "arguments.1 table open", "arguments.1.1 string k with a metatable",
  //    "arguments.2 table open", "arguments.2.1 string a with a metatable", "arguments.2.2 string b with a
  //    metatable"]
]);

sandbox.case(
  'libraries while they load',
  ['_G', 'redis', 'string', 'pcall', 'getfenv', 'table', 'KEYS', 'redis.call', 'redis.sha1hex', 'math'].map(
    (name) => cmd('FUNCTION', 'LOAD', 'REPLACE', `#!lua name=loading\nreturn ${name}`),
  ),
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn _G" -> -ERR Error registering functions: ERR
  //    user_function:2: Script attempted to access nonexistent global variable '_G'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn redis" -> -ERR No functions registered
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn string" -> -ERR Error registering functions: ERR
  //    user_function:2: Script attempted to access nonexistent global variable 'string'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn pcall" -> -ERR Error registering functions: ERR
  //    user_function:2: Script attempted to access nonexistent global variable 'pcall'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn getfenv" -> -ERR Error registering functions: ERR
  //    user_function:2: Script attempted to access nonexistent global variable 'getfenv'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn table" -> -ERR Error registering functions: ERR
  //    user_function:2: Script attempted to access nonexistent global variable 'table'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn KEYS" -> -ERR Error registering functions: ERR
  //    user_function:2: Script attempted to access nonexistent global variable 'KEYS'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn redis.call... -> -ERR Error registering functions:
  //    ERR user_function:2: Script attempted to access nonexistent global variable 'call'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn redis.sha1... -> -ERR Error registering functions:
  //    ERR user_function:2: Script attempted to access nonexistent global variable 'sha1hex'
  // -> FUNCTION LOAD REPLACE "#!lua name=loading\nreturn math" -> -ERR Error registering functions: ERR
  //    user_function:2: Script attempted to access nonexistent global variable 'math'
);

sandbox.case(
  'every function called with nothing',
  ['_G', 'string', 'table', 'math', 'coroutine', 'bit', 'struct', 'cmsgpack', 'cjson', 'redis', 'os'].map(
    (library) =>
      cmd('EVAL', `${COMPLAIN} return complain(${library}, '${library}.')`, 0).replaced(addresses, '<$1>'),
  ),
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["_G.__redis__err__handler: true
  //    <table>", "_G.assert: false bad argument #1 to '?' (value expected)", "_G.collectgarbage: true 0",
  //    "_G.error: false", "_G.getfenv: true <table>", "_G.getmeta<table>lse bad argument #1 to '?' (value
  //    expected)", "_G.ipairs: false bad... (1457 characters, sha1 aa3bfe81)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["string.byte: false bad argument
  //    #1 to '?' (string expected, got no value)", "string.char: true ", "string.dump: false bad argument #1
  //    to '?' (function expected, got no value)", "string.find: false bad argument #1 to '?' (string
  //    expected, got no value)", "string.... (1110 characters, sha1 89781699)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["table.concat: false bad argument
  //    #1 to '?' (table expected, got no value)", "table.foreach: false bad argument #1 to '?' (table
  //    expected, got no value)", "table.foreachi: false bad argument #1 to '?' (table expected, got no
  //    value)", "table.getn: false bad argumen... (688 characters, sha1 c52d1df0)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["math.abs: false bad argument #1
  //    to '?' (number expected, got no value)", "math.acos: false bad argument #1 to '?' (number expected,
  //    got no value)", "math.asin: false bad argument #1 to '?' (number expected, got no value)",
  //    "math.atan2: false bad argument #2 to '... (2099 characters, sha1 3b03f6aa)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["coroutine.create: false bad
  //    argument #1 to '?' (Lua function expected)", "coroutine.resume: false bad argument #1 to '?'
  //    (coroutine expected)", "coroutine.running: true", "coroutine.status: false bad argument #1 to '?'
  //    (coroutine expected)", "coroutine.wrap: fals... (315 characters, sha1 6edc0cf3)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["bit.arshift: false bad argument
  //    #1 to '?' (number expected, got no value)", "bit.band: false bad argument #1 to '?' (number expected,
  //    got no value)", "bit.bnot: false bad argument #1 to '?' (number expected, got no value)", "bit.bor:
  //    false bad argument #1 to '?' ... (895 characters, sha1 539f387c)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["struct.pack: false bad argument
  //    #1 to '?' (string expected, got no value)", "struct.size: false bad argument #1 to '?' (string
  //    expected, got no value)", "struct.unpack: false bad argument #1 to '?' (string expected, got no
  //    value)"]
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["cmsgpack.pack: false bad argument
  //    #0 to '?' (MessagePack pack needs input.)", "cmsgpack.unpack: false bad argument #1 to '?' (string
  //    expected, got no value)", "cmsgpack.unpack_limit: false bad argument #2 to '?' (number expected, got
  //    no value)", "cmsgpack.unpack_... (332 characters, sha1 ca972283)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["cjson.decode: false bad argument
  //    #1 to '?' (expected 1 argument)", "cjson.decode_invalid_numbers: true true", "cjson.decode_max_depth:
  //    true 1000", "cjson.encode: false bad argument #1 to '?' (expected 1 argument)",
  //    "cjson.encode_invalid_numbers: true false", "cjs... (451 characters, sha1 d57a772e)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> ["redis.acl_check_cmd: false ERR
  //    Please specify at least one argument for this redis lib call", "redis.breakpoint: true false",
  //    "redis.debug: true", "redis.error_reply: true <table>", "redis.log: false ERR redis.log() requires two
  //    arguments or more.", "redis.pcall:... (545 characters, sha1 94fe7c13)
  // -> EVAL "\nlocal function complain(library, prefix)\n  local li... -> -ERR user_script:14: Script
  //    attempted to access nonexistent global variable 'os' script: b350b98c60329ed1265e5e9d86c8d3fa1ceab0ff,
  //    on @user_script:14.
);
