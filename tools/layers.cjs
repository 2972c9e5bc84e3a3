/**
 * Who may import whom: a folder of src/ (or a file at its root) and the ones that it may import besides itself.
 *
 * The one place where this is written down for machines; ARCHITECTURE.md tells it to people.
 * `lua` as an importer means the files directly in src/lua; as something imported, everything below it.
 */
const languageLayers = ['lua/syntax', 'lua/codegen', 'lua/runtime', 'lua/interpreter', 'lua/lib'];
const stateLayers = ['bytes', 'data', 'protocol', 'engine', 'scripting'];
const engineLayers = [...stateLayers, 'lua', 'commands'];

/** @type {Record<string, string[]>} */
const layers = {
  bytes: [],
  options: [],
  'lua/syntax': ['bytes'],
  'lua/codegen': ['lua/syntax'],
  'lua/runtime': ['bytes'],
  'lua/interpreter': ['lua/syntax', 'lua/runtime'],
  'lua/lib': ['bytes', 'lua/runtime'],
  lua: ['bytes', 'options', ...languageLayers],
  data: ['bytes'],
  protocol: ['bytes'],
  engine: ['bytes', 'data', 'protocol'],
  scripting: ['bytes', 'data', 'lua', 'engine', 'protocol'],
  commands: stateLayers,
  'composition.ts': engineLayers,
  embedded: [...engineLayers, 'options', 'composition.ts'],
  'tidelock.ts': ['embedded', 'engine', 'lua'],
  server: [...engineLayers, 'composition.ts', 'embedded', 'options'],
  cli: [...engineLayers, 'composition.ts', 'server'],
  vitest: ['tidelock.ts', 'server'],
};

/** The layers that run on Node only: they alone may import its modules and packages. */
const nodeLayers = ['server', 'cli', 'vitest'];

/** The layers whose files import each other in circles, types included; nowhere else do files do so. */
const circularLayers = ['lua/codegen'];

module.exports = { circularLayers, layers, nodeLayers };
