/** `npm run lua:fuzz -- --count 1000000`: bundles the runner of generated Lua programs and runs it. */
import { runBundled } from './run-bundled.js';

await runBundled('lua-fuzz', 'test/lua/generator/main.ts');
