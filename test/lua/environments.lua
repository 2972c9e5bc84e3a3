-- setfenv and getfenv on functions, on the running function and on loaded code.
local function reads() return value end
value = "global"
print(reads())
setfenv(reads, { value = "own" })
print(reads(), value)
print(getfenv(reads).value, getfenv(1) == _G, getfenv(0) == _G, getfenv() == _G)
local function inner()
  setfenv(1, setmetatable({ value = "inside" }, { __index = _G }))
  local function nested() return value end
  created = "not global"
  return value, nested(), getfenv(nested) == getfenv(1)
end
print(inner())
print(created, value)
local loaded = loadstring("value = 5 return value, other")
print(setfenv(loaded, { other = 6 }) == loaded)
print(loaded())
print(value)
print(pcall(setfenv, print, {}))
print(pcall(setfenv, 1, 2))
local made = setfenv(function() return function() return value end end, { value = "outer" })
print(made()())
print(loadstring("return ...")(1, 2))
print(loadstring("syntax error here", "=chunk"))
print(loadstring("local x = nil; return x.y", "=chunk") and pcall(loadstring("local x = nil; return x.y", "=chunk")))
print(loadstring("return 1", "@file.lua")())
local pieces = { "return ", "1", " + 1" }
local at = 0
print(load(function() at = at + 1 return pieces[at] end)())

-- expect: global
-- expect: own	global
-- expect: own	true	true	true
-- expect: inside	inside	true
-- expect: nil	global
-- expect: true
-- expect: 5	6
-- expect: global
-- expect: false	'setfenv' cannot change environment of given object
-- expect: false	bad argument #2 to '?' (table expected, got number)
-- expect: outer
-- expect: 1	2
-- expect: nil	chunk:1: '=' expected near 'error'
-- expect: false
-- expect: 1
-- expect: 2
