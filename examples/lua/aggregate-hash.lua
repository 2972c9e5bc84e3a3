-- Sums up the numbers in a hash without sending them all to the client; fields that hold no number are counted apart.
-- KEYS[1] hash
-- Answers a flat list of names and values: count, sum, min, max, mean, skipped.
local values = redis.call('HVALS', KEYS[1])
local count, sum, least, greatest, skipped = 0, 0, math.huge, -math.huge, 0

for _, text in ipairs(values) do
  local number = tonumber(text)
  if number then
    count = count + 1
    sum = sum + number
    least = math.min(least, number)
    greatest = math.max(greatest, number)
  else
    skipped = skipped + 1
  end
end

if count == 0 then
  return { 'count', 0, 'skipped', skipped }
end
-- Numbers would reach the client as integers: fractions travel as text.
return {
  'count', count, 'sum', tostring(sum), 'min', tostring(least), 'max', tostring(greatest),
  'mean', string.format('%.4f', sum / count), 'skipped', skipped,
}
