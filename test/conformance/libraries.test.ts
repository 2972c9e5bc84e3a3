/**
 * Every function of every library with arguments of all kinds, and programs that feed the libraries from a seed: one
 * line an outcome, results and error texts alike. What differs is found with `CONFORMANCE=oracle` beside `embedded`.
 */
import { readFileSync } from 'node:fs';
import { conformance } from './harness/conformance.ts';
import { cmd } from './harness/steps.ts';

const libraries = conformance('libraries');

const read = (name: string) => readFileSync(new URL(`programs/${name}.lua`, import.meta.url), 'latin1');
const common = read('common');

function run(program: string, ...words: (string | number)[]) {
  // The sign of a NaN is not known here.
  return cmd('EVAL', `${common}${read(program)}return lines`, 0, ...words).replaced(/-nan/g, 'nan');
}

/** Left out: what answers differently each time (`random`, `clock`, `gcinfo`), and bytecode (`dump`). */
const FUNCTIONS: Readonly<Record<string, string>> = {
  '':
    'assert collectgarbage error getfenv getmetatable ipairs load loadstring newproxy next pairs pcall rawequal ' +
    'rawget rawset select setfenv setmetatable tonumber tostring type unpack xpcall __redis__err__handler',
  'string.': 'byte char find format gfind gmatch gsub len lower match rep reverse sub upper',
  'table.': 'concat foreach foreachi getn insert maxn remove setn sort',
  'math.':
    'abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp ldexp log log10 max min mod modf pow rad ' +
    'randomseed sin sinh sqrt tan tanh',
  'coroutine.': 'create resume running status wrap yield',
  'bit.': 'arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex',
  'struct.': 'pack size unpack',
  'cmsgpack.': 'pack unpack unpack_limit unpack_one',
  'cjson.':
    'decode encode decode_invalid_numbers decode_max_depth encode_invalid_numbers encode_keep_buffer ' +
    'encode_max_depth encode_number_precision encode_sparse_array new',
  'redis.':
    'acl_check_cmd breakpoint call debug error_reply log pcall replicate_commands set_repl setresp sha1hex status_reply',
};

for (const [library, names] of Object.entries(FUNCTIONS)) {
  libraries.case(
    `${library || 'basic functions '}with arguments of every kind`,
    names.split(' ').map((name) => run('matrix', 1, `${library}${name}`)),
    { protocols: [2] },
  );
}

const PROGRAMS = [
  'number',
  'format',
  'pattern',
  'bitmath',
  'struct',
  'json-decode',
  'json-encode',
  'msgpack',
];

for (const program of PROGRAMS) {
  libraries.case(
    `the program ${program}`,
    [11, 1234, 987654].map((seed) => run(program, seed)),
    { protocols: [2] },
  );
}
