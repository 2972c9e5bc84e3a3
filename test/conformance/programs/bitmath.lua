-- The bit and math libraries, arithmetic and comparisons on odd numbers.
local values = {0, 1, -1, 31, 32, 33, 2^31-1, 2^31, -2^31, 2^32-1, 2^32, 2^33, 2^51, 2^52, 2^53, -2^53, 2^53+2, 0.5, 1.5, 2.5, -0.5, -1.5, 1e15+0.5, 1e20, -1e20, 1e300, 0/0, 1/0, '12', '0x10', 3.7, -3.7}
local names = {'band','bor','bxor','lshift','rshift','arshift','rol','ror','bnot','bswap','tobit','tohex'}
for i = 1, 300 do
  local n = pick(names)
  local a, b, c = pick(values), pick(values), pick(values)
  out(n .. ' ' .. tostring(a) .. ' ' .. tostring(b), pcall(bit[n], a, b))
  if below(4) == 0 then out(n .. ' 3', pcall(bit[n], a, b, c)) end
end
local ops = {'fmod','pow','atan2','ldexp','max','min','mod','modf','frexp','floor','ceil','abs','sqrt','deg','rad','log10','sinh','tanh'}
for i = 1, 200 do
  local n = pick(ops)
  local a, b = pick(values), pick(values)
  local r = {pcall(math[n], a, b)}
  for k = 1, #r do if type(r[k]) == 'number' and r[k] == r[k] then r[k] = string.format('%.14g', r[k]) end end
  out(n .. ' ' .. tostring(a) .. ' ' .. tostring(b), unpack(r))
end
for i = 1, 100 do
  local a, b = pick(values), pick(values)
  out('ops', tostring(a) .. ' ' .. tostring(b), pcall(function() return a + b, a - b, a * b, a / b, a % b, -a, a .. b end))
  out('cmp', pcall(function() return a < b, a <= b, a == b, a ~= b end))
end
