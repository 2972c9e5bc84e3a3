/**
 * Numbers in Redis's texts: the one import for whoever parses or prints one. Each kind has its own file.
 */

export { formatDouble, parseDouble, scanDouble } from './double.ts';
export {
  addInteger64,
  formatInteger,
  type Integer64,
  multiplyInteger64,
  negateInteger64,
  parseInteger64,
  subtractInteger64,
  wrapInteger64,
} from './integer.ts';
export { addLongDouble, formatLongDouble, parseLongDouble } from './long-double.ts';
export { formatExponent, formatFixed, formatGeneral } from './printf.ts';
