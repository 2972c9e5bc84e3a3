-- getfenv and setfenv of levels: functions, builtins, tail calls, metamethods.
local A = setmetatable({ name = "A" }, { __index = _G })
local B = setmetatable({ name = "B" }, { __index = _G })
local function show(ok, value)
  return ok and (rawget(value, "name") or value == _G and "_G") or tostring(value)
end
local function innermost(level) local found = getfenv(level) return found end
local function middle(level) local found = innermost(level) return found end
local function outermost(level) local found = middle(level) return found end
setfenv(middle, A)
setfenv(outermost, B)
local shown = {}
for level = 0, 5 do shown[#shown + 1] = show(pcall(outermost, level)) end
print(table.concat(shown, " "))
local function tail(level) return innermost(level) end
setfenv(tail, A)
for level = 1, 4 do print(level, show(pcall(function() local found = tail(level) return found end))) end
local function caller() setfenv(2, A) end
print((function() caller() return name end)())
print((function() (function() (function() setfenv(3, B) end)() end)() return name end)())
print(select("#", setfenv(1, getfenv(1))), select(2, pcall(getfenv, 1)) == _G)
local alias = getfenv
print((function() setfenv(1, A) local found = alias() return found.name end)())
print(pcall(function() setfenv(2, A) end))
print(pcall(function() setfenv(60, A) end))
print(pcall(function() return getfenv(-1) end))
string.gsub("x", "x", function() print(getfenv(1) == _G, getfenv(2) == _G) end)
local object = setmetatable({}, { __index = function() setfenv(1, A) local found = getfenv(2) return found end })
local function reads() return object.x.name end
setfenv(reads, B)
print(reads())
-- expect: _G _G A B _G _G
-- expect: 1	_G
-- expect: 2	levels.lua:7: no function environment for tail call at level 2
-- expect: 3	_G
-- expect: 4	_G
-- expect: A
-- expect: B
-- expect: 1	true
-- expect: A
-- expect: false	levels.lua:24: 'setfenv' cannot change environment of given object
-- expect: false	levels.lua:25: bad argument #1 to 'setfenv' (invalid level)
-- expect: false	levels.lua:26: bad argument #1 to 'getfenv' (level must be non-negative)
-- expect: true	true
-- expect: B
