/**
 * Brings our own parser, interpreter and compiler into V8's optimized code before scripts come, in slices for a thread
 * that has nothing else to do. Unprepared, the first thousand scripts take several times as long to compile as later ones.
 */
import { fillLibrary, nameFunctions } from '../lua/lib/library.ts';
import { Random48 } from '../lua/lib/random.ts';
import { callFunction, type LuaState } from '../lua/lua.ts';
import { LuaTable } from '../lua/runtime/table.ts';
import type { MemoryGuard } from './memory-guard.ts';
import { createState, protectGlobals } from './sandbox.ts';
import { Templates } from './templates.ts';

/** A text with what scripts consist of; `number` makes it one of a kind. */
const sample = (number: number): string => `-- limits the rate of a key
local key, now, amount = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2] or '1')
local limit${number}, window = ${number}, 60 * 1.5
local bucket = key .. ':' .. math.floor(now / window)
local current = tonumber(redis.call('get', bucket) or '0')
if current + amount > limit${number} + 1e6 and not ARGV[3] then
  return { 0, limit${number} - current }
elseif current ~= 0 or key == "" then
  redis.call('expire', bucket, -(window * 2) % 7)
end
local items, seen = { key, 'x', now; count = #ARGV, ["last"] = -1 }, {}
for i = 1, 3 do
  items[#items + 1] = string.format('%s:%d', key, now - i)
  seen[items[i]] = true
end
for name, value in pairs(items) do
  if type(name) == 'string' then items[name] = value else items.count = items.count + name end
end
while amount <= 3 do amount = amount + 1 if amount == limit${number} then break end end
return { bucket:len(), (select('#', unpack(items))), ok = key:sub(1, 3):upper() }`;

const SLICES = 1500;
/** So many texts are compiled once: that is hardly quicker from the second thousand on. */
const COMPILED_EVERY = 10;

export class WarmUp {
  private slice = 0;
  private readonly state: LuaState;
  private readonly templates = new Templates();

  /** @param guard of the engine that the scripts will belong to */
  constructor(guard: MemoryGuard) {
    const api = fillLibrary(new LuaTable(), nameFunctions({ call: () => '3' }));
    this.state = createState(api, new Random48(), guard, () => {});
    this.state.globals.setString('KEYS', LuaTable.fromList(['some key']));
    this.state.globals.setString('ARGV', LuaTable.fromList(['1700000000', '2', 'other']));
    protectGlobals(this.state);
  }

  /** A part of the work, about as long as a command takes; answers whether there is more to do. */
  step(): boolean {
    const runs = this.slice % COMPILED_EVERY === 0 ? 2 : 1;
    const source = sample(this.slice);
    for (let run = 0; run < runs; run++) {
      const compiled = this.templates.compile(this.state, source, '@user_script', () => undefined, run === 0);
      callFunction(this.state, compiled.main);
      compiled.release();
    }
    this.templates.clear();
    return ++this.slice < SLICES;
  }
}
