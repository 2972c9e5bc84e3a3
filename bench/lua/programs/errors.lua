-- Errors raised and caught: pcall that succeeds, error with a string and with a table, a failing operator.
local caught, sum = 0, 0
local function check(value)
  if value % 4 == 1 then error('odd value') end
  if value % 4 == 2 then error({ code = value }) end
  if value % 4 == 3 then return value.field.missing end
  return value, value + 1
end

for i = 1, SIZE do
  local ok, a, b = pcall(check, i)
  if ok then
    sum = (sum + a + b) % 1000003
  else
    caught = caught + 1
    if type(a) == 'table' then sum = (sum + a.code) % 1000003 end
  end
  for j = 1, 4 do
    local _, length = pcall(string.len, 'abcd')
    sum = sum + length
  end
end

assert(caught == SIZE * 3 / 4)
assert(sum == ({ [500000] = 343726, [10000] = 672389 })[SIZE], sum)
