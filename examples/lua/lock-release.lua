-- Gives a lock back, if it is still the owner's.
-- KEYS[1] lock   ARGV[1] owner
-- Answers 1 if it was released, 0 if somebody else holds it or nobody.
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])
