/** The version of the package, read from its package.json, which is two folders up from `src/cli` and `dist/cli`. */
import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

export const VERSION = version;
