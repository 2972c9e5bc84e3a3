-- The sieve of Eratosthenes, ten times over: arrays of booleans.
local count
for round = 1, 10 do
  local composite = {}
  count = 0
  for i = 2, SIZE do composite[i] = false end
  for i = 2, SIZE do
    if not composite[i] then
      count = count + 1
      for j = i * i, SIZE, i do composite[j] = true end
    end
  end
end

assert(count == ({ [600000] = 49098, [20000] = 2262 })[SIZE], count)
