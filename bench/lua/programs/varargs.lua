-- Variable arguments: select, table constructors, unpack, passing them on.
local unpack = unpack or table.unpack

local function sum(...)
  local total = 0
  for i = 1, select('#', ...) do total = total + (select(i, ...)) end
  return total
end

local function pack(...)
  return { n = select('#', ...), ... }
end

local function forward(f, ...)
  return f(...)
end

local function rest(first, ...)
  if first == nil then return 0 end
  return first + rest(...)
end

local total = 0
for i = 1, SIZE do
  total = total + sum(1, 2, 3, 4, i)
  local packed = pack(forward(pack, i, 2, 3).n, unpack({ 4, 5, 6 }))
  total = total + packed.n + packed[4] + select(-1, unpack(packed))
  total = total + forward(sum, unpack({ 1, 2, 3, 4, 5 }))
  total = (total + rest(1, 2, 3, 4)) % 1000003
end

assert(total == ({ [250000] = 781214, [10000] = 514850 })[SIZE], total)
