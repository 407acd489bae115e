import { decodeDrawing } from '@tintype/core/formats';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { svgAttributes, svgElements, unwrappedElements } from './svg-allow-list.ts';
import { cleanCSS, isOwnReference } from './svg-references.ts';
import { SVGWriter } from './svg-writer.ts';

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';
const DEEPEST = 256;

/**
 * Makes an SVG harmless: it is read strictly, as a browser does, and written anew with what is on the
 * list. Scripts, handlers of events, foreign elements, links, references to anything outside of the
 * file, document types, entities and processing instructions are not.
 *
 * @returns UTF-8.
 * @throws Error when it is not well-formed, or no SVG.
 */
export function sanitizeSVG(bytes: Uint8Array): Buffer {
  // Its entities are in their places by now, within bounds.
  const text = decodeDrawing(bytes);
  const writer = new SVGWriter();
  const parser = new SaxesParser({ xmlns: true, position: true });
  // Elements that are open, and whether each of them is written.
  const open: boolean[] = [];
  // How many of them are within one that goes with all that is in it.
  let dropped = 0;

  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (open.length === 0 && !isSVG(tag, 'svg')) throw new Error('the root element is no svg');
    if (open.length >= DEEPEST) throw new Error('its elements are nested too deeply');
    // A style sheet is text; elements in it would only hide a part of it.
    const isKept = dropped === 0 && !writer.isInSheet && isAllowed(tag);
    if (dropped > 0 || !(isKept || isUnwrapped(tag))) dropped++;
    open.push(isKept);
    if (isKept) writer.open(tag.local, attributesOf(tag));
  });
  parser.on('closetag', (tag) => {
    if (open.pop()) writer.close(tag.local);
    else if (dropped > 0) dropped--;
  });
  const write = (characters: string) => {
    if (dropped === 0 && open.length > 0) writer.text(characters);
  };
  parser.on('text', write);
  parser.on('cdata', write);
  parser.write(text).close();
  return writer.end();
}

function isSVG({ uri, local }: SaxesTagNS, name: string): boolean {
  // Without a declared namespace it would not be drawn at all; the declaration is put in.
  return (uri === SVG || uri === '') && local === name;
}

function isAllowed(tag: SaxesTagNS): boolean {
  if (!isSVG(tag, tag.local) || !svgElements.has(tag.local)) return false;
  const target = tag.attributes.attributeName;
  // An animation sets an attribute as if it stood there.
  return !target || (svgAttributes.has(target.value) && target.value !== 'style');
}

function isUnwrapped(tag: SaxesTagNS): boolean {
  return isSVG(tag, tag.local) && unwrappedElements.has(tag.local);
}

function attributesOf({ attributes }: SaxesTagNS): [name: string, value: string][] {
  const kept: [string, string][] = [];
  for (const { uri, local, prefix, value } of Object.values(attributes)) {
    if (local === 'href' && (uri === '' || uri === XLINK)) {
      if (isOwnReference(value)) kept.push([uri === XLINK ? 'xlink:href' : 'href', value]);
    } else if (uri === XML && (local === 'space' || local === 'lang')) {
      kept.push([`xml:${local}`, value]);
    } else if (uri === '' && prefix === '' && isAttribute(local)) {
      kept.push([local, cleanCSS(value)]);
    }
  }
  return kept;
}

function isAttribute(name: string): boolean {
  return svgAttributes.has(name) || /^(?:aria|data)-[a-z][\w-]*$/.test(name);
}
