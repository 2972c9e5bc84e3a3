/** Lua code run in an engine, with the steps of a part of it: those that it took, and those that it was charged. */
import { budget } from '../../src/lua/runtime/budget.ts';
import { ErrorReply, type Reply } from '../../src/protocol/reply.ts';
import { type BenchClient, engineBench } from './engine.ts';
import { LIST_FUNCTIONS } from './list-functions.ts';
import { StepCounter } from './steps.ts';

export interface Work {
  /** What was done. */
  steps: number;
  /** What the script's budget was charged for it. */
  charged: number;
}

/** More steps than any sample takes, so that the budget never runs out. */
const AMPLE = 2 ** 30 - 1;

export class Scripts {
  readonly #counter = new StepCounter();
  readonly #client: BenchClient;
  readonly #loaded = new Map<string, string>();
  #isCounting = true;
  /** What the part in between `begin` and `end` takes. */
  #measured: Work = { steps: 0, charged: 0 };

  constructor() {
    const log = (_level: string, message: string) => {
      if (this.#isCounting && message === 'begin') this.#begin();
      if (this.#isCounting && message === 'end') this.#end();
    };
    this.#client = engineBench({ host: { log } }).connect();
  }

  /** The functions that scripts see. */
  functions(): string[] {
    return (this.#call('EVAL', LIST_FUNCTIONS, '0') as string[]).sort();
  }

  /**
   * Runs a sample of a certain size.
   * @param sample Lua code: a preparation, `=>` and what is measured; `N` is the size, `F` the function
   * @param name of the function
   */
  measure(sample: string, name: string, size: number): Work {
    const sha = this.#sha(sample, name);
    this.#call('FLUSHALL');
    this.#call('EVALSHA', sha, '0', String(size), name);
    return this.#measured;
  }

  stop(): void {
    this.#counter.stop();
  }

  /** Loads a sample, and runs it once, so that what happens only at first has happened. */
  #sha(sample: string, name: string): string {
    const known = this.#loaded.get(sample);
    if (known !== undefined) return known;
    const [preparation, part] = sample.includes('=>') ? sample.split('=>', 2) : ['', sample];
    const text = `local N, F = tonumber(ARGV[1]), loadstring('return ' .. ARGV[2])() ${preparation}
      local function part() ${part} end
      redis.log(redis.LOG_WARNING, 'begin') part() redis.log(redis.LOG_WARNING, 'end')`;
    const sha = this.#call('SCRIPT', 'LOAD', text) as string;
    this.#isCounting = false;
    this.#call('FLUSHALL');
    this.#call('EVALSHA', sha, '0', '7', name);
    this.#isCounting = true;
    this.#loaded.set(sample, sha);
    return sha;
  }

  #begin(): void {
    budget.remaining = AMPLE;
    this.#counter.begin();
  }

  #end(): void {
    const steps = this.#counter.end();
    this.#measured = { steps, charged: AMPLE - budget.remaining };
  }

  #call(name: string, ...args: string[]): Reply | undefined {
    const reply = this.#client.call(name, ...args);
    if (reply instanceof ErrorReply) throw new Error(reply.text);
    return reply;
  }
}
