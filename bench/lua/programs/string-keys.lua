-- Tables keyed by strings that are made at run time: counting words, then looking the counts up.
local seed = 42
local function random(limit)
  seed = (seed * 3877 + 29573) % 139968
  return seed % limit + 1
end

local syllables = { 'ka', 'to', 'mi', 'ra', 'ne', 'so', 'lu', 'vi' }
local counts, distinct = {}, 0
for _ = 1, SIZE do
  local word = syllables[random(8)] .. syllables[random(8)] .. syllables[random(8)] .. syllables[random(8)]
  local count = counts[word]
  if count then
    counts[word] = count + 1
  else
    counts[word] = 1
    distinct = distinct + 1
  end
end

local sum, entries = 0, 0
for word, count in pairs(counts) do
  sum = sum + count
  entries = entries + 1
  assert(counts[word:sub(1, 2) .. word:sub(3)] == count)
end
assert(sum == SIZE and entries == distinct)
