#!/usr/bin/env node
import { isBuiltin } from 'node:module';

// Looked for before anything else is loaded: older versions of Node would say no more than that there is no
// such module.
if (isBuiltin('node:sqlite')) {
  const { runCommand } = await import('./command.ts');
  await runCommand();
} else {
  console.error(
    `tintype-server needs Node 22.13 or later, for the SQLite that is part of it. This is Node ${process.versions.node}.`,
  );
  process.exitCode = 1;
}
