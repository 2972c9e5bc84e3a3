-- Numbers: in texts, with a base, in arithmetic, in source, and printed.
local parts = {'0','1','9','12','007','.','e','E','+','-','x','X','0x','a','f','g',' ','\t','\n','\0','e5','e+5','e-5','inf','nan','_','1e400','1e-400','p1','0b1','.5','5.','99999999999999999999','ffffffffffffffff','fffffffffffffffff', '\11', '\160', 'n', 'INF', 'Z', 'z'}
for i = 1, 250 do
  local t = {}
  for k = 1, 1 + below(4) do t[k] = pick(parts) end
  local text = table.concat(t)
  out(show(text, 0), pcall(tonumber, text))
  out(' base', pcall(tonumber, text, pick{2, 8, 10, 16, 36, 3, 1, 37, 0, 16.9}))
  out(' arith', pcall(function() return text + 0 end))
  local ok, f, e = pcall(loadstring, 'return ' .. text)
  out(' source', ok, type(f) == 'function' and (function() local ok, v = pcall(f) return ok and type(v) == 'number' and v end)() or e)
end
local numbers = {}
for i = 1, 60 do
  local x = (below(2^31-1) - 2^30) * 2 ^ (below(140) - 70) / (below(1000) + 1)
  out(tostring(x), string.format('%.14g %.17g %.3f %5.1e %d %x', x, x, x, x, x, x), tostring(math.floor(x)), tostring(x % 7), tostring(-x % 3.5), tostring(x ^ 2), tostring(#tostring(x)))
end
