import type {
  ClassNames,
  DropzoneComponents,
  DropzonePartProps,
  DropzoneSlot,
} from '@tintype/react';
import { Button, buttonVariants } from './ui/button.tsx';
import { Progress } from './ui/progress.tsx';

/** Ours where the library makes the element itself. */
export const dropzoneClassNames: ClassNames<DropzoneSlot> = {
  root: 'shadow-sm',
  button: buttonVariants(),
  overall: 'h-1.5',
};

/** Ours in place of the library's. Made once: new components would be mounted anew. */
export const dropzoneComponents: Partial<DropzoneComponents> = {
  Progress: ItemProgress,
  Actions: ItemActions,
};

function ItemProgress({ item }: DropzonePartProps['Progress']) {
  if (item.status !== 'uploading' && item.status !== 'processing') return null;
  const value = item.status === 'uploading' ? item.progress : undefined;
  return <Progress value={value} aria-label={`Progress of ${item.file.name}`} />;
}

const ENDED = ['done', 'failed', 'canceled', 'rejected'];

function ItemActions({ item, actions, errorId }: DropzonePartProps['Actions']) {
  const { id, status, file } = item;
  const isEnded = ENDED.includes(status);
  return (
    <span className="flex gap-1">
      {status === 'failed' ? (
        <Button
          variant="outline"
          aria-label={`Retry ${file.name}`}
          aria-describedby={errorId}
          onClick={() => actions.retry(id)}
        >
          Retry
        </Button>
      ) : null}
      <Button
        variant="ghost"
        aria-label={`${isEnded ? 'Remove' : 'Cancel'} ${file.name}`}
        onClick={() => (isEnded ? actions.remove(id) : actions.cancel(id))}
      >
        {isEnded ? 'Remove' : 'Cancel'}
      </Button>
    </span>
  );
}
