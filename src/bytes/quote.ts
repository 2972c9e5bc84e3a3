/**
 * Writes byte strings in quotes, and cuts lines into arguments: the syntax of inline commands, configuration files,
 * MONITOR and the client at a terminal.
 *
 * One undoes the other: `splitArguments(quote(bytes))` is `[bytes]` for all bytes.
 */

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
};

const UNESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

/** The bytes in double quotes; what is not printable ASCII becomes an escape. */
export function quote(bytes: string): string {
  const escaped = bytes.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, (byte) => {
    return ESCAPES[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${escaped}"`;
}

/** Whether a byte is a space to C's isspace. The end of the line, undefined, counts as one, too. */
function isSpace(byte: string | undefined): boolean {
  return byte === undefined || byte === ' ' || (byte >= '\t' && byte <= '\r');
}

/**
 * Cuts a line at spaces, except within quotes: `"..."`, in which there are escapes, and `'...'`. Undefined when a quote is
 * not closed, or when anything but a space follows the closing one. A NUL byte outside of quotes ends the line.
 */
export function splitArguments(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && isSpace(line[at])) at++;
    if (at >= line.length || line[at] === '\0') return words;
    let word = '';
    let isOpen = true;
    while (isOpen) {
      const byte = line[at];
      if (byte === '"' || byte === "'") {
        const quoted = byte === '"' ? readDoubleQuoted(line, at + 1) : readSingleQuoted(line, at + 1);
        if (quoted === undefined || !isSpace(line[quoted.end])) return undefined;
        word += quoted.text;
        at = quoted.end;
        isOpen = false;
      } else if (byte === undefined || byte === '\0' || ' \n\r\t'.includes(byte)) {
        isOpen = false;
      } else {
        word += byte;
        at++;
      }
    }
    words.push(word);
  }
}

/** Reads what stands in double quotes. `end` is the position behind the closing one; undefined when there is none. */
function readDoubleQuoted(line: string, start: number): { text: string; end: number } | undefined {
  let text = '';
  for (let at = start; at < line.length; at++) {
    const byte = line[at];
    if (byte === '"') return { text, end: at + 1 };
    if (byte !== '\\' || at + 1 >= line.length) {
      text += byte;
      continue;
    }
    const hexadecimal = /^x([0-9a-fA-F]{2})/.exec(line.slice(at + 1, at + 4));
    if (hexadecimal !== null) {
      text += String.fromCharCode(Number.parseInt(hexadecimal[1], 16));
      at += 3;
    } else {
      at++;
      text += UNESCAPES[line[at]] ?? line[at];
    }
  }
  return undefined;
}

function readSingleQuoted(line: string, start: number): { text: string; end: number } | undefined {
  let text = '';
  for (let at = start; at < line.length; at++) {
    if (line[at] === "'") return { text, end: at + 1 };
    if (line[at] === '\\' && line[at + 1] === "'") at++;
    text += line[at];
  }
  return undefined;
}
