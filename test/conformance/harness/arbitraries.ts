/** Building blocks for generated commands: few keys and members, so that commands meet; odd values, so that they matter. */
import fc from 'fast-check';

/** A handful of keys. */
export const keys = fc.constantFrom('a', 'b', 'c');

/** A handful of fields or members, an empty one, a numeric one and a binary one among them. */
export const members = fc.constantFrom('m', 'n', 'o', '', '12', '-7', 'f\x00\xff');

/** Values of any kind: texts, numbers near the edges of what is a number, bytes. */
export const values = fc.oneof(
  fc.constantFrom('', 'hello', '0', '10', '-1', '3.5', '1e3', ' 1', '01', 'inf', 'nan', '\x00\r\n\xff'),
  fc.constantFrom('9223372036854775807', '-9223372036854775808', '9007199254740993', '18446744073709551616'),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => String.fromCharCode(...bytes)),
);

/** Small integers around zero: ranges, counts, offsets. */
export const smallIntegers = fc.integer({ min: -5, max: 5 }).map(String);

/** Integers, the 64-bit edges among them. */
export const integers = fc.oneof(
  smallIntegers,
  fc.integer().map(String),
  fc.constantFrom(
    '9223372036854775807',
    '-9223372036854775808',
    '9223372036854775808',
    '+1',
    '1.0',
    'one',
    '',
  ),
);

/** Numbers for scores and increments. */
export const floats = fc.oneof(
  smallIntegers,
  fc.constantFrom(
    '0.1',
    '-2.5',
    '1e10',
    '3.0e-7',
    'inf',
    '-inf',
    '+inf',
    'nan',
    '0x10',
    'abc',
    '1.7976931348623157e308',
  ),
);

/** A command from words and word makers: `command('HSET', keys, members, values)`. An array maker gives several words. */
export function command(
  ...parts: (string | fc.Arbitrary<string> | fc.Arbitrary<string[]>)[]
): fc.Arbitrary<string[]> {
  const makers = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part));
  return fc.tuple(...(makers as fc.Arbitrary<string | string[]>[])).map((words) => words.flat());
}

/** Nothing, or the words: `optional('NX')`. */
export const optional = (...words: string[]): fc.Arbitrary<string[]> => fc.constantFrom<string[]>([], words);

/** One to `most` times what `maker` makes, flattened. */
export const repeated = (maker: fc.Arbitrary<string | string[]>, most = 3): fc.Arbitrary<string[]> =>
  fc.array(maker, { minLength: 1, maxLength: most }).map((words) => words.flat());
