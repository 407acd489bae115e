// Writes docs/api, the reference of every public name, out of the doc comments in the source.
// `node docs/write-api.ts folder` writes it somewhere else, for the check that it is up to date.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Application, type ProjectReflection } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

const packages = path.join(import.meta.dirname, '../packages');
const out = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, 'api'));

const layout: Partial<PluginOptions> = {
  excludeScopesInPaths: true,
  flattenOutputFiles: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  outputFileStrategy: 'modules',
  classPropertiesFormat: 'table',
  interfacePropertiesFormat: 'table',
  parametersFormat: 'table',
  propertyMembersFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideModifiers: true, hideOverrides: true },
};

const entries = publicEntries();
const app = await Application.bootstrapWithPlugins({
  ...{ plugin: ['typedoc-plugin-markdown'], out, name: 'API', basePath: packages },
  tsconfig: path.join(import.meta.dirname, 'tsconfig.api.json'),
  entryPoints: Object.values(entries).map((file) => path.join(packages, file)),
  readme: 'none',
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  logLevel: 'Warn',
  ...layout,
} as Parameters<typeof Application.bootstrapWithPlugins>[0]);

const project = await app.convert();
if (!project) throw new Error('The source cannot be read; what is wrong stands above.');
nameModules(project);
rmSync(out, { recursive: true, force: true });
await app.generateOutputs(project);
if (app.logger.hasErrors()) process.exitCode = 1;

/** What an app can import, with the files that it leads to. */
function publicEntries(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const folder of readdirSync(packages)) {
    const file = path.join(packages, folder, 'package.json');
    const { name, exports } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [subpath, target] of Object.entries<Record<string, string>>(exports)) {
      const source = target['@tintype/source'];
      if (source?.endsWith('.ts')) found[path.join(name, subpath)] = path.join(folder, source);
    }
  }
  return found;
}

/** TypeDoc names modules by their files, and nobody imports those. */
function nameModules({ children = [] }: ProjectReflection): void {
  for (const [name, file] of Object.entries(entries)) {
    const named = file.replace(/(\/index)?\.ts$/, '');
    const found = children.find((child) => child.name === named);
    if (!found) throw new Error(`TypeDoc has made no module of ${file}.`);
    found.name = name;
  }
}
