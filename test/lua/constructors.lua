-- Constructors of a field and a list of any length, and what is added and removed afterwards.
local function p(...) return { n = select('#', ...), ... } end
local function q(...) return { [2.5] = 'x', ... } end
local function r(...) return { [3] = 'x', ... } end
local function s(...) return { [true] = 'x', ... } end
local function v(...) return { n = nil, ... } end
local function w(...) return { ['name'] = 2, nil, [2] = nil, ... } end
local function show(t) local o = {} for k, v in pairs(t) do o[#o + 1] = tostring(k) .. '=' .. tostring(v) end return table.concat(o, ' ') .. ' #' .. #t end
for _, f in ipairs { p, q, r, s, v, w } do
  for _, n in ipairs { 0, 1, 2, 5, 8 } do
    local a = {} for i = 1, n do a[i] = i * 10 end
    local t = f(unpack(a))
    print(n, show(t))
    t.z = 1 t.y = 2 print(show(t)) t[n + 1] = 'e' t[n + 2] = 'f' print(show(t)) t.n = nil t.w = 4 print(show(t))
    t[n + 1] = nil print(show(t), next(t))
  end
end
print(show(p(nil, 2, nil))) print(show(p(1, nil, 3, nil)))

-- expect: 0	n=0 #0
-- expect: y=2 z=1 n=0 #0
-- expect: 1=e 2=f y=2 z=1 n=0 #2
-- expect: 1=e 2=f y=2 z=1 w=4 #2
-- expect: 2=f y=2 z=1 w=4 #2	2	f
-- expect: 1	1=10 n=1 #1
-- expect: 1=10 y=2 z=1 n=1 #1
-- expect: 1=10 2=e 3=f y=2 z=1 n=1 #3
-- expect: 1=10 2=e 3=f y=2 z=1 w=4 #3
-- expect: 1=10 3=f y=2 z=1 w=4 #1	1	10
-- expect: 2	1=10 2=20 n=2 #2
-- expect: 1=10 2=20 y=2 z=1 n=2 #2
-- expect: 1=10 2=20 3=e 4=f y=2 z=1 n=2 #4
-- expect: 1=10 2=20 3=e 4=f y=2 z=1 w=4 #4
-- expect: 1=10 2=20 4=f y=2 z=1 w=4 #4	1	10
-- expect: 5	1=10 2=20 3=30 4=40 5=50 n=5 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 y=2 z=1 n=5 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 z=1 n=5 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 z=1 w=4 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 7=f y=2 z=1 w=4 #5	1	10
-- expect: 8	1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 n=8 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 y=2 z=1 n=8 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 z=1 n=8 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 z=1 w=4 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 10=f y=2 z=1 w=4 #10	1	10
-- expect: 0	2.5=x #0
-- expect: y=2 2.5=x z=1 #0
-- expect: 1=e 2=f y=2 2.5=x z=1 #2
-- expect: 1=e 2=f y=2 w=4 2.5=x z=1 #2
-- expect: 2=f y=2 w=4 2.5=x z=1 #2	2	f
-- expect: 1	1=10 2.5=x #1
-- expect: 1=10 y=2 2.5=x z=1 #1
-- expect: 1=10 2=e 3=f y=2 2.5=x z=1 #3
-- expect: 1=10 2=e 3=f y=2 w=4 2.5=x z=1 #3
-- expect: 1=10 3=f y=2 w=4 2.5=x z=1 #1	1	10
-- expect: 2	1=10 2=20 2.5=x #2
-- expect: 1=10 2=20 y=2 2.5=x z=1 #2
-- expect: 1=10 2=20 3=e 4=f y=2 2.5=x z=1 #4
-- expect: 1=10 2=20 3=e 4=f y=2 w=4 2.5=x z=1 #4
-- expect: 1=10 2=20 4=f y=2 w=4 2.5=x z=1 #4	1	10
-- expect: 5	1=10 2=20 3=30 4=40 5=50 2.5=x #5
-- expect: 1=10 2=20 3=30 4=40 5=50 y=2 2.5=x z=1 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 2.5=x z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 w=4 2.5=x z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 7=f y=2 w=4 2.5=x z=1 #5	1	10
-- expect: 8	1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 2.5=x #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 y=2 2.5=x z=1 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 2.5=x z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 w=4 2.5=x z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 10=f y=2 w=4 2.5=x z=1 #10	1	10
-- expect: 0	3=x #0
-- expect: 3=x y=2 z=1 #0
-- expect: 1=e 2=f 3=x y=2 z=1 #3
-- expect: 1=e 2=f 3=x y=2 w=4 z=1 #3
-- expect: 2=f 3=x y=2 w=4 z=1 #3	2	f
-- expect: 1	1=10 3=x #1
-- expect: 1=10 3=x y=2 z=1 #1
-- expect: 1=10 3=f 2=e y=2 z=1 #3
-- expect: 1=10 2=e 3=f y=2 w=4 z=1 #3
-- expect: 1=10 3=f y=2 w=4 z=1 #1	1	10
-- expect: 2	1=10 2=20 3=x #3
-- expect: 1=10 2=20 3=x y=2 z=1 #3
-- expect: 1=10 2=20 3=e 4=f y=2 z=1 #4
-- expect: 1=10 2=20 3=e 4=f y=2 w=4 z=1 #4
-- expect: 1=10 2=20 4=f y=2 w=4 z=1 #4	1	10
-- expect: 5	1=10 2=20 3=30 4=40 5=50 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 y=2 z=1 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 w=4 z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 7=f y=2 w=4 z=1 #5	1	10
-- expect: 8	1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 y=2 z=1 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 w=4 z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 10=f y=2 w=4 z=1 #10	1	10
-- expect: 0	true=x #0
-- expect: y=2 true=x z=1 #0
-- expect: 1=e 2=f y=2 true=x z=1 #2
-- expect: 1=e 2=f y=2 true=x w=4 z=1 #2
-- expect: 2=f y=2 true=x w=4 z=1 #2	2	f
-- expect: 1	1=10 true=x #1
-- expect: 1=10 y=2 true=x z=1 #1
-- expect: 1=10 2=e 3=f y=2 true=x z=1 #3
-- expect: 1=10 2=e 3=f y=2 true=x w=4 z=1 #3
-- expect: 1=10 3=f y=2 true=x w=4 z=1 #1	1	10
-- expect: 2	1=10 2=20 true=x #2
-- expect: 1=10 2=20 y=2 true=x z=1 #2
-- expect: 1=10 2=20 3=e 4=f y=2 true=x z=1 #4
-- expect: 1=10 2=20 3=e 4=f y=2 true=x w=4 z=1 #4
-- expect: 1=10 2=20 4=f y=2 true=x w=4 z=1 #4	1	10
-- expect: 5	1=10 2=20 3=30 4=40 5=50 true=x #5
-- expect: 1=10 2=20 3=30 4=40 5=50 y=2 true=x z=1 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 true=x z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 true=x w=4 z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 7=f y=2 true=x w=4 z=1 #5	1	10
-- expect: 8	1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 true=x #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 y=2 true=x z=1 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 true=x z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 true=x w=4 z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 10=f y=2 true=x w=4 z=1 #10	1	10
-- expect: 0	 #0
-- expect: y=2 z=1 #0
-- expect: 1=e 2=f y=2 z=1 #2
-- expect: 1=e 2=f y=2 w=4 z=1 #2
-- expect: 2=f y=2 w=4 z=1 #2	2	f
-- expect: 1	1=10 #1
-- expect: 1=10 y=2 z=1 #1
-- expect: 1=10 2=e 3=f y=2 z=1 #3
-- expect: 1=10 2=e 3=f y=2 w=4 z=1 #3
-- expect: 1=10 3=f y=2 w=4 z=1 #1	1	10
-- expect: 2	1=10 2=20 #2
-- expect: 1=10 2=20 y=2 z=1 #2
-- expect: 1=10 2=20 3=e 4=f y=2 z=1 #4
-- expect: 1=10 2=20 3=e 4=f y=2 w=4 z=1 #4
-- expect: 1=10 2=20 4=f y=2 w=4 z=1 #4	1	10
-- expect: 5	1=10 2=20 3=30 4=40 5=50 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 y=2 z=1 #5
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 6=e 7=f y=2 w=4 z=1 #7
-- expect: 1=10 2=20 3=30 4=40 5=50 7=f y=2 w=4 z=1 #5	1	10
-- expect: 8	1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 y=2 z=1 #8
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 9=e 10=f y=2 w=4 z=1 #10
-- expect: 1=10 2=20 3=30 4=40 5=50 6=60 7=70 8=80 10=f y=2 w=4 z=1 #10	1	10
-- expect: 0	name=2 #0
-- expect: y=2 name=2 z=1 #0
-- expect: 1=e 2=f y=2 name=2 z=1 #2
-- expect: 1=e 2=f y=2 w=4 name=2 z=1 #2
-- expect: 2=f y=2 w=4 name=2 z=1 #2	2	f
-- expect: 1	2=10 name=2 #2
-- expect: y=2 2=10 name=2 z=1 #0
-- expect: y=2 2=e name=2 z=1 3=f #0
-- expect: y=2 2=e name=2 z=1 3=f w=4 #0
-- expect: y=2 name=2 z=1 3=f w=4 #0	y	2
-- expect: 2	2=10 3=20 name=2 #3
-- expect: y=2 2=10 name=2 3=20 z=1 #0
-- expect: y=2 2=10 name=2 3=e 4=f z=1 #0
-- expect: y=2 2=10 name=2 3=e z=1 4=f w=4 #0
-- expect: y=2 2=10 name=2 z=1 4=f w=4 #0	y	2
-- expect: 5	2=10 3=20 4=30 5=40 6=50 name=2 #6
-- expect: 2=10 3=20 4=30 5=40 6=50 y=2 name=2 z=1 #6
-- expect: 2=10 3=20 4=30 5=40 6=e 7=f y=2 name=2 z=1 #7
-- expect: 2=10 3=20 4=30 5=40 6=e 7=f y=2 w=4 name=2 z=1 #7
-- expect: 2=10 3=20 4=30 5=40 7=f y=2 w=4 name=2 z=1 #5	2	10
-- expect: 8	2=10 3=20 4=30 5=40 6=50 7=60 8=70 9=80 name=2 #9
-- expect: 2=10 3=20 4=30 5=40 6=50 7=60 8=70 y=2 name=2 9=80 z=1 #9
-- expect: 2=10 3=20 4=30 5=40 6=50 7=60 8=70 9=e 10=f y=2 name=2 z=1 #10
-- expect: 2=10 3=20 4=30 5=40 6=50 7=60 8=70 9=e 10=f y=2 w=4 name=2 z=1 #10
-- expect: 2=10 3=20 4=30 5=40 6=50 7=60 8=70 10=f y=2 w=4 name=2 z=1 #10	2	10
-- expect: 2=2 n=3 #0
-- expect: 1=1 3=3 n=4 #1
