/**
 * What the engine's worker runs (`tidelock/engine-thread` among the package's exports): makes the engine, gives it what
 * only a program can (log, memory use, shutdown, facts for INFO), and runs its loop until the front ends the worker.
 */

import { parentPort, resourceLimits, workerData } from 'node:worker_threads';
import { allCommands } from '../commands/commands.ts';
import { createEngine } from '../composition.ts';
import type { Host, ShutdownRequest } from '../engine/host.ts';
import { REDIS_VERSION } from '../engine/redis-version.ts';
import { SettingError } from '../engine/setting-kinds.ts';
import { effectWarning } from '../engine/settings-without-effect.ts';
import { announceStack } from '../lua/runtime/call-depth.ts';
import { warmUp } from '../lua/warm-up.ts';
import { encodeCommands } from './busy-answers.ts';
import { ConfigFileError, type Directive } from './config-file.ts';
import { directiveApplier, newConfiguration } from './directives.ts';
import { EngineLoop } from './engine-loop.ts';
import { frontSettings } from './front-settings.ts';
import { createHeap } from './heap.ts';
import { Log } from './log.ts';
import { MemoryUse } from './memory-use.ts';
import { type Channel, encodeFrontSettings, encodeListen, kinds } from './messages.ts';
import { processFacts } from './process-facts.ts';

export interface EngineThreadData {
  channel: Channel;
  /** The configuration's directives. The front has applied them without finding an error. */
  directives: Directive[];
  /** For INFO server. */
  information: Record<string, string | number>;
}

if (parentPort === null) {
  throw new Error("tidelock/engine-thread is run by a worker of startServer's: it cannot be imported");
}
announceStack((resourceLimits.stackSizeMb ?? 0) * 2 ** 20);
const front = parentPort;
const data = workerData as EngineThreadData;

const configuration = newConfiguration();
const apply = directiveApplier(configuration);
for (const directive of data.directives) apply(directive);
const { settings } = configuration;

const log = new Log((text) => loop.writeLog(text));
log.role = 'M';
log.level = settings.values.loglevel;

const wake = () => front.postMessage(0);
const loop = new EngineLoop(data.channel, wake, (name) => {
  const setting = name === 'SIGINT' ? settings.values.shutdownOnSigint : settings.values.shutdownOnSigterm;
  const words = setting.split(' ');
  shutdown({ save: words.includes('save') ? 'save' : words.includes('nosave') ? 'nosave' : 'default' });
});

/**
 * Ends the server. Redis saves the data here when it is asked to, or when there are save points; this server cannot
 * save, and says so.
 */
function shutdown({ save }: ShutdownRequest): never {
  log.write('notice', 'User requested shutdown...');
  if (save === 'save' || (save === 'default' && settings.values.save !== '')) {
    log.write('warning', 'The data is not saved before exiting: there is no persistence.');
  }
  loop.flush();
  loop.tell(kinds.exit, '0');
  return sleepForever();
}

/** The front ends the process; nothing more is run until then. */
function sleepForever(): never {
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) Atomics.wait(never, 0, 0);
}

const heap = createHeap();
const memory = new MemoryUse(heap, () => performance.now());

const host: Host = {
  log: (level, message) => log.write(level, message),
  usedMemory: () => memory.used(),
  isOverMemory: (limit) => memory.isOver(limit),
  heap,
  shutdown,
  resume: (client) => loop.resumeClient(client),
  runState: loop.runState,
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

/** CONFIG SET port and bind take effect at once, or are refused. */
const LISTEN_REFUSALS: Record<string, string> = {
  port: 'Unable to listen on this port. Check server logs.',
  bind: 'Failed to bind to specified addresses. Check the server logs.',
};

settings.onApply((name, { values }) => {
  const refusal = LISTEN_REFUSALS[name];
  if (refusal === undefined) return;
  if (!loop.ask(kinds.listen, encodeListen(values))) throw new SettingError(refusal);
});

settings.onChange((name, registry) => {
  log.level = registry.values.loglevel;
  const warning = effectWarning(name, registry);
  if (warning !== undefined) log.write('warning', warning);
  loop.tell(kinds.settings, encodeFrontSettings(frontSettings(registry.values)));
});

loop.tell(kinds.commands, encodeCommands(allCommands));
loop.tell(kinds.ready, '');
loop.run(engine, warmUp());
