import { cleanCSS } from './svg-references.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACES: readonly (readonly [string, string])[] = [
  ['xmlns', 'http://www.w3.org/2000/svg'],
  ['xmlns:xlink', 'http://www.w3.org/1999/xlink'],
];
/** Writes an SVG, well-formed whatever it is given. */
export class SVGWriter {
  readonly #parts: string[] = [HEAD];
  #depth = 0;
  /** The text of the style sheet that is open, which can be judged only as a whole. */
  #sheet: string | null = null;

  /** Whether the text that comes next is CSS. */
  get isInSheet(): boolean {
    return this.#sheet !== null;
  }

  open(name: string, attributes: readonly (readonly [string, string])[]): void {
    const all = this.#depth++ === 0 ? [...NAMESPACES, ...attributes] : attributes;
    this.#parts.push(
      `<${name}${all.map(([key, value]) => ` ${key}="${escapeXML(value)}"`).join('')}>`,
    );
    if (name === 'style') this.#sheet = '';
  }

  close(name: string): void {
    if (name === 'style' && this.#sheet !== null) {
      this.#parts.push(escapeXML(cleanCSS(this.#sheet)));
      this.#sheet = null;
    }
    this.#depth--;
    this.#parts.push(`</${name}>`);
  }

  text(text: string): void {
    if (this.#sheet === null) this.#parts.push(escapeXML(text));
    else this.#sheet += text;
  }

  end(): Buffer {
    return Buffer.from(this.#parts.join(''));
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

// XML 1.1 lets them stand there as references, XML 1.0, which is written here, in no way (section 2.2).
const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escapeXML(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}
