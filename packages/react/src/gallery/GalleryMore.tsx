'use client';
import { type FocusEvent, type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as actionIcons from './action-icons.ts';
import { allLabels } from './all-labels.ts';
import { copyText } from './clipboard.ts';
import { GalleryDetails } from './GalleryDetails.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { useGallery } from './gallery-context.ts';
import type { GalleryPicture } from './gallery-parts.ts';
import { absoluteURL } from './safe-url.ts';
import { htmlOf, markdownOf, type SnippetPicture } from './snippets.ts';

interface GalleryMoreProps {
  picture: GalleryPicture;
  say: (note: string) => void;
}

/** What is wanted less often: snippets, and what is known of a picture. Renders a `<details>`. */
export function GalleryMore({ picture, say }: GalleryMoreProps): ReactElement {
  const labels = allLabels(useGallery());
  const [open, setOpen] = useState(false);
  const disclosure = useRef<HTMLDetailsElement>(null);
  const { name, url } = picture;

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !open) return;
    // The dialog around stays.
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    disclosure.current?.querySelector('summary')?.focus();
  }

  function closeOnLeave({ relatedTarget }: FocusEvent): void {
    if (relatedTarget && !disclosure.current?.contains(relatedTarget)) setOpen(false);
  }

  return (
    <details
      ref={disclosure}
      className="tt-more"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      onKeyDown={closeOnEscape}
      onBlur={closeOnLeave}
    >
      <summary className="tt-icon-button" aria-label={labels.more(name)} title={labels.more(name)}>
        <Icon path={actionIcons.more} />
      </summary>
      {open ? (
        <div className="tt-panel">
          {url === null ? null : <Snippets picture={picture} url={url} say={say} />}
          <GalleryPart part="Details" standard={GalleryDetails} props={{ picture }} />
        </div>
      ) : null}
    </details>
  );
}

function Snippets({ picture, url, say }: GalleryMoreProps & { url: string }) {
  const labels = allLabels(useGallery());
  const { name, alt, facts } = picture;
  const size = picture.choice === null ? facts.size : (picture.shown ?? facts.size);
  const snippet = { url: absoluteURL(url), alt, size: size && pick(size) };
  const copy = async (write: (of: SnippetPicture) => string) =>
    say((await copyText(write(snippet))) ? labels.copiedText : labels.copyFailed);
  return (
    <div className="tt-snippets">
      <button
        type="button"
        className="tt-button"
        aria-label={labels.copyMarkdown(name)}
        onClick={() => copy(markdownOf)}
      >
        {labels.markdown}
      </button>
      <button
        type="button"
        className="tt-button"
        aria-label={labels.copyHTML(name)}
        onClick={() => copy(htmlOf)}
      >
        {labels.html}
      </button>
    </div>
  );
}

function pick({ width, height }: { width: number; height: number }) {
  return { width, height };
}
