/** The package's version, read from where it is stated: package.json, two folders up from `src/cli` and `dist/cli`. */
import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

export const VERSION = version;
