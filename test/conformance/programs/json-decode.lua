-- cjson.decode of texts put together from tokens, with all settings.
local atoms = {'{','}','[',']',',',':','"a"','"b"','"','1','-1','0','01','1.5','1e5','1e','-','.5','5.','0x1F','0xg','inf','-inf','nan','NaN','Infinity','true','false','null','nul','tru',' ','\n','\t','\\','"\\u0041"','"\\ud834\\udd1e"','"\\ud834"','"\\udd1e"','"\\u00"','"\\x"','"\\n\\t\\/\\b"','\0','"\0"','"\1"','\255','é','"é"','1E+400','-0','-0.0','1234567890123456789012','+1','1e+2','e1','{"a":1}','[1,2]','[]','{}','"" ', '{"":null}','""'}
if below(4) == 0 then cjson.decode_invalid_numbers(false) else cjson.decode_invalid_numbers(true) end
cjson.decode_max_depth(pick{1000, 1000, 3})
for i = 1, 150 do
  local t = {}
  for k = 1, 1 + below(7) do t[k] = pick(atoms) end
  local text = table.concat(t)
  if below(3) == 0 then text = '[' .. text .. ']' elseif below(3) == 0 then text = '{"k":' .. text .. '}' end
  out(show(text, 0), pcall(cjson.decode, text))
end
