'use client';
import type { Image, Variant } from '@tintype/core';
import { memo, type NamedExoticComponent, type ReactElement, useState } from 'react';
import { PARTS, present } from '../anatomy/attributes.ts';
import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import { Icon } from '../anatomy/Icon.tsx';
import { type ClassNames, classes, type GallerySlot } from '../anatomy/slots.ts';
import { GalleryActions } from './GalleryActions.tsx';
import { GalleryVariantPicker } from './GalleryVariantPicker.tsx';
import { orderedVariants, pickVariant } from './variant-order.ts';

interface GalleryImageProps {
  image: Image;
  labels: GalleryLabels;
  classNames: ClassNames<GallerySlot>;
  defaultVariant: string;
  onDelete: ((image: Image) => void) | undefined;
}

/** One stored picture in one of its variants. Renders an `<li>`. */
export const GalleryImage: NamedExoticComponent<GalleryImageProps> = memo(function GalleryImage(
  props: GalleryImageProps,
): ReactElement {
  const { image, labels, classNames } = props;
  const [chosen, choose] = useState(props.defaultVariant);
  const [brokenURL, setBrokenURL] = useState<string | null>(null);
  const [size, setSize] = useState<{ of: string; width: number; height: number } | null>(null);

  const name = image.filename ?? labels.unnamed;
  const variants = orderedVariants(image);
  const variant = pickVariant(variants, chosen);
  const broken = !variant || brokenURL === variant.url;
  return (
    <li
      className={classes('tt-image', classNames.image)}
      data-tt={PARTS.image}
      data-id={image.id}
      data-broken={present(broken)}
    >
      <div className="tt-plate">
        {broken ? (
          <Broken name={name} labels={labels} onReload={() => setBrokenURL(null)} />
        ) : (
          <img
            // A new element for each variant, so that the old picture does not stand for the new.
            key={variant.url}
            src={variant.url}
            alt={name}
            data-variant={variant.name}
            loading="lazy"
            decoding="async"
            onError={() => setBrokenURL(variant.url)}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setSize({ of: variant.url, width, height })
            }
          />
        )}
      </div>
      <div className="tt-caption">
        <p className="tt-image-name" title={name}>
          <bdi>{name}</bdi>
        </p>
        <p className="tt-image-size">
          <bdi dir="ltr">
            {variant && size?.of === variant.url ? labels.dimensions(size.width, size.height) : ' '}
          </bdi>
        </p>
      </div>
      <GalleryVariantPicker
        label={labels.variants(name)}
        variants={variants}
        chosen={variant?.name}
        className={classNames.variants}
        onChoose={choose}
      />
      {variant ? <Actions {...props} variant={variant} name={name} /> : null}
    </li>
  );
});

function Actions(props: GalleryImageProps & { variant: Variant; name: string }) {
  const { image, labels, classNames, onDelete, variant, name } = props;
  return (
    <GalleryActions
      url={variant.url}
      name={name}
      labels={labels}
      className={classNames.actions}
      onDelete={onDelete && (() => onDelete(image))}
    />
  );
}

function Broken(props: { name: string; labels: GalleryLabels; onReload: () => void }) {
  const { name, labels, onReload } = props;
  return (
    <div className="tt-broken">
      <Icon name="alert" />
      <p>{labels.broken}</p>
      <button type="button" className="tt-button tt-button-quiet" onClick={onReload}>
        <Icon name="retry" />
        {labels.reload(name)}
      </button>
    </div>
  );
}
