-- Trees built and thrown away: allocation and collection of small tables.
local function build(depth)
  if depth == 0 then return {} end
  return { build(depth - 1), build(depth - 1) }
end

local function count(tree)
  local left = tree[1]
  if left then return 1 + count(left) + count(tree[2]) end
  return 1
end

local long = build(SIZE)
for depth = 4, SIZE, 4 do
  local rounds = 2 ^ (SIZE - depth + 4)
  local nodes = 0
  for _ = 1, rounds do nodes = nodes + count(build(depth)) end
  assert(nodes == rounds * (2 ^ (depth + 1) - 1))
end
assert(count(long) == 2 ^ (SIZE + 1) - 1)
