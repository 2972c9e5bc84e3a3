-- Places in the text that remember: fields, methods of strings, growing tables, returned errors.
local function each(n, f) for i = 1, n do f(i) end end

-- A returned field of a value that has none.
local function field(v) return v.field end
local function deep(v) return v.first.second.third end
local function named() return deep.first.second end
local function missing() return nowhere.first.second end
local t = { first = { second = { third = 'here' } } }
print(field({ field = 1 }), deep(t))
print(pcall(field)) print(pcall(field, 1)) print(pcall(field, true))
print(pcall(deep)) print(pcall(deep, {})) print(pcall(deep, { first = {} })) print(pcall(deep, { first = { second = 5 } }))
print(pcall(named)) print(pcall(missing)) print(pcall(deep, 'text'))
print(pcall(function() return deep({}) end))
print(pcall(function() local ok = deep({}) return ok end))
print(pcall(function() return (deep({})) end))
print(pcall(function() return deep({}), 1 end))
print(pcall(function() for i = 1, 3 do if i == 3 then return t.first.other.third end end end))
print(xpcall(function() return t.other.third end, function(message) return 'handled: ' .. message end))
print(select('#', pcall(deep, { first = { second = {} } })))
local thread = coroutine.create(function(v) local got = coroutine.yield(1) return got.first.second end)
print(coroutine.resume(thread)) print(coroutine.resume(thread, {})) print(coroutine.status(thread))
print(pcall(coroutine.wrap(function() return t.other.third end)))
print(pcall(table.sort, { 3, 1, 2 }, function(a, b) return a.x < b.x end))
print(pcall(table.sort, { 3, 1, 2 }, function(a) return a.x.y end))
print(pcall(string.gsub, 'abc', '.', function(c) return t.other.third end))
local proxy = setmetatable({}, { __index = function(_, key) return t.other.third end })
print(pcall(function() return proxy.any end))
print(pcall(setmetatable({}, { __call = function(_, v) return v.first.second end }), {}))

-- Methods of strings follow what the library holds.
local function upper(s) return s:upper() end
each(3, function() upper('x') end)
print(upper('abc'))
local original = string.upper
string.upper = function(s) return s .. '!' end
print(upper('abc'))
string.upper = nil
print(pcall(upper, 'abc'))
string.upper = original
print(upper('abc'))
local function len(v) return v:len() end
print(len('abc'), len({ len = function() return 'own' end }), pcall(len, 5))
print(pcall(len)) print(pcall(len, {})) print(pcall(len, true))
local lacks = function(s) return s:nothing() end
print(pcall(lacks, 'abc'))
string.nothing = function(s) return 'something for ' .. s end
print(lacks('abc'))
string.nothing = nil
print(pcall(lacks, 'abc'))
local strings = getmetatable('')
local library = strings.__index
strings.__index = { upper = function(s) return 'other ' .. s end }
print(upper('abc'), pcall(lacks, 'abc'))
strings.__index = function(s, key) return function() return key .. ' of ' .. s end end
print(upper('abc'), lacks('abc'))
strings.__index = nil
print(pcall(upper, 'abc'))
strings.__index = library
print(upper('abc'), #('x'):rep(3), ('%d'):format(7))

-- Tables that get a field where others got it before.
local function add(object, value) object.extra = value return object end
each(5, function(i) local o = add({ a = i, b = i }, i) assert(o.extra == i and o.a == i and o.b == i) end)
print(add({ a = 1, b = 2 }, nil).extra, add({ a = 1, b = 2 }, false).extra)
local caught = setmetatable({ a = 1, b = 2 }, { __newindex = function(o, key, value) rawset(o, key, 'caught ' .. value) end })
print(add(caught, 5).extra)
local class = {}
local function instance() return setmetatable({ a = 1, b = 2 }, class) end
each(3, function(i) add(instance(), i) end)
class.__newindex = function(o, key, value) rawset(o, key, -value) end
print(add(instance(), 5).extra)
class.__newindex = nil
print(add(instance(), 5).extra)
local dying = { a = 1, b = 2 }
dying.a = nil
add(dying, 9)
for key, value in pairs(dying) do print(key, value) end
local mixed = { 1, 2, a = 1, b = 2 }
add(mixed, 3)
for key, value in pairs(mixed) do print(key, value) end
for round = 1, 3 do
  local o = {}
  o.one = 1 o.two = 2 o.three = 3 o.four = 4 o.five = 5 o.six = 6 o.seven = 7
  local keys = {}
  for key in pairs(o) do keys[#keys + 1] = key end
  print(#keys, table.concat(keys, ' '))
end

-- What is stored behind the last element.
local function append(list, value) list[#list + 1] = value return #list end
local list = {}
each(40, function(i) append(list, i % 7 == 0 and 'x' or i) end)
print(#list, list[39], list[40], list[41])
print(append(setmetatable({ 1, 2, 3 }, { __newindex = function(l, key, value) rawset(l, key, value * 2) end }), 5))
local holes = {}
for i = 2, 40 do holes[i] = i end
print(#holes, holes[40])
local function put(l, i, v) l[i] = v end
local many = {}
each(100, function(i) put(many, i, i) put(many, i, nil) put(many, i, i * 2) end)
print(#many, many[100], many[101])
put(many, 101.5, 'half') put(many, 0, 'zero') put(many, -1, 'below') put(many, 102, 'beyond')
print(many[101.5], many[0], many[-1], many[102], many[101])

-- Numbers as keys of the hash part, looked up often.
local codes = {}
for i = 1, 40 do codes[1000 - i * 13] = i end
local sum = 0
for round = 1, 5 do for key = 400, 1000 do sum = sum + (codes[key] or 0) end end
print(sum)
codes[987] = nil
codes[401] = 'new'
codes[2 ^ 40] = 'far' codes[0.5] = 'half' codes[-3] = 'negative' codes[0] = 'zero'
for round = 1, 100 do assert(codes[987] == nil and codes[401] == 'new' and codes[974] == 2) end
print(codes[2 ^ 40], codes[0.5], codes[-3], codes[0], codes[-0], codes[1e300], codes[4294967296 + 974])
for round = 1, 3 do
  for key = 1, 100 do codes[key * 7] = key end
  for key = 1, 100 do if key % 3 ~= round then codes[key * 7] = nil end end
  local count, total = 0, 0
  for key, value in pairs(codes) do count = count + 1 total = total + (tonumber(value) or 0) end
  local again = 0
  for key = 1, 1000 do again = again + (tonumber(codes[key]) or 0) end
  print(round, count, total, again)
end
-- expect: 1	here
-- expect: false	sites.lua:5: attempt to index local 'v' (a nil value)
-- expect: false	sites.lua:5: attempt to index local 'v' (a number value)
-- expect: false	sites.lua:5: attempt to index local 'v' (a boolean value)
-- expect: false	sites.lua:6: attempt to index local 'v' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'first' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'second' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'second' (a number value)
-- expect: false	sites.lua:7: attempt to index upvalue 'deep' (a function value)
-- expect: false	sites.lua:8: attempt to index global 'nowhere' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'first' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'first' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'first' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'first' (a nil value)
-- expect: false	sites.lua:6: attempt to index field 'first' (a nil value)
-- expect: false	sites.lua:18: attempt to index field 'other' (a nil value)
-- expect: false	handled: sites.lua:19: attempt to index field 'other' (a nil value)
-- expect: 2
-- expect: true	1
-- expect: false	sites.lua:21: attempt to index field 'first' (a nil value)
-- expect: dead
-- expect: false	sites.lua:23: attempt to index field 'other' (a nil value)
-- expect: false	sites.lua:24: attempt to index local 'a' (a number value)
-- expect: false	sites.lua:25: attempt to index local 'a' (a number value)
-- expect: false	sites.lua:26: attempt to index field 'other' (a nil value)
-- expect: false	sites.lua:27: attempt to index field 'other' (a nil value)
-- expect: false	sites.lua:29: attempt to index field 'first' (a nil value)
-- expect: ABC
-- expect: abc!
-- expect: false	sites.lua:32: attempt to call method 'upper' (a nil value)
-- expect: ABC
-- expect: 3	own	false	sites.lua:42: attempt to index local 'v' (a number value)
-- expect: false	sites.lua:42: attempt to index local 'v' (a nil value)
-- expect: false	sites.lua:42: attempt to call method 'len' (a nil value)
-- expect: false	sites.lua:42: attempt to index local 'v' (a boolean value)
-- expect: false	sites.lua:45: attempt to call method 'nothing' (a nil value)
-- expect: something for abc
-- expect: false	sites.lua:45: attempt to call method 'nothing' (a nil value)
-- expect: other abc	false	sites.lua:45: attempt to call method 'nothing' (a nil value)
-- expect: upper of abc	nothing of abc
-- expect: false	sites.lua:32: attempt to index local 's' (a string value)
-- expect: ABC	3	7
-- expect: nil	false
-- expect: caught 5
-- expect: -5
-- expect: 5
-- expect: extra	9
-- expect: b	2
-- expect: 1	1
-- expect: 2	2
-- expect: a	1
-- expect: extra	3
-- expect: b	2
-- expect: 7	six one two three seven five four
-- expect: 7	six one two three seven five four
-- expect: 7	six one two three seven five four
-- expect: 40	39	40	nil
-- expect: 4
-- expect: 40	40
-- expect: 100	200	nil
-- expect: half	zero	below	beyond	nil
-- expect: 4100
-- expect: far	half	negative	zero	zero	nil	nil
-- expect: 1	76	2471	2471
-- expect: 2	75	2404	2404
-- expect: 3	42	754	754
