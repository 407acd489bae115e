import compress from 'browser-image-compression';
// Its worker loads the library anew, from a CDN unless told otherwise.
import library from '../../node_modules/browser-image-compression/dist/browser-image-compression.js?url&no-inline';

window.shrink = (file, maxWidthOrHeight, initialQuality) =>
  compress(file, {
    maxWidthOrHeight,
    initialQuality,
    fileType: 'image/jpeg',
    useWebWorker: true,
    libURL: new URL(library, location.href).href,
  });
