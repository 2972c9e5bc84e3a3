/**
 * The conversion of any value to a string, as `tostring` does it. An object becomes its type and a made-up address,
 * such as `table: 0x55d000001000` (see address.ts).
 */
import { addressOf, setNullAddress } from './address.ts';
import { spend } from './budget.ts';
import { callForOne } from './call.ts';
import { typeName } from './error.ts';
import { metamethod } from './metatable.ts';
import { numberToString } from './number.ts';
import { LuaUserdata } from './userdata.ts';
import type { LuaValue } from './value.ts';

/** The value that stands for C's NULL as a light userdata. Scripts know it as `cjson.null`. */
export const NULL_POINTER = new LuaUserdata(null);
setNullAddress(NULL_POINTER);

/** How many steps it costs to give an object an address. */
const STEPS_PER_ADDRESS = 32;

/** The address of an object, in the form in which C prints a pointer. */
function addressText(object: object): string {
  const address = addressOf(object);
  return address === 0 ? '(nil)' : `0x${address.toString(16)}`;
}

/** The string for a value, without asking a metamethod. */
export function toStringBasic(value: LuaValue): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return numberToString(value);
    case 'undefined':
      return 'nil';
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      spend(STEPS_PER_ADDRESS);
      return `${typeName(value)}: ${addressText(value)}`;
  }
}

/** The value of `tostring`: what the metamethod `__tostring` returns, which may be anything, or else the basic text. */
export function toStringMeta(value: LuaValue): LuaValue {
  const handler = metamethod(value, '__tostring');
  return handler === undefined ? toStringBasic(value) : callForOne(handler, value);
}
