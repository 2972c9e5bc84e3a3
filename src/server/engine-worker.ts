/**
 * The worker in which the engine runs, as the front sees it: started from a file, woken by memory that both share, and
 * reported once if it ends without having been asked to.
 */
import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EngineThreadData } from './engine-thread.ts';
import { NURSERY_MEGABYTES } from './garbage-collection.ts';
import { codeOf, type StartError, startError } from './start-error.ts';

/** Deep recursion in scripts needs stack: 2 million Lua calls fit. */
const STACK_MEGABYTES = 256;
const MEGABYTE = 1024 * 1024;
const LEAST_HEAP_MEGABYTES = 2048;
/** The part of the machine's memory that the engine's heap may take. */
const HEAP_SHARE = 0.8;

/** What Node says when the worker's file does not exist. */
const MISSING_FILE = new Set(['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND']);
const BUNDLE_HINT =
  "A bundle needs the module 'tidelock/engine-thread' as a file of its own, named by the option engineThread or placed " +
  'beside the bundle as engine-thread.js; or leave tidelock out of the bundle';

export interface EngineWorkerOptions {
  /** The file to run; undefined: `engine-thread.js` beside this module. */
  file: URL | undefined;
  data: EngineThreadData;
  /** The worker has posted its only message: the front is to look at the ring. */
  onWake(): void;
  /** The worker has ended by itself. */
  onFailure(error: StartError): void;
}

/**
 * Starts the worker.
 * @throws StartError when the worker cannot even be created
 */
export function startEngineWorker({ file, data, onWake, onFailure }: EngineWorkerOptions): Worker {
  const worker = createWorker(file, data);
  let hasFailed = false;
  const fail = (error: StartError) => {
    if (hasFailed) return;
    hasFailed = true;
    onFailure(error);
  };
  worker.on('message', onWake);
  worker.on('error', (error) => fail(failure(error)));
  worker.on('exit', (code) =>
    fail(startError(`the engine's thread ended by itself with the exit code ${code}`)),
  );
  return worker;
}

function createWorker(file: URL | undefined, data: EngineThreadData): Worker {
  const oldGeneration = Math.floor((totalmem() / MEGABYTE) * HEAP_SHARE);
  try {
    return new Worker(file ?? new URL('./engine-thread.js', import.meta.url), {
      name: 'tidelock engine',
      workerData: data,
      resourceLimits: {
        stackSizeMb: STACK_MEGABYTES,
        maxOldGenerationSizeMb: Math.max(LEAST_HEAP_MEGABYTES, oldGeneration),
        maxYoungGenerationSizeMb: NURSERY_MEGABYTES,
      },
    });
  } catch (error) {
    // In a bundle of the format CommonJS there is no `import.meta.url`.
    throw file === undefined
      ? startError(`the engine's thread has no file. ${BUNDLE_HINT}`, error)
      : failure(error);
  }
}

function failure(error: unknown): StartError {
  const told = startError("the engine's thread failed", error);
  if (MISSING_FILE.has(codeOf(error))) told.message += `. ${BUNDLE_HINT}`;
  return told;
}
