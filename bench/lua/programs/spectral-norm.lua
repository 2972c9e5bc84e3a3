-- The largest singular value of an infinite matrix: function calls and arrays of numbers.
local function a(i, j)
  local k = i + j - 1
  return 1 / (k * (k - 1) * 0.5 + i)
end

local function times(x, y, n)
  for i = 1, n do
    local sum = 0
    for j = 1, n do sum = sum + x[j] * a(i, j) end
    y[i] = sum
  end
end

local function timesTransposed(x, y, n)
  for i = 1, n do
    local sum = 0
    for j = 1, n do sum = sum + x[j] * a(j, i) end
    y[i] = sum
  end
end

local u, v, t = {}, {}, {}
for i = 1, SIZE do u[i] = 1 end
for _ = 1, 10 do
  times(u, t, SIZE)
  timesTransposed(t, v, SIZE)
  times(v, t, SIZE)
  timesTransposed(t, u, SIZE)
end
local vBv, vv = 0, 0
for i = 1, SIZE do
  vBv = vBv + u[i] * v[i]
  vv = vv + v[i] * v[i]
end
local result = string.format('%.9f', math.sqrt(vBv / vv))
assert(result == ({ [400] = '1.274224081', [60] = '1.274206094' })[SIZE], result)
