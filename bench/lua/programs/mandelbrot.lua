-- Points of a grid that stay bounded: floating point on locals.
local inside = 0
for row = 0, SIZE - 1 do
  local ci = 2 * row / SIZE - 1
  for column = 0, SIZE - 1 do
    local cr = 2 * column / SIZE - 1.5
    local zr, zi, zr2, zi2 = 0, 0, 0, 0
    local steps = 0
    while steps < 50 and zr2 + zi2 <= 4 do
      zi = 2 * zr * zi + ci
      zr = zr2 - zi2 + cr
      zr2 = zr * zr
      zi2 = zi * zi
      steps = steps + 1
    end
    if steps == 50 then inside = inside + 1 end
  end
end

assert(inside == ({ [600] = 143076, [100] = 3963 })[SIZE], inside)
