/**
 * Functions: their parameters, how they are counted, their body, and how the function value is made. A function is plain, a generator, or both (dual); pausing.ts decides which.
 */
import type { FunctionBody, LocalSymbol } from '../syntax/ast.ts';
import { type ChunkContext, FunctionContext, localName } from './context.ts';
import { entryMark, lineMark } from './marks.ts';
import { passed } from './pausing.ts';
import { emitStatements, turnsOf } from './statement.ts';
import { isQuiet } from './walk.ts';

/**
 * The line of text that belongs to no Lua code. The start of a dual function has it while its generator is running, and
 * so has the place where a function is counted, because Lua raises `stack overflow` in the code that calls it.
 */
const NO_LINE = 0;

/** What counts as fewer turns than this is paid for by the call and the loops around it. */
const FREE_TURNS = 16;

/** The text of an expression whose value is a Lua function. */
export function emitFunction(chunk: ChunkContext, body: FunctionBody): string {
  const made = emitForm(chunk, body);
  return chunk.modes.environments ? `enclose(E,E=>${made})` : made;
}

/** The same without the function's own environment. */
export function emitForm(chunk: ChunkContext, body: FunctionBody): string {
  const form = chunk.pausing.formOf(body);
  const isGenerator = form === 'generator';
  const context = new FunctionContext(chunk, body, isGenerator);
  const head = `${isGenerator ? '*' : ''} F${body.id}`;
  const start = form === 'dual' ? emitStart(chunk, body) : '';
  const text = `(function${head}${emitRest(context, parametersOf(body), start)})`;
  return isGenerator ? `pausable(${text},C)` : text;
}

/** The first statement of a dual function. If a generator calls the function, it runs its own generator instead. */
function emitStart(chunk: ChunkContext, body: FunctionBody): string {
  const name = `Y${body.id}`;
  const outer = [...(chunk.modes.environments ? ['E'] : []), ...passed(body).map(localName)];
  if (!chunk.generators.has(body)) {
    // The entry is made before the text is emitted, so that a function inside does not emit this generator again.
    chunk.generators.set(body, '');
    const context = new FunctionContext(chunk, body, true);
    const text = `function*${name}${emitRest(context, [...outer, ...parametersOf(body)], '')}\n`;
    chunk.generators.set(body, text);
  }
  const values = [...outer, ...parametersOf(body)].join();
  return `if(this===P)return ${lineMark(chunk, NO_LINE)}enter(${name}(${values}),C);${lineMark(chunk, body.line)}`;
}

/** The text of a function after its name: the parameters and the body. */
function emitRest(context: FunctionContext, parameters: readonly string[], start: string): string {
  const { chunk, body } = context;
  const prologue = body.parameters.filter((symbol) => chunk.isBoxed(symbol)).map(boxed);
  const { arg } = body;
  if (arg?.mentioned === true) {
    prologue.push(context.declare(arg, body.usesVararg ? 'undefined' : 'argTable(V)'));
  }
  const statements = emitBody(context);
  return [
    `(${lineMark(context, body.line)}${parameters.join()}){`,
    start,
    context.declareTemporaries(),
    payForText(statements),
    ...prologue,
    '\n',
    statements,
    returnsAtEnd(body) ? '' : `${context.end}return N;`,
    ...(body.parent === undefined ? ['\n', ...chunk.generators.values()] : []),
    '}',
  ].join('');
}

/** A function with much text pays for it in each call. */
function payForText(statements: string): string {
  const turns = turnsOf(statements);
  return turns < FREE_TURNS ? '' : `lap(${turns});`;
}

/**
 * The statements of a function. It is counted right before the first statement that is not quiet. So a call that returns
 * before that costs nothing; the loops around it pay for it. Nobody can tell where it is counted, because what is quiet has
 * no effect outside.
 */
function emitBody(context: FunctionContext): string {
  const { statements } = context.body.block;
  const first = statements.findIndex((statement) => !isQuiet(statement));
  if (first < 0) return emitStatements(context, statements);
  const before = emitStatements(context, statements.slice(0, first));
  const begin = `${entryMark(context, statements[first].line)}${context.begin()}\n`;
  return before + begin + emitStatements(context, statements.slice(first));
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
