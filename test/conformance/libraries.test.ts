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
    // -> basic functions with arguments of every kind: "*553\r\n$68\r\nnone -> false \"call:1: bad ar"...
    //    (19515 bytes, sha1 0243a3b7); "*553\r\n$14\r\nnone -> true 0\r\n$11\r\n1 -> tru"... (49453 bytes,
    //    sha1 755eab4d); "*553\r\n$17\r\nnone -> false nil\r\n$14\r\n1 -> "...... (2024 characters, sha1
    //    0ff6d9c9)
    // -> string.with arguments of every kind: "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (39234
    //    bytes, sha1 20287a18); "*553\r\n$15\r\nnone -> true \"\"\r\n$73\r\n1 -> fa"... (43919 bytes, sha1
    //    ef081c3a); "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (37079 by... (1174 characters, sha1
    //    89d11b1c)
    // -> table.with arguments of every kind: "*553\r\n$82\r\nnone -> false \"call:1: bad ar"... (45772 bytes,
    //    sha1 5ad6c73f); "*553\r\n$83\r\nnone -> false \"call:1: bad ar"... (48650 bytes, sha1 f868aff4);
    //    "*553\r\n$84\r\nnone -> false \"call:1: bad ar"... (49189 bytes, sh... (763 characters, sha1
    //    330243bb)
    // -> math.with arguments of every kind: "*553\r\n$80\r\nnone -> false \"call:1: bad ar"... (35001 bytes,
    //    sha1 9506fd6a); "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (36250 bytes, sha1 cde303f0);
    //    "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (36274 bytes, sh... (2301 characters, sha1
    //    340fc69d)
    // -> coroutine.with arguments of every kind: "*553\r\n$75\r\nnone -> false \"call:1: bad ar"... (44068
    //    bytes, sha1 9b5a92b3); "*553\r\n$72\r\nnone -> false \"call:1: bad ar"... (43169 bytes, sha1
    //    169e3a0e); "*553\r\n$16\r\nnone -> true nil\r\n$13\r\n1 -> t"... (12785 by... (527 characters, sha1
    //    40e8a89d)
    // -> bit.with arguments of every kind: "*553\r\n$84\r\nnone -> false \"call:1: bad ar"... (45024 bytes,
    //    sha1 f83d2bdf); "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (43016 bytes, sha1 7661440d);
    //    "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (35386 bytes, sha... (1004 characters, sha1
    //    8c370ce9)
    // -> struct.with arguments of every kind: "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (45605
    //    bytes, sha1 2f8f2dcf); "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (33466 bytes, sha1
    //    3c4d88a7); "*553\r\n$83\r\nnone -> false \"call:1: bad ar"... (47605 bytes, sha1 b8c6ae7d)
    // -> cmsgpack.with arguments of every kind: "*553\r\n$81\r\nnone -> false \"call:1: bad ar"... (21040
    //    bytes, sha1 0269530f); "*553\r\n$83\r\nnone -> false \"call:1: bad ar"... (30108 bytes, sha1
    //    ad08689c); "*553\r\n$89\r\nnone -> false \"call:1: bad ar"... (47658 bytes,... (361 characters, sha1
    //    d7cf0f20)
    // -> cjson.with arguments of every kind: "*553\r\n$73\r\nnone -> false \"call:1: bad ar"... (43928 bytes,
    //    sha1 a2fd2fa1); "*553\r\n$73\r\nnone -> false \"call:1: bad ar"... (43392 bytes, sha1 46852186);
    //    "*553\r\n$17\r\nnone -> true true\r\n$14\r\n1 -> "... (55578 bytes,... (866 characters, sha1
    //    546e20a5)
    // -> redis.with arguments of every kind: "*553\r\n$80\r\nnone -> false \"ERR Please spe"... (45441 bytes,
    //    sha1 bca3637c); "*553\r\n$18\r\nnone -> true false\r\n$15\r\n1 ->"... (13891 bytes, sha1 27465c3b);
    //    ["none -> false \"ERR Please specify at least one argu... (1739... (1043 characters, sha1 86db1205)
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
    // -> the program number: "*1060\r\n$17\r\n\"e5.\" -> true nil\r\n$17\r\n bas"... (64479 bytes, sha1
    //    eec2ba17); "*1060\r\n$20\r\n\".5 e-5\" -> true nil\r\n$17\r\n "... (63060 bytes, sha1 6415b286);
    //    "*1060\r\n$33\r\n\"INFffffffffffffffff\" -> tru"... (61924 bytes, sha1 07321004)
    // -> the program format: "*200\r\n$51\r\n%+10.-1c -> false \"invalid op"... (11588 bytes, sha1 f369c894);
    //    "*200\r\n$50\r\n%10.14n -> false \"invalid opt"... (11941 bytes, sha1 1ca5d3c0); "*200\r\n$57\r\n%-+
    //    #0007.100c -> false \"inva"... (12029 bytes, sha1 ee84c5d2)
    // -> the program pattern: "*480\r\n$33\r\n\"b[a-]-\"\"hello world\" -> true"... (17524 bytes, sha1
    //    75d735ff); "*480\r\n$40\r\n\"[^a]%[]]-\"\"THE (quick) fox\" "... (16958 bytes, sha1 61a28af1);
    //    "*480\r\n$34\r\n\"%d%d\\000%b()%D\"\"aaaa\" -> tru"... (17766 bytes, sha1 4747046e)
    // -> the program bitmath: "*786\r\n$25\r\narshift 12 inf -> true 12\r\n$4"... (39332 bytes, sha1
    //    5b337280); "*780\r\n$31\r\ntobit -0.5 2147483647 -> true"... (40474 bytes, sha1 81c5b984);
    //    "*770\r\n$27\r\narshift -3.7 nan -> true -4\r\n"... (40311 bytes, sha1 7b4136ae)
    // -> the program struct: "*450\r\n$73\r\n\"!32bc0h\" -> false \"bad argum"... (30477 bytes, sha1
    //    f899b462); "*450\r\n$72\r\n\"hc0b!1!16\" -> false \"bad arg"... (30918 bytes, sha1 00b337e9);
    //    "*450\r\n$71\r\n\"x!32Ls1B\" -> false \"bad argu"... (30568 bytes, sha1 b83fbe00)
    // -> the program json-decode: "*150\r\n$71\r\n\"[.5]\" -> false \"Expected val"... (14546 bytes, sha1
    //    6e85fa8c); "*150\r\n$82\r\n\"\\\"\\000\\\"nan{{\\\"\\\":null}\" -> "... (14706 bytes, sha1
    //    b42716e0); "*150\r\n$46\r\n\"{\\\"k\\\":\\\"\\\\u0041\\\"}\" -> true"... (14757 bytes, sha1
    //    982fd4fb)
    // -> the program json-encode: "*150\r\n$32\r\n1000000000000000 -> true \"1e+"... (9171 bytes, sha1
    //    350186fb); "*150\r\n$30\r\nuserdata: (nil) -> true \"null"... (7790 bytes, sha1 808b06d1);
    //    "*150\r\n$19\r\ntrue -> true \"true\"\r\n$57\r\n{nu"... (8244 bytes, sha1 520c00fc)
    // -> the program msgpack: "*570\r\n$64\r\n\"\\195\\154\\241Y\\3\\255\\194\\222\""... (42258 bytes, sha1
    //    d427d96e); "*570\r\n$14\r\n\"\\1\" -> true 1\r\n$16\r\none -> t"... (39042 bytes, sha1 a837b922);
    //    "*570\r\n$65\r\n\"\\2\\207\\1\\144\\163\\198\\197\\192"... (42349 bytes, sha1 ba962f17)
    { protocols: [2] },
  );
}
