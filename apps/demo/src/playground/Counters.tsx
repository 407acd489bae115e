import type { UploadItem } from '@tintype/react';
import { drawPictures } from './draw-pictures.ts';
import { useChosen } from './use-chosen.ts';
import { usePlayground } from './use-playground.ts';

/** What was chosen, held against what the service has stored. */
export function Counters({
  items,
  onAdd,
  onStartOver,
}: {
  items: readonly UploadItem[];
  onAdd: (pictures: File[]) => void;
  onStartOver: () => void;
}) {
  const { data } = usePlayground();
  const { chosen, forget } = useChosen(items);
  const copies = (data?.stored ?? []).filter((item) => chosen.has(item));
  const stored = new Set(copies).size;
  const startOver = () => {
    onStartOver();
    forget();
  };
  return (
    <div className="counters">
      <dl>
        <div>
          <dt>Chosen</dt>
          <dd>{chosen.size}</dd>
        </div>
        <div>
          <dt>Stored</dt>
          <dd>{stored}</dd>
        </div>
        <div>
          <dt>Stored twice</dt>
          <dd>{copies.length - stored}</dd>
        </div>
      </dl>
      <p role="status">{verdict(chosen.size, stored, copies.length)}</p>
      <p className="buttons">
        <button type="button" onClick={async () => onAdd(await drawPictures(6))}>
          Add six drawn pictures
        </button>
        <button type="button" disabled={chosen.size === 0} onClick={startOver}>
          Start over
        </button>
      </p>
    </div>
  );
}

function verdict(chosen: number, stored: number, copies: number): string {
  if (copies > stored) return 'Something was stored twice. That must not be: please report it.';
  if (chosen === 0) return 'Add pictures, and let something go wrong.';
  if (stored < chosen) return `${chosen - stored} still to come.`;
  return 'All are there, each of them once.';
}
