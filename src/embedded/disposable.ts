/**
 * The symbols that `using` and `await using` look up. Older hosts and compilers do not have them. There the methods get
 * symbols of their own, which nobody looks up, and the declarations below keep the types valid.
 */

declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
}

/** `Symbol.dispose`, or a stand-in where the host has none. */
export const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol('Symbol.dispose');

/** `Symbol.asyncDispose`, or a stand-in where the host has none. */
export const asyncDispose: typeof Symbol.asyncDispose = Symbol.asyncDispose ?? Symbol('Symbol.asyncDispose');
