-- Levels far up the stack, with C functions, metamethods and sorts in between.
local function up(count, level)
  if count == 0 then error("far", level) end
  local result = up(count - 1, level)
  return result
end
for _, level in ipairs({ 1, 2, 30, 90, 151, 152, 153, 154, 1000, 30000 }) do
  print(level, pcall(up, 150, level))
end
local function protected(count, level)
  if count == 0 then error("protected", level) end
  local ok, message = pcall(protected, count - 1, level)
  error(message, 0)
end
for _, level in ipairs({ 1, 2, 3, 4, 99, 100, 101, 102 }) do print(level, pcall(protected, 50, level)) end
local function sorted(count, level)
  if count == 0 then error("sorted", level) end
  table.sort({ 1, 2, 3 }, function() local result = sorted(count - 1, level) return result end)
end
for level = 1, 14 do print(level, pcall(sorted, 4, level)) end
local indexed = setmetatable({}, { __index = function(t, count)
  if count == 0 then error("indexed", t.level) end
  return t[count - 1] + 1
end })
for level = 1, 40, 3 do
  rawset(indexed, "level", level)
  print(level, pcall(function() return indexed[35] end))
end
print(coroutine.resume(coroutine.create(function() up(20, 90) end)))
print(coroutine.resume(coroutine.create(function() up(20, 15) end)))
local A = setmetatable({ name = "A" }, { __index = _G })
local function environment(count, level)
  if count == 0 then local found = getfenv(level) return found == _G and "_G" or found.name end
  local result = environment(count - 1, level)
  return result
end
local function outer(level) local result = environment(100, level) return result end
setfenv(outer, A)
for level = 100, 104 do print(level, pcall(outer, level)) end
print(select(2, pcall(outer, 1000)))
-- expect: 1	false	places.lua:3: far
-- expect: 2	false	places.lua:4: far
-- expect: 30	false	places.lua:4: far
-- expect: 90	false	places.lua:4: far
-- expect: 151	false	places.lua:4: far
-- expect: 152	false	far
-- expect: 153	false	places.lua:8: far
-- expect: 154	false	far
-- expect: 1000	false	far
-- expect: 30000	false	far
-- expect: 1	false	places.lua:11: protected
-- expect: 2	false	protected
-- expect: 3	false	places.lua:12: protected
-- expect: 4	false	protected
-- expect: 99	false	places.lua:12: protected
-- expect: 100	false	protected
-- expect: 101	false	places.lua:12: protected
-- expect: 102	false	protected
-- expect: 1	false	places.lua:17: sorted
-- expect: 2	false	places.lua:18: sorted
-- expect: 3	false	sorted
-- expect: 4	false	places.lua:18: sorted
-- expect: 5	false	places.lua:18: sorted
-- expect: 6	false	sorted
-- expect: 7	false	places.lua:18: sorted
-- expect: 8	false	places.lua:18: sorted
-- expect: 9	false	sorted
-- expect: 10	false	places.lua:18: sorted
-- expect: 11	false	places.lua:18: sorted
-- expect: 12	false	sorted
-- expect: 13	false	places.lua:18: sorted
-- expect: 14	false	sorted
-- expect: 1	false	places.lua:22: indexed
-- expect: 4	false	places.lua:23: indexed
-- expect: 7	false	places.lua:23: indexed
-- expect: 10	false	places.lua:23: indexed
-- expect: 13	false	places.lua:23: indexed
-- expect: 16	false	places.lua:23: indexed
-- expect: 19	false	places.lua:23: indexed
-- expect: 22	false	places.lua:23: indexed
-- expect: 25	false	places.lua:23: indexed
-- expect: 28	false	places.lua:23: indexed
-- expect: 31	false	places.lua:23: indexed
-- expect: 34	false	places.lua:23: indexed
-- expect: 37	false	places.lua:27: indexed
-- expect: 40	false	indexed
-- expect: false	far
-- expect: false	places.lua:4: far
-- expect: 100	true	_G
-- expect: 101	true	_G
-- expect: 102	true	A
-- expect: 103	true	_G
-- expect: 104	true	_G
-- expect: places.lua:33: bad argument #1 to 'getfenv' (invalid level)
