-- Flipping pancakes over all permutations: small arrays of integers.
local function fannkuch(n)
  local p, q, s = {}, {}, {}
  local sign, longest, checksum = 1, 0, 0
  for i = 1, n do p[i], q[i], s[i] = i, i, i end
  while true do
    local first = p[1]
    if first ~= 1 then
      for i = 2, n do q[i] = p[i] end
      local flips = 1
      while true do
        local next = q[first]
        if next == 1 then
          checksum = checksum + sign * flips
          if flips > longest then longest = flips end
          break
        end
        q[first] = first
        if first >= 4 then
          local i, j = 2, first - 1
          repeat
            q[i], q[j] = q[j], q[i]
            i = i + 1
            j = j - 1
          until i >= j
        end
        first = next
        flips = flips + 1
      end
    end
    if sign == 1 then
      p[1], p[2] = p[2], p[1]
      sign = -1
    else
      p[2], p[3] = p[3], p[2]
      sign = 1
      for i = 3, n do
        local remaining = s[i]
        if remaining ~= 1 then
          s[i] = remaining - 1
          break
        end
        if i == n then return checksum, longest end
        s[i] = i
        local moved = p[1]
        for j = 1, i do p[j] = p[j + 1] end
        p[i + 1] = moved
      end
    end
  end
end

local checksum, longest = fannkuch(SIZE)
local expected = ({ [9] = { 8629, 30 }, [7] = { 228, 16 } })[SIZE]
assert(checksum == expected[1] and longest == expected[2])
