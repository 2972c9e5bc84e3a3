/** Whoever reads or writes texts: the compiler, the protocol, patterns, configurations, numbers. */
import { bytesToString, stringToBytes } from '../../src/bytes/convert.ts';
import { crc16 } from '../../src/bytes/crc16.ts';
import { crc64 } from '../../src/bytes/crc64.ts';
import { globMatch } from '../../src/bytes/glob.ts';
import { hashBytes } from '../../src/bytes/hash.ts';
import { parseInteger64 } from '../../src/bytes/integer.ts';
import { parseLuaNumber } from '../../src/bytes/lua-number.ts';
import { parseDouble, parseLongDouble } from '../../src/bytes/number.ts';
import { quote, splitArguments } from '../../src/bytes/quote.ts';
import { sha1Hex } from '../../src/bytes/sha1.ts';
import { decodeUtf8, encodeUtf8 } from '../../src/bytes/utf8.ts';
import { compile, LuaError } from '../../src/lua/lua.ts';
import { RequestDecoder } from '../../src/protocol/decode.ts';
import { decodeReplies } from '../../src/protocol/decode-reply.ts';
import { encode } from '../../src/protocol/encode.ts';
import type { Reply } from '../../src/protocol/reply.ts';
import { applyConfigText, parseCommandLine } from '../../src/server/config-file.ts';
import { latin1 } from '../../src/server/latin1.ts';
import { engineBench } from '../support/engine.ts';
import { StepCounter } from '../support/steps.ts';
import { TEXTS } from './command-samples.ts';
import { FACTOR, type Findings, LARGER } from './findings.ts';

const SIZE = 500;

let counter: StepCounter;

/** What is measured at a size; what is made before it is returned is not. */
type Sample = (size: number) => () => void;

/** Lua texts of so many parts of a kind; some of them are too deep, which must be found out as fast. */
const CHUNKS: Readonly<Record<string, (size: number) => string>> = {
  statements: (n) => 'x = 1 '.repeat(n),
  lines: (n) => '\n'.repeat(n),
  comments: (n) => '-- x\n'.repeat(n),
  'a long comment': (n) => `--[[${']'.repeat(n)}]]`,
  'a comment of a level that never ends': (n) => `--[==[${']]'.repeat(n)}`,
  'a long string': (n) => `return '${'x'.repeat(n)}'`,
  'a string of escapes': (n) => `return '${'\\n\\065'.repeat(n)}'`,
  'a string in brackets': (n) => `return [[${'x\r\n'.repeat(n)}]]`,
  'a string that never ends': (n) => `return '${'x'.repeat(n)}`,
  'a long name': (n) => `${'x'.repeat(n)} = 1`,
  'a long number': (n) => `return ${'1'.repeat(n)}`,
  'a malformed number': (n) => `return 1${'.1'.repeat(n)}`,
  'many numbers': (n) => `return {${'1e1,'.repeat(n)}}`,
  'many strings': (n) => `return {${Array.from({ length: n }, (_, at) => `'${at}',`).join('')}}`,
  fields: (n) => `return {${Array.from({ length: n }, (_, at) => `f${at} = ${at},`).join('')}}`,
  operators: (n) => `local a = 1 return ${'a + '.repeat(n)}a`,
  concatenations: (n) => `local a = 1 return ${'a .. '.repeat(n)}a`,
  parentheses: (n) => `return ${'('.repeat(n)}1${')'.repeat(n)}`,
  calls: (n) => `local function f() return f end return f${'()'.repeat(n)}`,
  arguments: (n) => `print(${'1,'.repeat(n)}1)`,
  'calls of methods': (n) => `return a${':b()'.repeat(n)}`,
  'chains of fields': (n) => `local t = {} return t${'.b'.repeat(n)}`,
  indices: (n) => `local t = {} return t${'[1]'.repeat(n)}`,
  conditions: (n) => `local a return ${'a or '.repeat(n)}1`,
  comparisons: (n) => `local a = 1 return ${'a == '.repeat(n)}1`,
  branches: (n) => `local a if a then ${'elseif a then '.repeat(n)}end`,
  blocks: (n) => `${'do '.repeat(n)}${'end '.repeat(n)}`,
  loops: (n) => 'while x do break end '.repeat(n),
  functions: (n) => 'function f() return 1 end '.repeat(n),
  'functions in functions': (n) => `${'return function() '.repeat(n)}${'end '.repeat(n)}`,
  tables: (n) => `return ${'{'.repeat(n)}${'}'.repeat(n)}`,
  signs: (n) => `return ${'- '.repeat(n)}1`,
  'signs of not': (n) => `return ${'not '.repeat(n)}1`,
  locals: (n) => 'do local a = 1 end '.repeat(n),
  'names of locals': (n) => `local ${Array.from({ length: n }, (_, at) => `a${at}`).join()} = 1`,
  parameters: (n) => `return function(${Array.from({ length: n }, (_, at) => `a${at}`).join()}) end`,
  globals: (n) => Array.from({ length: n }, (_, at) => `g${at} = ${at} `).join(''),
  upvalues: (n) => `local a = 1 ${'function f() a = a end '.repeat(n)}`,
  assignments: (n) => `${'a,'.repeat(n)}a = 1`,
  'calls of commands': (n) => "redis.call('get', 'x') ".repeat(n),
  returns: (n) => `return ${'1,'.repeat(n)}1`,
  errors: (n) => `${'x = 1 '.repeat(n)} = `,
};

const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;

const REQUESTS: Readonly<Record<string, (size: number) => string>> = {
  'many requests': (n) => '*1\r\n$4\r\nPING\r\n'.repeat(n),
  'many arguments': (n) => `*${n}\r\n${bulk('x').repeat(n)}`,
  'many empty arguments': (n) => `*${n}\r\n${bulk('').repeat(n)}`,
  'a long argument': (n) => `*2\r\n${bulk('ECHO')}${bulk('x'.repeat(n))}`,
  'an argument that is missing': (n) => `*2\r\n$4\r\nECHO\r\n$${n * 2}\r\n${'x'.repeat(n)}`,
  'many arguments that are missing': (n) => `*${n * 2}\r\n${bulk('x').repeat(n)}`,
  'inline requests': (n) => 'PING x\r\n'.repeat(n),
  'a long inline request': (n) => `PING ${'x'.repeat(n)}\r\n`,
  'an inline request of many words': (n) => `PING ${'x '.repeat(n)}\r\n`,
  'an inline request of quotes': (n) => `PING "${'\\x41'.repeat(n)}"\r\n`,
  'a line without an end': (n) => 'x'.repeat(n),
  'empty lines': (n) => '\r\n'.repeat(n),
  'empty arrays': (n) => '*0\r\n*-1\r\n'.repeat(n),
  garbage: (n) => '\xff\0'.repeat(n),
};

const REPLIES: Readonly<Record<string, (size: number) => Reply>> = {
  numbers: (n) => Array.from({ length: n }, (_, at) => at),
  texts: (n) => Array.from({ length: n }, (_, at) => `x${at}`),
  'a long text': (n) => 'x'.repeat(n),
  'arrays of arrays': (n) => Array.from({ length: n }, () => [1, ['x']]),
};

const PATTERNS: Readonly<Record<string, (size: number) => [pattern: string, text: string]>> = {
  'a long text': (n) => ['*y', 'x'.repeat(n)],
  'a long pattern': (n) => ['x'.repeat(n), 'x'.repeat(n)],
  'many stars in a row': (n) => ['*'.repeat(n), 'x'],
  'many question marks': (n) => ['?'.repeat(n), 'x'.repeat(n)],
  'a long set': (n) => [`[${'a'.repeat(n)}]`, 'x'],
  'many sets': (n) => ['[a-z]'.repeat(n), 'x'.repeat(n)],
  'many escapes': (n) => ['\\x'.repeat(n), 'x'.repeat(n)],
  'many stars': (n) => ['*x'.repeat(n / 100), 'y'.repeat(n)],
};

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  splitArguments,
  quote,
  sha1Hex,
  crc16,
  crc64,
  parseDouble,
  parseLongDouble,
  parseInteger64,
  parseLuaNumber,
  decodeUtf8,
  encodeUtf8,
  stringToBytes,
  bytesToString: (text) => bytesToString(new TextEncoder().encode(text)),
  hashBytes: (text) => hashBytes(text, 1),
  'the text of a configuration': (text) => {
    try {
      applyConfigText(text, () => undefined);
    } catch {}
  },
  'a configuration of one long line': (text) => {
    try {
      applyConfigText(`save ${text.replaceAll('\n', ' ')}\nsave ""\n`, () => undefined);
    } catch {}
  },
  'a command line': (text) => parseCommandLine(['--save', text]),
};

/** Compiles a text; a Lua error is as good as a chunk. */
function compiled(text: string): void {
  try {
    compile(text, '=text', {});
  } catch (error) {
    if (!(error instanceof LuaError)) throw error;
  }
}

function decoded(bytes: Uint8Array, piece: number): void {
  const decoder = new RequestDecoder(latin1, { maxBulkLength: 2 ** 29 });
  for (let at = 0; at < bytes.length && decoder.error === undefined; at += piece) {
    decoder.feed(bytes, at, Math.min(at + piece, bytes.length));
    while (decoder.next());
  }
}

/** Passes a text to a command of an engine that has never seen it. */
const sent =
  (make: (size: number) => string, name: string, ...rest: string[]): Sample =>
  (size) => {
    const client = engineBench().connect();
    const words = [...rest, make(size), ...(name === 'EVAL' ? ['0'] : [])];
    return () => client.call(name, ...words);
  };

function* allSamples(): IterableIterator<[name: string, sample: Sample]> {
  for (const [kind, make] of Object.entries(CHUNKS)) {
    yield [
      `Lua of ${kind} is compiled`,
      (size) => {
        const text = make(size);
        return () => compiled(text);
      },
    ];
    yield [`Lua of ${kind} is loaded`, sent(make, 'SCRIPT', 'LOAD')];
    yield [`Lua of ${kind} is run`, sent(make, 'EVAL')];
    yield [`Lua of ${kind} is a library`, sent((size) => `#!lua name=x\n${make(size)}`, 'FUNCTION', 'LOAD')];
  }
  for (const [kind, make] of Object.entries(REQUESTS)) {
    for (const piece of [1, 100, 2 ** 20]) {
      yield [
        `a request of ${kind} is read in pieces of ${piece} bytes`,
        (size) => {
          const bytes = stringToBytes(make(size));
          return () => decoded(bytes, piece);
        },
      ];
    }
  }
  for (const [kind, make] of Object.entries(REPLIES)) {
    yield [
      `a reply of ${kind} is written`,
      (size) => {
        const reply = make(size);
        return () => void (encode(reply, 2) + encode(reply, 3));
      },
    ];
    yield [
      `a reply of ${kind} is read`,
      (size) => {
        const text = encode(make(size), 3);
        return () => void decodeReplies(text);
      },
    ];
  }
  for (const [kind, make] of Object.entries(PATTERNS)) {
    yield [
      `a glob of ${kind} is matched`,
      (size) => {
        const [pattern, text] = make(size);
        return () => void globMatch(pattern, text);
      },
    ];
  }
  for (const [reader, read] of Object.entries(READERS)) {
    for (const [kind, make] of Object.entries(TEXTS)) {
      yield [
        `${reader} takes a text ${kind}`,
        (size) => {
          const text = make(size);
          return () => void read(text);
        },
      ];
    }
  }
  yield [
    'a configuration of many lines is read',
    (size) => {
      const text = 'save "" # x\n\n'.repeat(size);
      return () => applyConfigText(text, () => undefined);
    },
  ];
}

/** The steps of a size and of twice the size, if these are too many. */
function excess(size: number, sample: Sample): unknown[] {
  const once = counter.count(sample(size));
  const twice = counter.count(sample(2 * size));
  return twice > FACTOR * once ? [{ size, once, twice }] : [];
}

export function measureTexts(): Findings {
  counter = new StepCounter();
  const subjects: Findings['subjects'] = {};
  for (const [name, sample] of allSamples()) {
    for (const size of [10, 11]) sample(size)();
    subjects[name] = excess(SIZE, sample).length === 0 ? [] : excess(LARGER * SIZE, sample);
  }
  const names = Object.keys(subjects);
  return { names, sampled: names, subjects };
}
