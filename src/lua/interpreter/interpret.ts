/**
 * The interpreter: executes the syntax tree. It is used where compiling takes longer than it saves: for the first run of a
 * short chunk (`npm run bench:lua`, first EVAL), and for functions so long that V8 could not compile them in a moment
 * (long-text.ts).
 *
 * An interpreted function cannot pause: no coroutine can yield in it.
 */
import { budget } from '../runtime/budget.ts';
import { begin } from '../runtime/call-depth.ts';
import { raise } from '../runtime/error.ts';
import { argTable } from '../runtime/generated.ts';
import { findInterpreted, markFrames } from '../runtime/position.ts';
import type { Environment } from '../runtime/state.ts';
import type { LuaFunction, LuaResult } from '../runtime/value.ts';
import type { FunctionBody } from '../syntax/ast.ts';
import { type Box, Frame, type Program } from './frame.ts';
import { interpretBlock } from './statement.ts';

/**
 * How many calls of interpreted functions may be under way. Each takes as much of the host's stack as its statements and
 * expressions are nested, which can be a hundred times as much as a call of compiled code takes.
 */
const INTERPRETED_CALLS = 200;

/** The frame that is being interpreted. Whoever sets it restores it. */
let running: Frame | undefined;

findInterpreted(() => running);

/** Makes a function of a text that is interpreted when it is called. */
export function interpreted(
  program: Program,
  body: FunctionBody,
  environment: Environment,
  upvalues: readonly Box[] = [],
): LuaFunction {
  return (...values) => {
    const { parameters, arg } = body;
    const varargs = values.slice(parameters.length);
    const frame = new Frame(program, body, environment, upvalues, varargs);
    for (let position = 0; position < parameters.length; position++) {
      frame.declare(parameters[position], values[position]);
    }
    if (arg?.mentioned) frame.declare(arg, body.usesVararg ? undefined : argTable(varargs));
    return interpretFunction(frame);
  };
}

/** Executes the body of a function in a frame. */
function interpretFunction(frame: Frame): LuaResult {
  const outer = running;
  if (outer !== undefined) {
    frame.outer = outer;
    frame.depth = outer.depth + 1;
    if (frame.depth > INTERPRETED_CALLS) raise('stack overflow');
  }
  running = frame;
  try {
    begin();
    interpretBlock(frame, frame.body.block);
    budget.exits++;
    return frame.result;
  } finally {
    running = outer;
  }
}

markFrames('interpreted', interpretFunction);
