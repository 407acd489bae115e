'use client';
import { type ReactElement, useState } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import * as actionIcons from './action-icons.ts';
import { allLabels } from './all-labels.ts';
import { copyText } from './clipboard.ts';
import { downloadPicture } from './download.ts';
import { GalleryMore } from './GalleryMore.tsx';
import { useGallery } from './gallery-context.ts';
import type { PicturePartProps } from './gallery-parts.ts';
import { absoluteURL } from './safe-url.ts';
import { useNote } from './use-note.ts';

/** What can be done with a stored picture. Renders a `<div>`. */
export function GalleryActions({ picture }: PicturePartProps): ReactElement {
  const look = useGallery();
  const { classNames } = look;
  const labels = allLabels(look);
  const [note, say] = useNote();
  const { name, url } = picture;

  return (
    <div className={classes('tt-actions', classNames.actions)}>
      {url === null ? null : (
        <>
          <CopyButton url={url} name={name} say={say} />
          <DownloadButton url={url} name={name} say={say} />
          <a
            className="tt-icon-button"
            href={url}
            target="_blank"
            rel="noreferrer"
            aria-label={labels.open(name)}
            title={labels.open(name)}
          >
            <Icon path={actionIcons.open} />
          </a>
        </>
      )}
      <GalleryMore picture={picture} say={say} />
      <span className="tt-note" role="status">
        {note}
      </span>
      {picture.delete ? (
        <button
          type="button"
          className="tt-icon-button tt-danger"
          aria-label={labels.delete(name)}
          title={labels.delete(name)}
          data-action="delete"
          onClick={picture.delete}
        >
          <Icon path={icons.bin} />
        </button>
      ) : null}
    </div>
  );
}

interface ActionProps {
  url: string;
  name: string;
  say: (note: string) => void;
}

function CopyButton({ url, name, say }: ActionProps) {
  const labels = allLabels(useGallery());
  const copy = async () =>
    say((await copyText(absoluteURL(url))) ? labels.copied : labels.copyFailed);
  return (
    <button
      type="button"
      className="tt-icon-button"
      aria-label={labels.copy(name)}
      title={labels.copy(name)}
      onClick={copy}
    >
      <Icon path={actionIcons.copy} />
    </button>
  );
}

function DownloadButton({ url, name, say }: ActionProps) {
  const labels = allLabels(useGallery());
  const [busy, setBusy] = useState(false);
  async function download() {
    setBusy(true);
    try {
      await downloadPicture(url, name);
    } catch {
      say(labels.downloadFailed);
    }
    setBusy(false);
  }
  return (
    <button
      type="button"
      className="tt-icon-button"
      aria-label={labels.download(name)}
      title={labels.download(name)}
      // Not `disabled`, which would take the focus away.
      aria-disabled={busy}
      onClick={busy ? undefined : download}
    >
      <Icon path={actionIcons.download} />
    </button>
  );
}
