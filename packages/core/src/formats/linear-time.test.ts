import { expect, it } from 'vitest';
import { growth, LINEAR } from '../../test/growth.ts';
import { readHeader } from './header.ts';
import { checkIntegrity } from './integrity/integrity.ts';
import { stripMetadata } from './strip-metadata.ts';
import { inspectDrawing } from './svg/drawing.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const GIF = hex('474946383961 0100 0100 800000 000000 ffffff');
const FRAME = hex('2c 0000 0000 0100 0100 00 02 02 4401 00');
const JPEG = hex('ffd8 ffdb0043 00').subarray(0, 7);
const PNG = hex('89504e470d0a1a0a 0000000d 49484452 00000001 00000001 08 00 00 00 00 3a7e9b55');
const RIFF = hex('52494646 ffffff7f 57454250');
const HEIC = hex('00000018 66747970 68656963 00000000 6d696631 68656963');

/** A file of very many small pieces, behind what it begins with. */
const FILES: readonly (readonly [name: string, type: string, start: Buffer, piece: Buffer])[] = [
  ['empty sub-blocks of a GIF', 'image/gif', GIF, hex('21fe00')],
  ['short sub-blocks of a GIF', 'image/gif', Buffer.concat([GIF, hex('21fe')]), hex('0141')],
  ['zeros in a GIF', 'image/gif', GIF, hex('00')],
  ['frames of a GIF', 'image/gif', GIF, FRAME],
  [
    'short pieces of a frame of a GIF',
    'image/gif',
    Buffer.concat([GIF, FRAME.subarray(0, -4)]),
    hex('0101'),
  ],
  ['segments of a JPEG', 'image/jpeg', hex('ffd8'), hex('ffe00002')],
  ['comments of a JPEG', 'image/jpeg', hex('ffd8'), hex('fffe000341')],
  ['fill bytes of a JPEG', 'image/jpeg', hex('ffd8'), hex('ff')],
  ['zeros in a JPEG', 'image/jpeg', hex('ffd8'), hex('00')],
  ['restarts of a JPEG', 'image/jpeg', hex('ffd8'), hex('ffd0')],
  ['scans of a JPEG', 'image/jpeg', hex('ffd8'), hex('ffda00080101000000003f')],
  ['tables of a JPEG', 'image/jpeg', JPEG, hex('ffc40002')],
  ['empty chunks of a PNG', 'image/png', PNG, hex('00000000 74455874 00000000')],
  ['empty pixels of a PNG', 'image/png', PNG, hex('00000000 49444154 35af061e')],
  ['chunks of a WebP', 'image/webp', RIFF, hex('45584946 00000000')],
  ['frames of a WebP', 'image/webp', RIFF, hex('414e4d46 00000000')],
  ['boxes of a HEIC', 'image/heic', HEIC, hex('00000008 66726565')],
  ['boxes without a type', 'image/heic', HEIC, hex('00000008 00000000')],
];

const fileOf = (start: Buffer, piece: Buffer) => (size: number) =>
  new Blob([Buffer.concat([start, Buffer.alloc(size, piece)])]);

const quietly = async (work: Promise<unknown>) => work.catch(() => undefined);

it.each(FILES)('%s are read in time by their length', async (_, __, start, piece) => {
  const ratio = await growth(fileOf(start, piece), (blob) => quietly(readHeader(blob)), 100_000);
  expect(ratio).toBeLessThan(LINEAR);
});

it.each(FILES)('%s are checked in time by their length', async (_, __, start, piece) => {
  const check = async (blob: Blob) => {
    const header = await readHeader(blob);
    if (header) await checkIntegrity(blob, { ...header, width: 1, height: 1 });
  };
  const ratio = await growth(fileOf(start, piece), (blob) => quietly(check(blob)), 100_000);
  expect(ratio).toBeLessThan(LINEAR);
});

it.each(FILES)('%s are taken out in time by their length', async (_, type, start, piece) => {
  const strip = async (blob: Blob) => (await stripMetadata(blob, type, 'all')).arrayBuffer();
  const ratio = await growth(fileOf(start, piece), (blob) => quietly(strip(blob)), 60_000);
  expect(ratio).toBeLessThan(LINEAR);
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">';

it.each([
  ['elements', SVG, '<g/>'],
  ['open elements', SVG, '<g>'],
  ['comments', SVG, '<!---->'],
  ['data', `${SVG}<style>`, '<![CDATA[a]]>'],
  ['rules', `${SVG}<style>`, '.a{fill:url(#a)}'],
  ['rules without an end', `${SVG}<style>`, 'a{'],
  ['comments of CSS', `${SVG}<style>`, '/*'],
  ['escapes of CSS', `${SVG}<path style="`, '\\61 '],
  ['references of CSS', `${SVG}<path style="`, 'fill:url(#a);'],
  ['parentheses', `${SVG}<path fill="`, 'url('],
  ['spaces in parentheses', `${SVG}<path fill="url(`, ' '],
  ['attributes', `${SVG}<path`, ' a'],
  ['spaces', `${SVG}<path`, ' '],
  ['quotes', `${SVG}<path a="`, "'"],
  ['numbers', `${SVG}<path stroke-dasharray="1" d="`, '1 '],
  ['digits', `${SVG}<path stroke-dasharray="1" d="`, '1'],
  ['points', `${SVG}<path stroke-dasharray="1" d="`, '.'],
  ['characters', `${SVG}<text>`, '&#65;'],
  ['ampersands', `${SVG}<text>`, '&amp'],
  ['declarations', '<!DOCTYPE svg [', '<!ENTITY a "b">'],
  ['declarations without an end', '<!DOCTYPE svg [', '<!ENTITY '],
  ['data URLs', `${SVG}<image href="data:`, 'image/png;base64,'],
  ['uses', `${SVG}<g id="a"/>`, '<use href="#a"/>'],
  ['classes', `${SVG}<path class="`, 'a '],
])('a drawing of %s is weighed in time by its length', async (_, start, piece) => {
  const ratio = await growth(
    (size) => Buffer.from(start + piece.repeat(size / piece.length)),
    (bytes) => quietly(inspectDrawing(bytes, async () => 0)),
    60_000,
  );
  expect(ratio).toBeLessThan(LINEAR);
});

it('a drawing of uses in uses is weighed in time by its length', async () => {
  const drawing = (size: number) => {
    const levels = Array.from(
      { length: 100 },
      (_, n) => `<g id="a${n + 1}">${`<use href="#a${n}"/>`.repeat(size / 100)}</g>`,
    );
    return Buffer.from(`${SVG}<g id="a0"/>${levels.join('')}</svg>`);
  };
  const weigh = (bytes: Buffer) => quietly(inspectDrawing(bytes, async () => 0));
  expect(await growth(drawing, weigh, 4000)).toBeLessThan(LINEAR);
});
