import Compressor from 'compressorjs';

window.shrink = (file, side, quality) =>
  new Promise((success, error) => {
    new Compressor(file, {
      maxWidth: side,
      maxHeight: side,
      quality,
      mimeType: 'image/jpeg',
      success,
      error,
    });
  });
