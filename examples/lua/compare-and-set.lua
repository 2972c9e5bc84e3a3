-- Sets a value only if the stored one is what the caller believes it to be. An expiry is kept.
-- KEYS[1] key   ARGV[1] expected value   ARGV[2] new value
-- Answers 1 if it was set, 0 if not.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
  return 1
end
return 0
