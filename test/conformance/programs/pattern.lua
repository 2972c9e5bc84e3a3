-- Patterns, good and malformed, through find, match, gsub and gmatch.
local items = {'a','b','.','%a','%d','%s','%w','%x','%p','%c','%u','%l','%z','%A','%D','%S','%g','[ab]','[^a]','[a-c]','[%a_]','[]]','[^]]','[a-]','[','[^','%','%%','(',')','()','(a)','(.)','%1','%2','%0','%b()','%bxx','%b','%f[a]','%f[%w]','%f','^','$','*','+','-','?','.-','.*','a*','[%z]','[a%-c]', '\0', ' ', '%', '[%', '%]', 'é'}
local texts = {'', 'a', 'abc', 'aab b', '(a(b)c)', 'hello world', 'x=1, y=2', '\0a\0', 'THE (quick) fox', 'aaaa', 'ab12_-', 'é\255', '%a', '  x  '}
local repls = {'', 'x', '%0', '%1', '%2', '%', '%%', '<%1%0>', {a = 'T', b = false, ab = 1}, function(...) return ... end, function(a) return a == 'a' and 'F' end, function() end, function() return {} end, function() return 5 end, 7, {}, nil, true}
for i = 1, 120 do
  local p = {}
  for k = 1, 1 + below(5) do p[k] = pick(items) end
  local pattern, text = table.concat(p), pick(texts)
  local name = show(pattern, 0) .. show(text, 0)
  out(name, pcall(string.find, text, pattern, pick{1, 1, 2, -2, 0, 100, -100}, below(6) == 0))
  out(' match', pcall(string.match, text, pattern, pick{1, 1, 3, -1}))
  out(' gsub', pcall(string.gsub, text, pattern, repls[below(18) + 1], pick{nil, nil, 1, 0, 2, -1}))
  out(' gmatch', pcall(function() local r = {} for a, b in string.gmatch(text, pattern) do r[#r+1] = a r[#r+1] = tostring(b) if #r > 30 then break end end return table.concat(r, '|') end))
end
