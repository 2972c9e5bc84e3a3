/**
 * What src does with texts that others send takes time in proportion to them, and finds nothing but what was put in:
 *
 * - no regular expression with an unbounded repetition: tried at each place of a text it takes the square of its length,
 *   and V8 keeps each step of a repetition, so that a long text exhausts its memory;
 * - nothing that makes a list of all matches or characters, which is many times as large as the text, and of which V8 does
 *   not hold as many elements as a text may have characters: `replace` for all matches, `replaceAll`, `matchAll`, `split`
 *   without a limit, `Array.from` and `...` of a text;
 * - no look-up of a word in an object by `object[word]` or `word in object`, which finds `constructor` and the like in the
 *   prototype. A `Map` holds only what was put in;
 * - no `Map` or `Set` that is filled with such texts: V8 hashes long ones by their length alone, so that many of one length
 *   take the square of their number. `TextMap` and `TextSet` of src/data hash all of them;
 * - no call with as many arguments as an array has elements: too many exhaust the stack.
 *
 * What may stand all the same is listed in `ALLOWED` with its reason. Run as a program it prints every finding and exits
 * with 1 if there are any.
 */
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SyntaxKind } from 'typescript/unstable/ast';
import {
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
  isNewExpression,
  isPropertyAccessExpression,
  isRegularExpressionLiteral,
  isSpreadElement,
} from 'typescript/unstable/ast/is';
import { API, TypeFlags } from 'typescript/unstable/sync';

/**
 * @typedef {import('typescript/unstable/ast').Node} Node
 * @typedef {{ kind: keyof typeof KINDS, text: string, line: number }} Place
 * @typedef {{ path: string, text: string, reason: string }} Allowed
 */

/** What is forbidden, and what to do instead. */
const KINDS = {
  repetition: 'repeats without a bound: write a loop, or bound the repetition',
  list: 'makes a list of all matches or characters of a text: write a loop, or give a limit',
  word: 'looks a word up in an object with a prototype: use a Map',
  map: 'has texts for keys, which V8 hashes badly where they are long: use a TextMap or TextSet',
  spread: 'spreads an array over the arguments of a call: write a loop, or pass the array',
};

/**
 * Whether a regular expression can match texts of any length.
 * @param {string} source with its slashes and flags, as it stands in the code
 */
export function repeatsWithoutBound(source) {
  let isInClass = false;
  for (let at = 1; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at++;
    else if (isInClass) isInClass = character !== ']';
    else if (character === '[') isInClass = true;
    else if (character === '/') return false;
    else if (character === '*' || character === '+') return true;
    else if (character === '{' && /^\{\d+,\}/.test(source.slice(at))) return true;
  }
  return false;
}

/**
 * Whether a type is one of texts that the compiler does not know.
 * @param {import('typescript/unstable/sync').Type | undefined} type
 * @returns {boolean}
 */
function isAnyText(type) {
  if (type === undefined) return true;
  if (type.isUnionType()) return type.getTypes().some(isAnyText);
  return (
    (type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.String | TypeFlags.TemplateLiteral)) !== 0
  );
}

/**
 * Whether a type is one of texts.
 * @param {import('typescript/unstable/sync').Type | undefined} type
 * @returns {boolean}
 */
function isText(type) {
  if (type === undefined) return true;
  if (type.isUnionType()) return type.getTypes().some(isText);
  return (type.flags & (TypeFlags.Any | TypeFlags.String | TypeFlags.TemplateLiteral)) !== 0;
}

/** Methods of texts that may make a list. */
const LISTING = /^(?:match|matchAll|replace|replaceAll|split)$/;

class FileCheck {
  /** @type {Place[]} */
  places = [];

  /**
   * @param {import('typescript/unstable/ast').SourceFile} file
   * @param {import('typescript/unstable/sync').Checker} checker
   */
  constructor(file, checker) {
    this.file = file;
    this.checker = checker;
    this.visit(file);
  }

  /** @param {Node} node */
  visit(node) {
    const kind = this.kindOf(node);
    if (kind !== undefined) this.add(kind, node);
    node.forEachChild((child) => {
      this.visit(child);
      return undefined;
    });
  }

  /**
   * @param {Node} node
   * @returns {Place['kind'] | undefined}
   */
  kindOf(node) {
    if (isRegularExpressionLiteral(node)) return repeatsWithoutBound(node.text) ? 'repetition' : undefined;
    if (isElementAccessExpression(node)) {
      return isAnyText(this.checker.getTypeAtLocation(node.argumentExpression)) ? 'word' : undefined;
    }
    if (isBinaryExpression(node)) {
      const isTest = node.operatorToken.kind === SyntaxKind.InKeyword;
      return isTest && isAnyText(this.checker.getTypeAtLocation(node.left)) ? 'word' : undefined;
    }
    if (isArrayLiteralExpression(node)) {
      const isList = node.elements.some((each) => isSpreadElement(each) && this.isText(each.expression));
      return isList ? 'list' : undefined;
    }
    if (isNewExpression(node)) {
      const made = node.expression.getText(this.file);
      if (made === 'RegExp') return 'repetition';
      return (made === 'Map' || made === 'Set') && this.isFilledWithTexts(node) ? 'map' : undefined;
    }
    if (!isCallExpression(node)) return undefined;
    if (node.arguments.some((argument) => isSpreadElement(argument) && !this.isTuple(argument.expression))) {
      return 'spread';
    }
    return this.makesList(node) ? 'list' : undefined;
  }

  /**
   * Whether a new Map or Set is empty and will have texts for keys.
   * @param {import('typescript/unstable/ast').NewExpression} node
   */
  isFilledWithTexts({ typeArguments, arguments: given }) {
    if (given !== undefined && given.length > 0) return false;
    const [key] = typeArguments ?? [];
    return key !== undefined && isText(this.checker.getTypeAtLocation(key));
  }

  /** @param {import('typescript/unstable/ast').CallExpression} call */
  makesList({ expression, arguments: [first, second] }) {
    if (!isPropertyAccessExpression(expression)) return false;
    const method = expression.name.text;
    if (method === 'from') return expression.expression.getText(this.file) === 'Array' && this.isText(first);
    if (!LISTING.test(method) || !this.isText(expression.expression)) return false;
    if (method === 'split') return second === undefined;
    if (method === 'replace' || method === 'match') {
      return isRegularExpressionLiteral(first) ? /g[a-z]*$/.test(first.text) : !this.isString(first);
    }
    return true;
  }

  /** @param {Node} node */
  isString(node) {
    const type = this.checker.getTypeAtLocation(node);
    return type !== undefined && (type.flags & TypeFlags.StringLike) !== 0;
  }

  /** @param {Node} node */
  isText(node) {
    return isText(this.checker.getTypeAtLocation(node));
  }

  /** @param {Node} expression */
  isTuple(expression) {
    const type = this.checker.getTypeAtLocation(expression);
    return type !== undefined && this.checker.isTupleType(type);
  }

  /**
   * @param {Place['kind']} kind
   * @param {Node} node
   */
  add(kind, node) {
    const start = node.getStart(this.file);
    const line = this.file.text.slice(0, start).split('\n').length;
    this.places.push({ kind, text: node.getText(this.file).replaceAll(/\s+/g, ' '), line });
  }
}

const OWN_KEYS = 'its keys are names of our own';
const FEW_KEYS = 'it never has many keys';
const OWN_TEXT = 'the text is our own';
const SHORT_TEXT = 'the text is short';
const LUA_CALL = "Lua's stack holds 8,000 values: no call has more arguments";
const OWN_CALL = 'the arguments are our own';
const STARTER = 'the text is given by whoever starts the program, who waits for nobody else';

/**
 * What may stand all the same. A path may be that of a folder; the text is a part of what stands there.
 * @type {Allowed[]}
 */
const ALLOWED = [
  { path: 'src/bytes/long-double.ts', text: '/^([+-]?)', reason: 'Redis reads no text of 5 kB and more' },
  { path: 'src/bytes/one-line.ts', text: '.replace(/[\\r\\n]/g', reason: 'in a window' },
  { path: 'src/bytes/printf.ts', text: 'toExponential(fraction).split', reason: SHORT_TEXT },
  { path: 'src/cli/', text: 'new Map<string, Reply>()', reason: STARTER },
  { path: 'src/cli/client/format-reply.ts', text: "replaceAll('\\\\'", reason: STARTER },
  { path: 'src/cli/client/help.ts', text: 'entry.name.split', reason: SHORT_TEXT },
  { path: 'src/cli/client/lines.ts', text: "readFileSync(path, 'utf8').split", reason: STARTER },
  { path: 'src/cli/client/redis-uri.ts', text: "bytes.split('%')", reason: STARTER },
  { path: 'src/commands/connection/client-list.ts', text: 'new Map<string, Filter>()', reason: OWN_KEYS },
  { path: 'src/commands/keys/expiry.ts', text: 'new Set<string>()', reason: OWN_KEYS },
  { path: 'src/commands/server/config.ts', text: 'new Map<string, SettingName>()', reason: OWN_KEYS },
  { path: 'src/commands/server/info-sections.ts', text: 'facts[name]', reason: 'the names are our own' },
  { path: 'src/commands/server/info.ts', text: 'new Set<string>()', reason: OWN_KEYS },
  { path: 'src/commands/server/process.ts', text: 'new Set<string>()', reason: OWN_KEYS },
  { path: 'src/data/text-map.ts', text: 'new Map<string, V>()', reason: 'long texts are not put into it' },
  { path: 'src/embedded/tidelock.ts', text: '(name, ...args)', reason: 'the host has made a call as long' },
  {
    path: 'src/embedded/values.ts',
    text: 'new Map<Value, Value>()',
    reason: 'it is what the host has asked for',
  },
  { path: 'src/engine/command-table.ts', text: 'new Map<string, Command<C>>()', reason: OWN_KEYS },
  { path: 'src/engine/settings.ts', text: 'new Map<string, SettingName>()', reason: OWN_KEYS },
  { path: 'src/engine/settings.ts', text: "name.split('-')", reason: OWN_TEXT },
  { path: 'src/engine/statistics.ts', text: 'new Map<string, number>()', reason: FEW_KEYS },
  { path: 'src/lua/bind-calls.ts', text: "site.path.split('.')", reason: OWN_TEXT },
  { path: 'src/lua/bind-calls.ts', text: '...values)', reason: LUA_CALL },
  { path: 'src/lua/binding.ts', text: '...chunk', reason: OWN_CALL },
  {
    path: 'src/lua/codegen/',
    text: 'new Map<string, string>()',
    reason: 'the names in a text are charged before',
  },
  { path: 'src/lua/codegen/literals.ts', text: '.replace(UNSAFE', reason: 'in a window' },
  { path: 'src/lua/codegen/marks.ts', text: "mark.split(',')", reason: SHORT_TEXT },
  {
    path: 'src/lua/codegen/table.ts',
    text: 'new Set<string>()',
    reason: 'the names in a text are charged before',
  },
  { path: 'src/lua/interpreted-text.ts', text: 'first(...values)', reason: LUA_CALL },
  { path: 'src/lua/interpreter/expression.ts', text: 'callee(...values)', reason: LUA_CALL },
  { path: 'src/lua/language.ts', text: '...values', reason: 'the host has made a call as long' },
  { path: 'src/lua/lib/string-format.ts', text: 'new Map<string, Plan>()', reason: FEW_KEYS },
  { path: 'src/lua/lib/string-pattern.ts', text: 'new Map<string, Pattern>()', reason: FEW_KEYS },
  { path: 'src/lua/lib/string-replace.ts', text: 'callForOne(replacement, ...values)', reason: LUA_CALL },
  { path: 'src/lua/lib/string-translate.ts', text: '...codes', reason: SHORT_TEXT },
  { path: 'src/lua/lua.ts', text: '...values)', reason: LUA_CALL },
  { path: 'src/lua/runtime/', text: '...values', reason: LUA_CALL },
  { path: 'src/lua/runtime/', text: '...result.values', reason: LUA_CALL },
  { path: 'src/lua/runtime/coroutine.ts', text: '...list', reason: LUA_CALL },
  { path: 'src/lua/runtime/field-site.ts', text: '...fresh', reason: OWN_CALL },
  {
    path: 'src/lua/runtime/layout-step.ts',
    text: 'new Map<string | number, Map<number, Step>>()',
    reason: FEW_KEYS,
  },
  { path: 'src/lua/runtime/position.ts', text: 'new Map<string, HostKind>()', reason: OWN_KEYS },
  { path: 'src/lua/runtime/position.ts', text: 'new RegExp(', reason: "V8's text of the stack is short" },
  { path: 'src/lua/runtime/position.ts', text: '/^([\\w$]+)@/', reason: "V8's text of the stack is short" },
  { path: 'src/lua/runtime/position.ts', text: 'stack.split(', reason: "V8's text of the stack is short" },
  {
    path: 'src/lua/runtime/shape.ts',
    text: 'new Map<LuaValue, number>()',
    reason: 'long strings are not put into it',
  },
  {
    path: 'src/lua/runtime/stack-room.ts',
    text: '...piece',
    reason: 'to find out whether that exhausts the stack',
  },
  {
    path: 'src/lua/runtime/stack-room.ts',
    text: '...room',
    reason: 'to find out whether that exhausts the stack',
  },
  { path: 'src/lua/runtime/state.ts', text: 'new Map<string, unknown>()', reason: OWN_KEYS },
  { path: 'src/lua/syntax/lexer.ts', text: "'and break do else", reason: OWN_TEXT },
  { path: 'src/lua/syntax/resolve.ts', text: 'new Set<string>()', reason: FEW_KEYS },
  { path: 'src/scripting/eval.ts', text: 'new Map<string, Script>()', reason: 'its keys are digests' },
  {
    path: 'src/scripting/lib/struct-format.ts',
    text: 'new Map<string, readonly StructStep[]>()',
    reason: FEW_KEYS,
  },
  { path: 'src/scripting/scripting.ts', text: 'call(callee, ...values)', reason: OWN_CALL },
  { path: 'src/scripting/templates.ts', text: 'new Map<string, Template>()', reason: FEW_KEYS },
  { path: 'src/scripting/templates.ts', text: 'new Set<string>()', reason: FEW_KEYS },
  { path: 'src/server/answer-report.ts', text: 'new Map<string, Entry>()', reason: OWN_KEYS },
  { path: 'src/server/directives.ts', text: 'new Set<string>()', reason: STARTER },
  { path: 'src/server/engine-thread.ts', text: "setting.split(' ')", reason: SHORT_TEXT },
  { path: 'src/server/listen.ts', text: ".split(' ')", reason: 'there are 16 addresses at most' },
  {
    path: 'src/server/server-information.ts',
    text: "bind.split(' ')",
    reason: 'there are 16 addresses at most',
  },
];

/**
 * What the files of a project do with texts of others that they may not.
 * @param {string} project path of its tsconfig.json
 * @param {readonly Allowed[]} [allowed] what may stand all the same
 * @returns {string[]} one sentence a place, and one for each exception that is none
 */
export function unboundedWork(project, allowed = ALLOWED) {
  const api = new API();
  try {
    const configFileName = resolve(project);
    const root = resolve(configFileName, '..');
    const loaded = api.updateSnapshot({ openProjects: [configFileName] }).getProject(configFileName);
    if (loaded === undefined) throw new Error(`${project} cannot be loaded`);
    const unused = new Set(allowed);
    const findings = loaded.rootFiles.flatMap((name) => {
      const file = loaded.program.getSourceFile(name);
      if (file === undefined) throw new Error(`${name} cannot be read`);
      const path = relative(root, name).replaceAll('\\', '/');
      return new FileCheck(file, loaded.checker).places
        .filter(({ text }) => {
          const exceptions = allowed.filter((each) => path.startsWith(each.path) && text.includes(each.text));
          for (const exception of exceptions) unused.delete(exception);
          return exceptions.length === 0;
        })
        .map(({ kind, text, line }) => `${path}:${line}: \`${text}\` ${KINDS[kind]}`);
    });
    const stale = [...unused].map(
      ({ path, text }) => `${path}: \`${text}\` is allowed, but does not stand there`,
    );
    return [...findings, ...stale];
  } finally {
    api.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const findings = unboundedWork('tsconfig.build.json');
  for (const finding of findings) console.error(finding);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
