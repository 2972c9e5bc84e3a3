/**
 * The first run of a chunk, which is interpreted: V8 takes longer to compile a short text than the text takes to run
 * (`npm run bench:lua`, first EVAL).
 *
 * Only chunks without functions can be interpreted, since then there is one set of variables, and only chunks that
 * cannot reach coroutines or `setfenv`, since an interpreted function can neither pause nor have its environment changed.
 */
import { spend } from '../runtime/budget.ts';
import { findInterpreted, markFrames } from '../runtime/position.ts';
import type { LuaResult } from '../runtime/value.ts';
import type { Chunk } from '../syntax/ast.ts';
import type { Frame } from './frame.ts';
import { interpretBlock } from './statement.ts';

/** Texts up to this length may be interpreted: their chains of operators are no deeper than the stack. */
export const MAXIMUM_LENGTH = 4000;

/** The chunk that is interpreted, the innermost one where one calls another. Whoever sets it sets it back. */
let running: Frame | undefined;

findInterpreted(() => {
  const place = running?.place;
  return place && { source: running?.displayName ?? '', ...place };
});

/** Whether a chunk is one that can be interpreted. `reaches` are the globals that rule it out. */
export function isInterpretable(chunk: Chunk, reaches: readonly string[]): boolean {
  return chunk.main.functions.length === 0 && !reaches.some((name) => chunk.globals.has(name));
}

/** Runs a chunk's main function in a frame of its own. */
export function interpretMain(chunk: Chunk, frame: Frame): LuaResult {
  const outer = running;
  running = frame;
  try {
    spend(1);
    interpretBlock(frame, chunk.main.block);
    return frame.result;
  } finally {
    running = outer;
  }
}

markFrames('interpreter', interpretMain);
