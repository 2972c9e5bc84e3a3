-- Rate limiter: at most so many hits in a window that starts with the first hit.
-- KEYS[1] counter of an address   ARGV[1] limit   ARGV[2] window in milliseconds
-- Answers {1 if allowed else 0, hits left, milliseconds until the window ends}.
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])

local hits = redis.call('INCR', KEYS[1])
if hits == 1 then
  redis.call('PEXPIRE', KEYS[1], window)
end

return { hits <= limit and 1 or 0, math.max(limit - hits, 0), redis.call('PTTL', KEYS[1]) }
