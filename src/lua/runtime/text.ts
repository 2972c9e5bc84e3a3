/**
 * `tostring`: numbers by `%.14g`, objects by type and an address that is unique while the process lives.
 */
import { addressOf, setNullAddress } from './address.ts';
import { callForOne } from './call.ts';
import { typeName } from './error.ts';
import { metamethod } from './metatable.ts';
import { numberToString } from './number.ts';
import { LuaUserdata } from './userdata.ts';
import type { LuaValue } from './value.ts';

/** C's light userdata NULL: `cjson.null`. */
export const NULL_POINTER = new LuaUserdata(null);
setNullAddress(NULL_POINTER);

/** An address as C prints a pointer: `0x55d000001000`. */
function addressText(object: object): string {
  const address = addressOf(object);
  return address === 0 ? '(nil)' : `0x${address.toString(16)}`;
}

/** `tostring` without metamethods. */
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
      return `${typeName(value)}: ${addressText(value)}`;
  }
}

/** `tostring`: what `__tostring` answers, whatever that is, or the basic text. */
export function toStringMeta(value: LuaValue): LuaValue {
  const handler = metamethod(value, '__tostring');
  return handler === undefined ? toStringBasic(value) : callForOne(handler, value);
}
