import type { UploadItem } from '@tintype/react';
import { useChosen } from './use-chosen.ts';
import { usePlayground } from './use-playground.ts';

/** What was chosen, held against what the service has stored. */
export function Counters({
  items,
  onStartOver,
}: {
  items: readonly UploadItem[];
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
      <button type="button" disabled={chosen.size === 0} onClick={startOver}>
        Start over
      </button>
    </div>
  );
}
