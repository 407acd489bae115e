'use client';
import type { UploadItem } from '@tintype/core';
import type { ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useLook } from './dropzone-look.tsx';
import type { RowActions } from './row-actions.ts';
import * as rowIcons from './row-icons.ts';

/** What the buttons of a picture take. */
export interface DropzoneItemActionsProps {
  item: UploadItem;
  actions: RowActions;
  /** Id of what says why the picture failed, while there is something. */
  errorId: string | undefined;
  /** Whether caption and description are open; `undefined` where there are none. */
  editing: boolean | undefined;
  /** Opens or closes them. */
  onEdit: () => void;
}

/** The buttons of one picture, each named with it. Renders a `<span>`. */
export function DropzoneItemActions(props: DropzoneItemActionsProps): ReactElement {
  const { item, actions, errorId, editing, onEdit } = props;
  const { labels, classNames } = useLook();
  const { id, status, file } = item;
  const ended = ENDED.has(status);
  return (
    <span className={classes('tt-item-actions', classNames.actions)}>
      {editing === undefined ? null : (
        <RowButton
          icon={rowIcons.pencil}
          label={labels.details(file.name)}
          expanded={editing}
          onPress={onEdit}
        />
      )}
      {AGAIN.has(status) ? (
        <RowButton
          icon={icons.retry}
          label={labels.retry(file.name)}
          description={errorId}
          onPress={() => actions.retry(id)}
          leaves
        />
      ) : null}
      {ended ? (
        <RowButton
          icon={icons.cross}
          label={labels.remove(file.name)}
          onPress={() => actions.remove(id)}
        />
      ) : (
        <RowButton
          icon={icons.cross}
          label={labels.cancel(file.name)}
          onPress={() => actions.cancel(id)}
          leaves
        />
      )}
    </span>
  );
}

const ENDED = new Set<UploadItem['status']>(['done', 'failed', 'canceled', 'rejected']);
const AGAIN = new Set<UploadItem['status']>(['failed', 'canceled', 'rejected', 'retrying']);

interface RowButtonProps {
  icon: string;
  label: string;
  description?: string | undefined;
  expanded?: boolean | undefined;
  onPress: () => void;
  /** Whether the button goes away with the status that offered it. The row then gets the focus. */
  leaves?: boolean | undefined;
}

function RowButton({ icon, label, description, expanded, onPress, leaves }: RowButtonProps) {
  return (
    <button
      type="button"
      className="tt-icon-button"
      aria-label={label}
      aria-describedby={description}
      aria-expanded={expanded}
      title={label}
      onClick={(event) => {
        const row = event.currentTarget.closest('li');
        onPress();
        if (leaves) row?.focus();
      }}
    >
      <Icon path={icon} />
    </button>
  );
}
