/**
 * Reads `redis://[[user:]password@][host[:port]][/database]` as redis-cli does: there is no query, and percent escapes
 * are undone only in the user and the password. What is left out keeps the value that it had before.
 */
import { consistsOf, HEX_DIGITS } from '../../bytes/character-set.ts';
import { CliExit } from './cli-exit.ts';

export interface UriParts {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: number;
}

/** A piece of a text behind a `%`: its first two characters are the escape. */
function unescaped(piece: string): string {
  const digits = piece.slice(0, 2);
  if (digits.length < 2) throw new CliExit(1, 'Incomplete URI encoding');
  if (!consistsOf(digits, HEX_DIGITS)) throw new CliExit(1, 'Illegal character in URI encoding');
  return String.fromCharCode(Number.parseInt(digits, 16)) + piece.slice(2);
}

/** Turns percent escapes into the bytes that they stand for, and all other characters into their UTF-8 bytes. */
function percentDecode(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const [first, ...escapes] = bytes.split('%');
  return first + escapes.map(unescaped).join('');
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
    const close = address.startsWith('[') ? address.indexOf(']') : -1;
    const behind = address.slice(close + 1);
    const isBracketed = close >= 0 && (behind === '' || behind.startsWith(':'));
    const colon = address.indexOf(':', isBracketed ? close : 0);
    parts.host = isBracketed ? address.slice(1, close) : colon < 0 ? address : address.slice(0, colon);
    if (colon >= 0) parts.port = Number.parseInt(address.slice(colon + 1), 10) || 0;
  }
  const database = slash < 0 ? '' : rest.slice(slash + 1);
  if (database !== '') parts.database = Number.parseInt(database, 10) || 0;
  return parts;
}
