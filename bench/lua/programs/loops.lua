-- Nested loops of all three kinds with arithmetic on locals.
local x, steps = 0, 0
for i = 1, SIZE do
  for j = 1, 100 do
    x = (x * 31 + i + j) % 1000003
  end
  local j = 0
  while j < 50 do
    j = j + 1
    if j % 3 == 0 then x = x + j else x = x - 1 end
  end
  repeat
    j = j - 2
    x = x + 2
    steps = steps + 1
  until j <= 0
end

assert(steps == 25 * SIZE)
assert(x == ({ [100000] = 719882, [3000] = 641067 })[SIZE], x)
