/** A script that answers the names of all functions that can be reached from the globals: `string.rep`, `redis.call`. */
export const LIST_FUNCTIONS = `
  local names, seen = {}, {}
  local function walk(prefix, value)
    if type(value) == 'table' and not seen[value] then
      seen[value] = true
      for key, field in pairs(value) do walk(prefix == '' and key or prefix .. '.' .. key, field) end
    elseif type(value) == 'function' then
      names[#names + 1] = prefix
    end
  end
  walk('', _G)
  return names`;
