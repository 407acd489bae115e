'use client';
import { type ReactElement, useEffect, useRef } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useGallery } from './gallery-context.ts';
import type { ToolbarPartProps } from './gallery-parts.ts';

/** How many pictures there are, and what can be done with those that are selected. Renders a `<div>`. */
export function GalleryToolbar(props: ToolbarPartProps): ReactElement {
  const { count, selected, onSelectAll, onClear, onDelete } = props;
  const { labels, classNames } = useGallery();
  const all = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // There is no attribute for it.
    if (all.current) all.current.indeterminate = selected > 0 && selected < count;
  }, [selected, count]);
  return (
    <div className={classes('tt-toolbar', classNames.toolbar)}>
      <label className="tt-check">
        <input
          ref={all}
          type="checkbox"
          className="tt-checkbox"
          checked={selected > 0 && selected === count}
          onChange={selected === count ? onClear : onSelectAll}
        />
        {labels.selectAll}
      </label>
      <span className="tt-count">
        <bdi>{selected > 0 ? labels.selected(selected) : labels.count(count)}</bdi>
      </span>
      {selected > 0 ? (
        <span className="tt-toolbar-actions">
          <button type="button" className="tt-button tt-button-quiet" onClick={onClear}>
            {labels.clearSelection}
          </button>
          {onDelete ? (
            <button type="button" className="tt-button tt-danger" onClick={onDelete}>
              <Icon path={icons.bin} />
              {labels.deleteSelected(selected)}
            </button>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}
