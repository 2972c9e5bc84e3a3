-- cjson.encode of values put together at random, with all settings.
local scalars = {1, -1, 0.1, 1/3, 1e15, 1e16, 123456789012345678, -0, 1e300, 1e-300, 2^53, true, false, cjson.null, 'a', '', 'q"\\/\b\f\n\r\t\0\1\31\127\128\255', 'é', '\226\128\168', 100, 12345678901234, 0.1+0.2, 1e21, 1e-7, 123.456}
local function value(d)
  local c = below(10)
  if d == 0 or c < 6 then return pick(scalars) end
  local t = {}
  if c < 8 then for i = 1, below(4) do t[i] = value(d - 1) end
  elseif c == 8 then t[pick{'k', 'x y', 1, 5, 20, 1.5, -1, '1', 0}] = value(d - 1)
  else t[1] = 1 t[pick{2, 3, 5, 11, 12, 25, 50}] = value(d - 1) end
  if below(12) == 0 then t = pick{function() end, 0/0, 1/0, -1/0, setmetatable({}, {__index = {1,2}}), coroutine.create(function() end), {[true]=1}} end
  return t
end
cjson.encode_invalid_numbers(pick{true, false, 'null', false, 'on', 'off'})
cjson.encode_number_precision(1 + below(14))
cjson.encode_sparse_array(below(2) == 0, below(4), below(12))
cjson.encode_max_depth(pick{1000, 1000, 2, 1})
for i = 1, 150 do local v = value(3) out(show(v, 0), pcall(cjson.encode, v)) end
