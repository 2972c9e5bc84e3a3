-- Long chains, long lists and deep nesting compile, or fail as in Lua.
local function run(text) local f, e = loadstring(text, "=chunk") if not f then return nil, e end return f() end
print(run("return 1" .. (" + 1"):rep(5000)))
print(run("local x = 1 return x" .. (" + x"):rep(5000)))
print(run("local x = 'a' return #(x" .. (" .. x"):rep(150) .. ")"))
print(run("local x = true return x" .. (" and x"):rep(5000)))
print(run("local x = false return x" .. (" or x"):rep(5000) .. " or 'end'"))
print(run("local t = {} t.t = t t.v = 7 return t" .. (".t"):rep(5000) .. ".v"))
print(run("local function f() return f end local n = 0 local g g = function() n = n + 1 return g end g" .. ("()"):rep(5000) .. " return n"))
print(run("local o = {n = 0} function o:m() self.n = self.n + 1 return self end o" .. (":m()"):rep(3000) .. " return o.n"))
print(run("local x = 5 if x == 0 then return 0 " .. ("elseif x == 1 then return 1 "):rep(500) .. "else return 'else' end"))
print(run("return " .. ("("):rep(150) .. "1" .. (")"):rep(150)))
print(run("return " .. ("{"):rep(150) .. ("}"):rep(150)) ~= nil)
print(run("return " .. ("-"):rep(1):rep(1) .. (" -"):rep(150) .. " 1"))
print(run("return " .. ("("):rep(300) .. "1" .. (")"):rep(300)))
print(run("return " .. ("{"):rep(300) .. ("}"):rep(300)))
print(run(("do "):rep(150) .. ("end "):rep(150) .. "return 'blocks'"))
print(run(("do "):rep(300) .. ("end "):rep(300)))
print(run(("local f = function() "):rep(100) .. (" end "):rep(100) .. "return 'functions'"))
local list = {}
for i = 1, 3000 do list[i] = tostring(i) end
print(run("local t = {" .. table.concat(list, ",") .. "} return #t, t[3000]"))
local fields = {}
for i = 1, 3000 do fields[i] = "k" .. i .. "=" .. i end
print(run("local t = {" .. table.concat(fields, ",") .. "} return t.k1, t.k3000"))
local statements = {}
for i = 1, 3000 do statements[i] = "g" .. i .. " = " .. i end
print(run(table.concat(statements, "\n") .. " return g3000"))
local names = {}
for i = 1, 201 do names[i] = "l" .. i end
print(run("local " .. table.concat(names, ",")))
print(run("local s = [==[\r\nline]]\n]==] return #s, '\\065\\n\\\n'"))
print(run("return 'a\\0b' == 'a' .. '\\0' .. 'b', #'\\255\\128', '\\x41' "))
print(run("return 0x10, 1e2, .5, 3., 0xff"))
print(run("x ="))
print(run("for i = 1 do end"))
print(run("return 'unfinished"))
print(run("break"))
print(run("local t = {} t.x.y:z = 1"))

-- expect: 5001
-- expect: 5001
-- expect: 151
-- expect: true
-- expect: end
-- expect: 7
-- expect: 5000
-- expect: 3000
-- expect: else
-- expect: 1
-- expect: true
-- expect: -1
-- expect: nil	chunk:1: chunk has too many syntax levels
-- expect: nil	chunk:1: chunk has too many syntax levels
-- expect: blocks
-- expect: nil	chunk:1: chunk has too many syntax levels
-- expect: nil	chunk:1: chunk has too many syntax levels
-- expect: 3000	3000
-- expect: 1	3000
-- expect: 3000
-- expect: nil	chunk:1: main function has more than 200 local variables
-- expect: 7	A
-- expect: 
-- expect: 
-- expect: true	2	x41
-- expect: 16	100	0.5	3	255
-- expect: nil	chunk:1: unexpected symbol near '<eof>'
-- expect: nil	chunk:1: ',' expected near 'do'
-- expect: nil	chunk:1: unfinished string near '<eof>'
-- expect: nil	chunk:1: no loop to break near '<eof>'
-- expect: nil	chunk:1: function arguments expected near '='
