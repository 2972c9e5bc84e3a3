-- Text byte by byte: base64 there and back, and a checksum.
local ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
local VALUES = {}
for i = 1, 64 do VALUES[ALPHABET:byte(i)] = i - 1 end

local function encode(text)
  local out = {}
  for i = 1, #text, 3 do
    local a, b, c = text:byte(i, i + 2)
    local n = a * 65536 + b * 256 + c
    local d = n % 64
    n = (n - d) / 64
    local e = n % 64
    n = (n - e) / 64
    local f = n % 64
    n = (n - f) / 64
    out[#out + 1] = ALPHABET:sub(n + 1, n + 1) .. ALPHABET:sub(f + 1, f + 1)
      .. ALPHABET:sub(e + 1, e + 1) .. ALPHABET:sub(d + 1, d + 1)
  end
  return table.concat(out)
end

local function decode(text)
  local out = {}
  for i = 1, #text, 4 do
    local a, b, c, d = text:byte(i, i + 3)
    local n = ((VALUES[a] * 64 + VALUES[b]) * 64 + VALUES[c]) * 64 + VALUES[d]
    local z = n % 256
    n = (n - z) / 256
    local y = n % 256
    out[#out + 1] = string.char((n - y) / 256, y, z)
  end
  return table.concat(out)
end

local text = ('All work and no play. '):rep(30)
for _ = 1, SIZE do
  local encoded = encode(text)
  assert(decode(encoded) == text)
  local checksum = 0
  for i = 1, #encoded do checksum = (checksum * 33 + encoded:byte(i)) % 65521 end
  assert(checksum == 1831)
end
