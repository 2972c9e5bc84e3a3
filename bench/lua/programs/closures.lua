-- Functions that make functions: shared and private upvalues.
local function counter(step)
  local value = 0
  return function()
    value = value + step
    return value
  end, function() return value end
end

local function compose(f, g)
  return function(x) return f(g(x)) end
end

local function fold(list, initial, combine)
  local result = initial
  for i = 1, #list do result = combine(result, list[i]) end
  return result
end

local function map(list, f)
  local result = {}
  for i = 1, #list do result[i] = f(list[i]) end
  return result
end

local list = {}
for i = 1, 20 do list[i] = i end
local sum = 0
for i = 1, SIZE do
  local step, read = counter(i % 5)
  step()
  step()
  local add = function(x) return x + read() end
  local twice = compose(add, add)
  sum = (sum + twice(i) + fold(map(list, add), 0, function(a, b) return a + b end)) % 1000003
end

assert(sum == ({ [130000] = 779536, [5000] = 992461 })[SIZE], sum)
