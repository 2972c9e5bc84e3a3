-- `error` as a statement, wherever the function that it stands in is called from.
local function raise(value, ...) error(value, ...) end
local function passes(value) return raise(value) end
local function calls(value) raise(value) return "not reached" end
local function keeps(value) local result = raise(value) return result end
local function several(value) local a, b = raise(value) return a, b end
local function argument(value) return select("#", raise(value)) end
local function inTable(value) return { raise(value) } end
for _, f in ipairs({ raise, passes, calls, keeps, several, argument, inTable }) do print(pcall(f, "text")) end
print(pcall(raise, 5), (select(2, pcall(raise, { 1 }))[1]))
print(pcall(raise, nil), pcall(raise), pcall(raise, true))
for level = 0, 3 do print(pcall(calls, "x", level), pcall(raise, "x", level)) end
print(pcall(raise, "x", "2"))
print(pcall(raise, "x", {}))
-- In loops, conditions and closures; the code after it does not run.
local log = {}
print(pcall(function()
  for i = 1, 3 do
    log[#log + 1] = i
    if i == 2 then error("in loop") end
  end
end), #log)
print(type(select(2, pcall(function() while true do repeat error({}, 2) until true end end))))
-- Through iterators, metamethods, comparators, callbacks, handlers.
print(pcall(function() for x in function() error("iterator") end do print(x) end end))
print(pcall(function() for x, y in raise, "step" do print(x, y) end end))
local object = setmetatable({}, {
  __index = function(_, key) error("index " .. key) end,
  __newindex = function(_, key) error("newindex " .. key) end,
  __add = function() error("add") end,
  __concat = function() error("concat") end,
  __eq = function() error("eq") end,
  __lt = function() error("lt") end,
  __call = function(_, x) error("call " .. x) end,
  __tostring = function() error("tostring") end,
})
print(pcall(function() return object.field end))
print(pcall(function() object.field = 1 end))
print(pcall(function() return object + 1 end))
print(pcall(function() return object .. "" end))
print(pcall(function() return object == setmetatable({}, getmetatable(object)) end))
print(pcall(function() return object < object end))
print(pcall(object, 3))
print(pcall(function() return object(4) end))
print(pcall(tostring, object))
print(pcall(table.sort, { 3, 2, 1 }, function() error("sort") end))
print(pcall(string.gsub, "abc", "b", function(c) error("gsub " .. c) end))
print(xpcall(function() error("handled") end, function(message) return message .. "!" end))
print(xpcall(function() error("first") end, function(message) error("in handler " .. message) end))
print(pcall(pcall, raise, "inner"))
print(select("#", pcall(pcall, raise, "inner")))
print(pcall(function() local ok, message = pcall(raise, "a") error(message .. "b", 0) end))
print(select(2, pcall(function() local ok, message = pcall(raise, { "t" }) error(message) end))[1])
-- In coroutines.
local co = coroutine.create(function() coroutine.yield(1) error("after a yield") end)
print(coroutine.resume(co)) print(coroutine.resume(co)) print(coroutine.status(co))
co = coroutine.create(function() local function deep() coroutine.yield(2) raise("deep") end deep() end)
print(coroutine.resume(co)) print(coroutine.resume(co)) print(coroutine.status(co))
co = coroutine.wrap(function() return raise({ code = 7 }) end)
print(select(2, pcall(co)).code)
co = coroutine.wrap(function() return pcall(function() error("caught inside") end) end)
print(co())

print(pcall(coroutine.wrap(function() return error("tail") end)))
-- The name can stand for something else.
local plain = error
function error(...) return ... end
local function continues() error("ignored") return "went on" end
print(continues(), pcall(continues))
function error(value) plain("replaced: " .. value, 0) end
print(pcall(continues))
error = setmetatable({}, { __call = function(_, value) return plain(value, 2) end })
print(pcall(continues))
error = nil
print(pcall(continues))
error = plain
local error = function() return "local" end
local function usesLocal() error("x") return error("y") end
print(pcall(usesLocal))
-- Errors of library functions, in protected calls of them and of functions around them.
print(pcall(string.rep)) print(pcall(string.rep, "x", {})) print(pcall(("x").rep, "x", {}))
print(pcall(function() return ("x"):rep({}) end))
print(pcall(function() return ("x").rep() end))
print(pcall(function() string.rep("x", "y") end))
print(pcall(function() assert(false) end)) print(pcall(function() assert(nil, "message") end))
print(pcall(assert, false, "direct"))
print(pcall(setmetatable, 1))
print(pcall(function() return setmetatable({}, 1) end))
print(pcall(ipairs))

-- expect: false	raising.lua:2: text
-- expect: false	raising.lua:2: text
-- expect: false	raising.lua:2: text
-- expect: false	raising.lua:2: text
-- expect: false	raising.lua:2: text
-- expect: false	raising.lua:2: text
-- expect: false	raising.lua:2: text
-- expect: false	1
-- expect: false	false	false	true
-- expect: false	false	x
-- expect: false	false	raising.lua:2: x
-- expect: false	false	x
-- expect: false	false	raising.lua:12: x
-- expect: false	x
-- expect: false	raising.lua:2: bad argument #2 to 'error' (number expected, got table)
-- expect: false	2
-- expect: table
-- expect: false	raising.lua:25: iterator
-- expect: false	raising.lua:2: step
-- expect: false	raising.lua:28: index field
-- expect: false	raising.lua:29: newindex field
-- expect: false	raising.lua:30: add
-- expect: false	raising.lua:31: concat
-- expect: false	raising.lua:32: eq
-- expect: false	raising.lua:33: lt
-- expect: false	raising.lua:34: call 3
-- expect: false	raising.lua:34: call 4
-- expect: false	raising.lua:35: tostring
-- expect: false	raising.lua:46: sort
-- expect: false	raising.lua:47: gsub b
-- expect: false	raising.lua:48: handled!
-- expect: false	error in error handling
-- expect: true	false	raising.lua:2: inner
-- expect: 3
-- expect: false	raising.lua:2: ab
-- expect: t
-- expect: true	1
-- expect: false	raising.lua:55: after a yield
-- expect: dead
-- expect: true	2
-- expect: false	raising.lua:2: deep
-- expect: dead
-- expect: 7
-- expect: false	raising.lua:61: caught inside
-- expect: false	raising.lua:64: tail
-- expect: went on	true	went on
-- expect: false	replaced: ignored
-- expect: false	raising.lua:68: ignored
-- expect: false	raising.lua:68: attempt to call global 'error' (a nil value)
-- expect: true	local
-- expect: false	bad argument #1 to '?' (string expected, got no value)
-- expect: false	bad argument #2 to '?' (number expected, got table)
-- expect: false	bad argument #2 to '?' (number expected, got table)
-- expect: false	raising.lua:82: bad argument #1 to 'rep' (number expected, got table)
-- expect: false	raising.lua:83: bad argument #1 to 'rep' (string expected, got no value)
-- expect: false	raising.lua:84: bad argument #2 to 'rep' (number expected, got string)
-- expect: false	raising.lua:85: assertion failed!
-- expect: false	raising.lua:85: message
-- expect: false	direct
-- expect: false	bad argument #1 to '?' (table expected, got number)
-- expect: false	raising.lua:88: bad argument #2 to 'setmetatable' (nil or table expected)
-- expect: false	bad argument #1 to '?' (table expected, got no value)
