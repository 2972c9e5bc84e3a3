-- JSON through cjson: a document of nested records there and back.
local document = { users = {}, total = SIZE }
for i = 1, 200 do
  document.users[i] = {
    id = i, name = 'user "' .. i .. '"\n', score = i / 8, active = i % 2 == 0, tags = { 'a', 'b', 'tag' .. i },
    address = { city = 'Z\195\188rich', zip = 8000 + i },
  }
end

local text = cjson.encode(document)
for _ = 1, SIZE do
  local decoded = cjson.decode(text)
  assert(#decoded.users == 200 and decoded.users[200].tags[3] == 'tag200')
  assert(#cjson.encode(decoded) == #text)
end
