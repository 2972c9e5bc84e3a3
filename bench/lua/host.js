/**
 * node host.js <tidelock|fengari|wasmoon> <file>
 *
 * Runs one Lua file and prints { wall, cpu }: seconds of the main thread for compiling and running, without the start
 * of the process.
 */
import { readFileSync } from 'node:fs';

const [, , hostName, path] = process.argv;
const source = readFileSync(path, 'latin1');

/** Each loads its language and answers what runs a text. */
const HOSTS = {
  tidelock,
  fengari,
  wasmoon,
};

async function tidelock() {
  // As scripts run in the server's engine thread.
  const { tuneGarbageCollection } = await import('../../dist/server/garbage-collection.js');
  tuneGarbageCollection();
  const lua = await import('../../dist/lua/lua.js');
  const state = lua.createState();
  lua.openLibraries(state);
  return (text) => lua.callFunction(state, lua.instantiate(state, lua.compile(text, '@program')));
}

async function fengari() {
  const { lauxlib, lualib, lua, to_luastring } = (await import('fengari')).default;
  const state = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(state);
  return (text) => {
    if (lauxlib.luaL_dostring(state, to_luastring(text)) !== 0) {
      throw new Error(lua.lua_tojsstring(state, -1));
    }
  };
}

async function wasmoon() {
  const { Lua } = (await import('wasmoon-lua5.1')).default;
  const lua = await Lua.create();
  return (text) => lua.doString(text);
}

/** Seconds that the main thread has had a processor; where the system does not tell, of the whole process. */
function cpuSeconds() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[0]) / 1e9;
  } catch {
    return process.cpuUsage().user / 1e6;
  }
}

const run = await HOSTS[hostName]();
const cpu = cpuSeconds();
const wall = performance.now();
await run(source);
console.log(JSON.stringify({ wall: (performance.now() - wall) / 1000, cpu: cpuSeconds() - cpu }));
