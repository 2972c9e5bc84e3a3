/**
 * node host.js <tidelock|fengari|wasmoon> <file>
 *
 * Runs one Lua file and prints { wall, cpu }: seconds of its thread for compiling and running, without the start of the
 * process. Tidelock runs as in the server's engine thread: in a worker, with its memory settings, once it has warmed up.
 */
import { readFileSync } from 'node:fs';
import { isMainThread, Worker } from 'node:worker_threads';

const [, , hostName, path] = process.argv;

/** Each loads its language and answers what runs a text. */
const HOSTS = {
  tidelock,
  fengari,
  wasmoon,
};

async function tidelock() {
  const lua = await import('../../dist/lua/lua.js');
  const { warmUp } = await import('../../dist/lua/warm-up.js');
  for (const slices = warmUp(); slices.next().done !== true; );
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

/** Seconds that the thread has had a processor; where the system does not tell, that the process has had one. */
function cpuSeconds() {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e9;
  } catch {
    return process.cpuUsage().user / 1e6;
  }
}

async function measure() {
  const run = await HOSTS[hostName]();
  const source = readFileSync(path, 'latin1');
  const cpu = cpuSeconds();
  const wall = performance.now();
  await run(source);
  console.log(JSON.stringify({ wall: (performance.now() - wall) / 1000, cpu: cpuSeconds() - cpu }));
}

if (hostName === 'tidelock' && isMainThread) {
  const { NURSERY_MEGABYTES, tuneGarbageCollection } = await import(
    '../../dist/server/garbage-collection.js'
  );
  tuneGarbageCollection();
  const resourceLimits = { stackSizeMb: 256, maxYoungGenerationSizeMb: NURSERY_MEGABYTES };
  new Worker(new URL(import.meta.url), { argv: [hostName, path], resourceLimits });
} else {
  await measure();
}
