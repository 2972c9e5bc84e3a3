/**
 * What a command's spec says, in a form that needs no engine: its facts, and where its keys stand. `C` is the context
 * that its handler gets; command.ts names it, for those who declare commands.
 */
import type { Reply } from '../protocol/reply.ts';
import type { Argument } from './command-arguments.ts';

/** The names are those that COMMAND INFO prints. */
export type CommandFlag =
  | 'write'
  | 'readonly'
  | 'denyoom'
  | 'admin'
  | 'pubsub'
  | 'noscript'
  | 'blocking'
  | 'loading'
  | 'stale'
  | 'skip_monitor'
  | 'skip_slowlog'
  | 'asking'
  | 'fast'
  | 'no_auth'
  | 'may_replicate'
  | 'no_mandatory_keys'
  | 'no_async_loading'
  | 'no_multi'
  | 'allow_busy'
  // The three below are not printed by COMMAND INFO.
  | 'protected'
  | 'touches_arbitrary_keys'
  | 'movablekeys';

/** ACL categories beyond those that follow from the flags (write, read, admin, pubsub, fast, slow, blocking). */
export type AclCategory =
  | 'keyspace'
  | 'read'
  | 'write'
  | 'set'
  | 'sortedset'
  | 'list'
  | 'hash'
  | 'string'
  | 'bitmap'
  | 'hyperloglog'
  | 'geo'
  | 'stream'
  | 'pubsub'
  | 'admin'
  | 'fast'
  | 'slow'
  | 'blocking'
  | 'dangerous'
  | 'connection'
  | 'transaction'
  | 'scripting';

/** COMMAND DOCS' `group`. */
export type CommandGroup =
  | 'bitmap'
  | 'cluster'
  | 'connection'
  | 'generic'
  | 'geo'
  | 'hash'
  | 'hyperloglog'
  | 'list'
  | 'pubsub'
  | 'scripting'
  | 'sentinel'
  | 'server'
  | 'set'
  | 'sorted-set'
  | 'stream'
  | 'string'
  | 'transactions';

/** Access mode first (RO RW OW RM), then what is done with the value; as COMMAND INFO prints them. */
export type KeyFlag =
  | 'RO'
  | 'RW'
  | 'OW'
  | 'RM'
  | 'access'
  | 'update'
  | 'insert'
  | 'delete'
  | 'not_key'
  | 'incomplete'
  | 'variable_flags';

/**
 * Where keys stand. Positions count from the command's name (0), as in Redis's key specifications, also for
 * subcommands (XGROUP CREATE key: index 2).
 */
export interface KeySpec {
  flags: KeyFlag[];
  begin: { index: number } | { keyword: string; startFrom: number } | 'unknown';
  find:
    | { lastKey: number; keyStep: number; limit: number }
    | { keyNumberIndex: number; firstKey: number; keyStep: number }
    | 'unknown';
  notes?: string;
}

const keysAt = (index: number, lastKey: number, keyStep: number, flags: KeyFlag[]): KeySpec => ({
  flags,
  begin: { index },
  find: { lastKey, keyStep, limit: 0 },
});

/** The one key at position 1. */
export const firstKey = (...flags: KeyFlag[]): KeySpec => keysAt(1, 0, 1, flags);

/** One key at a position. */
export const keyAt = (index: number, ...flags: KeyFlag[]): KeySpec => keysAt(index, 0, 1, flags);

/** Keys from `index` to `lastKey` (relative to index; negative: counted from the end, -1 the last argument). */
export const keyRange = (index: number, lastKey: number, keyStep: number, ...flags: KeyFlag[]): KeySpec =>
  keysAt(index, lastKey, keyStep, flags);

/** `numkeys key [key ...]` with the number at `index`. */
export const countedKeys = (index: number, ...flags: KeyFlag[]): KeySpec => ({
  flags,
  begin: { index },
  find: { keyNumberIndex: 0, firstKey: 1, keyStep: 1 },
});

/** What a handler returns; `undefined`: nothing (more) to answer now. */
export type CommandResult = Reply | undefined;

/** Gets the words after the name(s). It may raise an `ErrorReply` instead of returning it. */
export type Handler<C> = (ctx: C, args: string[]) => CommandResult;

/** A key among the arguments: `position` counts from the command's name (0). */
export interface KeyReference {
  key: string;
  position: number;
  flags: KeyFlag[];
}

/** What a command may do to the data. */
export interface Access {
  readonly isWrite: boolean;
  readonly mayReplicate: boolean;
  readonly deniesOutOfMemory: boolean;
}

export interface CommandSpec<C> {
  /** Upper case: `SET`; for a subcommand its own name: `GET` of CONFIG. */
  name: string;
  group: CommandGroup;
  since: string;
  summary: string;
  complexity?: string;
  /** Number of words with the name(s); negative: at least that many. */
  arity: number;
  /** COMMAND DOCS' syntax. */
  arguments?: readonly Argument[];
  flags: CommandFlag[];
  /** Explicit ACL categories, without those that the flags imply. */
  acl?: AclCategory[];
  keys?: KeySpec[];
  /** For commands whose keys the specs cannot find: answers the positions (0: the name) and flags. */
  getKeys?: (words: string[]) => KeyReference[];
  /** For commands that run a script: what the one that these arguments name declares; undefined: nothing. */
  declaredAccess?: (ctx: C, args: string[]) => Access | undefined;
  /** COMMAND INFO's tips: `nondeterministic_output`, ... */
  tips?: string[];
  /** A tool of the server's own, not for applications: COMMAND DOCS' flag `syscmd`. */
  isSystem?: boolean;
  /** COMMAND DOCS */
  deprecatedSince?: string;
  replacedBy?: string;
  history?: [since: string, change: string][];
  /** Subcommands; the container's own `run` is then used only when no subcommand is given (COMMAND). */
  subcommands?: CommandSpec<C>[];
  run?: Handler<C>;
}
