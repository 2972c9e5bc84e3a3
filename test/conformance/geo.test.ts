import fc from 'fast-check';
import { command, keys } from './harness/arbitraries.ts';
import { conformance } from './harness/conformance.ts';
import { cmd, receive } from './harness/steps.ts';

const geo = conformance('geo');

const sicily = cmd('GEOADD', 'Sicily', 13.361389, 38.115556, 'Palermo', 15.087269, 37.502669, 'Catania');
/** Members that are as far away as others, and some that are not. */
const grid = [
  ...Array.from({ length: 8 }, (_, row) =>
    cmd(
      'GEOADD',
      'grid',
      ...Array.from({ length: 8 }, (_, column) => [column, row, `${column}:${row}`]).flat(),
    ),
  ),
];

geo.case('GEOADD', [
  sicily, // -> 2
  cmd('ZRANGE', 'Sicily', 0, -1, 'WITHSCORES'),
  // -> ["Palermo", "3479099956230698", "Catania", "3479447370796909"] | RESP3 [["Palermo",
  //    3479099956230698.0], ["Catania", 3479447370796909.0]]
  cmd('GEOADD', 'Sicily', 13.5, 38, 'Palermo', 12.75, 37.25, 'edge'), // -> 1
  cmd('GEOADD', 'Sicily', 'NX', 1, 2, 'Palermo', 3, 4, 'new'), // -> 1
  cmd('GEOADD', 'Sicily', 'XX', 1, 2, 'Palermo', 3, 4, 'newer'), // -> 0
  cmd('GEOADD', 'Sicily', 'ch', 'xx', 5, 6, 'Palermo', 3, 4, 'new'), // -> 1
  cmd('GEOADD', 'Sicily', 'CH', 'CH', 5, 6, 'Palermo', 1, 1, 'newest'), // -> 1
  cmd('GEOADD', 'none', 'XX', 1, 2, 'm'), // -> 0
  cmd('EXISTS', 'none'), // -> 0
  cmd('ZRANGE', 'Sicily', 0, -1, 'WITHSCORES'),
  // -> ["newest", "3377822707026402", "new", "3379626039612548", "Palermo", "3382888239524122", "edge",
  //    "3478992857428320", "Catania", "3479447370796909"] | RESP3 [["newest", 3377822707026402.0], ["new",
  //    3379626039612548.0], ["Palermo", 3382888239524122.0], ["edge", 34789... (313 characters, sha1
  //    6e0a80f2)
  cmd('OBJECT', 'ENCODING', 'Sicily'), // -> "listpack"
  cmd('TYPE', 'Sicily'), // -> zset
  cmd('GEOADD', 'twice', 1, 2, 'm', 3, 4, 'm'), // -> 1
  cmd('ZRANGE', 'twice', 0, -1, 'WITHSCORES'),
  // -> ["m", "3379626039612548"] | RESP3 [["m", 3379626039612548.0]]
  cmd('GEOADD', 'options', 1, 2, 'NX'), // -> 1
  cmd('GEOADD', 'bytes', '0x10', '1e1', '\0\xff', '+5', '-0', ''), // -> 2
  cmd('GEOPOS', 'bytes', '\0\xff', ''),
  // -> [[16.00000172853469849, 10.00000092823272979], [4.99999970197677612, 0.00000126736058093]]
]);

geo.case('GEOADD at the edges of the map', [
  cmd('GEOADD', 'edges', 180, 85.05112878, 'ne', -180, -85.05112878, 'sw', 180, -85.05112878, 'se'), // -> 3
  cmd('GEOADD', 'edges', -180, 85.05112878, 'nw', 180, 0, 'e', 180, 10.0000001, 'odd', 0, 0, 'middle'),
  // -> 4
  cmd('ZRANGE', 'edges', 0, -1, 'WITHSCORES'),
  // -> ["sw", "0", "middle", "3377699720527872", "nw", "4503599627370496", "se", "9007199254740992", "e",
  //    "10133099161583616", "odd", "10138940401276180", "ne", "13510798882111488"] | RESP3 [["sw", 0.0],
  //    ["middle", 3377699720527872.0], ["nw", 4503599627370496.0], ["se", 9... (371 characters, sha1
  //    8ba3435c)
  cmd('GEOPOS', 'edges', 'ne', 'sw', 'se', 'nw', 'e', 'odd', 'middle'),
  // -> [[180.0, 85.0511287799999991], [-179.99999731779098511, -85.05112751263942528], [180.0,
  //    -85.05112751263942528], [-179.99999731779098511, 85.0511287799999991], [180.0, 0.00000126736058093],
  //    [180.0, 9.99999839351156794], [0.00000268220901489, 0.00000126736058093]]
  cmd('GEOHASH', 'edges', 'ne', 'sw', 'se', 'nw', 'e', 'odd', 'middle'),
  // -> ["bp05b5048p0", "00bh0hbj200", "00bh0hbj200", "bp05b5048p0", "80000000000", "81b0bh2n0n0",
  //    "s0000000000"]
  cmd('GEOSEARCH', 'edges', 'FROMMEMBER', 'ne', 'BYRADIUS', 1, 'km', 'WITHDIST'), // -> [["ne", "0.0000"]]
  cmd('GEOSEARCH', 'edges', 'FROMMEMBER', 'sw', 'BYRADIUS', 1, 'km', 'WITHDIST'), // -> [["sw", "0.0000"]]
  cmd('GEOSEARCH', 'edges', 'FROMLONLAT', 180, 85.05112878, 'BYRADIUS', 2000, 'km', 'WITHDIST'),
  // -> [["ne", "0.0000"]]
  cmd('GEOSEARCH', 'edges', 'FROMLONLAT', 180, 0, 'BYBOX', 10, 10, 'km', 'WITHHASH'),
  // -> [["e", 10133099161583616]]
]);

geo.case('GEOADD refuses', [
  cmd('GEOADD', 'k', 1, 2), // -> -ERR wrong number of arguments for 'geoadd' command
  cmd('GEOADD', 'k', 1, 2, 'm', 3), // -> -ERR syntax error
  cmd('GEOADD', 'k', 'NX', 'XX', 1, 2, 'm'), // -> -ERR syntax error
  cmd('GEOADD', 'k', 'NX', 'XX', 'CH'), // -> -ERR syntax error
  cmd('GEOADD', 'k', 'CH', 'CH', 'CH'), // -> -ERR syntax error
  cmd('GEOADD', 'k', 'GT', 1, 2, 'm'), // -> -ERR syntax error
  cmd('GEOADD', 'k', 'x', 2, 'm'), // -> -ERR value is not a valid float
  cmd('GEOADD', 'k', 1, '', 'm'), // -> -ERR value is not a valid float
  cmd('GEOADD', 'k', 1, 'nan', 'm'), // -> -ERR value is not a valid float
  cmd('GEOADD', 'k', 180.0000001, 2, 'm'), // -> -ERR invalid longitude,latitude pair 180.000000,2.000000
  cmd('GEOADD', 'k', 1, 2, 'm', 1, -85.1, 'n'), // -> -ERR invalid longitude,latitude pair 1.000000,-85.100000
  cmd('GEOADD', 'k', 'inf', '-inf', 'm'), // -> -ERR invalid longitude,latitude pair inf,-inf
  cmd('GEOADD', 'k', '1e22', 0, 'm'),
  // -> -ERR invalid longitude,latitude pair 10000000000000000000000.000000,0.000000
  cmd('GEOADD', 'k', 1, 2, 'm', 3, 'y', 'n'), // -> -ERR value is not a valid float
  cmd('EXISTS', 'k'), // -> 0
  cmd('SET', 's', 1), // -> OK
  cmd('GEOADD', 's', 1, 2, 'm'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GEOADD', 's', 181, 2, 'm'), // -> -ERR invalid longitude,latitude pair 181.000000,2.000000
]);

geo.case('GEODIST', [
  sicily, // -> 2
  cmd('GEODIST', 'Sicily', 'Palermo', 'Catania'), // -> "166274.1516"
  ['m', 'km', 'ft', 'mi', 'KM', 'Mi'].map((unit) => cmd('GEODIST', 'Sicily', 'Palermo', 'Catania', unit)),
  // -> "166274.1516"; "166.2742"; "545518.8700"; "103.3182"; "166.2742"; "103.3182"
  cmd('GEODIST', 'Sicily', 'Palermo', 'Palermo'), // -> "0.0000"
  cmd('GEODIST', 'Sicily', 'Palermo', 'Rome'), // -> nil
  cmd('GEODIST', 'none', 'a', 'b'), // -> nil
  cmd('GEODIST', 'none', 'a', 'b', 'yd'), // -> -ERR unsupported unit provided. please use M, KM, FT, MI
  cmd('GEODIST', 'Sicily', 'Palermo', 'Catania', 'km', 'x'), // -> -ERR syntax error
  cmd('GEODIST', 'Sicily', 'Palermo'), // -> -ERR wrong number of arguments for 'geodist' command
  cmd('SET', 's', 1), // -> OK
  cmd('GEODIST', 's', 'a', 'b'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GEODIST', 's', 'a', 'b', 'yd'), // -> -ERR unsupported unit provided. please use M, KM, FT, MI
  cmd('GEOADD', 'line', 10, 20, 'a', 10, 20.00001, 'b', -170, -20, 'c', 10.0001, 20, 'd'), // -> 4
  ['b', 'c', 'd'].map((member) => cmd('GEODIST', 'line', 'a', member)),
  // -> "1.1277"; "20020734.0000"; "10.0923"
]);

geo.case('GEOPOS and GEOHASH', [
  sicily, // -> 2
  cmd('GEOPOS', 'Sicily', 'Palermo', 'none', 'Catania'),
  // -> [[13.36138933897018433, 38.11555639549629859], nil, [15.08726745843887329, 37.50266842333162032]]
  cmd('GEOHASH', 'Sicily', 'Palermo', 'none', 'Catania'), // -> ["sqc8b49rny0", nil, "sqdtr74hyu0"]
  cmd('GEOPOS', 'Sicily'), // -> []
  cmd('GEOHASH', 'Sicily'), // -> []
  cmd('GEOPOS', 'none', 'a', 'b'), // -> [nil, nil]
  cmd('GEOHASH', 'none', 'a', 'b'), // -> [nil, nil]
  cmd('GEOPOS', 'none'), // -> []
  cmd('GEOHASH'), // -> -ERR wrong number of arguments for 'geohash' command
  cmd('SET', 's', 1), // -> OK
  cmd('GEOPOS', 's', 'a'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GEOHASH', 's'), // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GEOADD', 'k', -5.6, 42.6, 'ezs42'), // -> 1
  cmd('GEOHASH', 'k', 'ezs42'), // -> ["ezs42e44yx0"]
  cmd('EVAL', "return redis.call('GEOPOS', KEYS[1], 'Palermo')", 1, 'Sicily'),
  // -> [["13.36138933897018433", "38.11555639549629859"]]
  cmd('EVAL', "redis.setresp(3) return redis.call('GEOPOS', KEYS[1], 'Palermo')", 1, 'Sicily'),
  // -> [[13.361389338970184, 38.1155563954963]]
]);

geo.case('scores that are no geohashes', [
  cmd('ZADD', 'k', 'inf', 'a', '-inf', 'b', 1.5, 'c', -5, 'd', '1e19', 'e', '-1e19', 'f', -0.5, 'g'), // -> 7
  cmd(
    'ZADD',
    'k',
    '9007199254740993',
    'h',
    '18446744073709551615',
    'i',
    '9.3e18',
    'j',
    '-9223372036854775808',
    'k',
  ), // -> 4
  cmd('GEOPOS', 'k', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'),
  // -> [[-179.99999731779098511, -85.05112751263942528], [180.0, -85.05112751263942528],
  //    [-179.99999731779098511, -85.05112497791824921], [180.0, 85.0511287799999991], [180.0,
  //    85.0511287799999991], [180.0, -85.05112751263942528], [-179.99999731779098511, -85.0511275126394...
  //    (414 characters, sha1 5901cff2)
  cmd('GEOHASH', 'k', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'),
  // -> ["00bh0hbj200", "00bh0hbj200", "00bh0hbj210", "bp05b5048p0", "bp05b5048p0", "00bh0hbj200",
  //    "00bh0hbj200", "00bh0hbj200", "00bh0hbj200", "bp05b5048p0", "00bh0hbj200"]
  cmd('GEODIST', 'k', 'a', 'b'), // -> "0.0257"
  cmd('GEORADIUS', 'k', 0, 0, 30000, 'km', 'WITHHASH', 'WITHDIST'), // -> [["c", "10560.8121", 1]]
  cmd('GEORADIUS', 'k', 180, 85.05112878, 30000, 'km', 'WITHHASH', 'WITHDIST', 'DESC'), // -> []
]);

geo.case('GEOSEARCH', [
  sicily, // -> 2
  cmd('GEOADD', 'Sicily', 12.758489, 38.788135, 'edge1', 17.24151, 38.788135, 'edge2'), // -> 2
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km', 'ASC'), // -> ["Catania", "Palermo"]
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 15, 37, 'BYBOX', 400, 400, 'km', 'ASC', 'WITHCOORD', 'WITHDIST'),
  // -> [["Catania", "56.4413", [15.08726745843887329, 37.50266842333162032]], ["Palermo", "190.4424",
  //    [13.36138933897018433, 38.11555639549629859]], ["edge2", "279.7403", [17.24151045083999634,
  //    38.78813451624225195]], ["edge1", "279.7405", [12.7584877610206604, 38.78813451624225195]]]
  cmd(
    'GEOSEARCH',
    'Sicily',
    'FROMMEMBER',
    'Catania',
    'BYBOX',
    400,
    200,
    'km',
    'WITHHASH',
    'WITHDIST',
    'WITHCOORD',
  ),
  // -> [["Palermo", "166.2742", 3479099956230698, [13.36138933897018433, 38.11555639549629859]], ["Catania",
  //    "0.0000", 3479447370796909, [15.08726745843887329, 37.50266842333162032]]]
  cmd(
    'GEOSEARCH',
    'Sicily',
    'withdist',
    'desc',
    'bybox',
    300,
    '1e3',
    'MI',
    'count',
    3,
    'frommember',
    'Palermo',
  ), // -> [["Catania", "103.3182"], ["edge1", "56.7939"], ["Palermo", "0.0000"]]
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 0, 'km'), // -> []
  cmd('GEOSEARCH', 'Sicily', 'FROMMEMBER', 'Catania', 'BYRADIUS', 0, 'km'), // -> ["Catania"]
  cmd('GEOSEARCH', 'Sicily', 'FROMMEMBER', 'Catania', 'BYBOX', 0, 0, 'ft', 'WITHDIST'),
  // -> [["Catania", "0.0000"]]
  cmd('GEOSEARCH', 'Sicily', 'FROMMEMBER', 'Catania', 'BYRADIUS', 'inf', 'km'),
  // -> ["Palermo", "edge1", "Catania", "edge2"]
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 15, 37, 'BYBOX', 'inf', 100, 'km'), // -> []
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', '1e308', 'km'),
  // -> ["Palermo", "edge1", "Catania", "edge2"]
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 1, 'km', 'BYRADIUS', 200, 'km'),
  // -> ["Palermo", "Catania"]
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 15, 37, 'FROMLONLAT', 0, 0, 'BYRADIUS', 200, 'km'), // -> []
  cmd('GEOSEARCH', 'none', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km'), // -> []
  cmd('GEOSEARCH', 'none', 'FROMMEMBER', 'x', 'BYRADIUS', 200, 'km'), // -> []
  cmd(
    'EVAL',
    "return redis.call('GEOSEARCH', KEYS[1], 'FROMMEMBER', 'Catania', 'BYRADIUS', 200, 'km', 'WITHCOORD')",
    1,
    'Sicily',
  ),
  // -> [["Palermo", ["13.36138933897018433", "38.11555639549629859"]], ["Catania", ["15.08726745843887329",
  //    "37.50266842333162032"]]]
]);

geo.case('GEOSEARCH refuses', [
  sicily, // -> 2
  cmd('SET', 's', 1), // -> OK
  cmd('GEOSEARCH', 's', 'x', 'x', 'x', 'x', 'x'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  [
    ['FROMMEMBER', 'Rome', 'BYRADIUS', 1, 'km'],
    ['FROMMEMBER', 'Palermo', 'FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km'],
    ['FROMLONLAT', 1, 2, 'FROMMEMBER', 'Palermo', 'BYRADIUS', 1, 'km'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'BYBOX', 1, 1, 'km'],
    ['FROMLONLAT', 1, 2, 'BYBOX', 1, 1, 'km', 'BYRADIUS', 1, 'km'],
    ['FROMLONLAT', 200, 2, 'BYRADIUS', 'x', 'km'],
    ['FROMLONLAT', 'x', 2, 'BYRADIUS', 1, 'km'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 'x', 'km'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 'nan', 'km'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', -1, 'yd'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'yd'],
    ['FROMLONLAT', 1, 2, 'BYBOX', 'x', 'y', 'km'],
    ['FROMLONLAT', 1, 2, 'BYBOX', -1, 'y', 'km'],
    ['FROMLONLAT', 1, 2, 'BYBOX', 1, -1, 'yd'],
    ['FROMLONLAT', 1, 2, 'BYBOX', 1, 1, 'yd'],
    ['FROMLONLAT', 1, 2, 'BYBOX', 1, 1],
    ['FROMLONLAT', 1, 2, 'ASC', 'WITHDIST', 'DESC'],
    ['BYRADIUS', 1, 'km', 'ASC', 'WITHDIST'],
    ['BYRADIUS', 1, 'km', 'ASC', 'FROMMEMBER'],
    ['BYRADIUS', 1, 'km', 'FROMLONLAT', 1],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'COUNT'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'COUNT', 0],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'COUNT', -1],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'COUNT', 'x'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'COUNT', 'ANY'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'ANY'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'STORE', 'd'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'STOREDIST'],
    ['FROMLONLAT', 1, 2, 'BYRADIUS', 1, 'km', 'asc\0'],
  ].map((words) => cmd('GEOSEARCH', 'Sicily', ...words)),
  // -> GEOSEARCH Sicily FROMMEMBER Rome BYRADIUS 1 km -> -ERR could not decode requested zset member
  // -> GEOSEARCH Sicily FROMMEMBER Palermo FROMLONLAT 1 2 BYRADIUS ... -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 FROMMEMBER Palermo BYRADIUS ... -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km BYBOX 1 1 km -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYBOX 1 1 km BYRADIUS 1 km -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 200 2 BYRADIUS x km -> -ERR invalid longitude,latitude pair
  //    200.000000,2.000000
  // -> GEOSEARCH Sicily FROMLONLAT x 2 BYRADIUS 1 km -> -ERR value is not a valid float
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS x km -> -ERR need numeric radius
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS nan km -> -ERR need numeric radius
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS -1 yd -> -ERR radius cannot be negative
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 yd -> -ERR unsupported unit provided. please use M, KM, FT,
  //    MI
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYBOX x y km -> -ERR need numeric width
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYBOX -1 y km -> -ERR need numeric height
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYBOX 1 -1 yd -> -ERR height or width cannot be negative
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYBOX 1 1 yd -> -ERR unsupported unit provided. please use M, KM, FT,
  //    MI
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYBOX 1 1 -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 ASC WITHDIST DESC -> -ERR exactly one of BYRADIUS and BYBOX can be
  //    specified for GEOSEARCH
  // -> GEOSEARCH Sicily BYRADIUS 1 km ASC WITHDIST -> -ERR exactly one of FROMMEMBER or FROMLONLAT can be
  //    specified for GEOSEARCH
  // -> GEOSEARCH Sicily BYRADIUS 1 km ASC FROMMEMBER -> -ERR syntax error
  // -> GEOSEARCH Sicily BYRADIUS 1 km FROMLONLAT 1 -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km COUNT -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km COUNT 0 -> -ERR COUNT must be > 0
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km COUNT -1 -> -ERR COUNT must be > 0
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km COUNT x -> -ERR value is not an integer or out of range
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km COUNT ANY -> -ERR value is not an integer or out of
  //    range
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km ANY -> -ERR the ANY argument requires COUNT argument
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km STORE d -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km STOREDIST -> -ERR syntax error
  // -> GEOSEARCH Sicily FROMLONLAT 1 2 BYRADIUS 1 km "asc\u0000" -> []
  cmd('geoSearch', 'Sicily', 'ASC', 'ASC', 'ASC', 'ASC', 'ASC'),
  // -> -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geoSearch
  cmd('GEOSEARCH', 'none', 'FROMMEMBER', 'x', 'ASC', 'ASC', 'ASC'),
  // -> -ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH
  cmd('GEOSEARCH', 'none', 'FROMMEMBER', 'x', 'BYRADIUS', 1, 'km', 'ANY'),
  // -> -ERR the ANY argument requires COUNT argument
  cmd('GEOSEARCH', 'Sicily', 'FROMLONLAT', 1, 2, 'BYRADIUS', 1), // -> -ERR syntax error
]);

geo.case('the order of what is found', [
  grid, // -> 8; 8; 8; 8; 8; 8; 8; 8
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYRADIUS', 300, 'km'),
  // -> ["1:3", "2:3", "1:4", "2:4", "2:5", "3:3", "4:3", "5:3", "3:4", "4:4", "3:5", "4:5", "5:4", "2:1",
  //    "1:2", "2:2", "3:1", "4:1", "3:2", "4:2", "5:2"]
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYBOX', 700, 700, 'km'),
  // -> ["0:0", "1:0", "0:1", "1:1", "2:0", "2:1", "0:2", "1:2", "2:2", "3:0", "4:0", "3:1", "4:1", "5:0",
  //    "5:1", "3:2", "4:2", "5:2", "0:3", "1:3", "2:3", "0:4", "1:4", "0:5", "1:5", "2:4", "2:5", "3:3",
  //    "4:3", "5:3", "3:4", "4:4", "3:5", "4:5", "5:4", "5:5", "6:0", "6:1"... (343 characters, sha1
  //    1ab9ab8d)
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYRADIUS', 300, 'km', 'COUNT', 5),
  // -> ["3:3", "2:3", "4:3", "3:4", "3:2"]
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYRADIUS', 300, 'km', 'COUNT', 5, 'ANY'),
  // -> ["1:3", "2:3", "1:4", "2:4", "2:5"]
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYRADIUS', 300, 'km', 'COUNT', 5, 'ANY', 'ASC', 'WITHDIST'),
  // -> [["2:3", "111.0736"], ["2:4", "157.1497"], ["1:3", "222.1477"], ["1:4", "248.3358"], ["2:5",
  //    "248.5857"]]
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYRADIUS', 300, 'km', 'COUNT', 5, 'DESC', 'WITHDIST'),
  // -> [["4:1", "248.6770"], ["2:1", "248.6767"], ["4:5", "248.5860"], ["2:5", "248.5857"], ["1:2",
  //    "248.5177"]]
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYRADIUS', 300, 'km', 'COUNT', 100, 'DESC'),
  // -> ["4:1", "2:1", "4:5", "2:5", "1:2", "5:2", "1:4", "5:4", "3:1", "3:5", "1:3", "5:3", "4:2", "2:2",
  //    "4:4", "2:4", "3:2", "3:4", "4:3", "2:3", "3:3"]
  cmd('GEOSEARCH', 'grid', 'FROMMEMBER', '3:3', 'BYRADIUS', 300, 'km', 'COUNT', 100, 'ANY'),
  // -> ["1:3", "2:3", "1:4", "2:4", "2:5", "3:3", "4:3", "5:3", "3:4", "4:4", "3:5", "4:5", "5:4", "2:1",
  //    "1:2", "2:2", "3:1", "4:1", "3:2", "4:2", "5:2"]
  [0, 1, 2, 6, 7, 8, 20].map((count) =>
    cmd('GEORADIUS', 'grid', 0, 4, 5000, 'km', 'DESC', 'COUNT', count + 1),
  ),
  // -> GEORADIUS grid 0 4 5000 km DESC COUNT 1 -> ["7:0"]
  // -> GEORADIUS grid 0 4 5000 km DESC COUNT 2 -> ["7:0", "7:1"]
  // -> GEORADIUS grid 0 4 5000 km DESC COUNT 3 -> ["7:0", "7:1", "7:7"]
  // -> GEORADIUS grid 0 4 5000 km DESC COUNT 7 -> ["7:0", "7:1", "7:7", "7:2", "7:6", "6:0", "7:3"]
  // -> GEORADIUS grid 0 4 5000 km DESC COUNT 8 -> ["7:0", "7:1", "7:7", "7:2", "7:6", "6:0", "7:3", "7:5"]
  // -> GEORADIUS grid 0 4 5000 km DESC COUNT 9 -> ["7:0", "7:1", "7:7", "7:2", "7:6", "6:0", "7:3", "7:5",
  //    "7:4"]
  // -> GEORADIUS grid 0 4 5000 km DESC COUNT 21 -> ["7:0", "7:1", "7:7", "7:2", "7:6", "6:0", "7:3", "7:5",
  //    "7:4", "6:1", "6:7", "5:0", "6:2", "6:6", "6:3", "6:5", "6:4", "5:1", "5:7", "4:0", "5:2"]
  [40, 41, 63].map((count) => cmd('GEORADIUS', 'grid', 3.5, 3.5, 5000, 'mi', 'COUNT', count, 'WITHDIST')),
  // -> GEORADIUS grid 3.5 3.5 5000 mi COUNT 40 WITHDIST -> [["3:4", "48.8179"], ["4:4", "48.8180"], ["3:3",
  //    "48.8309"], ["4:3", "48.8310"], ["2:4", "109.0662"], ["5:4", "109.0663"], ["2:3", "109.1186"], ["5:3",
  //    "109.1187"], ["3:5", "109.2469"], ["4:5", "109.2469"], ["3:2", "109.2643"], ["4:2", "109.2644"],
  //    ["2:5", "146.407... (836 characters, sha1 06b7775f)
  // -> GEORADIUS grid 3.5 3.5 5000 mi COUNT 41 WITHDIST -> [["3:4", "48.8179"], ["4:4", "48.8180"], ["3:3",
  //    "48.8309"], ["4:3", "48.8310"], ["2:4", "109.0662"], ["5:4", "109.0663"], ["2:3", "109.1186"], ["5:3",
  //    "109.1187"], ["3:5", "109.2469"], ["4:5", "109.2469"], ["3:2", "109.2643"], ["4:2", "109.2644"],
  //    ["2:5", "146.407... (857 characters, sha1 27bc65cd)
  // -> GEORADIUS grid 3.5 3.5 5000 mi COUNT 63 WITHDIST -> [["3:4", "48.8179"], ["4:4", "48.8180"], ["3:3",
  //    "48.8309"], ["4:3", "48.8310"], ["2:4", "109.0662"], ["5:4", "109.0663"], ["2:3", "109.1186"], ["5:3",
  //    "109.1187"], ["3:5", "109.2469"], ["4:5", "109.2469"], ["3:2", "109.2643"], ["4:2", "109.2644"],
  //    ["2:5", "146.40... (1319 characters, sha1 11da6b2d)
  [60, 70, 80.5, -80.5].map((latitude) => cmd('GEORADIUS', 'grid', 4, latitude, 20000, 'km')),
  // -> GEORADIUS grid 4 60 20000 km -> ["0:0", "1:0", "0:1", "1:1", "2:0", "2:1", "0:2", "1:2", "2:2", "3:0",
  //    "4:0", "3:1", "4:1", "5:0", "5:1", "3:2", "4:2", "5:2", "0:3", "1:3", "2:3", "0:4", "1:4", "0:5",
  //    "1:5", "2:4", "2:5", "3:3", "4:3", "5:3", "3:4", "4:4", "3:5", "4:5", "5:4", "5:5", "6:0", "7:0"...
  //    (448 characters, sha1 3b171ed9)
  // -> GEORADIUS grid 4 70 20000 km -> ["0:0", "1:0", "0:1", "1:1", "2:0", "2:1", "0:2", "1:2", "2:2", "3:0",
  //    "4:0", "3:1", "4:1", "5:0", "5:1", "3:2", "4:2", "5:2", "0:3", "1:3", "2:3", "0:4", "1:4", "0:5",
  //    "1:5", "2:4", "2:5", "3:3", "4:3", "5:3", "3:4", "4:4", "3:5", "4:5", "5:4", "5:5", "6:0", "7:0"...
  //    (448 characters, sha1 3b171ed9)
  // -> GEORADIUS grid 4 80.5 20000 km -> ["0:0", "1:0", "0:1", "1:1", "2:0", "2:1", "0:2", "1:2", "2:2",
  //    "3:0", "4:0", "3:1", "4:1", "5:0", "5:1", "3:2", "4:2", "5:2", "0:3", "1:3", "2:3", "0:4", "1:4",
  //    "0:5", "1:5", "2:4", "2:5", "3:3", "4:3", "5:3", "3:4", "4:4", "3:5", "4:5", "5:4", "5:5", "6:0",
  //    "7:0"... (448 characters, sha1 3b171ed9)
  // -> GEORADIUS grid 4 -80.5 20000 km -> ["0:0", "1:0", "0:1", "1:1", "2:0", "2:1", "0:2", "1:2", "2:2",
  //    "3:0", "4:0", "3:1", "4:1", "5:0", "5:1", "3:2", "4:2", "5:2", "0:3", "1:3", "2:3", "0:4", "1:4",
  //    "0:5", "1:5", "2:4", "2:5", "3:3", "4:3", "5:3", "3:4", "4:4", "3:5", "4:5", "5:4", "5:5", "6:0",
  //    "7:0"... (448 characters, sha1 3b171ed9)
  [10, 1000, 3000, 5000, 10000, 20000, 40000].map((radius) =>
    cmd('GEORADIUS', 'grid', -170, 10, radius, 'km', 'COUNT', 3, 'ANY', 'WITHHASH'),
  ),
  // -> GEORADIUS grid -170 10 10 km COUNT 3 ANY WITHHASH -> []
  // -> GEORADIUS grid -170 10 1000 km COUNT 3 ANY WITHHASH -> []
  // -> GEORADIUS grid -170 10 3000 km COUNT 3 ANY WITHHASH -> []
  // -> GEORADIUS grid -170 10 5000 km COUNT 3 ANY WITHHASH -> []
  // -> GEORADIUS grid -170 10 10000 km COUNT 3 ANY WITHHASH -> []
  // -> GEORADIUS grid -170 10 20000 km COUNT 3 ANY WITHHASH -> [["0:0", 3377699720527872], ["1:0",
  //    3377736806566050], ["0:1", 3377785620988224]]
  // -> GEORADIUS grid -170 10 40000 km COUNT 3 ANY WITHHASH -> [["0:0", 3377699720527872], ["1:0",
  //    3377736806566050], ["0:1", 3377785620988224]]
]);

geo.case('GEOSEARCHSTORE', [
  sicily, // -> 2
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km'), // -> 2
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  // -> ["Palermo", "3479099956230698", "Catania", "3479447370796909"] | RESP3 [["Palermo",
  //    3479099956230698.0], ["Catania", 3479447370796909.0]]
  cmd(
    'GEOSEARCHSTORE',
    'd',
    'Sicily',
    'FROMLONLAT',
    15,
    37,
    'BYBOX',
    400,
    400,
    'km',
    'STOREDIST',
    'COUNT',
    1,
  ), // -> 1
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  // -> ["Catania", "56.4412578701582"] | RESP3 [["Catania", 56.4412578701582]]
  cmd('EXPIRE', 'd', 100), // -> 1
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMMEMBER', 'Catania', 'BYRADIUS', 0, 'km', 'storedist'), // -> 1
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'), // -> ["Catania", "0"] | RESP3 [["Catania", 0.0]]
  cmd('TTL', 'd'), // -> -1
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 0, 'km'), // -> 0
  cmd('EXISTS', 'd'), // -> 0
  cmd('SET', 'd', 'text'), // -> OK
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMMEMBER', 'Palermo', 'BYRADIUS', 200, 'km'), // -> 2
  cmd('TYPE', 'd'), // -> zset
  cmd('GEOSEARCHSTORE', 'd', 'none', 'FROMMEMBER', 'Palermo', 'BYRADIUS', 200, 'km'), // -> 0
  cmd('GEOSEARCHSTORE', 'd', 'none', 'FROMMEMBER', 'Palermo', 'BYRADIUS', 200, 'km'), // -> 0
  cmd('EXISTS', 'd'), // -> 0
  cmd('GEOSEARCHSTORE', 'Sicily', 'Sicily', 'FROMMEMBER', 'Palermo', 'BYRADIUS', 1, 'km'), // -> 1
  cmd('ZRANGE', 'Sicily', 0, -1), // -> ["Palermo"]
]);

geo.case('GEOSEARCHSTORE refuses', [
  sicily, // -> 2
  cmd('SET', 's', 1), // -> OK
  cmd('GEOSEARCHSTORE', 'd', 's', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km', 'WITHDIST'),
  // -> -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options
  cmd('GEOSEARCHSTORE', 'd', 'none', 'FROMLONLAT', 15, 37, 'WITHHASH', 'WITHCOORD', 'ANY'),
  // -> -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options
  cmd('GEOSEARCHSTORE', 'd', 'none', 'FROMLONLAT', 15, 37, 'STOREDIST', 'ASC'),
  // -> -ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCHSTORE
  cmd('GEOSEARCHSTORE', 'd', 'none', 'BYRADIUS', 200, 'km', 'STOREDIST', 'ASC'),
  // -> -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCHSTORE
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km', 'STORE', 'e'),
  // -> -ERR syntax error
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km', 'STOREDIST', 'e'),
  // -> -ERR syntax error
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMLONLAT', 15, 37, 'BYRADIUS'),
  // -> -ERR wrong number of arguments for 'geosearchstore' command
]);

geo.case('GEORADIUS and GEORADIUSBYMEMBER', [
  sicily, // -> 2
  cmd('GEORADIUS', 'Sicily', 15, 37, 200, 'km', 'WITHDIST', 'WITHCOORD', 'WITHHASH'),
  // -> [["Palermo", "190.4424", 3479099956230698, [13.36138933897018433, 38.11555639549629859]], ["Catania",
  //    "56.4413", 3479447370796909, [15.08726745843887329, 37.50266842333162032]]]
  cmd('GEORADIUS_RO', 'Sicily', 15, 37, 200, 'km', 'ASC'), // -> ["Catania", "Palermo"]
  cmd('GEORADIUSBYMEMBER', 'Sicily', 'Palermo', 200, 'km', 'DESC', 'WITHDIST'),
  // -> [["Catania", "166.2742"], ["Palermo", "0.0000"]]
  cmd('GEORADIUSBYMEMBER_RO', 'Sicily', 'Palermo', 100, 'mi'), // -> ["Palermo"]
  cmd('GEORADIUS', 'Sicily', 15, 37, 200, 'km', 'STORE', 'd'), // -> 2
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  // -> ["Palermo", "3479099956230698", "Catania", "3479447370796909"] | RESP3 [["Palermo",
  //    3479099956230698.0], ["Catania", 3479447370796909.0]]
  cmd('GEORADIUS', 'Sicily', 15, 37, 200, 'km', 'STORE', 'e', 'STOREDIST', 'd'), // -> 2
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'),
  // -> ["Catania", "56.4412578701582", "Palermo", "190.44242984775784"] | RESP3 [["Catania",
  //    56.4412578701582], ["Palermo", 190.44242984775784]]
  cmd('EXISTS', 'e'), // -> 0
  cmd('GEORADIUSBYMEMBER', 'Sicily', 'Palermo', 200, 'km', 'STOREDIST', 'd', 'COUNT', 1), // -> 1
  cmd('ZRANGE', 'd', 0, -1, 'WITHSCORES'), // -> ["Palermo", "0"] | RESP3 [["Palermo", 0.0]]
  cmd('GEORADIUS', 'Sicily', 0, 0, 1, 'km', 'STORE', 'd'), // -> 0
  cmd('EXISTS', 'd'), // -> 0
  cmd('GEORADIUS', 'none', 0, 0, 1, 'km'), // -> []
  cmd('GEORADIUS', 'none', 0, 0, 1, 'km', 'STORE', 'Sicily'), // -> 0
  cmd('EXISTS', 'Sicily'), // -> 0
  cmd('GEORADIUSBYMEMBER', 'none', 'm', 'x', 'yd'), // -> []
  cmd('GEORADIUSBYMEMBER', 'none', 'm', 1, 'km', 'STORE', 'd'), // -> 0
]);

geo.case('GEORADIUS and GEORADIUSBYMEMBER refuse', [
  sicily, // -> 2
  cmd('SET', 's', 1), // -> OK
  cmd('GEORADIUS', 's', 'x', 37, 200, 'km'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  cmd('GEORADIUSBYMEMBER', 's', 'x', 'y', 'km'),
  // -> -WRONGTYPE Operation against a key holding the wrong kind of value
  [
    ['x', 37, 200, 'km'],
    [181, 37, 'x', 'km'],
    [1, 37, 'x', 'yd'],
    [1, 37, -1, 'yd'],
    [1, 37, 1, 'yd', 'x'],
    [1, 37, 1, 'km', 'x'],
    [1, 37, 1, 'km', 'FROMMEMBER', 'x'],
    [1, 37, 1, 'km', 'BYRADIUS', 1, 'km'],
    [1, 37, 1, 'km', 'STORE'],
    [1, 37, 1, 'km', 'STORE', 'd', 'WITHDIST'],
    [1, 37, 1, 'km', 'ANY'],
    [1, 37, 1],
  ].map((words) => cmd('GEORADIUS', 'Sicily', ...words)),
  // -> GEORADIUS Sicily x 37 200 km -> -ERR value is not a valid float
  // -> GEORADIUS Sicily 181 37 x km -> -ERR invalid longitude,latitude pair 181.000000,37.000000
  // -> GEORADIUS Sicily 1 37 x yd -> -ERR need numeric radius
  // -> GEORADIUS Sicily 1 37 -1 yd -> -ERR radius cannot be negative
  // -> GEORADIUS Sicily 1 37 1 yd x -> -ERR unsupported unit provided. please use M, KM, FT, MI
  // -> GEORADIUS Sicily 1 37 1 km x -> -ERR syntax error
  // -> GEORADIUS Sicily 1 37 1 km FROMMEMBER x -> -ERR syntax error
  // -> GEORADIUS Sicily 1 37 1 km BYRADIUS 1 km -> -ERR syntax error
  // -> GEORADIUS Sicily 1 37 1 km STORE -> -ERR syntax error
  // -> GEORADIUS Sicily 1 37 1 km STORE d WITHDIST -> -ERR STORE option in GEORADIUS is not compatible with
  //    WITHDIST, WITHHASH and WITHCOORD options
  // -> GEORADIUS Sicily 1 37 1 km ANY -> -ERR the ANY argument requires COUNT argument
  // -> GEORADIUS Sicily 1 37 1 -> -ERR wrong number of arguments for 'georadius' command
  [
    ['Rome', 'x', 'km'],
    ['Palermo', 'x', 'yd'],
    ['Palermo', 1, 'yd'],
    ['Palermo', 1, 'km', 'COUNT', '1.5'],
    ['Palermo', 1, 'km', 'STOREDIST', 'd', 'WITHCOORD'],
    ['Palermo', 1],
  ].map((words) => cmd('GEORADIUSBYMEMBER', 'Sicily', ...words)),
  // -> GEORADIUSBYMEMBER Sicily Rome x km -> -ERR could not decode requested zset member
  // -> GEORADIUSBYMEMBER Sicily Palermo x yd -> -ERR need numeric radius
  // -> GEORADIUSBYMEMBER Sicily Palermo 1 yd -> -ERR unsupported unit provided. please use M, KM, FT, MI
  // -> GEORADIUSBYMEMBER Sicily Palermo 1 km COUNT 1.5 -> -ERR value is not an integer or out of range
  // -> GEORADIUSBYMEMBER Sicily Palermo 1 km STOREDIST d WITHCOORD -> -ERR STORE option in GEORADIUS is not
  //    compatible with WITHDIST, WITHHASH and WITHCOORD options
  // -> GEORADIUSBYMEMBER Sicily Palermo 1 -> -ERR wrong number of arguments for 'georadiusbymember' command
  cmd('GEORADIUSBYMEMBER', 'none', 'm', 1, 'km', 'x'), // -> -ERR syntax error
  cmd('GEORADIUS_RO', 'Sicily', 1, 37, 1, 'km', 'STORE', 'd'), // -> -ERR syntax error
  cmd('GEORADIUS_RO', 'Sicily', 1, 37, 1, 'km', 'STOREDIST', 'd'), // -> -ERR syntax error
  cmd('GEORADIUSBYMEMBER_RO', 'Sicily', 'Palermo', 1, 'km', 'STORE', 'd'), // -> -ERR syntax error
  cmd('GEORADIUSBYMEMBER_RO', 'Sicily', 'Palermo'),
  // -> -ERR wrong number of arguments for 'georadiusbymember_ro' command
]);

geo.case(
  'the encoding of what is stored',
  [
    grid, // -> 8; 8; 8; 8; 8; 8; 8; 8
    cmd('OBJECT', 'ENCODING', 'grid'), // -> "skiplist"
    [3, 4, 5].flatMap((count) => [
      cmd('GEORADIUS', 'grid', 0, 0, 5000, 'km', 'STORE', 'd', 'COUNT', count),
      cmd('OBJECT', 'ENCODING', 'd'),
    ]), // -> 3; "listpack"; 4; "listpack"; 5; "skiplist"
    cmd('GEOADD', 'long', 1, 1, 'a', 1, 1, 'a member'), // -> 2
    cmd('GEOSEARCHSTORE', 'd', 'long', 'FROMMEMBER', 'a', 'BYRADIUS', 1, 'm'), // -> 2
    cmd('OBJECT', 'ENCODING', 'd'), // -> "skiplist"
  ],
  { settings: { 'zset-max-listpack-entries': '4', 'zset-max-listpack-value': '4' } },
);

geo.case('events', [
  cmd('CONFIG', 'SET', 'notify-keyspace-events', 'KEAm'), // -> OK
  cmd('PSUBSCRIBE', '__keyevent*__:*').on('n'), // -> >["psubscribe", "__keyevent*__:*", 1]
  sicily, // -> 2
  receive('n').frames(1), // -> >["pmessage", "__keyevent*__:*", "__keyevent@0__:zadd", "Sicily"]
  cmd('GEOADD', 'Sicily', 1, 2, 'new'), // -> 1
  receive('n'), // -> >["pmessage", "__keyevent*__:*", "__keyevent@0__:zadd", "Sicily"]
  cmd('GEOADD', 'Sicily', 'NX', 3, 2, 'new'), // -> 0
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMMEMBER', 'new', 'BYRADIUS', 1, 'km'), // -> 1
  receive('n'), // -> >["pmessage", "__keyevent*__:*", "__keyevent@0__:geosearchstore", "d"]
  cmd('GEORADIUS', 'Sicily', 1, 2, 1, 'km', 'STOREDIST', 'd'), // -> 1
  receive('n'), // -> >["pmessage", "__keyevent*__:*", "__keyevent@0__:georadiusstore", "d"]
  cmd('GEOSEARCHSTORE', 'd', 'Sicily', 'FROMLONLAT', 50, 50, 'BYRADIUS', 1, 'km'), // -> 0
  receive('n'), // -> >["pmessage", "__keyevent*__:*", "__keyevent@0__:del", "d"]
  cmd('GEODIST', 'none', 'a', 'b'), // -> nil
  receive('n'), // -> >["pmessage", "__keyevent*__:*", "__keyevent@0__:keymiss", "none"]
  cmd('GEORADIUS', 'none', 1, 2, 1, 'km', 'STORE', 'Sicily'), // -> 0
  receive('n').frames(2),
  // -> >["pmessage", "__keyevent*__:*", "__keyevent@0__:keymiss", "none"]; >["pmessage", "__keyevent*__:*",
  //    "__keyevent@0__:del", "Sicily"]
  cmd('CONFIG', 'SET', 'notify-keyspace-events', ''), // -> OK
]);

const longitudes = fc.integer({ min: -180, max: 180 }).map((degrees) => String(degrees));
const latitudes = fc.integer({ min: -85, max: 85 }).map((degrees) => String(degrees));
const members = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const lengths = fc.constantFrom('0', '1', '500', '2000.5', '7000', '20000');
const units = fc.constantFrom('km', 'mi');
const places = fc.tuple(longitudes, latitudes, members).map((place) => place);

geo.generated(
  'any sequence',
  fc.oneof(
    command('GEOADD', keys, longitudes, latitudes, members),
    fc.tuple(keys, places, places, places).map(([key, ...three]) => ['GEOADD', key, ...three.flat()]),
    command('GEODIST', keys, members, members, units),
    command('GEOPOS', keys, members, members),
    command('GEOHASH', keys, members, members),
    fc
      .tuple(
        keys,
        longitudes,
        latitudes,
        lengths,
        units,
        fc.constantFrom('ASC', 'DESC', 'WITHDIST', 'WITHHASH'),
      )
      .map(([key, longitude, latitude, radius, unit, option]) => [
        'GEOSEARCH',
        key,
        'FROMLONLAT',
        longitude,
        latitude,
        'BYRADIUS',
        radius,
        unit,
        option,
      ]),
    fc
      .tuple(keys, members, lengths, lengths, units, fc.constantFrom('ASC', 'DESC', 'WITHCOORD'))
      .map(([key, member, width, height, unit, option]) => [
        'GEOSEARCH',
        key,
        'FROMMEMBER',
        member,
        'BYBOX',
        width,
        height,
        unit,
        option,
      ]),
    fc
      .tuple(keys, keys, members, lengths, units)
      .map(([to, from, member, radius, unit]) => [
        'GEOSEARCHSTORE',
        to,
        from,
        'FROMMEMBER',
        member,
        'BYRADIUS',
        radius,
        unit,
      ]),
    command('ZREM', keys, members),
    command('ZRANGE', keys, fc.constant('0'), fc.constant('-1'), fc.constant('WITHSCORES')),
  ),
);
