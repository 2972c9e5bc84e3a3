/**
 * `npm run hostile`: sends hostile inputs to the built server, one after the other, while a client that has nothing to do
 * with it watches how long it waits. Options: `--minutes 2` or `--inputs 1000`, `--seed 7`, `--only 123` (the input of
 * that number alone).
 *
 * It fails when the server dies or loses data, when something cannot be ended, when the watcher waits too long, or when
 * the memory does not come back. The wait of one input may be the machine's fault, so it is sent again alone.
 */
import { parseArgs } from 'node:util';
import { Drive } from './drive.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    inputs: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});

const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const drive = new Drive(seed);
const deadline = performance.now() + Number(values.minutes) * 60_000;
if (values.only !== undefined) await drive.send(Number(values.only));
else {
  const count = Number(values.inputs ?? Number.POSITIVE_INFINITY);
  for (let number = 0; number < count && performance.now() < deadline; number++) await drive.send(number);
}
const failures = await drive.finish();
console.log(drive.summary());
for (const failure of failures) console.log(failure);
console.log(`seed ${seed}: ${drive.sent - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
