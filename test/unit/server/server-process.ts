/**
 * Servers for the tests of this folder, built from the sources as they are: inside this process, or as a process of
 * its own where signals, exit codes and the log are looked at.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as ServerModule from '../../../src/server/server.ts';

let folder: string | undefined;

/** Bundles the two threads' entries once a test file. */
export async function bundle(): Promise<string> {
  if (folder !== undefined) return folder;
  folder = mkdtempSync(join(tmpdir(), 'server-test-'));
  await build({
    entryPoints: ['src/server/server.ts', 'src/server/run-server.ts', 'src/server/engine-thread.ts'],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'main.js'),
    "import { runServer } from './run-server.js';\nconst code = await runServer(process.argv.slice(2));\n" +
      'if (code !== undefined) process.exitCode = code;\n',
  );
  return folder;
}

/** Removes what was built; call it after all tests of a file. */
export function removeBundle(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
}

export async function startServer(options: ServerModule.ServerOptions = {}): Promise<ServerModule.Server> {
  const url = pathToFileURL(join(await bundle(), 'server.js')).href;
  const { startServer: start } = (await import(url)) as typeof ServerModule;
  return start({ port: 0, ...options });
}

/** A `tidelock server` process and everything that it has printed. */
export class ServerProcess {
  output = '';
  /** What of it went to standard error. */
  errors = '';
  readonly exitCode: Promise<number | null>;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        this.output += bytes.toString('latin1');
      });
    }
    child.stderr?.on('data', (bytes: Buffer) => {
      this.errors += bytes.toString('latin1');
    });
    this.exitCode = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  }

  static async start(argv: string[], input = ''): Promise<ServerProcess> {
    const child = spawn(process.execPath, [join(await bundle(), 'main.js'), ...argv], { stdio: 'pipe' });
    child.stdin.end(input);
    return new ServerProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves once the output contains the text. */
  async printed(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`ended without printing ${text}:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** A socket whose bytes are written and read as they are. */
export class RawConnection {
  received = '';
  isClosed = false;
  private readonly socket: Socket;
  private waiter: () => void = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.received += bytes.toString('latin1');
      this.waiter();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
      this.waiter();
    });
  }

  static open(where: number | string): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = typeof where === 'number' ? connect(where, '127.0.0.1') : connect(where);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RawConnection(socket)));
    });
  }

  write(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** Sends no more, still reads. */
  end(): void {
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Takes the next `length` bytes; what there is when the connection closes before. */
  async read(length: number): Promise<string> {
    await this.wait(() => this.received.length >= length || this.isClosed);
    const bytes = this.received.slice(0, length);
    this.received = this.received.slice(length);
    return bytes;
  }

  /** Everything up to the end of the connection. */
  async readToEnd(): Promise<string> {
    await this.wait(() => this.isClosed);
    return this.received;
  }

  /** Sends text and takes as many bytes as the expected answer has. */
  async ask(text: string, expected: string): Promise<string> {
    this.write(text);
    return this.read(expected.length);
  }

  /** Sends the same request until its answer contains `part`, and answers that one. */
  async until(text: string, part: string): Promise<string> {
    for (;;) {
      this.write(text);
      const answer = await this.readReply();
      if (answer.includes(part)) return answer;
    }
  }

  /** The bytes of the next reply, which is no array. */
  private async readReply(): Promise<string> {
    const lineEnd = () => this.received.indexOf('\r\n') + 2;
    await this.wait(() => lineEnd() > 1 || this.isClosed);
    const bulkLength = this.received.startsWith('$') ? Number.parseInt(this.received.slice(1), 10) : -1;
    return this.read(lineEnd() + (bulkLength < 0 ? 0 : bulkLength + 2));
  }

  private async wait(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.waiter = resolve;
      });
    }
  }
}
