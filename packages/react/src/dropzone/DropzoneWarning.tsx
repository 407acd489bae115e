'use client';
import type { UploaderWarning } from '@tintype/core';
import type { ReactElement } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useLook } from './dropzone-look.tsx';

/** What a warning takes. */
export interface DropzoneWarningProps {
  warning: UploaderWarning;
}

/** Why pictures would not survive the page, spoken as soon as it is known. Renders a `<p>`. */
export function DropzoneWarning({ warning }: DropzoneWarningProps): ReactElement {
  const { labels, classNames } = useLook();
  return (
    <p role="alert" className={classes('tt-warning', classNames.warning)} data-tt={PARTS.warning}>
      <Icon path={icons.alert} />
      <span>{labels.warning(warning)}</span>
    </p>
  );
}
