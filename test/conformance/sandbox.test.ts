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
  cmd('EVAL', `${WALK} return walk('', '""')`, 0),
  cmd('EVAL', `${WALK} return walk(getfenv(1), 'environment')`, 0),
  cmd('EVAL', `${WALK} return walk(KEYS, 'KEYS')`, 1, 'k'),
  cmd('EVAL', `${WALK} return walk(cjson.null, 'null')`, 0).replaced(addresses, '<$1>'),
  cmd('EVAL', `${WALK} return walk(redis.error_reply('x'), 'error')`, 0),
  cmd('EVAL', `${WALK} return walk(redis.pcall('nosuch'), 'failure')`, 0),
  cmd('EVAL', `${WALK} return walk(select(2, pcall(redis.call, 'nosuch')), 'failure')`, 0),
  cmd('EVAL', `${WALK} return walk(cjson.new(), 'new')`, 0),
  cmd('EVAL', `${WALK} return walk(cjson.decode('[{},[]]'), 'decoded')`, 0),
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
  ),
  cmd('FCALL', 'globals', 0),
  // Redis leaves the metatable of the functions' globals open.
  cmd('FCALL', 'environment', 0).replaced(/(environment<metatable> table) (open|read-only)/, '<$1>'),
  cmd('FCALL', 'api', 0),
  cmd('FCALL', 'string', 0),
  cmd('FCALL', 'arguments', 1, 'k', 'a', 'b'),
]);

sandbox.case(
  'libraries while they load',
  ['_G', 'redis', 'string', 'pcall', 'getfenv', 'table', 'KEYS', 'redis.call', 'redis.sha1hex', 'math'].map(
    (name) => cmd('FUNCTION', 'LOAD', 'REPLACE', `#!lua name=loading\nreturn ${name}`),
  ),
);

sandbox.case(
  'every function called with nothing',
  ['_G', 'string', 'table', 'math', 'coroutine', 'bit', 'struct', 'cmsgpack', 'cjson', 'redis', 'os'].map(
    (library) =>
      cmd('EVAL', `${COMPLAIN} return complain(${library}, '${library}.')`, 0).replaced(addresses, '<$1>'),
  ),
);
