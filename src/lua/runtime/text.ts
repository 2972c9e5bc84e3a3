/**
 * `tostring`: numbers by `%.14g`, objects by type and an address that is unique while the process lives.
 */
import { callForOne } from './call.ts';
import { typeName } from './error.ts';
import { metamethod } from './metatable.ts';
import { numberToString } from './number.ts';
import { LuaUserdata, type LuaValue } from './value.ts';

const FIRST_ADDRESS = 0x55d0_0000_1000;
/** Distance between two addresses; the size of a small object. */
const ADDRESS_STEP = 0x40;

const addresses = new WeakMap<object, string>();
let nextAddress = FIRST_ADDRESS;

/** C's light userdata NULL: `cjson.null`. */
export const NULL_POINTER = new LuaUserdata(null);
addresses.set(NULL_POINTER, '(nil)');

/** The made-up address of an object: `0x55d000001000`. */
export function addressOf(object: object): string {
  let address = addresses.get(object);
  if (address === undefined) {
    address = `0x${nextAddress.toString(16)}`;
    nextAddress += ADDRESS_STEP;
    addresses.set(object, address);
  }
  return address;
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
      return `${typeName(value)}: ${addressOf(value)}`;
  }
}

/** `tostring`: what `__tostring` answers, whatever that is, or the basic text. */
export function toStringMeta(value: LuaValue): LuaValue {
  const handler = metamethod(value, '__tostring');
  return handler === undefined ? toStringBasic(value) : callForOne(handler, value);
}
