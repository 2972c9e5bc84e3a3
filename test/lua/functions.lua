-- Parameters, varargs, results, recursion, tail calls, methods.
local function count(...) return select("#", ...) end
local function pass(...) return ... end
print(count(), count(nil), count(nil, nil), count(pass()), count(pass(nil)), count(pass(1, 2, 3), 1), count((pass(1, 2))))
print(pass(1, 2, 3), pass(4, 5))
print((pass(1, 2)), (pass()))
local a, b, c = pass(1, 2), 10
print(a, b, c)
a, b, c = 0, pass(1, 2, 3, 4)
print(a, b, c)
a, b = pass(1)
print(a, b)
local t = { pass(1, 2), pass(3, 4), n = count(pass(1, 2)) }
print(#t, t[1], t[2], t[3], t.n)
t = { pass() }
print(#t)
t = { (pass(7, 8)) }
print(#t, t[1])
t = { [1] = "named", "listed" }
print(t[1])
t = { "listed", [1] = "named" }
print(t[1])
t = { x = 1, y = 2, 10, 20, [30] = 3, z = { w = 4 } }
print(t.x, t.y, t[1], t[2], t[30], t.z.w)
local function old(...) return arg end
print(type(old(1, 2)), old(1, 2).n, old(1, 2)[2])
local function old2(...) local x = ... return arg end
print(old2(1))
local function defaults(x, y, z) return x, y, z end
print(defaults(1)) print(defaults(1, 2, 3, 4))
local function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(100001), odd(100001))
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + 1) end
print(loop(1000000, 0))
local obj = { v = 5 }
function obj:get(d) return self.v + (d or 0) end
function obj.static(x) return x end
obj.inner = { deep = {} }
function obj.inner.deep:name() return self == obj.inner.deep end
print(obj:get(), obj:get(3), obj.get({ v = 1 }), obj.static(9), obj.inner.deep:name())
print(("abc"):upper(), ("x"):rep(3), #("abc"):rep(2))
local function tail(...) return pass(...) end
print(count(tail()), count(tail(nil, nil)), tail(1, nil, 3))
local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end
print(fact(10), fact(20))
local function ack(m, n) if m == 0 then return n + 1 elseif n == 0 then return ack(m - 1, 1) end return ack(m - 1, ack(m, n - 1)) end
print(ack(2, 3))
local function counter() local n = 0 return function() n = n + 1 return n end, function() return n end end
local inc, get = counter()
inc() inc()
print(get())
local x, y = 1, 2
x, y = y, x
print(x, y)
local i, arr = 1, {}
i, arr[i] = i + 1, 20
print(i, arr[1], arr[2])
local p = { 1, 2, 3 }
p[1], p[2], p[3] = p[3], p[1]
print(p[1], p[2], p[3])
print(unpack({ 1, 2, 3 }, 2), unpack({ 1, 2 }, 1, 3))
print(#{ unpack({}, 1, 100) }, select("#", unpack({}, 1, 100)))
print(select(-1, 1, 2, 3), select(2, "a", "b", "c"))
print(type(print), type(pass), tostring(pass):match("^function: ") ~= nil)
print(pcall(pass, 1, 2, 3))
print(string.format("%s %d", pass("a", 1)))
local f = function(...) local a, b = ... return b, a, ... end
print(f(1, 2, 3))
print((function(...) return select("#", ...) end)(nil, nil, nil))
print(pcall(function(...) return ..., "last" end, 1, 2))
function globalFunction(a) return a end
print(globalFunction(3), _G.globalFunction == globalFunction)

-- expect: 0	1	2	0	1	2	1
-- expect: 1	4	5
-- expect: 1	nil
-- expect: 1	10	nil
-- expect: 0	1	2
-- expect: 1	nil
-- expect: 2	1	3	nil	2
-- expect: 0
-- expect: 1	7
-- expect: listed
-- expect: listed
-- expect: 1	2	10	20	3	4
-- expect: table	2	2
-- expect: nil
-- expect: 1	nil	nil
-- expect: 1	2	3
-- expect: false	true
-- expect: 1000000
-- expect: 5	8	1	9	true
-- expect: ABC	xxx	6
-- expect: 0	2	1	nil	3
-- expect: 3628800	2.4329020081766e+18
-- expect: 9
-- expect: 2
-- expect: 2	1
-- expect: 2	20	nil
-- expect: 3	1	nil
-- expect: 2	1	2	nil
-- expect: 0	100
-- expect: 3	b	c
-- expect: function	function	true
-- expect: true	1	2	3
-- expect: a 1
-- expect: 2	1	1	2	3
-- expect: 3
-- expect: true	1	last
-- expect: 3	true
