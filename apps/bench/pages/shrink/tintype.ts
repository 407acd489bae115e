import { prepareImage } from '@tintype/core';

window.shrink = async (file, maxSide, quality) =>
  (await prepareImage(file, { maxSide, quality, type: 'image/jpeg' })).file;
