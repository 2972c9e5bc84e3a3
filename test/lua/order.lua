-- The order of next follows from Lua's hash nodes: keys of every kind, constructors, growth, removal, traversal.
local function order(t) local r = {} for k, v in pairs(t) do r[#r + 1] = tostring(k) end return table.concat(r, " ") end
print(order { name = 1, id = 2, price = 3, tags = 4, owner = 5 })
local grown = {}
grown.name = 1 grown.id = 2 grown.price = 3 grown.tags = 4 grown.owner = 5
print(order(grown))
print(order { 10, 20, x = 1, y = 2, [-1] = 3, [0] = 4, [1.5] = 5, [true] = 6, [false] = 7 })
local keys = {}
for i = 1, 40 do keys["key" .. i] = i end
print(order(keys))
for i = 1, 40 do if i % 3 ~= 0 then keys["key" .. i] = nil end end
print(order(keys))
keys.key1 = 1 keys.other = 2
print(order(keys))
local list = { n = 0, x = 1, y = 2 }
for i = 1, 7 do list[i] = i print(#list, order(list)) end
local down = {}
for i = 10, 1, -1 do down[i] = i end
print(#down, order(down))
local sparse = {}
for i = 1, 20 do sparse[i * i] = i end
print(#sparse, order(sparse))
local node = { left = nil, right = nil, value = 1 }
node.right = 1 node.left = 2 node.parent = 3
print(order(node))
local seen = 0
for k, v in pairs(keys) do keys[k] = nil seen = seen + 1 end
print(seen, next(keys), #{ 1, nil, 3 }, #{ 1, nil, 3, nil }, #{ nil, nil, 3 })
print(pcall(function() local t = { a = 1, b = 2 } for k in pairs(t) do t[k] = nil for i = 1, 9 do t["x" .. i] = i end end end))
local zero, minus = {}, tonumber("-0") zero[minus] = "minus" print(next(zero), zero[0]) zero[0] = "set" print(next(zero))
local plus = {} plus[0] = "plus" plus[minus] = "still" print(next(plus))
-- expect: name tags id owner price
-- expect: name tags price owner id
-- expect: 1 2 y x false true 1.5 -1 0
-- expect: key16 key9 key35 key24 key14 key8 key31 key26 key17 key39 key13 key21 key4 key32 key2 key1 key27 key40 key38 key22 key33 key3 key25 key15 key6 key34 key11 key5 key30 key10 key19 key29 key7 key37 key20 key12 key18 key23 key36 key28
-- expect: key9 key24 key39 key21 key27 key33 key3 key15 key6 key30 key12 key18 key36
-- expect: other key9 key24 key39 key21 key1 key27 key33 key3 key15 key6 key30 key12 key18 key36
-- expect: 1	y x 1 n
-- expect: 2	1 2 y x n
-- expect: 3	1 2 y x 3 n
-- expect: 4	1 2 3 4 y x n
-- expect: 5	1 2 3 4 y x 5 n
-- expect: 6	1 2 3 4 5 6 y x n
-- expect: 7	1 2 3 4 5 6 7 y x n
-- expect: 10	1 2 3 4 5 6 7 8 9 10
-- expect: 1	1 324 4 16 64 9 225 36 144 289 121 49 196 169 400 361 25 100 81 256
-- expect: value right left parent
-- expect: 15	nil	3	1	3
-- expect: false	invalid key to 'next'
-- expect: -0	minus
-- expect: -0	set
-- expect: 0	still
