-- Messages with names and lines, error values, levels, pcall and xpcall.
local t = { inner = {} }
local up
local function try(f, ...) print(pcall(f, ...)) end
try(function() local x x() end)
try(function() up() end)
try(function() undefinedGlobal() end)
try(function() t.missing() end)
try(function() t:missing() end)
try(function() t.inner.deep.deeper = 1 end)
try(function() up.x = 1 end)
try(function() local s = "x" s.y.z = 1 end)
try(function() return t.inner + 1 end)
try(function() return 1 + up end)
try(function() return undefinedGlobal * 2 end)
try(function() return -t end)
try(function() return #5 end)
try(function() return #up end)
try(function() return "a" .. t end)
try(function() return "a" .. "b" .. nil end)
try(function() return t.inner .. "x" end)
try(function() return 1 < "2" end)
try(function() return {} <= {} end)
try(function() return nil > 1 end)
try(function() return t[nil] end)
try(function() t[nil] = 1 end)
try(function() t[0 / 0] = 1 end)
try(function() return t.a.b end)
try(function() return t[1][2] end)
try(function() return t["odd key"].x end)
try(function() return ("x" + 1) end)
try(function() return ("10" + 1) end)
try(function() local a = {} a.b.c.d = 1 end)
try(function()
  local x = 1
  local y = x +
    t
end)
try(function()
  t.f(
    1,
    2)
end)
try(error)
try(error, nil)
try(error, "message")
try(error, "message", 0)
try(error, { code = 1 } and 5)
try(function() error("here") end)
try(function() error("nowhere", 0) end)
try(function() error("level 1", 1) end)
local function thrower() error("caller", 2) end
try(function() thrower() end)
try(function() error() end)
try(function() error(nil) end)
try(function() error(42) end)
try(function() error(true) end)
local object = setmetatable({}, { __tostring = function() return "object" end })
local ok, value = pcall(error, object)
print(ok, value == object)
try(function() local ok, e = pcall(error, "inner") error("outer " .. e, 0) end)
try(function() assert(false) end)
try(function() assert(nil, "assert message") end)
try(function() assert(false, 5) end)
print(pcall(assert, 1, 2, 3))
try(function() string.rep() end)
try(function() ("x"):rep({}) end)
try(function() local r = string.rep r() end)
try(function() setmetatable(1, {}) end)
try(function() tonumber("1", 99) end)
try(function() ipairs() end)
try(string.rep)
try(function() table.concat({ {} }) end)
print(xpcall(function() error("x") end, function(m) return "handled " .. m end))
print(xpcall(function() return 1, 2 end, function() end))
print(xpcall(function() error("x") end, function(m) error("again") end))
print(pcall(pcall))
print(pcall(pcall, error, "e"))
local function deep(n) if n == 0 then error("bottom") end deep(n - 1) end
try(deep, 50)
local function overflow() return 1 + overflow() end
local ok, message = pcall(overflow)
print(ok, message:match("stack overflow") ~= nil)
print(select("#", pcall(function() end)), select("#", pcall(function() return nil end)))
local function finally() local ok, e = pcall(function() local x = nil; x.y = 1 end) return e end
print(finally())
for i = 1, 2 do
  local ok, e = pcall(function()
    local v = i == 1 and {} or nil
    return v.field
  end)
  print(ok, e)
end
try(function() local a = 1; a() end)
try(function() (1)() end)
try(function() ("x")() end)
try(function() t.inner() end)
try(function() t.inner.x.y() end)


-- A function that made a tail call is gone: its level has no place.
local function blames(level) error("blamed", level) end
local function tail(level) return blames(level) end
local object = { blames = function(_, level) error("blamed", level) end }
function object:tail(level) return self:blames(level) end
for level = 1, 3 do
  print(pcall(function() local result = tail(level) return result end))
  print(pcall(function() local result = object:tail(level) return result end))
end
local function far(count, level) if count == 0 then error("far", level) end return far(count - 1, level) end
print(pcall(far, 300, 2))
print(pcall(function() return error("place of the caller", 2) end))
-- expect: false	errors.lua:5: attempt to call local 'x' (a nil value)
-- expect: false	errors.lua:6: attempt to call upvalue 'up' (a nil value)
-- expect: false	errors.lua:7: attempt to call global 'undefinedGlobal' (a nil value)
-- expect: false	errors.lua:8: attempt to call field 'missing' (a nil value)
-- expect: false	errors.lua:9: attempt to call method 'missing' (a nil value)
-- expect: false	errors.lua:10: attempt to index field 'deep' (a nil value)
-- expect: false	errors.lua:11: attempt to index upvalue 'up' (a nil value)
-- expect: false	errors.lua:12: attempt to index field 'y' (a nil value)
-- expect: false	errors.lua:13: attempt to perform arithmetic on field 'inner' (a table value)
-- expect: false	errors.lua:14: attempt to perform arithmetic on upvalue 'up' (a nil value)
-- expect: false	errors.lua:15: attempt to perform arithmetic on global 'undefinedGlobal' (a nil value)
-- expect: false	errors.lua:16: attempt to perform arithmetic on upvalue 't' (a table value)
-- expect: false	errors.lua:17: attempt to get length of a number value
-- expect: false	errors.lua:18: attempt to get length of upvalue 'up' (a nil value)
-- expect: false	errors.lua:19: attempt to concatenate upvalue 't' (a table value)
-- expect: false	errors.lua:20: attempt to concatenate a nil value
-- expect: false	errors.lua:21: attempt to concatenate field 'inner' (a table value)
-- expect: false	errors.lua:22: attempt to compare number with string
-- expect: false	errors.lua:23: attempt to compare two table values
-- expect: false	errors.lua:24: attempt to compare number with nil
-- expect: true	nil
-- expect: false	errors.lua:26: table index is nil
-- expect: false	errors.lua:27: table index is NaN
-- expect: false	errors.lua:28: attempt to index field 'a' (a nil value)
-- expect: false	errors.lua:29: attempt to index field '?' (a nil value)
-- expect: false	errors.lua:30: attempt to index field 'odd key' (a nil value)
-- expect: false	errors.lua:31: attempt to perform arithmetic on a string value
-- expect: true	11
-- expect: false	errors.lua:33: attempt to index field 'b' (a nil value)
-- expect: false	errors.lua:37: attempt to perform arithmetic on upvalue 't' (a table value)
-- expect: false	errors.lua:40: attempt to call field 'f' (a nil value)
-- expect: false	nil
-- expect: false	nil
-- expect: false	message
-- expect: false	message
-- expect: false	5
-- expect: false	errors.lua:49: here
-- expect: false	nowhere
-- expect: false	errors.lua:51: level 1
-- expect: false	errors.lua:53: caller
-- expect: false	nil
-- expect: false	nil
-- expect: false	errors.lua:56: 42
-- expect: false	true
-- expect: false	true
-- expect: false	outer inner
-- expect: false	errors.lua:62: assertion failed!
-- expect: false	errors.lua:63: assert message
-- expect: false	errors.lua:64: 5
-- expect: true	1	2	3
-- expect: false	errors.lua:66: bad argument #1 to 'rep' (string expected, got no value)
-- expect: false	errors.lua:67: bad argument #1 to 'rep' (number expected, got table)
-- expect: false	errors.lua:68: bad argument #1 to 'r' (string expected, got no value)
-- expect: false	errors.lua:69: bad argument #1 to 'setmetatable' (table expected, got number)
-- expect: false	errors.lua:70: bad argument #2 to 'tonumber' (base out of range)
-- expect: false	errors.lua:71: bad argument #1 to 'ipairs' (table expected, got no value)
-- expect: false	bad argument #1 to '?' (string expected, got no value)
-- expect: false	errors.lua:73: invalid value (table) at index 1 in table for 'concat'
-- expect: false	handled errors.lua:74: x
-- expect: true	1	2
-- expect: false	error in error handling
-- expect: false	bad argument #1 to '?' (value expected)
-- expect: true	false	e
-- expect: false	errors.lua:79: bottom
-- expect: false	true
-- expect: 1	2
-- expect: errors.lua:85: attempt to index local 'x' (a nil value)
-- expect: true	nil
-- expect: false	errors.lua:90: attempt to index local 'v' (a nil value)
-- expect: false	errors.lua:94: attempt to call local 'a' (a number value)
-- expect: false	errors.lua:95: attempt to call a number value
-- expect: false	errors.lua:96: attempt to call a string value
-- expect: false	errors.lua:97: attempt to call field 'inner' (a table value)
-- expect: false	errors.lua:98: attempt to index field 'x' (a nil value)
-- expect: false	errors.lua:102: blamed
-- expect: false	errors.lua:104: blamed
-- expect: false	blamed
-- expect: false	blamed
-- expect: false	errors.lua:107: blamed
-- expect: false	errors.lua:108: blamed
-- expect: false	far
-- expect: false	place of the caller
