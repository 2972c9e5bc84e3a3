/**
 * Addresses of objects. JavaScript does not tell where an object is in memory, so each object gets a made-up address
 * when somebody first asks for one. `tostring` prints it, and it is the hash of an object that is a key in a table.
 *
 * Invariants: an object keeps its address, and no other object in this process ever gets the same one.
 */

const FIRST_ADDRESS = 0x55d0_0000_1000;
/** The distance between two addresses, which is about the size of a small object. */
const ADDRESS_STEP = 0x40;

/**
 * All engines in the process count on together. That is safe because an address says nothing about an engine but how
 * many were handed out before, and a script could never rely on addresses: in Redis they are those of C's allocator.
 */
const addresses = new WeakMap<object, number>();
let nextAddress = FIRST_ADDRESS;

/** The address of an object. */
export function addressOf(object: object): number {
  let address = addresses.get(object);
  if (address === undefined) {
    address = nextAddress;
    nextAddress += ADDRESS_STEP;
    addresses.set(object, address);
  }
  return address;
}

/** Gives an object the address 0, so that it stands for C's NULL. */
export function setNullAddress(object: object): void {
  addresses.set(object, 0);
}
