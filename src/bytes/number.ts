/**
 * Numbers in Redis's texts: the one import for whoever parses or prints one. Each kind has its own file.
 */

export { formatDouble, parseDouble, type ScannedDouble, scanDouble } from './double.ts';
export {
  addInteger64,
  canonicalInteger,
  compareInteger64,
  formatInteger,
  INT64_MAX,
  INT64_MIN,
  type Integer64,
  multiplyInteger64,
  negateInteger64,
  parseInteger64,
  subtractInteger64,
  wrapInteger64,
} from './integer.ts';
export { addLongDouble, formatLongDouble, type LongDouble, parseLongDouble } from './long-double.ts';
export { formatExponent, formatFixed, formatGeneral } from './printf.ts';
