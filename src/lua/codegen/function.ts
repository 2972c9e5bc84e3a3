/**
 * Functions: parameters, the budget at entry, the body, and the way a function value is made in each form.
 */
import type { FunctionBody, LocalSymbol } from '../syntax/ast.ts';
import { type ChunkContext, FunctionContext, localName } from './context.ts';
import { lineMark } from './marks.ts';
import { passed } from './pausing.ts';
import { emitBlock } from './statement.ts';

/** The line of code that stands for no code of Lua's: the generator that it runs is what is under way. */
const NO_LINE = 0;

/** A function expression whose value is a Lua function. */
export function emitFunction(chunk: ChunkContext, body: FunctionBody): string {
  const made = emitForm(chunk, body);
  return chunk.modes.environments ? `enclose(E,E=>${made})` : made;
}

function emitForm(chunk: ChunkContext, body: FunctionBody): string {
  const form = chunk.pausing.formOf(body);
  const isGenerator = form === 'generator';
  const context = new FunctionContext(chunk, body, isGenerator);
  const head = `${isGenerator ? '*' : ''} F${body.id}`;
  const start = form === 'dual' ? emitStart(chunk, body) : '';
  const text = `(function${head}${emitRest(context, parametersOf(body), start)})`;
  return isGenerator ? `pausable(${text},C)` : text;
}

/** The first statement of a dual function: called inside a coroutine, it runs its generator instead. */
function emitStart(chunk: ChunkContext, body: FunctionBody): string {
  const name = `Y${body.id}`;
  const outer = [...(chunk.modes.environments ? ['E'] : []), ...passed(body).map(localName)];
  if (!chunk.generators.has(body)) {
    // Known before it is emitted, so that a function inside it does not ask for it again.
    chunk.generators.set(body, '');
    const context = new FunctionContext(chunk, body, true);
    const text = `function*${name}${emitRest(context, [...outer, ...parametersOf(body)], '')}\n`;
    chunk.generators.set(body, text);
  }
  const values = [...outer, ...parametersOf(body)].join();
  return `if(this===P)return ${lineMark(chunk, NO_LINE)}enter(${name}(${values}),C);${lineMark(chunk, body.line)}`;
}

/** Everything after the name. */
function emitRest(context: FunctionContext, parameters: readonly string[], start: string): string {
  const { chunk, body } = context;
  const prologue = body.parameters.filter((symbol) => chunk.pausing.isBoxed(symbol)).map(boxed);
  const { arg } = body;
  if (arg?.mentioned === true) {
    prologue.push(context.declare(arg, body.usesVararg ? 'undefined' : 'argTable(V)'));
  }
  const statements = emitBlock(context, body.block);
  return [
    `(${lineMark(context, body.line)}${parameters.join()}){`,
    start,
    context.declareTemporaries(),
    'step();',
    ...prologue,
    '\n',
    statements,
    returnsAtEnd(body) ? '' : 'return N;',
    ...(body.parent === undefined ? ['\n', ...chunk.generators.values()] : []),
    '}',
  ].join('');
}

function parametersOf(body: FunctionBody): string[] {
  const names = body.parameters.map(localName);
  return body.isVararg ? [...names, '...V'] : names;
}

function boxed(symbol: LocalSymbol): string {
  return `${localName(symbol)}={v:${localName(symbol)}};`;
}

function returnsAtEnd(body: FunctionBody): boolean {
  return body.block.statements.at(-1)?.kind === 'Return';
}
