/** Why a server cannot start, as `startServer` raises it and as the log words it. */

/** The system's reasons as C's `strerror` words them. */
const REASONS = new Map(
  Object.entries<string>({
    EACCES: 'Permission denied',
    EADDRINUSE: 'Address already in use',
    EADDRNOTAVAIL: 'Cannot assign requested address',
    EAFNOSUPPORT: 'Address family not supported by protocol',
    EINVAL: 'Invalid argument',
    EISDIR: 'Is a directory',
    ENAMETOOLONG: 'File name too long',
    ENOENT: 'No such file or directory',
    ENOTDIR: 'Not a directory',
    ENOTFOUND: 'Name or service not known',
    EAI_AGAIN: 'Temporary failure in name resolution',
    EPERM: 'Operation not permitted',
  }),
);

/** A server could not start. `cause` is the error that the system or the engine's thread raised, if there is one. */
export interface StartError extends Error {
  /** The system's code, such as `EADDRINUSE`. */
  code?: string;
  /** The address that cannot be listened on. */
  address?: string;
  /** The port that cannot be listened on. */
  port?: number;
  /** The unix socket that cannot be made. */
  path?: string;
}

/** A directive is wrong in a way that only the engine can see. The message is a byte string for standard error. */
export class RefusedDirective extends Error {}

/** The system's code of an error, empty when it has none. */
export function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : '';
}

/** What went wrong, in the words of C. */
export function systemReason(error: unknown): string {
  const code = codeOf(error);
  return REASONS.get(code) ?? (error as Error).message;
}

/**
 * An error that says what cannot be done, and, where there is a cause, its reason and code.
 * @param where further properties of the error
 */
export function startError(
  what: string,
  cause?: unknown,
  where: Pick<StartError, 'address' | 'port' | 'path'> = {},
): StartError {
  if (cause === undefined) return Object.assign(new Error(what), where);
  const code = codeOf(cause);
  const message = `${what}: ${systemReason(cause)}${code === '' ? '' : ` (${code})`}`;
  return Object.assign(new Error(message, { cause }), code === '' ? {} : { code }, where);
}
