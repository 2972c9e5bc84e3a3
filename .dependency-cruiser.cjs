/** The walls of the house (tools/layers.cjs) as dependency-cruiser rules; type imports count like any other. */
const { circularLayers, layers, nodeLayers } = require('./tools/layers.cjs');

const escaped = (path) => path.replaceAll('.', '\\.');

/** Matches everything in a layer; for a file, the file itself. */
const everythingIn = (layer) => (layer.endsWith('.ts') ? `^src/${escaped(layer)}$` : `^src/${layer}/`);

/** Matches the files that import on behalf of a layer: `lua` stands for its own files, not for its subfolders. */
const importersOf = (layer) => (layer === 'lua' ? '^src/lua/[^/]+$' : everythingIn(layer));

const wallRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `wall-${layer.replaceAll('/', '-')}`,
  comment: `src/${layer} may import only: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: importersOf(layer) },
  to: { pathNot: [importersOf(layer), ...allowed.map(everythingIn)], dependencyTypes: ['local'] },
}));

module.exports = {
  forbidden: [
    ...wallRules,
    {
      name: 'folder-without-a-row',
      comment: 'every folder of src has a row in tools/layers.cjs',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(layers).map(importersOf) },
      to: {},
    },
    {
      name: 'runs-without-node',
      comment: `only ${nodeLayers.join(' and ')} may import Node's modules or packages: the rest runs in a browser`,
      severity: 'error',
      from: { path: '^src/', pathNot: nodeLayers.map(everythingIn) },
      to: { dependencyTypesNot: ['local'] },
    },
    {
      name: 'no-circles',
      comment:
        'the files of a folder form no circles, types included: what two need of each other is a file of its own',
      severity: 'error',
      from: { path: '^src/', pathNot: circularLayers.map(everythingIn) },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'an import must lead somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
