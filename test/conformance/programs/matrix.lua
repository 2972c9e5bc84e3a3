-- One function (ARGV[2]) with no, one and two arguments of every kind.
local object = setmetatable({}, {
  __index = function(_, key) return key end, __call = function(_, ...) return ... end,
  __tostring = function() return 'object' end, __len = function() return 7 end, __eq = function() return true end,
  __concat = function() return 'joined' end, __lt = function() return true end, __add = function() return 1 end,
})
local proxy = newproxy(true)
getmetatable(proxy).__tostring = function() return 'proxy' end
local values = {
  nil, true, false, 0, 1, -1, 2.5, '3', ' 0x10 ', 'abc', '', 0/0, 1/0, 'a\0b', '%d', 'collect', object, proxy,
  coroutine.create(function(...) return ... end), function(...) return ... end, string.rep,
}
local COUNT = 21
local function fresh(at)
  if at == COUNT + 1 then return {1, 2, 3} end
  if at == COUNT + 2 then return {a = 1} end
  return values[at]
end
local name = ARGV[2]
local function caller(arguments) return loadstring('local a, b = ... return ' .. name .. '(' .. arguments .. ')', '=call') end
local none, one, two = caller(''), caller('a'), caller('a, b')
out('none', pcall(none))
local single = name == 'setfenv' or name == 'unpack' or name == 'redis.call' or name == 'redis.pcall'
for first = 1, COUNT + 2 do
  out(first, pcall(one, fresh(first)))
  for second = 1, single and 0 or COUNT + 2 do out(first .. ' ' .. second, pcall(two, fresh(first), fresh(second))) end
end
