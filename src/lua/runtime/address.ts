/**
 * The made-up addresses of objects: unique while the process lives, handed out in the order in which they are asked
 * for. `tostring` prints them, and a table with objects as keys is in their order.
 */

const FIRST_ADDRESS = 0x55d0_0000_1000;
/** Distance between two addresses; the size of a small object. */
const ADDRESS_STEP = 0x40;

/**
 * All engines in the process count on together. That is safe because an address says nothing about an engine but how
 * many were handed out before, and a script could never rely on addresses: in Redis they are those of C's allocator.
 */
const addresses = new WeakMap<object, number>();
let nextAddress = FIRST_ADDRESS;

export function addressOf(object: object): number {
  let address = addresses.get(object);
  if (address === undefined) {
    address = nextAddress;
    nextAddress += ADDRESS_STEP;
    addresses.set(object, address);
  }
  return address;
}

/** Makes an object stand for C's NULL. */
export function setNullAddress(object: object): void {
  addresses.set(object, 0);
}
