/** The order in which scripts meet the keys of a table, and where they see it. */
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const tables = conformance('lua-tables');

const lua = (script: string) => cmd('EVAL', script, '0');

const ORDER =
  'local function order(t) local r = {} for k, v in pairs(t) do r[#r + 1] = tostring(k) end return table.concat(r, " ") end ';

tables.case('cjson and cmsgpack write maps in the order of next', [
  lua('return cjson.encode({name="n", id=1, price=2.5, tags={"a","b"}, owner={x=1,y=2,z=3}})'),
  // -> "{\"name\":\"n\",\"tags\":[\"a\",\"b\"],\"id\":1,\"owner\":{\"y\":2,\"x\":1,\"z\":3},\"price\":2.5}"
  lua(
    'return cjson.encode(cjson.decode(\'{"name":1,"id":2,"price":3,"tags":[1,2],"owner":{"x":1,"y":2,"z":3}}\'))',
  ), // -> "{\"name\":1,\"tags\":[1,2],\"price\":3,\"owner\":{\"y\":2,\"x\":1,\"z\":3},\"id\":2}"
  lua('local t = {} t.name=1 t.id=2 t.price=3 t.tags=4 t.owner=5 return cjson.encode(t)'),
  // -> "{\"name\":1,\"tags\":4,\"price\":3,\"owner\":5,\"id\":2}"
  lua('local t = {a=1,b=2,c=3,d=4} t.b=nil t.e=5 t.b=6 return cjson.encode(t)'),
  // -> "{\"a\":1,\"c\":3,\"b\":6,\"e\":5,\"d\":4}"
  lua('local t = {left=nil,right=nil,key=1} t.right=1 t.left=2 t.up=3 return cjson.encode(t)'),
  // -> "{\"left\":2,\"right\":1,\"key\":1,\"up\":3}"
  lua('local t = {} for i=1,50 do t["field:"..i]=i end return cjson.encode(t)'),
  // -> "{\"field:28\":28,\"field:17\":17,\"field:27\":27,\"field:26\":26,\"field:39\":39,\"field:46\":46,\"fi
  //    eld:8\":8,\"field:10\":10,\"field:5\":5,\"field:38\":38,\"field:4\":4,\"field:16\":16,\"field:41\":41,
  //    \"field:7\":7,\"field:45\":45,\"field:49\":49,\"field:43\":43... (785 characters, sha1 99ca04db)
  lua('local t = {} for i=1,30 do t[string.rep("long key ",i)]=i end return cjson.encode(t)'),
  // -> "$4357\r\n{\"long key long key long key long"... (4366 bytes, sha1 f06397bc)
  lua('return cjson.encode({1,2,3,x=1,y=2,[-1]=3,[2.5]=4})'),
  // -> "{\"1\":1,\"2\":2,\"3\":3,\"y\":2,\"x\":1,\"-1\":3,\"2.5\":4}"
  lua('return cmsgpack.pack({name="n", id=1, price=2.5, tags={"a","b"}, owner={x=1,y=2,z=3}})'),
  // -> "\x85\xa4name\xa1n\xa4tags\x92\xa1a\xa1b\xa2id\x01\xa5owner\x83\xa1y\x02\xa1x\x01\xa1z\x03\xa5price\xc
  //    a@ \x00\x00"
  lua('return cjson.encode(cmsgpack.unpack(cmsgpack.pack({name=1, id=2, price=3, tags=4, owner={5,x=6}})))'),
  // -> "{\"name\":1,\"tags\":4,\"id\":2,\"owner\":{\"1\":5,\"x\":6},\"price\":3}"
  lua('return cmsgpack.pack({1,2,nil,4})'), // -> "\x83\x01\x01\x02\x02\x04\x04"
]);

tables.case('pairs goes through nodes', [
  lua(`${ORDER} return order({10,20,x=1,y=2,[-1]=3,[0]=4,[1.5]=5,[true]=6,[false]=7,[2^40]=8,[1e300]=9})`),
  // -> "1 2 0 true 1e+300 y x -1 1099511627776 false 1.5"
  lua(`${ORDER} local t = {n=0,x=1,y=2} local r = {} for i=1,20 do t[i]=i r[i]=order(t) end return r`),
  // -> ["y x 1 n", "1 2 y x n", "1 2 y x 3 n", "1 2 3 4 y x n", "1 2 3 4 y x 5 n", "1 2 3 4 5 6 y x n", "1 2
  //    3 4 5 6 7 y x n", "1 2 3 4 5 6 7 8 y x n", "1 2 3 4 5 6 7 8 y x 9 n", "1 2 3 4 5 6 7 8 9 10 y x n", "1
  //    2 3 4 5 6 7 8 9 10 11 y x n", "1 2 3 4 5 6 7 8 9 10 11 12 y ... (666 characters, sha1 d3aa01f7)
  lua(
    `${ORDER} local t = {} for i=1,300 do t["k"..i]=i end for i=1,300,2 do t["k"..i]=nil end t.z=1 return order(t)`,
  ),
  // -> "k254 k108 k184 k58 k128 k50 k276 k194 k244 k266 k284 k60 k228 k76 k38 k214 k86 k62 k174 k48 k114 k40
  //    k136 k200 k292 k212 k56 k144 k222 k72 k98 k274 k120 k156 k164 k34 z k146 k66 k42 k132 k126 k264 k202
  //    k176 k36 k52 k166 k190 k14 k236 k22 k224 k88 k24 k138 k256 k2 ... (700 characters, sha1 baefb2e7)
  lua(`${ORDER} local t = {} for i=20,1,-1 do t[i]=i end return {order(t), #t}`),
  // -> ["1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", 20]
  lua(
    `${ORDER} return {order(math), order(string), order(table), order(bit), order(struct), order(cmsgpack), order(cjson), order(coroutine), order(redis)}`,
  ),
  // -> ["log max acos huge ldexp pi cos tanh pow deg tan cosh sinh random randomseed frexp ceil floor rad abs
  //    sqrt modf asin min mod fmod log10 atan2 exp sin atan", "sub upper len gfind rep find match char dump
  //    gmatch reverse byte format gsub lower", "setn insert getn for... (946 characters, sha1 bf43344a)
  lua(`${ORDER} local function f(...) return order(arg) end return f(1,nil,3)`), // -> "1 3 n"
  lua(
    'local t = {a=1,b=2} return {pcall(function() for k in pairs(t) do t[k]=nil for i=1,9 do t["x"..i]=i end end end)}',
  ), // -> [nil, "invalid key to 'next'"]
]);

tables.case('replies of commands are tables that have grown', [
  cmd('RPUSH', 'list', 'a', 'b', 'c', 'd', 'e'), // -> 5
  cmd('HSET', 'hash', 'f1', 'v1', 'f2', 'v2', 'f3', 'v3'), // -> 3
  lua('local t = redis.call("LRANGE","list",0,-1) t[3]=nil t[5]=nil return {#t, t[4]}'), // -> [4, "d"]
  lua('local t = redis.call("LRANGE","list",0,-1) t[4]=nil t[5]=nil t[2]=nil return #t'), // -> 1
  lua(`${ORDER} redis.setresp(3) return order(redis.call("HGETALL","hash").map)`), // -> "f1 f2 f3"
  lua(`${ORDER} return order(redis.pcall("LPUSH","hash","x"))`), // -> "ignore_error_stats_update err"
  lua(`${ORDER} local t = KEYS t[2]="x" t.a=1 t[3]="y" return {order(t), #t}`), // -> ["a 2 3", 0]
]);

tables.case('borders of tables with holes', [
  lua('return {#{1,nil,3}, #{1,nil,3,nil}, #{nil,nil,3}, #{nil}, #{n=1,nil,2}, #{1,2,nil,4}}'),
  // -> [3, 1, 3, 0, 2, 4]
  lua('local t = {1,2,3,4,5,6,7,8} t[8]=nil t[4]=nil return #t'), // -> 3
  lua('local t = {} for i=1,10 do t[i]=i end t[5]=nil t.x=1 t[10]=nil return #t'), // -> 9
  lua('local t = cjson.decode("[1,2,3,4,5]") t[3]=nil t[5]=nil return #t'), // -> 4
  lua('local t = {n=1} for i=1,20 do if i%3>0 then t[i]=i end end return {#t, table.getn(t), table.maxn(t)}'),
  // -> [20, 20, 20]
]);
