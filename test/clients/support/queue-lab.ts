/**
 * A BullMQ queue under observation: what its users do, and what is left of it afterwards, without times and
 * random names, so that two servers can be compared.
 */
import { FlowProducer, type Job, Queue, QueueEvents, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';

/** A job's events in order: `waiting 1`, `completed 1 "result"`. */
export type Trace = string[];

type Processor = (job: Job, token?: string) => Promise<unknown>;

export class QueueLab {
  readonly queue: Queue;
  readonly redis: Redis;
  readonly flows: FlowProducer;
  readonly #port: number;
  readonly #workers: Worker[] = [];
  #events: QueueEvents | undefined;

  private constructor(port: number, name: string) {
    this.#port = port;
    this.redis = new Redis(port);
    this.queue = new Queue(name, { connection: this.connection });
    this.flows = new FlowProducer({ connection: this.connection });
  }

  /** Opens a queue on an empty server. */
  static async open(port: number, name: string): Promise<QueueLab> {
    const lab = new QueueLab(port, name);
    await lab.redis.flushall();
    await lab.queue.waitUntilReady();
    return lab;
  }

  get connection() {
    return { host: '127.0.0.1', port: this.#port, maxRetriesPerRequest: null };
  }

  /** Starts a worker; several calls start several. */
  work(processor: Processor, options: Partial<WorkerOptions> = {}, queue = this.queue.name): Worker {
    const worker = new Worker(queue, processor, { connection: this.connection, ...options });
    // Without a listener an error would end the test run.
    worker.on('error', () => {});
    this.#workers.push(worker);
    return worker;
  }

  /** Listens to the queue's events as another process would. */
  async listen(): Promise<QueueEvents> {
    this.#events = new QueueEvents(this.queue.name, { connection: this.connection });
    await this.#events.waitUntilReady();
    return this.#events;
  }

  /** Waits until the queue has so many jobs in a state. */
  async until(
    state: 'completed' | 'failed' | 'delayed' | 'waiting-children' | 'wait',
    count: number,
  ): Promise<void> {
    for (let present = -1; present < count; ) {
      present = (await this.queue.getJobCounts(state))[state];
      if (present < count) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Ends the workers; they finish what they have begun. */
  async endWorkers(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.close()));
  }

  /** Every event of the queue's stream, in order, but for `drained`: it depends on when a worker looks. */
  async trace(queue = this.queue.name): Promise<Trace> {
    const entries = await this.redis.xrange(`bull:${queue}:events`, '-', '+');
    const lines = entries.map(([, fields]) => {
      const entry: Record<string, string> = {};
      for (let at = 0; at < fields.length; at += 2) entry[fields[at]] = fields[at + 1];
      const { event, jobId = '', ...rest } = entry;
      const details = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
      return timeless([event, jobId, ...details].join(' '));
    });
    return lines.filter((line) => !line.startsWith('drained'));
  }

  /** How often each event occurred. */
  async eventCounts(queue = this.queue.name): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const line of await this.trace(queue)) {
      const [event] = line.split(' ');
      counts[event] = (counts[event] ?? 0) + 1;
    }
    return Object.fromEntries(Object.entries(counts).sort());
  }

  /** The keys on the server, with their types, and the fields of hashes; without those that depend on timing. */
  async keys(): Promise<Record<string, string>> {
    const names = (await this.redis.keys('*'))
      .filter((name) => !/:(marker|stalled-check)$/.test(name))
      .sort();
    const described: [string, string][] = [];
    for (const name of names) {
      const type = await this.redis.type(name);
      const fields =
        type === 'hash'
          ? ` ${(await this.redis.hkeys(name))
              .filter((field) => field !== 'version')
              .sort()
              .join(' ')}`
          : '';
      described.push([timeless(name), type + fields]);
    }
    return Object.fromEntries(described);
  }

  async close(): Promise<void> {
    await this.endWorkers();
    await Promise.all([this.queue.close(), this.flows.close(), this.#events?.close()]);
    this.redis.disconnect();
  }
}

/** Replaces times in milliseconds and UUIDs. */
export function timeless(text: string): string {
  return text
    .replaceAll(/\b1\d{12}\b/g, '<time>')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
}
