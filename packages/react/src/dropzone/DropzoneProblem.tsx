'use client';
import type { ReactElement } from 'react';
import { PARTS, present } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useAreaLook } from './dropzone-look.tsx';

interface DropzoneProblemProps {
  id: string;
  text: string;
  /** The form waits for the images, and nobody has to do anything. */
  isWaiting: boolean;
}

/** What a form has to say about the images, until it is put right. Renders a `<p>`. */
export function DropzoneProblem({ id, text, isWaiting }: DropzoneProblemProps): ReactElement {
  const { classNames } = useAreaLook();
  return (
    <p
      className={classes('tt-problem', classNames.problem)}
      data-tt={PARTS.problem}
      data-waiting={present(isWaiting)}
      id={id}
    >
      {isWaiting ? null : <Icon path={icons.alert} />}
      <span className="tt-problem-text">{text}</span>
    </p>
  );
}
