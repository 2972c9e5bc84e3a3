/**
 * Who asks for a command to be run, as far as the run itself is concerned (dispatch.ts). Whether it may run at all
 * was decided before (admission.ts).
 */
export interface RunPolicy {
  /** The call may have to wait for a key, and then goes on by itself. */
  readonly mayBlock: boolean;
  /** The time that it takes is always measured, for the command's statistics and the slow log. */
  readonly isTimed: boolean;
  /** Monitors are shown the call. */
  readonly isShown: boolean;
  /** What the call changes is recorded, for the append-only file and for replicas. */
  readonly isRecorded: boolean;
  /** Who asks handles the end of the stack: it is raised, instead of being taken for a defect of the command. */
  readonly raisesOverflow: boolean;
}

/** A client. */
export const CLIENT: RunPolicy = {
  mayBlock: true,
  isTimed: true,
  isShown: true,
  isRecorded: true,
  raisesOverflow: false,
};

/** EXEC, for a client that had queued the call. */
export const QUEUED: RunPolicy = { ...CLIENT, mayBlock: false };

/** A client that has waited for a key tries again; monitors were shown the call when it was sent. */
export const UNBLOCKED: RunPolicy = { ...CLIENT, isShown: false };

/** A script. The clock is read for those of its commands only that may take long, since it takes as long as a GET. */
export const SCRIPT: RunPolicy = {
  mayBlock: false,
  isTimed: false,
  isShown: true,
  isRecorded: true,
  raisesOverflow: true,
};

/** A script that has chosen by `redis.set_repl` not to have its changes recorded. */
export const UNRECORDED_SCRIPT: RunPolicy = { ...SCRIPT, isRecorded: false };
