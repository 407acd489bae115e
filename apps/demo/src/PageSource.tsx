/** The file of the page, for those who want to do the same. */
export function PageSource({ name, source }: { name: string; source: string }) {
  return (
    <details className="source">
      <summary>The source of this page: {name}</summary>
      {/* Scrolls, so the keyboard must be able to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre tabIndex={0}>
        <code>{source}</code>
      </pre>
    </details>
  );
}
