/**
 * The interpreter. It is used for the first run of a chunk, because V8 takes longer to compile a short script than
 * the interpreter takes to run it (`npm run bench:lua`, first EVAL).
 *
 * It is kept simple by two restrictions. A chunk with inner functions is not interpreted, so that there is just one
 * set of variables. A chunk that can reach coroutines or `setfenv` is not interpreted either, because an interpreted
 * function can neither pause nor have its environment changed.
 */
import { spend } from '../runtime/budget.ts';
import { findInterpreted, markFrames } from '../runtime/position.ts';
import type { LuaResult } from '../runtime/value.ts';
import type { Chunk } from '../syntax/ast.ts';
import type { Frame } from './frame.ts';
import { interpretBlock } from './statement.ts';

/** Longer texts are not interpreted, because a long chain of operators could overflow the stack. */
export const MAXIMUM_LENGTH = 4000;

/** The frame that is being interpreted; if one chunk calls another, the innermost. Whoever sets it restores it. */
let running: Frame | undefined;

findInterpreted(() => {
  const place = running?.place;
  return place && { source: running?.displayName ?? '', ...place };
});

/** Whether a chunk can be interpreted. A chunk that mentions a global of `reaches` cannot. */
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
