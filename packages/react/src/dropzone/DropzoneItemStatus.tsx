'use client';
import type { UploadItem } from '@tintype/core';
import { type ReactElement, useEffect, useState } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useLook } from './dropzone-look.tsx';
import * as rowIcons from './row-icons.ts';

/** What a status takes. */
export interface DropzoneItemStatusProps {
  item: UploadItem;
}

/** Where a picture stands, in words. Renders a `<span>`. */
export function DropzoneItemStatus({ item }: DropzoneItemStatusProps): ReactElement {
  const { labels, classNames } = useLook();
  const seconds = useSecondsUntil(item.status === 'retrying' ? item.retryAt : null);
  return (
    <span className={classes('tt-item-status', classNames.status)}>
      <StatusIcon status={item.status} />
      <bdi>{labels.status(item, seconds)}</bdi>
    </span>
  );
}

function StatusIcon({ status }: Pick<UploadItem, 'status'>): ReactElement | null {
  if (status === 'done') return <Icon path={rowIcons.check} />;
  return status === 'failed' || status === 'rejected' ? <Icon path={icons.alert} /> : null;
}

/** Counts down to a moment, in whole seconds. */
function useSecondsUntil(time: number | null): number {
  const [now, setNow] = useState(() => (time === null ? 0 : Date.now()));
  useEffect(() => {
    if (time === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [time]);
  return time === null ? 0 : Math.max(0, Math.ceil((time - now) / 1000));
}
