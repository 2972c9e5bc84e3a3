-- setfenv(0, table): the globals of what is loaded from then on, and of coroutines made from then on.
local inherit = { __index = _G }
local first = setmetatable({ value = "first" }, inherit)
local second = setmetatable({ value = "second" }, inherit)
value = "global"
print(getfenv(0) == _G)
print(select("#", setfenv(0, first)))
print(getfenv(0) == first, getfenv(1) == _G, value)
print(loadstring("return value")())
print(loadstring("value = 'changed' return value")(), first.value, value)
print(loadstring("return getfenv(1) == getfenv(0)")())
local before = coroutine.wrap(function()
  coroutine.yield(loadstring("return value")())
  coroutine.yield(getfenv(0) == first)
  setfenv(0, second)
  coroutine.yield(loadstring("return value")())
  coroutine.yield(getfenv(0) == second)
end)
print(before(), before(), before(), before())
print(getfenv(0) == first, loadstring("return value")())
local inside = coroutine.wrap(function()
  return getfenv(0) == first
end)
setfenv(0, second)
print(inside(), getfenv(0) == second)
print(load(function()
  local done = text
  text = true
  return not done and "return value" or nil
end)())
print(pcall(setfenv, 0, 1))
print(pcall(setfenv, 0))
setfenv(0, _G)
print(getfenv(0) == _G, loadstring("return value")())

-- expect: true
-- expect: 0
-- expect: true	true	global
-- expect: first
-- expect: changed	changed	global
-- expect: true
-- expect: changed	true	second	true
-- expect: true	changed
-- expect: true	true
-- expect: second
-- expect: false	bad argument #2 to '?' (table expected, got number)
-- expect: false	bad argument #2 to '?' (table expected, got no value)
-- expect: true	global
