/**
 * A server of two threads from start to end: the front here, the engine in a worker.
 *
 * A server that serves ends in one way: the engine sends `exit` (after SHUTDOWN or a signal), the front closes what it
 * has opened, and `onExit` is told. If the worker fails, the server ends with it. If the engine does not heed what it
 * has to (SHUTDOWN NOSAVE, a second SIGTERM), the server ends without it after `PATIENCE`. A server that cannot start
 * closes what it has opened and rejects `start`.
 */
import { rmSync, writeFileSync } from 'node:fs';
// Not the global ones: a test may have faked those of the process that it starts a server in.
import { clearTimeout, setTimeout } from 'node:timers';
import type { Worker } from 'node:worker_threads';
import { decodeCommands } from './busy-answers.ts';
import { startEngineWorker } from './engine-worker.ts';
import { Front } from './front.ts';
import { frontSettings } from './front-settings.ts';
import { listen, listenElsewhere } from './listen.ts';
import {
  decodeFrontSettings,
  decodeListen,
  type FrontSettings,
  kinds,
  type ListenRequest,
} from './messages.ts';
import { serverInformation } from './server-information.ts';
import type { ServerSetup } from './server-setup.ts';
import { RefusedDirective, startError } from './start-error.ts';
import { systemPath } from './system-path.ts';
import { logo } from './texts.ts';

/** How long the engine has to heed that the server is to end, milliseconds. */
export const PATIENCE = 5000;
/** How long the engine's thread has to end once it was stopped; one that does nothing but collect garbage needs longer. */
const THREAD_PATIENCE = 500;

export interface LaunchOptions extends ServerSetup {
  /** The path of the configuration file as a byte string, empty: there is none. */
  configFile: string;
  /** Port 0 means any free port instead of none. */
  takesAnyPort: boolean;
  /** The URL of the file that the engine's worker runs; undefined: the one beside this module. */
  engineThread: string | undefined;
  /** @param isReleased false: the engine's thread cannot be stopped */
  onExit(code: number, isReleased: boolean): void;
}

export class RunningServer {
  /** The TCP port, 0: none. */
  port = 0;
  hasEnded = false;

  private readonly options: LaunchOptions;
  private readonly front: Front;
  private worker: Worker | undefined;
  private listensOn: ListenRequest;
  private shutdownAsked = false;
  private lastResort: NodeJS.Timeout | undefined;
  /** What `end` removes. */
  private pidFile = '';
  private unixSocket = '';
  /** Settle `start`; both mean nothing any more once it has been settled. */
  private becomeReady: () => void = () => {};
  private failToStart: (error: Error) => void = () => {};
  private isReady = false;

  constructor(options: LaunchOptions) {
    this.options = options;
    const { values } = options.configuration.settings;
    this.listensOn = { port: values.port, bind: values.bind, tcpBacklog: values.tcpBacklog };
    this.front = new Front(frontSettings(values), {
      message: (kind, text) => this.onMessage(kind, text),
      beganToStandIn: () =>
        options.log.write('notice', 'A script cannot be interrupted now: others are answered without it.'),
      shutdownWaits: () => this.insist('SHUTDOWN NOSAVE'),
    });
    options.logFile.onWritten = (bytes) => this.front.addLogged(bytes);
  }

  /**
   * Listens and starts the engine; resolves once commands are served.
   * @throws StartError; what is wrong stands in the log too
   */
  async start(): Promise<void> {
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
    try {
      const listening = await listen(this.front, values, log, takesAnyPort);
      this.port = this.listensOn.port = listening.port;
      if (listening.hasUnixSocket) this.unixSocket = systemPath(values.unixsocket, values.dir);
      await this.startEngine();
      if (this.port > 0) log.write('notice', 'Ready to accept connections tcp');
      if (listening.hasUnixSocket) log.write('notice', 'Ready to accept connections unix');
    } catch (error) {
      this.hasEnded = true;
      await this.release();
      throw error;
    }
  }

  /**
   * A signal came: asks the engine to end the server in good order. A second SIGTERM does not wait for a script, a second
   * SIGINT for nothing.
   */
  signal(name: 'SIGTERM' | 'SIGINT'): void {
    if (this.shutdownAsked && name === 'SIGINT') {
      this.signalLine('You insist... exiting now.');
      this.end(1);
      return;
    }
    if (this.options.log.isLogged('warning')) this.signalLine(`Received ${name} scheduling shutdown...`);
    if (this.shutdownAsked) this.insist(`A second ${name}`);
    else this.shutdown(name);
  }

  /** Has a script that runs end whatever it has done, and then the server, with the engine or without it. */
  private insist(who: string): void {
    this.front.abandonScript();
    this.endAfter(
      PATIENCE,
      1,
      `${who} was not heeded for ${PATIENCE} milliseconds: exiting without the engine.`,
    );
  }

  /** Ends the server in a while, if it has not ended by then. The log gets the line then. */
  endAfter(milliseconds: number, code: number, line: string): void {
    this.lastResort ??= setTimeout(() => {
      this.options.log.write('warning', line);
      this.end(code);
    }, milliseconds);
  }

  /** Asks the engine to end the server in good order, as the settings say for this signal. */
  shutdown(as: 'SIGTERM' | 'SIGINT'): void {
    this.shutdownAsked = true;
    this.front.tell(kinds.signal, as);
  }

  /** Ends the server at once, without asking the engine. */
  end(code: number): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.front.receive();
    const { log, onExit } = this.options;
    if (this.pidFile !== '') log.write('notice', 'Removing the pid file.');
    if (this.unixSocket !== '') log.write('notice', 'Removing the unix socket file.');
    log.write('warning', 'Redis is now ready to exit, bye bye...');
    this.finishLog();
    void this.releaseOrGiveUp().then((isReleased) => onExit(code, isReleased));
    this.failToStart(startError('the server was ended before it had started'));
  }

  /** Answers false if the engine's thread is still there after a while. */
  private async releaseOrGiveUp(): Promise<boolean> {
    const isLate = new Promise<false>((resolve) => {
      setTimeout(() => resolve(false), THREAD_PATIENCE).unref();
    });
    return Promise.race([this.release().then(() => true), isLate]);
  }

  /** Gives back all that the server has taken; resolves once its thread is gone. May be called again. */
  async release(): Promise<void> {
    this.front.close();
    clearTimeout(this.lastResort);
    if (this.pidFile !== '') rmSync(this.pidFile, { force: true });
    if (this.unixSocket !== '') rmSync(this.unixSocket, { force: true });
    this.pidFile = this.unixSocket = '';
    await this.worker?.terminate();
  }

  /** Writes what both threads have logged, before the process ends. */
  finishLog(): void {
    this.front.receive();
    this.options.logFile.finish();
  }

  /** Resolves when the engine has said that it is ready. */
  private startEngine(): Promise<void> {
    const { directives, configuration, configFile, engineThread, log } = this.options;
    const { values } = configuration.settings;
    const ready = new Promise<void>((resolve, reject) => {
      this.becomeReady = resolve;
      this.failToStart = reject;
    });
    this.worker = startEngineWorker({
      file: engineThread === undefined ? undefined : new URL(engineThread),
      data: {
        channel: this.front.channel,
        directives,
        information: serverInformation(values, this.port, configFile),
      },
      onWake: () => this.front.wake(),
      onFailure: (error) => this.engineFailed(error),
    });
    log.write('notice', 'Server initialized');
    return ready;
  }

  private engineFailed(error: Error): void {
    if (this.hasEnded) return;
    this.front.receive();
    const { cause } = error;
    const details = cause instanceof Error ? `\n${cause.stack ?? ''}` : '';
    this.options.log.write('warning', `The engine failed: ${error.message}${details}`);
    if (this.isReady) this.end(1);
    else this.failToStart(error);
  }

  private onMessage(kind: number, text: string): void {
    if (kind === kinds.ready) {
      this.isReady = true;
      this.becomeReady();
    } else if (kind === kinds.exit) this.end(Number(text));
    else if (kind === kinds.commands) this.takeCommands(text);
    else if (kind === kinds.log) this.options.logFile.gather(text);
    else if (kind === kinds.refused) this.failToStart(new RefusedDirective(text));
    else if (kind === kinds.listen) void this.listenElsewhere(decodeListen(text));
    else if (kind === kinds.settings) this.takeSettings(decodeFrontSettings(text));
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

  private takeCommands(text: string): void {
    const { renames } = this.options.configuration;
    this.front.knowCommands(
      decodeCommands(
        text,
        renames.map(({ args }) => args),
      ),
    );
  }

  private writePidFile(): void {
    const { pidfile, daemonize, dir } = this.options.configuration.settings.values;
    const path = pidfile === '' && daemonize ? '/var/run/redis.pid' : systemPath(pidfile, dir);
    if (path === '') return;
    try {
      writeFileSync(path, `${process.pid}\n`);
      this.pidFile = path;
    } catch (error) {
      this.options.log.write('warning', `Failed to write PID file: ${(error as Error).message}`);
    }
  }

  /** As Redis's signal handler writes it: no role, and the time as seconds since the epoch. */
  private signalLine(text: string): void {
    this.options.log.writeRaw(`${process.pid}:signal-handler (${Math.floor(Date.now() / 1000)}) ${text}\n`);
  }
}
