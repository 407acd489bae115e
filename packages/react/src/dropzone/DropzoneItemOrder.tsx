'use client';
import type { UploadItem } from '@tintype/core';
import type { PointerEvent, ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import { classes } from '../anatomy/slots.ts';
import { dragRow } from './drag-row.ts';
import { useLook } from './dropzone-look.tsx';
import * as rowIcons from './row-icons.ts';

interface DropzoneItemOrderProps {
  item: UploadItem;
  /** Where it stands, from 0. */
  index: number;
  count: number;
  onMove: (id: string, place: number) => void;
}

/**
 * Two buttons that move a picture up and down, and a grip to drag it by. Renders a `<span>`. The grip is
 * for pointers alone; whatever it can do, the buttons can.
 */
export function DropzoneItemOrder(props: DropzoneItemOrderProps): ReactElement {
  const { item, index, count, onMove } = props;
  const { labels, classNames } = useLook();
  const { name } = item.file;
  const grab = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    dragRow(event.currentTarget, event.nativeEvent, (to) => onMove(item.id, to));
  };
  return (
    <span className={classes('tt-item-order', classNames.order)}>
      <span className="tt-grip" title={labels.drag(name)} onPointerDown={grab}>
        <Icon path={rowIcons.grip} />
      </span>
      <span className="tt-order-steps">
        <StepButton
          step="up"
          label={labels.moveUp(name)}
          disabled={index === 0}
          onPress={() => onMove(item.id, index - 1)}
        />
        <StepButton
          step="down"
          label={labels.moveDown(name)}
          disabled={index === count - 1}
          onPress={() => onMove(item.id, index + 1)}
        />
      </span>
    </span>
  );
}

interface StepButtonProps {
  step: 'up' | 'down';
  label: string;
  disabled: boolean;
  onPress: () => void;
}

/** Disabled only in name at the ends of the list, so that the focus stays where it is. */
function StepButton({ step, label, disabled, onPress }: StepButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="tt-order-step"
      data-step={step}
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => disabled || onPress()}
    >
      <Icon path={step === 'up' ? rowIcons.up : rowIcons.down} />
    </button>
  );
}
