/**
 * Compiled scripts by their shape. A caller that puts arguments into the text of a script makes a new script each time,
 * but those scripts differ only in numbers, strings and comments. So the code that was compiled for one of them serves the
 * others, which takes a small part of the time that compiling takes.
 */
import { firstRun } from '../lua/first-run.ts';
import {
  type BindCall,
  type CompiledChunk,
  compile,
  instantiate,
  type ParsedText,
  parseText,
  release,
  SCRIPT_METER,
} from '../lua/lua.ts';
import type { LuaState } from '../lua/runtime/state.ts';
import { literalValue, type Skimmed, skim } from '../lua/syntax/skim.ts';
import { type Linked, Recency } from './recency.ts';
import type { Compiled } from './sandbox.ts';

/** How many shapes keep their code for scripts that may still come. */
const MAXIMUM_SHAPES = 100;

interface Template extends Linked<Template> {
  readonly shape: string;
  readonly chunk: CompiledChunk;
  /** Literals that its code depends on, as written, by their place; `undefined` for the others. */
  readonly fixed: readonly (string | undefined)[];
  /** The number of scripts that use the code, plus one while it is kept for others to come. */
  users: number;
}

export class Templates {
  private readonly byShape = new Map<string, Template>();
  /** Shapes that were seen but have no template, the oldest first. */
  private readonly seen = new Set<string>();
  private readonly kept = new Recency<Template>();

  /**
   * Compiles a script for a state, or finds what another one was compiled to; the first one of its shape is interpreted.
   *
   * @param isFirst the script has not run before
   * @throws LuaError with the message
   */
  compile(
    state: LuaState,
    source: string,
    chunkName: string,
    bindCall: BindCall,
    isFirst: boolean,
  ): Compiled {
    const skimmed = skim(source);
    let template = skimmed && this.byShape.get(skimmed.shape);
    if (template !== undefined && fits(template, skimmed as Skimmed)) this.kept.touch(template);
    else {
      let parsed: ParsedText | undefined;
      if (isFirst && !(skimmed !== undefined && this.wasSeen(skimmed.shape))) {
        parsed = parseText(source, chunkName, skimmed, 0, SCRIPT_METER);
        const interpreted = firstRun(state, parsed, bindCall);
        if (interpreted !== undefined) return { ...interpreted, isForOneRun: true };
      }
      if (template !== undefined) this.drop(template);
      const chunk = compile(source, chunkName, {
        bindCall,
        lifetime: 'kept',
        skimmed,
        parsed,
        meter: SCRIPT_METER,
      });
      template = create(chunk, skimmed);
      if (chunk.fixedLiterals !== undefined) this.keep(template);
    }
    return use(template, state, bindCall, skimmed?.literals.map(literalValue));
  }

  clear(): void {
    this.seen.clear();
    for (const template of [...this.byShape.values()]) this.drop(template);
  }

  /** Whether a text of this shape was seen before. If not, remembers that it was seen now. */
  private wasSeen(shape: string): boolean {
    if (this.seen.delete(shape)) return true;
    this.seen.add(shape);
    if (this.seen.size > MAXIMUM_SHAPES) this.seen.delete(this.seen.values().next().value as string);
    return false;
  }

  private keep(template: Template): void {
    template.users++;
    this.byShape.set(template.shape, template);
    this.kept.add(template);
    if (this.kept.size > MAXIMUM_SHAPES) this.drop(this.kept.oldest as Template);
  }

  private drop(template: Template): void {
    this.byShape.delete(template.shape);
    this.kept.remove(template);
    leave(template);
  }
}

function create(chunk: CompiledChunk, skimmed: Skimmed | undefined): Template {
  return {
    shape: skimmed?.shape ?? '',
    chunk,
    fixed: (chunk.fixedLiterals ?? []).map((isFixed, place) =>
      isFixed ? skimmed?.literals[place] : undefined,
    ),
    users: 0,
    older: undefined,
    newer: undefined,
  };
}

/** Whether a text of the template's shape has the literals that the code depends on. */
function fits({ fixed }: Template, { literals }: Skimmed): boolean {
  for (let place = 0; place < fixed.length; place++) {
    if (fixed[place] !== undefined && fixed[place] !== literals[place]) return false;
  }
  return true;
}

function use(
  template: Template,
  state: LuaState,
  bindCall: BindCall,
  literals: CompiledChunk['literals'] | undefined,
): Compiled {
  template.users++;
  return {
    main: instantiate(state, template.chunk, bindCall, literals),
    isLong: template.chunk.isInterpreted,
    release: () => leave(template),
  };
}

function leave(template: Template): void {
  if (--template.users === 0) release(template.chunk);
}
