/**
 * What generated expressions look like: for each kind the leaves and the forms that contain others.
 *
 * `$N` stands for an expression that is likely a number, `$S` a string, `$B` a condition, `$T` a table, `$F` a
 * function, `$A` any value, `$L` a list of values, `$I` a small integer literal, `$P` a pattern, `$R` a replacement,
 * `$D` a format directive, `$W` a format of struct, `$J` a document, `$K` a key of the database, `$V` a variable,
 * `$O` an object with metamethods, `$C` a function literal, `$G` a function's body, `$X` what the program is about
 * (commands, coroutines), `$M` a method call, `$U` the varargs,
 * `$E` nothing.
 *
 * Nothing here may take long, show an address or the order that follows from one, or differ between Redis 7.0 and
 * 7.2: counts and positions that a library loops over are small literals.
 */
export type Kind = 'N' | 'S' | 'B' | 'T' | 'F' | 'A';

interface Forms {
  readonly leaves: readonly string[];
  readonly inner: readonly string[];
}

/** The forms of a text: two blanks or a line's end part them. */
function forms(text: string): string[] {
  return text.trim().split(/\s{2,}|\n/);
}

const NUMBERS: Forms = {
  leaves: forms(String.raw`
    0  1  2  3  -1  7  10  3.5  -2.5  0.1  1e15  1e100  -1e308  0x1F  5e-324  2^53  2^31  -2^31
    4294967295  1/0  -1/0  0/0  -0  255  100  .5  3.  1e14  math.pi  math.huge  "10"  " 5 "  "0x10"
    "1e1"  #ARGV  u  t.n  t[1]
  `),
  inner: forms(String.raw`
    ($N + $N)  ($N - $N)  ($N * $N)  ($N / $N)  ($N % $N)  ($N ^ $N)  ($N + $N)  ($N - $N)
    ($N * $N)  ($N / $N)  ($N % $N)  ($N ^ $N)  (-$N)  -$N  #$S  #$T  (#$S + $N)  ($B and $N or $N)
    ($N or $N)  ($N and $N)  math.floor($N)  math.ceil($N)  math.abs($N)  math.max($N, $N)
    math.min($N, $N, $N)  math.fmod($N, $N)  math.sqrt($N)  (math.modf($N))  (math.frexp($N))
    math.ldexp($N, $I)  math.pow($N, $I)  math.mod($N, $N)  select(2, math.modf($N))
    select(2, math.frexp($N))  tonumber($S)  tonumber($N)  tonumber($S, $I)  tonumber($S, 16)
    tonumber($A)  ($S):len()  string.len($S)  ($S):byte($I)  string.byte($S)  (($S):find($P))
    #($S .. $S)  select("#", $L)  (select(2, string.gsub($S, $P, $R)))  (select($I, $L))
    table.getn($T)  table.maxn($T)  bit.band($N, $N)  bit.bor($N, $N)  bit.bxor($N, $N)
    bit.bnot($N)  bit.tobit($N)  bit.lshift($N, $I)  bit.rshift($N, $I)  bit.arshift($N, $I)
    bit.rol($N, $I)  bit.bswap($N)  struct.size($W)  $F($L)  $V.n  $V[1]  $V  $V  $V  $O
    math.random($I, 9)  math.random(5)  (function() return $N end)()
    (function(...) return select("#", ...) end)($L)  #{$L}  #unpack({$T})
  `),
};

const STRINGS: Forms = {
  leaves: forms(String.raw`
    ""  "a"  "abc"  "hello world"  "10"  "-3"  "x=1, y=2"  "a.b.c"  "[tag]"  "(f(a,b))"  "A\0B"
    "\255\128"  "\n\t\"q\""  [[long]]  "1e2"  "nan"  "0x"  " "  s  t.s  s  "THE (quick) fox"  "%d"
    "aaa"  "key"  "\065\66"  'it'
  `),
  inner: forms(String.raw`
    clip($S .. $S)  clip($S .. $S)  clip($S .. $N)  clip($N .. $S)  clip($S .. "-" .. $N)
    clip("<" .. $S .. ">")  ($S):upper()  ($S):lower()  ($S):reverse()  ($S):sub($I, $I)
    ($S):sub($N)  clip(($S):rep($I))  string.sub($S, $I)  clip(string.rep($S, $I))
    clip(string.gsub($S, $P, $R))  clip((string.gsub($S, $P, $R, $I)))  tostring($N)  tostring($B)
    str($A)  type($A)  clip(string.format("$D", $N))  clip(string.format("$D", $S))
    clip(string.format("$D|$D", $L))  clip(("$D"):format($A))  clip(string.format("%s %s", $S, $S))
    clip(string.format("%q", $S))  clip(table.concat($T))  clip(table.concat($T, ","))
    clip(table.concat({$L}, $S))  clip(table.concat({$S, $N, $S}, "-", $I, $I))
    string.char($I, 65, 200)  string.char(($S):byte(1, -1))  ($S):match($P)
    string.match($S, $P, $I)  (string.match($S, "(" .. $P .. ")"))  ($B and $S or $S)  ($S or $S)
    $F($L)  $V.s  $V  $V  $O  clip(cjson.encode(plain($J)))  bit.tohex($N, $I)  redis.sha1hex($S)
    (select(2, pcall($F, $L)))  clip(struct.pack($W, $N))  clip(struct.pack($W, $L))
    clip(cmsgpack.pack(plain($J)))  (function(a) return a end)($S)  _VERSION  str(cjson.null)
  `),
};

const CONDITIONS: Forms = {
  leaves: forms(String.raw`
    true  false  nil  u  t.n  1  ""  s == "a"
  `),
  inner: forms(String.raw`
    ($N == $N)  ($N ~= $N)  ($N < $N)  ($N <= $N)  ($N > $N)  ($N >= $N)  ($S == $S)  ($S ~= $S)
    ($S < $S)  ($S <= $S)  ($S > $S)  ($S >= $S)  $A == $A  ($A ~= $A)  not $B  ($B and $B)
    ($B or $B)  rawequal($A, $A)  ($O < $O)  ($O <= $O)  $O == $O  next($T) == nil
    type($A) == "number"  $F($L)  $V  $V.b  pcall($F, $L)  #$T > $I  ($S):find($P, $I)
    ($S):find($S, 1, true)  $V == nil  $V ~= $V  ($S .. $N) == $S  $S .. $S < $S  $N == $S  $A < $A  not not $A
  `),
};

const TABLES: Forms = {
  leaves: forms(String.raw`
    {}  {1, 2, 3}  t  t  {n = 1, s = "x"}  {"b", "a", "c"}  {1, nil, 3}  {{1}, {2}}
    {[1] = 5, [2] = 6}
  `),
  inner: forms(String.raw`
    {$L}  {$A, $A}  {n = $N, s = $S}  {$N, n = $N, $S}  {[key($A)] = $A}  {[key($N)] = $A, $A}  {$T, $T}
    {$L; $A;}  {n = 1, $L}  {b = $B, [1] = $A, $A}  {f = $F, n = $N}  {a = $A, b = $A, c = $A, d = $A}  {x = $N, y = nil, z = $A}  {[key($A)] = $A, [key($A)] = $A, $A}  $V  $V  $V  $V.t
    ($B and $T or $T)  $O  {$U}  {($S):byte(1, 5)}  {($S):match($P)}  {($S):find($P)}  {unpack($T)}
    {unpack($T, $I, $I)}  {pcall($F, $L)}  {select($I, $L)}  cjson.decode(cjson.encode(plain($J)))
    {cmsgpack.unpack(cmsgpack.pack(plain($J), plain($J)))}  {$F($L)}  {struct.unpack($W, struct.pack($W, $N, $N))}
    sort({$N, $N, $N, $N})  sort({$S, $S, $S})  sort($T, $F)  {t = $T, n = $N}  {unpack({$L}, $I)}
    cjson.decode($S)  (function(...) return {...} end)($L)  keys($T)
    sort($T, function(a, b) return $B end)
    sort({$N, $N, $N, $N, $N, $N}, function(a, b) return a > b end)
  `),
};

const FUNCTIONS: Forms = {
  leaves: forms(String.raw`
    f  f  tostring  type  math.floor  string.upper  h  h  three  pcall  select  rawget  string.len
  `),
  inner: forms(String.raw`
    $V  $V  $C  $C  $C  $C  $V.f  ($B and $F or $F)  $O  error  string.byte  unpack  setmetatable
  `),
};

const ANY: Forms = {
  leaves: forms(String.raw`
    nil  true  false  u  s  t  f  0  1  "z"  $U
  `),
  inner: forms(String.raw`
    $N  $N  $S  $S  $B  $T  $F  $V  $V  $V  ($A)  $A and $A  $A or $A  $O  $X  $F($L)  $V.n  $V[$A]
  `),
};

/** The forms of each kind. */
export const FORMS: Readonly<Record<Kind, Forms>> = {
  N: NUMBERS,
  S: STRINGS,
  B: CONDITIONS,
  T: TABLES,
  F: FUNCTIONS,
  A: ANY,
};

/** Lists of values: arguments, constructors, returns. */
export const LISTS: readonly string[] = forms(String.raw`
  $E  $A  $A  $N  $S  $A, $A  $N, $S  $A, $A, $A  $U  $A, $U  ($U)  three()  $A, three()
  unpack($T)  $F($L)  $A, $F($L)  three(), $A  (three())  nil, nil  $A, nil  pcall($F, $L)  $T, $N
`);

export const PATTERNS: readonly string[] = forms(String.raw`
  "a"  "."  ".-"  ".*"  "%a+"  "%d+"  "(%w)(%w)"  "^%s*(.-)%s*$"  "[a-c]"  "[^a-c]+"  "%f[%w]%w+"
  "%b()"  "()"  "(a*)(b?)"  "(.)%1"  "%."  "(%w+)=(%w+)"  "^a"  "a$"  "[%w_]*"  "[]]"  "[%]-a]"
  "%z"  "%u%l*"  "x*"  "()a()"  "(()"  "%"  "[a"  "%1"  "(a))"  "%f"  "%b"  $S  "%x+"  "\0"
  "[%a-z]"  "^(.)(.-)$"  "%p"  "[^%s]"  ".?"  "a-b"  "$"  "^"  "%g"  "[\128-\255]"  "^^a"  "a^"
`);

export const REPLACEMENTS: readonly string[] = forms(String.raw`
  ""  "x"  "%0%0"  "%1"  "<%1>"  "%%"  "%2"  $S  $T  $F  {a = "A", b = 1}  {a = false, b = true}  "%"
  string.upper  function(a, b) return $A end  function(...) return select("#", ...) end  "%9"  "%a"
  $N  nil
`);

export const DIRECTIVES: readonly string[] = forms(String.raw`
  %d  %5d  %-5d  %05d  %+d  % d  %i  %u  %x  %#x  %X  %o  %c  %s  %q  %10s  %-10s  %.2s  %f  %.3f
  %10.2f  %e  %.3e  %g  %.10g  %G  %E  %%  %5.1f  %.0f  %a1  %z  %  %.20s  %99d  %.14g  %.17g
  %5s%5s  %s%s  %.3d  %+.2e  %#o  %#g  %123d  %-+5d|
`);

/** Formats of the struct library. */
export const STRUCTS: readonly string[] = forms(String.raw`
  "b"  "B"  "h"  ">H"  "<i4"  ">I2"  "i"  "l"  "d"  ">d"  "f"  "s"  "c0"  "c3"  "Bc0"  "bb"  "!4 bi"
  "x b"  ">I3 i5"  "i9"  "ls"  $S  "<hB"  "!8bd"  ">L"  "T"  "j"
`);

/** What cjson and cmsgpack can take. */
export const DOCUMENTS: readonly string[] = forms(String.raw`
  $N  $S  $B  {}  {$N, $S}  {a = $N}  {[1] = $S, [2] = $N}  {[3] = 1}  {a = {b = {$N, $B}}}
  {$J, $J}  {$L}  cjson.null  {[20] = 1}  {x = $J}  nil  $N  $S  {1, 2, nil, 4}  {[1.5] = 1}  $F
  {x = $J, y = $N, z = $S}  {$N, $S, n = $N}  {[-1] = $N, [2.5] = $S, id = $N, name = $S, [0] = $B}  $T
`);

/** Calls of commands. */
export const COMMANDS: readonly string[] = forms(String.raw`
  redis.call("set", $K, 0 + $N)  redis.call("set", $K, $S)  redis.call("get", $K)
  redis.call("incr", $K)  redis.call("del", $K)  redis.call("incrby", $K, 0 + $N)
  redis.call("rpush", $K, $S, 0 + $N)  redis.call("lrange", $K, 0, -1)  redis.call("llen", $K)
  redis.call("hset", $K, "f", $S)  redis.call("hget", $K, "f")  redis.call("hgetall", $K)
  redis.call("type", $K).ok  redis.call("zadd", $K, 0 + $N, "m")
  redis.call("zrange", $K, 0, -1, "withscores")  redis.call("zscore", $K, "m")  redis.call($S)
  redis.call("sadd", $K, $S)  redis.call("scard", $K)  redis.call("exists", $K)
  redis.call("append", $K, $S)  redis.call()  redis.pcall("incr", $K)  redis.pcall("lpush", $K, $A)
  redis.pcall("get", $K).err  redis.call("strlen", $K)  redis.call($A, $K)  redis.error_reply($S)
  redis.status_reply($S)  redis.pcall($S, $L)  redis.call("mget", $K, $K)  redis.call("set", $L)
  redis.call("getrange", $K, 0, $I)  redis.call("setrange", $K, 3, $S)
  redis.call("incrbyfloat", $K, 0.5)  redis.pcall("get")  redis.call("lpop", $K)
  redis.call("echo", $S)  redis.call("ping")  redis.pcall("set", $K, $T)
  redis.call("hincrby", $K, "n", $I)
`);

export const KEYS: readonly string[] = forms(String.raw`
  KEYS[1]  KEYS[1]  KEYS[2]  "k3"
`);

/** Expressions of programs that use coroutines. */
export const COROUTINES: readonly string[] = forms(String.raw`
  coroutine.yield($L)  coroutine.wrap($C)  coroutine.wrap($F)($L)  coroutine.create($C)
  {coroutine.resume($V, $L)}  coroutine.resume(coroutine.create($F), $L)  coroutine.status($V)
  coroutine.running() == nil  coroutine.yield($A)  coroutine.wrap(function(...) $G end)($L)
  (coroutine.yield())  pcall(coroutine.wrap($C), $L)  pcall(coroutine.yield, $L)
`);

/** Tables with metamethods. */
export const OBJECTS: readonly string[] = forms(String.raw`
  object($T, {__index = $T})  object($T, {__index = $C})  object($T, {__newindex = $C})
  object($T, {__newindex = $T})  object($T, {__add = $C, __sub = $C})  object($T, {__concat = $C})
  object($T, {__call = $C})  object($T, {__unm = $C})  object($T, {__eq = $C})
  object($T, {__lt = $C})  object($T, {__le = $C})  object($T, {__tostring = $C})  o  o  o
  object($T, {__len = $C})  object($T, {__mul = $C, __div = $C})  object($T, {__metatable = $A})
  object($T, o)  object($T, {__index = o})  object({}, {__index = string})
  object($T, {__mod = $C, __pow = $C})  object($T, $T)
`);

/** What follows a colon. */
export const METHODS: readonly string[] = forms(String.raw`
  len()  upper()  sub(2)  rep(2)  byte(1, 3)  find("a")  nothing()  format(1)  m($L)  f($A)
`);

/** What can be assigned to. */
export const PLACES: readonly string[] = forms(String.raw`
  t.n  t.s  t[1]  t[key($N)]  t[#t + 1]  $V.n  $V[$I]  $V[key($A)]  t[key($S)]  o.x  s  u
`);

/** What a generic \`for\` goes through. */
export const ITERATORS: readonly string[] = forms(String.raw`
  ipairs($T)  sorted($T)  pairs($T)  next, $T  pairs($V)  ipairs({$L})  sorted({$L})  ($S):gmatch($P)  string.gmatch($S, $P)  $F  $L
`);

/** Calls that are statements. */
export const CALLS: readonly string[] = forms(String.raw`
  table.insert($T, $A)  table.insert(t, $I, $A)  table.remove(t)  table.remove($T, $I)  table.sort($T)
  f($L)  $V($L)  $V.f($L)  t:m($L)  rawset(t, key($A), $A)  setmetatable(t, $O)  t.f($L)  out(t:m($A))
  assert($A, $A)  out(pcall($F, $L))  out($F($L))  out(($S):$M)  out(#t, t[1], t[2])
  error($A)  out(tostring($A) == nil)  out(loadstring("return " .. $S))  table.insert($L)  t[#t] = nil
  math.randomseed($I)  out($S .. $S)  out($N .. $S .. $N)  out($A .. $A)  out(table.remove(t), #t)  t[#t + 1] = $A
  for i = 1, 9 do t["k" .. i] = i end  for i = 1, 20 do $V[i * $I] = i end  for k in pairs(t) do t[k] = nil end  out(next($T))
  t[$I] = nil  t[key($S)] = nil  for i = $I, 12 do t[i] = nil end  for k, v in pairs($T) do t[k] = v end  out(t)  out($T)  out(($V):$M)
`);
