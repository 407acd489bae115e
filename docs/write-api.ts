// Writes docs/api, the reference of every public name, out of the doc comments in the source.
// `node docs/write-api.ts [folder]` writes it to another folder, for the check that it is up to date.
import path from 'node:path';
import { Application, type ProjectReflection } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

const packages = path.join(import.meta.dirname, '../packages');

/** The entries as an app imports them, with the files that they lead to. */
const ENTRIES: Readonly<Record<string, string>> = {
  '@tintype/core': 'core/src/index.ts',
  '@tintype/core/images': 'core/src/images/index.ts',
  '@tintype/core/formats': 'core/src/formats/index.ts',
  '@tintype/react': 'react/src/index.ts',
  '@tintype/react/locales': 'react/src/locales/index.ts',
  '@tintype/react/testing': 'react/src/testing/index.ts',
  '@tintype/relay': 'relay/src/index.ts',
  '@tintype/relay/node': 'relay/src/node.ts',
  '@tintype/server': 'server/src/index.ts',
};

const layout: Partial<PluginOptions> = {
  outputFileStrategy: 'modules',
  excludeScopesInPaths: true,
  flattenOutputFiles: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hidePageTitle: false,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideSources: true, hideModifiers: true, hideInherited: true },
};

const app = await Application.bootstrapWithPlugins({
  plugin: ['typedoc-plugin-markdown'],
  tsconfig: path.join(import.meta.dirname, 'tsconfig.api.json'),
  entryPoints: Object.values(ENTRIES).map((file) => path.join(packages, file)),
  out: path.resolve(process.argv[2] ?? path.join(import.meta.dirname, 'api')),
  basePath: packages,
  name: 'API',
  readme: 'none',
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  sort: ['kind', 'alphabetical'],
  logLevel: 'Warn',
  ...layout,
} as Parameters<typeof Application.bootstrapWithPlugins>[0]);

const project = await app.convert();
if (!project) throw new Error('The source cannot be read; see above.');
nameEntries(project);
await app.generateOutputs(project);
if (app.logger.hasErrors()) process.exitCode = 1;

/** TypeDoc names modules by their files. */
function nameEntries({ children = [] }: ProjectReflection): void {
  for (const [name, file] of Object.entries(ENTRIES)) {
    const named = file.replace(/(\/index)?\.ts$/, '');
    const entry = children.find((child) => child.name === named);
    if (!entry) throw new Error(`TypeDoc has made no module of ${file}.`);
    entry.name = name;
  }
}
