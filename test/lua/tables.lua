-- Array and hash parts: length, holes, growth in any order, next while clearing, keys of every kind.
local t = {}
for i = 1, 100 do t[i] = i end
print(#t)
for i = 100, 51, -1 do t[i] = nil end
print(#t)
t[#t + 1] = "end"
print(#t, t[51])
local r = {}
for i = 100, 1, -1 do r[i] = i end
print(#r, r[1], r[100])
local sum = 0
for i, v in ipairs(r) do sum = sum + v end
print(sum)
print(#{ 1, 2, nil, 4 }, #{ nil, 2 }, #{ nil }, #{ 1, nil }, #{ nil, nil, 3 }, #{ n = 1 })
local s = { 1, 2, 3, 4, 5 }
s[3] = nil
print(#s)
s[5] = nil
print(#s)
local e = {}
e[2] = 2 e[3] = 3
print(#e)
e[1] = 1
print(#e)
e[4] = 4
print(#e)
local q, head, tail = {}, 1, 0
for i = 1, 1000 do tail = tail + 1 q[tail] = i if i % 3 ~= 0 then q[head] = nil head = head + 1 end end
local rest = 0
for i = head, tail do rest = rest + q[i] end
print(tail - head + 1, rest)
local keys = {}
keys[1.5] = "float" keys[-1] = "negative" keys[0] = "zero" keys[true] = "true" keys[false] = "false" keys["1"] = "string"
keys[1] = "one" keys[2 ^ 53] = "big" keys[keys] = "self" keys[print] = "function" keys[1e300] = "huge" keys[-0] = "minus zero"
print(keys[1.5], keys[-1], keys[0], keys[true], keys[false], keys["1"], keys[1], keys[2 ^ 53], keys[keys], keys[print], keys[1e300])
local n = 0
for k in pairs(keys) do n = n + 1 end
print(n)
for k in pairs(keys) do keys[k] = nil end
print(next(keys), #keys)
local m = {}
for i = 1, 50 do m["k" .. i] = i end
for i = 1, 50, 2 do m["k" .. i] = nil end
n = 0
for k, v in pairs(m) do n = n + v end
print(n, m.k1, m.k2)
for i = 1, 50 do m["k" .. i] = (m["k" .. i] or 0) + 1 end
n = 0
for k, v in pairs(m) do n = n + v end
print(n)
local mixed = { 1, 2, x = 1, 3, y = 2 }
n = 0
for k, v in pairs(mixed) do n = n + v end
print(n, #mixed)
local k, v = next({ 5 })
print(k, v, next({ 5 }, 1), next({}))
print(pcall(next, {}, "no"))
local p = {}
p.__proto__ = 1 p.constructor = 2 p.toString = 3 p.hasOwnProperty = 4
print(p.__proto__, p.constructor, p.toString, p.hasOwnProperty, ({}).constructor, ({}).__proto__, ("x").length)
local d = { a = 1, b = 2, c = 3 }
d.b = nil
d.d = 4
d.b = 5
n = 0
for k, v in pairs(d) do n = n + v end
print(n, d.a, d.b, d.c, d.d)
local function record(i) local o = { id = i } if i % 2 == 0 then o.even = true else o.odd = true end o.last = i return o end
local check = 0
for i = 1, 100 do local o = record(i) check = check + o.id + o.last + (o.even and 1 or 0) + (o.odd and 2 or 0) end
print(check)
local ins = {}
for i = 1, 10 do table.insert(ins, 1, i) end
table.insert(ins, 5, "mid")
print(table.concat(ins, ","), #ins, table.remove(ins, 5), table.remove(ins), table.remove(ins, 1), #ins)
print(table.remove({}), #ins, table.concat({}, ","))
local sorted = { 5, 2, 8, 1, 9, 3 }
table.sort(sorted)
print(table.concat(sorted, " "))
table.sort(sorted, function(a, b) return a > b end)
print(table.concat(sorted, " "))
local sparse = {}
sparse[1000000] = 1 sparse[1] = 1
print(#sparse)
local big = {}
for i = 1, 20 do big[i * i] = i end
n = 0
for k, v in pairs(big) do n = n + k * v end
print(n)
local copy = {}
for i = 1, 10 do copy[i] = i end
for i = 1, 5 do copy[i] = nil end
print(#copy, copy[6])
for i = 11, 40 do copy[i] = i end
n = 0
for k in pairs(copy) do n = n + 1 end
print(n, copy[40], copy[6], copy[5])
local wide = { a1 = 1, a2 = 2, a3 = 3, a4 = 4, a5 = 5, a6 = 6, a7 = 7, a8 = 8, a9 = 9, a10 = 10, a11 = 11, a12 = 12, a13 = 13, a14 = 14, a15 = 15, a16 = 16, a17 = 17, a18 = 18, a19 = 19, a20 = 20, a21 = 21, a22 = 22, a23 = 23, a24 = 24, a25 = 25, a26 = 26 }
print(wide.a1, wide.a13, wide.a26, wide.a27)
wide.a13 = nil
wide.new = "new"
print(wide.a13, wide.new, wide.a26)
local nan = 0 / 0
print(t[nan], rawget(t, nan))

-- expect: 100
-- expect: 50
-- expect: 51	end
-- expect: 100	1	100
-- expect: 5050
-- expect: 4	2	0	1	3	0
-- expect: 5
-- expect: 2
-- expect: 0
-- expect: 3
-- expect: 4
-- expect: 333	277722
-- expect: float	negative	minus zero	true	false	string	one	big	self	function	huge
-- expect: 11
-- expect: nil	0
-- expect: 650	nil	2
-- expect: 700
-- expect: 9	3
-- expect: 1	5	nil	nil
-- expect: false	invalid key to 'next'
-- expect: 1	2	3	4	nil	nil	nil
-- expect: 13	1	5	3	4
-- expect: 10250
-- expect: 10,9,8,7,mid,6,5,4,3,2,1	11	mid	1	10	8
-- expect: nil	8	
-- expect: 1 2 3 5 8 9
-- expect: 9 8 5 3 2 1
-- expect: 1
-- expect: 44100
-- expect: 10	6
-- expect: 35	40	6	nil
-- expect: 1	13	26	nil
-- expect: nil	new	26
-- expect: nil	nil
