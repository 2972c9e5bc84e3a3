/**
 * Redis's glob patterns: `*`, `?`, `[abc]`, `[^a-z]`, `\x`. They know nothing of paths: `*` also matches slashes.
 *
 * After a mismatch only the `*` met last takes one more byte, since a longer match for an earlier one cannot help when the
 * rest of the pattern matches nowhere. So the work is at most the length of the pattern times the length of the text.
 *
 * Three peculiarities are those of Redis: no pattern but the empty one matches the empty text, ranges compare signed
 * bytes, and a pattern matches nothing when more than 1,000 groups of `*` in it are followed by something else.
 */

const STAR = 42;
const QUESTION = 63;
const OPEN = 91;
const BACKSLASH = 92;
const CLOSE = 93;
const CARET = 94;
const DASH = 45;
const MOST_STARS = 1000;

/** ASCII lower case, as C's tolower in the C locale. */
function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function signed(code: number): number {
  return code >= 128 ? code - 256 : code;
}

/** What glibc's tolower answers for a signed byte: negative ones come back unsigned, except -1, which is EOF. */
function foldSigned(code: number): number {
  return code < -1 ? code + 256 : lower(code);
}

/**
 * A second result of `matchClass`, which the caller reads at once: the position of the `]` that ends the class, or the
 * last position of a pattern that has none.
 */
let classEnd = 0;

/** Whether a byte belongs to the class whose first character, behind the `[`, stands at `start`. Sets `classEnd`. */
function matchClass(pattern: string, start: number, code: number, ignoreCase: boolean): boolean {
  const length = pattern.length;
  let position = start;
  const negated = pattern.charCodeAt(position) === CARET;
  if (negated) position++;
  let matched = false;
  for (; ; position++) {
    if (position >= length) {
      position = length - 1;
      break;
    }
    const current = pattern.charCodeAt(position);
    if (current === BACKSLASH && position + 1 < length) {
      position++;
      if (pattern.charCodeAt(position) === code) matched = true;
    } else if (current === CLOSE) {
      break;
    } else if (position + 2 < length && pattern.charCodeAt(position + 1) === DASH) {
      let from = signed(current);
      let to = signed(pattern.charCodeAt(position + 2));
      if (from > to) [from, to] = [to, from];
      let wanted = signed(code);
      if (ignoreCase) {
        from = foldSigned(from);
        to = foldSigned(to);
        wanted = foldSigned(wanted);
      }
      if (wanted >= from && wanted <= to) matched = true;
      position += 2;
    } else if (current === code || (ignoreCase && lower(current) === lower(code))) {
      matched = true;
    }
  }
  classEnd = position;
  return matched !== negated;
}

/**
 * Where `matchRun` reads the text, and where it has left it. It is a variable of the module so that `matchRun` can answer
 * two positions without an object, and it is used within one synchronous call of `globMatch`.
 */
let textPosition = 0;

/** Matches up to the next `*` or the end of either text. Answers the new position in the pattern, or -1 on a mismatch. */
function matchRun(pattern: string, start: number, text: string, ignoreCase: boolean): number {
  let position = start;
  while (position < pattern.length && textPosition < text.length) {
    let current = pattern.charCodeAt(position);
    const code = text.charCodeAt(textPosition);
    if (current === STAR) return position;
    if (current === OPEN) {
      if (!matchClass(pattern, position + 1, code, ignoreCase)) return -1;
      position = classEnd;
    } else if (current !== QUESTION) {
      if (current === BACKSLASH && position + 1 < pattern.length) current = pattern.charCodeAt(++position);
      if (current !== code && !(ignoreCase && lower(current) === lower(code))) return -1;
    }
    position++;
    textPosition++;
  }
  return position;
}

/** Whether the whole of `text` matches `pattern`; `ignoreCase` folds ASCII letters. */
export function globMatch(pattern: string, text: string, ignoreCase = false): boolean {
  if (text.length === 0) return pattern.length === 0;
  textPosition = 0;
  let afterStar = -1;
  let starText = 0;
  let stars = 0;
  let position = 0;
  for (;;) {
    position = matchRun(pattern, position, text, ignoreCase);
    if (position >= 0) {
      if (textPosition === text.length) {
        while (position < pattern.length && pattern.charCodeAt(position) === STAR) position++;
        if (position >= pattern.length) return true;
      } else if (position < pattern.length) {
        while (position < pattern.length && pattern.charCodeAt(position) === STAR) position++;
        if (position === pattern.length) return true;
        if (++stars > MOST_STARS) return false;
        afterStar = position;
        starText = textPosition;
        continue;
      }
    }
    // A mismatch, or one text ended before the other: the last star takes one more byte.
    if (afterStar < 0 || ++starText >= text.length) return false;
    position = afterStar;
    textPosition = starText;
  }
}
