-- Inserts a value with an expiry if there is none, and answers how long the stored one still lives.
-- KEYS[1] key   ARGV[1] value   ARGV[2] lifetime in milliseconds
-- Answers {1 if inserted else 0, remaining milliseconds (-1: for ever), the stored value}.
local inserted = redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])

if inserted then
  return { 1, tonumber(ARGV[2]), ARGV[1] }
end
return { 0, redis.call('PTTL', KEYS[1]), redis.call('GET', KEYS[1]) }
