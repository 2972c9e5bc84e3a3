-- What the compiler knows: folded powers, the one zero of a function, locals that are read when a value is stored.
local function f1() local t = {n = 1, 0} return (nil and 1 or -0) end
print(f1())
local function f2(u) return type(u and 0) .. -0 end print(f2(1))
local function f3() return (math.modf(-0)) + (2^53 % 1) end print(f3())
local function f4(f, n) return ((n * n) / (2^53 and f)) end print(pcall(f4, print, 3))
local function f5() local u = {} local g = function() u = {9} return 5 end u[1], u = g(), 7 return u end print(f5())
local function f6() local k, t = 1, {} local g = function() k = 2 return 'v' end t[k], t.x = g(), 1 return t[1], t[2] end print(f6())
local function f7() local k, t = 1, {} local g = function() k = 2 return 'v' end t[k], k = g(), 1 return t[1], t[2], k end print(f7())
print(2^0.5, 10^22 == 1e22, 2^-1, 3^40, 7^0.3)
local function f8() return 0 or -0 end print(f8())
local function f9(a) return a and -0 or 0 end print(f9(1), f9(nil))
print(pcall(function() local u = nil local g = function() u = {} return 5 end u, u[1] = u, g() return u end))
local a = 0 local b = -0 print(b)
local t = {-0, [0] = 1, x = -0} print(t[1], t.x)
print(-0 == 0, 1 / -0, 1 / 0)
local function g(n) if n == -0 then return -0 end for i = -0, 1 do return i - 0 end end print(g(1), g(0))
local function h() return {-0, 0} end print(h()[1], h()[2])
local function k(x) x = x or -0 return x end print(k(), (function() local s = 'a' .. -0 return s end)())
local function m() local q q = {0} q[1] = -0 return q[1], #q + -0, -0 * 1 end print(m())
print((function(...) return select('#', ...) , -0 end)(-0))
print(-(0), - 0, 0 * -1, (-0) % 5, -0 ^ 2, - -0)
-- expect: 0
-- expect: number0
-- expect: -0
-- expect: false	constants.lua:6: attempt to perform arithmetic on local 'f' (a function value)
-- expect: 7
-- expect: nil	v
-- expect: v	nil	1
-- expect: 1.4142135623731	true	0.5	1.2157665459057e+19	1.792789962521
-- expect: 0
-- expect: -0	-0
-- expect: true	nil
-- expect: 0
-- expect: 0	0
-- expect: true	inf	inf
-- expect: 0	-0
-- expect: -0	-0
-- expect: -0	a-0
-- expect: 0	1	0
-- expect: 1	-0
-- expect: 0	0	0	0	0	0
