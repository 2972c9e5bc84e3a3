/**
 * The ceilings on what a peer or a script can make grow.
 *
 * V8 ends the process, without an exception that anybody could catch, when an array grows past its largest size: about
 * 2^27 elements, and an array that is pushed to takes half as much again as it holds. So nothing that others fill may
 * come near. Whatever reaches a ceiling answers with an error: Lua's `not enough memory`, or a `Protocol error` to a peer.
 */

/** The length of the longest string that V8 allows. Whoever would make a longer one gets a RangeError from V8. */
export const MAXIMUM_STRING = 2 ** 29 - 24;

/** How many elements an array may have that a peer or a script makes: half of the largest that V8 can still let grow. */
export const MAXIMUM_ELEMENTS = 2 ** 26;

/** How many keys the hash part of a table may have: V8's `Map`, by which they are found, holds no more. */
export const MAXIMUM_KEYS = 2 ** 24;
