/** Sets new keys one by one through the engine's dispatch and answers the longest single call. */
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../dist/composition.js';

const engine = createEngine({
  host: {
    log: () => {},
    usedMemory: () => 0,
    shutdown: () => {},
    resume: () => {},
    drain: () => {},
    information: () => ({}),
  },
});
const client = engine.createClient({ output: { send: () => {}, close: () => {}, pendingBytes: () => 0 } });
let longest = 0;
for (let key = 0; key < workerData.keys; key++) {
  const start = performance.now();
  engine.beginBatch();
  engine.execute(client, 'SET', [`key:${String(key).padStart(12, '0')}`, `value:${key}`]);
  longest = Math.max(longest, performance.now() - start);
}
parentPort.postMessage({ keys: engine.keyspace.databases[0].size, longest });
