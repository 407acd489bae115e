import type { BlockKind } from './block.ts';
import type { ByteSource } from './byte-source.ts';
import { scanGIF } from './gif-scan.ts';
import type { HeaderFacts } from './image-header.ts';
import { shownSize } from './size.ts';

const HEADER = 13;
const CONTROL = 0xf9;
const PLAIN_TEXT = 0x01;
const COMMENT = 0xfe;
const APPLICATION = 0xff;

// Longer than the service takes; frames are counted by walking over them.
const MOST_WALKED = 32 * 1024 * 1024;

/** Reads a GIF's header, and counts its frames (GIF89a, section 12 and after). */
export async function readGIF(source: ByteSource): Promise<HeaderFacts> {
  const header = await source.read(0, HEADER);
  if (header.byteLength < HEADER) return {};
  if (source.size > MOST_WALKED) {
    const size = shownSize(header.getUint16(6, true), header.getUint16(8, true));
    return { ...size, frames: null, hasAlpha: true };
  }
  const { width, height, frames, hasAlpha, extensions, applications } = await scanGIF(source);
  const labels = [...extensions].filter((label) => label !== APPLICATION);
  const kinds = new Set([
    ...labels.map((label) => kindOf(label, '')),
    ...Array.from(applications, (name) => kindOf(APPLICATION, name)),
  ]);
  const metadata = [...kinds].filter((kind) => kind !== 'image' && kind !== 'profile');
  return { ...shownSize(width, height), frames: Math.max(1, frames), hasAlpha, metadata };
}

/** Applications that change how the picture looks: those that say how often an animation is repeated. */
const NEEDED = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)/;

function kindOf(label: number, name: string): BlockKind {
  if (label === COMMENT) return 'text';
  if (label === CONTROL || label === PLAIN_TEXT) return 'image';
  if (label !== APPLICATION) return 'unknown';
  if (NEEDED.test(name)) return 'image';
  if (name.startsWith('ICCRGBG1')) return 'profile';
  return name.startsWith('XMP Data') ? 'xmp' : 'unknown';
}
