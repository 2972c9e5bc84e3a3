/**
 * Modules as browsers get them: bundled into one text whose names are one or two letters long. esbuild renames only;
 * swc also moves functions into their callers, so that there are fewer frames on the stack.
 */
import { minify } from '@swc/core';
import { build } from 'esbuild';

export const MINIFIERS = ['esbuild', 'swc'] as const;
export type Minifier = (typeof MINIFIERS)[number];

/** The name that the bundle's text declares for what the entry exports. */
const BUNDLE = 'bundled';

/** The text of a script that declares `bundled`, an object with all exports of the entry. */
async function bundle(entry: string, isMinified: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: BUNDLE,
    minify: isMinified,
    keepNames: false,
    write: false,
  });
  return outputFiles[0].text;
}

/** The minified text of a script that declares `bundled`. */
export async function minifiedText(entry: string, minifier: Minifier): Promise<string> {
  if (minifier === 'esbuild') return await bundle(entry, true);
  const { code } = await minify(await bundle(entry, false), {
    compress: { inline: 3, passes: 3 },
    mangle: true,
    module: false,
  });
  return code;
}

/**
 * An entry's exports, from its minified bundle.
 *
 * @param globals what stands for globals of these names
 */
export async function importMinified<Module>(
  entry: string,
  minifier: Minifier,
  globals: Record<string, unknown> = {},
): Promise<Module> {
  const text = await minifiedText(entry, minifier);
  return new Function(...Object.keys(globals), `${text}\nreturn ${BUNDLE}`)(
    ...Object.values(globals),
  ) as Module;
}
