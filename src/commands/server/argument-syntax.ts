/**
 * The notation of `command-syntax.ts`: a command's arguments on one line.
 *
 * An argument is `name`, then in this order: `:type` (string when left out), `=display-text`, `#index` of its key
 * specification, `"TOKEN"` (which may be two quotes), `?` optional, `*` multiple, `+` multiple with its token, `@since`, `!deprecated-since`,
 * and for `oneof` and `block` the inner arguments in parentheses. Arguments are split by blanks.
 */

export interface ArgumentSyntax {
  name: string;
  type: string;
  displayText?: string;
  keySpecIndex?: number;
  token?: string;
  flags: string[];
  since?: string;
  deprecatedSince?: string;
  /** The inner arguments of a choice or a group. */
  children?: ArgumentSyntax[];
}

const ARGUMENT =
  /([^\s:=#"?*+@!()]+)(?::([a-z-]+))?(?:=([^\s#"?*+@!()]+))?(?:#(\d+))?(?:"("{2}|[^"]*)")?(\?)?(\*)?(\+)?(?:@([\d.]+))?(?:!([\d.]+))?/y;

/** Reads a line of the notation; throws on text that is none. */
export function parseSyntax(text: string): ArgumentSyntax[] {
  let at = 0;

  function readList(): ArgumentSyntax[] {
    const list: ArgumentSyntax[] = [];
    while (at < text.length && text[at] !== ')') {
      list.push(readArgument());
      while (text[at] === ' ') at++;
    }
    return list;
  }

  function readArgument(): ArgumentSyntax {
    ARGUMENT.lastIndex = at;
    const match = ARGUMENT.exec(text);
    if (match === null) throw new Error(`bad argument syntax at ${at}: ${text}`);
    at = ARGUMENT.lastIndex;
    const [, name, type = 'string', displayText, index, token, optional, multiple, again, since, deprecated] =
      match;
    const flags = [optional && 'optional', multiple && 'multiple', again && 'multiple_token'];
    const argument: ArgumentSyntax = {
      name,
      type,
      displayText,
      keySpecIndex: index === undefined ? undefined : Number(index),
      token,
      flags: flags.filter((flag) => flag !== undefined),
      since,
      deprecatedSince: deprecated,
    };
    if (text[at] === '(') {
      at++;
      argument.children = readList();
      at++;
    }
    return argument;
  }

  return readList();
}
