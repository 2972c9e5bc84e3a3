import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../src/lua/codegen/chunk.ts';
import { ChunkContext, FunctionContext } from '../../../../src/lua/codegen/context.ts';
import { NO_PARAMETERS } from '../../../../src/lua/codegen/parameters.ts';
import { FREE } from '../../../../src/lua/syntax/meter.ts';
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
  const options = { parameters: NO_PARAMETERS, explains: false, meter: FREE };
  return new FunctionContext(
    new ChunkContext(analyse(chunk, modes, FREE), modes, options),
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
