-- Inherited fields, found by one place in the text again and again while classes, metatables and objects change.
local A = { name = "A" } A.__index = A
local B = setmetatable({ other = 1 }, { __index = A }) B.__index = B
local C = setmetatable({}, B) C.__index = C
local function name(object) return object.name end
local function greet(object) return object:greet() end
local function each(f, ...) local r = {} for i = 1, 3 do for _, o in ipairs { ... } do local ok, v = pcall(f, o) r[#r + 1] = ok and tostring(v) or "error" end end return table.concat(r, " ") end
local a, b, c = setmetatable({ x = 1 }, A), setmetatable({ x = 1 }, B), setmetatable({ x = 1 }, C)
local d = setmetatable({ y = 1 }, C)
print(each(name, a, b, c, d))
B.name = "B"
print(each(name, a, b, c, d))
C.name = "C"
print(each(name, a, b, c, d))
B.name = nil
print(each(name, a, b, c, d))
C.name = nil
print(each(name, a, b, c, d))
c.name = "own"
print(each(name, a, b, c, d))
c.name = nil
print(each(name, a, b, c, d))
print(each(greet, a, b, c, d))
function A:greet() return "hello from " .. self.name end
print(each(greet, a, b, c, d))
rawset(B, "greet", function(self) return "rawset " .. self.x end)
print(each(greet, a, b, c))
B.greet = nil
print(each(greet, a, b, c, d))
C.__index = { name = "replaced", greet = function() return "replaced" end }
print(each(name, a, b, c, d), each(greet, a, b, c, d))
C.__index = function(_, key) return "function for " .. key end
print(each(name, a, b, c, d))
C.__index = C
print(each(name, a, b, c, d))
setmetatable(C, { __index = { name = "elsewhere" } })
print(each(name, a, b, c, d))
setmetatable(C, nil)
print(each(name, a, b, c, d))
setmetatable(C, B)
print(each(name, a, b, c, d))
local D = { __index = A }
setmetatable(c, D)
print(each(name, a, b, c, d))
D.__index = nil
print(each(name, a, b, c, d))
D.__index = C
print(each(name, a, b, c, d))
-- A class that loses all its keys, and one whose keys come and go.
for key in pairs(C) do C[key] = nil end
print(each(name, a, b, c, d))
C.__index = C
for i = 1, 40 do C["k" .. i] = i end
for i = 1, 40 do C["k" .. i] = nil C["l" .. i] = i end
C.name = "again"
print(each(name, a, b, c, d), d.l40, d.k40)
-- Counters in a class, more kinds of objects than a place remembers.
local Base = { count = 0 } Base.__index = Base
local kinds = {}
for i = 1, 9 do
  local class = setmetatable({ id = i }, Base) class.__index = class
  kinds[i] = setmetatable({ ["field" .. i] = true }, class)
end
local sum = 0
for turn = 1, 50 do for i = 1, 9 do Base.count = Base.count + 1 sum = sum + kinds[i].count + kinds[i].id end end
print(sum, Base.count)
-- Scopes: tables that inherit from tables that still grow.
local outer = { a = 1 }
local inner = setmetatable({}, { __index = outer })
local seen = {}
for i = 1, 30 do
  local scope = setmetatable({}, { __index = inner })
  seen[#seen + 1] = tostring(scope.a) .. tostring(scope.b)
  if i == 10 then inner.b = 2 elseif i == 20 then inner.a = 3 elseif i == 25 then inner.a = nil outer.b = 5 inner.b = nil end
end
print(table.concat(seen, " "))
-- A field whose first write goes through a metatable, with and without __newindex.
local log = {}
local Watched = { __newindex = function(t, k, v) log[#log + 1] = k rawset(t, k, v) end }
local Plain = {}
local function write(object, value) object.field = value end
for i = 1, 5 do
  local watched, plain = setmetatable({}, Watched), setmetatable({}, Plain)
  write(watched, i) write(watched, i + 1) write(plain, i) write(plain, nil) write(plain, i)
  log[#log + 1] = watched.field + plain.field
end
Plain.__newindex = Watched.__newindex
write(setmetatable({}, Plain), 1)
print(table.concat(log, " "))
-- expect: A A A A A A A A A A A A
-- expect: A B B B A B B B A B B B
-- expect: A B C C A B C C A B C C
-- expect: A A C C A A C C A A C C
-- expect: A A A A A A A A A A A A
-- expect: A A own A A A own A A A own A
-- expect: A A A A A A A A A A A A
-- expect: error error error error error error error error error error error error
-- expect: hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A
-- expect: hello from A rawset 1 rawset 1 hello from A rawset 1 rawset 1 hello from A rawset 1 rawset 1
-- expect: hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A hello from A
-- expect: A A replaced replaced A A replaced replaced A A replaced replaced	hello from A hello from A replaced replaced hello from A hello from A replaced replaced hello from A hello from A replaced replaced
-- expect: A A function for name function for name A A function for name function for name A A function for name function for name
-- expect: A A A A A A A A A A A A
-- expect: A A elsewhere elsewhere A A elsewhere elsewhere A A elsewhere elsewhere
-- expect: A A nil nil A A nil nil A A nil nil
-- expect: A A A A A A A A A A A A
-- expect: A A A A A A A A A A A A
-- expect: A A nil A A A nil A A A nil A
-- expect: A A A A A A A A A A A A
-- expect: A A A nil A A A nil A A A nil
-- expect: A A again again A A again again A A again again	40	nil
-- expect: 103725	450
-- expect: 1nil 1nil 1nil 1nil 1nil 1nil 1nil 1nil 1nil 1nil 12 12 12 12 12 12 12 12 12 12 32 32 32 32 32 15 15 15 15 15
-- expect: field 3 field 5 field 7 field 9 field 11 field
