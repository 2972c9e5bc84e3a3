-- All ways of placing queens: recursion and array lookups.
local columns, rising, falling = {}, {}, {}

local function place(row)
  if row > SIZE then return 1 end
  local found = 0
  for column = 1, SIZE do
    if not (columns[column] or rising[row + column] or falling[row - column + SIZE]) then
      columns[column], rising[row + column], falling[row - column + SIZE] = true, true, true
      found = found + place(row + 1)
      columns[column], rising[row + column], falling[row - column + SIZE] = false, false, false
    end
  end
  return found
end

assert(place(1) == ({ [12] = 14200, [8] = 92 })[SIZE])
