/**
 * Arithmetic in full: operands that are strings but denote numbers, operands with metamethods, and errors. Generated
 * code calculates with two numbers itself, and comes here for everything else.
 */
import { power } from '../../bytes/elementary.ts';
import { callHandler } from './call.ts';
import { metamethod } from './metatable.ts';
import { toNumber } from './number.ts';
import { type Code, raiseOperand } from './site.ts';
import type { LuaValue } from './value.ts';

/** `a % b` on numbers, computed as Lua 5.1 does in C, `a - floor(a / b) * b`, so that it is rounded in the same way. */
function modulo(left: number, right: number): number {
  return left - Math.floor(left / right) * right;
}

type Operation = (left: LuaValue, right: LuaValue, code?: Code, site?: number) => LuaValue;

/** Makes an operation from the event of its metamethod (`__add`) and from what it computes for two numbers. */
function arithmetic(event: string, compute: (left: number, right: number) => number): Operation {
  return (left, right, code, site = 0) => {
    const x = toNumber(left);
    if (x !== undefined) {
      const y = toNumber(right);
      if (y !== undefined) return compute(x, y);
    }
    const handler = metamethod(left, event) ?? metamethod(right, event);
    if (handler !== undefined) return callHandler(handler, left, right);
    if (x === undefined) raiseOperand('perform arithmetic on', left, 'left', code, site);
    raiseOperand('perform arithmetic on', right, 'right', code, site);
  };
}

export const add = arithmetic('__add', (left, right) => left + right);
export const subtract = arithmetic('__sub', (left, right) => left - right);
export const multiply = arithmetic('__mul', (left, right) => left * right);
export const divide = arithmetic('__div', (left, right) => left / right);
export const remainder = arithmetic('__mod', modulo);
export const raiseToPower = arithmetic('__pow', power);

/** The unary minus. */
export function negate(operand: LuaValue, code?: Code, site = 0): LuaValue {
  const number = toNumber(operand);
  if (number !== undefined) return -number;
  const handler = metamethod(operand, '__unm');
  if (handler !== undefined) return callHandler(handler, operand, operand);
  raiseOperand('perform arithmetic on', operand, 'left', code, site);
}
