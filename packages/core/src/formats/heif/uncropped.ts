import { assemble } from '../assemble.ts';
import { BrokenFormat } from '../block.ts';
import { createByteSource } from '../byte-source.ts';
import { readItemTables } from './item-tables.ts';
import { partsOfHEIF } from './rebuild-heif.ts';
import { readShownArea } from './shown-area.ts';

/** A HEIC for decoders that do not crop, or fail over things that the image does not need. */
export interface Uncropped {
  blob: Blob;
  /** What is to be shown of the decoded image, or `null` for all of it. */
  area: { left: number; top: number; width: number; height: number } | null;
}

/**
 * Rebuilds a HEIC from what its image needs, without the part that crops it.
 *
 * @throws BrokenFormat where it is not understood.
 */
export async function uncropHEIF(blob: Blob): Promise<Uncropped> {
  const source = createByteSource(blob);
  const parts = await partsOfHEIF(source, { level: 'all', isCropped: false });
  const tables = await readItemTables(source);
  const shown = tables && readShownArea(tables);
  if (!parts || !shown) throw new BrokenFormat('The file describes no image.');
  const { left, top, width, height, whole } = shown;
  const isAll = width === whole.width && height === whole.height;
  return {
    blob: await assemble(
      blob,
      (async function* () {
        yield* parts;
      })(),
    ),
    area: isAll ? null : { left, top, width, height },
  };
}
