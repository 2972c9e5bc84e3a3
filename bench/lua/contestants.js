/** What runs a Lua text in a process of its own and tells the seconds that it took. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HOST = fileURLToPath(new URL('./host.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tidelock-bench-lua-'));
const file = join(folder, 'program.lua');
const DRIVER = 'local start = os.clock(); dofile(arg[1]); io.write(os.clock() - start)';
const driverFile = join(folder, 'driver.lua');
writeFileSync(driverFile, DRIVER);

/** In milliseconds: who takes longer hangs. */
const LONGEST_RUN = 120_000;

function spawn(command, args) {
  const start = performance.now();
  const { status, signal, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: LONGEST_RUN,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${signal ?? stderr}`);
  return { wall: (performance.now() - start) / 1000, output: stdout };
}

/** A Lua of the system: its wall time is that of the process. */
function native(name, command, flags = []) {
  return {
    name,
    run(source) {
      writeFileSync(file, source, 'latin1');
      const { wall, output } = spawn(command, [...flags, driverFile, file]);
      return { wall, cpu: Number(output) };
    },
  };
}

function hosted(name, host, prefix = '') {
  return {
    name,
    run(source) {
      writeFileSync(file, prefix + source, 'latin1');
      return JSON.parse(spawn(process.execPath, [HOST, host, file]).output);
    },
  };
}

export const TIDELOCK = hosted('tidelock', 'tidelock');
/** A program that mentions coroutines is compiled so that its functions can pause. */
export const PAUSABLE = hosted('pausable', 'tidelock', 'do local _ = coroutine end ');
export const LUA = native('lua5.1', 'lua5.1');
export const LUAJIT_OFF = native('luajit -joff', 'luajit', ['-joff']);
export const LUAJIT = native('luajit', 'luajit');
export const WASMOON = hosted('wasmoon-lua5.1', 'wasmoon');
/** Lua 5.3: the one function of 5.1 that the programs use under its old name. */
export const FENGARI = hosted('fengari', 'fengari', 'unpack = table.unpack ');

/** Whether a contestant works on this machine. */
export function available(contestant) {
  try {
    contestant.run('assert(1 + 1 == 2)');
    return true;
  } catch {
    return false;
  }
}

/** `PUC Lua 5.1.5, LuaJIT 2.1...`, for the report. */
export function versions() {
  const of = (expression, command) => {
    try {
      return execFileSync(command, ['-e', `io.write(${expression})`]).toString();
    } catch {
      return `no ${command}`;
    }
  };
  return `${of('_VERSION', 'lua5.1')}, ${of('jit.version', 'luajit')}`;
}
