/** Paths in settings, which are byte strings, as the file system's functions take them. */
import { join } from 'node:path';
import { decodeUtf8 } from '../bytes/utf8.ts';

/**
 * The path that a setting means: a relative one lies in the folder that the setting `dir` names.
 * @param dir the value of `dir`, an absolute path
 */
export function systemPath(path: string, dir: string): string {
  const [plain, folder] = [decodeUtf8(path), decodeUtf8(dir)];
  // A short relative path stays short where it can: the system limits the paths of sockets to about 100 bytes.
  return plain === '' || plain.startsWith('/') || folder === process.cwd() ? plain : join(folder, plain);
}
