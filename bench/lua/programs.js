/**
 * The programs: plain Lua 5.1 that also runs inside EVAL (no globals are set, nothing is printed). Each verifies its
 * own result for its two sizes and raises an error if it is wrong.
 */
import { readFileSync } from 'node:fs';

/** [name, size that takes lua5.1 0.3 to 0.6 s on an idle machine, small size for EVAL and cold runs] */
const SIZES = [
  ['fib', 34, 25],
  ['loops', 100000, 3000],
  ['sieve', 600000, 20000],
  ['n-body', 150000, 5000],
  ['spectral-norm', 400, 60],
  ['fannkuch', 9, 7],
  ['binary-trees', 15, 10],
  ['n-queens', 12, 8],
  ['mandelbrot', 600, 100],
  ['matrix', 270, 80],
  ['heapsort', 250000, 20000],
  ['sort', 100000, 5000],
  ['string-building', 8000, 300],
  ['string-bytes', 2500, 50],
  ['string-keys', 1500000, 30000],
  ['pattern-matching', 600, 15],
  ['closures', 130000, 5000],
  ['methods', 300000, 20000],
  ['table-churn', 10000, 1000],
  ['varargs', 250000, 10000],
  ['coroutines', 1200000, 30000],
  ['errors', 500000, 10000],
];

const read = (name) => readFileSync(new URL(`./programs/${name}.lua`, import.meta.url), 'latin1');

function program(name, full, small) {
  const text = read(name);
  const source = (size) => `local SIZE = ${size} ${text}`;
  return { name, full: source(full), small: source(small) };
}

/** { name, full, small }: the Lua texts of both sizes. */
export const PROGRAMS = SIZES.map(([name, full, small]) => program(name, full, small));

/** Needs the libraries of Redis: only through EVAL. */
export const EVAL_PROGRAMS = [...PROGRAMS, program('cjson', 20, 20)];
