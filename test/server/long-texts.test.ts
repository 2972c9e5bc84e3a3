import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { type RunningServer, startTidelock } from '../support/servers.ts';

/** While a long text is compiled, others are answered BUSY, and may end it; a text that is not ended runs. */
let server: RunningServer;
let worker: RawClient;
let witness: RawClient;

beforeAll(async () => {
  server = await startTidelock(['--busy-reply-threshold', '20']);
  worker = await RawClient.connect(server.port);
  witness = await RawClient.connect(server.port);
});
afterAll(() => server.stop());

const MINUTE = 60_000;

/** Waits until the witness is answered BUSY, as often as that takes. */
async function waitForBusy(): Promise<void> {
  for (let reply = ''; !reply.startsWith('-BUSY'); ) reply = await witness.call('PING');
}

describe('a long text', () => {
  const statements = 'x=1 '.repeat(500_000);
  const kept = `local x ${statements}return x`;
  const texts: [what: string, killer: string, words: string[]][] = [
    [
      'that a script loads',
      'SCRIPT',
      ['EVAL', "return loadstring(('x=1 '):rep(3e6)) and loadstring(('x=2 '):rep(3e6))", '0'],
    ],
    [
      'of one expression that a script loads',
      'SCRIPT',
      ['EVAL', "for i = 1, 9 do loadstring('return {' .. ('1,'):rep(1e6) .. '}') end", '0'],
    ],
    [
      'that a script loads piece by piece',
      'SCRIPT',
      ['EVAL', "return load(function() return 'x=1 ' end)", '0'],
    ],
    ['of EVAL', 'SCRIPT', ['EVAL', kept, '0']],
    ['of SCRIPT LOAD', 'SCRIPT', ['SCRIPT', 'LOAD', `${kept},1`]],
    ['of FUNCTION LOAD', 'FUNCTION', ['FUNCTION', 'LOAD', `#!lua name=library\nlocal x ${statements}`]],
  ];

  it.each(texts)(
    'can be ended while it is compiled: %s',
    async (_what, killer, words) => {
      worker.send(...words);
      await waitForBusy();
      expect(await witness.call(killer, 'KILL')).toBe('+OK\r\n');
      expect(await worker.receive(MINUTE)).toMatch(/^-ERR (Error .*)?Script killed by user with SCRIPT KILL/);
      expect(await witness.call('PING')).toBe('+PONG\r\n');
    },
    MINUTE,
  );

  it(
    'runs if nobody ends it, also a second time',
    async () => {
      for (let time = 0; time < 2; time++) {
        worker.send('EVAL', `local x ${'x=1 '.repeat(200_000)}return x`, '0');
        expect(await worker.receive(MINUTE)).toBe(':1\r\n');
      }
    },
    MINUTE,
  );

  it('that was ended is unknown, and can be sent again', async () => {
    expect(await witness.call('FUNCTION', 'LIST')).toBe('*0\r\n');
    worker.send('EVAL', "return loadstring(('x=1 '):rep(1e5)) and 1", '0');
    expect(await worker.receive(MINUTE)).toBe(':1\r\n');
  });
});
