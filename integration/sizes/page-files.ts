/**
 * The files of a page, for every bundler. Without imports it is the same page, with React and React Query,
 * but without Tintype.
 */
export function pageFiles(imports: readonly string[]): Record<string, string> {
  const list = imports.join(', ');
  const tintype = list && `import { ${list} } from '@tintype/react';\n`;
  const main = `import * as React from 'react';
import { createRoot } from 'react-dom/client';
import { createPortal } from 'react-dom';
import { hashKey, onlineManager, QueryClient, QueryClientContext, useMutation } from '@tanstack/react-query';
${tintype}globalThis.kept = [
  React.version, createRoot, createPortal, hashKey, onlineManager, QueryClient, QueryClientContext, useMutation,
  ${list}
];
`;
  return {
    'main.js': main,
    'index.html': '<!doctype html><script type="module" src="main.js"></script>\n',
    // The packages are links to a folder far from the project, which Next takes for its end.
    'next.config.mjs': "export default { turbopack: { root: '/' } };\n",
    'app/layout.jsx':
      'export default function Layout({ children }) {\n  return <html><body>{children}</body></html>;\n}\n',
    'app/page.jsx': `import { Client } from './client.jsx';
export default function Page() {
  return <Client />;
}
`,
    'app/client.jsx': `'use client';
import '../main.js';
export function Client() {
  return null;
}
`,
  };
}
