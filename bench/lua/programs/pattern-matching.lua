-- Lua patterns: find, match, gmatch, gsub with strings, tables and functions.
local lines = {}
for i = 1, 50 do
  lines[i] = string.format('2024-%02d-%02d host%d GET /path/%d/item?id=%d&name=user_%d HTTP/1.1 "agent %d"',
    i % 12 + 1, i % 28 + 1, i, i * 7, i * 13, i, i)
end
local log = table.concat(lines, '\n')
local names = { id = 'identity', name = 'label' }
local sum = 0
for _ = 1, SIZE do
  for line in log:gmatch('[^\n]+') do
    local year, month, day = line:match('^(%d+)-(%d+)-(%d+)')
    sum = sum + tonumber(year) + tonumber(month) + tonumber(day)
    for key, value in line:gmatch('([%w_]+)=([%w_]+)') do sum = sum + #key + #value end
    if line:find('item', 1, true) then sum = sum + 1 end
    if line:find('"agent %d-1"') then sum = sum + 1 end
  end
  local text, replaced = log:gsub('(%w+)=', names)
  sum = sum + #text + replaced
  text, replaced = log:gsub('%d+', function(digits) return #digits end)
  sum = sum + #text + replaced
  text, replaced = log:gsub('%s+', ' ')
  sum = (sum + #text + replaced) % 1000000
end

assert(sum == ({ [600] = 51000, [15] = 726275 })[SIZE], sum)
