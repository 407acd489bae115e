'use client';
import type { ReactElement } from 'react';
import { classes } from '../anatomy/slots.ts';
import { allLabels } from './all-labels.ts';
import { useGallery } from './gallery-context.ts';
import type { PicturePartProps } from './gallery-parts.ts';

/** What is known of a picture, its metadata included. Renders a `<dl>`. */
export function GalleryDetails({ picture }: PicturePartProps): ReactElement {
  const look = useGallery();
  const { classNames } = look;
  const labels = allLabels(look);
  const { image, facts } = picture;
  const words = labels.details;
  const rows: [string, string | undefined | null][] = [
    [words.uploaded, labels.date(image.uploaded)],
    [words.visibility, image.requireSignedURLs ? words.private : words.public],
    [words.creator, image.creator],
    [words.id, image.id],
    ...Object.entries(image.meta ?? {})
      // Painted, not read.
      .filter(([name]) => name !== 'thumbHash' || !facts.hash)
      .map(([name, value]): [string, string] => [name, textOf(value)]),
  ];
  return (
    <dl className={classes('tt-details', classNames.details)}>
      {rows.map(([name, value]) =>
        value ? (
          <div key={name} className="tt-detail">
            <dt className="tt-detail-name">
              <bdi>{name}</bdi>
            </dt>
            <dd className="tt-detail-value">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
