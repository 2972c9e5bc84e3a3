-- Deletes a key only if it holds what the caller believes: how a lock is given back by its owner alone.
-- KEYS[1] key   ARGV[1] expected value
-- Answers the number of keys deleted, 1 or 0.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
