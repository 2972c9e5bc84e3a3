import fc from 'fast-check';
import { command, keys } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { cmd, receive } from './harness/steps.ts';

const hyperloglog = conformance('hyperloglog');

const HEADER = 'HYLL\x01\0\0\0\0\0\0\0\0\0\0\x80';
/** A run of zeros that takes two bytes, and one that takes one. */
const xzero = (length: number) =>
  String.fromCharCode(0x40 | ((length - 1) >> 8)) + String.fromCharCode((length - 1) & 255);
const zero = (length: number) => String.fromCharCode(length - 1);
const values = (value: number, length: number) =>
  String.fromCharCode(0x80 | ((value - 1) << 2) | (length - 1));
/** A dense value with the same six bits in each register. */
const dense = (value: number) => {
  const bytes = value | (value << 6) | (value << 12) | (value << 18);
  const three = String.fromCharCode(bytes & 255, (bytes >> 8) & 255, bytes >>> 16);
  return HEADER.replace('\x01', '\0') + three.repeat(4096);
};

/** Adds the elements e0, e1, ... of a range at once. */
const add = (key: string, from: number, to: number) =>
  cmd(
    'EVAL',
    "local t = {} for i = ARGV[1], ARGV[2] - 1 do t[#t + 1] = 'e' .. i end return redis.call('PFADD', KEYS[1], unpack(t))",
    ...[1, key, from, to],
  );

hyperloglog.case('PFADD and PFCOUNT', [
  cmd('PFADD', 'k'), // -> 1
  cmd('GET', 'k').digested(), // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x7f\xff"
  cmd('PFADD', 'k'), // -> 0
  cmd('PFCOUNT', 'k'), // -> 0
  cmd('GET', 'k').digested(), // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x7f\xff"
  cmd('PFADD', 'k', 'a', 'b', 'c', ''), // -> 1
  cmd('GET', 'k').digested(),
  // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80W1\x84I\xc0\x80P\xb1\x84K\xfb\x80BZ"
  cmd('PFCOUNT', 'k'), // -> 4
  cmd('GET', 'k').digested(),
  // -> "HYLL\x01\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00W1\x84I\xc0\x80P\xb1\x84K\xfb\x80BZ"
  cmd('PFADD', 'k', 'a', 'c'), // -> 0
  cmd('GET', 'k').digested(),
  // -> "HYLL\x01\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00W1\x84I\xc0\x80P\xb1\x84K\xfb\x80BZ"
  cmd('PFADD', 'k', 'd'), // -> 1
  cmd('GET', 'k').digested(),
  // -> "HYLL\x01\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x80W1\x84EH\x80Dv\x80P\xb1\x84K\xfb\x80BZ"
  cmd('PFCOUNT', 'k'), // -> 5
  cmd('PFCOUNT', 'missing'), // -> 0
  cmd('PFCOUNT', 'missing', 'k', 'none'), // -> 5
  cmd('TYPE', 'k'), // -> string
  cmd('OBJECT', 'ENCODING', 'k'), // -> "raw"
  cmd('STRLEN', 'k'), // -> 33
  cmd('PFADD', 'other', 'one'), // -> 1
  cmd('GET', 'other').digested(), // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80]4\x80b\xc9"
]);

hyperloglog.case('PFADD of binary elements of every length', [
  Array.from({ length: 40 }, (_, length) => {
    const element = Array.from({ length }, (_, at) => String.fromCharCode((at * 37 + length * 91) & 255));
    return cmd('PFADD', 'k', element.join(''));
  }),
  // -> PFADD k "" -> 1
  // -> PFADD k [ -> 1
  // -> PFADD k "\xb6\xdb" -> 1
  // -> PFADD k "\u00116[" -> 1
  // -> PFADD k "l\x91\xb6\xdb" -> 1
  // -> PFADD k "\xc7\xec\u00116[" -> 1
  // -> PFADD k "\"Gl\x91\xb6\xdb" -> 1
  // -> PFADD k "}\xa2\xc7\xec\u00116[" -> 1
  // -> PFADD k "\xd8\xfd\"Gl\x91\xb6\xdb" -> 1
  // -> PFADD k "3X}\xa2\xc7\xec\u00116[" -> 1
  // -> PFADD k "\x8e\xb3\xd8\xfd\"Gl\x91\xb6\xdb" -> 1
  // -> PFADD k "\xe9\u000e3X}\xa2\xc7\xec\u00116[" -> 1
  // -> PFADD k "Di\x8e\xb3\xd8\xfd\"Gl\x91\xb6\xdb" -> 1
  // -> PFADD k "\x9f\xc4\xe9\u000e3X}\xa2\xc7\xec\u00116[" -> 1
  // -> PFADD k "\xfa\u001fDi\x8e\xb3\xd8\xfd\"Gl\x91\xb6\xdb" -> 1
  // -> PFADD k "Uz\x9f\xc4\xe9\u000e3X}\xa2\xc7\xec\u00116[" -> 1
  // -> PFADD k "\xb0\xd5\xfa\u001fDi\x8e\xb3\xd8\xfd\"Gl\x91\xb6\xd... -> 1
  // -> PFADD k "\u000b0Uz\x9f\xc4\xe9\u000e3X}\xa2\xc7\xec\u00116[" -> 1
  // -> PFADD k "f\x8b\xb0\xd5\xfa\u001fDi\x8e\xb3\xd8\xfd\"Gl\x91\x... -> 1
  // -> PFADD k "\xc1\xe6\u000b0Uz\x9f\xc4\xe9\u000e3X}\xa2\xc7\xec\... -> 1
  // -> PFADD k "\u001cAf\x8b\xb0\xd5\xfa\u001fDi\x8e\xb3\xd8\xfd\"G... -> 1
  // -> PFADD k "w\x9c\xc1\xe6\u000b0Uz\x9f\xc4\xe9\u000e3X}\xa2\xc7... -> 1
  // -> PFADD k "\xd2\xf7\u001cAf\x8b\xb0\xd5\xfa\u001fDi\x8e\xb3\xd... -> 1
  // -> PFADD k "-Rw\x9c\xc1\xe6\u000b0Uz\x9f\xc4\xe9\u000e3X}\xa2\x... -> 1
  // -> PFADD k "\x88\xad\xd2\xf7\u001cAf\x8b\xb0\xd5\xfa\u001fDi\x8... -> 1
  // -> PFADD k "\xe3\b-Rw\x9c\xc1\xe6\u000b0Uz\x9f\xc4\xe9\u000e3X}... -> 1
  // -> PFADD k ">c\x88\xad\xd2\xf7\u001cAf\x8b\xb0\xd5\xfa\u001fDi\... -> 1
  // -> PFADD k "\x99\xbe\xe3\b-Rw\x9c\xc1\xe6\u000b0Uz\x9f\xc4\xe9\... -> 1
  // -> PFADD k "\xf4\u0019>c\x88\xad\xd2\xf7\u001cAf\x8b\xb0\xd5\xf... -> 1
  // -> PFADD k "Ot\x99\xbe\xe3\b-Rw\x9c\xc1\xe6\u000b0Uz\x9f\xc4\xe... -> 1
  // -> PFADD k "\xaa\xcf\xf4\u0019>c\x88\xad\xd2\xf7\u001cAf\x8b\xb... -> 1
  // -> PFADD k "\u0005*Ot\x99\xbe\xe3\b-Rw\x9c\xc1\xe6\u000b0Uz\x9f... -> 1
  // -> PFADD k "`\x85\xaa\xcf\xf4\u0019>c\x88\xad\xd2\xf7\u001cAf\x... -> 1
  // -> PFADD k "\xbb\xe0\u0005*Ot\x99\xbe\xe3\b-Rw\x9c\xc1\xe6\u000... -> 1
  // -> PFADD k "\u0016;`\x85\xaa\xcf\xf4\u0019>c\x88\xad\xd2\xf7\u0... -> 1
  // -> PFADD k "q\x96\xbb\xe0\u0005*Ot\x99\xbe\xe3\b-Rw\x9c\xc1\xe6... -> 1
  // -> PFADD k "\xcc\xf1\u0016;`\x85\xaa\xcf\xf4\u0019>c\x88\xad\xd... -> 1
  // -> PFADD k "'Lq\x96\xbb\xe0\u0005*Ot\x99\xbe\xe3\b-Rw\x9c\xc1\x... -> 1
  // -> PFADD k "\x82\xa7\xcc\xf1\u0016;`\x85\xaa\xcf\xf4\u0019>c\x8... -> 1
  // -> PFADD k "\xdd\u0002'Lq\x96\xbb\xe0\u0005*Ot\x99\xbe\xe3\b-Rw... -> 1
  cmd('GET', 'k').digested(),
  // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80B\xba\x84A\x83\x84@F\x98A\x9a\x80@n\x84C\xec\x80C
  //    \xa4\x80@\xa5\x84A \x80A|\x80A\x00\x84@\x90\x80A3\x80B\xf8\x84A)\x80B\xc2\x80@\xe5\x88@\xcb\x80A\x08\x
  //    80B\xac\x84E\x11\x84@\x9f\x88@\xb0\x840\x80@\x88\x84@\xd0\x80... (366 characters, sha1 e60ec106)
  cmd('PFCOUNT', 'k'), // -> 40
]);

for (const [from, to] of [
  [0, 1],
  [0, 10],
  [10, 300],
  [0, 1300],
  [0, 1500],
  [0, 1600],
  [0, 1700],
  [1600, 7000],
]) {
  hyperloglog.case(`the elements ${from} to ${to}`, [
    add('k', 0, from), // -> 1
    add('k', from, to), // -> 1
    cmd('PFDEBUG', 'ENCODING', 'k'), // -> sparse or dense
    cmd('GET', 'k').digested(),
    // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80E%\x80z\xd8" or
    //    "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80E%\x80G.\x84O\xc9\x80D\x12\x84JQ\x84C\r\x84A\x0
    //    3\x84N\xb9\x84@\x88\x80@j\x84A\xb1" or <721 bytes, sha1 1c20acdada0c9e3f3d600d9fbc09cf1858b2ba21...
    //    (583 characters, sha1 e4d82b7c)
    cmd('PFCOUNT', 'k'), // -> 1 or 10 or 302 or 1309 or 1509 or 1602 or 1700 or 6963
    cmd('GET', 'k').digested(),
    // -> "HYLL\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00E%\x80z\xd8" or
    //    "HYLL\x01\x00\x00\x00\n\x00\x00\x00\x00\x00\x00\x00E%\x80G.\x84O\xc9\x80D\x12\x84JQ\x84C\r\x84A\x03\
    //    x84N\xb9\x84@\x88\x80@j\x84A\xb1" or <721 bytes, sha1 50f73c7240344af6ef883f894e0f63ffaa442157> ...
    //    (581 characters, sha1 dd807910)
  ]);
}

for (const maximum of ['0', '18', '21', '22', '40', '300', '16000', '1000000000']) {
  hyperloglog.case(
    `hll-sparse-max-bytes ${maximum}`,
    [
      [1, 2, 3, 5, 8, 20, 40, 100, 4000].flatMap((to, at, all) => [
        add('k', all[at - 1] ?? 0, to),
        cmd('PFDEBUG', 'ENCODING', 'k'),
        cmd('GET', 'k').digested(),
      ]),
      // -> EVAL "local t = {} for i = ARGV[1], ARGV[2] - 1 do t[#t + 1]... -> 1; PFDEBUG ENCODING k -> dense;
      //    GET k -> <12314 bytes, sha1 647431f8c060f092ce934368e5d14e4147f2804f>; EVAL "local t = {} for i =
      //    ARGV[1], ARGV[2] - 1 do t[#t + 1]... -> 1; PFDEBUG ENCODING k -> de... (8798 characters, sha1
      //    1868a6ca)
      cmd('PFCOUNT', 'k'), // -> 3974
      cmd('PFMERGE', 'm', 'k'), // -> OK
      cmd('GET', 'm').digested(),
      // -> <12314 bytes, sha1 9421b5e55281453f9a7dfda20655859498faa654> or <6051 bytes, sha1
      //    cf0fa39c9accd5a58f1d563e3c101dffbe7da8da>
    ],
    { settings: { 'hll-sparse-max-bytes': maximum } },
  );
}

hyperloglog.case('a value that is dense already stays so', [
  cmd('PFADD', 'k', 'a', 'b'), // -> 1
  cmd('PFDEBUG', 'TODENSE', 'k'), // -> 1
  cmd('PFDEBUG', 'TODENSE', 'k'), // -> 0
  cmd('GET', 'k').digested(), // -> <12314 bytes, sha1 83b527c62b313cd7ca09c3aee1ca14f4037c2829>
  cmd('PFADD', 'k', 'a'), // -> 0
  cmd('PFADD', 'k', 'c', 'd'), // -> 1
  cmd('PFCOUNT', 'k'), // -> 4
  cmd('PFADD', 'k', 'c', 'd'), // -> 0
  cmd('GET', 'k').digested(), // -> <12314 bytes, sha1 bfd8df60a51eb65d650cac8eead659a3910e0d7b>
  cmd('PFMERGE', 'k'), // -> OK
  cmd('GET', 'k').digested(), // -> <12314 bytes, sha1 749c37cb9bd4c4f3894f959998e579d0ee57110b>
]);

for (const [name, registers] of [
  ['one run', xzero(16384)],
  ['zeros by 64', zero(64).repeat(256)],
  ['zeros by one', zero(1).repeat(16384)],
  ['values by four', values(1, 4).repeat(4096)],
  ['values by one', values(2, 1).repeat(16384)],
  ['zeros by one in two bytes', xzero(1).repeat(16384)],
  ['zeros and values', (zero(2) + values(1, 2)).repeat(4096)],
  ['different values', (values(1, 1) + values(2, 1)).repeat(8192)],
  ['all kinds', (xzero(65) + xzero(1) + values(3, 3) + zero(59)).repeat(128)],
]) {
  hyperloglog.case(`${name} split and joined`, [
    cmd('SET', 'k', HEADER + registers), // -> OK
    cmd('CONFIG', 'SET', 'hll-sparse-max-bytes', 100000), // -> OK
    add('k', 0, 50), // -> 1
    cmd('GET', 'k').digested(),
    // -> <165 bytes, sha1 8135fde2eb4663313f7081566dc425bc57a6dc22> or <380 bytes, sha1
    //    f9cef16f26a26822a2f38b4d900c35da8aaa193d> or <16410 bytes, sha1
    //    4ed8246c651ac27d13472c0b872f08f1a5fc3071> or <4163 bytes, sha1
    //    1207f13f8bb1925dbda169d284dbda1d53dfd7c8> or <16374 bytes, ... (564 characters, sha1 9c642ab2)
    add('k', 50, 3000), // -> 1
    cmd('GET', 'k').digested(),
    // -> <4830 bytes, sha1 8be59015d39f8f1511356486a3add4a06841cd8f> or <5012 bytes, sha1
    //    dddadc598c9d8c8e957ade016c3e0b2e87bd3726> or <16258 bytes, sha1
    //    7b7a947270d9ed05202eda15b5bad641c11cf842> or <6022 bytes, sha1
    //    dccb38189b919c19ff386673576a9da6e712dd2a> or <14506 bytes... (567 characters, sha1 de2219c0)
    cmd('PFCOUNT', 'k'), // -> 2979 or 25102 or 48693 or 12938 or 33125 or 3383
    cmd('SET', 'k', HEADER + registers), // -> OK
    cmd('SET', 'source', HEADER + (values(1, 2) + zero(1) + values(2, 3) + zero(2)).repeat(2048)), // -> OK
    cmd('PFMERGE', 'k', 'source'), // -> OK
    cmd('GET', 'k').digested(),
    // -> <8217 bytes, sha1 e7c7e3ad9b614dc6fdb1c51f2d6388aa52b950b5> or <10266 bytes, sha1
    //    5b03534d93c5f3d74c213ea348b8d1863b79b482> or <6169 bytes, sha1
    //    4017c3f1d57d7530f4e789a943f9217b98ee6e70> or <16410 bytes, sha1
    //    2602f0fb5c8e66ed592f2224fbb7429c7ae3543e> or <16410 byte... (504 characters, sha1 3c6038b7)
    cmd('CONFIG', 'SET', 'hll-sparse-max-bytes', 3000), // -> OK
    cmd('SET', 'k', HEADER + registers), // -> OK
    add('k', 0, 50), // -> 1
    cmd('GET', 'k').digested(),
    // -> <165 bytes, sha1 8135fde2eb4663313f7081566dc425bc57a6dc22> or <380 bytes, sha1
    //    f9cef16f26a26822a2f38b4d900c35da8aaa193d> or <16410 bytes, sha1
    //    4ed8246c651ac27d13472c0b872f08f1a5fc3071> or <12314 bytes, sha1
    //    d7e37b2d3c2231faf4f0510344f2692b79b8b53e> or <16374 bytes,... (566 characters, sha1 c89a6028)
  ]);
}

hyperloglog.case('PFMERGE', [
  cmd('PFADD', 'a', 'one', 'two', 'three'), // -> 1
  cmd('PFADD', 'b', 'three', 'four'), // -> 1
  cmd('PFCOUNT', 'a', 'b'), // -> 4
  cmd('GET', 'a').digested(),
  // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80F\xf7\x80Q\xd3\x80Df\x80b\xc9"
  cmd('PFMERGE', 'c', 'a', 'b', 'missing'), // -> OK
  cmd('GET', 'c').digested(),
  // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80F\xf7\x80Q\xd3\x80Df\x80P\xde\x80Q\xe9"
  cmd('PFCOUNT', 'c'), // -> 4
  cmd('PFMERGE', 'c'), // -> OK
  cmd('GET', 'c').digested(),
  // -> "HYLL\x01\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x80F\xf7\x80Q\xd3\x80Df\x80P\xde\x80Q\xe9"
  cmd('PFMERGE', 'a', 'b'), // -> OK
  cmd('GET', 'a').digested(),
  // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80F\xf7\x80Q\xd3\x80Df\x80P\xde\x80Q\xe9"
  cmd('PFMERGE', 'empty'), // -> OK
  cmd('GET', 'empty').digested(), // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x7f\xff"
  cmd('PFMERGE', 'empty', 'empty', 'empty'), // -> OK
  add('large', 0, 3000), // -> 1
  cmd('PFCOUNT', 'large'), // -> 2979
  cmd('PFMERGE', 'd', 'a', 'large'), // -> OK
  cmd('GET', 'd').digested(), // -> <12314 bytes, sha1 a66e502fdca6a7eee8498cf4e04036a6b3acd3df>
  cmd('PFCOUNT', 'd'), // -> 2984
  cmd('PFMERGE', 'a', 'large', 'b'), // -> OK
  cmd('GET', 'a').digested(), // -> <12314 bytes, sha1 a66e502fdca6a7eee8498cf4e04036a6b3acd3df>
  cmd('PFMERGE', 'large', 'b'), // -> OK
  cmd('GET', 'large').digested(), // -> <12314 bytes, sha1 9a85d527f20d46a01cbdbbe576d2d311e9154095>
  cmd('PFCOUNT', 'large', 'a', 'b', 'd'), // -> 2984
  add('half', 0, 900), // -> 1
  add('other', 900, 1800), // -> 1
  cmd('PFMERGE', 'both', 'half', 'other'), // -> OK
  cmd('GET', 'both').digested(), // -> <12314 bytes, sha1 24367956a452d6183020e595bdf651e68424c397>
  cmd('PFMERGE', 'half', 'b'), // -> OK
  cmd('GET', 'half').digested(), // -> <1742 bytes, sha1 50bc03668a8815376e57a8f74005dd8f0e6ab1d6>
]);

for (const value of [0, 1, 2, 31, 32, 49, 50, 51, 52, 63]) {
  hyperloglog.case(`the estimate for registers of ${value}`, [
    cmd('SET', 'k', dense(value)), // -> OK
    cmd('PFCOUNT', 'k', 'k'),
    // -> 0 or 23637 or 47274 or 25380159564675 or 50760319129350 or 6653256548922161152 or
    //    -9223372036854775808
    cmd('PFCOUNT', 'k'),
    // -> 0 or 23637 or 47274 or 25380159564675 or 50760319129350 or 6653256548922161152 or
    //    -9223372036854775808
    cmd('PFCOUNT', 'k'),
    // -> 0 or 23637 or 47274 or 25380159564675 or 50760319129350 or 6653256548922161152 or
    //    -9223372036854775808
    cmd('GETRANGE', 'k', 8, 15),
    // -> "\x00\x00\x00\x00\x00\x00\x00\x00" or "U\\\x00\x00\x00\x00\x00\x00" or
    //    "\xaa\xb8\x00\x00\x00\x00\x00\x00" or "\x83+eG\x15\x17\x00\x00" or "\x06W\xca\x8e*.\x00\x00" or
    //    "\x00\xf8\x0b\xae\x94\x1dU\\" or "\x00\x00\x00\x00\x00\x00\x00\x80"
  ]);
}

for (const value of [1, 2, 31, 32]) {
  hyperloglog.case(`the estimate for sparse registers of ${value}`, [
    cmd('SET', 'k', HEADER + values(value, 4).repeat(4096)), // -> OK
    cmd('PFCOUNT', 'k'), // -> 23637 or 47274 or 25380159564675 or 50760319129350
    cmd('GETRANGE', 'k', 8, 15),
    // -> "U\\\x00\x00\x00\x00\x00\x00" or "\xaa\xb8\x00\x00\x00\x00\x00\x00" or "\x83+eG\x15\x17\x00\x00" or
    //    "\x06W\xca\x8e*.\x00\x00"
  ]);
}

for (const some of [1, 51, 4096, 12288]) {
  hyperloglog.case(`the estimate where ${some} bytes are different`, [
    cmd('SET', 'k', dense(51)), // -> OK
    cmd('SETRANGE', 'k', 16, '\0'.repeat(some)), // -> 12304
    cmd('PFCOUNT', 'k'), // -> 193623433 or 2835807 or 25162 or 0
    cmd('GETRANGE', 'k', 8, 15),
    // -> "\x89u\x8a\x0b\x00\x00\x00\x00" or "_E+\x00\x00\x00\x00\x00" or "Jb\x00\x00\x00\x00\x00\x00" or
    //    "\x00\x00\x00\x00\x00\x00\x00\x00"
    cmd('SET', 'k', dense(52)), // -> OK
    cmd('SETRANGE', 'k', 16, '\xa5'.repeat(some)), // -> 12304
    cmd('PFCOUNT', 'k'), // -> -9223372036854775808 or 44962785966167 or 559976077173 or 186613125348
    cmd('GETRANGE', 'k', 8, 15),
    // -> "\x00\x00\x00\x00\x00\x00\x00\x80" or "W\xb8\xe2\xb6\xe4(\x00\x00" or "u\xd7,a\x82\x00\x00\x00" or
    //    "\xe4P\x02s+\x00\x00\x00"
  ]);
}

hyperloglog.case('the estimate that a value remembers is believed', [
  [
    '\x05\0\0\0\0\0\0\0',
    '\0\0\0\0\0\0\x20\0',
    '\x01\0\0\0\0\0\x20\0',
    '\xff\xff\xff\xff\xff\xff\xff\x7f',
  ].flatMap((estimate) => [
    cmd('SET', 'k', `HYLL\x01\0\0\0${estimate}${xzero(16384)}`),
    cmd('PFCOUNT', 'k'),
    cmd('PFCOUNT', 'k', 'k'),
    cmd('PFMERGE', 'm', 'k'),
    cmd('PFCOUNT', 'm'),
    cmd('PFADD', 'k', 'a'),
    cmd('GET', 'k').digested(),
    cmd('PFCOUNT', 'k'),
  ]),
  // -> SET k "HYLL\u0001\u0000\u0000\u0000\u0005\u0000\u0000\u0000\... -> OK
  // -> PFCOUNT k -> 5
  // -> PFCOUNT k k -> 0
  // -> PFMERGE m k -> OK
  // -> PFCOUNT m -> 0
  // -> PFADD k a -> 1
  // -> GET k -> "HYLL\x01\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00\x80q\xa6\x84NW"
  // -> PFCOUNT k -> 1
  // -> SET k "HYLL\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\... -> OK
  // -> PFCOUNT k -> 9007199254740992
  // -> PFCOUNT k k -> 0
  // -> PFMERGE m k -> OK
  // -> PFCOUNT m -> 0
  // -> PFADD k a -> 1
  // -> GET k -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00 \x80q\xa6\x84NW"
  // -> PFCOUNT k -> 1
  // -> SET k "HYLL\u0001\u0000\u0000\u0000\u0001\u0000\u0000\u0000\... -> OK
  // -> PFCOUNT k -> 9007199254740993
  // -> PFCOUNT k k -> 0
  // -> PFMERGE m k -> OK
  // -> PFCOUNT m -> 0
  // -> PFADD k a -> 1
  // -> GET k -> "HYLL\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00 \x80q\xa6\x84NW"
  // -> PFCOUNT k -> 1
  // -> SET k "HYLL\u0001\u0000\u0000\u0000\xff\xff\xff\xff\xff\xff\... -> OK
  // -> PFCOUNT k -> 9223372036854775807
  // -> PFCOUNT k k -> 0
  // -> PFMERGE m k -> OK
  // -> PFCOUNT m -> 0
  // -> PFADD k a -> 1
  // -> GET k -> "HYLL\x01\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xffq\xa6\x84NW"
  // -> PFCOUNT k -> 1
  // Nor are its registers looked at.
  cmd('SET', 'k', 'HYLL\x01\0\0\0\x07\0\0\0\0\0\0\0junk'), // -> OK
  cmd('PFCOUNT', 'k'), // -> 7
  cmd('SET', 'k', 'HYLL\x01abc\x07\0\0\0\0\0\0\x80\x7f\xff'), // -> OK
  cmd('PFCOUNT', 'k'), // -> 0
  cmd('GET', 'k').digested(), // -> "HYLL\x01abc\x00\x00\x00\x00\x00\x00\x00\x00\x7f\xff"
  cmd('PFDEBUG', 'TODENSE', 'k'), // -> 1
  cmd('GET', 'k').digested(), // -> <12314 bytes, sha1 9d13afe74969b23d856fefdc386c088fd658321e>
]);

const everyCommand = (key: string) => [
  cmd('PFADD', key),
  cmd('PFADD', key, 'a', 'b'),
  cmd('PFCOUNT', key),
  cmd('PFCOUNT', key, 'good'),
  cmd('PFCOUNT', 'good', key),
  cmd('PFMERGE', 'm', 'good', key),
  cmd('PFMERGE', key, 'good'),
  ...['ENCODING', 'DECODE', 'GETREG', 'TODENSE', 'x'].map((name) => cmd('PFDEBUG', name, key).digested()),
];

for (const [name, text] of [
  ['an empty string', ''],
  ['the beginning alone', 'HYLL'],
  ['half a header', HEADER.slice(0, 15)],
  ['a number', '12345'],
  ['another first letter', `hYLL${HEADER.slice(4)}${xzero(16384)}`],
  ['another last letter', `HYLl${HEADER.slice(4)}${xzero(16384)}`],
  ['the encoding 2', `HYLL\x02${HEADER.slice(5)}${xzero(16384)}`],
  ['the encoding 255', `HYLL\xff${HEADER.slice(5)}${xzero(16384)}`],
  ['the wrong encoding', `HYLL\0${HEADER.slice(5)}${xzero(16384)}`],
  ['a dense value without its first byte', dense(1).slice(1)],
  ['a dense value without its last byte', dense(1).slice(0, -1)],
  ['a dense value and a byte', `${dense(1)}\0`],
]) {
  hyperloglog.case(`refused: ${name}`, [
    cmd('PFADD', 'good', 'a'), // -> 1
    cmd('SET', 'k', text), // -> OK
    everyCommand('k'),
    // -> PFADD k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFADD k a b -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFCOUNT k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFCOUNT k good -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFCOUNT good k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFMERGE m good k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFMERGE k good -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFDEBUG ENCODING k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFDEBUG DECODE k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFDEBUG GETREG k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFDEBUG TODENSE k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    // -> PFDEBUG x k -> -WRONGTYPE Key is not a valid HyperLogLog string value.
    cmd('GET', 'k').digested(),
    // -> "" or "HYLL" or "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" or "12345" or
    //    "hYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x7f\xff" or
    //    "HYLl\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x7f\xff" or
    //    "HYLL\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x8... (599 characters, sha1 b7c12f10)
    cmd('EXISTS', 'm'), // -> 0
  ]);
}

hyperloglog.case('refused: a list', [
  cmd('RPUSH', 'k', 'a'), // -> 1
  everyCommand('k'),
  // -> PFADD k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFADD k a b -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFCOUNT k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFCOUNT k good -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFCOUNT good k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFMERGE m good k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFMERGE k good -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFDEBUG ENCODING k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFDEBUG DECODE k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFDEBUG GETREG k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFDEBUG TODENSE k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  // -> PFDEBUG x k -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('EXISTS', 'm'), // -> 0
]);

for (const [name, registers] of [
  ['none', ''],
  ['one too few', xzero(16383)],
  ['one', xzero(1)],
  ['some', values(1, 4)],
  ['zeros behind', xzero(16384) + zero(1)],
  ['more zeros behind', xzero(16384) + xzero(1)],
  ['values behind', xzero(16384) + values(1, 1)],
  ['values and zeros behind', xzero(16384) + values(1, 1) + zero(1)],
  ['values behind values', values(1, 1).repeat(16384) + values(1, 1).repeat(9)],
  ['values across the end', xzero(16383) + values(3, 2)],
  ['values to be joined across the end', xzero(16382) + values(3, 1) + values(3, 2)],
  ['many zeros behind', xzero(16384).repeat(3000)],
  ['many short runs', zero(1).repeat(50000)],
  ['many values', values(32, 4).repeat(12000)],
  ['half a run', '\x7f'],
  ['half a short run', '\x40'],
  ['half a run at the end', `${xzero(16383)}\x40`],
  ['half a longer run at the end', `${xzero(16127)}\x41`],
  ['text', 'arbitrary text'],
  ['bytes', '\xff\xff\xff\xff'],
]) {
  hyperloglog.case(`corrupted registers: ${name}`, [
    cmd('PFADD', 'good', 'x', 'y', 'z'), // -> 1
    cmd('SET', 'k', HEADER + registers), // -> OK
    cmd('PFCOUNT', 'k'), // -> -INVALIDOBJ Corrupted HLL object detected or 0
    cmd('PFDEBUG', 'DECODE', 'k').digested(),
    // -> "" or "Z:16383" or "Z:1" or "v:1,4" or "Z:16384 z:1" or "Z:16384 Z:1" or "Z:16384 v:1,1" or "Z:16384
    //    v:1,1 z:1" or <98367 bytes, sha1 c95fa7345fc61c2604b94c3ef75642b464e576ad> or "Z:16383 v:3,2" or
    //    "Z:16382 v:3,1 v:3,2" or <24009 bytes, sha1 a019a36c08debe229bff7dd... (552 characters, sha1
    //    2f9f3ea6)
    cmd('PFADD', 'k', 'a', 'b', 'c', 'd', 'e', 'f'), // -> -INVALIDOBJ Corrupted HLL object detected or 1 or 0
    cmd('GET', 'k').digested(),
    // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80" or
    //    "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80Fm\x80V\x0c\x80Dv\x80P\xb1\x84I\x8c\x80Bm\x80BY
    //    " or "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80@\x00" or
    //    "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\... (1761 characters, sha1 3027619f)
    everyCommand('k'),
    // -> PFADD k -> 0; PFADD k a b -> -INVALIDOBJ Corrupted HLL object detected; PFCOUNT k -> -INVALIDOBJ
    //    Corrupted HLL object detected; PFCOUNT k good -> -INVALIDOBJ Corrupted HLL object detected; PFCOUNT
    //    good k -> -INVALIDOBJ Corrupted HLL object detected; PFMERGE m goo... (11302 characters, sha1
    //    c08ea586)
    cmd('GET', 'k').digested(),
    // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80" or
    //    "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80Fm\x80V\x0c\x80Dv\x80P\xb1\x84I\x8c\x80Bm\x80BY
    //    " or "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80@\x00" or
    //    "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\... (1584 characters, sha1 7f6d8c90)
  ]);
}

hyperloglog.case('PFDEBUG', [
  cmd('PFADD', 'k', 'a', 'b', 'c'), // -> 1
  cmd('PFDEBUG', 'encoding', 'k'), // -> sparse
  cmd('PFDEBUG', 'DeCode', 'k'), // -> "Z:8436 v:1,1 Z:4274 v:2,1 Z:3068 v:1,1 Z:603"
  cmd('PFDEBUG', 'GETREG', 'k').digested(), // -> <65544 bytes, sha1 119532f3736b923d1c0e871be57917cd0ef91fd5>
  cmd('PFDEBUG', 'ENCODING', 'k'), // -> dense
  cmd('PFDEBUG', 'DECODE', 'k').digested(), // -> -ERR HLL encoding is not sparse
  cmd('PFDEBUG', 'GETREG', 'k').digested(), // -> <65544 bytes, sha1 119532f3736b923d1c0e871be57917cd0ef91fd5>
  cmd('PFCOUNT', 'k'), // -> 3
  cmd('SET', 'k', HEADER + (values(7, 4) + values(8, 1) + zero(59)).repeat(256)), // -> OK
  cmd('PFDEBUG', 'DECODE', 'k').digested(), // -> <4360 bytes, sha1 8d58b66191423f655837ce1da004662046d6165e>
  cmd('PFDEBUG', 'GETREG', 'k').digested(), // -> <65544 bytes, sha1 8658031e3cb98f8102df14e5f4d39b37ac22ab81>
  cmd('PFDEBUG', 'ENCODING', 'missing'), // -> -ERR The specified key does not exist
  cmd('PFDEBUG', 'x', 'missing'), // -> -ERR The specified key does not exist
  ['x', '', 'help', 'a\r\nb', 'a\0b', 'encoding\0', 'GETREG '].map((name) => cmd('PFDEBUG', name, 'k')),
  // -> PFDEBUG x k -> -ERR Unknown PFDEBUG subcommand 'x'
  // -> PFDEBUG "" k -> -ERR Unknown PFDEBUG subcommand ''
  // -> PFDEBUG help k -> -ERR Unknown PFDEBUG subcommand 'help'
  // -> PFDEBUG "a\r\nb" k -> -ERR Unknown PFDEBUG subcommand 'a  b'
  // -> PFDEBUG "a\u0000b" k -> -ERR Unknown PFDEBUG subcommand 'a'
  // -> PFDEBUG "encoding\u0000" k -> dense
  // -> PFDEBUG "GETREG " k -> -ERR Unknown PFDEBUG subcommand 'GETREG '
  cmd('PFDEBUG', 'GETREG'), // -> -ERR wrong number of arguments for 'pfdebug' command
  cmd('PFDEBUG', 'GETREG', 'k', 'k'), // -> -ERR wrong number of arguments for 'pfdebug' command
  cmd('PFDEBUG'), // -> -ERR wrong number of arguments for 'pfdebug' command
  cmd('PFADD'), // -> -ERR wrong number of arguments for 'pfadd' command
  cmd('PFCOUNT'), // -> -ERR wrong number of arguments for 'pfcount' command
  cmd('PFMERGE'), // -> -ERR wrong number of arguments for 'pfmerge' command
]);

hyperloglog.case(
  'PFSELFTEST',
  [
    cmd('PFSELFTEST'), // -> OK
    cmd('PFSELFTEST', 'x'), // -> -ERR wrong number of arguments for 'pfselftest' command
  ],
  { protocols: [2] },
);

hyperloglog.case('the events of changes', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEAnm'), // -> OK
  cmd('PSUBSCRIBE', '__keyevent@0__:*').on('b'), // -> >["psubscribe", "__keyevent@0__:*", 1]
  cmd('PFADD', 'k'), // -> 1
  receive('b').frames(2),
  // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:new", "k"]; >["pmessage", "__keyevent@0__:*",
  //    "__keyevent@0__:pfadd", "k"]
  cmd('PFADD', 'k', 'a', 'b'), // -> 1
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:pfadd", "k"]
  cmd('PFADD', 'k', 'a'), // -> 0
  cmd('PFCOUNT', 'k'), // -> 2
  cmd('PFCOUNT', 'missing'), // -> 0
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:keymiss", "missing"]
  cmd('PFMERGE', 'new', 'missing', 'k'), // -> OK
  receive('b').frames(4),
  // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:keymiss", "new"]; >["pmessage", "__keyevent@0__:*",
  //    "__keyevent@0__:keymiss", "missing"]; >["pmessage", "__keyevent@0__:*", "__keyevent@0__:new", "new"];
  //    >["pmessage", "__keyevent@0__:*", "__keyevent@0__:pfadd", "new"]
  cmd('PFMERGE', 'k'), // -> OK
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:pfadd", "k"]
  cmd('PFDEBUG', 'TODENSE', 'k'), // -> 1
  cmd('PFDEBUG', 'TODENSE', 'missing'), // -> -ERR The specified key does not exist
  cmd('PFADD', 'k', 'b'), // -> 0
  cmd('PFADD', 'k', 'c', 'd'), // -> 1
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:pfadd", "k"]
  // What was added before the corrupted place stays, and no event tells of it.
  cmd('SET', 'k', HEADER + xzero(8192)), // -> OK
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:set", "k"]
  add('k', 0, 10),
  // -> -INVALIDOBJ Corrupted HLL object detected script: f322f43505c95f2b01f3c2b227772cec11b2bac1, on
  //    @user_script:1.
  cmd('GET', 'k').digested(), // -> "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80E%\x80Z\xd8"
  cmd('PFADD', 'k', 'e0'), // -> 0
  cmd('DEL', 'k'), // -> 1
  receive('b'), // -> >["pmessage", "__keyevent@0__:*", "__keyevent@0__:del", "k"]
]);

hyperloglog.case('what WATCH counts as a change', [
  [
    ['PFADD', 'k', 'a'],
    ['PFADD', 'k', 'b'],
    ['PFCOUNT', 'k'],
    ['PFCOUNT', 'k'],
    ['PFCOUNT', 'k', 'k'],
    ['PFDEBUG', 'GETREG', 'k'],
    ['PFDEBUG', 'TODENSE', 'k'],
    ['PFMERGE', 'k'],
  ].flatMap((words, at) => [
    cmd('DEL', 'k'),
    cmd('PFADD', 'k', 'a'),
    ...(at === 3 ? [cmd('PFCOUNT', 'k')] : []),
    cmd('WATCH', 'k'),
    cmd(words[0], ...words.slice(1)).on('b'),
    cmd('MULTI'),
    cmd('STRLEN', 'k'),
    cmd('EXEC'),
  ]),
  // -> DEL k -> 0
  // -> PFADD k a -> 1
  // -> WATCH k -> OK
  // -> b> PFADD k a -> 0
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> [21]
  // -> DEL k -> 1
  // -> PFADD k a -> 1
  // -> WATCH k -> OK
  // -> b> PFADD k b -> 1
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> nil array
  // -> DEL k -> 1
  // -> PFADD k a -> 1
  // -> WATCH k -> OK
  // -> b> PFCOUNT k -> 1
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> nil array
  // -> DEL k -> 1
  // -> PFADD k a -> 1
  // -> PFCOUNT k -> 1
  // -> WATCH k -> OK
  // -> b> PFCOUNT k -> 1
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> [21]
  // -> DEL k -> 1
  // -> PFADD k a -> 1
  // -> WATCH k -> OK
  // -> b> PFCOUNT k k -> 1
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> [21]
  // -> DEL k -> 1
  // -> PFADD k a -> 1
  // -> WATCH k -> OK
  // -> b> PFDEBUG GETREG k -> "*16384\r\n:0\r\n:0\r\n:0\r\n:0\r\n:0\r\n:0\r\n:0\r\n:0\r\n"... (65544 bytes,
  //    sha1 b51d68c2)
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> [12304]
  // -> DEL k -> 1
  // -> PFADD k a -> 1
  // -> WATCH k -> OK
  // -> b> PFDEBUG TODENSE k -> 1
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> [12304]
  // -> DEL k -> 1
  // -> PFADD k a -> 1
  // -> WATCH k -> OK
  // -> b> PFMERGE k -> OK
  // -> MULTI -> OK
  // -> STRLEN k -> QUEUED
  // -> EXEC -> nil array
  cmd('SET', 'k', HEADER + xzero(8192)), // -> OK
  cmd('WATCH', 'k'), // -> OK
  add('k', 0, 10),
  // -> -INVALIDOBJ Corrupted HLL object detected script: f322f43505c95f2b01f3c2b227772cec11b2bac1, on
  //    @user_script:1.
  cmd('MULTI'), // -> OK
  cmd('STRLEN', 'k'), // -> QUEUED
  cmd('EXEC'), // -> [21]
]);

hyperloglog.case('the value is a string like others', [
  cmd('PFADD', 'k', 'a', 'b'), // -> 1
  cmd('EXPIRE', 'k', 100), // -> 1
  cmd('PFADD', 'k', 'c'), // -> 1
  cmd('PFMERGE', 'k'), // -> OK
  cmd('TTL', 'k').within(90, 100), // -> <90..100>
  cmd('COPY', 'k', 'copy'), // -> 1
  cmd('PFADD', 'copy', 'd'), // -> 1
  cmd('PFCOUNT', 'k'), // -> 3
  cmd('PFCOUNT', 'copy'), // -> 4
  cmd('RENAME', 'copy', 'named'), // -> OK
  cmd('PFCOUNT', 'named'), // -> 4
  cmd('APPEND', 'named', zero(1)), // -> 31
  cmd('PFCOUNT', 'named'), // -> 4
  cmd('PFADD', 'named', 'e'), // -> 1
  cmd('PFCOUNT', 'named'), // -> -INVALIDOBJ Corrupted HLL object detected
  cmd('SET', 'short', HEADER + xzero(16384)), // -> OK
  cmd('OBJECT', 'ENCODING', 'short'), // -> "embstr"
  cmd('PFMERGE', 'm', 'short'), // -> OK
  cmd('PFCOUNT', 'short', 'short'), // -> 0
  cmd('OBJECT', 'ENCODING', 'short'), // -> "embstr"
  cmd('PFCOUNT', 'short'), // -> 0
  cmd('OBJECT', 'ENCODING', 'short'), // -> "raw"
  cmd('SETBIT', 'k', 300000, 1), // -> 0
  cmd('PFADD', 'k', 'z'), // -> -INVALIDOBJ Corrupted HLL object detected
  cmd('PFCOUNT', 'k'), // -> 3
]);

hyperloglog.case('in scripts and transactions', [
  cmd('EVAL', "return {redis.call('PFADD', KEYS[1], 'a', 'b'), redis.call('PFCOUNT', KEYS[1])}", 1, 'k'),
  // -> [1, 2]
  cmd('EVAL_RO', "return redis.call('PFCOUNT', KEYS[1])", 1, 'k'),
  // -> -ERR Write commands are not allowed from read-only scripts. script:
  //    3115b1080e876fdf7ce0c47ff7947c8d2fb404ef, on @user_script:1.
  cmd('EVAL_RO', "return redis.call('PFADD', KEYS[1], 'c')", 1, 'k'),
  // -> -ERR Write commands are not allowed from read-only scripts. script:
  //    1f6b38daf5e289835dea6986f9e80dbb2257adf9, on @user_script:1.
  cmd('MULTI'), // -> OK
  cmd('PFADD', 'k', 'c'), // -> QUEUED
  cmd('PFCOUNT', 'k'), // -> QUEUED
  cmd('EXEC'), // -> [1, 3]
]);

const element = fc.nat({ max: 200 }).map((number) => `e${number}`);
const several = fc.array(element, { maxLength: 40 });

hyperloglog.generated(
  'any sequence',
  fc.oneof(
    command('PFADD', keys, several),
    command('PFADD', keys, several),
    command('PFCOUNT', keys),
    command('PFCOUNT', keys, keys),
    command('PFMERGE', keys, keys, keys),
    command('PFMERGE', keys),
    command('GET', keys),
    command('GET', keys),
    command('PFDEBUG', fc.constantFrom('ENCODING', 'TODENSE', 'DECODE'), keys),
    command(
      'SETRANGE',
      keys,
      fc.constantFrom('4', '15', '16', '20', '40'),
      fc.constantFrom('\0', '\x01', '\x85', '\x41'),
    ),
    command('DEL', keys),
    command('COPY', keys, keys),
  ),
  { settings: { 'hll-sparse-max-bytes': '120' } },
);
