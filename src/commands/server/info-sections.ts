/**
 * The sections of INFO. Each field is something that this engine knows, or a constant that follows from what it
 * does not have (replicas, forks, modules); what only the program around it knows comes from `host.information`
 * and is left out where it does not say.
 */
import type { Services } from '../../engine/context.ts';
import type { Database } from '../../engine/keyspace.ts';
import { REDIS_VERSION } from '../../engine/redis-version.ts';
import { scriptingOf } from '../../scripting/scripting.ts';

export type Field = [name: string, text: string | number];

export interface InfoSection {
  /** The title that the section is printed under: `# Server`. */
  title: string;
  /** Whether INFO prints the section when no section is asked for. */
  isDefault: boolean;
  fields(engine: Services): Field[];
}

const UNITS = ['B', 'K', 'M', 'G', 'T', 'P'];

/** An amount of memory for people: `1.50M`. Less than a kilobyte is printed without a fraction: `512B`. */
function humanBytes(bytes: number): string {
  let unit = 0;
  let amount = bytes;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  return unit === 0 ? `${bytes}B` : `${amount.toFixed(2)}${UNITS[unit]}`;
}

/** The fields of these names that the host knows, in the order of the names. */
function fromHost(engine: Services, ...names: string[]): Field[] {
  const facts = engine.host.information();
  return names.filter((name) => facts[name] !== undefined).map((name) => [name, facts[name]]);
}

function server(engine: Services): Field[] {
  const { hz } = engine.settings.values;
  const uptime = Math.floor((engine.keyspace.now - engine.startedAt) / 1000);
  return [
    ['redis_version', REDIS_VERSION],
    ['redis_git_sha1', '00000000'],
    ['redis_git_dirty', 0],
    ...fromHost(engine, 'redis_build_id'),
    ['redis_mode', 'standalone'],
    ...fromHost(engine, 'os', 'arch_bits', 'multiplexing_api', 'process_id'),
    ['process_supervised', 'no'],
    ...fromHost(engine, 'run_id', 'tcp_port'),
    ['server_time_usec', engine.clock.microseconds()],
    ['uptime_in_seconds', uptime],
    ['uptime_in_days', Math.floor(uptime / 86_400)],
    ['hz', hz],
    ['configured_hz', hz],
    ['lru_clock', Math.floor(engine.keyspace.now / 1000) & 0xff_ff_ff],
    ...fromHost(engine, 'executable', 'config_file'),
    ['io_threads_active', 0],
    ...fromHost(engine, 'listener0', 'listener1'),
  ];
}

function clients(engine: Services): Field[] {
  const { blocking, settings } = engine;
  return [
    ['connected_clients', engine.clients.size],
    ['cluster_connections', 0],
    ['maxclients', settings.values.maxclients],
    ['blocked_clients', blocking.clientCount + engine.pause.heldCount],
    ['tracking_clients', 0],
    ['clients_in_timeout_table', blocking.timeoutCount],
    ['total_blocking_keys', blocking.keyCount],
    ['total_blocking_keys_on_nokey', blocking.keyOnMissingCount],
  ];
}

function memory(engine: Services): Field[] {
  const { values } = engine.settings;
  const { scripts, libraries } = scriptingOf(engine);
  const used = engine.host.usedMemory();
  const peak = Math.max(used, engine.statistics.peakMemory);
  const facts = engine.host.information();
  const inHumanTerms = (name: string): Field[] =>
    typeof facts[name] === 'number'
      ? [
          [name, facts[name]],
          [`${name}_human`, humanBytes(facts[name])],
        ]
      : [];
  return [
    ['used_memory', used],
    ['used_memory_human', humanBytes(used)],
    ...inHumanTerms('used_memory_rss'),
    ['used_memory_peak', peak],
    ['used_memory_peak_human', humanBytes(peak)],
    // A host that does not measure memory says 0.
    ['used_memory_peak_perc', `${(peak === 0 ? 100 : (used / peak) * 100).toFixed(2)}%`],
    ...inHumanTerms('total_system_memory'),
    ['number_of_cached_scripts', scripts.size],
    ['number_of_functions', libraries.functionCount],
    ['number_of_libraries', libraries.libraries.size],
    ['maxmemory', values.maxmemory],
    ['maxmemory_human', humanBytes(values.maxmemory)],
    ['maxmemory_policy', values.maxmemoryPolicy],
    ['mem_allocator', 'v8'],
    ['active_defrag_running', 0],
    ['lazyfree_pending_objects', 0],
    ['lazyfreed_objects', 0],
  ];
}

function persistence(engine: Services): Field[] {
  return [
    ['loading', 0],
    ['async_loading', 0],
    ['rdb_changes_since_last_save', engine.keyspace.dirty],
    ['rdb_bgsave_in_progress', 0],
    ['rdb_last_save_time', Math.floor(engine.startedAt / 1000)],
    ['rdb_last_bgsave_status', 'ok'],
    ['rdb_last_bgsave_time_sec', -1],
    ['rdb_current_bgsave_time_sec', -1],
    ['rdb_saves', 0],
    ['aof_enabled', 0],
    ['aof_rewrite_in_progress', 0],
    ['aof_rewrite_scheduled', 0],
    ['aof_last_rewrite_time_sec', -1],
    ['aof_current_rewrite_time_sec', -1],
    ['aof_last_bgrewrite_status', 'ok'],
    ['aof_rewrites', 0],
    ['aof_last_write_status', 'ok'],
  ];
}

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(2);

function stats(engine: Services): Field[] {
  const { statistics, keyspace, pubsub } = engine;
  return [
    ['total_connections_received', statistics.connectionsReceived],
    ['total_commands_processed', statistics.commandsProcessed],
    ['instantaneous_ops_per_sec', Math.round(statistics.rates.commands.perSecond)],
    ['total_net_input_bytes', statistics.netInputBytes],
    ['total_net_output_bytes', statistics.netOutputBytes],
    ['total_net_repl_input_bytes', 0],
    ['total_net_repl_output_bytes', 0],
    ['instantaneous_input_kbps', kilobytes(statistics.rates.input.perSecond)],
    ['instantaneous_output_kbps', kilobytes(statistics.rates.output.perSecond)],
    ['instantaneous_input_repl_kbps', '0.00'],
    ['instantaneous_output_repl_kbps', '0.00'],
    ['rejected_connections', statistics.rejectedConnections],
    ['sync_full', 0],
    ['sync_partial_ok', 0],
    ['sync_partial_err', 0],
    ['expired_keys', keyspace.statistics.expired],
    ['evicted_keys', statistics.evictedKeys],
    ['evicted_clients', 0],
    ['keyspace_hits', keyspace.statistics.hits],
    ['keyspace_misses', keyspace.statistics.misses],
    ['pubsub_channels', pubsub.channels.size],
    ['pubsub_patterns', pubsub.patterns.size],
    ['pubsubshard_channels', pubsub.shardChannels.size],
    ['latest_fork_usec', 0],
    ['total_forks', 0],
    ['migrate_cached_sockets', 0],
    ['slave_expires_tracked_keys', 0],
    ['tracking_total_keys', 0],
    ['tracking_total_items', 0],
    ['tracking_total_prefixes', 0],
    ['unexpected_error_replies', 0],
    ['total_error_replies', statistics.totalErrors],
    ['acl_access_denied_auth', statistics.deniedAuthentications],
  ];
}

function replication(engine: Services): Field[] {
  return [
    ['role', 'master'],
    ['connected_slaves', 0],
    ['master_failover_state', 'no-failover'],
    ...fromHost(engine, 'master_replid'),
    ['master_replid2', '0'.repeat(40)],
    ['master_repl_offset', 0],
    ['second_repl_offset', -1],
    ['repl_backlog_active', 0],
    ['repl_backlog_size', engine.settings.values.replBacklogSize],
    ['repl_backlog_first_byte_offset', 0],
    ['repl_backlog_histlen', 0],
  ];
}

const cpu = (engine: Services) =>
  fromHost(engine, 'used_cpu_sys', 'used_cpu_user', 'used_cpu_sys_children', 'used_cpu_user_children');

const MEANINGFUL = new Set('#:\n\r');

/** A name that somebody has chosen, without what has a meaning in INFO. */
function shownName(name: string): string {
  let shown = '';
  for (const character of name) shown += MEANINGFUL.has(character) ? '_' : character;
  return shown;
}

/** The commands that were called or refused so far, in the order of the command table. */
function commandStats(engine: Services): Field[] {
  const fields: Field[] = [];
  for (const each of engine.commands.all()) {
    const { calls, microseconds, rejectedCalls, failedCalls } = each;
    if (calls + rejectedCalls + failedCalls === 0) continue;
    const average = (calls === 0 ? 0 : microseconds / calls).toFixed(2);
    fields.push([
      `cmdstat_${shownName(each.fullName)}`,
      `calls=${calls},usec=${Math.round(microseconds)},usec_per_call=${average},rejected_calls=${rejectedCalls},failed_calls=${failedCalls}`,
    ]);
  }
  return fields;
}

const errorStats = ({ statistics }: Services) =>
  [...statistics.errors]
    .sort()
    .map(([code, count]): Field => [`errorstat_${shownName(code)}`, `count=${count}`]);

/** How many keys are looked at to estimate the average time to live. */
const TTL_SAMPLE = 20;

/** The average time to live in milliseconds, estimated from a sample; 0 where no key expires. */
function averageTtl(database: Database): number {
  const now = database.keyspace.now;
  let sum = 0;
  let count = 0;
  for (const [, entry] of database.volatile.entries()) {
    if (entry.expireAt > now) {
      sum += entry.expireAt - now;
      count++;
    }
    if (count >= TTL_SAMPLE) break;
  }
  return count === 0 ? 0 : Math.round(sum / count);
}

function keyspace(engine: Services): Field[] {
  return engine.keyspace.databases
    .filter((database) => database.size > 0)
    .map((database) => [
      `db${database.index}`,
      `keys=${database.size},expires=${database.volatile.size},avg_ttl=${averageTtl(database)}`,
    ]);
}

const section = (title: string, fields: InfoSection['fields'], isDefault = true): InfoSection => ({
  title,
  isDefault,
  fields,
});

/** The sections by the name that INFO takes, in the order in which they are printed. */
export const infoSections = new Map(
  Object.entries<InfoSection>({
    server: section('Server', server),
    clients: section('Clients', clients),
    memory: section('Memory', memory),
    persistence: section('Persistence', persistence),
    stats: section('Stats', stats),
    replication: section('Replication', replication),
    cpu: section('CPU', cpu),
    modules: section('Modules', () => []),
    commandstats: section('Commandstats', commandStats, false),
    errorstats: section('Errorstats', errorStats),
    cluster: section('Cluster', () => [['cluster_enabled', 0]]),
    keyspace: section('Keyspace', keyspace),
  }),
);
