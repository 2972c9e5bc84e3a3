/**
 * Reads `redis://[[user:]password@][host[:port]][/database]` as redis-cli does: there is no query, and percent escapes
 * are undone only in the user and the password. What is left out keeps the value that it had before.
 */
import { CliExit } from './cli-exit.ts';

export interface UriParts {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: number;
}

/** Turns percent escapes into the bytes that they stand for, and all other characters into their UTF-8 bytes. */
function percentDecode(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return bytes.replace(/%(.{0,2})/gs, (_, digits: string) => {
    if (digits.length < 2) throw new CliExit(1, 'Incomplete URI encoding');
    if (!/^[0-9a-f]{2}$/i.test(digits)) throw new CliExit(1, 'Illegal character in URI encoding');
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
}

/** Throws `CliExit` for another scheme and for an escape that is not complete. */
export function parseRedisUri(uri: string): UriParts {
  if (/^rediss:\/\//i.test(uri)) throw new CliExit(1, 'rediss:// is not supported: use redis://');
  if (!/^redis:\/\//i.test(uri)) throw new CliExit(1, 'Invalid URI scheme');
  const parts: UriParts = {};
  let rest = uri.slice('redis://'.length);

  const at = rest.indexOf('@');
  if (at >= 0) {
    const credentials = rest.slice(0, at);
    const colon = credentials.indexOf(':');
    if (colon >= 0) parts.user = percentDecode(credentials.slice(0, colon));
    parts.password = percentDecode(credentials.slice(colon + 1));
    rest = rest.slice(at + 1);
  }

  const slash = rest.indexOf('/');
  const address = slash < 0 ? rest : rest.slice(0, slash);
  if (address !== '') {
    const match = /^\[([^\]]*)\](?::(.*))?$/s.exec(address) ?? /^([^:]*)(?::(.*))?$/s.exec(address);
    parts.host = match?.[1] ?? address;
    if (match?.[2] !== undefined) parts.port = Number.parseInt(match[2], 10) || 0;
  }
  const database = slash < 0 ? '' : rest.slice(slash + 1);
  if (database !== '') parts.database = Number.parseInt(database, 10) || 0;
  return parts;
}
