/** The language in each form that users run: as it is written, and minified. What a test says holds for all of them. */
import * as asWritten from './lua-modules.ts';
import { importMinified, MINIFIERS } from './minified.ts';

export type LuaModules = typeof asWritten;

/** The module that the forms are made of. */
export const ENTRY = `${import.meta.dirname}/lua-modules.ts`;

export const FORMS: readonly { readonly form: string; readonly lua: LuaModules }[] = [
  { form: 'as written', lua: asWritten },
  ...(await Promise.all(
    MINIFIERS.map(async (minifier) => ({
      form: `minified by ${minifier}`,
      lua: await importMinified<LuaModules>(ENTRY, minifier),
    })),
  )),
];
