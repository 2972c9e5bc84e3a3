/**
 * Numbers in Redis's texts: whoever parses or prints one imports this file. Each kind of number has a file of its own.
 */

export { formatDouble, parseDouble, scanDouble } from './double.ts';
export {
  addInteger64,
  formatInteger,
  type Integer64,
  multiplyInteger64,
  negateInteger64,
  parseInteger64,
  parseLooseInteger,
  subtractInteger64,
  wrapInteger64,
} from './integer.ts';
export { addLongDouble, formatLongDouble, parseLongDouble } from './long-double.ts';
export { formatExponent, formatFixed, formatGeneral } from './printf.ts';
