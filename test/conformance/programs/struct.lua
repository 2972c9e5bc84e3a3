-- struct: formats, values and data put together at random.
local items = {'b','B','h','H','l','L','T','i','I','i1','I2','i3','I4','i5','i7','I8','i8','i9','i16','i32','i33','i0','I0','f','d','n','s','s1','c0','c1','c3','c10','x','x3','>','<','!','!1','!2','!4','!8','!3','!16','!32','!0',' ','=','z','j','%','0','1','\0','c','c-1','i99999999999','c2147483647','c2147483648', 'bc0', 'Bc0', 'hc0'}
local values = {0, 1, -1, 127, 128, 255, 256, -128, 32767, 65536, 2^31, 2^32, 2^53, 2^63, -2^63, 2^64, 1.5, -1.5, 0/0, 1/0, 'abc', '', 'a\0b', '12', 'x', true, 1e300, ('y'):rep(20)}
for i = 1, 150 do
  local f = {}
  for k = 1, 1 + below(5) do f[k] = pick(items) end
  local format = table.concat(f)
  local v = {} for k = 1, below(6) do v[k] = pick(values) end
  out(show(format, 0), pcall(struct.pack, format, unpack(v)))
  out('size', pcall(struct.size, format))
  local t = {} for k = 1, below(24) do t[k] = string.char(below(3) == 0 and below(256) or pick{0, 1, 2, 255, 65}) end
  local text = table.concat(t)
  out(show(text, 0), pcall(struct.unpack, format, text, pick{1, 1, 1, 2, 5, 0, -1, 100}))
end
