/**
 * Which functions of a chunk can pause, and in which form each is emitted.
 *
 * A function that calls what may yield is emitted twice (`dual`): as the plain function that its value is, and as a
 * generator that the plain one starts when it is called with `this === P`, which only calls inside a coroutine do.
 * Whatever runs outside of coroutines therefore pays one comparison a call. The generator's text stands at the top of
 * the main function and is given what it captures: to start the first generator of each closure takes V8 many
 * times as long as to start further ones (`node bench/micro/v8.js generator`). Captured variables that are
 * assigned to are then boxes (`L1.v`), which both forms share.
 *
 * Where that would make the text too long, a function is a generator only, run to its end by plain callers.
 */
import type { Chunk, Expression, FunctionBody, LocalSymbol } from '../syntax/ast.ts';
import { walkChunk } from './walk.ts';

export type FunctionForm = 'plain' | 'dual' | 'generator';

/** `functions`: those that a chunk makes; `all`: the chunk's main function, too. */
export type PausableMode = 'nothing' | 'functions' | 'all';

/** Functions nested deeper are generators only: the text of a dual one is repeated in both forms of those around it. */
const DUAL_DEPTH = 4;

export class Pausing {
  private readonly forms = new Map<FunctionBody, FunctionForm>();
  private known: ReadonlyMap<LocalSymbol, FunctionBody> = new Map();
  private readonly boxes = new Set<LocalSymbol>();

  constructor(chunk: Chunk, mode: PausableMode, compact: boolean) {
    if (mode === 'nothing') return;
    const { pausing, known, bodies } = findPausing(chunk);
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

  /** Whether a call of this may pause, or begin a generator. */
  mayPause(callee: Expression): boolean {
    const isName = callee.kind === 'Local' || callee.kind === 'Upvalue';
    const body = isName ? this.known.get(callee.symbol) : undefined;
    return body === undefined || this.formOf(body) !== 'plain';
  }

  /** Whether a variable is a field `v` of what its name stands for. */
  isBoxed(symbol: LocalSymbol): boolean {
    return this.boxes.has(symbol);
  }

  /** Whether functions inside this one may be emitted twice. */
  private fitsTwice(around: FunctionBody): boolean {
    let depth = 0;
    for (let body = around; body.parent !== undefined; body = body.parent) {
      if (this.formOf(body) === 'generator') return false;
      depth++;
    }
    return depth < DUAL_DEPTH;
  }
}

/** What the generator of a dual function must be given: all that it captures and the main function's top does not see. */
export function passed(body: FunctionBody): LocalSymbol[] {
  return body.upvalues.filter((symbol) => symbol.owner.parent !== undefined || symbol.inLoop);
}

interface Found {
  /** Those that call something which is not known to return without a pause. */
  readonly pausing: ReadonlySet<FunctionBody>;
  /** Names that stand for one function all the time. */
  readonly known: ReadonlyMap<LocalSymbol, FunctionBody>;
  /** All functions, from outside in. */
  readonly bodies: readonly FunctionBody[];
}

function findPausing(chunk: Chunk): Found {
  const known = new Map<LocalSymbol, FunctionBody>();
  const pausing = new Set<FunctionBody>();
  const calls: { readonly caller: FunctionBody; readonly callee: LocalSymbol }[] = [];
  let caller = chunk.main;
  walkChunk(chunk, {
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
      if (callee.kind === 'Local' || callee.kind === 'Upvalue') calls.push({ caller, callee: callee.symbol });
      else pausing.add(caller);
    },
  });
  for (let before = -1; before !== pausing.size; ) {
    before = pausing.size;
    for (const call of calls) {
      const callee = known.get(call.callee);
      if (callee === undefined || pausing.has(callee)) pausing.add(call.caller);
    }
  }
  const bodies = [chunk.main];
  for (const body of bodies) bodies.push(...body.functions);
  return { pausing, known, bodies };
}
