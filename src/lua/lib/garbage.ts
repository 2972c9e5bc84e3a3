/**
 * `collectgarbage` and `gcinfo`. The host collects garbage by itself, so these functions collect nothing; they only
 * return what Lua would. The parameters are remembered, and the memory in use is what the running script has allocated.
 */
import { memory } from '../runtime/budget.ts';
import type { LuaValue } from '../runtime/value.ts';
import { checkOption, optionalInt } from './arguments.ts';
import { type Library, nameFunctions } from './library.ts';

const OPTIONS = ['stop', 'restart', 'collect', 'count', 'step', 'setpause', 'setstepmul'] as const;
type Option = (typeof OPTIONS)[number];

const KILOBYTE = 1024;
/** How many bytes a state with its libraries takes before any script has run. */
const BASE_BYTES = 48 * KILOBYTE;
/** Lua's defaults, in per cent. */
const DEFAULT_PAUSE = 200;
const DEFAULT_STEP_MULTIPLIER = 200;

function bytesInUse(): number {
  return BASE_BYTES + memory.used;
}

/** The functions of one state, with its own parameters. */
export function createGarbageFunctions(): Library {
  let pause = DEFAULT_PAUSE;
  let stepMultiplier = DEFAULT_STEP_MULTIPLIER;
  const answers: Readonly<Record<Option, (argument: number) => number | boolean>> = {
    stop: () => 0,
    restart: () => 0,
    collect: () => 0,
    count: () => bytesInUse() / KILOBYTE,
    // A step of this many kilobytes completes the cycle if it covers all memory in use.
    step: (kilobytes) => kilobytes * KILOBYTE >= bytesInUse(),
    setpause: (percent) => {
      const previous = pause;
      pause = percent;
      return previous;
    },
    setstepmul: (percent) => {
      const previous = stepMultiplier;
      stepMultiplier = percent;
      return previous;
    },
  };
  return nameFunctions({
    collectgarbage: (...values: LuaValue[]) => {
      const [option = 'collect'] = values;
      const chosen = checkOption(option, 1, values.length, OPTIONS);
      return answers[OPTIONS[chosen]](optionalInt(values[1], 2, 0));
    },
    gcinfo: () => Math.floor(bytesInUse() / KILOBYTE),
  });
}
