/** Pages of the repository that Storybook shows, with the id of each. */
export const guidePages: Readonly<Record<string, string>> = {
  'docs/guides/next.md': 'guides-next-js--docs',
  'docs/guides/vite-hono.md': 'guides-vite-with-hono--docs',
  'docs/guides/workers.md': 'guides-cloudflare-workers--docs',
  'docs/guides/private-images.md': 'guides-private-images--docs',
  'docs/guides/direct-uploads.md': 'guides-direct-uploads--docs',
  'docs/guides/forms.md': 'guides-forms--docs',
  'docs/styling.md': 'guides-styling-recipes--docs',
  'docs/guides/accessibility.md': 'guides-accessibility-your-part--docs',
  'docs/guides/self-hosting.md': 'guides-self-hosting--docs',
  'docs/guides/observability.md': 'guides-observability--docs',
  'docs/guides/migrating.md': 'guides-migrating--docs',
  'docs/errors.md': 'guides-troubleshooting--docs',
  'docs/privacy.md': 'guides-privacy--docs',
  '.storybook/docs/Accessibility.mdx': 'accessibility--docs',
};
