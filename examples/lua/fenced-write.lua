-- Writes to a resource that remembers the highest fencing token it has seen, and refuses older ones.
-- KEYS[1] resource (hash: token, value)   ARGV[1] fencing token   ARGV[2] value
local seen = tonumber(redis.call('HGET', KEYS[1], 'token') or 0)
local token = tonumber(ARGV[1])

if token < seen then
  return redis.error_reply('FENCED token ' .. ARGV[1] .. ' is older than ' .. string.format('%d', seen))
end
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'value', ARGV[2])
return redis.status_reply('OK')
