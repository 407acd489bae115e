'use client';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import * as actionIcons from './action-icons.ts';
import { allLabels } from './all-labels.ts';
import { useGallery } from './gallery-context.ts';
import { ZOOM_STEP } from './lightbox-keys.ts';
import type { Zoom } from './use-zoom.ts';

interface LightboxBarProps {
  zoom: Zoom;
  onClose: () => void;
  children: ReactNode;
}

/** What stands above the picture. Renders a `<div>`. */
export function LightboxBar({ zoom, onClose, children }: LightboxBarProps): ReactElement {
  const labels = allLabels(useGallery());
  const words = labels.lightbox;
  return (
    <div className="tt-lightbox-head">
      <IconButton icon={icons.cross} label={words.close} onClick={onClose} />
      {children}
      <IconButton
        icon={actionIcons.minus}
        label={words.zoomOut}
        off={!zoom.isZoomed}
        onClick={() => zoom.zoomBy(1 / ZOOM_STEP)}
      />
      <IconButton
        icon={actionIcons.plus}
        label={words.zoomIn}
        onClick={() => zoom.zoomBy(ZOOM_STEP)}
      />
    </div>
  );
}

interface IconButtonProps {
  icon: string;
  label: string;
  /** Nothing to do. Not `disabled`, which would take the focus away. @default false */
  off?: boolean;
  className?: string;
  onClick: () => void;
}

function IconButton({ icon, label, off = false, className, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className={classes('tt-icon-button', className)}
      aria-label={label}
      title={label}
      aria-disabled={off}
      onClick={off ? undefined : onClick}
    >
      <Icon path={icon} />
    </button>
  );
}

interface StepButtonProps extends Omit<IconButtonProps, 'icon'> {
  direction: 'back' | 'forth';
}

/** Goes to the picture before or after. Renders a `<button>`. */
export function StepButton({ direction, ...others }: StepButtonProps): ReactElement {
  const icon = direction === 'back' ? actionIcons.back : actionIcons.forth;
  return <IconButton {...others} icon={icon} className={`tt-step tt-step-${direction}`} />;
}
