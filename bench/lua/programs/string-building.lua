-- Strings built piece by piece: concatenation, rep, format, table.concat.
local total = 0
for round = 1, SIZE do
  local line = ''
  for i = 1, 60 do line = line .. i .. ',' end
  total = total + #line
  local pieces = {}
  for i = 1, 60 do pieces[#pieces + 1] = string.format('%d:%s=%5.2f', i, 'name' .. i, i / 7) end
  local text = table.concat(pieces, ';')
  total = total + #text
  total = total + #('-'):rep(round % 50)
  total = total + #(text:sub(1, 20):upper() .. text:sub(-20):lower():reverse())
end

assert(total == ({ [8000] = 9412000, [300] = 352950 })[SIZE], total)
