-- Blocks, loops, break, scope, closures per iteration.
local function collect(...) local t = { ... } for i = 1, select("#", ...) do t[i] = tostring(t[i]) end return table.concat(t, " ") end
for i = 1, 3 do io = i end
for i = 3, 1, -1 do print(i) end
for i = 1, 0 do print("never") end
for i = 1, 2, 0.5 do print(i) end
for i = 0.1, 0.5, 0.1 do print(i) end
for i = "1", "3" do print(i) end
for i = 1, 3 do local i = i * 2 print(i) end
for i = 1, 3 do i = i + 10 print(i) end
local n = 0
while true do n = n + 1 if n > 5 then break end end
print(n)
repeat local done = n > 7 n = n + 1 until done
print(n)
local fs = {}
for i = 1, 3 do local j = i fs[#fs + 1] = function() j = j + 1 return i, j end end
print(fs[1]()) print(fs[1]()) print(fs[2]())
fs = {}
local k = 0
while k < 3 do k = k + 1 local v = k fs[k] = function() v = v + 1 return v end end
print(fs[1](), fs[1](), fs[2](), fs[3]())
fs = {}
k = 0
repeat k = k + 1 local v = k fs[k] = function() return v end until v >= 3
print(fs[1](), fs[2](), fs[3]())
for key, value in pairs({ 10, 20, 30 }) do fs[key] = function() return key, value end end
print(fs[1]()) print(fs[3]())
do local n = 99 print(n) end
print(n)
if nil then print("no") elseif false then print("no") elseif 0 then print("zero is true") else print("no") end
local function early(v) if v then return "early" end return "late" end
print(early(true), early(false))
local function nothing() end
print(nothing(), (nothing()), collect(nothing()), collect((nothing())))
for i = 1, 3 do for j = 1, 3 do if j == 2 then break end print(i, j) end end
local function outer() for i = 1, 10 do if i == 4 then return i end end end
print(outer())
local i = 1
while i <= 3 do local x = i i = i + 1 if x == 2 then break end end
print(i)
print(pcall(function() for i = 1, {} do end end))
print(pcall(function() for i = nil, 1 do end end))
print(pcall(function() for i = 1, 2, "x" do end end))
local calls = 0
local function iter(s, c) calls = calls + 1 if c < s then return c + 1, c * 2, c * 3 end end
for a, b, c, d in iter, 3, 0 do print(a, b, c, d) end
print(calls)
for k in pairs({ only = 1 }) do print(k) end
for w in ("one two"):gmatch("%a+") do print(w) end
print(pcall(function() for x in nil do end end))
print(pcall(function() for x in {} do end end))
local callable = setmetatable({}, { __call = function(self, s, c) c = c + 1 if c <= s then return c end end })
for v in callable, 2, 0 do print(v) end
local t = { 1, 2, 3, 4, 5, a = 1, b = 2 }
for k in pairs(t) do t[k] = nil end
print(next(t))
local last
for i, v in ipairs({ 1, 2, nil, 4 }) do last = i end
print(last)

for i = -0, 0 do print(i) end
-- expect: 3
-- expect: 2
-- expect: 1
-- expect: 1
-- expect: 1.5
-- expect: 2
-- expect: 0.1
-- expect: 0.2
-- expect: 0.3
-- expect: 0.4
-- expect: 0.5
-- expect: 1
-- expect: 2
-- expect: 3
-- expect: 2
-- expect: 4
-- expect: 6
-- expect: 11
-- expect: 12
-- expect: 13
-- expect: 6
-- expect: 9
-- expect: 1	2
-- expect: 1	3
-- expect: 2	3
-- expect: 2	3	3	4
-- expect: 1	2	3
-- expect: 1	10
-- expect: 3	30
-- expect: 99
-- expect: 9
-- expect: zero is true
-- expect: early	late
-- expect: nil	nil		nil
-- expect: 1	1
-- expect: 2	1
-- expect: 3	1
-- expect: 4
-- expect: 3
-- expect: false	control.lua:42: 'for' limit must be a number
-- expect: false	control.lua:43: 'for' initial value must be a number
-- expect: false	control.lua:44: 'for' step must be a number
-- expect: 1	0	0	nil
-- expect: 2	2	3	nil
-- expect: 3	4	6	nil
-- expect: 4
-- expect: only
-- expect: one
-- expect: two
-- expect: false	control.lua:51: attempt to call a nil value
-- expect: false	control.lua:52: attempt to call a table value
-- expect: 1
-- expect: 2
-- expect: nil
-- expect: 2
-- expect: 0
