/**
 * Checks of what users of the API pass, which are made before anything runs. Each error names the option or argument, and
 * says what is expected and what came instead.
 */

/** How many characters of a text a message shows. */
const SHOWN_LENGTH = 60;

function quoted(text: string): string {
  return text.length > SHOWN_LENGTH ? `'${text.slice(0, SHOWN_LENGTH)}...'` : `'${text}'`;
}

/** Says what a value is, for the end of a message: `null`, `'text'`, `NaN`, `an array`, `a Date`, `the function 'Date'`. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return 'a symbol';
    case 'function': {
      const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
      return typeof name === 'string' && name !== '' ? `the function ${quoted(name)}` : 'a function';
    }
    case 'object':
      return value === null ? 'null' : describeObject(value);
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return 'an array';
  if (isPlain(value)) return 'an object';
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== ''
    ? `an instance of ${name.slice(0, SHOWN_LENGTH)}`
    : 'an object';
}

/** Whether an object is of the kind that `{}` makes, in this realm or another one, or has no prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Checks that what is given is an object with no other properties than the known ones. Answers it, or `{}` for undefined.
 *
 * @param owner what takes the options, as messages name it: `new Tidelock`
 * @param expected what it takes: `an object of options`
 * @param what what one property is called: `option`
 */
export function checkProperties<T extends object>(
  owner: string,
  expected: string,
  what: string,
  given: T | undefined,
  known: readonly (keyof T & string)[],
): Partial<T> {
  if (given === undefined) return {};
  checkPlainObject(owner, expected, given);
  for (const name of Object.keys(given)) {
    if (!(known as readonly string[]).includes(name)) {
      throw new TypeError(`${owner}: unknown ${what} ${quoted(name)}; it takes ${listed(known)}`);
    }
  }
  return given;
}

/** Checks that what is given is an object of the kind that `{}` makes, or one without a prototype. */
export function checkPlainObject(owner: string, expected: string, given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || !isPlain(given)) {
    throw new TypeError(`${owner} takes ${expected}, not ${describe(given)}`);
  }
}

function listed(names: readonly string[]): string {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
}

/** Checks that an option is a function if it is given. */
export function checkFunction<T>(owner: string, name: string, given: T): T {
  if (given !== undefined && typeof given !== 'function') {
    throw new TypeError(`${owner}: option '${name}' must be a function, not ${describe(given)}`);
  }
  return given;
}

/** Checks that an option is true or false if it is given. */
export function checkBoolean<T>(owner: string, name: string, given: T): T {
  if (given !== undefined && typeof given !== 'boolean') {
    throw new TypeError(`${owner}: option '${name}' must be true or false, not ${describe(given)}`);
  }
  return given;
}

/** The error for a value: a TypeError if it has the wrong type, else a RangeError, because it is out of bounds. */
export function refusal(given: unknown, type: 'number' | 'string', message: string): Error {
  const text = `${message}, not ${describe(given)}`;
  return typeof given === type ? new RangeError(text) : new TypeError(text);
}
