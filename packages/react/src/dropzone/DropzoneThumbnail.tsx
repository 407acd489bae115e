'use client';
import type { UploadItem } from '@tintype/core';
import { type ReactElement, useState } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useLook } from './dropzone-look.tsx';

/** What a thumbnail takes. */
export interface DropzoneThumbnailProps {
  item: UploadItem;
}

// Most browsers cannot show these, and nobody should wonder why there is no picture.
const HEIC = /\.hei[cf]$/i;

/** The picture itself; its name stands beside it, so it says nothing to a screen reader. Renders a `<span>`. */
export function DropzoneThumbnail({ item }: DropzoneThumbnailProps): ReactElement {
  const { classNames } = useLook();
  const { previewUrl, file } = item;
  return (
    <span className={classes('tt-thumbnail', classNames.thumbnail)}>
      <Preview url={previewUrl} name={file.name} />
    </span>
  );
}

function Preview({ url, name }: { url: string | null; name: string }): ReactElement {
  // The element stays when the preview is replaced, and shows the old one until it has the new one.
  const [broken, setBroken] = useState<string | null>(null);
  if (url !== null && url !== broken) {
    return (
      <img
        className="tt-thumbnail-image"
        src={url}
        alt=""
        decoding="async"
        onError={() => setBroken(url)}
      />
    );
  }
  return (
    <span className="tt-thumbnail-empty">
      <Icon path={icons.pictures} />
      {HEIC.test(name) ? (
        <span className="tt-thumbnail-type" aria-hidden="true">
          HEIC
        </span>
      ) : null}
    </span>
  );
}
