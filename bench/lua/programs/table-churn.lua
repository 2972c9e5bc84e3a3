-- Tables that grow, shrink and are thrown away: insert, remove, pairs, records, queues.
local sum = 0
for round = 1, SIZE do
  local stack = {}
  for i = 1, 50 do table.insert(stack, i) end
  table.insert(stack, 1, 100)
  table.insert(stack, 25, 200)
  sum = sum + table.remove(stack, 1) + table.remove(stack, 24)
  while #stack > 0 do sum = sum + table.remove(stack) end

  local queue, head = {}, 1
  for i = 1, 50 do queue[#queue + 1] = { id = i, priority = i % 7 } end
  while queue[head] do
    sum = sum + queue[head].priority
    queue[head] = nil
    head = head + 1
  end

  local set = {}
  for i = 1, 40 do set['key' .. i % 20] = i end
  for key, value in pairs(set) do
    sum = sum + value
    if value % 2 == 0 then set[key] = nil end
  end
  for key in pairs(set) do sum = sum + #key end
  sum = sum % 1000003
end

assert(sum == ({ [10000] = 779931, [1000] = 377994 })[SIZE], sum)
