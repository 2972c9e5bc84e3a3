-- `{ n = select("#", ...), ... }` and its kin: what they hold, in which order, and what becomes of them; `unpack`.
local function show(t)
  local s = {}
  for k, v in pairs(t) do s[#s + 1] = tostring(k) .. '=' .. tostring(v) end
  return #t .. ': ' .. (#s < 20 and table.concat(s, ' ') or #s .. ' ' .. s[1] .. ' ' .. s[#s])
end
local function one(...) return { n = select('#', ...), ... } end
local function nilled(...) return { n = nil, ... } end
local function two(...) return { a = 1, b = 2, ... } end
local function called(f, ...) return { n = 7, f(...) } end
local function mixed(...) return { [1] = 'first', n = 1, ... } end
local function after(...) return { ..., n = 1 } end
local function values(...) return ... end
local lists = { {}, { 1, 2, 3 }, { 1, nil, 3, n = 3 }, { nil, n = 1 } }
local long = {}
for i = 1, 70 do long[i] = i end -- enough to be accounted
lists[#lists + 1] = long
for _, list in ipairs(lists) do
  local n = list.n or #list
  for _, make in ipairs({ one, nilled, two, mixed, after, function(...) return called(values, ...) end }) do
    local t = make(unpack(list, 1, n))
    print(show(t))
    t[#t + 1] = 'more' t[#t + 1] = 'and more' t.extra = true t.n = nil t.other = 1
    print(show(t))
    t[1] = nil t[2] = nil
    print(show(t))
  end
end
for first = -1, 3 do for last = first, 6 do print(first, last, unpack({ 'a', 'b', 'c', 'd', 'e' }, first, last)) end end
print(unpack({})) print(unpack({ 1 })) print(unpack({ 1, 2 })) print(unpack({ 1, nil, 3 }, 1, 3)) print(pcall(unpack))
-- expect: 0: n=0
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 0: 
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 0: a=1 b=2
-- expect: 2: 1=more 2=and more extra=true other=1 a=1 b=2
-- expect: 0: extra=true other=1 a=1 b=2
-- expect: 1: 1=first n=1
-- expect: 3: 1=first 2=more 3=and more extra=true other=1
-- expect: 0: 3=and more extra=true other=1
-- expect: 0: n=1
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 0: n=7
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 3: 1=1 2=2 3=3 n=3
-- expect: 5: 1=1 2=2 3=3 4=more 5=and more extra=true other=1
-- expect: 5: 3=3 4=more 5=and more extra=true other=1
-- expect: 3: 1=1 2=2 3=3
-- expect: 5: 1=1 2=2 3=3 4=more 5=and more extra=true other=1
-- expect: 5: 3=3 4=more 5=and more extra=true other=1
-- expect: 3: 1=1 2=2 3=3 a=1 b=2
-- expect: 5: 1=1 2=2 3=3 4=more 5=and more extra=true other=1 a=1 b=2
-- expect: 5: 3=3 4=more 5=and more extra=true other=1 a=1 b=2
-- expect: 3: 1=1 2=2 3=3 n=1
-- expect: 5: 1=1 2=2 3=3 4=more 5=and more extra=true other=1
-- expect: 5: 3=3 4=more 5=and more extra=true other=1
-- expect: 1: 1=1 n=1
-- expect: 3: 1=1 2=more 3=and more extra=true other=1
-- expect: 0: 3=and more extra=true other=1
-- expect: 3: 1=1 2=2 3=3 n=7
-- expect: 5: 1=1 2=2 3=3 4=more 5=and more extra=true other=1
-- expect: 5: 3=3 4=more 5=and more extra=true other=1
-- expect: 3: 1=1 3=3 n=3
-- expect: 5: 1=1 3=3 4=more 5=and more other=1 extra=true
-- expect: 5: 3=3 4=more 5=and more other=1 extra=true
-- expect: 3: 1=1 3=3
-- expect: 5: 1=1 3=3 4=more extra=true other=1 5=and more
-- expect: 5: 3=3 4=more extra=true other=1 5=and more
-- expect: 3: 1=1 3=3 a=1 b=2
-- expect: 5: 1=1 3=3 4=more a=1 b=2 extra=true other=1 5=and more
-- expect: 5: 3=3 4=more a=1 b=2 extra=true other=1 5=and more
-- expect: 3: 1=1 3=3 n=1
-- expect: 5: 1=1 3=3 4=more 5=and more other=1 extra=true
-- expect: 5: 3=3 4=more 5=and more other=1 extra=true
-- expect: 1: 1=1 n=1
-- expect: 3: 1=1 2=more 3=and more extra=true other=1
-- expect: 0: 3=and more extra=true other=1
-- expect: 3: 1=1 3=3 n=7
-- expect: 5: 1=1 3=3 4=more 5=and more other=1 extra=true
-- expect: 5: 3=3 4=more 5=and more other=1 extra=true
-- expect: 0: n=1
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 0: 
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 0: a=1 b=2
-- expect: 2: 1=more 2=and more extra=true other=1 a=1 b=2
-- expect: 0: extra=true other=1 a=1 b=2
-- expect: 0: n=1
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 0: n=1
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 0: n=7
-- expect: 2: 1=more 2=and more extra=true other=1
-- expect: 0: extra=true other=1
-- expect: 70: 71 1=1 n=70
-- expect: 72: 74 1=1 other=1
-- expect: 72: 72 3=3 other=1
-- expect: 70: 70 1=1 70=70
-- expect: 72: 74 1=1 other=1
-- expect: 72: 72 3=3 other=1
-- expect: 70: 72 1=1 b=2
-- expect: 72: 76 1=1 b=2
-- expect: 72: 74 3=3 b=2
-- expect: 70: 71 1=1 n=1
-- expect: 72: 74 1=1 other=1
-- expect: 72: 72 3=3 other=1
-- expect: 1: 1=1 n=1
-- expect: 3: 1=1 2=more 3=and more extra=true other=1
-- expect: 0: 3=and more extra=true other=1
-- expect: 70: 71 1=1 n=7
-- expect: 72: 74 1=1 other=1
-- expect: 72: 72 3=3 other=1
-- expect: -1	-1	nil
-- expect: -1	0	nil	nil
-- expect: -1	1	nil	nil	a
-- expect: -1	2	nil	nil	a	b
-- expect: -1	3	nil	nil	a	b	c
-- expect: -1	4	nil	nil	a	b	c	d
-- expect: -1	5	nil	nil	a	b	c	d	e
-- expect: -1	6	nil	nil	a	b	c	d	e	nil
-- expect: 0	0	nil
-- expect: 0	1	nil	a
-- expect: 0	2	nil	a	b
-- expect: 0	3	nil	a	b	c
-- expect: 0	4	nil	a	b	c	d
-- expect: 0	5	nil	a	b	c	d	e
-- expect: 0	6	nil	a	b	c	d	e	nil
-- expect: 1	1	a
-- expect: 1	2	a	b
-- expect: 1	3	a	b	c
-- expect: 1	4	a	b	c	d
-- expect: 1	5	a	b	c	d	e
-- expect: 1	6	a	b	c	d	e	nil
-- expect: 2	2	b
-- expect: 2	3	b	c
-- expect: 2	4	b	c	d
-- expect: 2	5	b	c	d	e
-- expect: 2	6	b	c	d	e	nil
-- expect: 3	3	c
-- expect: 3	4	c	d
-- expect: 3	5	c	d	e
-- expect: 3	6	c	d	e	nil
-- expect: 
-- expect: 1
-- expect: 1	2
-- expect: 1	nil	3
-- expect: false	bad argument #1 to '?' (table expected, got no value)
