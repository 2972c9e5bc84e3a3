/**
 * What each library function is given to do, for functions.ts: a preparation, `=>`, and the call that is measured.
 * `N` is the size of the text, of the table or of the number.
 *
 * Patterns that go back and forth are not among the samples: `(x*)(x*)y` compares each place with each, in Lua as well.
 * What they do is charged while they do it.
 */

const TEXT = "local s = ('x'):rep(N)";
const NUMBERS = 'local t = {} for i = 1, N do t[i] = i end';
const TEXTS = "local t = {} for i = 1, N do t[i] = 'x' .. i end";
const RECORD = "local t = {} for i = 1, N do t['k' .. i] = i end";

/**
 * What every function is given, by groups. Whether it likes that does not matter: refusing must not take long either.
 * `except` names those that by their nature do more than twice as much for it.
 */
export const PLAIN: readonly { given: string; calls: readonly string[]; except?: readonly string[] }[] = [
  { given: TEXT, calls: ['s', 's, s', '{}, s'] },
  // The result of twice as many repetitions of twice the text is four times as long.
  { given: `${TEXT} local n = N * 1000`, calls: ['s, N', 'N, N'], except: ['string.rep'] },
  { given: 'local n = N * 1000', calls: ['n', 'n, n', "'x', n"] },
  { given: `${NUMBERS} local s = ''`, calls: ['t', 't, t', 't, s'] },
  { given: RECORD, calls: ['t', 't, t'] },
  { given: TEXTS, calls: ['unpack(t)', 't, unpack(t)'] },
  { given: NUMBERS, calls: ['unpack(t)', "'x', unpack(t)", 'type, unpack(t)'] },
];

/** Work that is not charged for by its amount, because the clock is looked at after commands that are not quick. */
export const UNCHARGED: ReadonlySet<string> = new Set([
  `${NUMBERS} redis.call('rpush', 'l', unpack(t)) => redis.call('lrange', 'l', 0, -1)`,
]);

/** The samples of a function; none for one whose work does not depend on the size of anything. */
export const functionSamples: Readonly<Record<string, readonly string[]>> = {
  __redis__err__handler: [
    `${TEXT} => __redis__err__handler(s)`,
    `${TEXT} => __redis__err__handler({err = s})`,
  ],
  assert: [`${NUMBERS} => assert(unpack(t))`, `${TEXT} => pcall(assert, nil, s)`],
  collectgarbage: [],
  error: [`${TEXT} => pcall(error, s)`, "=> pcall(error, 'x', N)"],
  gcinfo: [],
  getfenv: [],
  getmetatable: [],
  ipairs: [`${NUMBERS} => for _ in ipairs(t) do end`],
  load: [
    "local parts = 0 => load(function() parts = parts + 1 if parts <= N then return 'x=1 ' end end)",
    "local parts = 0 => load(function() parts = parts + 1 if parts <= N then return '\"' end end)",
  ],
  loadstring: [
    "local s = ('x=1 '):rep(N) => loadstring(s)",
    "local s = '\"' .. ('x'):rep(N) .. '\"' => loadstring('return ' .. s)",
    "local s = '[==[' .. (']]'):rep(N) => loadstring(s)",
    "local s = ('('):rep(N) => loadstring(s)",
    "local s = ('-'):rep(N) => loadstring(s)",
    "local s = ('1 '):rep(N) => loadstring(s)",
    "local s = ('\\n'):rep(N) => loadstring(s)",
    "local s = ('\\\\'):rep(N) => loadstring('return \"' .. s .. '\"')",
    "local s = ('9'):rep(N) => loadstring('return ' .. s)",
  ],
  newproxy: [],
  next: [`${RECORD} => local k repeat k = next(t, k) until k == nil`],
  pairs: [`${RECORD} => for _ in pairs(t) do end`],
  pcall: [`${NUMBERS} => pcall(pcall, unpack(t))`],
  rawequal: [`${TEXT} local u = s:sub(1, -2) .. 'x' => rawequal(s, u)`],
  rawget: [`${TEXT} => rawget({}, s)`],
  rawset: [
    `local t = {} => for i = 1, N do rawset(t, i, i) end`,
    `local t = {} => for i = N, 1, -1 do rawset(t, i, i) end`,
  ],
  select: [
    `${NUMBERS} => select('#', unpack(t))`,
    `${NUMBERS} => select(-1, unpack(t))`,
    `${NUMBERS} => select(1, unpack(t))`,
  ],
  setfenv: [],
  setmetatable: [],
  tonumber: [
    "local s = ('9'):rep(N) => tonumber(s)",
    "local s = '0.' .. ('0'):rep(N) .. '1' => tonumber(s)",
    "local s = ('7'):rep(N) => tonumber(s, 8)",
    "local s = '0x' .. ('f'):rep(N) => tonumber(s)",
    "local s = (' '):rep(N) .. '1' => tonumber(s)",
    "local s = '1' .. (' '):rep(N) => tonumber(s)",
    "local s = (' '):rep(N) .. 'x' .. (' '):rep(N) => tonumber(s)",
    "local s = '1e' .. ('9'):rep(N) => tonumber(s)",
  ],
  tostring: [`${TEXT} => tostring(s)`],
  type: [],
  unpack: [`${NUMBERS} => unpack(t)`, '=> unpack({}, 1, N)'],
  xpcall: [`${TEXT} => xpcall(function() error(s) end, function(e) return e end)`],
  'coroutine.create': ['=> for i = 1, N do coroutine.create(function() end) end'],
  'coroutine.resume': [
    `${NUMBERS} local co = coroutine.create(function(...) while true do coroutine.yield(...) end end) => coroutine.resume(co, unpack(t))`,
  ],
  'coroutine.running': [],
  'coroutine.status': [],
  'coroutine.wrap': [
    'local f = coroutine.wrap(function() while true do coroutine.yield() end end) => for i = 1, N do f() end',
  ],
  'coroutine.yield': [],
  'string.byte': [`${TEXT} => s:byte(1, N)`],
  'string.char': ['local t = {} for i = 1, N do t[i] = 65 end => string.char(unpack(t))'],
  'string.dump': [],
  'string.find': [
    `${TEXT} => s:find('y', 1, true)`,
    `${TEXT} => s:find('xy', 1, true)`,
    `${TEXT} => s:find('y')`,
    `${TEXT} => s:find('x*')`,
    `${TEXT} => s:find('^x-$')`,
    `${TEXT} => s:find('[a-w]')`,
    "local s = ('('):rep(N) .. (')'):rep(N) => s:find('^%b()')",
    "local s = ('x '):rep(N) => s:find('%f[%d]')",
    "local p = ('x'):rep(N) => p:find(p)",
    "local p = '[' .. ('a'):rep(N) .. ']' => ('b'):find(p)",
    "local p = ('%a'):rep(N) => pcall(string.find, 'b', p)",
  ],
  'string.format': [
    `${TEXT} => ('%s'):format(s)`,
    `${TEXT} => ('%q'):format(s)`,
    `local s = ('"'):rep(N) => ('%q'):format(s)`,
    `${NUMBERS} local p = ('%d'):rep(N) => p:format(unpack(t))`,
    `${NUMBERS} local p = ('%5.1f'):rep(N) => p:format(unpack(t))`,
    `${NUMBERS} local p = ('%s'):rep(N) => p:format(unpack(t))`,
    `${NUMBERS} local p = ('%x%%'):rep(N) => p:format(unpack(t))`,
    `${TEXT} => s:format()`,
    "local p = ('%%'):rep(N) => p:format()",
    "local p = '%' .. ('0'):rep(N) .. 'd' => pcall(string.format, p, 1)",
  ],
  'string.gfind': [`${TEXT} => for c in s:gfind('x') do end`],
  'string.gmatch': [`${TEXT} => for c in s:gmatch('x') do end`, `${TEXT} => for c in s:gmatch('()') do end`],
  'string.gsub': [
    `${TEXT} => s:gsub('x', 'y')`,
    `${TEXT} => s:gsub('x', '%0%0')`,
    `${TEXT} => s:gsub('', '-')`,
    `${TEXT} => s:gsub('y', 'z')`,
    `${TEXT} => s:gsub('x', {x = 'y'})`,
    `${TEXT} => s:gsub('x', function(c) return c end)`,
    `${TEXT} => s:gsub('(x)(x)', '%2%1')`,
    "local r = ('%0'):rep(N) => ('x'):gsub('x', r)",
    "local r = ('y'):rep(N) => ('x'):gsub('x', r)",
    `${TEXT} => s:gsub('x+', function(c) return c end)`,
  ],
  'string.len': [],
  'string.lower': [`${TEXT} => s:lower()`, "local s = ('A\\255'):rep(N) => s:lower()"],
  'string.match': [`${TEXT} => s:match('(x+)')`, `${TEXT} => s:match('^x*y')`],
  'string.rep': ["=> ('x'):rep(N)", `${TEXT} => s:rep(3)`, "=> (''):rep(N * 1e6)"],
  'string.reverse': [`${TEXT} => s:reverse()`],
  'string.sub': [`${TEXT} => s:sub(2, -2)`],
  'string.upper': [`${TEXT} => s:upper()`, "local s = ('a\\255'):rep(N) => s:upper()"],
  'table.concat': [
    `${TEXTS} => table.concat(t)`,
    `${TEXTS} => table.concat(t, ', ')`,
    `${NUMBERS} => table.concat(t, ',', 1, N)`,
  ],
  'table.foreach': [`${RECORD} => table.foreach(t, function() end)`],
  'table.foreachi': [`${NUMBERS} => table.foreachi(t, function() end)`],
  'table.getn': [`${NUMBERS} => table.getn(t)`],
  'table.insert': [
    `${NUMBERS} => table.insert(t, 1, 0)`,
    'local t = {} => for i = 1, N do table.insert(t, i) end',
    'local t = {} => pcall(table.insert, t, N * 10, 1)',
  ],
  'table.maxn': [`${RECORD} => table.maxn(t)`, `${NUMBERS} => table.maxn(t)`],
  'table.remove': [`${NUMBERS} => table.remove(t, 1)`, `${NUMBERS} => for i = 1, N do table.remove(t) end`],
  'table.setn': [],
  'table.sort': [
    `${NUMBERS} => table.sort(t)`,
    'local t = {} for i = 1, N do t[i] = -i end => table.sort(t)',
    'local t = {} for i = 1, N do t[i] = 1 end => table.sort(t)',
    'local t = {} for i = 1, N do t[i] = math.random() end => table.sort(t)',
    'local t = {} for i = 1, N do t[i] = tostring(i) end => table.sort(t)',
    'local t = {} for i = 1, N do t[i] = i % 7 end => table.sort(t, function(a, b) return a > b end)',
  ],
  'cjson.decode': [
    "local s = '[' .. ('1,'):rep(N) .. '1]' => cjson.decode(s)",
    "local s = '[' .. ('{},'):rep(N) .. '1]' => cjson.decode(s)",
    `local s = '{' .. ('"k":1,'):rep(N) .. '"l":1}' => cjson.decode(s)`,
    `${RECORD} local s = cjson.encode(t) => cjson.decode(s)`,
    `local s = '"' .. ('x'):rep(N) .. '"' => cjson.decode('[' .. s .. ']')`,
    `local s = '"' .. ('\\\\n'):rep(N) .. '"' => cjson.decode('[' .. s .. ']')`,
    `local s = '"' .. ('\\\\u00e4'):rep(N) .. '"' => cjson.decode('[' .. s .. ']')`,
    "local s = ('['):rep(N) => pcall(cjson.decode, s)",
    "local s = (' '):rep(N) => pcall(cjson.decode, s)",
    "local s = '[' .. ('9'):rep(N) .. ']' => cjson.decode(s)",
    "local s = '[1' .. (' '):rep(N) .. ']' => cjson.decode(s)",
  ],
  'cjson.decode_invalid_numbers': [],
  'cjson.decode_max_depth': [],
  'cjson.encode': [
    `${NUMBERS} => cjson.encode(t)`,
    `${TEXTS} => cjson.encode(t)`,
    `${RECORD} => cjson.encode(t)`,
    `${TEXT} => cjson.encode(s)`,
    "local s = ('\\n'):rep(N) => cjson.encode(s)",
    'local t = {} for i = 1, N do t[i] = {i} end => cjson.encode(t)',
    'local t = {} for i = 1, N do t = {t} end => pcall(cjson.encode, t)',
  ],
  'cjson.encode_invalid_numbers': [],
  'cjson.encode_keep_buffer': [],
  'cjson.encode_max_depth': [],
  'cjson.encode_number_precision': [],
  'cjson.encode_sparse_array': [],
  'cjson.new': [],
  'cmsgpack.pack': [
    `${NUMBERS} => cmsgpack.pack(t)`,
    `${TEXTS} => cmsgpack.pack(t)`,
    `${RECORD} => cmsgpack.pack(t)`,
    `${TEXT} => cmsgpack.pack(s)`,
    `${NUMBERS} => pcall(cmsgpack.pack, unpack(t))`,
    'local t = {} for i = 1, N do t[i] = {i} end => cmsgpack.pack(t)',
    'local t = {} for i = 1, N do t = {t} end => cmsgpack.pack(t)',
  ],
  'cmsgpack.unpack': [
    `${NUMBERS} local s = cmsgpack.pack(t) => cmsgpack.unpack(s)`,
    `${RECORD} local s = cmsgpack.pack(t) => cmsgpack.unpack(s)`,
    `${TEXT} s = cmsgpack.pack(s) => cmsgpack.unpack(s)`,
    "local s = ('\\1'):rep(N) => cmsgpack.unpack(s)",
    "local s = ('\\145'):rep(N) => pcall(cmsgpack.unpack, s)",
    "local s = '\\221\\255\\255\\255\\255' .. ('\\1'):rep(N) => pcall(cmsgpack.unpack, s)",
  ],
  'cmsgpack.unpack_limit': ["local s = ('\\1'):rep(N) => cmsgpack.unpack_limit(s, N, 0)"],
  'cmsgpack.unpack_one': [`${NUMBERS} local s = cmsgpack.pack(t) => cmsgpack.unpack_one(s)`],
  'struct.pack': [
    `${NUMBERS} local f = ('i4'):rep(N) => struct.pack(f, unpack(t))`,
    `${TEXT} => struct.pack('s', s)`,
    `${TEXT} => struct.pack('c0', s)`,
    "local f = ('x'):rep(N) => struct.pack(f)",
    "local f = ('>'):rep(N) => struct.pack(f)",
    "local f = (' '):rep(N) => struct.pack(f)",
  ],
  'struct.size': [
    "local f = ('i'):rep(N) => struct.size(f)",
    "local f = 'i' .. ('9'):rep(N) => pcall(struct.size, f)",
  ],
  'struct.unpack': [
    "local f, s = ('b'):rep(N), ('x'):rep(N) => pcall(struct.unpack, f, s)",
    "local s = ('x'):rep(N) .. '\\0' => struct.unpack('s', s)",
    `${TEXT} => struct.unpack('c' .. N, s)`,
  ],
  'redis.acl_check_cmd': [`${TEXTS} => pcall(redis.acl_check_cmd, 'del', unpack(t))`],
  'redis.breakpoint': [],
  'redis.call': [
    `${TEXTS} => redis.call('del', unpack(t))`,
    `${TEXT} => redis.call('echo', s)`,
    `${NUMBERS} redis.call('rpush', 'l', unpack(t)) => redis.call('lrange', 'l', 0, -1)`,
    `${TEXT} => pcall(redis.call, s)`,
    `=> for i = 1, N do redis.call('set', 'k', i) end`,
  ],
  'redis.debug': [`${TEXTS} => redis.debug(unpack(t))`],
  'redis.error_reply': [
    `${TEXT} => redis.error_reply(s)`,
    "local s = 'x' .. ('\\n'):rep(N) .. 'x' => redis.error_reply(s)",
  ],
  'redis.log': [
    `${TEXT} => redis.log(redis.LOG_WARNING, s)`,
    `${TEXTS} => redis.log(redis.LOG_WARNING, unpack(t))`,
  ],
  'redis.pcall': [
    "=> for i = 1, N do redis.pcall('eval_ro', 'x', 0) end",
    "=> for i = 1, N do redis.pcall('nosuch') end",
    '=> for i = 1, N do redis.pcall() end',
    `${TEXTS} => redis.pcall('del', unpack(t))`,
    `${TEXT} => redis.pcall(s)`,
  ],
  'redis.replicate_commands': [],
  'redis.set_repl': [],
  'redis.setresp': [],
  'redis.sha1hex': [`${TEXT} => redis.sha1hex(s)`],
  'redis.status_reply': [`${TEXT} => redis.status_reply(s)`],
  ...Object.fromEntries(
    'abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 max min mod modf pow rad random randomseed sin sinh sqrt tan tanh'
      .split(' ')
      .filter((name) => name !== 'huge')
      .map((name) => [`math.${name}`, []]),
  ),
  ...Object.fromEntries(
    'arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex'
      .split(' ')
      .map((name) => [`bit.${name}`, []]),
  ),
};
