import { ImageDropzone, useImageUpload, VariantGallery } from '@tintype/react';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import '@tintype/react/styles.css';

const COUNT = 10_000;
const numbers = Array.from({ length: COUNT }, (_, n) => n);

function Empty() {
  return <div style={{ blockSize: 1_000_000 }} />;
}

const images = numbers.map((n) => ({
  id: `picture-${n}`,
  filename: `Picture ${n}.jpg`,
  uploaded: '2026-11-25T00:00:00Z',
  requireSignedURLs: false,
  variants: [`${location.origin}/picture/${n}/thumbnail`, `${location.origin}/picture/${n}/public`],
}));

function Gallery() {
  return <VariantGallery images={images} onDelete={() => undefined} />;
}

const files = numbers.map((n) => new File(['x'], `Picture ${n}.jpg`, { type: 'image/jpeg' }));

function List() {
  const upload = useImageUpload({
    endpoint: '/upload',
    autoStart: false,
    prepare: false,
    previews: false,
  });
  const { add } = upload;
  useEffect(() => void add(files), [add]);
  return <ImageDropzone upload={upload} reorderable editable />;
}

const PAGES = { empty: Empty, gallery: Gallery, list: List };
const Page = PAGES[location.search.slice(1) as keyof typeof PAGES];

function Ready() {
  useEffect(() => {
    document.body.dataset.ready = '';
  }, []);
  return <Page />;
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Ready />);
