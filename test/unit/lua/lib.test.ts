/** What the library functions charge to a script's budget, and that long texts and lists come out as short ones do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFunction, compile, createState, instantiate, openLibraries } from '../../../src/lua/lua.ts';
import { budget } from '../../../src/lua/runtime/budget.ts';
import type { LuaValue } from '../../../src/lua/runtime/value.ts';

/** A quantum that no script here uses up. */
const ENDLESS = 2 ** 30 - 1;

interface Charged {
  readonly values: LuaValue[];
  readonly steps: number;
  readonly ticks: number;
}

/** Calls a chunk that returns a function, and then that function with a size: what the call alone is charged. */
function charged(source: string, size: number, quantum = ENDLESS): Charged {
  let ticks = 0;
  const state = createState({ quantum, onBudget: () => void ticks++ });
  openLibraries(state);
  return state.enter(() => {
    const [prepare] = callFunction(state, instantiate(state, compile(source, '=c', { levels: 2 })));
    const [work] = callFunction(state, prepare, size);
    ticks = 0;
    budget.remaining = quantum;
    const values = callFunction(state, work);
    return { values, steps: ticks * quantum + quantum - budget.remaining, ticks };
  });
}

/** By the name of the work: a chunk that prepares a text or a list of `n` and returns the work on it. */
const onTexts: [name: string, source: string][] = [
  ['upper', 'local s = ("a\\255"):rep(n / 2) return function() return #s:upper() end'],
  ['lower', 'local s = ("A"):rep(n) return function() return #s:lower() end'],
  ['reverse', 'local s = ("ab"):rep(n / 2) return function() return #s:reverse() end'],
  ['%q', 'local s = (\'"\'):rep(n) return function() return #string.format("%q", s) end'],
  ['a long format', 'local s = ("%%"):rep(n / 2) return function() return #s:format() end'],
  ['plain find', 'local s = ("a"):rep(n) return function() return s:find("b", 1, true) end'],
  [
    'find of a long text',
    'local s, p = ("a"):rep(n), ("a"):rep(200) .. "b" return function() return s:find(p, 1, true) end',
  ],
  ['find of a set', 'local s = ("a"):rep(n) return function() return s:find("[bc]x") end'],
  ['find of a prefix', 'local s = ("a"):rep(n) return function() return s:find("bc%d") end'],
  ['a greedy repetition', 'local s = ("a"):rep(n) return function() return s:find("^a*b") end'],
  ['a run', 'local s = ("a"):rep(n) return function() return s:find("^a*$") end'],
  ['a lazy repetition', 'local s = ("a"):rep(n) return function() return s:find("^a-b") end'],
  ['a trimming pattern', 'local s = (" "):rep(n) return function() return #s:match("^%s*(.-)%s*$") end'],
  ['a balanced pair', 'local s = ("("):rep(n) return function() return s:find("^%b()") end'],
  [
    'a back reference',
    'local s = (("a"):rep(n / 2 - 1) .. "b"):rep(2) return function() return s:find("^(a*b)%1$") end',
  ],
  ['gsub', 'local s = ("a"):rep(n) return function() return #s:gsub("a", "b") end'],
  ['gsub that deletes', 'local s = ("a"):rep(n) return function() return #s:gsub("a", "") end'],
  ['gsub with captures', 'local s = ("a"):rep(n) return function() return #s:gsub("(a)", "%1%0") end'],
  ['gsub by a table', 'local s = ("a"):rep(n) return function() return #s:gsub("a", {a = "b"}) end'],
  [
    'gsub of a long replacement',
    'local r = ("%0"):rep(n / 2) return function() return #(("x"):gsub("x", r)) end',
  ],
  ['a long pattern', 'local s = ("a"):rep(n) return function() return s:match(s) ~= nil end'],
  ['a long set', 'local s = "[" .. ("a"):rep(n) .. "]" return function() return ("a"):match(s) end'],
  ['comparison', 'local a, b = ("a"):rep(n) .. "x", ("a"):rep(n) .. "y" return function() return a < b end'],
  ['tonumber with blanks', 'local s = (" "):rep(n) .. "!" return function() return tonumber(s, 16) end'],
  ['tonumber of digits', 'local s = ("1"):rep(n) return function() return tonumber(s, 8) end'],
];

const LIST = 'local t = {} for i = 1, n do t[i] = n - i end ';
const HOLES = `${LIST} t.x = 1 for i = 1, n - 1 do t[i] = nil end `;
const NAMES = 'local t = {} for i = 1, n do t["k" .. i] = i end ';
const onLists: [name: string, source: string][] = [
  ['concat', `${LIST} return function() return #table.concat(t, ",") end`],
  ['sort of numbers', `${LIST} return function() table.sort(t) end`],
  [
    'sort of strings',
    'local t = {} for i = 1, n do t[i] = "k" .. (i * 7919 % n) end return function() table.sort(t) end',
  ],
  ['sort by a function', `${LIST} return function() table.sort(t, function(a, b) return a < b end) end`],
  ['insert before holes', `${LIST} t[2] = nil return function() table.insert(t, 1, 0) end`],
  ['insert at the front', `${LIST} return function() table.insert(t, 1, 0) end`],
  ['remove at the front', `${LIST} return function() table.remove(t, 1) end`],
  ['insert far below', 'return function() table.insert({}, -n, 0) end'],
  ['next over nils', `${HOLES} return function() return next(t) end`],
  ['pairs over nils', `${HOLES} return function() for k in pairs(t) do return k end end`],
  [
    'next over dead keys',
    `${NAMES} for i = 1, n do t["k" .. i] = nil end return function() return next(t) end`,
  ],
  ['the end of a list of nils', `${HOLES} return function() t[n] = nil return #t end`],
  ['a value far beyond the end', `${LIST} for i = n, 1, -1 do t[i] = nil end return function() t[n] = 1 end`],
  ['counting keys', `${LIST} t[n / 2] = nil return function() t.a = 1 end`],
  ['maxn', `${LIST} return function() return table.maxn(t) end`],
];

const withSize = (source: string) => `return function(n) ${source} end`;

/** Whatever is charged as a whole before it is done, because the host does it in one go and soon. */
const AT_ONCE = new Set(['insert at the front', 'remove at the front']);

describe.each([
  ['texts', onTexts, 2 ** 18, 1024],
  ['lists', onLists, 2 ** 16, 8],
] as const)('work on long %s', (_kind, works, size, leastShare) => {
  it.each(works)('is charged for what it does, and in pieces: %s', (name, source) => {
    const { steps } = charged(withSize(source), size);
    expect(steps).toBeGreaterThanOrEqual(size / leastShare);
    const twice = charged(withSize(source), size * 2).steps;
    expect(twice).toBeGreaterThan(steps * 1.5);
    expect(twice).toBeLessThan(steps * 2.5);
    if (AT_ONCE.has(name)) return;
    const quantum = Math.floor(steps / 8);
    expect(charged(withSize(source), size, quantum).ticks).toBeGreaterThanOrEqual(3);
  });
});

describe('a script that is ended within the work', () => {
  const keeping: [name: string, source: string][] = [
    ['sort', `${LIST} return function() table.sort(t) end, function() return t[1], #t end`],
    [
      'stretching',
      'local t = {} for i = 1, n do t[i] = i end for i = n, 1, -1 do t[i] = nil end return function() t[n] = 1 end, function() return t[n], #t end',
    ],
    [
      'a rehash',
      'local t = {} for i = 1, n do t["k" .. i] = i end next(t) return function() t.more = 1 end, function() return t.k1, t.more end',
    ],
    [
      'sparse numbers',
      'local t = {} for i = 1, n do t[i * 7] = i end return function() t[-1] = 1 end, function() return t[7], t[-1] end',
    ],
  ];
  it.each(keeping)('leaves the table whole: %s', (_name, source) => {
    const size = 2 ** 16;
    let ends = false;
    const state = createState({
      quantum: 2000,
      onBudget: () => {
        if (ends) throw new Error('ended');
      },
    });
    openLibraries(state);
    state.enter(() => {
      const [prepare] = callFunction(
        state,
        instantiate(state, compile(withSize(source), '=c', { levels: 2 })),
      );
      const [work, look] = callFunction(state, prepare, size);
      const before = callFunction(state, look);
      ends = true;
      expect(() => callFunction(state, work)).toThrow('ended');
      ends = false;
      expect(callFunction(state, look)).toEqual(before);
      callFunction(state, work);
      expect(callFunction(state, look)).not.toEqual(before);
    });
  });
});

describe('long texts', () => {
  const state = createState();
  openLibraries(state);
  const library = (text: string) => instantiate(state, compile(`return ${text}`, '=c', { levels: 2 }));
  const functionOf = (text: string) => callFunction(state, library(text))[0];

  const bytes = fc.constantFrom(
    'a',
    'z',
    'A',
    'Z',
    '\0',
    '"',
    '\\',
    '\n',
    '\r',
    '%',
    '\xff',
    '\xb5',
    '\xdf',
    '@',
    '[',
  );
  /** Texts about as long as the pieces in which the work is done. */
  const texts = fc
    .record({
      length: fc.constantFrom(0, 1, 1023, 1024, 4096, 8191, 16384, 65536),
      more: fc.nat(2),
      period: fc.array(bytes, { minLength: 1, maxLength: 40 }),
    })
    .map(({ length, more, period }) =>
      period
        .join('')
        .repeat(Math.ceil((length + more) / period.length))
        .slice(0, length + more),
    );

  const ESCAPES: Readonly<Record<string, string>> = { '\0': '\\000', '\r': '\\r' };
  const models: [call: string, model: (text: string) => LuaValue[]][] = [
    ['string.upper', (text) => [text.replace(/[a-z]/g, (letter) => letter.toUpperCase())]],
    ['string.lower', (text) => [text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())]],
    ['string.reverse', (text) => [[...text].reverse().join('')]],
    ['function(s) return (s:gsub("%%", "%%%%")):format() == s end', () => [true]],
    [
      'function(s) return string.format("%q", s) end',
      (text) => [`"${text.replace(/["\\\n\r\0]/g, (byte) => ESCAPES[byte] ?? `\\${byte}`)}"`],
    ],
    [
      'function(s) return s:gsub("a", "bc") end',
      (text) => [text.replaceAll('a', 'bc'), text.split('a').length - 1],
    ],
    [
      'function(s) return s:gsub("[aA]", "") end',
      (text) => [text.replace(/[aA]/g, ''), text.split(/[aA]/).length - 1],
    ],
    [
      'function(s) return (s:gsub(".", "<%0>")) end',
      (text) => [[...text].map((byte) => `<${byte}>`).join('')],
    ],
    ['function(s) return s:find("\\255@", 1, true) end', (text) => found(text, '\xff@')],
    ['function(s) return s:find("[\\255\\254]@") end', (text) => found(text, '\xff@')],
    ['function(s) return (s .. "x") < (s .. "y"), (s .. "y") <= (s .. "x") end', () => [true, false]],
    [
      'function(s) return s:match("^(.*)$") == s, #s:match("^.-$"), s:find("^(.*)%1$") ~= nil end',
      (text) => [true, text.length, isTwice(text)],
    ],
  ];

  function found(text: string, wanted: string): LuaValue[] {
    const place = text.indexOf(wanted);
    return place < 0 ? [undefined] : [place + 1, place + wanted.length];
  }

  const isTwice = (text: string) =>
    text.length % 2 === 0 && text.slice(0, text.length / 2).repeat(2) === text;

  it.each(models)('are treated as the model says: %s', (call, model) => {
    const tested = functionOf(call);
    fc.assert(
      fc.property(texts, (text) => {
        expect(callFunction(state, tested, text)).toEqual(model(text));
      }),
      { numRuns: 30 },
    );
  });
});
