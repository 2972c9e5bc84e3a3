-- Appends the items of a JSON array to a stored JSON array. Items with an `id` that is stored already are
-- replaced where they stand, so that sending a batch twice does not double it.
-- KEYS[1] key of the stored array   ARGV[1] JSON array
-- Answers the number of items stored now.
local stored = cjson.decode(redis.call('GET', KEYS[1]) or '[]')
local incoming = cjson.decode(ARGV[1])

local position = {}
for index, item in ipairs(stored) do
  if type(item) == 'table' and item.id ~= nil then
    position[item.id] = index
  end
end

for _, item in ipairs(incoming) do
  local known = type(item) == 'table' and item.id ~= nil and position[item.id]
  if known then
    stored[known] = item
  else
    stored[#stored + 1] = item
    if type(item) == 'table' and item.id ~= nil then
      position[item.id] = #stored
    end
  end
end

-- An empty Lua table would be encoded as an object.
redis.call('SET', KEYS[1], #stored == 0 and '[]' or cjson.encode(stored))
return #stored
