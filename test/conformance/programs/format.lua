-- string.format with all directives, flags, widths and precisions.
local specs = {'d','i','u','c','x','X','o','e','E','f','g','G','q','s','%','a','p','n','y',''}
local flags = {'','','','-','+',' ','#','0','-0','+ ','# 0','-+ #0','00'}
local widths = {'','','1','5','10','99','100','007'}
local precisions = {'','','.','.0','.1','.5','.14','.17','.20','.99','.100','.-1'}
local values = {0, -0, 1, -1, 42, 255, 3.7, -3.7, 0.5, 1.5, 2.5, 1e15, 1e16, 1e21, 1e300, -1e300, 1e-5, 123456789.125, 2^31, 2^32, 2^53, 2^63, -2^63, 2^64, 0/0, 1/0, -1/0, 'abc', '', 'a\0b', 'q"\n\r\\\0', '12', '0x1F', ' 7 ', nil, true, {}, ('long'):rep(30)}
for i = 1, 200 do
  local f = '%' .. pick(flags) .. pick(widths) .. pick(precisions) .. pick(specs)
  if below(8) == 0 then f = f .. '|%' .. pick(specs) .. '|' end
  local n = below(40) + 1
  out(f, pcall(string.format, f, values[n], values[below(38) + 1]))
end
