-- Adds to a stock and notes who did, in one step.
-- KEYS[1] stock   KEYS[2] journal (list)   ARGV[1] amount   ARGV[2] who
local stock = redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('RPUSH', KEYS[2], ARGV[2] .. ' +' .. ARGV[1] .. ' = ' .. stock)
return stock
