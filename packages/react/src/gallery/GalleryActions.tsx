'use client';
import { type ReactElement, useEffect, useState } from 'react';
import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import { Icon } from '../anatomy/Icon.tsx';
import { classes } from '../anatomy/slots.ts';

interface GalleryActionsProps {
  /** The URL of the variant on show. */
  url: string;
  name: string;
  labels: GalleryLabels;
  className: string | undefined;
  onDelete: (() => void) | undefined;
}

/** What can be done with a stored picture. Renders a `<div>`. */
export function GalleryActions(props: GalleryActionsProps): ReactElement {
  const { url, name, labels, className, onDelete } = props;
  return (
    <div className={classes('tt-actions', className)}>
      <CopyButton text={url} name={name} labels={labels} />
      <a
        className="tt-icon-button"
        href={url}
        target="_blank"
        rel="noreferrer"
        aria-label={labels.open(name)}
        title={labels.open(name)}
      >
        <Icon name="open" />
      </a>
      {onDelete ? (
        <button
          type="button"
          className="tt-icon-button tt-danger"
          aria-label={labels.remove(name)}
          title={labels.remove(name)}
          onClick={onDelete}
        >
          <Icon name="bin" />
        </button>
      ) : null}
    </div>
  );
}

const NOTE_STAYS = 2500;

function CopyButton({ text, name, labels }: { text: string; name: string; labels: GalleryLabels }) {
  const [note, setNote] = useState('');
  useEffect(() => {
    const timer = note === '' ? undefined : setTimeout(() => setNote(''), NOTE_STAYS);
    return () => clearTimeout(timer);
  }, [note]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(absolute(text));
      setNote(labels.copied);
    } catch {
      setNote(labels.copyFailed);
    }
  }

  return (
    <>
      <button
        type="button"
        className="tt-icon-button"
        aria-label={labels.copy(name)}
        title={labels.copy(name)}
        onClick={copy}
      >
        <Icon name={note === labels.copied ? 'check' : 'copy'} />
      </button>
      <span className="tt-note" role="status">
        {note}
      </span>
    </>
  );
}

function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
