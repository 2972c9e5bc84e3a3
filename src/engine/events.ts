/**
 * The keyspace events: what `notify-keyspace-events` can have published, under the names that Redis gives them.
 *
 * Whoever changes a key names the event that tells of it, because no method of `Database` that changes something can be
 * called without one. Where Redis tells of nothing, that has a name too: `events.silent`.
 */

/** The classes of events with their letters in `notify-keyspace-events` and their bits in its value. */
export const EVENT_CLASSES = {
  generic: ['g', 1 << 2],
  string: ['$', 1 << 3],
  list: ['l', 1 << 4],
  set: ['s', 1 << 5],
  hash: ['h', 1 << 6],
  sortedSet: ['z', 1 << 7],
  expired: ['x', 1 << 8],
  evicted: ['e', 1 << 9],
  stream: ['t', 1 << 10],
  keyMiss: ['m', 1 << 11],
  module: ['d', 1 << 13],
  new: ['n', 1 << 14],
} as const;

type EventClass = keyof typeof EVENT_CLASSES;

export class KeyEvent {
  /** As clients see it: `lpush`. */
  readonly name: string;
  /** The bit of its class; 0: it is never published. */
  readonly classBit: number;
  /** Whether WATCH counts what it tells of as a change of the key. */
  readonly breaksWatch: boolean;
  /**
   * Whether clients that wait for the key look at it again, where a value that is there already is changed in place. There
   * may be something for readers of a stream then, and there is nothing to wait for where the key goes.
   */
  readonly wakes: boolean;

  constructor(name: string, classBit: number, { breaksWatch = true, wakes = false } = {}) {
    this.name = name;
    this.classBit = classBit;
    this.breaksWatch = breaksWatch;
    this.wakes = wakes;
  }
}

const event = (kind: EventClass, name: string): KeyEvent => new KeyEvent(name, EVENT_CLASSES[kind][1]);

/** An event that lets those who wait for the key look at it again. */
const waking = (kind: EventClass, name: string, breaksWatch = true): KeyEvent =>
  new KeyEvent(name, EVENT_CLASSES[kind][1], { breaksWatch, wakes: true });

/** An event of a stream's counters or consumer groups, which WATCH does not count as a change of the stream. */
const unwatched = (name: string): KeyEvent =>
  new KeyEvent(name, EVENT_CLASSES.stream[1], { breaksWatch: false });

/** All that Redis 7.2 has, also those of commands that are not here: a new command needs no line in this file. */
export const events = {
  /** A change that Redis tells nobody of. */
  silent: new KeyEvent('', 0, { wakes: true }),
  /** The same for a key whose time has come: for those who watch or wait it is not there. */
  silentExpired: new KeyEvent('', 0, { breaksWatch: false }),
  /** The same for the state of a stream's consumer groups: deliveries, acknowledgements. */
  silentDelivery: new KeyEvent('', 0, { breaksWatch: false }),
  /** The same for a string that came to be stored in another form. */
  silentConversion: new KeyEvent('', 0, { breaksWatch: false }),

  // The keyspace publishes these itself.
  new: event('new', 'new'),
  expired: waking('expired', 'expired'),
  keyMiss: event('keyMiss', 'keymiss'),
  evicted: waking('evicted', 'evicted'),

  del: waking('generic', 'del'),
  expire: event('generic', 'expire'),
  persist: event('generic', 'persist'),
  renameFrom: waking('generic', 'rename_from'),
  renameTo: event('generic', 'rename_to'),
  moveFrom: waking('generic', 'move_from'),
  moveTo: event('generic', 'move_to'),
  copyTo: event('generic', 'copy_to'),
  restore: event('generic', 'restore'),

  set: event('string', 'set'),
  append: event('string', 'append'),
  setrange: event('string', 'setrange'),
  incrby: event('string', 'incrby'),
  incrbyfloat: event('string', 'incrbyfloat'),
  setbit: event('string', 'setbit'),
  pfadd: event('string', 'pfadd'),

  lpush: event('list', 'lpush'),
  rpush: event('list', 'rpush'),
  lpop: event('list', 'lpop'),
  rpop: event('list', 'rpop'),
  lset: event('list', 'lset'),
  linsert: event('list', 'linsert'),
  lrem: event('list', 'lrem'),
  ltrim: event('list', 'ltrim'),
  sortstore: event('list', 'sortstore'),

  sadd: event('set', 'sadd'),
  srem: event('set', 'srem'),
  spop: event('set', 'spop'),
  sinterstore: event('set', 'sinterstore'),
  sunionstore: event('set', 'sunionstore'),
  sdiffstore: event('set', 'sdiffstore'),

  hset: event('hash', 'hset'),
  hdel: event('hash', 'hdel'),
  hincrby: event('hash', 'hincrby'),
  hincrbyfloat: event('hash', 'hincrbyfloat'),

  zadd: event('sortedSet', 'zadd'),
  zincr: event('sortedSet', 'zincr'),
  zrem: event('sortedSet', 'zrem'),
  zremrangebyrank: event('sortedSet', 'zremrangebyrank'),
  zremrangebyscore: event('sortedSet', 'zremrangebyscore'),
  zremrangebylex: event('sortedSet', 'zremrangebylex'),
  zpopmin: event('sortedSet', 'zpopmin'),
  zpopmax: event('sortedSet', 'zpopmax'),
  zrangestore: event('sortedSet', 'zrangestore'),
  zunionstore: event('sortedSet', 'zunionstore'),
  zinterstore: event('sortedSet', 'zinterstore'),
  zdiffstore: event('sortedSet', 'zdiffstore'),
  georadiusstore: event('sortedSet', 'georadiusstore'),
  geosearchstore: event('sortedSet', 'geosearchstore'),

  xadd: waking('stream', 'xadd'),
  xdel: event('stream', 'xdel'),
  xtrim: event('stream', 'xtrim'),
  xsetid: unwatched('xsetid'),
  xgroupCreate: unwatched('xgroup-create'),
  xgroupSetid: unwatched('xgroup-setid'),
  xgroupDestroy: waking('stream', 'xgroup-destroy', false),
  xgroupCreateconsumer: unwatched('xgroup-createconsumer'),
  xgroupDelconsumer: unwatched('xgroup-delconsumer'),
} as const;
