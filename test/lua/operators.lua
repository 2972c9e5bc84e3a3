-- Arithmetic, comparison, concatenation, length, logic: values, coercions, order of evaluation.
print(1 + 2, 7 - 10, 3 * 4, 7 / 2, 7 % 3, -7 % 3, 7 % -3, 2 ^ 10, -2 ^ 2)
print("10" + 5, "0x10" * 2, " 7 " - 2, "1e2" / 4, -"3", 10 .. 20)
print(1e15, 1e14, 123456789012345, 0.1, 1 / 3, 100, -0.5, 1e100, 2 ^ 53)
print(1 / 0, -1 / 0, 0 / 0 ~= 0 / 0, 5 % 0 ~= 5 % 0)
print(1 == 1, 1 == "1", "a" == "a", nil == false, 0 == -0)
print(1 < 2, 2 <= 2, "a" < "b", "Z" < "a", "a" < "aa", "" < "a", "10" < "9", not (1 > 2), 3 >= 3)
print("a\0b" < "a\0c", "a\255" > "a", "\0" > "")
print(#"", #"abc", #"a\0b", #{ 1, 2, 3 })
print(nil and 1, false or 2, 1 and 2, nil or false, false and nil, 1 or error("no"), nil and error("no"))
print(1 and nil or 3, false == nil, not nil, not 0, not "")
local function show(name, value)
  io_trace = (io_trace or "") .. name
  return value
end
local function traced(...)
  local trace = io_trace
  io_trace = nil
  return trace, ...
end
print(traced(show("a", 1) + show("b", 2) * show("c", 3)))
print(traced(show("a", "x") .. show("b", "y") .. show("c", "z")))
print(traced(show("a", 1) < show("b", 2)))
print(traced(show("a", 1) > show("b", 2)))
print(traced(({ show("a", 1), x = show("b", 2), show("c", 3) })[2]))
local x = 1
local function change() x = 10 return 1 end
print(x + change(), x)
x = 1
print(change() + x, x)
x = 1
print(x .. change(), x)
x = 1
local t = { x, change(), x }
print(t[1], t[2], t[3])
local a, b, c = (function() return 1, 2, 3 end)()
print(a, b, c)
local s = ""
for i = 1, 40 do s = s .. i .. "," end
print(s)
print(2 ^ 0.5 == math.sqrt(2), 10 % 3.5, -10 % 3.5, 1e308 * 10, -1e308 * 10)
print(1 .. "", 1.5 .. "", -0 .. "", 1e20 .. "")
local n = 5
n = n + 1
local half = n / 4
print(n, half, n - half, -half, n % 4, half * 2 == 3)

-- expect: 3	-3	12	3.5	1	2	-2	1024	-4
-- expect: 15	32	5	25	-3	1020
-- expect: 1e+15	1e+14	1.2345678901234e+14	0.1	0.33333333333333	100	-0.5	1e+100	9.007199254741e+15
-- expect: inf	-inf	true	true
-- expect: true	false	true	false	true
-- expect: true	true	true	true	true	true	true	true	true
-- expect: true	true	true
-- expect: 0	3	3	3
-- expect: nil	2	2	false	false	1	nil
-- expect: 3	false	true	false	false
-- expect: abc	7
-- expect: abc	xyz
-- expect: ab	true
-- expect: ab	false
-- expect: abc	3
-- expect: 11	10
-- expect: 11	10
-- expect: 11	10
-- expect: 1	1	10
-- expect: 1	2	3
-- expect: 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,
-- expect: true	3	0.5	inf	-inf
-- expect: 1	1.5	0	1e+20
-- expect: 6	1.5	4.5	-1.5	2	true
