-- Product of two matrices: arrays of arrays.
local function matrix(n, seed)
  local rows = {}
  for i = 1, n do
    local row = {}
    for j = 1, n do row[j] = (i * seed + j) % 10 end
    rows[i] = row
  end
  return rows
end

local function multiply(a, b, n)
  local columns = {}
  for j = 1, n do
    local column = {}
    for i = 1, n do column[i] = b[i][j] end
    columns[j] = column
  end
  local product = {}
  for i = 1, n do
    local row, from = {}, a[i]
    for j = 1, n do
      local sum, column = 0, columns[j]
      for k = 1, n do sum = sum + from[k] * column[k] end
      row[j] = sum
    end
    product[i] = row
  end
  return product
end

local product = multiply(matrix(SIZE, 3), matrix(SIZE, 7), SIZE)
local trace = 0
for i = 1, SIZE do trace = trace + product[i][i] end
assert(trace == ({ [270] = 1640250, [80] = 144000 })[SIZE], trace)
