/** The order in which scripts meet the keys of a table, and where they see it. */
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const tables = conformance('lua-tables');

const lua = (script: string) => cmd('EVAL', script, '0');

const ORDER =
  'local function order(t) local r = {} for k, v in pairs(t) do r[#r + 1] = tostring(k) end return table.concat(r, " ") end ';

tables.case('cjson and cmsgpack write maps in the order of next', [
  lua('return cjson.encode({name="n", id=1, price=2.5, tags={"a","b"}, owner={x=1,y=2,z=3}})'),
  lua(
    'return cjson.encode(cjson.decode(\'{"name":1,"id":2,"price":3,"tags":[1,2],"owner":{"x":1,"y":2,"z":3}}\'))',
  ),
  lua('local t = {} t.name=1 t.id=2 t.price=3 t.tags=4 t.owner=5 return cjson.encode(t)'),
  lua('local t = {a=1,b=2,c=3,d=4} t.b=nil t.e=5 t.b=6 return cjson.encode(t)'),
  lua('local t = {left=nil,right=nil,key=1} t.right=1 t.left=2 t.up=3 return cjson.encode(t)'),
  lua('local t = {} for i=1,50 do t["field:"..i]=i end return cjson.encode(t)'),
  lua('local t = {} for i=1,30 do t[string.rep("long key ",i)]=i end return cjson.encode(t)'),
  lua('return cjson.encode({1,2,3,x=1,y=2,[-1]=3,[2.5]=4})'),
  lua('return cmsgpack.pack({name="n", id=1, price=2.5, tags={"a","b"}, owner={x=1,y=2,z=3}})'),
  lua('return cjson.encode(cmsgpack.unpack(cmsgpack.pack({name=1, id=2, price=3, tags=4, owner={5,x=6}})))'),
  lua('return cmsgpack.pack({1,2,nil,4})'),
]);

tables.case('pairs goes through nodes', [
  lua(`${ORDER} return order({10,20,x=1,y=2,[-1]=3,[0]=4,[1.5]=5,[true]=6,[false]=7,[2^40]=8,[1e300]=9})`),
  lua(`${ORDER} local t = {n=0,x=1,y=2} local r = {} for i=1,20 do t[i]=i r[i]=order(t) end return r`),
  lua(
    `${ORDER} local t = {} for i=1,300 do t["k"..i]=i end for i=1,300,2 do t["k"..i]=nil end t.z=1 return order(t)`,
  ),
  lua(`${ORDER} local t = {} for i=20,1,-1 do t[i]=i end return {order(t), #t}`),
  lua(
    `${ORDER} return {order(math), order(string), order(table), order(bit), order(struct), order(cmsgpack), order(cjson), order(coroutine), order(redis)}`,
  ),
  lua(`${ORDER} local function f(...) return order(arg) end return f(1,nil,3)`),
  lua(
    'local t = {a=1,b=2} return {pcall(function() for k in pairs(t) do t[k]=nil for i=1,9 do t["x"..i]=i end end end)}',
  ),
]);

tables.case('replies of commands are tables that have grown', [
  cmd('RPUSH', 'list', 'a', 'b', 'c', 'd', 'e'),
  cmd('HSET', 'hash', 'f1', 'v1', 'f2', 'v2', 'f3', 'v3'),
  lua('local t = redis.call("LRANGE","list",0,-1) t[3]=nil t[5]=nil return {#t, t[4]}'),
  lua('local t = redis.call("LRANGE","list",0,-1) t[4]=nil t[5]=nil t[2]=nil return #t'),
  lua(`${ORDER} redis.setresp(3) return order(redis.call("HGETALL","hash").map)`),
  lua(`${ORDER} return order(redis.pcall("LPUSH","hash","x"))`),
  lua(`${ORDER} local t = KEYS t[2]="x" t.a=1 t[3]="y" return {order(t), #t}`),
]);

tables.case('borders of tables with holes', [
  lua('return {#{1,nil,3}, #{1,nil,3,nil}, #{nil,nil,3}, #{nil}, #{n=1,nil,2}, #{1,2,nil,4}}'),
  lua('local t = {1,2,3,4,5,6,7,8} t[8]=nil t[4]=nil return #t'),
  lua('local t = {} for i=1,10 do t[i]=i end t[5]=nil t.x=1 t[10]=nil return #t'),
  lua('local t = cjson.decode("[1,2,3,4,5]") t[3]=nil t[5]=nil return #t'),
  lua('local t = {n=1} for i=1,20 do if i%3>0 then t[i]=i end end return {#t, table.getn(t), table.maxn(t)}'),
]);
