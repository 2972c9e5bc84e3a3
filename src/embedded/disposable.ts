/**
 * The symbols that `using` and `await using` look up. Hosts and compilers older than the proposal lack them: there the
 * methods get keys of their own that nobody looks up, and the declarations below keep the types valid.
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
