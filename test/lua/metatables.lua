-- Metamethods of every operator, inheritance, raw access.
local V = {}
V.__index = V
local function vec(x, y) return setmetatable({ x = x, y = y }, V) end
V.__add = function(a, b) if type(a) == "number" then return vec(a + b.x, a + b.y) elseif type(b) == "number" then return vec(a.x + b, a.y + b) end return vec(a.x + b.x, a.y + b.y) end
V.__sub = function(a, b) return vec(a.x - b.x, a.y - b.y) end
V.__mul = function(a, b) return type(a) == "number" and vec(a * b.x, a * b.y) or a.x * b.x + a.y * b.y end
V.__div = function(a, b) return "div" end
V.__mod = function(a, b) return "mod" end
V.__pow = function(a, b) return "pow" end
V.__unm = function(a) return vec(-a.x, -a.y) end
V.__concat = function(a, b) return (type(a) == "table" and a:str() or a) .. "|" .. (type(b) == "table" and b:str() or b) end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
V.__lt = function(a, b) return a.x < b.x end
V.__le = function(a, b) return a.x <= b.x end
V.__len = function() return 42 end
V.__call = function(self, a, b) return self.x, a, b end
V.__tostring = function(self) return "vec" .. self:str() end
function V:str() return "(" .. self.x .. "," .. self.y .. ")" end
local a, b = vec(1, 2), vec(3, 4)
print((a + b):str(), (a - b):str(), (2 * a):str(), a * b, (a + 1):str(), (1 + a):str(), (-a):str())
print(a / b, a % b, a ^ b, a / 1, 1 % a)
print(a .. b, a .. "s", "s" .. a, 1 .. a, a .. 1 .. "x", "x" .. 1 .. a)
print(a == b, a == vec(1, 2), a ~= b, a < b, a <= b, a > b, a >= b, rawequal(a, vec(1, 2)))
print(#a, #setmetatable({ 1, 2 }, V))
print(a(5, 6)) print(tostring(a))
local log = {}
local proxy = setmetatable({}, { __index = function(t, k) log[#log + 1] = "get " .. tostring(k) return k end, __newindex = function(t, k, v) log[#log + 1] = "set " .. tostring(k) rawset(t, k, v) end })
print(proxy.x, proxy[1], proxy["a b"])
proxy.y = 1 proxy.y = 2 proxy[1] = 1
print(proxy.y, proxy[1], rawget(proxy, "z"), table.concat(log, ";"))
local base = { greet = function(self) return "hi " .. self.name end, kind = "base" }
local mid = setmetatable({ kind = "mid" }, { __index = base })
local leaf = setmetatable({ name = "leaf" }, { __index = mid })
for i = 1, 3 do print(leaf:greet(), leaf.kind, leaf.missing) end
base.greet = function(self) return "bye " .. self.name end
print(leaf:greet())
mid.greet = function(self) return "mid " .. self.name end
print(leaf:greet())
leaf.greet = function() return "own" end
print(leaf:greet())
leaf.greet = nil
print(leaf:greet())
local store = {}
local redirect = setmetatable({}, { __newindex = store })
redirect.a = 1 redirect[1] = 2
print(rawget(redirect, "a"), store.a, store[1])
print(pcall(function() return a < 1 end))
print(pcall(function() return a < {} end))
print(pcall(function() return {} < {} end))
print(pcall(function() return setmetatable({}, V) < setmetatable({}, {}) end))
print({} == setmetatable({}, V), setmetatable({}, { __eq = function() return true end }) == setmetatable({}, { __eq = function() return true end }))
local onlylt = { __lt = function(x, y) return x.v < y.v end }
local p, q = setmetatable({ v = 1 }, onlylt), setmetatable({ v = 2 }, onlylt)
print(p <= q, q <= p, p >= q)
print(getmetatable("x").__index == string, getmetatable({}), getmetatable(a) == V)
print(getmetatable(setmetatable({}, { __metatable = "locked" })))
print(pcall(setmetatable, setmetatable({}, { __metatable = 1 }), {}))
local chain = setmetatable({}, {})
getmetatable(chain).__index = chain
print(pcall(function() return chain.x end))
getmetatable(chain).__index = nil
getmetatable(chain).__newindex = chain
print(pcall(function() chain.x = 1 end))
print(pcall(function() local t = setmetatable({}, { __index = 5 }) return t.x end))
print(setmetatable({}, { __index = "abc" }).len == string.len)
local multi = setmetatable({}, { __index = function() return 1, 2, 3 end, __add = function() return 4, 5 end, __call = function(_, ...) return ... end })
print(multi.x, (multi + 1), multi(1, 2))
print(select("#", multi + 1), select("#", multi.x), select("#", multi(1, 2, nil)))
local count = 0
local lazy = setmetatable({}, { __index = function(t, k) count = count + 1 t[k] = k * 2 return t[k] end })
print(lazy[1], lazy[1], lazy[2], count)
local D = setmetatable({}, { __index = function(_, name) return function(self, ...) return name, ... end end })
print(D:anything(1, 2))

local late = setmetatable({}, {})
print(late(setmetatable(late, { __call = function(self, a, b) return self == late, a == late, b end }), 7))
print(pcall(function() local plain = {} return plain(setmetatable({}, {})) end))
local odd = setmetatable({}, { __concat = function() return nil end })
print(pcall(function() local s = odd return "<" .. s .. ">" end))
print(pcall(function() local s, t = "x", odd return "a" .. s .. t end))
print(pcall(function() return "a" .. odd .. "b" .. "c" end))
-- expect: (4,6)	(-2,-2)	(2,4)	11	(2,3)	(2,3)	(-1,-2)
-- expect: div	mod	pow	div	mod
-- expect: (1,2)|(3,4)	(1,2)|s	s|(1,2)	1|(1,2)	(1,2)|1x	x1|(1,2)
-- expect: false	true	true	true	true	false	false	false
-- expect: 0	2
-- expect: 1	5	6
-- expect: vec(1,2)
-- expect: x	1	a b
-- expect: 2	1	nil	get x;get 1;get a b;set y;set 1
-- expect: hi leaf	mid	nil
-- expect: hi leaf	mid	nil
-- expect: hi leaf	mid	nil
-- expect: bye leaf
-- expect: mid leaf
-- expect: own
-- expect: mid leaf
-- expect: nil	1	2
-- expect: false	metatables.lua:48: attempt to compare table with number
-- expect: false	metatables.lua:49: attempt to compare two table values
-- expect: false	metatables.lua:50: attempt to compare two table values
-- expect: false	metatables.lua:51: attempt to compare two table values
-- expect: false	false
-- expect: true	false	false
-- expect: true	nil	true
-- expect: locked
-- expect: false	cannot change a protected metatable
-- expect: false	metatables.lua:61: loop in gettable
-- expect: false	metatables.lua:64: loop in settable
-- expect: false	metatables.lua:65: attempt to index a number value
-- expect: true
-- expect: 1	4	1	2
-- expect: 1	1	3
-- expect: 2	2	4	2
-- expect: anything	1	2
-- expect: true	true	7
-- expect: false	metatables.lua:78: attempt to call local 'plain' (a table value)
-- expect: false	metatables.lua:80: attempt to concatenate local 's' (a nil value)
-- expect: false	metatables.lua:81: attempt to concatenate local 's' (a nil value)
-- expect: false	metatables.lua:82: attempt to concatenate upvalue 'odd' (a nil value)
