// Its own screen, which is rc-upload with a list. It knows no limit of uploads at once: the browser's holds.
import Upload from 'antd/es/upload';
import { createRoot } from 'react-dom/client';

window.contender = {
  mount(root, { endpoint, previews }) {
    createRoot(root).render(
      <Upload
        action={endpoint}
        name="file"
        listType={previews ? 'picture' : 'text'}
        multiple
        // It shows no picture of a file that is on its way.
        beforeUpload={() => !previews}
      >
        <button type="button">Choose</button>
      </Upload>,
    );
  },
  add(files) {
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('antd shows no input.');
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  },
  done: () => document.querySelectorAll('.ant-upload-list-item-done').length,
  previews: () =>
    [...document.querySelectorAll<HTMLImageElement>('img.ant-upload-list-item-image')].filter(
      ({ complete, naturalWidth }) => complete && naturalWidth > 0,
    ).length,
};
