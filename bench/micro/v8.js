/**
 * npm run build && node bench/micro/v8.js [name]
 *
 * What single operations cost in V8, in nanoseconds: the figures behind decisions that docs/measurements.md tells of.
 * Each is the fastest of several rounds, so that a busy machine shows little.
 */
import { fixedText, plainNumber, thousandthsText } from '../../dist/bytes/decimal.js';
import { murmurHash64 } from '../../dist/bytes/murmur-hash.js';
import { Dict } from '../../dist/data/dict.js';
import { TextMap } from '../../dist/data/text-map.js';

const ROUNDS = 9;
const MILLISECONDS_A_ROUND = 20;

/** What was computed goes here, so that V8 cannot leave it out. */
let sink;

/** Nanoseconds of one call of `operation`, which is told how often it was called before. */
function time(operation) {
  const run = (times) => {
    const start = performance.now();
    for (let turn = 0; turn < times; turn++) sink = operation(turn);
    return performance.now() - start;
  };
  let times = 1;
  while (run(times) < MILLISECONDS_A_ROUND) times *= 2;
  return (Math.min(...Array.from({ length: ROUNDS }, () => run(times))) / times) * 1e6;
}

function caught(raise) {
  return () => {
    try {
      return raise();
    } catch (error) {
      return error;
    }
  };
}

class Bare {
  constructor(text) {
    this.text = text;
  }
}

function throwsBare() {
  throw new Bare('text');
}

function throwsError() {
  throw new Error('text');
}

/** MurmurHash2 64A of 8 bytes, as it is defined. */
function bigHash(text) {
  const product = (number) => BigInt.asUintN(64, number * 0xc6a4a7935bd1e995n);
  let block = 0n;
  for (let at = 7; at >= 0; at--) block = (block << 8n) | BigInt(text.charCodeAt(at));
  block = product(block);
  const hash = product(1n ^ product(8n) ^ product(block ^ (block >> 47n)));
  const folded = product(hash ^ (hash >> 47n));
  return folded ^ (folded >> 47n);
}

/** Throws through so many functions. */
const through = (depth) => (depth === 0 ? throwsBare() : through(depth - 1));

/** Nanoseconds for putting as many texts of one length and with one beginning into a map. */
function fill(map, count, length) {
  const texts = Array.from({ length: count }, (_, at) =>
    Buffer.from('x'.repeat(length) + String(at).padStart(9, '0')).latin1Slice(),
  );
  const start = performance.now();
  for (const text of texts) map.set(text, 1);
  return (performance.now() - start) * 1e6;
}

const bytes = Buffer.from('0123456789abcdef0123456789abcdef');
const target = Buffer.alloc(64);
const numbers = Array.from({ length: 64 }, (_, at) => (at * 37) / 8 + 0.125);
const texts = numbers.map(String);
const eights = numbers.map((number) => String(number).padStart(8, 'x'));
const halves = new Int32Array(2);
const short = '$2\r\nok\r\n';

function writeLoop(text) {
  for (let at = 0; at < text.length; at++) target[at] = text.charCodeAt(at);
  return target;
}

function makeGenerator(value) {
  return function* generator() {
    yield value;
  };
}

function* captured(value) {
  yield value;
}

function* delegating(depth) {
  if (depth === 0) for (;;) yield 1;
  yield* delegating(depth - 1);
}

/** A generator that has begun, as deep as asked. */
function begun(depth) {
  const generator = delegating(depth);
  generator.next();
  return generator;
}

const flat = begun(0);
const deep = begun(14);
const sum = (first, second) => first + second;
const pair = [1, 2];

/** The longest time that adding one of so many keys took, in nanoseconds. */
function longestGrowth(add, keys) {
  let longest = 0;
  let last = performance.now();
  for (let key = 0; key < keys; key++) {
    add(`key:${key}`);
    if (key % 64 !== 0) continue;
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest * 1e6;
}

/** Name -> what is compared: text -> a function that answers nanoseconds. */
const COMPARISONS = {
  throw: {
    'throw and catch a bare object': () => time(caught(throwsBare)),
    'throw and catch an Error': () => time(caught(throwsError)),
    'throw and catch a bare object through ten functions': () => time(caught(() => through(10))),
  },
  generator: {
    'make and start a generator of a closure that is new': () => time((turn) => makeGenerator(turn)().next()),
    'start a generator that is given what it captures': () => time((turn) => captured(turn).next()),
    'resume a generator': () => time(() => flat.next()),
    'resume a generator below 14 `yield*`': () => time(() => deep.next()),
  },
  decimal: {
    'a number with three decimals to text, by V8': () => time((turn) => `${numbers[turn & 63]}`),
    'a number with three decimals to text, by ours': () =>
      time((turn) => thousandthsText(numbers[turn & 63])),
    'toFixed(2), by V8': () => time((turn) => numbers[turn & 63].toFixed(2)),
    'toFixed(2), by ours': () => time((turn) => fixedText(numbers[turn & 63], 2)),
    'a text to a number, by V8': () => time((turn) => Number(texts[turn & 63])),
    'a text to a number, by ours': () => time((turn) => plainNumber(texts[turn & 63])),
  },
  text: {
    'write 8 bytes, natively': () => time(() => target.latin1Write(short, 0)),
    'write 8 bytes, in a loop': () => time(() => writeLoop(short)),
    'read 8 bytes, natively': () => time(() => bytes.latin1Slice(8, 16)),
  },
  murmur: {
    'the hash of 8 bytes, by halves': () =>
      time((turn) => {
        murmurHash64(eights[turn & 63], 1, halves);
        return halves[0];
      }),
    'the hash of 8 bytes, by BigInt': () => time((turn) => bigHash(eights[turn & 63])),
  },
  call: {
    'call with two values': () => time(() => sum(pair[0], pair[1])),
    'call with two values that are spread': () => time(() => sum(...pair)),
    'an array of two values, as a literal': () => time((turn) => [turn, turn]),
    'an array of two values, as a slice': () => time(() => pair.slice(0, 2)),
  },
  alike: {
    'a Map of 2,000 texts of 16,000 characters': () => fill(new Map(), 2000, 16_000),
    'a Map of 2,000 texts of 20,000 characters': () => fill(new Map(), 2000, 20_000),
    'a TextMap of 2,000 texts of 20,000 characters': () => fill(new TextMap(), 2000, 20_000),
  },
  grow: {
    'longest stop while a Map grows to 5 M keys': () => {
      const map = new Map();
      return longestGrowth((key) => map.set(key, 1), 5_000_000);
    },
    'longest stop while a Dict grows to 5 M keys': () => {
      const dict = new Dict();
      return longestGrowth((key) => dict.set(key, 1), 5_000_000);
    },
  },
};

const wanted = process.argv[2];
if (wanted !== undefined && !Object.hasOwn(COMPARISONS, wanted)) {
  console.error(`there is no ${wanted}; there are ${Object.keys(COMPARISONS).join(', ')}`);
  process.exit(1);
}
for (const [name, rows] of Object.entries(COMPARISONS)) {
  if (wanted !== undefined && wanted !== name) continue;
  console.log(`${name}, Node ${process.version}`);
  for (const [text, measure] of Object.entries(rows)) {
    const nanoseconds = measure();
    const shown =
      nanoseconds >= 1e6 ? `${(nanoseconds / 1e6).toFixed(0)} ms` : `${nanoseconds.toFixed(1)} ns`;
    console.log(`  ${text.padEnd(56)} ${shown.padStart(10)}`);
  }
}
if (sink === Symbol.iterator) console.log(sink);
