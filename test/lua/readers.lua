-- `load`: when its reader is called, and what ends the text.
local function pieces(...)
  local list, n = { ... }, 0
  return function() n = n + 1 return list[n] end, function() return n end
end
local reader, count = pieces("", "return 5")
print(load(reader)(), count())
reader, count = pieces(nil)
print(load(reader)(), count())
reader, count = pieces("return ", "1", "2", " + ", "3", "")
print(load(reader)(), count())
reader, count = pieces("] ", "x", "y")
print(load(reader)) print(count())
reader, count = pieces("return 'a", "b", "c'", " .. [[x", "]", "]", " -- end", "less\n", "")
print(load(reader, "=name")(), count())
reader, count = pieces("local x = ", "y", "z\n", "return x + ", "nil")
print(pcall(load(reader, "=name")))
reader, count = pieces("return 1 1", " never")
print(load(reader, "@file")) print(count())
print(pcall(load, function() error("boom", 0) end))
print(pcall(load, function() return {} end))
reader = pieces("x = ", 5, " return x")
print(load(reader)())
local n = 0
print(load(function() n = n + 1 if n > 3 then error("late") end return "] " end)) print(n)
reader, count = pieces("local function f(a) return a end ", "return f(", "7", ")")
print(load(reader)(), count())
reader, count = pieces("return '\\", "n", "\\6", "5", "'")
print(load(reader)(), count())
reader, count = pieces("return 0", "x", "f", "f, 1", "e", "2", ", 3 .", ". 4")
print(load(reader)())
print(setfenv(0, _G))
-- expect: 5	3
-- expect: nil	2
-- expect: 15	6
-- expect: nil	(load):1: unexpected symbol near ']'
-- expect: 1
-- expect: abcx	9
-- expect: false	name:2: attempt to perform arithmetic on local 'x' (a nil value)
-- expect: nil	file:1: '<eof>' expected near '1'
-- expect: 2
-- expect: true	nil	boom
-- expect: true	nil	reader function must return a string
-- expect: 5
-- expect: nil	(load):1: unexpected symbol near ']'
-- expect: 1
-- expect: 7	5
-- expect: 
-- expect: A	6
-- expect: 255	100	34
-- expect: 
