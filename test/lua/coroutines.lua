-- Resume and yield, across calls, loops and methods; status, wrap, errors, boundaries.
local co = coroutine.create(function(a, b)
  print("start", a, b)
  local c = coroutine.yield(a + b)
  print("second", c)
  local d, e = coroutine.yield(c * 2, "extra")
  print("third", d, e)
  return "done", 99
end)
print(coroutine.status(co), coroutine.resume(co, 1, 2))
print(coroutine.status(co), coroutine.resume(co, 10))
print(coroutine.resume(co, "x", "y"))
print(coroutine.status(co), coroutine.resume(co))
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local total = 0
for v in gen(5) do total = total + v end
print(total)
local function walk(t) if t then walk(t.left) coroutine.yield(t.value) walk(t.right) end end
local tree = { value = 4, left = { value = 2, left = { value = 1 }, right = { value = 3 } }, right = { value = 5 } }
for v in coroutine.wrap(function() walk(tree) end) do print(v) end
local obj = { step = function(self, x) return coroutine.yield(x) .. "!" end }
local w = coroutine.wrap(function() return obj:step("m") end)
print(w()) print(w("reply"))
co = coroutine.create(function() error("oops") end)
print(coroutine.resume(co)) print(coroutine.status(co))
co = coroutine.create(function() error({ code = 7 }) end)
local ok, e = coroutine.resume(co)
print(ok, e.code)
print(pcall(coroutine.wrap(function() error("wrapped") end)))
print(coroutine.resume(coroutine.create(function() return pcall(function() coroutine.yield(1) end) end)))
print(coroutine.resume(coroutine.create(function() return pcall(coroutine.yield, 1) end)))
print(coroutine.resume(coroutine.create(function() table.sort({ 3, 2, 1 }, function(a, b) coroutine.yield() return a < b end) end)))
print(coroutine.resume(coroutine.create(function() return ("x"):gsub("x", function() coroutine.yield() end) end)))
print(coroutine.resume(coroutine.create(function() local t = setmetatable({}, { __index = function() coroutine.yield() end }) return t.x end)))
print(coroutine.resume(coroutine.create(function() for x in function() return coroutine.yield(1) end do end end)))
print(pcall(coroutine.yield, 1))
print(coroutine.running())
co = coroutine.create(function() print(coroutine.running() == co, coroutine.status(co)) print(coroutine.resume(co)) end)
coroutine.resume(co)
local outer
outer = coroutine.create(function()
  local inner = coroutine.create(function() print(coroutine.status(outer)) coroutine.yield("inner") end)
  print(coroutine.resume(inner))
  coroutine.yield("outer")
  print(coroutine.resume(inner))
  print(coroutine.resume(inner))
end)
print(coroutine.resume(outer)) print(coroutine.resume(outer)) print(coroutine.resume(outer))
local function deepYield(n) if n == 0 then return coroutine.yield("bottom") end return (deepYield(n - 1)) end
co = coroutine.wrap(function() return "got " .. deepYield(100) end)
print(co()) print(co("up"))
local function tailYield(n) if n == 0 then return coroutine.yield("tail") end return tailYield(n - 1) end
co = coroutine.wrap(function() return tailYield(100000) end)
print(co()) print(co(1, 2, 3))
co = coroutine.wrap(function(...) local n = select("#", ...) local a, b, c = coroutine.yield(n) return c, b, a end)
print(co(nil, nil)) print(co(1, 2, 3))
local producer = coroutine.wrap(function() for _, v in ipairs({ "a", "b" }) do coroutine.yield(v, v:upper()) end end)
print(producer()) print(producer()) print(producer()) print(pcall(producer))
co = coroutine.create(function() local t = { coroutine.yield(1), coroutine.yield(2) } return #t, t[1], t[2], t[3] end)
print(coroutine.resume(co)) print(coroutine.resume(co, "a", "b")) print(coroutine.resume(co, "c", "d"))
print(pcall(coroutine.resume, 1)) print(pcall(coroutine.create, 1))
local calls = setmetatable({}, { __call = function(self, x) return coroutine.yield(x) end })
co = coroutine.wrap(function() return calls("called") end)
print(co()) print(co("back"))
print(pcall(coroutine.create, string.upper))
print(coroutine.wrap(function() return pcall(error, "in coroutine") end)())
-- C tells the types of what it compares by the third letters of their names.
local thread = coroutine.create(function() end)
print(pcall(function() return "a" < thread end))
print(pcall(function() return thread <= "a" end))
print(pcall(function() return thread < thread end))
print(pcall(function() return thread < 1 end))
-- expect: start	1	2
-- expect: suspended	true	3
-- expect: second	10
-- expect: suspended	true	20	extra
-- expect: third	x	y
-- expect: true	done	99
-- expect: dead	false	cannot resume dead coroutine
-- expect: 15
-- expect: 1
-- expect: 2
-- expect: 3
-- expect: 4
-- expect: 5
-- expect: m
-- expect: reply!
-- expect: false	coroutines.lua:24: oops
-- expect: dead
-- expect: false	7
-- expect: false	coroutines.lua:29: wrapped
-- expect: true	false	attempt to yield across metamethod/C-call boundary
-- expect: true	false	attempt to yield across metamethod/C-call boundary
-- expect: false	attempt to yield across metamethod/C-call boundary
-- expect: false	attempt to yield across metamethod/C-call boundary
-- expect: false	attempt to yield across metamethod/C-call boundary
-- expect: false	attempt to yield across metamethod/C-call boundary
-- expect: false	attempt to yield across metamethod/C-call boundary
-- expect: nil
-- expect: true	running
-- expect: false	cannot resume running coroutine
-- expect: normal
-- expect: true	inner
-- expect: true	outer
-- expect: true
-- expect: false	cannot resume dead coroutine
-- expect: true
-- expect: false	cannot resume dead coroutine
-- expect: bottom
-- expect: got up
-- expect: tail
-- expect: 1	2	3
-- expect: 2
-- expect: 3	2	1
-- expect: a	A
-- expect: b	B
-- expect: 
-- expect: false	cannot resume dead coroutine
-- expect: true	1
-- expect: true	2
-- expect: true	3	a	c	d
-- expect: false	bad argument #1 to '?' (coroutine expected)
-- expect: false	bad argument #1 to '?' (Lua function expected)
-- expect: called
-- expect: back
-- expect: false	bad argument #1 to '?' (Lua function expected)
-- expect: false	in coroutine
-- expect: false	coroutines.lua:69: attempt to compare two string values
-- expect: false	coroutines.lua:70: attempt to compare two thread values
-- expect: false	coroutines.lua:71: attempt to compare two thread values
-- expect: false	coroutines.lua:72: attempt to compare thread with number
