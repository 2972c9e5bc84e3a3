/**
 * Functions: parameters, the budget at entry, the body, and the way a function value is made in each mode.
 */
import type { FunctionBody } from '../syntax/ast.ts';
import { type ChunkContext, FunctionContext, localName } from './context.ts';
import { lineMark } from './marks.ts';
import { emitBlock } from './statement.ts';

/** A function expression whose value is a Lua function. */
export function emitFunction(chunk: ChunkContext, body: FunctionBody): string {
  const { pausable, environments } = chunk.modes;
  const text = emitBody(chunk, body);
  const made = pausable ? `pausable(${text})` : text;
  return environments ? `enclose(E,E=>${made})` : made;
}

function emitBody(chunk: ChunkContext, body: FunctionBody): string {
  const context = new FunctionContext(chunk, body);
  const parameters = body.parameters.map(localName);
  if (body.isVararg) parameters.push('...V');
  const { arg } = body;
  const prologue =
    arg?.mentioned === true ? `var ${localName(arg)}=${body.usesVararg ? 'undefined' : 'argTable(V)'};` : '';
  const statements = emitBlock(context, body.block);
  const star = chunk.modes.pausable ? '*' : '';
  const head = `(function${star} F${body.id}(${lineMark(body.line)}${parameters.join()}){`;
  const end = returnsAtEnd(body) ? '})' : 'return N;})';
  return `${head}${context.declareTemporaries()}if(--B.remaining<0)tick();${prologue}\n${statements}${end}`;
}

function returnsAtEnd(body: FunctionBody): boolean {
  return body.block.statements.at(-1)?.kind === 'Return';
}
