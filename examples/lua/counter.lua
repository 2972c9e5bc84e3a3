-- Counts up and answers the new count. A counter that does not exist starts at 1, and then lives for
-- ARGV[1] seconds (0: for ever): whoever counts later does not prolong it.
-- KEYS[1] counter   ARGV[1] lifetime in seconds
local lifetime = tonumber(ARGV[1])

if redis.call('EXISTS', KEYS[1]) == 0 then
  if lifetime > 0 then
    redis.call('SET', KEYS[1], 1, 'EX', lifetime)
  else
    redis.call('SET', KEYS[1], 1)
  end
  return 1
end

return redis.call('INCR', KEYS[1])
