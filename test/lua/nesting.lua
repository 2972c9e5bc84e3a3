-- Calls that nest too deep: through Lua without end, and through C 200 times. What counts exactly depends on the host.
local depth
local function nested(what, first, ...)
  depth = 0
  local ok, message = pcall(first, ...)
  print(what, ok, message, depth >= 195 and depth <= 200)
end
local function again(ok, message) if not ok then error(message, 0) end end

local f
f = function() depth = depth + 1 again(pcall(f)) end
nested('pcall', f)
f = function() depth = depth + 1 again(xpcall(f, function(message) return message end)) end
nested('xpcall', f)
f = function() depth = depth + 1 table.sort({ 2, 1 }, f) end
nested('sort', f)
f = function() depth = depth + 1 string.gsub('x', 'x', f) end
nested('gsub', f)
f = function() depth = depth + 1 for _ in f do end end
nested('iterator', f)
f = function() depth = depth + 1 table.foreach({ 1 }, f) end
nested('foreach', f)
f = function() depth = depth + 1 table.foreachi({ 1 }, f) end
nested('foreachi', f)
f = function() depth = depth + 1 again(load(f)) end
nested('load', f)
f = function() depth = depth + 1 again(coroutine.resume(coroutine.create(f))) end
nested('resume', f)

local meta = {}
local object, other = setmetatable({}, meta), setmetatable({}, meta)
meta.__index = function(t, k) depth = depth + 1 return t[k] end
nested('__index', function() return object.x end)
meta.__newindex = function(t, k, v) depth = depth + 1 t[k] = v end
nested('__newindex', function() object.x = 1 end)
meta.__add = function(a, b) depth = depth + 1 return a + b end
nested('__add', function() return object + 1 end)
meta.__concat = function(a, b) depth = depth + 1 return a .. b end
nested('__concat', function() return object .. 'x' end)
meta.__unm = function(a) depth = depth + 1 return -a end
nested('__unm', function() return -object end)
meta.__eq = function(a, b) depth = depth + 1 return a == b end
nested('__eq', function() return object == other end)
meta.__lt = function(a, b) depth = depth + 1 return a < b end
nested('__lt', function() return object < other end)
meta.__tostring = function(a) depth = depth + 1 return tostring(a) end
nested('__tostring', tostring, object)

-- Recursion through Lua alone ends, too, and what it ended in can be called again.
local function endless(what, first, ...)
  local ok, message = pcall(first, ...)
  print(what, ok, message, pcall(first, ...))
end
f = function() return 1 + f() end
endless('function', f)
local class = {}
class.__index = class
function class:method() return 1 + self:method() end
endless('method', class.method, setmetatable({}, class))
meta.__call = function(self, x) return 1 + self(x) end
endless('__call', function() return object(1) end)
local a, b
a = function() return b() end b = function() return 1 + a() end
-- Both stand in one line, since the host decides in which of them the calls end.
endless('with tail calls', a)
f = function(...) return 1 + f(1, ...) end
endless('varargs', f)
f = function(x)
  return x +
    f(x)
end
print('of several lines', (select(2, pcall(f, 1)):gsub(':%d+:', ':')))
local function inside() return 1 + inside() end
print('coroutine', coroutine.resume(coroutine.create(inside)))

-- A handler of xpcall is called for an overflow; one that overflows, too, is called once.
local calls = 0
print(xpcall(inside, function(message) calls = calls + 1 return message .. '!' end), calls)
print(xpcall(inside, function() calls = calls + 1 return inside() end))
print(calls)
print(xpcall(inside, 1))
-- An error before the handler's own overflow is not one.
calls = 0
print(xpcall(error, function(message)
  calls = calls + 1
  if calls == 1 then return inside() end
  return message
end), calls)

-- Tail calls do not nest.
local function loop(n) if n == 0 then return 'done' end return loop(n - 1) end
print(loop(100000))
local function long(n, ...) if n == 0 then return select('#', ...) end return long(n - 1, ...) end
print(long(1000, unpack({}, 1, 2000)))
local function results(n) if n == 0 then return 'done' end return results(n - 1), n end
local function discard(n) if n == 0 then return 'done' end return discard((results(0)) and n - 1, n) end
print(discard(100000))

-- expect: pcall	false	C stack overflow	true
-- expect: xpcall	false	C stack overflow	true
-- expect: sort	false	C stack overflow	true
-- expect: gsub	false	C stack overflow	true
-- expect: iterator	false	nesting.lua:19: C stack overflow	true
-- expect: foreach	false	C stack overflow	true
-- expect: foreachi	false	C stack overflow	true
-- expect: load	false	C stack overflow	true
-- expect: resume	false	C stack overflow	true
-- expect: __index	false	nesting.lua:32: C stack overflow	true
-- expect: __newindex	false	nesting.lua:34: C stack overflow	true
-- expect: __add	false	nesting.lua:36: C stack overflow	true
-- expect: __concat	false	nesting.lua:38: C stack overflow	true
-- expect: __unm	false	nesting.lua:40: C stack overflow	true
-- expect: __eq	false	nesting.lua:42: C stack overflow	true
-- expect: __lt	false	nesting.lua:44: C stack overflow	true
-- expect: __tostring	false	C stack overflow	true
-- expect: function	false	nesting.lua:54: stack overflow	false	nesting.lua:54: stack overflow
-- expect: method	false	nesting.lua:58: stack overflow	false	nesting.lua:58: stack overflow
-- expect: __call	false	nesting.lua:60: stack overflow	false	nesting.lua:60: stack overflow
-- expect: with tail calls	false	nesting.lua:63: stack overflow	false	nesting.lua:63: stack overflow
-- expect: varargs	false	nesting.lua:66: stack overflow	false	nesting.lua:66: stack overflow
-- expect: of several lines	nesting.lua: stack overflow
-- expect: coroutine	false	nesting.lua:73: stack overflow
-- expect: false	1
-- expect: false	error in error handling
-- expect: 2
-- expect: false	error in error handling
-- expect: false	2
-- expect: done
-- expect: 2000
-- expect: done
