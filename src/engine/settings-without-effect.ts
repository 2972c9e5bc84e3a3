/**
 * The settings that are accepted, kept and answered, and change nothing, each group with its reason.
 *
 * Who sets one of them expects what is not there, so the log tells. docs/differences.md has the same list.
 */
import type { SettingName, SettingsRegistry } from './settings.ts';

const GROUPS: [reason: string, names: SettingName[]][] = [
  [
    'nothing is written to disk',
    [
      'aof-disable-auto-gc',
      'aof-load-truncated',
      'aof-rewrite-incremental-fsync',
      'aof-timestamp-enabled',
      'aof-use-rdb-preamble',
      'appenddirname',
      'appendfilename',
      'appendfsync',
      'appendonly',
      'auto-aof-rewrite-min-size',
      'auto-aof-rewrite-percentage',
      'dbfilename',
      'key-load-delay',
      'loading-process-events-interval-bytes',
      'no-appendfsync-on-rewrite',
      'rdb-del-sync-files',
      'rdb-key-save-delay',
      'rdb-save-incremental-fsync',
      'rdbchecksum',
      'rdbcompression',
      'sanitize-dump-payload',
      'save',
      'stop-writes-on-bgsave-error',
    ],
  ],
  [
    'there is no replication',
    [
      'masterauth',
      'masteruser',
      'propagation-error-behavior',
      'repl-backlog-size',
      'repl-backlog-ttl',
      'repl-disable-tcp-nodelay',
      'repl-diskless-load',
      'repl-diskless-sync',
      'repl-diskless-sync-delay',
      'repl-diskless-sync-max-replicas',
      'repl-ping-replica-period',
      'repl-timeout',
      'replica-announce-ip',
      'replica-announce-port',
      'replica-announced',
      'replica-ignore-disk-write-errors',
      'replica-ignore-maxmemory',
      'replica-lazy-flush',
      'replica-priority',
      'replica-read-only',
      'replica-serve-stale-data',
      'replicaof',
      'shutdown-timeout',
    ],
  ],
  [
    'there is no cluster',
    [
      'cluster-allow-pubsubshard-when-down',
      'cluster-allow-reads-when-down',
      'cluster-allow-replica-migration',
      'cluster-announce-bus-port',
      'cluster-announce-hostname',
      'cluster-announce-human-nodename',
      'cluster-announce-ip',
      'cluster-announce-port',
      'cluster-announce-tls-port',
      'cluster-config-file',
      'cluster-enabled',
      'cluster-link-sendbuf-limit',
      'cluster-migration-barrier',
      'cluster-node-timeout',
      'cluster-ping-interval',
      'cluster-port',
      'cluster-preferred-endpoint-type',
      'cluster-replica-no-failover',
      'cluster-replica-validity-factor',
      'cluster-require-full-coverage',
    ],
  ],
  [
    'there is no TLS',
    [
      'tls-auth-clients',
      'tls-ca-cert-dir',
      'tls-ca-cert-file',
      'tls-cert-file',
      'tls-ciphers',
      'tls-ciphersuites',
      'tls-client-cert-file',
      'tls-client-key-file',
      'tls-client-key-file-pass',
      'tls-cluster',
      'tls-dh-params-file',
      'tls-key-file',
      'tls-key-file-pass',
      'tls-port',
      'tls-prefer-server-ciphers',
      'tls-protocols',
      'tls-replication',
      'tls-session-cache-size',
      'tls-session-cache-timeout',
      'tls-session-caching',
    ],
  ],
  ['there are no users but the default one', ['acl-pubsub-default', 'aclfile', 'acllog-max-len']],
  [
    'no key is evicted: over maxmemory, commands that need memory are refused',
    ['maxmemory-clients', 'maxmemory-eviction-tenacity', 'maxmemory-policy', 'maxmemory-samples'],
  ],
  [
    'memory is freed by the garbage collector',
    [
      'active-defrag-cycle-max',
      'active-defrag-cycle-min',
      'active-defrag-ignore-bytes',
      'active-defrag-max-scan-fields',
      'active-defrag-threshold-lower',
      'active-defrag-threshold-upper',
      'activedefrag',
      'jemalloc-bg-thread',
      'lazyfree-lazy-eviction',
      'lazyfree-lazy-expire',
      'lazyfree-lazy-server-del',
      'lazyfree-lazy-user-del',
      'lazyfree-lazy-user-flush',
    ],
  ],
  [
    'the data structures and their upkeep are others than in Redis',
    ['active-expire-effort', 'activerehashing', 'dynamic-hz', 'hz', 'list-compress-depth'],
  ],
  [
    'threads, processes and their priorities are left to Node and to the system',
    [
      'aof_rewrite_cpulist',
      'bgsave_cpulist',
      'bio_cpulist',
      'crash-log-enabled',
      'crash-memcheck-enabled',
      'disable-thp',
      'ignore-warnings',
      'io-threads',
      'io-threads-do-reads',
      'oom-score-adj',
      'oom-score-adj-values',
      'proc-title-template',
      'server_cpulist',
      'set-proc-title',
      'supervised',
      'use-exit-on-panic',
      'watchdog-period',
    ],
  ],
  ['log lines go to logfile or to standard output', ['syslog-enabled', 'syslog-facility', 'syslog-ident']],
  [
    'what it is about is not there yet',
    [
      'bind-source-addr',
      'client-default-resp',
      'enable-module-command',
      'latency-monitor-threshold',
      'latency-tracking',
      'latency-tracking-info-percentiles',
      'locale-collate',
      'req-res-logfile',
      'socket-mark-id',
      'tracking-table-max-keys',
    ],
  ],
];

const reasons = new Map(GROUPS.flatMap(([reason, names]) => names.map((name) => [name, reason])));

/** Their names. */
export function settingsWithoutEffect(): IterableIterator<SettingName> {
  return reasons.keys();
}

/**
 * What the log says of a setting whose value has no effect; undefined when it has one, or when the value is what holds
 * anyway: the default, or no save points.
 */
export function effectWarning(name: SettingName, registry: SettingsRegistry): string | undefined {
  const reason = reasons.get(name);
  if (reason === undefined || registry.hasDefault(name)) return undefined;
  if (name === 'save' && registry.values.save === '') return undefined;
  return `The setting ${name} has no effect here: ${reason}.`;
}
