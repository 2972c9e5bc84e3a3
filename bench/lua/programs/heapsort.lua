-- Heapsort of pseudo-random numbers: array reads and writes.
local seed = 42
local function random()
  seed = (seed * 3877 + 29573) % 139968
  return seed / 139968
end

local function heapsort(n, values)
  local left, right = math.floor(n / 2) + 1, n
  while true do
    local value
    if left > 1 then
      left = left - 1
      value = values[left]
    else
      value = values[right]
      values[right] = values[1]
      right = right - 1
      if right == 1 then
        values[1] = value
        return
      end
    end
    local parent, child = left, left * 2
    while child <= right do
      if child < right and values[child] < values[child + 1] then child = child + 1 end
      if value >= values[child] then break end
      values[parent] = values[child]
      parent, child = child, child * 2
    end
    values[parent] = value
  end
end

local values = {}
for i = 1, SIZE do values[i] = random() end
heapsort(SIZE, values)
for i = 2, SIZE do assert(values[i - 1] <= values[i]) end
