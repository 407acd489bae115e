import sharp from 'sharp';
import { expect, it } from 'vitest';
import { blockTable } from './kept-blocks.ts';
import { readPage } from './pages.ts';
import { photo, privacyTable, type Stripping, strip } from './photo-data.ts';

it('shows in docs/privacy.md what a real photo tells before and after', async () => {
  const { text } = readPage('docs/privacy.md');
  const table = /^\|.*as taken[\s\S]*?(?=\n\n)/m.exec(text)?.[0];
  expect(table).toBe(await privacyTable());
});

const levels: Stripping[] = ['location', 'all'];
it.each(levels)('changes no pixel when it takes out %j', async (level) => {
  const pixels = (file: Buffer) => sharp(file).raw().toBuffer();
  expect((await pixels(await strip(level))).equals(await pixels(photo))).toBe(true);
});

it('lists in docs/privacy.md each block that stays, as the code keeps it', () => {
  const { text } = readPage('docs/privacy.md');
  const table = /^\| format \| block[\s\S]*?(?=\n\n)/m.exec(text)?.[0];
  expect(table).toBe(blockTable());
});
