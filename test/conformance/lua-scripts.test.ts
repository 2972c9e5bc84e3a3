/** Generated Lua scripts, run by EVAL: what they answer, what they do, and which error they end with. */
import { command } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { scripts } from './harness/lua-arbitraries.ts';
import { replaced } from './harness/normalise.ts';

const lua = conformance('lua-scripts');

lua.generated('any script', command('EVAL', scripts, '1', 'k', '10', 'abc'), {
  runs: 15,
  length: 10,
  // Where a table or a function lies in memory is nobody's business.
  normalisers: { EVAL: replaced(/(table|function|userdata|thread|builtin): ?(0x)?[0-9a-fA-F]+/g, '<$1>') },
});
