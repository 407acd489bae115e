import compress from 'browser-image-compression';
// Its worker loads the library anew, from a CDN unless told otherwise.
// biome-ignore lint/correctness/useImportExtensions: what is behind the name is for Vite
import library from '../../node_modules/browser-image-compression/dist/browser-image-compression.js?url&no-inline';

window.shrink = (file, maxWidthOrHeight, initialQuality) =>
  compress(file, {
    maxWidthOrHeight,
    initialQuality,
    fileType: 'image/jpeg',
    useWebWorker: true,
    libURL: new URL(library, location.href).href,
  });
