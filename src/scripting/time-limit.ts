/**
 * Ends scripts that run longer than their host allows (`maxScriptMilliseconds` of the embedded API). Time is the
 * machine's: the engine's own clock may be one that somebody moves, and then it stands still while a script runs.
 *
 * What ends a script is a `ScriptAbort`, which no `pcall` catches. What the script wrote before stays.
 */
import type { Services } from '../engine/context.ts';
import { ScriptAbort } from '../lua/runtime/error.ts';
import { innermostPosition, type Position } from '../lua/runtime/position.ts';
import { ErrorReply } from '../protocol/reply.ts';

/** The machine's time in microseconds since an arbitrary start. */
export function realTime({ host, clock }: Services): number {
  return host.realTime?.() ?? clock.monotonic();
}

/** What a host's limit ended. */
interface Ended {
  /** The SHA1 of a script; the name of a function or of a library. */
  readonly script: string;
  /** The line where it stood. */
  readonly line: number | undefined;
  /** The limit. */
  readonly milliseconds: number;
}

/** The reply of a script that the host's limit has ended. */
export class TimeoutReply extends ErrorReply {
  readonly ended: Ended;

  constructor(text: string, ended: Ended) {
    super(text);
    this.ended = ended;
  }
}

/** The reason of the `ScriptAbort` that ends a script. */
class Overtime {
  readonly milliseconds: number;
  readonly position: Position | undefined;

  constructor(milliseconds: number, position: Position | undefined) {
    this.milliseconds = milliseconds;
    this.position = position;
  }
}

export class TimeLimit {
  private readonly engine: Services;
  /** When what runs now has to end; infinite when nothing runs, and without a limit. */
  private deadline = Number.POSITIVE_INFINITY;

  constructor(engine: Services) {
    this.engine = engine;
  }

  /** A script or the loading of a library begins. */
  begin(): void {
    const { scriptMilliseconds } = this.engine.host;
    if (scriptMilliseconds === undefined) return;
    this.deadline = realTime(this.engine) + scriptMilliseconds * 1000;
  }

  /** It is over. */
  end(): void {
    this.deadline = Number.POSITIVE_INFINITY;
  }

  /** @throws ScriptAbort when the time is up */
  check(): void {
    if (this.deadline === Number.POSITIVE_INFINITY || realTime(this.engine) < this.deadline) return;
    throw new ScriptAbort(new Overtime(this.engine.host.scriptMilliseconds ?? 0, innermostPosition()));
  }
}

/**
 * The reply for an exception that `check` raised; undefined for any other one.
 * @param script the SHA1 of the script; the name of the function or of the library
 */
export function timeoutReply(exception: unknown, script: string): TimeoutReply | undefined {
  if (!(exception instanceof ScriptAbort) || !(exception.reason instanceof Overtime)) return undefined;
  const { milliseconds, position } = exception.reason;
  const place = position === undefined ? '' : `, on @${position.source}:${position.line}`;
  const text = `ERR Script ended by maxScriptMilliseconds: it ran for more than ${milliseconds} ms. script: ${script}${place}.`;
  return new TimeoutReply(text, { script, line: position?.line, milliseconds });
}
