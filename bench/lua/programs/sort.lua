-- table.sort by number, by string and with an order function.
local seed = 42
local function random(limit)
  seed = (seed * 3877 + 29573) % 139968
  return seed % limit
end

local numbers, names, records = {}, {}, {}
for i = 1, SIZE do
  numbers[i] = random(100000)
  names[i] = 'name' .. random(100000)
  records[i] = { rank = random(1000), id = i }
end
table.sort(numbers)
table.sort(names)
table.sort(records, function(a, b)
  if a.rank ~= b.rank then return a.rank > b.rank end
  return a.id < b.id
end)
for i = 2, SIZE do
  assert(numbers[i - 1] <= numbers[i])
  assert(names[i - 1] <= names[i])
  local a, b = records[i - 1], records[i]
  assert(a.rank > b.rank or (a.rank == b.rank and a.id < b.id))
end
