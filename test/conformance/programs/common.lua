-- What the programs share: choices from the seed in ARGV[1], values as text, lines of output.
local state = tonumber(ARGV[1])
local function below(limit) state = (state * 16807) % 2147483647 return state % limit end
local function pick(list) return list[below(#list) + 1] end
local shown
local function show(value, depth)
  local kind = type(value)
  if kind == 'string' then
    return (string.format('%q', value):gsub('[^%w%p ]', function(c) return '\\' .. c:byte() end))
  end
  if kind == 'number' then
    if value ~= value then return 'nan' end
    return value == 0 and 1 / value < 0 and '-0' or string.format('%.17g', value)
  end
  if value == _G then return '_G' end
  if kind ~= 'table' then return (tostring(value):gsub(': ?0?x?%x+', '')) end
  if depth > 4 then return '{...}' end
  local fields, count = {}, 0
  for key in next, value do
    count = count + 1
    fields[count] = type(key) .. ' ' .. show(key, depth + 1) .. '=' .. show(rawget(value, key), depth + 1)
  end
  table.sort(fields)
  return '{' .. table.concat(fields, ',') .. '}'
end
local lines = {}
local function out(name, ...)
  local texts = {}
  for at = 1, math.min(select('#', ...), 12) do texts[at] = show((select(at, ...)), 0) end
  local text = table.concat(texts, ' '):gsub('(%a+): 0x%x+', '%1')
  if #text > 400 then text = text:sub(1, 400) .. redis.sha1hex(text) end
  lines[#lines + 1] = name .. ' -> ' .. text
end
