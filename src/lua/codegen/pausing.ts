/**
 * Decides which functions of a chunk can pause (be suspended inside a coroutine), and in which form each is emitted.
 *
 * A function that calls something which may yield is emitted twice (`dual`): as a plain function, which is its value,
 * and as a generator. Called with `this === P`, as only calls inside a coroutine are, the plain function starts the
 * generator. So code outside of coroutines pays just one comparison in each call for the ability to pause.
 *
 * The text of the generator stands at the top of the main function and gets the captured variables passed, because
 * starting the first generator of a closure takes V8 many times as long as starting further ones (`node
 * bench/micro/v8.js generator`). Captured variables that are assigned are then kept in boxes (`L1.v`), which both
 * forms share.
 *
 * If this would make the text too long, a function is emitted as a generator only. When it is called outside of a
 * coroutine, the generator is run to its end.
 */
import type { Chunk, Expression, FunctionBody, LocalSymbol } from '../syntax/ast.ts';
import type { Meter } from '../syntax/meter.ts';
import { walkChunk } from './walk.ts';

export type FunctionForm = 'plain' | 'dual' | 'generator';

/** Which functions may pause: none, the inner functions of a chunk, or these and its main function. */
export type PausableMode = 'nothing' | 'functions' | 'all';

/**
 * Functions that are nested deeper than this are emitted as generators only. The text of a dual function is repeated in
 * both forms of the function around it, so it doubles with each level.
 */
const DUAL_DEPTH = 4;

/** The forms of all functions of a chunk. */
export class Pausing {
  private readonly forms = new Map<FunctionBody, FunctionForm>();
  private known: ReadonlyMap<LocalSymbol, FunctionBody> = new Map();
  private readonly boxes = new Set<LocalSymbol>();

  constructor(chunk: Chunk, mode: PausableMode, compact: boolean, meter: Meter) {
    if (mode === 'nothing') return;
    const { pausing, known, bodies } = findPausing(chunk, meter);
    this.known = known;
    this.forms.set(chunk.main, mode === 'all' ? 'generator' : 'plain');
    // A function is listed before those inside it.
    for (const body of bodies) {
      const { parent } = body;
      if (parent === undefined) continue;
      const form = !pausing.has(body) ? 'plain' : compact || !this.fitsTwice(parent) ? 'generator' : 'dual';
      this.forms.set(body, form);
      if (form !== 'dual') continue;
      for (const symbol of passed(body)) if (symbol.assigned) this.boxes.add(symbol);
    }
  }

  formOf(body: FunctionBody): FunctionForm {
    return this.forms.get(body) ?? 'plain';
  }

  /** Whether a call of this callee may pause. */
  mayPause(callee: Expression): boolean {
    const isName = callee.kind === 'Local' || callee.kind === 'Upvalue';
    const body = isName ? this.known.get(callee.symbol) : undefined;
    return body === undefined || this.formOf(body) !== 'plain';
  }

  /** Whether a local is kept in a box, so that its value is the field `v` of the variable. */
  isBoxed(symbol: LocalSymbol): boolean {
    return this.boxes.has(symbol);
  }

  /** Whether functions directly inside this one may be emitted twice. */
  private fitsTwice(around: FunctionBody): boolean {
    let depth = 0;
    for (let body = around; body.parent !== undefined; body = body.parent) {
      if (this.formOf(body) === 'generator') return false;
      depth++;
    }
    return depth < DUAL_DEPTH;
  }
}

/**
 * The variables that have to be passed to the generator of a dual function: those that it captures and that are not
 * visible at the top of the main function.
 */
export function passed(body: FunctionBody): LocalSymbol[] {
  return body.upvalues.filter((symbol) => symbol.owner.parent !== undefined || symbol.inLoop);
}

interface Found {
  /** The functions that call something which may pause, as far as is known. */
  readonly pausing: ReadonlySet<FunctionBody>;
  /** The locals that always hold the same function, and these functions. */
  readonly known: ReadonlyMap<LocalSymbol, FunctionBody>;
  /** All functions, each before those inside it. */
  readonly bodies: readonly FunctionBody[];
}

function findPausing(chunk: Chunk, meter: Meter): Found {
  const known = new Map<LocalSymbol, FunctionBody>();
  const pausing = new Set<FunctionBody>();
  const callers = new Map<LocalSymbol, Set<FunctionBody>>();
  let caller = chunk.main;
  walkChunk(chunk, meter, {
    body(body) {
      caller = body;
    },
    statement(node) {
      if (node.kind === 'LocalFunction' && !node.symbol.assigned) known.set(node.symbol, node.value.body);
    },
    expression(node) {
      if (node.kind === 'MethodCall') pausing.add(caller);
      if (node.kind !== 'Call') return;
      const { callee } = node;
      if (callee.kind !== 'Local' && callee.kind !== 'Upvalue') pausing.add(caller);
      else {
        const others = callers.get(callee.symbol);
        if (others === undefined) callers.set(callee.symbol, new Set([caller]));
        else others.add(caller);
      }
    },
  });
  const callersOf = new Map<FunctionBody, Set<FunctionBody>>();
  for (const [symbol, bodies] of callers) {
    const callee = known.get(symbol);
    if (callee !== undefined) callersOf.set(callee, bodies);
    else for (const body of bodies) pausing.add(body);
  }
  // What is added to a set while it is being walked is met as well.
  for (const body of pausing) for (const caller of callersOf.get(body) ?? []) pausing.add(caller);
  const bodies = [chunk.main];
  for (const body of bodies) for (const inner of body.functions) bodies.push(inner);
  return { pausing, known, bodies };
}
