/** The `cjson` library of Redis 7.2 (lua-cjson 2.1.0): each instance has its own settings. */
import { spend } from '../../lua/runtime/budget.ts';
import { LuaTable } from '../../lua/runtime/table.ts';
import { NULL_POINTER } from '../../lua/runtime/text.ts';
import type { LuaFunction } from '../../lua/runtime/value.ts';
import { CjsonConfig, configFunctions } from './cjson-config.ts';
import { decodeFunction } from './cjson-decode.ts';
import { encodeFunction } from './cjson-encode.ts';

/** How many steps making an instance costs. */
const STEPS_PER_INSTANCE = 500;

function newInstance(): LuaTable {
  spend(STEPS_PER_INSTANCE);
  return createCjson();
}

/** A new instance, with default settings: the library table, or what `cjson.new` answers. */
export function createCjson(): LuaTable {
  const config = new CjsonConfig();
  const functions: [string, LuaFunction][] = [
    ['encode', encodeFunction(config)],
    ['decode', decodeFunction(config)],
    ...configFunctions(config),
    ['new', newInstance],
  ];
  const library = new LuaTable();
  for (const [name, builtin] of functions) {
    builtin.luaName = name;
    library.setString(name, builtin);
  }
  library.setString('null', NULL_POINTER);
  library.setString('_NAME', 'cjson');
  library.setString('_VERSION', '2.1.0');
  return library;
}
