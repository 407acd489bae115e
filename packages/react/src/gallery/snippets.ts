import type { PictureSize } from './picture-facts.ts';

/** What a snippet shows. */
export interface SnippetPicture {
  /** Absolute. */
  url: string;
  alt: string;
  srcSet?: string | undefined;
  size?: PictureSize | null | undefined;
}

/** A picture in Markdown. */
export function markdownOf({ url, alt }: SnippetPicture): string {
  const text = alt.replace(/\s+/g, ' ').replace(/[\\[\]`*_<>!]/g, '\\$&');
  const target = url.replace(
    /[\s()<>\\]/g,
    (letter) => ESCAPED[letter] ?? encodeURIComponent(letter),
  );
  return `![${text}](${target})`;
}

/** A picture as an HTML element. */
export function htmlOf({ url, alt, srcSet, size }: SnippetPicture): string {
  const attributes: [string, string | number | undefined][] = [
    ['src', url],
    ['srcset', srcSet],
    ['sizes', srcSet && 'auto, 100vw'],
    ['width', size?.width],
    ['height', size?.height],
    ['alt', alt],
    ['loading', 'lazy'],
  ];
  const written = attributes.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${escapeHTML(String(value))}"`],
  );
  return `<img ${written.join(' ')}>`;
}

// What `encodeURIComponent` leaves as it is, and Markdown does not.
const ESCAPED: Readonly<Record<string, string>> = { '(': '%28', ')': '%29' };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
};

function escapeHTML(text: string): string {
  return text.replace(/[&"<>]/g, (letter) => ENTITIES[letter] ?? letter);
}
