-- Pushes onto a list only while another key exists: jobs for a worker that is still registered.
-- KEYS[1] list   KEYS[2] the key that must exist   ARGV values to push
-- Answers the length of the list, or -1 if the key does not exist.
if redis.call('EXISTS', KEYS[2]) == 0 then
  return -1
end
return redis.call('RPUSH', KEYS[1], unpack(ARGV))
