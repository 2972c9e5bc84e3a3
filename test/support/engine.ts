import { allCommands } from '../../src/commands/commands.ts';
import { ManualClock } from '../../src/embedded/clocks.ts';
import type { Client } from '../../src/engine/client.ts';
import type { CommandSpec } from '../../src/engine/command.ts';
import type { Context } from '../../src/engine/context.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Host } from '../../src/engine/host.ts';
import type { SettingsRegistry } from '../../src/engine/settings.ts';
import { PushReply, type Reply } from '../../src/protocol/reply.ts';

/** A client of a bench engine: what it was answered, what it was pushed, whether its connection was closed. */
export interface BenchClient {
  client: Client<Context>;
  /** Runs a command and answers its reply, undefined when none came yet. */
  call(name: string, ...args: string[]): Reply | undefined;
  replies: Reply[];
  pushes: PushReply[];
  closed: boolean;
}

export interface EngineBench {
  engine: Engine;
  clock: ManualClock;
  resumed: Client[];
  connect(): BenchClient;
  /** Moves the clock and lets time events happen. */
  advance(milliseconds: number): void;
}

/** An engine with a clock that stands still and a chance that always draws the same. */
export function engineBench(
  options: {
    settings?: SettingsRegistry;
    host?: Partial<Host>;
    commands?: CommandSpec[];
    random?: () => number;
  } = {},
): EngineBench {
  const clock = new ManualClock(1_000_000);
  const resumed: Client[] = [];
  const engine = new Engine({
    commands: [...allCommands, ...(options.commands ?? [])],
    clock,
    random: options.random ?? (() => 0.5),
    settings: options.settings,
    host: {
      log: () => {},
      usedMemory: () => 0,
      shutdown: () => {},
      resume: (client) => resumed.push(client),
      drain: () => {},
      information: () => ({}),
      ...options.host,
    },
  });
  return { engine, clock, resumed, connect: () => connect(engine), advance };

  function advance(milliseconds: number): void {
    clock.advance(milliseconds);
    engine.cron();
  }
}

function connect(engine: Engine): BenchClient {
  const bench: BenchClient = {
    client: engine.createClient({
      address: '127.0.0.1:1',
      output: {
        send: (reply) => (reply instanceof PushReply ? bench.pushes.push(reply) : bench.replies.push(reply)),
        close: () => {
          bench.closed = true;
        },
        pendingBytes: () => 0,
      },
    }),
    replies: [],
    pushes: [],
    closed: false,
    call(name, ...args) {
      const before = bench.replies.length;
      engine.beginBatch();
      engine.execute(bench.client, name, args);
      return bench.replies[before];
    },
  };
  return bench;
}
