/** The options of `startServer`, and their checks: each error names the option, says what is expected and what came. */
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { SettingsRegistry } from '../engine/settings.ts';
import { checkPlainObject, checkProperties, describe, refusal } from '../options/check.ts';

export interface ServerOptions {
  /**
   * The TCP port, 0 to 65535. 0 takes any free one, which `server.port` then tells.
   * @default 6379
   * @example 0
   */
  port?: number;
  /**
   * The address to listen on: an IP address or a host name. `'*'` stands for every IPv4 address, `'::*'` for every IPv6
   * address.
   * @default '127.0.0.1'
   * @example '::1'
   */
  host?: string;
  /**
   * Further settings by their names in redis.conf, with the values that redis.conf takes: a text, a number, or true and
   * false for `yes` and `no`. A plain number is in the unit of the setting: bytes for `maxmemory`, seconds for `timeout`,
   * milliseconds for `busy-reply-threshold`. Of the defaults two differ from redis.conf: `loglevel` is `nothing`, and
   * `save` is empty.
   *
   * A relative path lies in the folder that `dir` names, which is the current folder by default.
   * @default {}
   * @example { maxmemory: '100mb', timeout: 300, 'protected-mode': false }
   */
  settings?: Record<string, string | number | boolean>;
  /**
   * The file that the engine's thread runs: a `URL` of the scheme `file:`, its text, or an absolute path. Only a bundle needs it, which
   * has the module `tidelock/engine-thread` as a file of its own.
   * @default the file in the package
   * @example new URL('./engine-thread.js', import.meta.url)
   */
  engineThread?: string | { readonly href: string };
}

const NAMES = ['port', 'host', 'settings', 'engineThread'] as const;
const OWNER = 'startServer';
const LAST_PORT = 65_535;

/** Settings that are the business of the program `tidelock server`, with what to do instead. */
const NOT_HERE = new Map([
  ['daemonize', "is for the program 'tidelock server' alone: a server inside a program cannot detach itself"],
  ['port', "is given as the option 'port'"],
  ['bind', "is given as the option 'host'"],
]);

/** Options that have passed the checks. Texts are byte strings. */
export interface CheckedOptions {
  port: number;
  host: string;
  /** Names in lower case, and texts as redis.conf has them. */
  settings: [name: string, text: string][];
  /** A URL of the scheme `file:`. */
  engineThread: string | undefined;
}

/** @throws TypeError or RangeError */
export function checkOptions(given: ServerOptions | undefined): CheckedOptions {
  const checked = checkProperties(OWNER, 'an object of options', 'option', given, NAMES);
  const { port = 6379, host = '127.0.0.1', settings = {}, engineThread } = checked;
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) {
    throw refusal(port, 'number', `${OWNER}: option 'port' must be an integer from 0 to ${LAST_PORT}`);
  }
  if (typeof host !== 'string' || host === '' || /[\s\0]/.test(host)) {
    throw refusal(host, 'string', `${OWNER}: option 'host' must be an address such as '127.0.0.1'`);
  }
  checkPlainObject(`${OWNER}: option 'settings'`, 'an object of settings', settings);
  return {
    port,
    host: encodeUtf8(host),
    settings: Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.toLowerCase(), settingText(name, value)]),
    engineThread: engineThread === undefined ? undefined : checkFile(engineThread),
  };
}

/** A setting's value as redis.conf spells it. */
function settingText(name: string, value: unknown): string {
  const owner = `${OWNER}: setting '${name}'`;
  const setting = SettingsRegistry.resolve(name);
  if (setting === undefined)
    throw new TypeError(`${owner} does not exist: settings have the names of redis.conf`);
  const reason = NOT_HERE.get(setting);
  if (reason !== undefined) throw new TypeError(`${owner} ${reason}`);
  if (typeof value === 'string') return encodeUtf8(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  throw refusal(value, 'number', `${owner} must be a text, an integer, true or false`);
}

function checkFile(given: unknown): string {
  const expected = `${OWNER}: option 'engineThread' must be a URL of the scheme file: or an absolute path`;
  const text = typeof given === 'object' && given !== null && 'href' in given ? given.href : given;
  if (typeof text === 'string' && isAbsolute(text)) return pathToFileURL(text).href;
  try {
    if (typeof text === 'string') return pathToFileURL(fileURLToPath(text)).href;
  } catch {
    // It is not a URL of a file.
  }
  throw new TypeError(`${expected}, not ${describe(text)}`);
}
