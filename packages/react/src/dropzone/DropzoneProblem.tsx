'use client';
import type { ReactElement } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useAreaLook } from './dropzone-look.tsx';

/** What a form has to say about the pictures, until it is put right. Renders a `<p>`. */
export function DropzoneProblem({ id, text }: { id: string; text: string }): ReactElement {
  const { classNames } = useAreaLook();
  return (
    <p className={classes('tt-problem', classNames.problem)} data-tt={PARTS.problem} id={id}>
      <Icon path={icons.alert} />
      <span className="tt-problem-text">{text}</span>
    </p>
  );
}
