// Every entrance from a CommonJS file.
import { ManualClock, Tidelock, type Value } from 'tidelock';

import lua = require('tidelock/lua');
import server = require('tidelock/server');

const { version }: { version: string } = require('tidelock/package.json');
const tidelock = new Tidelock({ clock: new ManualClock(1000) });
const time: Value = tidelock.call('TIME');
console.log(
  JSON.stringify({ time, sum: lua.run('return 1 + 1'), start: typeof server.startServer, version }),
);
