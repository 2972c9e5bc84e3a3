/** `npm run hostile -- --minutes 10`: bundles the driver of hostile inputs and runs it against the built server. */
import { runBundled } from './run-bundled.js';

await runBundled('hostile', 'test/hostile/main.ts');
