/**
 * The two kinds of `for` loops.
 *
 * In Lua the variable of a numeric loop is a new local at each turn. If the loop does not assign it and no function
 * captures it, nobody can tell, and the loop counts with the variable itself. A generic loop over `pairs` or `ipairs`
 * of a table walks the table with an iterator (runtime/iteration.ts) instead of calling a function at each turn.
 */
import type { Expression, GenericForStatement, NumericForStatement } from '../syntax/ast.ts';
import { isMultiple } from '../syntax/classify.ts';
import { emitAnyCall } from './call.ts';
import type { FunctionContext } from './context.ts';
import { emitExpression } from './expression.ts';
import { numberLiteral } from './literals.ts';
import { namedCallMark } from './marks.ts';
import { emitBlock, emitListRead, emitLoop } from './statement.ts';

/** The parameter with the state of a loop whose compiled form continues where the interpreter has left it. */
export const STATE = 'S';

/** @param resumes whether the loop continues with the counter, limit and step in `S` */
export function emitNumericFor(
  context: FunctionContext,
  node: NumericForStatement,
  resumes: boolean,
): string {
  const { symbol } = node;
  const own = symbol.assigned || symbol.captured;
  const step = node.step === undefined ? 1 : node.step.kind === 'Number' ? node.step.value : undefined;
  const start = context.take();
  const limit = context.take();
  const stepName = step === undefined ? context.take() : numberLiteral(step);
  const setups: string[] = [];
  const bounds: [Expression | undefined, string, string][] = [
    [node.start, start, 'initial'],
    [node.limit, limit, 'limit'],
    [step === undefined ? node.step : undefined, stepName, 'step'],
  ];
  bounds.forEach(([bound, name], position) => {
    if (bound === undefined) return;
    setups.push(`${name}=${resumes ? `${STATE}[${position}]` : emitExpression(context, bound)};`);
  });
  for (const [bound, name, what] of bounds) {
    if (bound !== undefined && !resumes) setups.push(checked(context, node, bound, name, what));
  }
  const counter = own ? context.take() : context.variable(symbol);
  const isExact = node.start.kind === 'Number' && isInteger(node.start.value) && isInteger(step);
  // Lua subtracts the step once and then adds it at each turn. With fractions, the result can differ from the start
  // value in its last bit.
  const first = resumes || isExact ? start : step === 1 ? `${start}-1+1` : `${start}-${stepName}+${stepName}`;
  const condition =
    step === undefined
      ? `(${stepName}>0?${counter}<=${limit}:${counter}>=${limit})`
      : step > 0
        ? `${counter}<=${limit}`
        : `${counter}>=${limit}`;
  const increment = step === 1 ? `${counter}++` : `${counter}+=${stepName}`;
  const head = own ? context.declare(symbol, counter) : '';
  const loop = emitLoop(
    context,
    node.line,
    node.block,
    `,${increment}`,
    (leave) => `if(!(${condition}))${leave}${head}\n${emitBlock(context, node.block)}`,
  );
  return `${setups.join('')}${own ? '' : 'var '}${counter}=${first};${loop}`;
}

function isInteger(value: number | undefined): boolean {
  // -0 is left out because -0 - 1 + 1 is 0.
  return (
    value !== undefined && Number.isInteger(value) && Math.abs(value) <= 2 ** 31 && !Object.is(value, -0)
  );
}

function checked(
  context: FunctionContext,
  node: NumericForStatement,
  expression: Expression,
  name: string,
  what: string,
): string {
  if (context.chunk.types.of(expression) === 'number') return '';
  const site = context.chunk.site(node.prepareLine);
  return `if(typeof ${name}!=="number")${name}=loopNumber(${name},"${what}",C,${site});`;
}

/** @param resumes whether the loop continues with the step, object, control and iterator in `S` */
export function emitGenericFor(
  context: FunctionContext,
  node: GenericForStatement,
  resumes: boolean,
): string {
  const { symbols } = node;
  const [step, object, control, iterator] = [context.take(), context.take(), context.take(), context.take()];
  const setup = resumes
    ? `[${step},${object},${control},${iterator}]=${STATE};`
    : `${emitLoopValues(context, node.values, [step, object, control])}${iterator}=iterator(${step},${object},${control});`;
  const site = context.chunk.site(node.callLine);
  const at = namedCallMark(context, node.callLine, '(for generator)', 'local');
  const declarations = symbols.map((symbol) => context.declare(symbol, 'undefined')).join('');
  const [first, second] = symbols.map((symbol) => context.variable(symbol));
  const fast = `${first}=${iterator}.key;${second === undefined ? '' : `${second}=${iterator}.value;`}`;
  const slow = context.scoped(() => {
    const called = context.take();
    const call = `${called}=${at}iterate(${step},${object},${control},C,${site});`;
    const others = symbols
      .slice(1)
      .map((symbol, position) => `${context.variable(symbol)}=${called}.values[${position + 1}];`)
      .join('');
    return `${call}if(${called} instanceof M){${first}=${called}.values[0];${others}}else ${first}=${called};`;
  });
  const loop = emitLoop(
    context,
    node.callLine,
    node.block,
    '',
    (leave) =>
      `${declarations}if(${iterator}!==undefined){if(!${iterator}.step())${leave}${fast}}` +
      `else{${slow}if(${first}===undefined)${leave}${control}=${first};}\n${emitBlock(context, node.block)}`,
  );
  return setup + loop;
}

/** Evaluates the list after `in`, and assigns its first three values to temporaries. */
function emitLoopValues(context: FunctionContext, values: readonly Expression[], names: string[]): string {
  const text: string[] = [];
  values.forEach((value, position) => {
    const isLast = position === values.length - 1;
    if (isLast && isMultiple(value) && position < names.length - 1) {
      context.scoped(() => {
        const list = context.take();
        text.push(`${list}=${emitListRead(context, value)};`);
        for (let place = position; place < names.length; place++) {
          text.push(`${names[place]}=${list}[${place - position}];`);
        }
      });
    } else if (position < names.length) text.push(`${names[position]}=${emitExpression(context, value)};`);
    else if (value.kind === 'Call' || value.kind === 'MethodCall') {
      text.push(`${emitAnyCall(context, value, 'none')};`);
    } else text.push(`${emitExpression(context, value)};`);
  });
  const given = values.length;
  if (given < names.length && !isMultiple(values.at(-1))) {
    for (const name of names.slice(given)) text.push(`${name}=undefined;`);
  }
  return text.join('');
}
