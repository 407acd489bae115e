import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { findingsOf, tableOf } from '../../scripts/try-files/report.ts';
import { tryAll } from '../../scripts/try-files/try-all.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tintype-try-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('tells what becomes of the files of a folder', async () => {
  const drawing = sharp({ create: { width: 64, height: 48, channels: 3, background: '#c63' } });
  const artist = { IFD0: { Artist: 'Wilhelmina Nobody' } };
  const files = {
    'sideways.jpg': await drawing
      .clone()
      .withExif(artist)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer(),
    'plain.png': await drawing.clone().png().toBuffer(),
    'words.txt': Buffer.from('no image'),
  };
  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(path.join(folder, name), bytes);
    return path.join(folder, name);
  });
  const tried = await tryAll(paths, { options: {}, marks: ['Wilhelmina'] });
  expect(tried).toMatchObject([
    { prepared: 'rebuilt', shownSize: '48×64', headerSize: '48×64', hasPreview: true, marks: [] },
    { prepared: 'copied', isShown: true, code: null },
    { code: 'unsupported-type', mediaType: null },
  ]);
  expect(tried.flatMap(findingsOf)).toEqual([]);
  expect(tableOf(tried)).toContain('| jpeg | 1 | 0 | 1 | 0 | 0 | 1 | 1 of 1 |');

  const kept = await tryAll(paths.slice(0, 1), {
    options: { prepare: false },
    marks: ['Wilhelmina'],
  });
  expect(kept[0]).toMatchObject({ prepared: 'copied', marks: ['Wilhelmina'] });
  expect(kept[0] && findingsOf(kept[0])).toContain('marks left: Wilhelmina');
});
