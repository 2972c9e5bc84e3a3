-- Rate limiter: a bucket of tokens that refills steadily; a hit takes some of them or waits.
-- KEYS[1] hash of an address   ARGV[1] capacity   ARGV[2] tokens refilled a second   ARGV[3] tokens wanted
-- Answers {1 if allowed else 0, whole tokens left, milliseconds until the wanted tokens are there}.
local capacity, refill, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000

local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(bucket[1]) or capacity
local at = tonumber(bucket[2]) or now

tokens = math.min(capacity, tokens + math.max(0, now - at) * refill)

local allowed = tokens >= wanted
if allowed then
  tokens = tokens - wanted
end

redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
-- Once it would be full again, a bucket need not be remembered.
redis.call('PEXPIRE', KEYS[1], math.ceil(capacity / refill * 1000))

local wait = allowed and 0 or math.ceil((wanted - tokens) / refill * 1000)
return { allowed and 1 or 0, math.floor(tokens), wait }
