import { describe, expect, it } from 'vitest';
import type { OutputBufferLimit } from '../../../src/engine/setting-kinds.ts';
import { encode } from '../../../src/protocol/encode.ts';
import { OK, PushReply, type Reply } from '../../../src/protocol/reply.ts';
import { ServerSession } from '../../../src/server/server-session.ts';

const MEGABYTE = 'x'.repeat(1_048_576);
const long = (length: number): Reply => Array.from({ length }, (_, number) => `element ${number}`);
const NO_LIMIT: OutputBufferLimit = { hardBytes: 0, softBytes: 0, softSeconds: 0 };

/** A session over a peer that takes what it is told to take. */
function bench(limit: Partial<OutputBufferLimit> = {}) {
  let written = '';
  let flushed = 0;
  let now = 1_000_000;
  const overcame: ServerSession[] = [];
  const session = new ServerSession(
    1,
    {
      markDirty: () => {},
      setPlain: () => {},
      writeOut: (_slot, text) => {
        written += text;
      },
      flushed: () => flushed,
      now: () => now,
      outputLimit: () => ({ ...NO_LIMIT, ...limit }),
      overcameLimit: (over) => {
        overcame.push(over);
        over.close(true);
      },
    },
    { maxBulkLength: 1000 },
  );
  session.client = { authenticated: false } as typeof session.client;
  return {
    session,
    overcame,
    written: () => written,
    /** The peer reads all that was written. */
    read: () => {
      flushed = written.length;
    },
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    /** Turn after turn until everything has been written. */
    drain: () => {
      session.flush();
      while (session.isQueued) session.writePart();
    },
  };
}

describe('replies of a session', () => {
  it('that are short are written at the end of the turn, together', () => {
    const { session, written } = bench();
    session.send(OK, 2);
    session.send('a', 2);
    expect(written()).toBe('');
    session.flush();
    expect(written()).toBe('+OK\r\n$1\r\na\r\n');
    expect(session.isQueued).toBe(false);
  });

  it('that are long are written in parts, of which a turn writes few', () => {
    const { session, written, drain } = bench();
    const reply = long(100_000);
    session.send(reply, 2);
    session.flush();
    expect(written().length).toBeLessThan(100_000);
    expect(session.isQueued).toBe(true);
    expect(session.writePart()).toBeLessThan(100_000);
    drain();
    expect(written() === encode(reply, 2)).toBe(true);
  });

  it('keep their order, and nothing comes between the parts of one', () => {
    const { session, written, drain } = bench();
    const push = new PushReply(['message', 'channel', 'text']);
    const replies: Reply[] = [OK, long(50_000), 'a', push, MEGABYTE, 7, [long(50_000), push], OK];
    for (const reply of replies) {
      session.send(reply, 3);
      session.flush();
      session.writePart();
    }
    drain();
    expect(written() === replies.map((reply) => encode(reply, 3)).join('')).toBe(true);
  });

  it('are encoded as the protocol was when they were sent', () => {
    const { session, written, drain } = bench();
    const reply = [MEGABYTE, null];
    session.send(reply, 2);
    session.send(reply, 3);
    drain();
    expect(written() === encode(reply, 2) + encode(reply, 3)).toBe(true);
  });

  it('count as what waits, encoded or not', () => {
    const { session, written, read, drain } = bench();
    const reply = long(100_000);
    const whole = encode(reply, 2).length;
    session.send(reply, 2);
    expect(session.pendingBytes()).toBe(whole);
    session.flush();
    session.writePart();
    expect(session.pendingBytes()).toBe(whole);
    read();
    expect(session.pendingBytes()).toBe(whole - written().length);
    drain();
    read();
    expect(session.pendingBytes()).toBe(0);
  });
});

describe('the limits of what may wait', () => {
  it('a reply beyond the hard limit is not written at all, nor what the turn answered before', () => {
    const { session, overcame, written } = bench({ hardBytes: 1_000_000 });
    session.send(OK, 2);
    session.send(MEGABYTE, 2);
    expect(overcame).toEqual([session]);
    session.send(OK, 2);
    session.flush();
    expect([written(), session.isQueued, session.closing]).toEqual(['', false, 'discard']);
  });

  it('replies of several turns add up, as long as they are not read', () => {
    const { session, overcame, read, drain } = bench({ hardBytes: 2_500_000 });
    for (let count = 0; count < 5; count++) {
      session.send(MEGABYTE, 2);
      drain();
      read();
    }
    expect(overcame).toEqual([]);
    for (let count = 0; count < 3; count++) {
      session.send(MEGABYTE, 2);
      session.flush();
    }
    expect(overcame).toEqual([session]);
  });

  it('short texts behind a long reply count, too', () => {
    const { session, overcame } = bench({ hardBytes: 1_100_000 });
    session.send(MEGABYTE, 2);
    for (let count = 0; count < 20_000 && overcame.length === 0; count++) {
      session.send(OK, 2);
      session.flush();
    }
    expect(overcame).toEqual([session]);
  });

  it('the soft limit is for those who stay above it', () => {
    const { session, read, later, drain } = bench({ softBytes: 500_000, softSeconds: 10 });
    session.send(MEGABYTE, 2);
    drain();
    expect(session.isWithinLimits(1_000_000)).toBe(true);
    later(9000);
    expect(session.isWithinLimits(1_009_000)).toBe(true);
    expect(session.isWithinLimits(1_011_000)).toBe(false);
    read();
    expect(session.isWithinLimits(1_012_000)).toBe(true);
  });

  it('without a hard limit no more is asked for once 64 MB are queued', () => {
    const { session, drain } = bench();
    for (let count = 0; count < 64; count++) {
      expect(session.isOverfull).toBe(false);
      session.send(MEGABYTE, 2);
    }
    session.send(MEGABYTE, 2);
    expect(session.isOverfull).toBe(true);
    while (session.isOverfull) session.writePart();
    drain();
    const limited = bench({ hardBytes: 200_000_000 }).session;
    for (let count = 0; count < 70; count++) limited.send(MEGABYTE, 2);
    expect(limited.isOverfull).toBe(false);
  });
});

describe('a session that is closed', () => {
  it('still writes what it has answered, and takes no more', () => {
    const { session, written, drain } = bench();
    const reply = long(50_000);
    session.send(reply, 2);
    session.close(false);
    session.send(OK, 2);
    drain();
    expect(written() === encode(reply, 2)).toBe(true);
  });

  it('writes nothing more if it is closed at once', () => {
    const { session, written, drain } = bench();
    session.send(long(50_000), 2);
    session.flush();
    session.close(true);
    const before = written();
    drain();
    expect(written() === before).toBe(true);
    expect(session.pendingBytes()).toBe(before.length);
  });
});
