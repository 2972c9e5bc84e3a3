/** What tests of the language use, as one module: to be imported as it is written, or bundled and minified. */
export { firstRun } from '../../src/lua/first-run.ts';
export * from '../../src/lua/lua.ts';
export { createCjson } from '../../src/scripting/lib/cjson.ts';
export { createCmsgpack } from '../../src/scripting/lib/cmsgpack.ts';
export { createStruct } from '../../src/scripting/lib/struct.ts';
