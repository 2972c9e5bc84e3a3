-- Takes a lock for a time, and hands out a fencing token: a number that only grows, so that a resource can
-- turn away an owner whose lock ran out without its noticing.
-- KEYS[1] lock   KEYS[2] counter of fencing tokens   ARGV[1] owner   ARGV[2] lifetime in milliseconds
-- Answers the fencing token, or false (nil to the client) while somebody else holds the lock.
local owner = redis.call('HGET', KEYS[1], 'owner')

if owner and owner ~= ARGV[1] then
  return false
end

local token = owner and redis.call('HGET', KEYS[1], 'token') or redis.call('INCR', KEYS[2])
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'token', token)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return tonumber(token)
