import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';

/**
 * Single calls of library functions that want far too much: the server goes on, others hear within the call that it is
 * busy, and the script ends when it is told to, or by Lua's error.
 */
let server: RunningServer;
let client: RawClient;
let witness: RawClient;

beforeAll(async () => {
  server = await startTidelock(['--busy-reply-threshold', '20', '--lua-memory-limit', '700mb']);
  [client, witness] = [await RawClient.connect(server.port), await RawClient.connect(server.port)];
});
afterAll(() => server.stop());

const MINUTE = 60_000;
const KILLED = /^-ERR .*Script killed by user with SCRIPT KILL/;
const OUT_OF_MEMORY = /^-ERR .*not enough memory/;

/** Runs a script, and kills it as soon as somebody else is told that it runs; answers its reply. */
async function runUntilHeard(script: string): Promise<string> {
  client.send('EVAL', script, '0');
  let reply: string | undefined;
  const ended = client.receive(MINUTE).then((text) => {
    reply = text;
  });
  while (reply === undefined) {
    if ((await witness.call('PING')).startsWith('-BUSY')) await witness.call('SCRIPT', 'KILL');
  }
  await ended;
  return reply as string;
}

describe('a library function that wants too much', () => {
  const works: [what: string, script: string, reply?: RegExp][] = [
    ['elements of a table', 'local t = {} for i = 1, 1.2e8 do t[i] = i end', OUT_OF_MEMORY],
    ['a value far beyond all others', 'local t = {} for i = 1, 1e6 do t[2 ^ i] = i end return #t', /^:/],
    ['%q', "return #string.format('%q', ('\"'):rep(7e7))"],
    ['upper', "return #string.upper(('a\\255'):rep(7e7))"],
    ['lower', "return #string.lower(('A\\255'):rep(7e7))"],
    ['reverse', "return #string.reverse(('ab'):rep(7e7))"],
    ['directives', "return string.format(('%s'):rep(2e7))", /bad argument #2 to 'format' \(no value\)/],
    ['percent signs', "return #string.format(('%%'):rep(2e7))"],
    ['a replacement', "return #string.gsub('x', 'x', ('%0'):rep(2e7))"],
    ['replacements', "return #string.gsub(('a'):rep(5e7), 'a', 'b')"],
    ['a back reference', "return string.find(('a'):rep(2e7), '(a*)%1b')"],
    ['a search', "return string.find(('a'):rep(1e8), ('a'):rep(1e4) .. 'b', 1, true)"],
    ['a pattern', "return #string.rep('a', 1e7):match(('a'):rep(1e7))"],
    ['a set', "return string.find('b', '[' .. ('a'):rep(5e7) .. ']')"],
    ['a repetition', "return string.find(('a'):rep(1e8), 'a*b')"],
    ['blanks before a number', "return tonumber((' '):rep(1e8) .. '!', 16)"],
    ['pieces', "local t = {} for i = 1, 4e6 do t[i] = 'x' end return #table.concat(t, ('y'):rep(20))"],
    ['numbers to sort', 'local t = {} for i = 1, 5e6 do t[i] = -i end table.sort(t)'],
    ['an insertion', 'local t = {} table.insert(t, -2^31, 1)'],
    [
      'nils',
      'local t = {} for i = 1, 5e6 do t[i] = i end for i = 1, 5e6 - 1 do t[i] = nil end while next(t) do end',
    ],
    [
      'texts that become flat',
      "local s, t = ('x'):rep(5e7), {} for i = 1, 1e4 do t[i] = s .. i t[i]:byte(1) end",
      OUT_OF_MEMORY,
    ],
    [
      'texts that become flat in commands',
      "local s, t = ('x'):rep(5e7), {} for i = 1, 400 do t[i] = s .. i end for i = 1, 400 do redis.call('exists', t[i]) end",
      OUT_OF_MEMORY,
    ],
    ['errors of memory', "while true do pcall(string.rep, 'x', 5e8) end"],
  ];
  it.each(works)(
    'takes nobody along: %s',
    async (_what, script, expected = /^:\d+\r\n|^\$-1/) => {
      const reply = await runUntilHeard(script);
      expect(
        [KILLED, OUT_OF_MEMORY, expected].some((pattern) => pattern.test(reply)),
        reply.slice(0, 200),
      ).toBe(true);
      expect(await witness.call('PING')).toBe('+PONG\r\n');
    },
    MINUTE,
  );
});

describe('what Lua itself refuses', () => {
  const refusals: [script: string, message: string][] = [
    ["return string.byte(('x'):rep(1e6), 1, -1)", 'string slice too long'],
    ['return unpack({}, 1, 1e6)', 'too many results to unpack'],
    ["return string.rep('x', 1e10)", 'not enough memory'],
    ["return ('x'):rep(5e8) .. ('x'):rep(5e8)", 'not enough memory'],
  ];
  it.each(refusals)('%s', async (script, message) => {
    expect(await client.call('EVAL', script, '0')).toContain(message);
    expect(await witness.call('PING')).toBe('+PONG\r\n');
  });
});
