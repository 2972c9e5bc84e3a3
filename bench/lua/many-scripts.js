/**
 * node --expose-gc many-scripts.js <count>
 *
 * Distinct scripts through EVAL of one engine, without ever returning to an event loop (as in the server's engine
 * thread, where nothing held weakly is let go). Prints { before, after, stays, each }: megabytes in use after a
 * tenth and after all, garbage collected; whether a loaded script stayed; seconds a script.
 */
import { Tidelock } from '../../dist/tidelock.js';

const count = Number(process.argv[2]);
const tidelock = new Tidelock();

function megabytes() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function evaluate(from, to) {
  for (let number = from; number < to; number++)
    // Named apart: scripts that differ in numbers only are compiled once.
    tidelock.eval(`local x${number} = ${number} return x${number} + #KEYS`, { keys: ['k'] });
}

const kept = tidelock.call('SCRIPT', 'LOAD', "return 'kept'");
evaluate(0, count / 10);
const before = megabytes();
const start = performance.now();
evaluate(count / 10, count);
const each = (performance.now() - start) / 1000 / (count * 0.9);
const after = megabytes();
console.log(JSON.stringify({ before, after, stays: tidelock.evalsha(kept) === 'kept', each }));
