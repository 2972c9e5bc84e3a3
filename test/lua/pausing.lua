-- What pausable functions share with their plain forms, and where errors stand after a resume.
local function level(n) error("deep", n) end
local function middle(n)
  coroutine.yield("paused")
  level(n)
end
local function outer(n)
  middle(n)
  return "never"
end
for n = 0, 5 do
  local co = coroutine.create(outer)
  print(coroutine.resume(co, n))
  print(coroutine.resume(co))
end
-- Captured variables, shared between a coroutine and what runs outside of it.
local function counter()
  local count, step = 0, 1
  local function add()
    count = count + step
    coroutine.yield(count)
    return count
  end
  local function addLater() return (add()) end
  local function get() return count end
  local function setStep(value) step = value end
  return add, addLater, get, setStep
end
local add, addLater, get, setStep = counter()
local co = coroutine.wrap(function() add() addLater() return "end", addLater() end)
print(co(), get())
setStep(10)
print(co(), get())
print(co(), get())
print(co())
print(pcall(add), get())
-- A variable of each turn of a loop, assigned from both sides.
local readers = {}
for i = 1, 3 do
  local own = i
  readers[i] = coroutine.wrap(function(...)
    while true do
      own = own + (... or 0)
      i = i + 1
      coroutine.yield(own, i)
    end
  end)
end
for i = 1, 3 do print(readers[i](10)) print(readers[i](10)) end
-- Recursion that yields on its way down and up.
local function walk(tree, depth)
  if tree == nil then return 0 end
  local left = walk(tree[1], depth + 1)
  coroutine.yield(tree.name, depth)
  return left + 1 + walk(tree[2], depth + 1)
end
local tree = { { nil, { name = "b" }, name = "a" }, { { name = "d" }, name = "e" }, name = "c" }
local walker = coroutine.create(function() return walk(tree, 0) end)
repeat print(coroutine.resume(walker)) until coroutine.status(walker) == "dead"
-- Tail calls that yield: no frame is left, neither of the caller nor of the body itself.
local function state(n) if n == 0 then return "over" end coroutine.yield(n) return state(n - 1) end
local machine = coroutine.wrap(state)
local steps, last = 0, nil
repeat last = machine(30000) steps = steps + 1 until last == "over"
print(steps, last)
local echo = coroutine.create(function(...) return coroutine.yield(...) end)
print(coroutine.resume(echo, 1, nil))
print(coroutine.status(echo))
print(coroutine.resume(echo, nil, 2))
print(coroutine.status(echo))
-- Yields as arguments, in tables, in conditions, in methods and through __call.
local object = { v = 1 }
function object:ask(...) return self.v, coroutine.yield(...) end
local callable = setmetatable({}, { __call = function(_, ...) return coroutine.yield("called", ...) end })
local mixed = coroutine.wrap(function(...)
  print(coroutine.yield(...), coroutine.yield(), select("#", coroutine.yield(nil)))
  local t = { coroutine.yield("t"), n = coroutine.yield("n"), coroutine.yield("rest") }
  print(#t, t[1], t[2], t[3], t.n)
  while coroutine.yield("more?") do end
  print(object:ask("method"))
  print((callable("x", "y")))
  for i = coroutine.yield("from"), coroutine.yield("to") do print(i) end
  local yield, nothing = coroutine.yield, nil
  print((yield("local")), yield(nothing))
  return yield()
end)
print(mixed(1, 2))
local answers = { 5, 6, nil, "t1", "tn", true, false, "m", "c", 3, 4, "l", "nothing", "final" }
for i = 1, 14 do print(i, mixed(answers[i], answers[i])) end
print(pcall(mixed))
-- Errors in functions that were entered after a resume.
local failing = coroutine.wrap(function()
  coroutine.yield()
  local function inner() coroutine.yield() local x = nil; return x.field end
  inner()
end)
failing() failing()
print(pcall(failing))
-- A coroutine in a coroutine: each has its own frames.
local outerCo = coroutine.wrap(function()
  local innerCo = coroutine.wrap(function() for i = 1, 2 do coroutine.yield("inner " .. i) end error("out", 2) end)
  coroutine.yield(innerCo()) coroutine.yield(innerCo())
  coroutine.yield(pcall(innerCo))
  local function nested() coroutine.yield("nested") error("level two", 2) end
  nested()
end)
for _ = 1, 4 do print(outerCo()) end
print(pcall(outerCo))
-- Recursion without end, a yield at each level: caught as an error.
local function endless() coroutine.yield() return 1 + endless() end
local depth, thread, ok, message = 0, coroutine.create(endless), true, nil
while ok do ok, message = coroutine.resume(thread) depth = depth + 1 end
print(message, depth > 5000, coroutine.status(thread))

-- expect: true	paused
-- expect: false	deep
-- expect: true	paused
-- expect: false	pausing.lua:2: deep
-- expect: true	paused
-- expect: false	pausing.lua:5: deep
-- expect: true	paused
-- expect: false	pausing.lua:8: deep
-- expect: true	paused
-- expect: false	deep
-- expect: true	paused
-- expect: false	deep
-- expect: 1	1
-- expect: 11	11
-- expect: 21	21
-- expect: end	21
-- expect: false	31
-- expect: 11	2
-- expect: 21	3
-- expect: 12	3
-- expect: 22	4
-- expect: 13	4
-- expect: 23	5
-- expect: true	a	1
-- expect: true	b	2
-- expect: true	c	0
-- expect: true	d	2
-- expect: true	e	1
-- expect: true	5
-- expect: 30001	over
-- expect: true	1	nil
-- expect: suspended
-- expect: true	nil	2
-- expect: dead
-- expect: 1	2
-- expect: 1
-- expect: 2	nil
-- expect: 5	6	2
-- expect: 3	t
-- expect: 4	n
-- expect: 5	rest
-- expect: 3	t1	true	true	tn
-- expect: 6	more?
-- expect: 7	method
-- expect: 1	m	m
-- expect: 8	called	x	y
-- expect: c
-- expect: 9	from
-- expect: 10	to
-- expect: 3
-- expect: 4
-- expect: 11	local
-- expect: 12	nil
-- expect: l	nothing	nothing
-- expect: 13
-- expect: 14	final	final
-- expect: false	cannot resume dead coroutine
-- expect: false	pausing.lua:94: attempt to index local 'x' (a nil value)
-- expect: inner 1
-- expect: inner 2
-- expect: false	out
-- expect: nested
-- expect: false	pausing.lua:105: level two
-- expect: pausing.lua:110: stack overflow	true	dead
