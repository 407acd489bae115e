// Its own screen: it has no other.
import Orientation from 'filepond-plugin-image-exif-orientation';
import Preview from 'filepond-plugin-image-preview';
import { createRoot } from 'react-dom/client';
import { FilePond, type FilePond as Pond, registerPlugin } from 'react-filepond';
import 'filepond/dist/filepond.min.css';
import 'filepond-plugin-image-preview/dist/filepond-plugin-image-preview.css';

let pond: Pond | null;
const count = (selector: string) => document.querySelectorAll(selector).length;

window.contender = {
  mount(root, { endpoint, concurrency, previews }) {
    if (previews) registerPlugin(Orientation, Preview);
    createRoot(root).render(
      <FilePond
        ref={(instance) => {
          pond = instance;
        }}
        allowMultiple
        maxParallelUploads={concurrency}
        name="file"
        server={{ process: { url: endpoint } }}
      />,
    );
  },
  add(files) {
    void pond?.addFiles(files);
  },
  done: () => count('[data-filepond-item-state="processing-complete"]'),
  previews: () => count('.filepond--image-clip canvas, .filepond--image-canvas-wrapper canvas'),
};
