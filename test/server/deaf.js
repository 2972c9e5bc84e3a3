/**
 * Loaded into the server before anything else (`--import`): makes `math.sinh` of a big number deaf. It does not return
 * before a file exists whose name has the server's process id, and looks at nothing else meanwhile, as a long builtin of
 * the engine or the collection of a big heap does not.
 */
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { sinh } = Math;
const never = new Int32Array(new SharedArrayBuffer(4));

Math.sinh = (x) => {
  if (x < 1000) return sinh(x);
  const file = join(tmpdir(), `tidelock-hears-${process.pid}`);
  while (!existsSync(file)) Atomics.wait(never, 0, 0, 5);
  rmSync(file);
  return 0;
};
