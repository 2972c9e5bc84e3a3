import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/servers.ts';

/** The server as npm starts it: through a shell, which is all that a signal for npm reaches. */
const main = resolve(process.env.TIDELOCK_MAIN ?? 'dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'tidelock-npm-'));
let npm: ChildProcess | undefined;

afterEach(() => {
  // A group of its own, so that nothing is left behind when a test fails.
  if (npm?.pid !== undefined) {
    try {
      process.kill(-npm.pid, 'SIGKILL');
    } catch {
      // Nobody is left.
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => done(false));
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
  });
}

describe('SIGTERM to npm', () => {
  it.each([
    ['npm start', ['npm', 'start', '--silent']],
    ['npx', ['npx', '--no', 'tidelock', 'server']],
  ])('as %s ends the server in good order', async (_name, [program, ...words]) => {
    const port = await freePort();
    const options = ['--port', String(port), '--bind', '127.0.0.1'];
    const isStart = program === 'npm';
    if (isStart) {
      const script = `"${process.execPath}" "${main}" server`;
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', scripts: { start: script } }));
    }
    npm = spawn(program, isStart ? [...words, '--', ...options] : [...words, ...options], {
      cwd: isStart ? folder : resolve('.'),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    npm.stdout?.on('data', (bytes) => {
      output += bytes;
    });
    npm.stderr?.on('data', (bytes) => {
      output += bytes;
    });
    const ended = new Promise((done) => npm?.once('close', done));
    while (!output.includes('Ready to accept connections')) {
      if (npm.exitCode !== null) throw new Error(output);
      await new Promise((done) => setTimeout(done, 20));
    }
    npm.kill('SIGTERM');
    // The pipes close once the server, which holds them too, is gone.
    await ended;
    expect(output).toContain('Redis is now ready to exit, bye bye...');
    expect(await isOpen(port)).toBe(false);
  });
});
