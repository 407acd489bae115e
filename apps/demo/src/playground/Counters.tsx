import type { UploadItem } from '@tintype/react';
import { drawPictures } from './draw-pictures.ts';
import { compare } from './run.ts';
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
  const count = Object.keys(chosen).length;
  const { once, more } = compare(chosen, data?.stored ?? []);
  const startOver = () => {
    onStartOver();
    forget();
  };
  return (
    <div className="counters">
      <dl>
        <div>
          <dt>Chosen</dt>
          <dd>{count}</dd>
        </div>
        <div>
          <dt>Stored</dt>
          <dd>{once}</dd>
        </div>
        <div>
          <dt>Stored twice</dt>
          <dd>{more}</dd>
        </div>
      </dl>
      <p role="status">{verdict(count, once, more)}</p>
      <p className="buttons">
        <button type="button" onClick={async () => onAdd(await drawPictures(6))}>
          Add six drawn pictures
        </button>
        <button type="button" disabled={count === 0} onClick={startOver}>
          Start over
        </button>
      </p>
    </div>
  );
}

function verdict(chosen: number, once: number, more: number): string {
  if (more > 0) return 'Something was stored twice. That must not be: please report it.';
  if (chosen === 0) return 'Add pictures, and let something go wrong.';
  if (once < chosen) return `${chosen - once} still to come.`;
  return 'All are there, each of them once.';
}
