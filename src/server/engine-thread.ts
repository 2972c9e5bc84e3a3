/**
 * The worker that hosts the engine: composes it, tells it what only a program can know, and runs the loop.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../composition.ts';
import type { Host, ShutdownRequest } from '../engine/engine.ts';
import { REDIS_VERSION } from '../engine/redis-version.ts';
import { SettingError } from '../engine/setting-kinds.ts';
import type { SettingsRegistry } from '../engine/settings.ts';
import { warmUp } from '../lua/warm-up.ts';
import { ConfigFileError, type Directive } from './config-file.ts';
import { directiveApplier, newConfiguration } from './directives.ts';
import { EngineLoop } from './engine-loop.ts';
import type { Channel } from './front.ts';
import { frontSettings } from './front-settings.ts';
import { createHeap, usedHeap } from './heap.ts';
import { Log } from './log.ts';
import { kinds, type ListenRequest } from './messages.ts';
import { processFacts } from './process-facts.ts';

export interface EngineThreadData {
  channel: Channel;
  /** The configuration's directives, found to be right as far as the front can tell. */
  directives: Directive[];
  /** For INFO server. */
  information: Record<string, string | number>;
}

/** How long a reading of the memory in use is good, milliseconds. */
const MEMORY_READING = 10;

const data = workerData as EngineThreadData;
const log = new Log();
log.role = 'M';

const configuration = newConfiguration();
const apply = directiveApplier(configuration);
for (const directive of data.directives) apply(directive);
const { settings } = configuration;

const wake = () => parentPort?.postMessage(0);
const loop = new EngineLoop(data.channel, wake, (name) => {
  const setting = name === 'SIGINT' ? settings.values.shutdownOnSigint : settings.values.shutdownOnSigterm;
  const words = setting.split(' ');
  shutdown({
    save: words.includes('save') ? 'save' : words.includes('nosave') ? 'nosave' : 'default',
    now: words.includes('now'),
    force: words.includes('force'),
  });
});

function shutdown(_request: ShutdownRequest): never {
  log.write('notice', 'User requested shutdown...');
  loop.flush();
  loop.tell(kinds.exit, '0');
  return sleepForever();
}

/** The front ends the process; nothing more is run until then. */
function sleepForever(): never {
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) Atomics.wait(never, 0, 0);
}

let memory = 0;
let memoryReadAt = Number.NEGATIVE_INFINITY;

function usedMemory(): number {
  const now = performance.now();
  if (now - memoryReadAt > MEMORY_READING) {
    memory = usedHeap();
    memoryReadAt = now;
  }
  return memory;
}

const host: Host = {
  log: (level, message) => log.write(level, message),
  usedMemory,
  heap: createHeap(),
  shutdown,
  resume: (client) => loop.resumeClient(client),
  drain: () => loop.drainWhileBusy(),
  information: () => ({ ...data.information, ...processFacts() }),
};

const engine = createEngine({ host, settings });

for (const { args, line, text } of configuration.renames) {
  const problem = engine.commands.rename(args[0], args[1]);
  if (problem === undefined) continue;
  loop.tell(kinds.refused, new ConfigFileError(line, text, problem).report(REDIS_VERSION));
  sleepForever();
}

function followSettings(registry: SettingsRegistry): void {
  log.level = registry.values.loglevel;
  log.file = registry.values.logfile;
}

/** CONFIG SET port and bind take effect at once, or are refused. */
const LISTEN_REFUSALS: Record<string, string> = {
  port: 'Unable to listen on this port. Check server logs.',
  bind: 'Failed to bind to specified addresses. Check the server logs.',
};

settings.onApply((name, { values }) => {
  const refusal = LISTEN_REFUSALS[name];
  if (refusal === undefined) return;
  const { port, bind, tcpBacklog } = values;
  const request: ListenRequest = { port, bind, tcpBacklog };
  if (!loop.ask(kinds.listen, JSON.stringify(request))) throw new SettingError(refusal);
});

followSettings(settings);
settings.onChange((_name, registry) => {
  followSettings(registry);
  loop.tell(kinds.settings, JSON.stringify(frontSettings(registry.values)));
});

loop.tell(kinds.ready, '');
loop.run(engine, warmUp());
