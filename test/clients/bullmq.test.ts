/**
 * BullMQ 6 does on every server what it does on a real one: the same jobs, the same events in the same order,
 * the same keys left. Each scenario answers what it saw; that is compared with what was seen on a real 7.2.
 */
import { DelayedError, UnrecoverableError } from 'bullmq';
import { describe, expect, test } from 'vitest';
import { onEachServer } from './support/each-server.ts';
import { QueueLab, timeless } from './support/queue-lab.ts';
import { recorded } from './support/recorded.ts';

const compare = recorded('bullmq');
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

type Scenario = (lab: QueueLab) => Promise<unknown>;

const scenarios: Record<string, Scenario> = {
  'a job is added, processed and reported': async (lab) => {
    const events = await lab.listen();
    lab.work(async (job) => {
      await job.updateProgress(50);
      await job.log('half done');
      return { doubled: job.data.n * 2 };
    });
    const job = await lab.queue.add('double', { n: 21 });
    const result = await job.waitUntilFinished(events);
    await lab.endWorkers();
    const stored = await lab.queue.getJob(job.id ?? '');
    return {
      result,
      state: await job.getState(),
      progress: stored?.progress,
      logs: await lab.queue.getJobLogs(job.id ?? ''),
      attempts: stored?.attemptsMade,
      trace: await lab.trace(),
      keys: await lab.keys(),
    };
  },

  'jobs are processed in order, or last in first out': async (lab) => {
    await lab.queue.addBulk([1, 2, 3].map((n) => ({ name: `fifo ${n}`, data: {} })));
    await lab.queue.addBulk([4, 5].map((n) => ({ name: `lifo ${n}`, data: {}, opts: { lifo: true } })));
    const order: string[] = [];
    lab.work(async (job) => order.push(job.name));
    await lab.until('completed', 5);
    await lab.endWorkers();
    return { order, trace: await lab.trace(), counts: await lab.queue.getJobCounts() };
  },

  'delayed jobs wait their time': async (lab) => {
    const order: string[] = [];
    await lab.queue.add('last', {}, { delay: 400 });
    await lab.queue.add('second', {}, { delay: 150 });
    await lab.queue.add('first', {});
    const before = await lab.queue.getJobCounts();
    const delayed = (await lab.queue.getDelayed()).map(({ name }) => name);
    lab.work(async (job) => order.push(job.name));
    await lab.until('completed', 3);
    await lab.endWorkers();
    return { before, delayed, order, trace: await lab.trace(), keys: await lab.keys() };
  },

  'delayed jobs are promoted, rescheduled and moved by hand': async (lab) => {
    const job = await lab.queue.add('promoted', {}, { delay: 100_000 });
    const other = await lab.queue.add('sooner', {}, { delay: 100_000 });
    await job.promote();
    await other.changeDelay(250);
    let moved = false;
    lab.work(async (processed, token) => {
      if (processed.name === 'promoted' && !moved) {
        moved = true;
        await processed.moveToDelayed(Date.now() + 600, token);
        throw new DelayedError();
      }
      return processed.name;
    });
    await lab.until('completed', 2);
    await lab.endWorkers();
    return { counts: await lab.queue.getJobCounts(), trace: await lab.trace() };
  },

  'prioritised jobs go by priority, equals in order': async (lab) => {
    const priorities = [5, 1, 3, 1, 2_000_000, 5, 0];
    for (const [n, priority] of priorities.entries())
      await lab.queue.add(`${priority} #${n}`, {}, { priority });
    const counts = await lab.queue.getCountsPerPriority([0, 1, 3, 5]);
    const job = await lab.queue.getJob('3');
    await job?.changePriority({ priority: 4 });
    const order: string[] = [];
    const before = await lab.queue.getJobCounts();
    lab.work(async (processed) => order.push(processed.name));
    await lab.until('completed', priorities.length);
    await lab.endWorkers();
    return { counts, before, order, trace: await lab.trace(), keys: await lab.keys() };
  },

  'a rate limit holds': async (lab) => {
    const times: number[] = [];
    await lab.queue.addBulk(Array.from({ length: 9 }, (_, n) => ({ name: `job ${n}`, data: {} })));
    lab.work(async () => times.push(Date.now()), { limiter: { max: 3, duration: 250 } });
    await lab.until('completed', 9);
    await lab.endWorkers();
    // Windows begin with their first job: the fourth and the seventh job had to wait for a new one.
    const waited = [3, 6].map((n) => times[n] - times[n - 3] >= 200);
    return { waited, counts: await lab.queue.getJobCounts(), events: await lab.eventCounts() };
  },

  'a worker asks for a rate limit by hand': async (lab) => {
    const { Worker } = await import('bullmq');
    let limited = false;
    await lab.queue.add('job', {});
    const worker = lab.work(
      async () => {
        if (limited) return 'done';
        limited = true;
        await worker.rateLimit(150);
        throw Worker.RateLimitError();
      },
      { limiter: { max: 1, duration: 500 } },
    );
    await lab.until('completed', 1);
    await lab.endWorkers();
    return { trace: await lab.trace(), counts: await lab.queue.getJobCounts() };
  },

  'repeated jobs and job schedulers': async (lab) => {
    const first = await lab.queue.upsertJobScheduler(
      'ticker',
      { every: 60, limit: 4 },
      { name: 'tick', data: { n: 1 } },
    );
    await lab.queue.upsertJobScheduler('nightly', { pattern: '0 3 * * *', tz: 'UTC' }, { name: 'night' });
    await lab.queue.upsertJobScheduler('dropped', { every: 1_000_000 }, { name: 'never' });
    const names: string[] = [];
    lab.work(async (job) => names.push(job.name));
    for (let ticks = 0; ticks < 4; ticks = names.filter((name) => name === 'tick').length) await pause(10);
    const schedulers = await lab.queue.getJobSchedulers(0, -1, true);
    const removed = [
      await lab.queue.removeJobScheduler('dropped'),
      await lab.queue.removeJobScheduler('absent'),
    ];
    await pause(150);
    await lab.endWorkers();
    return {
      id: timeless(first?.id ?? ''),
      ticks: names.filter((name) => name === 'tick').length,
      schedulers: schedulers
        .map(({ key, name, every, pattern, limit, iterationCount }) => ({
          key,
          name,
          every,
          pattern,
          limit,
          iterationCount,
        }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
      removed,
      left: await lab.queue.getJobSchedulersCount(),
      nightly: await lab.queue.getJobScheduler('nightly').then((scheduler) => scheduler?.pattern),
      counts: await lab.queue.getJobCounts(),
    };
  },

  'a flow: parents wait for their children and see what they answered': async (lab) => {
    lab.work(async (job) => `made ${job.name}`, {}, 'parts');
    const assembled: unknown[] = [];
    lab.work(async (job) => {
      assembled.push(Object.values(await job.getChildrenValues()).sort());
      return 'car';
    });
    const queueName = lab.queue.name;
    const tree = await lab.flows.add({
      name: 'car',
      queueName,
      children: [
        { name: 'engine', queueName: 'parts', children: [{ name: 'piston', queueName: 'parts' }] },
        { name: 'wheel', queueName: 'parts', data: { side: 'left' } },
        { name: 'wheel', queueName: 'parts', data: { side: 'right' } },
      ],
    });
    await lab.until('completed', 1);
    await lab.endWorkers();
    const dependencies = await tree.job.getDependenciesCount();
    return {
      assembled,
      dependencies,
      events: [await lab.eventCounts(), await lab.eventCounts('parts')],
      counts: await lab.queue.getJobCounts(),
    };
  },

  'a flow: what a failing child does to its parent': async (lab) => {
    lab.work(
      async (job) => {
        if (job.name.startsWith('bad')) throw new Error('broken');
        return 'fine';
      },
      {},
      'parts',
    );
    lab.work(async (job) => ({ ignored: Object.values(await job.getIgnoredChildrenFailures()) }));
    const queueName = lab.queue.name;
    const add = (name: string, opts: Record<string, boolean>) =>
      lab.flows.add({
        name,
        queueName,
        children: [
          { name: 'bad', queueName: 'parts', opts },
          { name: 'good', queueName: 'parts' },
        ],
      });
    const failing = await add('fails with its child', { failParentOnFailure: true });
    const ignoring = await add('ignores its child', { ignoreDependencyOnFailure: true });
    const removing = await add('forgets its child', { removeDependencyOnFailure: true });
    await lab.until('completed', 2);
    await lab.until('failed', 1);
    await lab.endWorkers();
    const states = [];
    for (const { job } of [failing, ignoring, removing]) {
      const stored = await lab.queue.getJob(job.id ?? '');
      const reason = stored?.failedReason?.replace(/bull:parts:\S+/, '<child>');
      states.push([job.name, await job.getState(), timeless(reason ?? ''), stored?.returnvalue]);
    }
    return { states, events: [await lab.eventCounts(), await lab.eventCounts('parts')] };
  },

  'pause and resume': async (lab) => {
    await lab.queue.pause();
    await lab.queue.addBulk([1, 2, 3].map((n) => ({ name: `job ${n}`, data: {} })));
    const order: string[] = [];
    lab.work(async (job) => order.push(job.name));
    await pause(100);
    const whilePaused = {
      order: [...order],
      counts: await lab.queue.getJobCounts(),
      paused: await lab.queue.isPaused(),
    };
    await lab.queue.resume();
    await lab.until('completed', 3);
    await lab.endWorkers();
    return { whilePaused, order, paused: await lab.queue.isPaused(), trace: await lab.trace() };
  },

  'retries with backoff, and jobs that are beyond them': async (lab) => {
    const tries: Record<string, number> = {};
    lab.work(
      async (job) => {
        tries[job.name] = (tries[job.name] ?? 0) + 1;
        if (job.name === 'hopeless') throw new UnrecoverableError('no use');
        if (job.name === 'never' || tries[job.name] < 3) throw new Error(`try ${tries[job.name]}`);
        return tries[job.name];
      },
      { settings: { backoffStrategy: (attempts = 1) => attempts * 10 } },
    );
    await lab.queue.add('fixed', {}, { attempts: 3, backoff: { type: 'fixed', delay: 20 } });
    await lab.until('completed', 1);
    await lab.queue.add('exponential', {}, { attempts: 3, backoff: { type: 'exponential', delay: 20 } });
    await lab.until('completed', 2);
    await lab.queue.add('own', {}, { attempts: 3, backoff: { type: 'custom' } });
    await lab.until('completed', 3);
    await lab.queue.add('at once', {}, { attempts: 3 });
    await lab.until('completed', 4);
    await lab.queue.add('never', {}, { attempts: 2, backoff: 10 });
    await lab.until('failed', 1);
    await lab.queue.add('hopeless', {}, { attempts: 5 });
    await lab.until('failed', 2);
    const failed = (await lab.queue.getFailed()).map(({ name, attemptsMade, failedReason }) => ({
      name,
      attemptsMade,
      failedReason,
    }));
    const again = await lab.queue.getJob('5');
    await again?.retry();
    await lab.until('failed', 2);
    await lab.endWorkers();
    return { tries, failed, trace: await lab.trace(), counts: await lab.queue.getJobCounts() };
  },

  'deduplication, own ids and removal after completion': async (lab) => {
    const own = await lab.queue.add('own id', {}, { jobId: 'mine' });
    const same = await lab.queue.add('own id again', {}, { jobId: 'mine' });
    const kept = await lab.queue.add('kept', {}, { deduplication: { id: 'once', ttl: 100_000 } });
    const dropped = await lab.queue.add('dropped', {}, { deduplication: { id: 'once', ttl: 100_000 } });
    await lab.queue.addBulk(
      [1, 2, 3].map((n) => ({ name: `gone ${n}`, data: {}, opts: { removeOnComplete: 1 } })),
    );
    const names: string[] = [];
    lab.work(async (job) => names.push(job.name));
    for (; names.length < 5; ) await pause(10);
    await lab.endWorkers();
    return {
      ids: [own.id, same.id, kept.id === dropped.id],
      names,
      counts: await lab.queue.getJobCounts(),
      trace: await lab.trace(),
    };
  },

  'getters: pages, states, ranges': async (lab) => {
    await lab.queue.addBulk(Array.from({ length: 12 }, (_, n) => ({ name: `job ${n}`, data: { n } })));
    await lab.queue.add('later', {}, { delay: 100_000 });
    const page = async (start: number, end: number, ascending: boolean) =>
      (await lab.queue.getJobs(['wait', 'delayed'], start, end, ascending)).map(({ name }) => name);
    const job = await lab.queue.getJob('7');
    await job?.updateData({ n: 'changed' });
    return {
      pages: [await page(0, 3, true), await page(4, 7, true), await page(0, 3, false)],
      state: await job?.getState(),
      data: (await lab.queue.getJob('7'))?.data,
      missing: (await lab.queue.getJob('99')) === undefined,
      count: await lab.queue.count(),
      removed: [await lab.queue.remove('7'), await lab.queue.remove('99')],
      counts: await lab.queue.getJobCounts(),
    };
  },

  'drain, clean and retry of many': async (lab) => {
    let failing = true;
    lab.work(async (job) => {
      if (failing && job.data.n % 2 === 1) throw new Error('odd');
    });
    await lab.queue.addBulk(Array.from({ length: 20 }, (_, n) => ({ name: 'job', data: { n } })));
    await lab.until('completed', 10);
    await lab.until('failed', 10);
    failing = false;
    await lab.queue.retryJobs({ count: 3 });
    await lab.until('completed', 20);
    await lab.endWorkers();
    const cleaned = (await lab.queue.clean(0, 15, 'completed')).length;
    await lab.queue.addBulk(
      Array.from({ length: 5 }, () => ({ name: 'job', data: {}, opts: { delay: 100_000 } })),
    );
    await lab.queue.addBulk(Array.from({ length: 5 }, () => ({ name: 'job', data: {} })));
    await lab.queue.drain();
    const drained = await lab.queue.getJobCounts();
    await lab.queue.drain(true);
    return { cleaned, drained, left: await lab.queue.getJobCounts(), events: await lab.eventCounts() };
  },

  'obliterate leaves nothing': async (lab) => {
    await lab.queue.addBulk(Array.from({ length: 50 }, (_, n) => ({ name: 'job', data: { n } })));
    await lab.queue.add('later', {}, { delay: 100_000 });
    await lab.queue.add('important', {}, { priority: 3 });
    await lab.flows.add({
      name: 'parent',
      queueName: lab.queue.name,
      children: [{ name: 'child', queueName: lab.queue.name }],
    });
    lab.work(async () => 'done');
    await lab.until('completed', 20);
    await lab.endWorkers();
    await lab.queue.obliterate({ force: true });
    return { keys: await lab.keys(), counts: await lab.queue.getJobCounts() };
  },

  'a stalled job is taken up by another worker': async (lab) => {
    const { Worker } = await import('bullmq');
    const stuck = new Worker(lab.queue.name, () => new Promise(() => {}), {
      connection: lab.connection,
      lockDuration: 150,
      skipLockRenewal: true,
      skipStalledCheck: true,
    });
    stuck.on('error', () => {});
    await lab.queue.add('job', {});
    while ((await lab.queue.getActiveCount()) === 0) await pause(5);
    await stuck.close(true);
    lab.work(async () => 'rescued', { stalledInterval: 200 });
    await lab.until('completed', 1);
    await lab.endWorkers();
    return { trace: await lab.trace(), counts: await lab.queue.getJobCounts() };
  },
};

onEachServer((server) => {
  describe('BullMQ', () => {
    test.each(Object.keys(scenarios))('%s', async (name) => {
      const lab = await QueueLab.open(server.port, 'work');
      try {
        compare(name, await scenarios[name](lab));
      } finally {
        await lab.close();
      }
    });

    test('10,000 jobs by 5 workers: each once, none lost, every event heard', {
      timeout: 180_000,
    }, async () => {
      const JOBS = 10_000;
      const lab = await QueueLab.open(server.port, 'work');
      const events = await lab.listen();
      const heard = { completed: 0, active: 0 };
      events.on('completed', () => heard.completed++);
      events.on('active', () => heard.active++);
      const processed = new Map<unknown, number>();
      for (let worker = 0; worker < 5; worker++) {
        lab.work(async (job) => {
          processed.set(job.data.n, (processed.get(job.data.n) ?? 0) + 1);
          return job.data.n;
        });
      }
      for (let start = 0; start < JOBS; start += 1000) {
        await lab.queue.addBulk(
          Array.from({ length: 1000 }, (_, n) => ({ name: 'job', data: { n: start + n } })),
        );
      }
      await lab.until('completed', JOBS);
      while (heard.completed < JOBS) await pause(10);
      expect(processed.size).toBe(JOBS);
      expect([...processed.values()].every((times) => times === 1)).toBe(true);
      expect(heard).toEqual({ completed: JOBS, active: JOBS });
      expect(await lab.queue.getJobCounts()).toMatchObject({
        completed: JOBS,
        waiting: 0,
        active: 0,
        failed: 0,
        delayed: 0,
      });
      await lab.close();
    });
  });
});
