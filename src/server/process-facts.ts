/** What INFO shows of the process and of the machine that it runs on. */
import { randomBytes } from 'node:crypto';
import { machine, release, totalmem, type } from 'node:os';

/** Seconds with six digits of microseconds. */
const seconds = (microseconds: number) => (microseconds / 1_000_000).toFixed(6);

const runId = randomBytes(20).toString('hex');
const replicationId = randomBytes(20).toString('hex');

/** The facts under their names in INFO, as they are at the time of the call. */
export function processFacts(): Record<string, string | number> {
  const { system, user } = process.cpuUsage();
  return {
    os: `${type()} ${release()} ${machine()}`,
    arch_bits: 64,
    run_id: runId,
    used_memory_rss: process.memoryUsage.rss(),
    total_system_memory: totalmem(),
    master_replid: replicationId,
    used_cpu_sys: seconds(system),
    used_cpu_user: seconds(user),
    used_cpu_sys_children: seconds(0),
    used_cpu_user_children: seconds(0),
  };
}
