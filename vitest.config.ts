import { defineConfig } from 'vitest/config';

/**
 * How long a test, or a hook before or after it, may take. Some start servers or fill large tables, and they have to pass
 * on a busy machine, too: the limits end what hangs, and measure nothing.
 */
const LIMITS = { testTimeout: 60_000, hookTimeout: 60_000 };
/** For tests that build a package or start programs of others. */
const LONG_LIMITS = { testTimeout: 120_000, hookTimeout: 120_000 };

/**
 * As much stack, in kilobytes, as Lua's own limit of calls takes, so that the programs end where Lua ends them, and not where
 * the stack ends. The system grants 8 MB.
 */
const LUA_STACK = '--stack-size=7000';

/** One project for each kind of test, so that `vitest run --project unit` runs one kind. */
export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...LIMITS } },
      {
        extends: true,
        test: { name: 'lua', include: ['test/lua/**/*.test.ts'], execArgv: [LUA_STACK], ...LIMITS },
      },
      { extends: true, test: { name: 'scaling', include: ['test/scaling/**/*.test.ts'], ...LONG_LIMITS } },
      { extends: true, test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'], ...LIMITS } },
      { extends: true, test: { name: 'server', include: ['test/server/**/*.test.ts'], ...LIMITS } },
      { extends: true, test: { name: 'package', include: ['test/package/*.test.ts'], ...LONG_LIMITS } },
      { extends: true, test: { name: 'clients', include: ['test/clients/**/*.test.ts'], ...LONG_LIMITS } },
    ],
  },
});
