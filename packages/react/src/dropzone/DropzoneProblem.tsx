'use client';
import type { ReactElement } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import { classes } from '../anatomy/slots.ts';
import { useLook } from './dropzone-look.tsx';

/** What a form has to say about the pictures, until it is put right. Renders a `<p>`. */
export function DropzoneProblem({ id, text }: { id: string; text: string }): ReactElement {
  const { classNames } = useLook();
  return (
    <p className={classes('tt-problem', classNames.problem)} data-tt={PARTS.problem} id={id}>
      <Icon name="alert" />
      <span>{text}</span>
    </p>
  );
}
