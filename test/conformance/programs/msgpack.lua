-- cmsgpack: bytes unpacked whole and in parts, values packed and unpacked.
local bytes = {0xc0,0xc1,0xc2,0xc3,0xc4,0xc5,0xc6,0xc7,0xc8,0xc9,0xca,0xcb,0xcc,0xcd,0xce,0xcf,0xd0,0xd1,0xd2,0xd3,0xd4,0xd5,0xd6,0xd7,0xd8,0xd9,0xda,0xdb,0xdc,0xdd,0xde,0xdf,0x80,0x81,0x82,0x8f,0x90,0x91,0x92,0x9f,0xa0,0xa1,0xa3,0xbf,0x00,0x01,0x7f,0xe0,0xff,0x41}
for i = 1, 150 do
  local t = {}
  for k = 1, 1 + below(14) do t[k] = string.char(below(3) == 0 and below(256) or below(2) == 0 and pick{0,0,1,2,3} or pick(bytes)) end
  local text = table.concat(t)
  out(show(text, 0), pcall(cmsgpack.unpack, text))
  out('one', pcall(cmsgpack.unpack_one, text, below(6) - 1))
  out('limit', pcall(cmsgpack.unpack_limit, text, below(5) - 1, below(8) - 2))
end
local scalars = {0, 1, -1, 127, 128, 255, 256, 65535, 65536, 2^31, 2^32-1, 2^32, 2^53, 2^63, 2^64, -32, -33, -128, -129, -32768, -32769, -2^31, -2^31-1, -2^53, -2^63, -2^63-1025, 0.5, 1/3, 0.1, 1e300, 1/0, -1/0, 0/0, -0, true, false, 'a', '', ('x'):rep(31), ('x'):rep(32), ('x'):rep(255), ('x'):rep(256)}
local function value(d)
  local c = below(10)
  if d == 0 or c < 6 then return pick(scalars) end
  local t = {}
  if c < 8 then for i = 1, below(20) do t[i] = value(d - 1) end
  elseif c == 8 then t[pick{'k', 1, 2, 1.5, -1, '1', 0, true}] = value(d - 1)
  else t = pick{function() end, coroutine.create(function() end), {1, nil, 3}, cjson.null, {[2] = 1}} end
  return t
end
for i = 1, 60 do local v = value(4) local ok, p = pcall(cmsgpack.pack, v, pick(scalars)) out('pack', ok, p) if ok then out('back', pcall(cmsgpack.unpack, p)) end end
