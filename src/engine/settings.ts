/**
 * The settings of one engine: typed for the code (`values.maxmemoryPolicy`), by name and text for CONFIG,
 * redis.conf and the command line. Both are derived from `settingsTable`.
 */

import { SettingError, type SettingKind } from './setting-kinds.ts';
import { settingsTable } from './settings-table.ts';

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type Table = typeof settingsTable;

export type SettingName = keyof Table;

/** Every setting's value under its camel-cased name. */
export type Settings = {
  -readonly [Name in SettingName as CamelCase<Name>]: Table[Name] extends SettingKind<infer T> ? T : never;
};

export type SettingListener = (name: SettingName, registry: SettingsRegistry) => void;

const kinds = settingsTable as { [Name in SettingName]: SettingKind<unknown> };

const names = Object.keys(settingsTable) as SettingName[];

const aliases = new Map<string, SettingName>();
for (const name of names) {
  aliases.set(name, name);
  const { alias } = kinds[name];
  if (alias !== undefined) aliases.set(alias, name);
}

/** `maxmemory-policy` as a property: `maxmemoryPolicy`. */
function camelCase(name: string): keyof Settings {
  const [first, ...others] = name.split('-');
  return (first +
    others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')) as keyof Settings;
}

/** The property of each setting. */
const properties = Object.fromEntries(names.map((name) => [name, camelCase(name)])) as {
  readonly [Name in SettingName]: keyof Settings;
};

export class SettingsRegistry {
  readonly values: Settings;
  readonly #listeners: SettingListener[] = [];
  readonly #appliers: SettingListener[] = [];

  constructor() {
    this.values = Object.fromEntries(
      names.map((name) => [properties[name], kinds[name].initial]),
    ) as unknown as Settings;
  }

  /** The names with their aliases, as CONFIG GET matches its patterns against. */
  static names(): IterableIterator<string> {
    return aliases.keys();
  }

  /** The setting that a name or alias in any case means. */
  static resolve(name: string): SettingName | undefined {
    return aliases.get(name.toLowerCase());
  }

  static traits(
    name: SettingName,
  ): Pick<SettingKind<unknown>, 'immutable' | 'hidden' | 'protected' | 'multiple'> {
    return kinds[name];
  }

  /** Has a listener told of each setting that was set. */
  onChange(listener: SettingListener): void {
    this.#listeners.push(listener);
  }

  /** Has something put into effect what `setAll` set; when it raises `SettingError` the old values come back. */
  onApply(applier: SettingListener): void {
    this.#appliers.push(applier);
  }

  /** As CONFIG GET prints it. */
  get(name: SettingName): string {
    return kinds[name].print(this.values[properties[name]]);
  }

  /** Whether a setting has the value that it has when nobody sets it. */
  hasDefault(name: SettingName): boolean {
    return this.get(name) === kinds[name].print(kinds[name].initial);
  }

  /**
   * Sets one setting from its text; whether it may be set now is the caller's question.
   * @throws SettingError
   */
  set(name: SettingName, text: string): void {
    this.#parse(name, text);
    for (const listener of this.#listeners) listener(name, this);
  }

  /**
   * Sets several settings or none: on an error all get their old values back.
   * @throws SettingError with `setting`, the name that was refused
   */
  setAll(changes: [name: SettingName, text: string][]): void {
    const before = { ...this.values };
    for (const [name, text] of changes) {
      try {
        this.#parse(name, text);
      } catch (error) {
        this.#refuse(name, before, error);
      }
    }
    for (const [name] of changes) {
      try {
        for (const applier of this.#appliers) applier(name, this);
      } catch (error) {
        this.#refuse(name, before, error);
      }
    }
    for (const [name] of changes) for (const listener of this.#listeners) listener(name, this);
  }

  #parse(name: SettingName, text: string): void {
    const values = this.values as Record<keyof Settings, unknown>;
    const property = properties[name];
    values[property] = kinds[name].parse(text, values[property]);
  }

  #refuse(name: SettingName, before: Settings, error: unknown): never {
    Object.assign(this.values, before);
    if (error instanceof SettingError) throw new RefusedSetting(name, error.message);
    throw error;
  }
}

/** Which of several settings was refused, and why. */
export class RefusedSetting extends SettingError {
  readonly setting: SettingName;
  constructor(setting: SettingName, message: string) {
    super(message);
    this.setting = setting;
  }
}
