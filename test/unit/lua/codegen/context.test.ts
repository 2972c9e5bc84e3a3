import { describe, expect, it } from 'vitest';
import { ChunkContext, FunctionContext } from '../../../../src/lua/codegen/context.ts';
import { NO_PARAMETERS } from '../../../../src/lua/codegen/parameters.ts';
import { Pausing } from '../../../../src/lua/codegen/pausing.ts';
import { StaticTypes } from '../../../../src/lua/codegen/static-type.ts';
import { parse } from '../../../../src/lua/syntax/parser.ts';

function createContext(): FunctionContext {
  const chunk = parse('', '=x', 0);
  const modes = {
    pausable: 'nothing',
    environments: false,
    compact: false,
    repeated: false,
    boundCalls: false,
  } as const;
  const types = new StaticTypes(chunk);
  const pausing = new Pausing(chunk, 'nothing', false);
  return new FunctionContext(
    new ChunkContext(types, pausing, modes, NO_PARAMETERS, false),
    chunk.main,
    false,
  );
}

describe('temporaries', () => {
  it('differ within a scope and the scopes inside it, and are reused after it', () => {
    const context = createContext();
    const names = context.scoped(() => {
      const outer = context.take();
      const inner = context.scoped(() => [context.take(), context.take()]);
      return [outer, ...inner, context.take()];
    });
    expect(names).toEqual(['t1', 't2', 't3', 't2']);
    expect(context.scoped(() => context.take())).toBe('t1');
    expect(context.declareTemporaries()).toBe('var t1,t2,t3;');
  });

  it('cannot be taken outside of a scope, nor be left over at the end of a function', () => {
    const context = createContext();
    expect(() => context.take()).toThrow('outside of any scope');
    context.scoped(() => {
      context.take();
      expect(() => context.declareTemporaries()).toThrow('not given back');
    });
    expect(context.declareTemporaries()).toBe('var t1;');
  });
});
