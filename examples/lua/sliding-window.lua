-- Rate limiter: at most so many hits in any stretch of time of the given length. A sorted set keeps the
-- hits of an address by the server's time in microseconds.
-- KEYS[1] sorted set   ARGV[1] limit   ARGV[2] window in milliseconds   ARGV[3] unique name of this hit
-- Answers {1 if allowed else 0, hits left, milliseconds until the oldest hit leaves the window}.
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local start = now - window * 1000

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', start))
local hits = redis.call('ZCARD', KEYS[1])
local allowed = hits < limit

if allowed then
  redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[3])
  redis.call('PEXPIRE', KEYS[1], window)
  hits = hits + 1
end

local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local wait = oldest[2] and math.ceil((oldest[2] - start) / 1000) or 0
return { allowed and 1 or 0, limit - hits, wait }
