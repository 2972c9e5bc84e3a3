-- Coroutines: a producer, a filter and a consumer; a recursive generator; many short-lived ones.
local function producer(n)
  return coroutine.wrap(function()
    for i = 1, n do coroutine.yield(i) end
  end)
end

local function filter(source, divisor)
  return coroutine.wrap(function()
    for value in source do
      if value % divisor ~= 0 then coroutine.yield(value) end
    end
  end)
end

local function permutations(list, n)
  if n <= 1 then
    coroutine.yield(list)
    return
  end
  for i = 1, n do
    list[i], list[n] = list[n], list[i]
    permutations(list, n - 1)
    list[i], list[n] = list[n], list[i]
  end
end

local sum = 0
for value in filter(filter(producer(SIZE), 2), 3) do sum = (sum + value) % 1000003 end
for _ = 1, SIZE / 5000 do
  for list in coroutine.wrap(function() permutations({ 1, 2, 3, 4, 5, 6 }, 6) end) do sum = sum + list[1] end
end
for i = 1, SIZE / 4 do
  local thread = coroutine.create(function(a, b)
    local c = coroutine.yield(a + b)
    return c * 2
  end)
  local _, added = coroutine.resume(thread, i, 1)
  local _, doubled = coroutine.resume(thread, added)
  sum = (sum + doubled) % 1000003
  assert(coroutine.status(thread) == 'dead')
end

assert(sum == ({ [1200000] = 514800, [30000] = 287002 })[SIZE], sum)
