-- What functions and operands are called in errors, and where errors are placed: by the calling code alone.
local function fails(text, ...)
  local run = assert(loadstring(text, "=c"))
  print(select(2, pcall(run, ...)))
end
fails("return (5).x")
fails("return #5")
fails("return -{}")
fails("local m = {f = string.rep} return m.f('x')")
fails("local m = {f = string.rep} return m.f({})")
fails("local rep = string.rep return rep()")
fails("local up = string.rep return (function() return up() end)()")
fails("return ({string.rep})[1]()")
fails("return (string.rep)()")
fails("return ('x'):rep({})")
fails("return ('x').rep({})")
fails("return ('x'):bad()")
fails("for k in next, 5 do end")
fails("for k in string.rep do end")
fails("for k in ipairs({}), 5 do end")
fails("for k in 5 do end")
fails("table.sort({1, 2, 3}, setmetatable)")
fails("return (string.gsub('abc', '%w', setmetatable))")
fails("return setmetatable({}, {__index = string.rep}).x")
fails("return setmetatable({}, {__add = string.rep}) + 1")
fails("return setmetatable({}, {__call = string.rep})()")
fails("return tostring(setmetatable({}, {__tostring = string.rep}))")
fails("return pcall(string.rep)")
fails("error('level 0', 0)")
fails("error('level 1', 1)")
fails("local function f() error('level 2', 2) end\nf()")
fails("error('no level', -1)")
fails("error('C int', 2^32 + 1)")
fails("error(5)")
fails("error(5, 0)")
print(coroutine.resume(coroutine.create(function() error("inside", 9) end)))
print(coroutine.resume(coroutine.create(function() local function f() error("caller", 2) end f() end)))
print(pcall(coroutine.wrap(function() error("wrapped", 3) end)))
-- The handler of xpcall handles its own errors, too.
local runs = 0
print(xpcall(function() error("first") end, function(message) runs = runs + 1 if runs < 5 then error("again", 0) end return runs end))
print(xpcall(function() error({}) end, string.upper))
print(xpcall(function() error("text", 0) end, string.upper))
print(xpcall(function() error("text", 0) end, error))
print(xpcall(function() error("text", 0) end, {}))
print(xpcall(function() return nil .. "" end, function(message) return "<" .. message .. ">" end))
-- A key that was in the hash part is there once when the array part takes it.
local function keysOf(...) local t, n = {[3] = 5, ...}, 0 for _ in pairs(t) do n = n + 1 end return n, t[3] end
print(keysOf(4, nil, "v"))
local grown = {1, 2}
grown[7] = 1
grown[3], grown[4], grown[5] = 3, 4, 5
grown[7] = 2
local seen = 0
for k in pairs(grown) do seen = seen + 1 end
print(seen, grown[7])
-- Assignments evaluate places first, then values, then store.
fails("local u local t = {} u.x, t.y = error('value', 0)")
fails("local u local t = {} t[error('place', 0)], u.x = 1")

-- expect: c:1: attempt to index a number value
-- expect: c:1: attempt to get length of a number value
-- expect: c:1: attempt to perform arithmetic on a table value
-- expect: c:1: bad argument #2 to 'f' (number expected, got no value)
-- expect: c:1: bad argument #1 to 'f' (string expected, got table)
-- expect: c:1: bad argument #1 to 'rep' (string expected, got no value)
-- expect: c:1: bad argument #1 to 'up' (string expected, got no value)
-- expect: c:1: bad argument #1 to '?' (string expected, got no value)
-- expect: c:1: bad argument #1 to 'rep' (string expected, got no value)
-- expect: c:1: bad argument #1 to 'rep' (number expected, got table)
-- expect: c:1: bad argument #1 to 'rep' (string expected, got table)
-- expect: c:1: attempt to call method 'bad' (a nil value)
-- expect: c:1: bad argument #1 to '(for generator)' (table expected, got number)
-- expect: c:1: bad argument #1 to '(for generator)' (string expected, got nil)
-- expect: c:1: bad argument #2 to '(for generator)' (number expected, got nil)
-- expect: c:1: attempt to call a number value
-- expect: bad argument #1 to '?' (table expected, got number)
-- expect: bad argument #1 to '?' (table expected, got string)
-- expect: c:1: bad argument #1 to '?' (string expected, got table)
-- expect: c:1: bad argument #1 to '?' (string expected, got table)
-- expect: c:1: bad argument #1 to '?' (string expected, got table)
-- expect: bad argument #1 to '?' (string expected, got table)
-- expect: false	bad argument #1 to '?' (string expected, got no value)
-- expect: level 0
-- expect: c:1: level 1
-- expect: c:2: level 2
-- expect: no level
-- expect: c:1: C int
-- expect: c:1: 5
-- expect: 5
-- expect: false	inside
-- expect: false	names.lua:37: caller
-- expect: false	wrapped
-- expect: false	5
-- expect: false	BAD ARGUMENT #1 TO '?' (STRING EXPECTED, GOT TABLE)
-- expect: false	TEXT
-- expect: false	error in error handling
-- expect: false	error in error handling
-- expect: false	<names.lua:46: attempt to concatenate a nil value>
-- expect: 2	v
-- expect: 6	2
-- expect: value
-- expect: place
