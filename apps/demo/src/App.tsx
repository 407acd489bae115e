import { ImageDropzone, useImageUpload } from '@tintype/react';
import { StoredPictures } from './StoredPictures.tsx';
import { ThemePicker } from './ThemePicker.tsx';

export function App() {
  const upload = useImageUpload({ endpoint: '/api/images', persist: true });
  return (
    <>
      <header className="masthead">
        <div>
          <h1>Tintype</h1>
          <p>
            Takes pictures from your device to an image service, and shows the variants that come
            back. Try it with photos of your own: they stay on the machine that runs this demo,
            unless it was told to use Cloudflare Images.
          </p>
        </div>
        <ThemePicker />
      </header>
      <main>
        <section aria-labelledby="upload">
          <h2 id="upload">Upload</h2>
          <ImageDropzone
            upload={upload}
            paste="page"
            pageDrop
            camera
            fromURL
            reorderable
            editable
          />
        </section>
        <StoredPictures />
      </main>
    </>
  );
}
