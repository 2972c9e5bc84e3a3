/**
 * npm run build && node bench/micro/long-texts.js [bytes]
 *
 * What compiling texts of many kinds costs: how many characters of JavaScript a byte of Lua becomes, and the milliseconds
 * of our parser, of our generator, and of V8, for which no other client can be served meanwhile.
 */
import { makeFactory } from '../../dist/lua/binding.js';
import { generate } from '../../dist/lua/codegen/chunk.js';
import { parse } from '../../dist/lua/syntax/parser.js';
import { warmUp } from '../../dist/lua/warm-up.js';

const BYTES = Number(process.argv[2] ?? 100_000);

/** The beginning of a text, what is repeated until the text is long enough, and its end. */
const KINDS = [
  ['', 'x=1 ', ''],
  ['', 'f(x) ', ''],
  ['', 'x=a+b*c ', ''],
  ['return a', '+a', ''],
  ['return {', '1,', '}'],
  ['return {', '{},', '}'],
  ['local f return f', '()', ''],
  ['local t return t', '.b', ''],
  ['', 'f=function() end ', ''],
  ['if a then ', 'elseif a then ', 'end'],
  ['', 'for i=1,2 do end ', ''],
  ['return function(t,x) ', 't[x]=x ', 'end'],
  ['return function(t,x) ', 'x=t.a ', 'end'],
  ['return function(f) ', 'f() ', 'end'],
  ['coroutine=1 return function(f) ', 'f() ', 'end'],
];

for (const _ of warmUp());
for (const [before, repeated, after] of KINDS) {
  const source = before + repeated.repeat(BYTES / repeated.length) + after;
  const start = performance.now();
  const chunk = parse(source, '=text');
  const parsed = performance.now();
  const { text } = generate(() => chunk);
  const generated = performance.now();
  makeFactory(text, Number.MAX_SAFE_INTEGER);
  const compiled = performance.now();
  console.log(
    `${(before + repeated).padEnd(40)} ${(text.length / source.length).toFixed(1).padStart(5)} characters a byte,`,
    `parser ${(parsed - start).toFixed(0)} ms, generator ${(generated - parsed).toFixed(0)} ms,`,
    `V8 ${(((compiled - generated) * 1e6) / text.length).toFixed(0)} ms a million characters`,
  );
}
