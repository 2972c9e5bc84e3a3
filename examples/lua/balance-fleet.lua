-- One load-balancing step of a battery fleet: shares a demand out among the batteries, less to the warm ones.
--
-- A battery gives its full power up to 35 degrees, then less and less, and nothing from 55 degrees on. The
-- step is idempotent: a signal that was handled before answers what it answered then, and changes nothing.
--
-- KEYS[1] hash battery -> greatest power in kW       KEYS[2] hash battery -> temperature in degrees Celsius
-- KEYS[3] hash battery -> discharge rate in kW       KEYS[4] what this signal answered
-- ARGV[1] demand in kW   ARGV[2] seconds for which the signal is remembered
-- Answers JSON: {"demand", "supplied", "rates": {battery: kW}}.
local FULL_POWER_UP_TO, NO_POWER_FROM = 35, 55

local answered = redis.call('GET', KEYS[4])
if answered then
  return answered
end

local function hash(key)
  local flat, fields = redis.call('HGETALL', key), {}
  for index = 1, #flat, 2 do
    fields[flat[index]] = tonumber(flat[index + 1])
  end
  return fields
end

local function derating(temperature)
  local share = (NO_POWER_FROM - temperature) / (NO_POWER_FROM - FULL_POWER_UP_TO)
  return math.max(0, math.min(1, share))
end

local greatest, temperatures = hash(KEYS[1]), hash(KEYS[2])
local names, available, total = {}, {}, 0
for name, power in pairs(greatest) do
  names[#names + 1] = name
  available[name] = power * derating(temperatures[name] or NO_POWER_FROM)
  total = total + available[name]
end
table.sort(names)

local demand = tonumber(ARGV[1])
local share = total > 0 and math.min(1, demand / total) or 0
local answer = {}
for index, name in ipairs(names) do
  local rate = string.format('%.2f', available[name] * share)
  redis.call('HSET', KEYS[3], name, rate)
  answer[index] = string.format('%s:%s', cjson.encode(name), rate)
end

local reply = string.format('{"demand":%.2f,"supplied":%.2f,"rates":{%s}}', demand, total * share, table.concat(answer, ','))
redis.call('SET', KEYS[4], reply, 'EX', ARGV[2])
return reply
