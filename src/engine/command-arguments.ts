/**
 * The arguments of a command, as COMMAND DOCS tells them to clients that show hints: `arguments` of a
 * `CommandSpec` is a list of these. They describe; what a handler accepts is the handler's own business.
 *
 * Import the module as a namespace, so that a spec reads like its syntax:
 *
 * ```ts
 * import * as argument from '../../engine/command-arguments.ts';
 *
 * arguments: [argument.key('key'), argument.integer('count', { token: 'COUNT', optional: true })],
 * ```
 */

/** COMMAND DOCS' `type`. */
export type ArgumentType =
  | 'string'
  | 'integer'
  | 'double'
  | 'key'
  | 'pattern'
  | 'unix-time'
  | 'pure-token'
  | 'oneof'
  | 'block';

export interface ArgumentOptions {
  /** The word that stands before the argument: `COUNT` of `COUNT count`. */
  readonly token?: string;
  readonly optional?: boolean;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** Each of them has the token before it. */
  readonly multipleToken?: boolean;
  /** The version that brought the argument, where the command is older. */
  readonly since?: string;
  readonly deprecatedSince?: string;
}

/** Of arguments that stand for one word. */
export interface WordOptions extends ArgumentOptions {
  /** What hints print; the name where it is left out. */
  readonly displayText?: string;
  /** Which of the command's key specifications finds this argument. */
  readonly keySpecIndex?: number;
}

export interface Argument extends WordOptions {
  readonly name: string;
  readonly type: ArgumentType;
  /** The alternatives of a `oneof`, the parts of a `block`. */
  readonly parts?: readonly Argument[];
}

const word =
  (type: ArgumentType) =>
  (name: string, options?: WordOptions): Argument => ({ name, type, ...options });

const group =
  (type: 'oneof' | 'block') =>
  (name: string, parts: readonly Argument[], options?: ArgumentOptions): Argument => ({
    name,
    type,
    ...options,
    parts,
  });

export const string = word('string');
export const integer = word('integer');
export const double = word('double');
export const pattern = word('pattern');
export const unixTime = word('unix-time');

/** A key; unless the options say otherwise, the one that the first key specification finds. */
export const key = (name: string, options?: WordOptions): Argument => ({
  name,
  type: 'key',
  keySpecIndex: 0,
  ...options,
});

/** A keyword that stands for itself: `NX`. Its name is the keyword in lower case unless another is given. */
export const pureToken = (
  token: string,
  { name = token.toLowerCase(), ...options }: { name?: string } & Omit<ArgumentOptions, 'token'> = {},
): Argument => ({ name, type: 'pure-token', token, ...options });

/** One of several alternatives. */
export const oneof = group('oneof');

/** Arguments that belong together. */
export const block = group('block');
