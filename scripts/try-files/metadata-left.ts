import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findProgram } from '../installing.ts';

/** Groups of exiftool that say nothing but what the pixels are like. */
const STRUCTURE =
  /^(?:SourceFile|ExifTool|System|Composite|JFIF|Adobe|ICC[-_].*|ICC_Profile\d*|RIFF|PNG-pHYs|PNG-cICP|Meta|SVG)$/;
/** What says no more than that in groups that also hold metadata. */
const STRUCTURAL_TAGS = [
  /^File:(?:FileType|FileTypeExtension|MIMEType|ExifByteOrder|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling)$/,
  /^(?:File|GIF|PNG|QuickTime|Track\d+):(?:Image|Source|Exif)?(?:Image)?(?:Width|Height|Size)$/,
  /^IFD0:(?:Orientation|ResolutionUnit|[XY]Resolution|YCbCrPositioning)$/,
  /^GIF:(?:GIFVersion|HasColorMap|ColorResolutionDepth|BitsPerPixel|BackgroundColor|AnimationIterations|FrameCount|Duration|TransparentColor|PixelAspectRatio)$/,
  /^PNG:(?:BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|Gamma|SRGBRendering|WhitePoint[XY]|(?:Red|Green|Blue)[XY]|BackgroundColor|SignificantBits|ProfileName|Animation\w*)$/,
  // Dates, places and names have words for it; the rest is how pixels are coded.
  /^(?:QuickTime|Track\d+):(?!.*(?:Date|GPS|Location|Author|Make|Model|Software|Comment|Description|Title|Name|Copyright|Keys|Content))/,
];

/** Finds what exiftool still finds in files; `null` where it is not installed. */
export async function metadataLeft(
  files: ReadonlyMap<string, File>,
): Promise<Map<string, string[]> | null> {
  const exiftool = findProgram('exiftool');
  if (!exiftool) return null;
  const folder = mkdtempSync(path.join(tmpdir(), 'tintype-tried-'));
  try {
    const keys = [...files.keys()];
    for (const [n, file] of [...files.values()].entries()) {
      writeFileSync(path.join(folder, String(n)), new Uint8Array(await file.arrayBuffer()));
    }
    const found = keys.length > 0 ? readTags(exiftool, folder) : [];
    return new Map(
      found.map(({ SourceFile, ...tags }) => [
        keys[Number(path.basename(String(SourceFile)))] ?? '',
        Object.keys(tags).filter(isMetadata),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readTags(exiftool: string, folder: string): Record<string, unknown>[] {
  const options = ['-json', '-G1', '-a', '-u', '-ee', '-q', '-fast0', folder];
  try {
    return JSON.parse(String(execFileSync(exiftool, options, OUTPUT)));
  } catch (error) {
    // It complains of files that it cannot read, and answers all the same.
    return JSON.parse(String((error as { stdout?: Buffer }).stdout || '[]'));
  }
}

const OUTPUT = { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] as ('ignore' | 'pipe')[] };

function isMetadata(tag: string): boolean {
  const [group = ''] = tag.split(':');
  return !STRUCTURE.test(group) && !STRUCTURAL_TAGS.some((pattern) => pattern.test(tag));
}

/** Which of these texts a file holds, in one byte or two for each character. */
export async function marksIn(file: File, marks: readonly string[]): Promise<string[]> {
  const bytes = Buffer.from(await file.arrayBuffer());
  return marks.filter((mark) =>
    (['latin1', 'utf16le'] as const).some((encoding) => bytes.includes(mark, 0, encoding)),
  );
}
