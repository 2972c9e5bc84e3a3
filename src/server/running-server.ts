/**
 * A server of two threads from start to end: the front here, the engine in a worker.
 *
 * It ends in one way: the engine says `exit` (SHUTDOWN, or after a signal), the front closes what it opened, and
 * `onExit` is told. A worker that dies takes the server along.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Directive } from './config-file.ts';
import type { Configuration } from './directives.ts';
import type { EngineThreadData } from './engine-thread.ts';
import { Front } from './front.ts';
import { frontSettings } from './front-settings.ts';
import { NURSERY_MEGABYTES, tuneGarbageCollection } from './garbage-collection.ts';
import { listen, listenElsewhere } from './listen.ts';
import type { Log } from './log.ts';
import { type FrontSettings, kinds, type ListenRequest } from './messages.ts';
import { serverInformation } from './server-information.ts';
import { logo } from './texts.ts';

/** Deep recursion in scripts needs stack: 2 million Lua calls fit. */
const STACK_MEGABYTES = 256;
const MEGABYTE = 1024 * 1024;

export interface LaunchOptions {
  configuration: Configuration;
  /** The same as directives, for the engine's thread. */
  directives: Directive[];
  log: Log;
  configFile: string;
  /** Port 0 means any free port instead of none. */
  takesAnyPort: boolean;
  onExit(code: number): void;
}

export class RunningServer {
  /** The TCP port, 0: none. */
  port = 0;

  private readonly options: LaunchOptions;
  private readonly front: Front;
  private worker: Worker | undefined;
  private listensOn: ListenRequest;
  private hasEnded = false;
  private shutdownAsked = false;
  private becomeReady: () => void = () => {};

  private constructor(options: LaunchOptions) {
    this.options = options;
    const { values } = options.configuration.settings;
    this.listensOn = { port: values.port, bind: values.bind, tcpBacklog: values.tcpBacklog };
    this.front = new Front(frontSettings(values), (kind, text) => this.onMessage(kind, text));
  }

  /** Starts a server; undefined when it cannot listen, which the log tells. Resolves once it serves commands. */
  static async launch(options: LaunchOptions): Promise<RunningServer | undefined> {
    const server = new RunningServer(options);
    return (await server.start()) ? server : undefined;
  }

  /** Asks the engine to end the server in good order. A second SIGINT does not wait. */
  signal(name: 'SIGTERM' | 'SIGINT'): void {
    const { log } = this.options;
    if (this.shutdownAsked && name === 'SIGINT') {
      this.signalLine('You insist... exiting now.');
      this.end(1);
      return;
    }
    this.shutdownAsked = true;
    if (log.isLogged('warning')) this.signalLine(`Received ${name} scheduling shutdown...`);
    this.front.tell(kinds.signal, name);
  }

  /** Ends the server at once, without a word to the engine. */
  end(code: number): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    const { log, configuration, onExit } = this.options;
    const { unixsocket } = configuration.settings.values;
    this.front.close();
    if (this.pidFile !== '') remove(this.pidFile, () => log.write('notice', 'Removing the pid file.'));
    if (unixsocket !== '') remove(unixsocket, () => log.write('notice', 'Removing the unix socket file.'));
    log.write('warning', 'Redis is now ready to exit, bye bye...');
    void this.worker?.terminate();
    onExit(code);
  }

  private async start(): Promise<boolean> {
    const { log, configuration, takesAnyPort } = this.options;
    const { values } = configuration.settings;
    log.role = 'M';
    log.write('notice', 'monotonic clock: POSIX clock_gettime');
    this.writePidFile();
    if (values.alwaysShowLogo || (values.logfile === '' && process.stdout.isTTY && log.isLogged('notice'))) {
      log.writeRaw(logo(values.port));
    } else {
      log.write('notice', `Running mode=standalone, port=${values.port}.`);
    }
    const ready = new Promise<void>((resolve) => {
      this.becomeReady = resolve;
    });
    const listening = await listen(this.front, values, log, takesAnyPort);
    if (listening === undefined) {
      this.hasEnded = true;
      this.front.close();
      return false;
    }
    this.port = this.listensOn.port = listening.port;
    this.startEngine();
    log.write('notice', 'Server initialized');
    await ready;
    if (this.port > 0) log.write('notice', 'Ready to accept connections tcp');
    if (listening.hasUnixSocket) log.write('notice', 'Ready to accept connections unix');
    return true;
  }

  private startEngine(): void {
    const data: EngineThreadData = {
      channel: this.front.channel,
      directives: this.options.directives,
      information: serverInformation(this.options, this.port),
    };
    const oldGeneration = Math.max(2048, Math.floor((totalmem() / MEGABYTE) * 0.8));
    tuneGarbageCollection();
    this.worker = new Worker(new URL('./engine-thread.js', import.meta.url), {
      workerData: data,
      resourceLimits: {
        stackSizeMb: STACK_MEGABYTES,
        maxOldGenerationSizeMb: oldGeneration,
        maxYoungGenerationSizeMb: NURSERY_MEGABYTES,
      },
    });
    this.worker.on('message', () => this.front.wake());
    this.worker.on('error', (error) => {
      this.options.log.write('warning', `The engine failed: ${error.stack ?? error.message}`);
      this.end(1);
    });
  }

  private onMessage(kind: number, text: string): void {
    if (kind === kinds.ready) this.becomeReady();
    else if (kind === kinds.exit) this.end(Number(text));
    else if (kind === kinds.refused) this.refuse(text);
    else if (kind === kinds.listen) void this.listenElsewhere(JSON.parse(text) as ListenRequest);
    else if (kind === kinds.settings) this.takeSettings(JSON.parse(text) as FrontSettings);
  }

  private refuse(text: string): void {
    process.stderr.write(text, 'latin1');
    this.end(1);
  }

  private async listenElsewhere(request: ListenRequest): Promise<void> {
    const isDone = await listenElsewhere(this.front, this.listensOn, request, this.options.log);
    if (isDone) this.listensOn = request;
    this.front.answer(isDone);
  }

  private takeSettings(settings: FrontSettings): void {
    this.front.settings = settings;
    this.options.log.level = settings.logLevel;
  }

  private get pidFile(): string {
    const { pidfile, daemonize } = this.options.configuration.settings.values;
    return pidfile === '' && daemonize ? '/var/run/redis.pid' : pidfile;
  }

  private writePidFile(): void {
    if (this.pidFile === '') return;
    try {
      writeFileSync(this.pidFile, `${process.pid}\n`);
    } catch (error) {
      this.options.log.write('warning', `Failed to write PID file: ${(error as Error).message}`);
    }
  }

  /** As a signal handler writes it: no role, seconds since the epoch. */
  private signalLine(text: string): void {
    this.options.log.writeRaw(`${process.pid}:signal-handler (${Math.floor(Date.now() / 1000)}) ${text}\n`);
  }
}

/** Removes a file that is there, telling of it before. */
function remove(path: string, tell: () => void): void {
  tell();
  rmSync(path, { force: true });
}
